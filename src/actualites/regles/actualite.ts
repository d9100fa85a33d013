/** Une nouvelle brève sur les pages d'accueil (docs/regles/messages.md, règles 16 à 19). */
import { nettoyerTexte } from '../../messages/regles/ecrire.ts';
import { assertNever } from '../../platform/errors.ts';
import { ajouterJours, estJour, type Jour } from '../../platform/jours.ts';

export type Etat = 'brouillon' | 'publiee' | 'retiree';

export interface Actualite {
  titre: string;
  texte: string;
  /** Le premier et le dernier jour, compris. */
  du: Jour;
  au: Jour;
  importante: boolean;
}

export type ChampDActualite = 'titre' | 'texte' | 'du' | 'au';
export interface ErreurDActualite {
  champ: ChampDActualite;
  message: string;
}

export const TITRE_AU_PLUS = 100;
export const TEXTE_AU_PLUS = 1500;
const JOURS_AU_PLUS = 366;

export interface Saisie {
  titre: string;
  texte: string;
  du: string;
  au: string;
  importante: boolean;
}

/** Met au propre, dit ce qui est à revoir. */
export function examiner(saisie: Saisie): { actualite: Actualite; erreurs: ErreurDActualite[] } {
  const { du, au, importante } = saisie;
  const titre = saisie.titre.replace(/[\p{Cc}\s]+/gu, ' ').trim();
  const texte = nettoyerTexte(saisie.texte);
  const erreurs: ErreurDActualite[] = [];
  const dire = (champ: ChampDActualite, message: string) => erreurs.push({ champ, message });
  if (!titre) dire('titre', 'Donnez un titre.');
  if (titre.length > TITRE_AU_PLUS)
    dire('titre', `Le titre est trop long : ${TITRE_AU_PLUS} caractères au plus.`);
  if (!texte) dire('texte', 'Écrivez quelques mots.');
  if (texte.length > TEXTE_AU_PLUS)
    dire('texte', `Le texte est trop long : ${TEXTE_AU_PLUS} caractères au plus.`);
  if (!estJour(du)) dire('du', 'Choisissez le premier jour.');
  if (!estJour(au)) dire('au', 'Choisissez le dernier jour.');
  if (estJour(du) && estJour(au)) {
    if (au < du) dire('au', 'Le dernier jour vient avant le premier.');
    if (au > ajouterJours(du, JOURS_AU_PLUS)) dire('au', 'Une actualité dure un an au plus.');
  }
  return { actualite: { titre, texte, du, au, importante }, erreurs };
}

/** Ce qu'un agent lit de son état, ce jour-là (règle 17). */
export function direEtat(
  { etat, du, au }: { etat: Etat; du: Jour; au: Jour },
  aujourdhui: Jour,
): string {
  switch (etat) {
    case 'brouillon':
      return 'Brouillon';
    case 'retiree':
      return 'Retirée';
    case 'publiee':
      if (aujourdhui < du) return 'Programmée';
      return aujourdhui <= au ? 'En ligne' : 'Terminée';
    default:
      return assertNever(etat);
  }
}

/** Un bout de texte, ou une adresse à ouvrir. */
export type Segment = { texte: string; lien?: string };

/** La ponctuation qui suit une adresse n'en est pas. */
const ADRESSE = /https?:\/\/[^\s<>"«»]*[^\s<>"«».,;:!?)\]’']/giu;

/**
 * Des paragraphes, et dans chacun des mots et des liens : rien d'autre ne se met en forme (règle 18).
 * Seules les adresses http et https deviennent des liens.
 */
export function lireParagraphes(texte: string): Segment[][] {
  return texte
    .split('\n')
    .filter((ligne) => ligne.trim() !== '')
    .map(lireSegments);
}

function lireSegments(ligne: string): Segment[] {
  const segments: Segment[] = [];
  let fin = 0;
  for (const trouve of ligne.matchAll(ADRESSE)) {
    if (trouve.index > fin) segments.push({ texte: ligne.slice(fin, trouve.index) });
    const [lien] = trouve;
    segments.push(URL.canParse(lien) ? { texte: lien, lien } : { texte: lien });
    fin = trouve.index + lien.length;
  }
  if (fin < ligne.length) segments.push({ texte: ligne.slice(fin) });
  return segments;
}
