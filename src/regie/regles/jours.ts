import { ajouterJours, type Jour } from '../../platform/jours.ts';

/**
 * Le jour où s'écrit ce qui arrive ce jour-là : une journée close ne reçoit plus rien, la première
 * ouverte la remplace (Régie, règle 12).
 */
export function premierJourOuvert(jour: Jour, dernierClos: Jour | null): Jour {
  return dernierClos === null || jour > dernierClos ? jour : ajouterJours(dernierClos, 1);
}

export function exerciceDe(jour: Jour): number {
  return Number(jour.slice(0, 4));
}

/** « 2026-00012 » : l'exercice, puis le rang dans la série. */
export function ecrireNumero(exercice: number, numero: number): string {
  return `${exercice}-${String(numero).padStart(5, '0')}`;
}
