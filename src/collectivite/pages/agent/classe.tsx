import { cadre } from '../../../cadre.tsx';
import type { SessionAgent } from '../../../comptes/session.ts';
import { Introuvable } from '../../../platform/errors.ts';
import { entierDe, tenter } from '../../../platform/forms.ts';
import { type Ctx, type Handler, type Reply, redirect } from '../../../platform/http.ts';
import { jourLocal } from '../../../platform/instants.ts';
import { anneeScolaireDu } from '../../../reservations/regles/admission.ts';
import { Champ } from '../../../ui/champs.tsx';
import {
  Bouton,
  Boutons,
  champDe,
  type ErreurListee,
  Formulaire,
  ResumeErreurs,
} from '../../../ui/formulaire.tsx';
import { reglerClasse } from '../../actions/ecoles.ts';
import {
  type AnneeScolaire,
  anneePrecedente,
  anneeSuivante,
  lireClasse,
  NIVEAUX,
} from '../../regles/classes.ts';
import { type ClasseLue, listerClasses } from '../../requetes/ecoles.ts';
import { exigerAdministrateur } from './droits.ts';

export const GET: Handler<SessionAgent> = async (ctx) => {
  const { classe, annee } = await trouver(ctx);
  return montrer(ctx, classe, annee, saisieDe(classe));
};

/** « Enregistrer la classe ». */
export const POST: Handler<SessionAgent> = async (ctx) => {
  const { classe, annee } = await trouver(ctx);
  const acteur = exigerAdministrateur(ctx.session);
  const { saisie, erreurs } = lireClasse(ctx.form);
  if (!saisie) return montrer(ctx, classe, annee, ctx.form, erreurs);
  const { refus } = await tenter(() => reglerClasse(ctx, { id: classe.id, saisie, annee, acteur }));
  if (refus) {
    const erreur = { champ: refus.champ ?? 'nom', message: refus.message };
    return montrer(ctx, classe, annee, ctx.form, [erreur]);
  }
  return redirect(
    `/agent/ecoles/${classe.ecoleId}`,
    `La classe « ${saisie.nom} » est enregistrée.`,
  );
};

async function trouver(ctx: Ctx<SessionAgent>) {
  exigerAdministrateur(ctx.session);
  const annee = anneeScolaireDu(jourLocal(ctx.clock.now(), ctx.commune.fuseau));
  const [classe] = await listerClasses(ctx.db, annee, { id: entierDe(ctx.params.id) });
  if (!classe) throw new Introuvable();
  return { classe, annee };
}

function montrer(
  ctx: Ctx<SessionAgent>,
  classe: ClasseLue,
  annee: AnneeScolaire,
  saisie: URLSearchParams,
  erreurs: readonly ErreurListee[] = [],
): Reply {
  const champ = champDe(saisie, erreurs);
  const annees = anneesAutour(annee, classe).map((a) => ({ valeur: a, libelle: a }));
  return cadre(
    ctx,
    {
      titre: `${classe.nom}, ${classe.ecole}`,
      filAriane: [
        { libelle: 'Écoles et classes', href: '/agent/ecoles' },
        { libelle: classe.ecole, href: `/agent/ecoles/${classe.ecoleId}` },
        { libelle: classe.nom },
      ],
      status: erreurs.length > 0 ? 422 : 200,
      largeur: 'normale',
    },
    <>
      <h1>{classe.nom}</h1>
      <p class="chapeau">
        {`${classe.ecole}, ${classe.enfants} enfant${classe.enfants > 1 ? 's' : ''} en ${annee}`}
      </p>
      <ResumeErreurs erreurs={erreurs} />
      <Formulaire action={`/agent/classes/${classe.id}`}>
        <Champ {...champ('nom', 'Nom')} longueurMax={60} />
        <Champ
          {...champ('niveau', 'Niveau')}
          type="select"
          options={NIVEAUX.map((n) => ({ valeur: n, libelle: n }))}
        />
        <Champ
          {...champ('premiere_annee', 'Première année')}
          type="select"
          invite="Depuis toujours"
          options={annees}
          facultatif
        />
        <Champ
          {...champ('derniere_annee', 'Dernière année')}
          type="select"
          aide="Une classe qui ferme garde ses enfants de cette année-là."
          invite="Sans fin prévue"
          options={annees}
          facultatif
        />
        <Boutons>
          <Bouton icone="coche">Enregistrer la classe</Bouton>
        </Boutons>
      </Formulaire>
    </>,
  );
}

/** Cinq années autour de celle-ci, et celles que la classe porte déjà. */
function anneesAutour(annee: AnneeScolaire, classe: ClasseLue): AnneeScolaire[] {
  const avant = anneePrecedente(annee);
  const apres = anneeSuivante(annee);
  const proches = [anneePrecedente(avant), avant, annee, apres, anneeSuivante(apres)];
  const siennes = [classe.premiereAnnee, classe.derniereAnnee].filter((a) => a !== null);
  return [...new Set([...proches, ...siennes])].sort();
}

function saisieDe(c: ClasseLue): URLSearchParams {
  return new URLSearchParams({
    nom: c.nom,
    niveau: c.niveau,
    premiere_annee: c.premiereAnnee ?? '',
    derniere_annee: c.derniereAnnee ?? '',
  });
}
