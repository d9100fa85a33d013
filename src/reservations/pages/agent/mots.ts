import type { Bilan } from '../../actions/decider.ts';
import type { Decision } from '../../regles/decider-agent.ts';

export const QUESTIONS: Record<Decision, { titre: string; confirmer: string }> = {
  valider: { titre: 'Valider ces demandes', confirmer: 'Valider' },
  refuser: { titre: 'Refuser ces demandes', confirmer: 'Refuser et prévenir les familles' },
  liste_attente: { titre: 'Mettre sur liste d’attente', confirmer: 'Mettre sur liste d’attente' },
  annuler: { titre: 'Annuler ces jours', confirmer: 'Annuler et prévenir la famille' },
};

/** Motifs courants ; un agent peut toujours écrire le sien. */
export const MOTIFS = [
  'La capacité d’accueil est atteinte ce jour-là.',
  'Le dossier de l’enfant est incomplet : contactez le centre.',
  'L’activité est réservée à d’autres âges ou à d’autres écoles.',
  'La demande est arrivée trop tard pour organiser l’accueil.',
] as const;

const FAITS: Record<Decision, [string, string]> = {
  valider: ['validé', 'validés'],
  refuser: ['refusé', 'refusés'],
  liste_attente: ['mis sur liste d’attente', 'mis sur liste d’attente'],
  annuler: ['annulé', 'annulés'],
};

/** « 12 jours validés, 2 restent en attente : complet. » */
export function direBilan(decision: Decision, bilan: Bilan): string {
  const n = bilan.changees;
  const parts = [
    n > 0 ? `${n} jour${n > 1 ? 's' : ''} ${FAITS[decision][n > 1 ? 1 : 0]}` : 'Rien n’a changé',
  ];
  if (bilan.completes > 0)
    parts.push(`${bilan.completes} reste${bilan.completes > 1 ? 'nt' : ''} en attente : complet`);
  if (bilan.inchangees > 0)
    parts.push(`${bilan.inchangees} déjà décidé${bilan.inchangees > 1 ? 's' : ''} ainsi`);
  if (bilan.dejaDecidees > 0)
    parts.push(
      `${bilan.dejaDecidees} décidé${bilan.dejaDecidees > 1 ? 's' : ''} autrement entre-temps`,
    );
  return `${parts.join(', ')}.`;
}
