import { nomDuJour } from '../../../platform/jours.ts';
import { Champ, type OptionListe } from '../../../ui/champs.tsx';
import { Case, Cases } from '../../../ui/choix.tsx';
import { Bouton, Boutons, Formulaire, GroupeDeChamps } from '../../../ui/formulaire.tsx';
import { type ErreurDeSaisie, GROUPES_SAISIS } from '../../regles/saisie-delai.ts';

/** Chaque forme de règle, dite comme un agent la dirait. */
export const FORMES: Readonly<Record<string, string>> = {
  jour: 'Un nombre de jours avant',
  heures: 'Un nombre d’heures avant',
  semaine: 'Un jour de la semaine précédente',
  groupes_de_jours: 'Plusieurs limites par semaine',
  mois: 'Un jour du mois précédent',
  periode: 'Avant le début de la période',
  aucune: 'Sans délai',
  jamais: 'Jamais en ligne',
};

export const POUR: readonly OptionListe[] = [
  { valeur: 'les_deux', libelle: 'réserver et annuler' },
  { valeur: 'reserver', libelle: 'réserver seulement' },
  { valeur: 'annuler', libelle: 'annuler seulement' },
];

const TARDIF: readonly OptionListe[] = [
  { valeur: 'refusee', libelle: 'elle est refusée' },
  { valeur: 'agent', libelle: 'le service en décide' },
  { valeur: 'majoree', libelle: 'elle est acceptée, avec un supplément' },
  { valeur: 'liste_attente', libelle: 'elle va en liste d’attente' },
];
const DECOMPTES: readonly OptionListe[] = [
  { valeur: 'calendaires', libelle: 'tous les jours' },
  { valeur: 'ouvres', libelle: 'les jours ouvrés (du lundi au vendredi, sauf fériés)' },
  { valeur: 'ouverture', libelle: 'les jours où l’activité accueille' },
];
const UNITES: readonly OptionListe[] = ['jours', 'semaines', 'mois'].map((unite) => ({
  valeur: unite,
  libelle: unite,
}));
const JOURS = ([1, 2, 3, 4, 5, 6, 7] as const).map((jour) => ({
  valeur: jour,
  libelle: nomDuJour(jour),
}));
const AIDE_HEURE = 'De 00:00 à 24:00, qui est minuit.';

interface Props {
  action: string;
  saisie: URLSearchParams;
  erreurs: readonly ErreurDeSaisie[];
  prestations: readonly { id: number; nom: string }[];
}

/** Ne range rien : « Voir les prochains jours » montre d'abord ce que la règle donne. */
export function FormulaireDelai({ action, saisie, erreurs, prestations }: Props) {
  const champ = champsDe(saisie, erreurs);
  const forme = saisie.get('forme') ?? 'jour';
  return (
    <Formulaire action={action} methode="get" caches={{ forme }}>
      <GroupeDeChamps legende={FORMES[forme] ?? 'La règle'}>
        <ChampsDeForme forme={forme} saisie={saisie} erreurs={erreurs} />
      </GroupeDeChamps>
      <GroupeDeChamps legende="Ce qu’elle gouverne">
        <Champ {...champ('pour')} type="select" libelle="Pour" options={POUR} />
        {prestations.length > 1 && (
          <Champ
            {...champ('prestation')}
            type="select"
            libelle="Prestation"
            facultatif
            invite="Toutes"
            options={prestations.map((p) => ({ valeur: p.id, libelle: p.nom }))}
          />
        )}
        <Champ
          {...champ('du')}
          type="date"
          libelle="À partir des jours réservés du"
          aide="Avant ce jour, la règle d’aujourd’hui continue de valoir."
        />
        <Champ
          {...champ('tardif')}
          type="select"
          libelle="Une demande arrivée trop tard"
          options={TARDIF}
        />
      </GroupeDeChamps>
      <Boutons>
        <Bouton icone="oeil">Voir les prochains jours</Bouton>
      </Boutons>
    </Formulaire>
  );
}

function champsDe(saisie: URLSearchParams, erreurs: readonly ErreurDeSaisie[]) {
  return (nom: string) => ({
    nom,
    valeur: saisie.get(nom),
    erreur: erreurs.find((e) => e.champ === nom)?.message,
  });
}

type PropsForme = Pick<Props, 'saisie' | 'erreurs'> & { forme: string };

function ChampsDeForme({ forme, saisie, erreurs }: PropsForme) {
  const champ = champsDe(saisie, erreurs);
  const heure = <Champ {...champ('heure')} libelle="Heure limite" aide={AIDE_HEURE} court />;
  switch (forme) {
    case 'jour':
      return (
        <>
          <Champ
            {...champ('jours')}
            libelle="Jours avant"
            inputmode="numeric"
            court
            aide="0 : le jour même."
          />
          <Champ {...champ('decompte')} type="select" libelle="On compte" options={DECOMPTES} />
          {heure}
        </>
      );
    case 'heures':
      return (
        <>
          <Champ {...champ('heures')} libelle="Heures avant" inputmode="numeric" court />
          <Champ {...champ('debutJournee')} libelle="Début de la journée" aide={AIDE_HEURE} court />
        </>
      );
    case 'semaine':
      return <Hebdomadaire prefixe="" premiere={1} saisie={saisie} erreurs={erreurs} />;
    case 'groupes_de_jours':
      return GROUPES_SAISIS.map((n) => (
        <Groupe key={n} rang={n} saisie={saisie} erreurs={erreurs} />
      ));
    case 'mois':
      return (
        <>
          <Champ
            {...champ('quantieme')}
            libelle="Jour du mois"
            inputmode="numeric"
            court
            aide="31 : le dernier jour du mois."
          />
          <Champ {...champ('mois')} libelle="Mois avant" inputmode="numeric" court />
          {heure}
        </>
      );
    case 'periode':
      return (
        <>
          <AvantPeriode prefixe="" saisie={saisie} erreurs={erreurs} />
          <Case nom="ouvre" libelle="Ne s’ouvre qu’à partir de :" cochee={saisie.has('ouvre')} />
          <AvantPeriode prefixe="ouvre_" saisie={saisie} erreurs={erreurs} />
        </>
      );
    default:
      return <p>Rien d’autre à régler.</p>;
  }
}

function Groupe({ rang, saisie, erreurs }: Omit<PropsForme, 'forme'> & { rang: number }) {
  const nom = `g${rang}_jours`;
  return (
    <>
      <Cases
        nom={nom}
        legende={`Limite ${rang}, pour`}
        options={JOURS}
        valeurs={saisie.getAll(nom)}
        erreur={erreurs.find((e) => e.champ === nom)?.message}
        enLigne
      />
      <Hebdomadaire prefixe={`g${rang}_`} premiere={0} saisie={saisie} erreurs={erreurs} />
    </>
  );
}

type PropsPrefixe = Omit<PropsForme, 'forme'> & { prefixe: string };

function Hebdomadaire({ prefixe, premiere, saisie, erreurs }: PropsPrefixe & { premiere: 0 | 1 }) {
  const champ = champsDe(saisie, erreurs);
  const semaines = ['la même semaine', 'la semaine précédente', 'deux semaines plus tôt'];
  return (
    <>
      <Champ {...champ(`${prefixe}jourSemaine`)} type="select" libelle="Jusqu’au" options={JOURS} />
      <Champ
        {...champ(`${prefixe}semaines`)}
        type="select"
        libelle="De quelle semaine"
        options={semaines
          .map((libelle, valeur) => ({ valeur, libelle }))
          .filter(({ valeur }) => valeur >= premiere)}
      />
      <Champ {...champ(`${prefixe}heure`)} libelle="Heure limite" aide={AIDE_HEURE} court />
    </>
  );
}

function AvantPeriode({ prefixe, saisie, erreurs }: PropsPrefixe) {
  const champ = champsDe(saisie, erreurs);
  const facultatif = prefixe !== '';
  return (
    <>
      <Champ
        {...champ(`${prefixe}nombre`)}
        libelle="Nombre"
        inputmode="numeric"
        court
        facultatif={facultatif}
      />
      <Champ
        {...champ(`${prefixe}unite`)}
        type="select"
        libelle="Unité"
        options={UNITES}
        facultatif={facultatif}
      />
      <Champ
        {...champ(`${prefixe}heure`)}
        libelle="Heure"
        aide={AIDE_HEURE}
        court
        facultatif={facultatif}
      />
    </>
  );
}
