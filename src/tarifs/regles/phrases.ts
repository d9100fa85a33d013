/** Un prix se comprend : les mots de son calcul, pour la famille comme pour l'agent. */
import { ecrireEuros } from '../../platform/argent.ts';
import { ajouterJours, ecrireJourEnChiffres, type Jour } from '../../platform/jours.ts';
import type { Base, Prix, Quotient, Regime, RegleTarif } from './types.ts';

export const PAR_DEFAUT = 'quotient inconnu, tarif par défaut';
export const PLAFOND_PAR_DEFAUT = 'quotient inconnu, prix plafond';

const TAUX = new Intl.NumberFormat('fr-FR', { maximumFractionDigits: 4 });

const UNITES = {
  15: ['quart d’heure commencé', 'quarts d’heure commencés'],
  30: ['demi-heure commencée', 'demi-heures commencées'],
  60: ['heure commencée', 'heures commencées'],
} as const;

export const REGIMES: Record<Regime, string> = {
  caf: 'CAF',
  msa: 'MSA',
  aucun: 'sans régime',
};

/** « tranche 3 (QF 640, du 01/01 au 31/12), 2e enfant, 3,05 €, délibération 2026-031 ». */
export function expliquer(
  motifs: readonly string[],
  montantCentimes: number,
  deliberation: string | null,
): string {
  const fin = deliberation === null ? [] : [`délibération ${deliberation}`];
  return [...motifs, direMontant(montantCentimes), ...fin].join(', ');
}

export function direMontant(centimes: number): string {
  return centimes === 0 ? 'gratuit' : ecrireEuros(centimes);
}

const PAR = { jour: '', mois: ' par mois', annee: ' par an' };

/** « 3,05 € (QF 640) », « 28,00 € par mois » : le prix d'un coup d'œil ; l'explication est ailleurs. */
export function direPrixCourt(
  prix: Prix,
  periodicite: RegleTarif['periodicite'],
  quotient: Quotient | null,
): string {
  const inconnu = prix.alertes.includes('quotient_inconnu') ? ' (quotient inconnu)' : '';
  const qf = quotient ? ` (QF\u00a0${quotient.valeur})` : inconnu;
  return `${direMontant(prix.montantCentimes)}${PAR[periodicite]}${qf}`;
}

export function direTranche(rang: number, quotient: Quotient): string {
  return `tranche ${rang} (${direQuotient(quotient)})`;
}

export function direTaux(
  { tauxMillioniemes }: Extract<Base, { mode: 'taux_effort' }>,
  quotient: Quotient,
  borne: 'plancher' | 'plafond' | null,
): string {
  const taux = `${ecrireTaux(tauxMillioniemes)} du quotient (${direQuotient(quotient)})`;
  return borne ? `${taux}, prix ${borne}` : taux;
}

/** 5 500 → « 0,55 % ». */
export function ecrireTaux(millioniemes: number): string {
  return `${TAUX.format(millioniemes / 10_000)}\u00a0%`;
}

/** « QF 640, du 01/01 au 31/12 » : l'année ne se dit que si la période en touche deux. */
export function direQuotient({ valeur, du, au }: Quotient): string {
  const dernier = au && ajouterJours(au, -1);
  const annees = dernier === null || dernier.slice(0, 4) !== du.slice(0, 4);
  const le = (jour: Jour) => ecrireJourEnChiffres(jour).slice(0, annees ? 10 : 5);
  const dates = dernier ? `du ${le(du)} au ${le(dernier)}` : `depuis le ${le(du)}`;
  return `QF ${valeur}, ${dates}`;
}

export function direRegime(regime: Regime): string {
  return regime === 'aucun' ? 'sans régime' : `régime ${REGIMES[regime]}`;
}

export function direForfait(periodicite: 'mois' | 'annee'): string {
  return periodicite === 'mois' ? 'forfait du mois' : 'forfait de l’année';
}

export function direUnites(unites: number, minutes: 15 | 30 | 60): string {
  return `${unites} ${UNITES[minutes][unites > 1 ? 1 : 0]}`;
}

export function direFratrie(rang: number): string {
  return `${rang}e enfant`;
}

export function direCarence(rang: number): string {
  return `absence excusée, ${rang === 1 ? '1er' : `${rang}e`} jour de carence`;
}

export function direRetard(fois: number, uniteMinutes: number | undefined): string {
  if (!uniteMinutes) return 'retard du soir';
  return `retard (${fois} fois ${uniteMinutes}\u00a0min)`;
}
