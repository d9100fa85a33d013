import { MOTS_DU_GENRE } from '../../fermetures/regles/phrases.ts';
import type { Genre } from '../../fermetures/regles/types.ts';
import { PANIER_REPAS } from './repas.ts';

/** Une réservation qui ne dit plus ce que l'arrêté comptait, et ce qu'elle est devenue. */
export interface Ecart {
  enfantId: number;
  /** Le repas compté à l'arrêté ; null : l'enfant n'était pas attendu. */
  avant: string | null;
  /** Le repas d'aujourd'hui ; null : il n'est plus attendu. */
  maintenant: string | null;
  /** Sa réservation la plus récente pour ce jour. */
  etat: string;
  origine: string;
  horsDelai: boolean;
  /** Elle a attendu une place. */
  aAttendu: boolean;
  /** Un agent l'a décidée après l'arrêté. */
  decideeApres: boolean;
  /** Ce qui l'a annulée, si c'est une déclaration. */
  genre: Genre | null;
}

export interface Mouvement {
  enfantId: number;
  sens: 1 | -1;
  repas: string;
  raison: string;
}

/** Un écart fait un mouvement, ou deux quand seul le repas change (règle 6). */
export function lireEcart(ecart: Ecart): Mouvement[] {
  const { enfantId, avant, maintenant } = ecart;
  if (avant === maintenant) return [];
  if (avant === null && maintenant !== null)
    return [{ enfantId, sens: 1, repas: maintenant, raison: raisonDePlus(ecart) }];
  if (avant !== null && maintenant === null)
    return [{ enfantId, sens: -1, repas: avant, raison: raisonDeMoins(ecart) }];
  const raison = 'repas changé depuis';
  return [
    { enfantId, sens: -1, repas: avant ?? '', raison },
    { enfantId, sens: 1, repas: maintenant ?? '', raison },
  ];
}

function raisonDePlus(e: Ecart): string {
  if (e.origine === 'centre') return 'inscription directe par le centre';
  if (e.horsDelai) return 'inscription tardive';
  if (e.aAttendu) return 'place libérée, liste d’attente';
  if (e.decideeApres) return 'demande acceptée ensuite';
  return 'inscription à la dernière minute';
}

function raisonDeMoins(e: Ecart): string {
  if (e.genre !== null) return MOTS_DU_GENRE[e.genre];
  if (e.etat === 'annulee_par_famille') return 'annulée par la famille';
  if (e.etat === 'annulee_par_centre') return 'annulée par le centre';
  return 'n’est plus attendu';
}

/** Ce que la cuisine corrige, repas par repas ; aucun nom d'enfant, aucun panier (règle 5). */
export interface Correction {
  repas: string;
  plus: number;
  moins: number;
}

export function corriger(mouvements: readonly Mouvement[]): Correction[] {
  const aPreparer = mouvements.filter((m) => m.repas !== PANIER_REPAS);
  return [...Map.groupBy(aPreparer, (m) => m.repas)]
    .map(([repas, siens]) => ({
      repas,
      plus: siens.filter((m) => m.sens === 1).length,
      moins: siens.filter((m) => m.sens === -1).length,
    }))
    .toSorted((a, b) => a.repas.localeCompare(b.repas, 'fr'));
}

/** « +2, −1 », avec le vrai signe moins ; vide si rien n'a changé. */
export function ecrireCorrection({ plus, moins }: { plus: number; moins: number }): string {
  return [plus > 0 ? `+${plus}` : '', moins > 0 ? `−${moins}` : ''].filter(Boolean).join(', ');
}
