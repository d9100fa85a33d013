import { cadre } from '../../../cadre.tsx';
import type { SessionAgent } from '../../../comptes/session.ts';
import { lireJournal } from '../../../journal/actions.ts';
import { JournalEnMots } from '../../../journal/fil.tsx';
import { ecrireEuros } from '../../../platform/argent.ts';
import type { Handler } from '../../../platform/http.ts';
import { ecrireJour } from '../../../platform/jours.ts';
import { Carte } from '../../../ui/accueil.tsx';
import { Bouton, Boutons } from '../../../ui/formulaire.tsx';
import { EtatVide, Message } from '../../../ui/message.tsx';
import { Tableau } from '../../../ui/tableau.tsx';
import { direEcart } from '../../regles/ecarts.ts';
import { COMPTES, type Compte } from '../../regles/modes.ts';
import { alertesDeVersement, encaisseDe } from '../../regles/verser.ts';
import { listerARemettre, listerAVerser } from '../../requetes/caisse.ts';
import { listerRegies } from '../../requetes/regies.ts';
import { chercherDepartDuMois, listerDemandesEnCours } from '../../requetes/registres.ts';
import { type Ecart, lireSoldes, listerEcarts, type Soldes } from '../../requetes/soldes.ts';
import { adresse, type Entree, entrer, exigerLaRegie } from './entree.tsx';

const LIGNES = 8;

/** L'état de la régie : ce qu'elle détient, ce qui attend, et si les comptes tombent juste. */
export const GET: Handler<SessionAgent> = async (ctx) => {
  exigerLaRegie(ctx);
  if ((await listerRegies(ctx.db)).length === 0) {
    return cadre(
      ctx,
      { titre: 'Régie' },
      <EtatVide titre="Aucune régie" niveau={1}>
        La personne qui administre Préau doit d’abord créer la régie de recettes.
      </EtatVide>,
    );
  }
  const e = await entrer(ctx);
  const { regie } = e;
  const soldes = await lireSoldes(ctx.db, regie.id, null);
  const ecarts = await listerEcarts(ctx.db);
  const demandes = await listerDemandesEnCours(ctx.db, regie.id);
  const aRemettre = await listerARemettre(ctx.db, regie.id);
  const aVerser = await listerAVerser(ctx.db, regie.id);
  const depuis = await chercherDepartDuMois(ctx.db, regie.id);
  const journal = await lireJournal(ctx.db, 'regie', LIGNES);
  const alertes = alertesDeVersement({
    encaisseCentimes: encaisseDe(soldes),
    plafondCentimes: regie.plafondCentimes,
    depuis,
    aujourdhui: e.aujourdhui,
  });
  return cadre(
    ctx,
    { titre: regie.nom },
    <>
      <h1>{regie.nom}</h1>
      <ChoixDeRegie e={e} />
      {alertes.map((alerte) => (
        <Message ton="attention" vivant={false} key={alerte}>
          {alerte}
        </Message>
      ))}
      {demandes.length > 0 && <Demandes e={e} nombre={demandes.length} />}
      <Boutons>
        <Bouton href={adresse(e, '/encaisser')} icone="euro">
          Encaisser un règlement
        </Bouton>
        <Bouton href={adresse(e, '/journal')} allure="secondaire">
          Journal des encaissements
        </Bouton>
      </Boutons>
      <EtatDesComptes ecarts={ecarts} />
      <TableauDesSoldes soldes={soldes} />
      <Carte titre="À faire">
        <Taches e={e} aRemettre={aRemettre} aVerser={aVerser} />
      </Carte>
      <section class="pile">
        <h2>Derniers gestes</h2>
        <JournalEnMots lignes={journal} fuseau={ctx.commune.fuseau} />
      </section>
    </>,
  );
};

function ChoixDeRegie({ e }: { e: Entree }) {
  if (e.regies.length < 2) return null;
  return (
    <p>
      Autre régie :{' '}
      {e.regies
        .filter((r) => r.id !== e.regie.id)
        .map((r) => (
          <a href={`/agent/regie?regie=${r.code}`} key={r.id}>
            {r.nom}
          </a>
        ))}
    </p>
  );
}

function Demandes({ e, nombre }: { e: Entree; nombre: number }) {
  const texte =
    nombre === 1
      ? 'Une contrepassation attend la confirmation d’une seconde personne.'
      : `${nombre} contrepassations attendent la confirmation d’une seconde personne.`;
  return (
    <Message ton="info" vivant={false}>
      <p>
        {texte} <a href={adresse(e, '/contrepassations')}>Voir les demandes</a>
      </p>
    </Message>
  );
}

/** Σ = 0, vérifié à l'instant : la même question que celle de la nuit. */
export function EtatDesComptes({ ecarts }: { ecarts: readonly Ecart[] }) {
  if (ecarts.length === 0) {
    return (
      <Message ton="succes" vivant={false} titre="Les comptes sont justes (Σ = 0)">
        La somme de toutes les écritures est nulle, et chaque payeur doit ce qu’on lui a facturé
        moins ce qu’il a réglé.
      </Message>
    );
  }
  return (
    <Message ton="erreur" vivant={false} titre="Les comptes ne tombent pas juste">
      <ul>
        {ecarts.map((ecart) => (
          <li key={`${ecart.regle}${ecart.numero}`}>{direEcart(ecart)}</li>
        ))}
      </ul>
    </Message>
  );
}

function TableauDesSoldes({ soldes }: { soldes: Soldes }) {
  // Conversion sûre : les clés de COMPTES sont celles de son type.
  const comptes = Object.keys(COMPTES) as Compte[];
  const montres = comptes.filter((c) => soldes[c] !== undefined);
  const total = montres.reduce((t, c) => t + (soldes[c] ?? 0), 0);
  const cote = (solde: number) => (solde < 0 ? 'créditeur' : 'débiteur');
  return (
    <Tableau
      titre="Soldes des comptes"
      lignes={[...montres, null]}
      cle={(c) => c ?? 'total'}
      colonnes={[
        { titre: 'Compte', entete: true, cellule: (c) => (c ? COMPTES[c] : 'Total') },
        {
          titre: 'Solde',
          nombre: true,
          cellule: (c) => ecrireEuros(Math.abs(c ? (soldes[c] ?? 0) : total)),
        },
        { titre: 'Sens', cellule: (c) => (c && soldes[c] ? cote(soldes[c]) : 'nul') },
      ]}
    />
  );
}

function Taches(props: {
  e: Entree;
  aRemettre: readonly { montantCentimes: number }[];
  aVerser: readonly { montantCentimes: number }[];
}) {
  const { e } = props;
  const somme = (l: readonly { montantCentimes: number }[]) =>
    ecrireEuros(l.reduce((t, r) => t + r.montantCentimes, 0));
  const clos = e.regie.dernierClos;
  return (
    <ul>
      <li>
        <a href={adresse(e, '/bordereaux')}>Remettre à la banque</a> : {props.aRemettre.length}{' '}
        règlements, {somme(props.aRemettre)}
      </li>
      <li>
        <a href={adresse(e, '/versements')}>Verser au comptable</a> : {somme(props.aVerser)} (
        {e.regie.comptable})
      </li>
      <li>
        <a href={adresse(e, '/cloture')}>Clore la journée</a> :{' '}
        {clos ? `dernière clôture, ${ecrireJour(clos, { annee: true })}` : 'aucune clôture encore'}
      </li>
      <li>
        <a href={adresse(e, '/ecritures')}>Grand livre</a>
      </li>
      <li>
        <a href={adresse(e, '/prelevements')}>Mandats et prélèvements</a>
      </li>
    </ul>
  );
}
