import {
  ajouterJours,
  ecartJours,
  type Jour,
  jourDeLaSemaine,
  lundiDe,
} from '../../platform/jours.ts';

/** Numéro ISO 8601 : la semaine 1 contient le premier jeudi de l'année. */
export function semaineIso(jour: Jour): number {
  const jeudi = ajouterJours(lundiDe(jour), 3);
  const janvier = `${jeudi.slice(0, 4)}-01-01`;
  const premierJeudi = ajouterJours(janvier, (11 - jourDeLaSemaine(janvier)) % 7);
  return ecartJours(premierJeudi, jeudi) / 7 + 1;
}
