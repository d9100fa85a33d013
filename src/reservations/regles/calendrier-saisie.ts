import { jourLocal } from '../../platform/instants.ts';
import { type Jour, jourDeLaSemaine, type Mois, moisDe } from '../../platform/jours.ts';
import { majuscule } from '../../platform/mots.ts';
import { groupeDu } from './admission.ts';
import { type AvisDirect, type Droits, examinerPourLaFamille } from './direct.ts';
import { jaugesDe, type LienJauge } from './jauges.ts';
import { Compteur, type PlacesDuJour } from './places.ts';
import { type AvisCase, ecartDeja, examinerJour, phraseFermeture } from './possible.ts';
import { cle, type Faits, type Souhait } from './types.ts';

/** Ceux qui attendent déjà ce jour-là, en nombre : la file montrée, pas celle qui décide. */
export interface Attente {
  jour: Jour;
  prestationId: number;
  groupeId: number | null;
  nombre: number;
  /** Combien passeraient devant l'enfant, s'il a des priorités ; sinon, tous. */
  devant?: number;
}

/** Au-delà, « plus de 50 avant vous » suffit pour choisir un autre jour. */
export const PLAFOND_ATTENTE = 51;

/** Ce que la famille a choisi de voir. */
export interface Vue {
  /** 1 = lundi … 7 = dimanche. */
  semaine: ReadonlySet<number>;
  /** null : toute la période. */
  mois: Mois | null;
}

export type CaseCalendrier =
  | { etat: 'libre'; cochee: boolean }
  | { etat: 'liste_attente'; note: string; cochee: boolean }
  | { etat: 'reservee'; note: string }
  | { etat: 'impossible'; raison: string };

export type LigneDeCalendrier = { jour: Jour } & (
  | { ferme: string; cases?: undefined }
  | { ferme?: undefined; cases: CaseCalendrier[]; echeance?: string | undefined }
);

interface FaitsPlaces {
  liens: readonly LienJauge[];
  places: readonly PlacesDuJour[];
  attente: readonly Attente[];
}

const HORS_DELAI = {
  agent: 'hors délai : le centre décidera',
  majoree: 'hors délai : avec un supplément',
} as const;

/**
 * Le calendrier tel qu'on le montre : une ligne par jour à venir, une case par prestation, chacune
 * cochable ou non avec sa raison. Montrer n'est pas décider : `reserver` refait tout sous verrou.
 */
export function composerCalendrier(
  calendrier: { faits: Faits; jours: readonly { jour: Jour; ouvert: boolean }[] },
  faitsPlaces: FaitsPlaces,
  vue: Vue,
  cochees: ReadonlySet<string>,
  maintenant: Date,
  droits: Droits | null = null,
): LigneDeCalendrier[] {
  const { faits } = calendrier;
  const aujourdhui = jourLocal(maintenant, faits.delai.fuseau);
  const placesMontrees = preparerPlaces(faits, faitsPlaces);
  return calendrier.jours
    .filter(
      ({ jour }) =>
        jour >= aujourdhui &&
        vue.semaine.has(jourDeLaSemaine(jour)) &&
        (vue.mois === null || moisDe(jour) === vue.mois),
    )
    .map(({ jour, ouvert }): LigneDeCalendrier => {
      if (!ouvert) return { jour, ferme: majuscule(phraseFermeture(faits.fermetures.get(jour))) };
      const souhaits = faits.activite.prestations.map(({ id }) => ({ prestationId: id, jour }));
      if (droits) {
        const cases = souhaits.map((souhait) =>
          montrerCaseDirecte(
            examinerPourLaFamille(souhait, faits, maintenant, droits),
            placesMontrees.lire(souhait),
            {
              ...droits,
              listeAttente: placesMontrees.listeAttente,
              cochee: cochees.has(cle(souhait)),
            },
          ),
        );
        return { jour, cases };
      }
      const examines = examinerJour(souhaits, faits, maintenant);
      const cases = examines.map(({ souhait, avis }) =>
        montrerCase(avis, placesMontrees, souhait, cochees.has(cle(souhait))),
      );
      const echeance = direEcheance(
        examines.map((e) => e.avis),
        faits,
      );
      return { jour, cases, echeance };
    });
}

interface PlacesMontrees {
  listeAttente: boolean;
  lire(souhait: Souhait): { libre: boolean; rang: number };
}

function montrerCase(
  avis: AvisCase,
  places: PlacesMontrees,
  souhait: Souhait,
  cochee: boolean,
): CaseCalendrier {
  if (avis.avis === 'impossible') return { etat: 'impossible', raison: avis.ecart.phrase };
  if (avis.avis === 'deja') return { etat: 'reservee', note: ecartDeja(avis.etat).phrase };
  const { libre, rang } = places.lire(souhait);
  const avecListe = places.listeAttente;
  if (avis.tardif === 'liste_attente') {
    const note = avecListe ? `hors délai : liste d’attente, ${direPlace(rang)}` : HORS_DELAI.agent;
    return { etat: 'liste_attente', note, cochee };
  }
  if (!libre) {
    return avecListe
      ? {
          etat: 'liste_attente',
          note: `complet : liste d’attente, ${direPlace(rang)}`,
          cochee,
        }
      : { etat: 'impossible', raison: 'complet' };
  }
  if (avis.tardif) return { etat: 'liste_attente', note: HORS_DELAI[avis.tardif], cochee };
  return { etat: 'libre', cochee };
}

/** La même case pour un agent : ce qui dépasse une limite se coche, et se dit. */
function montrerCaseDirecte(
  avis: AvisDirect,
  { libre, rang }: { libre: boolean; rang: number },
  vue: { places: boolean; listeAttente: boolean; cochee: boolean },
): CaseCalendrier {
  if (avis.avis === 'impossible') return { etat: 'impossible', raison: avis.ecart.phrase };
  if (avis.avis === 'deja') return { etat: 'reservee', note: ecartDeja(avis.etat).phrase };
  const horsDelai = avis.depasse ? ['hors délai'] : [];
  if (libre) {
    const [note] = horsDelai;
    return note
      ? { etat: 'liste_attente', note, cochee: vue.cochee }
      : { etat: 'libre', cochee: vue.cochee };
  }
  if (!vue.places && !vue.listeAttente) return { etat: 'impossible', raison: 'complet' };
  const file = vue.listeAttente ? [`liste d’attente ${direRang(rang)}`] : [];
  const plus = vue.places ? ['places à relever'] : [];
  const note = [...horsDelai, `complet : ${[...file, ...plus].join(' ou ')}`].join(', ');
  return { etat: 'liste_attente', note, cochee: vue.cochee };
}

/** La file se compte jusqu'à un plafond ; le rang exact se lit sur le reçu. */
function direPlace(rang: number): string {
  return rang > PLAFOND_ATTENTE - 1 ? 'plus de 50 avant vous' : `vous seriez ${direRang(rang)}`;
}

/** « n° 3 », sans coupure. */
export function direRang(rang: number): string {
  return `n°\u00a0${rang}`;
}

/** La date limite du jour en mots ; chaque prestation dit la sienne quand elles diffèrent. */
function direEcheance(avis: readonly AvisCase[], faits: Faits): string | undefined {
  const parPhrase = new Map<string, string[]>();
  avis.forEach((a, i) => {
    if (a.avis !== 'possible') return;
    const phrase = a.delai();
    const noms = parPhrase.get(phrase) ?? [];
    noms.push(faits.activite.prestations[i]?.nom ?? '');
    parPhrase.set(phrase, noms);
  });
  if (parPhrase.size === 0) return undefined;
  const [[seule] = ['']] = parPhrase;
  if (parPhrase.size === 1) return seule;
  return [...parPhrase].map(([phrase, noms]) => `${noms.join(', ')} : ${phrase}`).join(' ; ');
}

/** Sert la file en pensée, comme le fera la réservation, puis répond case par case. */
function preparerPlaces(faits: Faits, { liens, places, attente }: FaitsPlaces): PlacesMontrees {
  const compteur = new Compteur(places);
  const enFile = attente.map((a) => ({ ...a, jauges: jaugesDe(liens, a) }));
  for (const a of enFile) {
    // Un matin d'ouverture, des milliers attendent : n'en servir que ce que les places permettent.
    const servis = Math.min(a.nombre, compteur.libres(a) ?? 0);
    for (let i = 0; i < servis; i++) compteur.prendre(a);
  }
  const fileDuJour = Map.groupBy(enFile, (a) => a.jour);
  const lire = (souhait: Souhait) => {
    const groupe = groupeDu(faits.enfant, faits.activite.groupes, souhait.jour);
    const jauges = jaugesDe(liens, { ...souhait, groupeId: groupe?.id ?? null });
    const libres = compteur.libres({ jour: souhait.jour, jauges });
    const devant = compterDevant({ ...souhait, jauges }, fileDuJour.get(souhait.jour) ?? []);
    const rang = 1 + devant;
    return { libre: libres === null || libres > 0, rang };
  };
  return { listeAttente: faits.activite.listeAttente !== 'aucune', lire };
}

/** Combien attendent avant ce souhait, ce jour-là : la même prestation, ou une jauge partagée. */
export function compterDevant(
  { prestationId, jauges }: { prestationId: number; jauges: readonly number[] },
  fileDuJour: readonly (Attente & { jauges: readonly number[] })[],
): number {
  return fileDuJour
    .filter((a) => a.prestationId === prestationId || a.jauges.some((j) => jauges.includes(j)))
    .reduce((somme, a) => somme + (a.devant ?? a.nombre), 0);
}

/** Les cases que « Appliquer la sélection » ajoute : ces jours de la semaine, ces prestations. */
export function cocherEnMasse(
  lignes: readonly LigneDeCalendrier[],
  prestations: readonly { id: number }[],
  masse: { semaine: ReadonlySet<number>; prestations: ReadonlySet<number> },
): string[] {
  return lignes.flatMap(({ jour, cases = [] }) =>
    masse.semaine.has(jourDeLaSemaine(jour))
      ? cases.flatMap((c, i) => {
          const prestationId = prestations[i]?.id ?? 0;
          return estCochable(c) && masse.prestations.has(prestationId)
            ? [cle({ prestationId, jour })]
            : [];
        })
      : [],
  );
}

export function estCochable(c: CaseCalendrier): c is Extract<CaseCalendrier, { cochee: boolean }> {
  return c.etat === 'libre' || c.etat === 'liste_attente';
}

/** La raison la plus fréquente quand rien ne peut être coché ; null : il reste une case. */
export function rienACocher(lignes: readonly LigneDeCalendrier[]): string | null {
  const raisons = new Map<string, number>();
  for (const { cases = [], ferme } of lignes) {
    if (ferme !== undefined) raisons.set('fermé', raisons.get('fermé') ?? 0);
    for (const c of cases) {
      if (estCochable(c)) return null;
      const raison = c.etat === 'impossible' ? c.raison : 'tout est déjà demandé';
      raisons.set(raison, (raisons.get(raison) ?? 0) + 1);
    }
  }
  const [premiere] = [...raisons].sort((a, b) => b[1] - a[1]);
  return premiere?.[0] ?? 'aucun jour à venir dans cette période';
}
