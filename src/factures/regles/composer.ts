/**
 * Les lignes d'un mois, pour tous les payeurs d'une régie : docs/regles/factures.md, que citent les
 * commentaires. Des faits entrent, des lignes expliquées sortent ; leur ordre ne dépend pas de celui
 * des faits.
 */
import { moisDe } from '../../platform/jours.ts';
import { situationDe } from '../../pointages/regles/situation.ts';
import { calculerTarif } from '../../tarifs/regles/calculer.ts';
import { rangDansLaFratrie } from '../../tarifs/regles/fratrie.ts';
import type { FaitsTarif, Grille, Prix, Quotient } from '../../tarifs/regles/types.ts';
import { grilleEnVigueur } from '../../tarifs/regles/versions.ts';
import { partager } from './partager.ts';
import type {
  EnfantFacture,
  FaitsDuMois,
  Intervalle,
  Ligne,
  Manque,
  PrestationFacturee,
  Venue,
} from './types.ts';

export interface Composition {
  lignes: Ligne[];
  manques: Manque[];
}

/** Compose le mois. Règle 3 : une venue donne une ligne par payeur qui en paie une part. */
export function composerLignes(faits: FaitsDuMois): Composition {
  const etapes = composerParEtapes(faits);
  for (;;) {
    const etape = etapes.next();
    if (etape.done) return etape.value;
  }
}

const VENUES_PAR_ETAPE = 2000;

/** Le même, en rendant la main toutes les deux mille venues : une ville en a trois cent mille. */
export function* composerParEtapes(faits: FaitsDuMois): Generator<void, Composition> {
  const contexte = preparer(faits);
  const lignes: Ligne[] = [];
  const manques: Manque[] = [];
  for (const [i, venue] of faits.venues.toSorted(parEnfantEtJour).entries()) {
    if (i % VENUES_PAR_ETAPE === VENUES_PAR_ETAPE - 1) yield;
    const compose = composerVenue(venue, contexte);
    if (compose === null) continue;
    if ('raison' in compose) manques.push(compose);
    else lignes.push(...compose);
  }
  return { lignes, manques };
}

interface Contexte {
  faits: FaitsDuMois;
  prestations: Map<number, PrestationFacturee>;
  enfants: Map<number, EnfantFacture>;
  /** « famille:activité » → les enfants qui y viennent ce mois-là. */
  fratries: Map<string, EnfantFacture[]>;
  /** Grilles déjà trouvées : « prestation:jour ». */
  grilles: Map<string, Grille | null>;
  absencesExcusees: Map<string, number>;
  forfaitsDus: Set<string>;
}

function preparer(faits: FaitsDuMois): Contexte {
  const prestations = new Map(faits.prestations.map((p) => [p.id, p]));
  const enfants = new Map(faits.enfants.map((e) => [e.id, e]));
  const fratries = new Map<string, Map<number, EnfantFacture>>();
  for (const { enfantId, prestationId } of faits.venues) {
    const enfant = enfants.get(enfantId);
    const activiteId = prestations.get(prestationId)?.activiteId;
    if (!enfant) continue;
    const cle = `${enfant.familleId}:${activiteId}`;
    const fratrie = fratries.get(cle) ?? new Map<number, EnfantFacture>();
    fratries.set(cle, fratrie.set(enfant.id, enfant));
  }
  return {
    faits,
    prestations,
    enfants,
    fratries: new Map([...fratries].map(([cle, f]) => [cle, [...f.values()]])),
    grilles: new Map(),
    absencesExcusees: new Map(),
    forfaitsDus: new Set(faits.forfaitsDejaFactures),
  };
}

function composerVenue(venue: Venue, contexte: Contexte): Ligne[] | Manque | null {
  const prestation = contexte.prestations.get(venue.prestationId);
  const enfant = contexte.enfants.get(venue.enfantId);
  if (!prestation || !enfant) return null;
  const { factureSur, heureDebut, heureFin } = prestation;
  const reservation = venue.reservation ? 'validee' : null;
  const { pointage } = venue;
  const du = situationDe({ reservation, pointage, factureSur, heureDebut, heureFin });
  const { enfantId, prestationId, jour } = venue;
  if (du === null) {
    // Règle 2 : sur la présence, une réservation que personne n'a pointée ne se devine pas.
    const muette = venue.reservation !== null && venue.pointage === null;
    return muette ? { enfantId, prestationId, jour, raison: 'reservation_sans_pointage' } : null;
  }
  const grille = trouverGrille(contexte, venue);
  if (!grille) return { enfantId, prestationId, jour, raison: 'sans_grille' };
  if (grille.regle.periodicite !== 'jour' && !prendreLeForfait(contexte, venue, grille))
    return null;
  const communs = {
    jour,
    resident: enfant.resident,
    rangFratrie: rangDe(contexte, enfant, prestation),
    panierRepas: enfant.paniers.some((p) => contient(p, jour)),
    situation: du.situation,
    horsDelai: venue.reservation?.horsDelai ?? false,
    dureeMinutes: du.dureeMinutes,
    retardMinutes: du.retardMinutes,
    rangAbsenceExcusee: compterAbsence(contexte, venue, du.situation),
  };
  return repartir(contexte, { venue, enfant, prestation, grille, communs });
}

interface Unite {
  venue: Venue;
  enfant: EnfantFacture;
  prestation: PrestationFacturee;
  grille: Grille;
  communs: Omit<FaitsTarif, 'quotient'>;
}

function repartir(contexte: Contexte, unite: Unite): Ligne[] {
  const { venue, enfant, prestation, grille, communs } = unite;
  const prix = new Map<number, Prix>();
  const prixDe = (payeurId: number): Prix => {
    const connu = prix.get(payeurId);
    if (connu) return connu;
    const quotient = quotientDu(contexte, payeurId, enfant, venue);
    const calcule = calculerTarif(grille, { ...communs, quotient });
    prix.set(payeurId, calcule);
    return calcule;
  };
  const { activiteId } = prestation;
  const parts = partager(
    enfant,
    { jour: venue.jour, activiteId },
    (p) => prixDe(p).montantCentimes,
  );
  return parts.map(({ payeurId, montantCentimes, mention }) => {
    const tiers = mention.startsWith('prise en charge');
    const { explication, alertes } = prixDe(tiers ? enfant.payeurFamilleId : payeurId);
    return {
      payeurId,
      enfantId: venue.enfantId,
      prestationId: venue.prestationId,
      jour: venue.jour,
      situation: communs.situation,
      libelle: `${enfant.prenom}, ${prestation.activite}, ${prestation.nom}`,
      explication: mention ? `${explication}, ${mention}` : explication,
      montantCentimes,
      alertes,
    };
  });
}

/** Règle 7 : chacun son quotient ; celui d'un responsable manque, celui de la famille sert. */
function quotientDu(
  { faits }: Contexte,
  payeurId: number,
  enfant: EnfantFacture,
  { jour }: Venue,
): Quotient | null {
  for (const id of [payeurId, enfant.payeurFamilleId]) {
    const trouve = faits.quotients.get(id)?.find((q) => contient(q, jour));
    if (trouve) return trouve;
  }
  return null;
}

function trouverGrille(contexte: Contexte, { prestationId, jour }: Venue): Grille | null {
  const cle = `${prestationId}:${jour}`;
  const connue = contexte.grilles.get(cle);
  if (connue !== undefined) return connue;
  const grille = grilleEnVigueur(contexte.faits.grilles, prestationId, jour);
  contexte.grilles.set(cle, grille);
  return grille;
}

/** Règle 4 : un forfait est dû une fois, au premier jour de venue. */
function prendreLeForfait(contexte: Contexte, venue: Venue, { regle }: Grille): boolean {
  const periode = regle.periodicite === 'mois' ? `:${moisDe(venue.jour)}` : '';
  const cle = `${venue.enfantId}:${venue.prestationId}${periode}`;
  if (contexte.forfaitsDus.has(cle)) return false;
  contexte.forfaitsDus.add(cle);
  return true;
}

function rangDe(contexte: Contexte, enfant: EnfantFacture, { activiteId }: PrestationFacturee) {
  return rangDansLaFratrie(
    enfant,
    contexte.fratries.get(`${enfant.familleId}:${activiteId}`) ?? [enfant],
  );
}

function compterAbsence(contexte: Contexte, venue: Venue, situation: FaitsTarif['situation']) {
  const cle = `${venue.enfantId}:${venue.prestationId}`;
  const rang = (contexte.absencesExcusees.get(cle) ?? 0) + 1;
  if (situation === 'absente_excusee') contexte.absencesExcusees.set(cle, rang);
  return rang;
}

function contient({ du, au }: Intervalle, jour: string): boolean {
  return du <= jour && (au === null || jour < au);
}

function parEnfantEtJour(a: Venue, b: Venue): number {
  if (a.enfantId !== b.enfantId) return a.enfantId - b.enfantId;
  if (a.jour !== b.jour) return a.jour < b.jour ? -1 : 1;
  return a.prestationId - b.prestationId;
}
