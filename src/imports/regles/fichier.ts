/** Du fichier aux lignes : encodage, séparateur, titres (Import, règles 1 à 3). */
import { parse } from 'csv-parse/sync';
import { COLONNES_INDISPENSABLES, type Colonne, reconnaitre, TITRES } from './colonnes.ts';

/** Une ligne du fichier ; `ligne` est son numéro dans le tableur. */
export interface Rangee {
  ligne: number;
  valeurs: Partial<Record<Colonne, string>>;
}

export type FichierLu =
  | { rangees: Rangee[]; colonnesIgnorees: string[]; erreur: null }
  | { rangees: null; erreur: string };

const LIGNES_AU_PLUS = 20_000;
const SEPARATEURS = [';', ',', '\t', '|'] as const;

/** UTF-8, avec ou sans marque ; UTF-16, le « texte Unicode » d'Excel ; sinon Windows-1252. */
export function decoder(octets: Uint8Array): string {
  if (octets[0] === 0xff && octets[1] === 0xfe) return new TextDecoder('utf-16le').decode(octets);
  if (octets[0] === 0xfe && octets[1] === 0xff) return new TextDecoder('utf-16be').decode(octets);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(octets);
  } catch {
    return new TextDecoder('windows-1252').decode(octets);
  }
}

/** Lit le fichier ; une phrase s'il ne peut pas se lire du tout. */
export function lireFichier(texte: string): FichierLu {
  const refuser = (erreur: string): FichierLu => ({ rangees: null, erreur });
  if (texte.startsWith('PK')) {
    return refuser('C’est un classeur : enregistrez-le d’abord au format CSV, puis recommencez.');
  }
  const lignes = decouper(texte);
  if (lignes === null)
    return refuser('Ce fichier n’est pas un CSV : un guillemet ne se ferme pas.');
  const [titres, ...contenu] = lignes;
  if (!titres) return refuser('Ce fichier est vide.');
  const colonnes = titres.valeurs.map(reconnaitre);
  const manquantes = COLONNES_INDISPENSABLES.filter((c) => !colonnes.includes(c));
  if (manquantes.length > 0) {
    const noms = manquantes.map((c) => `« ${TITRES[c]} »`).join(', ');
    return refuser(
      `La première ligne doit porter les titres des colonnes ; il y manque ${noms}. Le modèle les donne tous.`,
    );
  }
  const double = colonnes.find((c, i) => c !== null && colonnes.indexOf(c) !== i);
  if (double) return refuser(`Deux colonnes s’appellent « ${TITRES[double]} » : gardez-en une.`);
  if (contenu.length === 0) return refuser('Ce fichier n’a que ses titres : aucune ligne à lire.');
  if (contenu.length > LIGNES_AU_PLUS) {
    return refuser('Ce fichier dépasse 20 000 lignes : coupez-le en plusieurs.');
  }
  return {
    erreur: null,
    colonnesIgnorees: titres.valeurs.filter((t, i) => t.trim() !== '' && colonnes[i] === null),
    rangees: contenu.map(({ ligne, valeurs }) => ({ ligne, valeurs: ranger(colonnes, valeurs) })),
  };
}

interface Ligne {
  ligne: number;
  valeurs: string[];
}

/** Le séparateur est celui qui fait reconnaître le plus de titres. */
function decouper(texte: string): Ligne[] | null {
  const entete = texte.slice(0, 5000).split(/\r?\n/, 1)[0] ?? '';
  const [separateur] = SEPARATEURS.map((s) => ({
    s,
    connus: entete.split(s).filter((t) => reconnaitre(t.replace(/["\ufeff]/g, '')) !== null).length,
  })).toSorted((a, b) => b.connus - a.connus);
  const lignes: Ligne[] = [];
  try {
    parse(texte, {
      delimiter: separateur?.s ?? ';',
      bom: true,
      relax_column_count: true,
      skip_empty_lines: true,
      on_record: (valeurs: string[], { lines: ligne }) => {
        if (valeurs.some((v) => v.trim() !== '')) lignes.push({ ligne, valeurs });
        return null;
      },
    });
    return lignes;
  } catch {
    return null;
  }
}

function ranger(
  colonnes: readonly (Colonne | null)[],
  valeurs: readonly string[],
): Rangee['valeurs'] {
  const rangees: Rangee['valeurs'] = {};
  for (const [i, colonne] of colonnes.entries()) {
    const valeur = (valeurs[i] ?? '').replace(/[\s\u00a0\0]+/g, ' ').trim();
    if (colonne !== null && valeur !== '') rangees[colonne] = valeur;
  }
  return rangees;
}
