import { cadre } from '../../../cadre.tsx';
import type { SessionAgent } from '../../../comptes/session.ts';
import { lireJournal } from '../../../journal/actions.ts';
import { JournalEnMots } from '../../../journal/fil.tsx';
import { lireEuros } from '../../../platform/argent.ts';
import { Introuvable } from '../../../platform/errors.ts';
import { choix, entierDe, tenter, texte } from '../../../platform/forms.ts';
import { type Ctx, type Handler, type Reply, redirect } from '../../../platform/http.ts';
import { ecrireInstant } from '../../../platform/instants.ts';
import { ecrireJour, ecrireJourEnChiffres, estJour } from '../../../platform/jours.ts';
import { Carte } from '../../../ui/accueil.tsx';
import { Bouton, Boutons, Formulaire, ResumeErreurs } from '../../../ui/formulaire.tsx';
import { enregistrerBrouillon, type SaisieBrouillon } from '../../actions/grilles.ts';
import { peutModifierLaGrille } from '../../regles/acces.ts';
import { decrireRegle } from '../../regles/decrire.ts';
import { essayer } from '../../regles/essais.ts';
import { type Erreur, ecrireSaisie, enEuros, lireSaisie } from '../../regles/saisie.ts';
import { chercherGrille, type GrilleRangee, listerDeliberations } from '../../requetes/grilles.ts';
import { Essai, Exemples, lireFaits } from './banc-d-essai.tsx';
import { Courbe } from './courbe.tsx';
import { exigerModificationDeGrille } from './droits.ts';
import { FormulaireGrille } from './formulaire-grille.tsx';

type CtxAgent = Ctx<SessionAgent>;

export const GET: Handler<SessionAgent> = async (ctx) => {
  const rangee = await trouverGrille(ctx);
  return montrerGrille(ctx, rangee);
};

/** « Enregistrer le brouillon ». */
export const POST: Handler<SessionAgent> = async (ctx) => {
  const rangee = await trouverGrille(ctx);
  const acteur = exigerModificationDeGrille(ctx.session, rangee.structureId);
  const { brouillon, erreurs } = lireBrouillon(ctx.form);
  const enCours = { saisie: ctx.form, status: 422 };
  if (!brouillon) return montrerGrille(ctx, rangee, { ...enCours, erreurs });
  const { refus } = await tenter(() =>
    enregistrerBrouillon(ctx, { grilleId: rangee.grille.id, brouillon, acteur }),
  );
  if (refus) {
    const champ = refus.champ ?? 'deliberation';
    return montrerGrille(ctx, rangee, { ...enCours, erreurs: [{ champ, message: refus.message }] });
  }
  return redirect(
    adresseDe(rangee),
    'Le brouillon est enregistré. Vérifiez les exemples, puis publiez.',
  );
};

export async function trouverGrille(ctx: CtxAgent): Promise<GrilleRangee> {
  const rangee = await chercherGrille(ctx.db, entierDe(ctx.params.id));
  if (!rangee) throw new Introuvable();
  return rangee;
}

export function adresseDe({ grille }: GrilleRangee): string {
  return `/agent/tarifs/grilles/${grille.id}`;
}

function lireBrouillon(f: URLSearchParams): {
  brouillon: SaisieBrouillon | null;
  erreurs: Erreur[];
} {
  const { regle, erreurs } = lireSaisie(f);
  const noter = (champ: string, message: string) => erreurs.push({ champ, message });
  const du = texte(f, 'du');
  if (!estJour(du)) noter('du', 'Choisissez le jour où cette grille commence à valoir.');
  const cout = texte(f, 'cout');
  const coutDeRevientCentimes = cout === '' ? null : lireEuros(cout);
  if (cout !== '' && !(coutDeRevientCentimes !== null && coutDeRevientCentimes > 0)) {
    noter('cout', 'Écrivez une somme plus grande que zéro, comme 9,40, ou rien.');
  }
  const nouvelle = texte(f, 'deliberation') === 'nouvelle';
  const [numero, objet, adopteeLe] = [
    texte(f, 'numero'),
    texte(f, 'objet'),
    texte(f, 'adoptee_le'),
  ];
  if (nouvelle && numero === '') noter('numero', 'Écrivez le numéro de la délibération.');
  if (nouvelle && objet === '') noter('objet', 'Écrivez l’objet de la délibération.');
  if (nouvelle && !estJour(adopteeLe)) noter('adoptee_le', 'Choisissez le jour du vote.');
  if (!regle || erreurs.length > 0) return { brouillon: null, erreurs };
  const deliberation = nouvelle ? { numero, objet, adopteeLe } : choix(f, 'deliberation');
  return { brouillon: { du, regle, coutDeRevientCentimes, deliberation }, erreurs: [] };
}

export interface EnCours {
  saisie?: URLSearchParams;
  erreurs?: readonly Erreur[];
  /** Les faits du banc et le prix attendu, tels que saisis. */
  essai?: URLSearchParams;
  status?: number;
}

/** La page d'une grille, avec ce qui vient d'être tapé et refusé s'il y en a. */
export async function montrerGrille(
  ctx: CtxAgent,
  rangee: GrilleRangee,
  { saisie, erreurs = [], essai, status = 200 }: EnCours = {},
): Promise<Reply> {
  const modifiable =
    peutModifierLaGrille(ctx.session.agent, rangee.structureId) && !rangee.publieeLe;
  const adresse = adresseDe(rangee);
  const faits = lireFaits(essaiOuOrdinaire(essai ?? ctx.query));
  const deliberations = modifiable ? await listerDeliberations(ctx.db) : [];
  const journal = await lireJournal(ctx.db, `grille:${rangee.grille.id}`);
  const titre = `${rangee.activite}, ${rangee.prestation}`;
  return cadre(
    ctx,
    {
      titre,
      filAriane: [{ libelle: 'Tarifs', href: '/agent/tarifs' }, { libelle: titre }],
      status,
    },
    <>
      <h1>{titre}</h1>
      <Etat rangee={rangee} fuseau={ctx.commune.fuseau} />
      <ResumeErreurs erreurs={erreurs} />
      <Carte titre="La grille en mots">
        <ul>
          {decrireRegle(rangee.grille.regle).map((phrase) => (
            <li key={phrase}>{phrase}</li>
          ))}
        </ul>
      </Carte>
      <Carte titre="Du quotient au prix">
        <Courbe grille={rangee.grille} />
      </Carte>
      <Essai
        {...{ adresse, faits, modifiable }}
        prix={essayer(rangee.grille, faits)}
        saisie={essaiOuOrdinaire(essai ?? ctx.query)}
      />
      <Carte titre="Exemples et publication">
        <Exemples {...{ adresse, rangee, modifiable }} />
        {modifiable && <Publication rangee={rangee} />}
      </Carte>
      {modifiable && (
        <section class="pile">
          <h2>Modifier le brouillon</h2>
          <FormulaireGrille
            action={adresse}
            saisie={saisie ?? saisieDe(rangee)}
            erreurs={erreurs}
            deliberations={deliberations}
            prestationMinutes={rangee.prestationMinutes}
          />
          <Formulaire action={`${adresse}/suppression`}>
            <Boutons>
              <Bouton allure="danger">Effacer ce brouillon</Bouton>
            </Boutons>
          </Formulaire>
        </section>
      )}
      <section class="pile">
        <h2>Historique</h2>
        <JournalEnMots lignes={journal} fuseau={ctx.commune.fuseau} />
      </section>
    </>,
  );
}

/** Arrivé sans rien demander, on essaie un quotient moyen. */
function essaiOuOrdinaire(f: URLSearchParams): URLSearchParams {
  return f.has('quotient') ? f : new URLSearchParams({ quotient: '640' });
}

function saisieDe({ grille, deliberationId }: GrilleRangee): URLSearchParams {
  const f = ecrireSaisie(grille.regle);
  f.set('du', grille.du);
  if (deliberationId !== null) f.set('deliberation', String(deliberationId));
  if (grille.coutDeRevientCentimes !== null) f.set('cout', enEuros(grille.coutDeRevientCentimes));
  return f;
}

function Etat({ rangee, fuseau }: { rangee: GrilleRangee; fuseau: string }) {
  const du = ecrireJour(rangee.grille.du, { annee: true });
  if (!rangee.publieeLe) {
    return (
      <p class="chapeau">
        Brouillon, à partir du {du}. Il ne vaut rien tant qu’il n’est pas publié.
      </p>
    );
  }
  return (
    <p class="chapeau">
      Vaut à partir du {du} (délibération {rangee.deliberation}), publiée{' '}
      {ecrireInstant(rangee.publieeLe, fuseau, { annee: true })}. Elle ne change plus : une nouvelle
      version part d’un autre jour.
    </p>
  );
}

function Publication({ rangee }: { rangee: GrilleRangee }) {
  return (
    <Formulaire action={`${adresseDe(rangee)}/publication`}>
      <p>
        Publier fait valoir le brouillon enregistré, à partir du{' '}
        {ecrireJourEnChiffres(rangee.grille.du)}, et l’écrit pour toujours.
      </p>
      <Boutons>
        <Bouton icone="coche">Publier la grille</Bouton>
      </Boutons>
    </Formulaire>
  );
}
