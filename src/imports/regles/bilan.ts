import { z } from 'zod';
import type { Controle } from './controler.ts';

const probleme = z.object({ ligne: z.int(), phrase: z.string() });

/** Ce que l'examen a trouvé, tel que rangé dans `imports.bilan`. */
export const bilan = z.object({
  lignes: z.int(),
  familles: z.int(),
  adultes: z.int(),
  enfants: z.int(),
  laissees: z.int(),
  colonnesIgnorees: z.array(z.string()),
  problemes: z.array(probleme),
  remarques: z.array(probleme),
});
export type Bilan = z.infer<typeof bilan>;

const PHRASES_AU_PLUS = 2000;

/** Compte ce qui s'écrirait ; au-delà de deux mille, les phrases ne s'ajoutent plus. */
export function faireLeBilan(
  { dossiers, problemes, remarques, laissees }: Controle,
  fichier: { lignes: number; colonnesIgnorees: readonly string[] },
): Bilan {
  return {
    lignes: fichier.lignes,
    familles: dossiers.length,
    adultes: dossiers.reduce((n, d) => n + d.adultes.length, 0),
    enfants: dossiers.reduce((n, d) => n + d.enfants.length, 0),
    laissees,
    colonnesIgnorees: fichier.colonnesIgnorees.slice(0, 50),
    problemes: problemes.slice(0, PHRASES_AU_PLUS),
    remarques: remarques.slice(0, PHRASES_AU_PLUS),
  };
}
