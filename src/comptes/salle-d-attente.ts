import type { EssaiEnFile, ResultatEssai } from './actions/connecter.ts';

/**
 * Les connexions trop nombreuses attendent ici, dans la mémoire de ce processus : la personne voit
 * son rang au lieu d'une page blanche, et n'a rien à retaper. Le mot de passe n'y est pas : il n'est
 * tenu que par le calcul qui attend son tour, et s'en va avec lui.
 */
interface Attente {
  essai: EssaiEnFile;
  /** Ce que la personne avait tapé, pour le lui rendre si le mot de passe est faux. */
  saisie: SaisieConnexion;
  resultat: ResultatEssai | null;
}

export interface SaisieConnexion {
  acces: string;
  vers: string;
  longue: boolean;
}

const GARDE_MS = 120_000;
const attentes = new Map<string, Attente>();

/** Le ticket est le futur jeton de session. La file étant bornée, la salle l'est aussi. */
export function entrer(essai: EssaiEnFile, saisie: SaisieConnexion): void {
  const attente: Attente = { essai, saisie, resultat: null };
  attentes.set(essai.jeton, attente);
  essai.fini.then(
    (resultat) => {
      attente.resultat = resultat;
      // Qui ne revient pas n'occupe pas la salle.
      setTimeout(() => attentes.delete(essai.jeton), GARDE_MS).unref();
    },
    () => attentes.delete(essai.jeton),
  );
}

export type Appel =
  | { etat: 'inconnu' }
  | { etat: 'attend'; rang: number }
  | { etat: 'appele'; resultat: ResultatEssai; saisie: SaisieConnexion };

/** Où en est ce ticket. Appelé, il ne sert qu'une fois. */
export function appeler(ticket: string): Appel {
  const attente = attentes.get(ticket);
  if (!attente) return { etat: 'inconnu' };
  if (!attente.resultat) return { etat: 'attend', rang: attente.essai.rang() };
  attentes.delete(ticket);
  return { etat: 'appele', resultat: attente.resultat, saisie: attente.saisie };
}
