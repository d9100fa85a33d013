import { cadre } from '../../../cadre.tsx';
import type { SessionFamille } from '../../../comptes/session.ts';
import { lireJournal } from '../../../journal/actions.ts';
import { Introuvable } from '../../../platform/errors.ts';
import { entierDe } from '../../../platform/forms.ts';
import type { Handler } from '../../../platform/http.ts';
import { ecrireInstant } from '../../../platform/instants.ts';
import { ecrireJour, moisDe } from '../../../platform/jours.ts';
import { type Estimation, estimer } from '../../../tarifs/actions/prix.ts';
import { Carte } from '../../../ui/accueil.tsx';
import { Repli } from '../../../ui/ensembles.tsx';
import { Pastille } from '../../../ui/etats.tsx';
import { Bouton, Boutons } from '../../../ui/formulaire.tsx';
import { direRangEtPriorites, etatMontre, quoiFaire } from '../../regles/montrer.ts';
import { type EtatReservation, RAISONS, type Raison } from '../../regles/types.ts';
import {
  chercherDemande,
  type DemandeDecrite,
  type JourDeDemande,
  listerJoursDeDemande,
} from '../../requetes/lire.ts';
import { Histoire } from '../histoire.tsx';

/** Le reçu d'une demande : ce qu'est devenu chaque jour, et quoi faire des autres. */
export const GET: Handler<SessionFamille> = async (ctx) => {
  const id = entierDe(ctx.params.id);
  const demande = await chercherDemande(ctx.db, id, ctx.session.responsable.familles);
  if (!demande) throw new Introuvable();
  const jours = await listerJoursDeDemande(ctx.db, id);
  const lignes = await lireJournal(ctx.db, `demande:${id}`);
  const enfantId = demande.enfantId;
  const aPayer = jours.filter((j) => j.etat === 'demandee' || j.etat === 'validee');
  const estimation = await estimer(
    ctx.db,
    ctx.session.responsable.id,
    aPayer.map((j) => ({ ...j, enfantId })),
  );
  const premier = jours[0]?.jour;
  const mois = premier ? `?mois=${moisDe(premier)}` : '';
  return cadre(
    ctx,
    {
      titre: 'Votre demande',
      filAriane: [
        { libelle: 'Inscriptions', href: '/famille/inscriptions' },
        { libelle: 'Votre demande' },
      ],
      scripts: ['client/calendrier.ts', 'client/prefetch.ts'],
    },
    <>
      <h1>{`Demande pour ${demande.enfant}`}</h1>
      <p>
        <b>{demande.activite}</b>, {demande.periode}
        <br />
        <span class="discret">
          Reçue {ecrireInstant(demande.recueLe, ctx.commune.fuseau, { annee: true })}.
        </span>
      </p>
      <EstimationDuPrix estimation={estimation} />
      {PARTIES.map((partie) => (
        <Partie key={partie.etat} {...partie} jours={jours} directe={demande.saisiePar !== null} />
      ))}
      <Ecartes ecartes={demande.joursEcartes} />
      <Boutons>
        <Bouton href={`/famille/inscriptions${mois}`} icone="calendrier">
          Voir le calendrier
        </Bouton>
        <Bouton href={`/famille/pre-inscrire?enfant=${demande.enfantId}`} allure="secondaire">
          Nouvelle inscription
        </Bouton>
      </Boutons>
      <Histoire lignes={lignes} fuseau={ctx.commune.fuseau} />
      <span data-saisie-faite hidden />
    </>,
  );
};

/** Un ordre de grandeur : la facture suivra ce qui se passe vraiment. */
function EstimationDuPrix({ estimation }: { estimation: Estimation | null }) {
  if (estimation === null) return null;
  const euros = Math.round(estimation.centimes / 100).toLocaleString('fr-FR');
  return (
    <p>
      Ces jours devraient coûter <b>{`≈\u00a0${euros}\u00a0€`}</b>, au tarif connu aujourd’hui
      {estimation.partage && ' et avant le partage des frais'}. La facture dira le montant exact,
      jour par jour. <a href="/famille/tarifs">Voir mes tarifs</a>
    </p>
  );
}

const PARTIES: { etat: EtatReservation; suite: string }[] = [
  { etat: 'validee', suite: 'C’est réservé. Vous n’avez rien d’autre à faire.' },
  {
    etat: 'demandee',
    suite: 'Vous recevrez un courriel lorsque votre demande sera traitée par les services.',
  },
  {
    etat: 'en_liste_attente',
    suite: 'Ces jours sont complets. Vous serez prévenu dès qu’une place se libère pour vous.',
  },
  { etat: 'refusee', suite: 'Le centre n’a pas pu accepter ces jours.' },
  { etat: 'annulee_par_centre', suite: 'Le centre a annulé ces jours.' },
  { etat: 'annulee_par_famille', suite: 'Vous avez annulé ces jours.' },
];

function Partie(props: {
  etat: EtatReservation;
  suite: string;
  jours: readonly JourDeDemande[];
  directe: boolean;
}) {
  const { etat, suite, directe } = props;
  const jours = props.jours.filter((j) => j.etat === etat);
  if (jours.length === 0) return null;
  const compte = `${jours.length} ${jours.length > 1 ? 'réservations' : 'réservation'}`;
  const liste = (
    <ul>
      {jours.map((j) => (
        <li key={j.id}>
          <a href={`/famille/reservations/${j.id}`}>{`${ecrireJour(j.jour)}, ${j.prestation}`}</a>
          {j.rang !== null && ` (${direRangEtPriorites(j)})`}
          {j.placeOfferte && ' : une place vous est proposée, répondez'}
          {j.motif && ` : ${j.motif}`}
        </li>
      ))}
    </ul>
  );
  return (
    <Carte titre={compte}>
      <p>
        <Pastille etat={etatMontre({ etat, origine: directe ? 'centre' : 'portail' })} />
      </p>
      <p>{suite}</p>
      {/* Une année fait des centaines de lignes : le compte d'abord, le détail à qui l'ouvre. */}
      {jours.length > 8 ? <Repli titre="Voir les jours">{liste}</Repli> : liste}
    </Carte>
  );
}

/** Les jours écartés, par raison : la phrase, les jours, et quoi faire. */
function Ecartes({ ecartes }: { ecartes: DemandeDecrite['joursEcartes'] }) {
  if (ecartes.length === 0) return null;
  const parPhrase = [...Map.groupBy(ecartes, (e) => e.phrase)];
  return (
    <Carte titre={ecartes.length > 1 ? 'Jours non retenus' : 'Jour non retenu'}>
      {parPhrase.map(([phrase, jours]) => (
        <div key={phrase}>
          <p>
            <b>{phrase.charAt(0).toUpperCase() + phrase.slice(1)}.</b> {suiteDe(jours[0]?.raison)}
          </p>
          <ul>
            {jours.map((j) => (
              <li key={`${j.jour}${j.prestation}`}>{`${ecrireJour(j.jour)}, ${j.prestation}`}</li>
            ))}
          </ul>
        </div>
      ))}
    </Carte>
  );
}

/** La raison vient d'un jsonb : une raison retirée depuis n'a plus de suite, sa phrase suffit. */
function suiteDe(raison: string | undefined): string {
  const connue = RAISONS.find((r): r is Raison => r === raison);
  return connue ? quoiFaire(connue) : '';
}
