import { z } from 'zod';
import { type Keyring, open, type Sealed, seal } from '../platform/encryption.ts';
import { type Contenu, type Contenus, type Rubrique, VACCINS } from './regles/rubriques.ts';

/** Chiffre et ouvre les rubriques : rien d'autre, dans cette tranche, ne connaît les clés. */

export function chiffrer(
  cles: Keyring,
  enfantId: number,
  rubrique: Rubrique,
  contenu: Contenu,
): Sealed {
  return seal(cles, JSON.stringify(contenu), contexte(enfantId, rubrique));
}

/** Le contenu, ou null : la clé s'est perdue, ou la ligne n'est pas celle que Préau a écrite. */
export function dechiffrer<R extends Rubrique>(
  cles: Keyring,
  enfantId: number,
  rubrique: R,
  scelle: Sealed,
): Contenus[R] | null {
  const texte = open(cles, scelle, contexte(enfantId, rubrique));
  if (texte === null) return null;
  try {
    return SCHEMAS[rubrique].parse(JSON.parse(texte));
  } catch {
    // Le message d'une erreur de lecture citerait le texte : il ne sort pas d'ici.
    return null;
  }
}

/** Ce à quoi le chiffré est lié : recopié chez un autre enfant, il ne s'ouvre plus. */
function contexte(enfantId: number, rubrique: Rubrique): string {
  return `enfant:${enfantId}:${rubrique}`;
}

const ouiNon = z.object({ reponse: z.enum(['oui', 'non']), texte: z.string() });

const SCHEMAS: { [R in Rubrique]: z.ZodType<Contenus[R]> } = {
  allergies: ouiNon,
  pai: ouiNon.extend({ jusquAu: z.string().nullable() }),
  traitement: ouiNon,
  precautions: ouiNon,
  vaccins: z.object({ reponse: z.enum(Object.keys(VACCINS) as (keyof typeof VACCINS)[]) }),
  medecin: z.object({ nom: z.string(), telephone: z.string() }),
};
