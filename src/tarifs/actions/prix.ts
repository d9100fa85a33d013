import type { Db } from '../../platform/db.ts';
import { type Jour, moisDe } from '../../platform/jours.ts';
import { calculerTarif, compteLeQuotient } from '../regles/calculer.ts';
import { estResident, rangDansLaFratrie } from '../regles/fratrie.ts';
import type { FaitsTarif, Grille, Prix, Quotient } from '../regles/types.ts';
import { grilleEnVigueur } from '../regles/versions.ts';
import { listerGrillesPubliees } from '../requetes/grilles.ts';
import { type FaitsEnfant, type JourAEstimer, lireFaitsDesEnfants } from '../requetes/prix.ts';

export type { JourAEstimer } from '../requetes/prix.ts';

/**
 * Le prix d'un jour et ce dont il dépend. `prix` null : aucune grille ne vaut ce jour-là ;
 * `quotient` null : inconnu, ou sans effet sur ce prix.
 */
export interface JourTarife extends JourAEstimer {
  prix: Prix | null;
  quotient: Quotient | null;
  grille: Grille | null;
  /** Quelqu'un d'autre en paie une part ce jour-là : le prix est entier, la facture dira les parts. */
  partage: boolean;
}

/**
 * Le prix de chaque jour, s'il est réservé à temps et que l'enfant vient : deux ordres SQL, quel que
 * soit leur nombre. `responsableId` : qui regarde ; en garde alternée, c'est son quotient.
 */
export async function tariferJours(
  db: Db,
  responsableId: number | null,
  jours: readonly JourAEstimer[],
): Promise<JourTarife[]> {
  const ordonnes = jours.map((j) => j.jour).sort();
  const [du, au] = [ordonnes[0], ordonnes.at(-1)];
  if (du === undefined || au === undefined) return [];
  const [enfants, grilles] = await Promise.all([
    lireFaitsDesEnfants(db, [...new Set(jours.map((j) => j.enfantId))], du, au),
    listerGrillesPubliees(db, [...new Set(jours.map((j) => j.prestationId))]),
  ]);
  const parId = new Map(enfants.map((e) => [e.id, e]));
  return jours.map((jour) => {
    const enfant = parId.get(jour.enfantId);
    const grille = grilleEnVigueur(grilles, jour.prestationId, jour.jour);
    if (!enfant || !grille) return { ...jour, prix: null, quotient: null, grille, partage: false };
    const faits = faitsDuJour(enfant, responsableId, jour);
    const quotient = compteLeQuotient(grille, faits) ? faits.quotient : null;
    const partage = partagesDuJour(enfant, jour).length > 0;
    return { ...jour, prix: calculerTarif(grille, faits), quotient, grille, partage };
  });
}

export interface Estimation {
  centimes: number;
  /** Ces frais se partagent : la somme est entière. */
  partage: boolean;
}

/** Ce que ces jours coûteront s'ils se passent comme réservé ; null : rien, ou un prix inconnu. */
export async function estimer(
  db: Db,
  responsableId: number,
  jours: readonly JourAEstimer[],
): Promise<Estimation | null> {
  const tarifes = await tariferJours(db, responsableId, jours);
  if (tarifes.length === 0 || tarifes.some((j) => j.prix === null)) return null;
  return { centimes: totalDe(tarifes), partage: tarifes.some((j) => j.partage) };
}

/** Σ des prix ; un forfait du mois ou de l'année se paie une fois par enfant et par prestation. */
export function totalDe(jours: readonly JourTarife[]): number {
  const dus = new Map<string, number>();
  for (const { prix, grille, enfantId, prestationId, jour } of jours) {
    if (!prix || !grille) continue;
    const { periodicite } = grille.regle;
    const quand =
      periodicite === 'jour' ? jour : periodicite === 'mois' ? moisDe(jour) : `grille ${grille.id}`;
    const cle = `${enfantId}.${prestationId}.${quand}`;
    if (!dus.has(cle)) dus.set(cle, prix.montantCentimes);
  }
  return [...dus.values()].reduce((somme, centimes) => somme + centimes, 0);
}

function faitsDuJour(
  enfant: FaitsEnfant,
  responsableId: number | null,
  { jour, activiteId }: JourAEstimer,
): FaitsTarif {
  const mois = moisDe(jour);
  const inscrits = enfant.inscrits.find((i) => i.activiteId === activiteId && i.mois === mois);
  return {
    jour,
    quotient: quotientDe(enfant, responsableId, jour, activiteId),
    resident: estResident(enfant.communeDeLaFamille, enfant.commune),
    rangFratrie: rangDansLaFratrie(enfant, inscrits?.enfants ?? []),
    panierRepas: enfant.paniers.some((p) => vautLe(p, jour)),
    situation: 'reservee',
    horsDelai: false,
    dureeMinutes: null,
    retardMinutes: 0,
    rangAbsenceExcusee: 0,
  };
}

/** Tarifs, règle 2 : le quotient de qui paie ce jour-là. */
function quotientDe(
  enfant: FaitsEnfant,
  responsableId: number | null,
  jour: Jour,
  activiteId: number,
): Quotient | null {
  const { payeurs } = enfant;
  const parts = partagesDuJour(enfant, { jour, activiteId });
  const sien = payeurs.find(
    (p) => p.responsableId === responsableId && parts.some((part) => part.payeurId === p.id),
  );
  const payeur = sien ?? payeurs.find((p) => p.responsableId === null);
  return payeur?.quotients.find((q) => vautLe(q, jour)) ?? null;
}

function vautLe({ du, au }: { du: Jour; au: Jour | null }, jour: Jour): boolean {
  return du <= jour && (au === null || jour < au);
}

function partagesDuJour(
  { partages }: FaitsEnfant,
  { jour, activiteId }: Pick<JourAEstimer, 'jour' | 'activiteId'>,
) {
  return partages.filter(
    (p) => (p.activiteId === null || p.activiteId === activiteId) && vautLe(p, jour),
  );
}
