/**
 * Quand l'effectif d'un jour s'arrête, et quand part son additif : docs/regles/effectifs.md, que
 * citent les commentaires.
 */
import {
  type DelaiDate,
  dateLimite,
  type FaitsDelai,
  REGLE_PAR_DEFAUT,
  type RegleDelai,
  regleEnVigueur,
} from '../../activites/delais/regles.ts';
import { type Fuseau, type Heure, instantLocal } from '../../platform/instants.ts';
import type { Jour } from '../../platform/jours.ts';

const MINUTE_MS = 60_000;

/** Une demande envoyée à la dernière seconde s'écrit encore (règle 2). */
const GRACE_MS = MINUTE_MS;

/** Au-delà, l'arrêté dit son retard (règle 4). */
const RETARD_MS = 15 * MINUTE_MS;

export interface PrestationServie {
  prestationId: number;
  heureDebut: Heure;
}

/**
 * L'instant où plus rien ne doit changer (règle 1) : la plus tardive des deux dates limites, réserver
 * et annuler, sans attendre que le repas commence. Deux « jamais » : la veille à minuit.
 */
export function dateDArret(
  delais: readonly DelaiDate[],
  { prestationId, heureDebut }: PrestationServie,
  jour: Jour,
  faits: FaitsDelai,
): Date {
  const ecrites = (['reserver', 'annuler'] as const).flatMap((pour) =>
    dater(regleEnVigueur(delais, pour, jour, prestationId).regle, jour, faits),
  );
  const limites = ecrites.length > 0 ? ecrites : dater(REGLE_PAR_DEFAUT, jour, faits);
  const debut = instantLocal(jour, heureDebut, faits.fuseau).getTime();
  return new Date(Math.min(Math.max(...limites), debut));
}

function dater(regle: RegleDelai, jour: Jour, faits: FaitsDelai): number[] {
  const limite = dateLimite(regle, jour, faits);
  return limite === 'jamais' ? [] : [limite.getTime()];
}

/** Une date invalide n'arrête rien. */
export function estAArreter(limite: Date, maintenant: Date): boolean {
  return limite.getTime() + GRACE_MS <= maintenant.getTime();
}

export function estEnRetard(effectif: { limiteLe: Date; arreteLe: Date }): boolean {
  return effectif.arreteLe.getTime() - effectif.limiteLe.getTime() > RETARD_MS;
}

export interface FaitsAdditif {
  jour: Jour;
  heure: Heure;
  /** Le premier service de ce jour, parmi les effectifs arrêtés. */
  heureDebut: Heure;
  fuseau: Fuseau;
  /** Le plus ancien arrêté de ce jour. */
  arreteLe: Date;
}

export type MomentDeLAdditif = 'pas_encore' | 'maintenant' | 'trop_tard' | 'sans_objet';

/** L'additif part à son heure, ou dès que possible avant le service (règles 7 et 8). */
export function momentDeLAdditif(faits: FaitsAdditif, maintenant: Date): MomentDeLAdditif {
  const heure = instantLocal(faits.jour, faits.heure, faits.fuseau);
  const service = instantLocal(faits.jour, faits.heureDebut, faits.fuseau);
  if (!(faits.arreteLe < heure)) return 'sans_objet';
  if (!(heure <= maintenant)) return 'pas_encore';
  return maintenant < service ? 'maintenant' : 'trop_tard';
}
