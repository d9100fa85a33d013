import { ajouterJours, ecrireJour, type Jour } from '../../platform/jours.ts';

/**
 * Le jour où s'écrit ce qui arrive ce jour-là : une journée close ne reçoit plus rien, la première
 * ouverte la remplace (Régie, règle 12).
 */
export function premierJourOuvert(jour: Jour, dernierClos: Jour | null): Jour {
  return dernierClos === null || jour > dernierClos ? jour : ajouterJours(dernierClos, 1);
}

/** Pourquoi cette journée ne se clôt pas, ou null. */
export function peutClore(jour: Jour, dernierClos: Jour | null, aujourdhui: Jour): string | null {
  if (jour > aujourdhui)
    return 'Cette journée n’est pas finie : clôturez au plus tard aujourd’hui.';
  if (dernierClos !== null && jour <= dernierClos) {
    return `Cette journée est déjà close : la dernière clôture est celle du ${ecrireJour(dernierClos, { annee: true })}.`;
  }
  return null;
}

export function exerciceDe(jour: Jour): number {
  return Number(jour.slice(0, 4));
}

/** « 2026-000012 » : l'exercice, puis le rang dans la série. */
export function ecrireNumero(exercice: number, numero: number): string {
  return `${exercice}-${String(numero).padStart(6, '0')}`;
}
