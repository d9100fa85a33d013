import { cadre } from '../../../cadre.tsx';
import { peut } from '../../../comptes/regles/droits.ts';
import type { SessionAgent } from '../../../comptes/session.ts';
import { lireJournal } from '../../../journal/actions.ts';
import { Introuvable } from '../../../platform/errors.ts';
import { entierDe, tenter, texte } from '../../../platform/forms.ts';
import { type Ctx, type Handler, redirect } from '../../../platform/http.ts';
import { ecrireInstant } from '../../../platform/instants.ts';
import { ecrireJour } from '../../../platform/jours.ts';
import { Case } from '../../../ui/choix.tsx';
import { ActionsGroupees, ListeDefinitions } from '../../../ui/ensembles.tsx';
import { Pastille } from '../../../ui/etats.tsx';
import { Bouton, Formulaire, ResumeErreurs } from '../../../ui/formulaire.tsx';
import { Tableau } from '../../../ui/tableau.tsx';
import type { Contenu } from '../../../ui/types.ts';
import { deciderReservations } from '../../actions/decider.ts';
import { estVisible, type JourADecider, listerJoursADecider } from '../../requetes/agent.ts';
import { chercherDemande, type DemandeDecrite } from '../../requetes/lire.ts';
import { Histoire } from '../histoire.tsx';
import { ChampsMotif, lireDecision } from './decision-groupee.tsx';
import { direBilan } from './mots.ts';

/** Une demande : ses jours, les places, les autres demandes, et de quoi décider. */
export const GET: Handler<SessionAgent> = (ctx) => afficher(ctx, null);

export const POST: Handler<SessionAgent> = async (ctx) => {
  const demande = await trouver(ctx);
  const decision = lireDecision(ctx.form.get('decision'));
  const siens = new Set((await listerJoursADecider(ctx.db, demande.id)).map((j) => j.id));
  const choisis = [...new Set(ctx.form.getAll('reservation').map((id) => entierDe(id)))];
  if (choisis.some((id) => !siens.has(id))) throw new Introuvable();
  if (choisis.length === 0) return afficher(ctx, 'Cochez au moins un jour, puis décidez.');
  const { agent } = ctx.session;
  const { fait, refus } = await tenter(() =>
    deciderReservations(ctx, {
      acteur: { compteId: ctx.session.compteId, nom: `${agent.prenom} ${agent.nom}` },
      structures: agent.structures,
      reservationIds: choisis,
      decision,
      motif: texte(ctx.form, 'motif') || texte(ctx.form, 'motif_choisi'),
    }),
  );
  if (refus) return afficher(ctx, refus.message);
  return redirect(`/agent/demandes/${demande.id}`, direBilan(decision, fait));
};

async function trouver(ctx: Ctx<SessionAgent>): Promise<DemandeDecrite> {
  const id = entierDe(ctx.params.id);
  if (!(await estVisible(ctx.db, id, ctx.session.agent.structures))) throw new Introuvable();
  const demande = await chercherDemande(ctx.db, id, null);
  if (!demande) throw new Introuvable();
  return demande;
}

async function afficher(ctx: Ctx<SessionAgent>, erreur: string | null) {
  const demande = await trouver(ctx);
  const jours = await listerJoursADecider(ctx.db, demande.id);
  const journal = await lireJournal(ctx.db, `demande:${demande.id}`);
  const { fuseau } = ctx.commune;
  // Sans rien cocher, ce qui attend est déjà choisi ; après une erreur, on garde le choix.
  const coches = erreur ? new Set(ctx.form.getAll('reservation').map(Number)) : null;
  return cadre(
    ctx,
    {
      titre: `Demande de ${demande.enfant}`,
      status: erreur ? 422 : 200,
      filAriane: [{ libelle: 'À traiter', href: '/agent/demandes' }, { libelle: demande.enfant }],
    },
    <>
      <h1>
        {demande.enfant}, {demande.activite}
      </h1>
      {erreur && <ResumeErreurs erreurs={[{ champ: 'motif', message: erreur }]} />}
      <ListeDefinitions
        elements={[
          { terme: 'Période', valeur: demande.periode },
          { terme: 'Reçue', valeur: ecrireInstant(demande.recueLe, fuseau) },
          {
            terme: 'Demandée par',
            valeur: demande.saisiePar
              ? `${demande.saisiePar}, pour la famille`
              : (demande.prenomDemandeur ?? 'les services'),
          },
          {
            terme: 'Famille',
            valeur: <a href={`/agent/familles/${demande.familleId}`}>Voir le dossier</a>,
          },
        ]}
      />
      {peut(ctx.session.agent, 'decider', { type: 'demande', structureId: null }).oui ? (
        <Decider demandeId={demande.id} motif={texte(ctx.form, 'motif')}>
          <TableDesJours jours={jours} coches={coches} />
        </Decider>
      ) : (
        <TableDesJours jours={jours} coches={null} enLecture />
      )}
      <Histoire lignes={journal} fuseau={fuseau} />
    </>,
  );
}

function Decider(props: { demandeId: number; motif: string; children: Contenu }) {
  return (
    <Formulaire action={`/agent/demandes/${props.demandeId}`}>
      {props.children}
      <ChampsMotif erreur={null} valeur={props.motif} />
      <ActionsGroupees resume="Pour les jours cochés :">
        <Bouton nom="decision" valeur="valider">
          Valider
        </Bouton>
        <Bouton nom="decision" valeur="liste_attente" allure="secondaire">
          Liste d’attente
        </Bouton>
        <Bouton nom="decision" valeur="refuser" allure="secondaire">
          Refuser
        </Bouton>
        <Bouton nom="decision" valeur="annuler" allure="danger">
          Annuler
        </Bouton>
      </ActionsGroupees>
    </Formulaire>
  );
}

const VIVANTS = ['demandee', 'en_liste_attente', 'validee'];

function TableDesJours(props: {
  jours: readonly JourADecider[];
  coches: ReadonlySet<number> | null;
  enLecture?: boolean;
}) {
  const { jours, coches } = props;
  return (
    <Tableau
      titre="Jours demandés"
      titreCache
      lignes={jours}
      cle={(j) => String(j.id)}
      colonnes={[
        {
          titre: 'Choisir',
          sansIntitule: true,
          cellule: (j) =>
            VIVANTS.includes(j.etat) &&
            !props.enLecture && (
              <Case
                nom="reservation"
                id={`reservation-${j.id}`}
                valeur={String(j.id)}
                cochee={coches ? coches.has(j.id) : j.etat === 'demandee'}
                libelle={`${j.prestation}, ${ecrireJour(j.jour)}`}
                etiquetteCachee
              />
            ),
        },
        { titre: 'Jour', entete: true, cellule: (j) => ecrireJour(j.jour, { annee: true }) },
        { titre: 'Prestation', cellule: (j) => j.prestation },
        {
          titre: 'État',
          cellule: (j) => (
            <Pastille
              etat={j.etat}
              precision={j.rang === null ? undefined : `rang\u00a0${j.rang}`}
              courte
            />
          ),
        },
        {
          titre: 'Places libres',
          nombre: true,
          cellule: (j) => (j.libres === null ? 'Sans limite' : String(Math.max(0, j.libres))),
        },
        { titre: 'Autres demandes', nombre: true, cellule: (j) => String(j.concurrentes) },
        { titre: 'Motif', cellule: (j) => j.motif ?? '' },
      ]}
    />
  );
}
