/**
 * La couleur de la collectivité (docs/regles/installation.md, règles 5 et 6). Contraste : WCAG 2.1,
 * critère 1.4.3, 4,5 pour 1 entre un texte et son fond.
 */

export const CONTRASTE_EXIGE = 4.5;
const PAS = 0.02;

export type Avis = { lisible: true } | { lisible: false; proche: string; phrase: string };

/** « #1F6F5C », « 1f6f5c » ou « #abc » → « #1f6f5c » ; null : ce n'est pas une couleur. */
export function lireCouleur(saisie: string): string | null {
  const lue = saisie.trim().toLowerCase().replace(/^#/, '');
  if (/^[0-9a-f]{6}$/.test(lue)) return `#${lue}`;
  if (/^[0-9a-f]{3}$/.test(lue)) return `#${[...lue].map((c) => c + c).join('')}`;
  return null;
}

/** Le contraste avec le blanc, de 1 (blanc) à 21 (noir). */
export function contrasteAvecLeBlanc(couleur: string): number {
  return 1.05 / (luminance(composantes(couleur)) + 0.05);
}

/**
 * Un texte blanc se lit-il dessus ? Sinon, la même teinte assez foncée, et la phrase à montrer : la
 * feuille de style fonce d'elle-même les boutons, encore faut-il que la collectivité le sache.
 */
export function jugerCouleur(couleur: string): Avis {
  if (contrasteAvecLeBlanc(couleur) >= CONTRASTE_EXIGE) return { lisible: true };
  const proche = foncer(couleur);
  return {
    lisible: false,
    proche,
    phrase:
      `La couleur ${couleur} est trop pâle pour qu’un texte blanc s’y lise : le portail la fonce ` +
      `sur les boutons et l’en-tête. Pour choisir vous-même, ${proche} convient.`,
  };
}

function foncer(couleur: string): string {
  const depart = composantes(couleur);
  for (let part = 1 - PAS; part > 0; part -= PAS) {
    const essai = ecrire(depart.map((c) => Math.round(c * part)));
    if (contrasteAvecLeBlanc(essai) >= CONTRASTE_EXIGE) return essai;
  }
  return '#000000';
}

function composantes(couleur: string): number[] {
  return [1, 3, 5].map((debut) => Number.parseInt(couleur.slice(debut, debut + 2), 16));
}

function ecrire(valeurs: readonly number[]): string {
  return `#${valeurs.map((v) => v.toString(16).padStart(2, '0')).join('')}`;
}

/** Luminance relative (WCAG 2.1, glossaire). */
function luminance(rvb: readonly number[]): number {
  const [r = 0, v = 0, b = 0] = rvb.map((c) => {
    const part = c / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * v + 0.0722 * b;
}
