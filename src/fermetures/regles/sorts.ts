import type { Jour } from '../../platform/jours.ts';
import type { Choix, Touchee } from './types.ts';

/** Ce que devient une réservation ; `raison` explique la facture à qui la demande. */
export interface Sort {
  sort: 'annulee' | 'gardee';
  facturee: boolean;
  raison: string;
}

/**
 * Le sort de chaque réservation couverte, dans leur ordre ; null : elle suit son cours, la
 * déclaration ne la touche pas (Fermetures, règles 2 à 4).
 */
export function deciderSorts(choix: Choix, touchees: readonly Touchee[]): (Sort | null)[] {
  const premiers = premiersJours(touchees);
  return touchees.map((t) => {
    if (choix.decision === 'garder') return t.etat === 'validee' ? garder(choix) : null;
    if (t.venue && t.etat === 'validee') return gardee(choix.facturation !== 'aucune', 'venu');
    if (t.etat !== 'validee') return annulee(false, 'rien n’était encore accordé');
    return annuler(choix, premiers.get(t.enfantId) === t.jour);
  });
}

/** Grève et fermeture ne se facturent pas ; garder n'a pas de carence (Fermetures, règle 4). */
export function facturationPermise({ genre, decision, facturation }: Choix): boolean {
  if (decision === 'garder') return facturation !== 'premier_jour';
  return facturation === 'aucune' || (genre !== 'greve' && genre !== 'fermeture');
}

/** La carence se compte enfant par enfant, sur ce qui était accordé. */
function premiersJours(touchees: readonly Touchee[]): Map<number, Jour> {
  const premiers = new Map<number, Jour>();
  for (const { enfantId, jour, etat, venue } of touchees) {
    if (etat !== 'validee' || venue) continue;
    const connu = premiers.get(enfantId);
    if (connu === undefined || jour < connu) premiers.set(enfantId, jour);
  }
  return premiers;
}

function annuler({ facturation }: Choix, premierJour: boolean): Sort {
  if (facturation === 'tous') return annulee(true, 'les jours annulés restent dus');
  if (facturation === 'aucune') return annulee(false, 'les jours annulés ne se facturent pas');
  return premierJour
    ? annulee(true, 'le premier jour reste dû')
    : annulee(false, 'seul le premier jour reste dû');
}

function garder({ facturation }: Choix): Sort {
  return facturation === 'aucune'
    ? gardee(false, 'ce jour ne se facture pas')
    : gardee(true, 'facturé comme d’habitude');
}

function annulee(facturee: boolean, raison: string): Sort {
  return { sort: 'annulee', facturee, raison };
}

function gardee(facturee: boolean, raison: string): Sort {
  return { sort: 'gardee', facturee, raison };
}
