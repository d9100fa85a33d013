import { cadre } from '../../../cadre.tsx';
import type { SessionAgent } from '../../../comptes/session.ts';
import { Introuvable } from '../../../platform/errors.ts';
import { choix, entierDe, tenter } from '../../../platform/forms.ts';
import { type Ctx, type Handler, type Reply, redirect } from '../../../platform/http.ts';
import { jourLocal } from '../../../platform/instants.ts';
import { anneeScolaireDu } from '../../../reservations/regles/admission.ts';
import { type ErreurListee, ResumeErreurs } from '../../../ui/formulaire.tsx';
import { EtatVide, Message } from '../../../ui/message.tsx';
import { defairePassage } from '../../actions/defaire-passage.ts';
import {
  type FaitsDuPassage,
  lireLePassage,
  passerEnClasseSuperieure,
} from '../../actions/passage.ts';
import { type AnneeScolaire, anneePrecedente, anneeSuivante } from '../../regles/classes.ts';
import {
  type Choisis,
  choixProposes,
  effectifs,
  faireLeBilan,
  lireChoix,
} from '../../regles/passage-choix.ts';
import { chercherEcole, type Ecole } from '../../requetes/ecoles.ts';
import { compterEnfantsDeLEcole, listerPassages } from '../../requetes/passages.ts';
import { exigerAdministrateur } from './droits.ts';
import { AnneesDuPassage, compterEnfants, PassagesFaits } from './passage-faits.tsx';
import { FormulairePassage } from './passage-vue.tsx';

/** Au-delà, une école qui n'a jamais rien saisi noierait l'agent : le reste se lit au tour suivant. */
const SANS_CLASSE_MONTRES = 60;

export const GET: Handler<SessionAgent> = async (ctx) => {
  const ou = await trouver(ctx, ctx.query.get('vers'));
  const faits = await lireLePassage(ctx.db, ou.ecole.id, ou.vers, SANS_CLASSE_MONTRES);
  return montrer(ctx, ou, { faits, choisis: choixProposes(faits.groupes) });
};

/** « Revoir l'aperçu », ou « Faire passer… ». */
export const POST: Handler<SessionAgent> = async (ctx) => {
  const ou = await trouver(ctx, ctx.form.get('vers'));
  const acteur = exigerAdministrateur(ctx.session);
  const faits = await lireLePassage(ctx.db, ou.ecole.id, ou.vers, SANS_CLASSE_MONTRES);
  const choisis = lireChoix(ctx.form);
  const etat = { faits, choisis };
  if (ctx.form.get('geste') !== 'passer') return montrer(ctx, ou, etat);
  const { passages } = faireLeBilan(
    faits.groupes,
    faits.sansClasse.enfants,
    faits.classes,
    choisis,
  );
  if (passages.length === 0) {
    if (faits.deja.length > 0) return redirect(adresse(ou), 'Ces enfants ont déjà leur classe.');
    const message = 'Aucun enfant ne passe : choisissez au moins une classe.';
    return montrer(ctx, ou, etat, [{ champ: 'passage', message }]);
  }
  if (ctx.form.get('vu') !== resumer(faits, choisis)) return montrer(ctx, ou, etat, [], true);
  const { fait, refus } = await tenter(() =>
    passerEnClasseSuperieure(ctx, { ecoleId: ou.ecole.id, vers: ou.vers, choisis, acteur }),
  );
  if (refus) return montrer(ctx, ou, etat, [{ champ: 'passage', message: refus.message }]);
  return redirect(
    adresse(ou),
    fait === 0
      ? 'Ces enfants ont déjà leur classe.'
      : `C’est fait : ${compterEnfants(fait)} ${fait > 1 ? 'ont leur' : 'a sa'} classe de ${ou.vers}.`,
  );
};

/** « Défaire ce passage ». */
export const retrait = {
  POST: (async (ctx) => {
    const ou = await trouver(ctx, ctx.form.get('vers'));
    const acteur = exigerAdministrateur(ctx.session);
    const passageId = choix(ctx.form, 'passage') ?? 0;
    const geste = { ecoleId: ou.ecole.id, passageId, acteur };
    const { fait, refus } = await tenter(() => defairePassage(ctx, geste));
    if (refus) {
      const faits = await lireLePassage(ctx.db, ou.ecole.id, ou.vers, SANS_CLASSE_MONTRES);
      const etat = { faits, choisis: choixProposes(faits.groupes) };
      return montrer(ctx, ou, etat, [{ champ: 'passage', message: refus.message }]);
    }
    const verbe = fait.gardes > 1 ? 'gardent leur' : 'garde sa';
    const gardes =
      fait.gardes === 0 ? '' : ` ${compterEnfants(fait.gardes)} ${verbe} classe : voyez pourquoi.`;
    return redirect(
      adresse(ou),
      fait.defaits + fait.gardes === 0
        ? 'Ce passage est déjà défait.'
        : `Le passage est défait pour ${compterEnfants(fait.defaits)}.${gardes}`,
    );
  }) satisfies Handler<SessionAgent>,
};

interface Ou {
  ecole: Ecole;
  vers: AnneeScolaire;
  annees: AnneeScolaire[];
}

function adresse({ ecole, vers }: Ou): string {
  return `/agent/ecoles/${ecole.id}/passage?vers=${vers}`;
}

/**
 * L'école et l'année où l'on passe. Si rien n'est dit : la prochaine ; ou celle qui commence, pour une
 * école qui a fait sa rentrée avant son passage.
 */
async function trouver(ctx: Ctx<SessionAgent>, dite: string | null): Promise<Ou> {
  exigerAdministrateur(ctx.session);
  const ecole = await chercherEcole(ctx.db, entierDe(ctx.params.id));
  if (!ecole) throw new Introuvable();
  const courante = anneeScolaireDu(jourLocal(ctx.clock.now(), ctx.commune.fuseau));
  const annees = [courante, anneeSuivante(courante)];
  if (dite !== null) {
    const vers = annees.find((a) => a === dite);
    if (!vers) throw new Introuvable();
    return { ecole, vers, annees };
  }
  const passees = [anneePrecedente(courante), courante];
  const nombres = await compterEnfantsDeLEcole(ctx.db, ecole.id, passees);
  const enRetard = !nombres.has(courante) && nombres.has(anneePrecedente(courante));
  return { ecole, vers: enRetard ? courante : anneeSuivante(courante), annees };
}

/** Ce que l'agent a sous les yeux : s'il change d'ici la confirmation, il le relit d'abord. */
function resumer(faits: FaitsDuPassage, choisis: Choisis): string {
  const bilan = faireLeBilan(faits.groupes, faits.sansClasse.enfants, faits.classes, choisis);
  return bilan.passages
    .map(({ enfant, classe }) => enfant.id * 31 + classe.id)
    .reduce((a, b) => (a * 33 + b) % 2_147_483_647, bilan.passages.length)
    .toString(36);
}

async function montrer(
  ctx: Ctx<SessionAgent>,
  ou: Ou,
  { faits, choisis }: { faits: FaitsDuPassage; choisis: Choisis },
  erreurs: readonly ErreurListee[] = [],
  change = false,
): Promise<Reply> {
  const { ecole, vers } = ou;
  const passages = await listerPassages(ctx.db, ecole.id, vers);
  const bilan = faireLeBilan(faits.groupes, faits.sansClasse.enfants, faits.classes, choisis);
  const rien = faits.groupes.length === 0 && faits.sansClasse.total === 0;
  return cadre(
    ctx,
    {
      titre: `Passage en classe supérieure, ${ecole.nom}`,
      filAriane: [
        { libelle: 'Écoles et classes', href: '/agent/ecoles' },
        { libelle: ecole.nom, href: `/agent/ecoles/${ecole.id}` },
        { libelle: 'Passage en classe supérieure' },
      ],
      status: erreurs.length > 0 ? 422 : 200,
    },
    <>
      <h1 id="passage" tabIndex={-1}>
        Passage en classe supérieure
      </h1>
      <p class="chapeau">{`${ecole.nom}, de ${anneePrecedente(vers)} à ${vers}`}</p>
      <ResumeErreurs erreurs={erreurs} />
      {change && (
        <Message ton="info" titre="Vos choix ont changé l’aperçu">
          Rien n’est encore écrit. Relisez les effectifs, puis confirmez.
        </Message>
      )}
      <AnneesDuPassage ecoleId={ecole.id} annees={ou.annees} vers={vers} />
      <PassagesFaits passages={passages} ecoleId={ecole.id} fuseau={ctx.commune.fuseau} />
      {rien ? (
        <EtatVide titre="Personne à faire passer">
          {faits.deja.length > 0
            ? `Tous les enfants de l’école ont leur classe de ${vers}.`
            : `Aucun enfant n’a de classe dans cette école en ${anneePrecedente(vers)}.`}
        </EtatVide>
      ) : (
        <FormulairePassage
          {...{ ecole, vers, faits, choisis, bilan }}
          effectifs={effectifs(faits.classes, bilan)}
          vu={resumer(faits, choisis)}
        />
      )}
    </>,
  );
}
