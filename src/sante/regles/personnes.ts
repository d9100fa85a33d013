import { normaliserTelephone } from '../../familles/regles/coordonnees.ts';
import { type ErreurDeRubrique, surUneLigne } from './rubriques.ts';

/** Qui peut venir chercher l'enfant, qui prévenir : ni l'un ni l'autre n'est de la santé. */
export interface PersonneAutorisee {
  nom: string;
  /** « grand-mère », « voisin » : comme la famille le dit. */
  lien: string;
  telephone: string;
  vientChercher: boolean;
  aPrevenir: boolean;
}

export const PERSONNES_AU_PLUS = 10;
const LONGUEUR = 80;

/** La personne telle qu'elle s'écrira, ou tout ce qui est à revoir (Santé, règle 7). */
export function examinerPersonne(
  saisie: PersonneAutorisee,
):
  | { personne: PersonneAutorisee; erreurs: null }
  | { personne: null; erreurs: ErreurDeRubrique[] } {
  const nom = surUneLigne(saisie.nom);
  const lien = surUneLigne(saisie.lien);
  const telephone = normaliserTelephone(saisie.telephone);
  const erreurs: ErreurDeRubrique[] = [];
  const refuser = (champ: string, message: string) =>
    erreurs.push({ champ: `personne-${champ}`, message });
  if (nom === '') refuser('nom', 'Écrivez le prénom et le nom de cette personne.');
  if (nom.length > LONGUEUR) refuser('nom', `Le nom est trop long : ${LONGUEUR} lettres au plus.`);
  if (lien === '') refuser('lien', 'Dites qui elle est pour l’enfant, comme « grand-mère ».');
  if (lien.length > LONGUEUR) refuser('lien', `C’est trop long : ${LONGUEUR} lettres au plus.`);
  if (!telephone) refuser('telephone', 'Écrivez son téléphone, comme 06 12 34 56 78.');
  if (!saisie.vientChercher && !saisie.aPrevenir) {
    refuser('role', 'Cochez au moins une case : vient chercher l’enfant, ou à prévenir.');
  }
  if (erreurs.length > 0 || !telephone) return { personne: null, erreurs };
  return { personne: { ...saisie, nom, lien, telephone }, erreurs: null };
}
