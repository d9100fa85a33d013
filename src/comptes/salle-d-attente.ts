import { randomBytes } from 'node:crypto';
import type { EssaiEnFile, ResultatEssai } from './actions/connecter.ts';

/**
 * Les connexions trop nombreuses attendent ici, dans la mémoire de ce processus : la personne voit
 * son rang au lieu d'une page blanche, et n'a rien à retaper.
 */
interface Attente {
  essai: EssaiEnFile;
  resultat: ResultatEssai | null;
}

const CAPACITE = 5000;
const attentes = new Map<string, Attente>();

/** null : la salle elle-même est pleine. */
export function entrer(essai: EssaiEnFile): string | null {
  if (attentes.size >= CAPACITE) return null;
  const ticket = randomBytes(18).toString('base64url');
  const attente: Attente = { essai, resultat: null };
  attentes.set(ticket, attente);
  essai.fini.then(
    (resultat) => {
      attente.resultat = resultat;
      // Qui ne revient pas n'occupe pas la salle.
      setTimeout(() => attentes.delete(ticket), 120_000).unref();
    },
    () => attentes.delete(ticket),
  );
  return ticket;
}

export type Appel =
  | { etat: 'inconnu' }
  | { etat: 'attend'; rang: number }
  | { etat: 'appele'; resultat: ResultatEssai };

/** Où en est ce ticket. Appelé, il ne sert qu'une fois. */
export function appeler(ticket: string | undefined): Appel {
  const attente = ticket ? attentes.get(ticket) : undefined;
  if (!ticket || !attente) return { etat: 'inconnu' };
  if (!attente.resultat) return { etat: 'attend', rang: attente.essai.rang() };
  attentes.delete(ticket);
  return { etat: 'appele', resultat: attente.resultat };
}
