import { ecrireInstant } from '../../../platform/instants.ts';
import {
  ecrireJourEnChiffres,
  ecrireMois,
  type Jour,
  jourDeLaSemaine,
  type Mois,
  moisDe,
} from '../../../platform/jours.ts';
import { majuscule } from '../../../platform/mots.ts';
import type { JourTarife } from '../../../tarifs/actions/prix.ts';
import { direPrixCourt } from '../../../tarifs/regles/phrases.ts';
import { Carte } from '../../../ui/accueil.tsx';
import { CalendrierSaisie } from '../../../ui/calendrier-saisie.tsx';
import { Cases } from '../../../ui/choix.tsx';
import { ActionsGroupees, Onglets } from '../../../ui/ensembles.tsx';
import { Bouton, Boutons, Formulaire, ResumeErreurs } from '../../../ui/formulaire.tsx';
import { Message } from '../../../ui/message.tsx';
import {
  estCochable,
  type LigneDeCalendrier,
  rienACocher,
} from '../../regles/calendrier-saisie.ts';
import { direCompte } from '../../regles/compte.ts';
import { direLeMinimum } from '../../regles/rythme.ts';
import type { Calendrier } from '../../requetes/faits.ts';
import { Bandeau, ChampsDeLAgent } from '../bandeau.tsx';
import { type Guichet, recours } from '../guichet.ts';
import { adresseCalendrier, type ChoixCalendrier, type Masse } from './saisie.ts';

interface Props {
  guichet: Guichet;
  /** Ce qui vient d'être envoyé, pour le redonner. */
  saisie: URLSearchParams;
  /** Le champ que l'erreur désigne. */
  champ: string;
  calendrier: Calendrier;
  choix: ChoixCalendrier;
  lignes: readonly LigneDeCalendrier[];
  prix: readonly JourTarife[];
  masse: Masse | undefined;
  erreur: string | undefined;
  cle: string;
  aujourdhui: Jour;
}

const COURTS = ['', 'Lun', 'Mar', 'Mer', 'Jeu', 'Ven', 'Sam', 'Dim'];

/** Le calendrier de pré-inscription d'un enfant : du haut vers le bas, comme dans le guide. */
export function VueCalendrier(props: Props) {
  const { guichet, calendrier, choix, lignes, erreur, cle } = props;
  const { enfant, activite, faits } = calendrier;
  const bloque = rienACocher(lignes);
  return (
    <>
      <Bandeau guichet={guichet} />
      <h1>{activite.nom}</h1>
      <p>
        Du <b>{ecrireJourEnChiffres(faits.periode.du)}</b> au{' '}
        <b>{ecrireJourEnChiffres(faits.periode.au)}</b>
        <br />
        Fin des pré-inscriptions le{' '}
        <b>{ecrireInstant(faits.periode.fermeLe, faits.delai.fuseau, { annee: true })}</b>
        <br />
        Demande d’inscription de <b>{`${enfant.prenom} ${enfant.nom}`}</b>
        {faits.activite.joursMin && (
          <>
            <br />
            <b>{direLeMinimum(faits.activite.joursMin, props.aujourdhui)}</b>
          </>
        )}
      </p>
      <PrixDesPrestations {...props} />
      <ResumeErreurs erreurs={erreur ? [{ champ: props.champ, message: erreur }] : []} />
      {bloque !== null && (
        <Message ton="attention" vivant={false} titre="Aucun jour ne peut être coché ici">
          <p>
            {`Le plus souvent : ${bloque}. `}
            <a href={`${guichet.base}?enfant=${enfant.id}`}>Choisir autre chose</a> ou{' '}
            <Recours guichet={guichet} />.
          </p>
        </Message>
      )}
      <Formulaire
        action={`${guichet.base}/calendrier`}
        caches={champsCaches(choix, cle)}
        donnees={{ 'data-saisie': `${choix.enfantId}.${choix.periodeId}` }}
      >
        {choix.jours.map((jour) => (
          <input type="hidden" name="jours" value={jour} key={jour} />
        ))}
        {bloque === null && <SelectionEnMasse {...props} />}
        <p class="petit discret" id="calendrier" tabIndex={-1}>
          Les lignes grisées sont des jours de fermeture. Les cases grisées ne peuvent plus être
          réservées : la raison y est écrite. Les jours passés ne sont pas montrés.
        </p>
        <TableauxDesMois {...props} />
        {bloque === null && <ChampsDeLAgent {...props} />}
        {bloque === null && <BarreDEnvoi lignes={lignes} />}
      </Formulaire>
    </>
  );
}

function Recours({ guichet }: { guichet: Guichet }) {
  const { href, libelle } = recours(guichet);
  return <a href={href}>{libelle.charAt(0).toLowerCase() + libelle.slice(1)}</a>;
}

/** « Repas 3,05 € (QF 640) » : le prix se sait avant de cocher. */
function PrixDesPrestations({ guichet, calendrier, prix }: Props) {
  const noms = new Map(calendrier.faits.activite.prestations.map((p) => [p.id, p.nom]));
  const connus = prix.flatMap(({ prestationId, prix: p, grille, quotient }) =>
    p && grille
      ? [{ nom: noms.get(prestationId), dit: direPrixCourt(p, grille.regle.periodicite, quotient) }]
      : [],
  );
  if (connus.length === 0) return null;
  return (
    <p>
      {connus.map(({ nom, dit }, i) => (
        <>
          {i > 0 && ' · '}
          {nom} <b>{dit}</b>
        </>
      ))}
      <br />
      {prix.some((p) => p.partage) && 'Prix entier : la facture dira la part de chacun. '}
      {!guichet.agent && <a href="/famille/tarifs">Pourquoi ce prix{'\u00a0'}?</a>}
    </p>
  );
}

function champsCaches(choix: ChoixCalendrier, cle: string) {
  return {
    cle,
    enfant: choix.enfantId,
    periode: choix.periodeId,
    ...(choix.mois ? { mois: choix.mois } : {}),
  };
}

function SelectionEnMasse({ calendrier, lignes, masse }: Props) {
  const { prestations } = calendrier.faits.activite;
  const presents = new Set(lignes.filter((l) => l.cases).map((l) => jourDeLaSemaine(l.jour)));
  const seule = prestations.length === 1 ? prestations.map((p) => p.id) : [];
  return (
    <Carte titre="Sélection en masse">
      <p class="petit discret">
        Cochez ici les jours et les prestations, puis « Appliquer la sélection » : vos choix
        s’appliquent à tous les jours affichés. Rien n’est envoyé avant « Valider ».
      </p>
      <Cases
        nom="masse_jour"
        legende="Tous les…"
        enLigne
        valeurs={[...(masse?.semaine ?? [])]}
        options={[...presents]
          .sort((a, b) => a - b)
          .map((jour) => ({ valeur: jour, libelle: COURTS[jour] ?? '' }))}
      />
      <Cases
        nom="masse_prestation"
        legende="Horaires"
        enLigne
        valeurs={[...(masse?.prestations ?? seule)]}
        options={prestations.map((p) => ({ valeur: p.id, libelle: p.nom }))}
      />
      <Boutons>
        <Bouton
          allure="secondaire"
          nom="geste"
          valeur="appliquer"
          donnees={{ 'data-geste': 'appliquer' }}
        >
          Appliquer la sélection
        </Bouton>
        <Bouton
          allure="discret"
          nom="geste"
          valeur="reinitialiser"
          donnees={{ 'data-geste': 'reinitialiser' }}
        >
          Réinitialiser
        </Bouton>
      </Boutons>
    </Carte>
  );
}

/** Un tableau par mois : des titres où sauter, et l'en-tête toujours sous les yeux. */
function TableauxDesMois({ guichet, calendrier, choix, lignes }: Props) {
  const parMois = Map.groupBy(lignes, (l) => moisDe(l.jour));
  const enfant = `${calendrier.enfant.prenom} ${calendrier.enfant.nom}`;
  const colonnes = calendrier.faits.activite.prestations.map(({ id, nom }) => ({
    id,
    libelle: nom,
  }));
  const onglets = [...parMois.keys()].map((mois) => ({
    libelle: nomCourt(mois),
    href: `#mois-${mois}`,
  }));
  const entier = adresseCalendrier({ ...choix, mois: null }, guichet.base);
  return (
    <>
      {choix.mois && (
        <p>
          <a href={entier}>Voir toute la période</a>
        </p>
      )}
      {onglets.length > 1 && <Onglets libelle="Aller au mois" onglets={onglets} />}
      {[...parMois].map(([mois, jours]) => (
        <section id={`mois-${mois}`} key={mois}>
          <CalendrierSaisie
            titre={majuscule(ecrireMois(mois))}
            enfant={enfant}
            prestations={colonnes}
            jours={jours}
          />
        </section>
      ))}
    </>
  );
}

function nomCourt(mois: Mois): string {
  return majuscule(ecrireMois(mois).split(' ')[0] ?? '');
}

function BarreDEnvoi({ lignes }: { lignes: readonly LigneDeCalendrier[] }) {
  const cases = lignes.flatMap((l) => l.cases ?? []).filter(estCochable);
  const cochees = cases.filter((c) => c.cochee);
  const enAttente = cochees.filter((c) => c.etat === 'liste_attente').length;
  return (
    <ActionsGroupees resume={<b>{direCompte(cochees.length, enAttente)}</b>}>
      <Bouton nom="geste" valeur="nouvelle" allure="secondaire">
        Valider et nouvelle inscription
      </Bouton>
      <Bouton nom="geste" valeur="sortir">
        Valider et sortir
      </Bouton>
    </ActionsGroupees>
  );
}
