/** Où en est une conversation avec une famille (docs/regles/messages.md, règles 1 à 8). */
import { peut } from '../../comptes/regles/droits.ts';
import { assertNever } from '../../platform/errors.ts';
import type { ErreurDeMessage } from './ecrire.ts';
import { nettoyerTexte, TEXTE_AU_PLUS } from './ecrire.ts';

export const ETATS = ['a_traiter', 'en_cours', 'en_attente', 'close'] as const;
export type Etat = (typeof ETATS)[number];

export const ETATS_EN_MOTS: Readonly<Record<Etat, string>> = {
  a_traiter: 'À traiter',
  en_cours: 'En cours',
  en_attente: 'En attente de la famille',
  close: 'Close',
};

/** Le même état, dit à la famille ; « en attente » la concerne. */
export function direALaFamille(etat: Etat): string {
  switch (etat) {
    case 'a_traiter':
      return 'en attente de traitement';
    case 'en_cours':
      return 'le service s’en occupe';
    case 'en_attente':
      return 'le service vous a répondu';
    case 'close':
      return 'traité';
    default:
      return assertNever(etat);
  }
}

/** Ce que devient la conversation une fois la réponse partie. */
export const SUITES = ['en_attente', 'en_cours', 'close'] as const satisfies readonly Etat[];
export type Suite = (typeof SUITES)[number];

export const SUITES_EN_MOTS: Readonly<Record<Suite, string>> = {
  en_attente: 'Attendre la réponse de la famille',
  en_cours: 'Garder la conversation en cours',
  close: 'Clore la conversation',
};

export interface Situation {
  etat: Etat;
  /** L'agent qui s'en occupe. */
  agentId: number | null;
}

/**
 * Ce que fait le suivi choisi par un agent (règle 3) : prendre une conversation à traiter la met en
 * cours ; la rendre la remet à traiter. L'état choisi exprès l'emporte.
 */
export function suivre(
  avant: Situation,
  choisi: Situation & { agentQuiAgit: number },
): { apres: Situation; change: boolean } {
  let { etat } = choisi;
  const memeEtat = etat === avant.etat;
  const prise = choisi.agentId === choisi.agentQuiAgit && avant.agentId !== choisi.agentId;
  if (memeEtat && etat === 'a_traiter' && prise) etat = 'en_cours';
  if (memeEtat && etat === 'en_cours' && choisi.agentId === null && avant.agentId !== null)
    etat = 'a_traiter';
  const apres = { etat, agentId: choisi.agentId };
  return { apres, change: apres.etat !== avant.etat || apres.agentId !== avant.agentId };
}

/** La famille a écrit de nouveau (règle 4) : à traiter, par le même agent ; close, elle se rouvre. */
export function reprendre(avant: Situation): { apres: Situation; rouverte: boolean } {
  return {
    apres: { etat: avant.etat === 'en_cours' ? 'en_cours' : 'a_traiter', agentId: avant.agentId },
    rouverte: avant.etat === 'close',
  };
}

/** La famille attendait-elle déjà ? Sinon, l'échéance repart de ce qu'elle vient d'écrire (règle 7). */
export function attendDeja(etat: Etat): boolean {
  return etat === 'a_traiter' || etat === 'en_cours';
}

/** Qui répond sans s'être déclaré prend la conversation ; celle d'un collègue reste à lui. */
export function agentApresReponse(agentId: number | null, quiRepond: number): number {
  return agentId ?? quiRepond;
}

export interface Collegue {
  id: number;
  nom: string;
  role: string;
  structures: readonly number[] | null;
}

/** À qui la confier : qui peut y répondre (règle 2). */
export function attribuables<C extends Collegue>(
  collegues: readonly C[],
  structureId: number | null,
): C[] {
  return collegues.filter((c) => peut(c, 'repondre', { type: 'message', structureId }).oui);
}

/** Ce qui s'est écrit depuis que cet agent lit la page, par d'autres que lui (règle 5). */
export function ecritsEntreTemps<E extends { id: number; compteId: number }>(
  echanges: readonly E[],
  vuJusqua: number,
  compteId: number,
): E[] {
  return echanges.filter((e) => e.id > vuJusqua && e.compteId !== compteId);
}

/** Met au propre ce qu'on ajoute à une conversation. */
export function examinerEchange(saisi: string): { texte: string; erreurs: ErreurDeMessage[] } {
  const texte = nettoyerTexte(saisi);
  const dire = (message: string) => ({ texte, erreurs: [{ champ: 'texte' as const, message }] });
  if (!texte) return dire('Écrivez votre réponse.');
  if (texte.length > TEXTE_AU_PLUS)
    return dire(`Votre réponse est trop longue : ${TEXTE_AU_PLUS} caractères au plus.`);
  return { texte, erreurs: [] };
}
