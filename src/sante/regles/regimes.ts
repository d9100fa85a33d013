import { surUneLigne } from './rubriques.ts';

/** Ce que mange un enfant sans régime. */
export const REPAS_ORDINAIRE = 'Repas ordinaire';

const LONGUEUR = 60;

/** Un régime dit ce qui est dans l'assiette ; une religion n'a pas à être demandée (RGPD, art. 9). */
const RELIGIONS =
  /\b(halals?|hallals?|(?:casher|cacher|kascher|kasher|kosher)s?|musulman\w*|islam\w*|juifs?|juives?|judai\w*|israelite\w*|chretien\w*|catholique\w*|hindou\w*|bouddhiste\w*|religi\w*|confession\w*)\b/;

/** Le nom d'un régime tel qu'il s'écrira, ou pourquoi il ne convient pas (Santé, règle 5). */
export function examinerRegime(
  saisie: string,
): { nom: string; erreur: null } | { nom: null; erreur: string } {
  const nom = surUneLigne(saisie);
  if (nom === '') return refuser('Écrivez ce que contient l’assiette, comme « Sans porc ».');
  if (nom.length > LONGUEUR) {
    return refuser(`Le nom est trop long : ${LONGUEUR} lettres au plus.`);
  }
  const simple = nom
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase();
  if (RELIGIONS.test(simple)) {
    return refuser(
      'Dites ce que contient l’assiette, comme « Sans viande » : la religion d’une famille ne se demande pas.',
    );
  }
  return { nom, erreur: null };
}

function refuser(erreur: string) {
  return { nom: null, erreur };
}
