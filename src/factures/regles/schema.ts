import { z } from 'zod';
import type { RegleDePartage } from './types.ts';

const pourcent = z.int().min(1).max(100);

/** Ce que range `partages.regle`. */
const schemaPartage: z.ZodType<RegleDePartage> = z.discriminatedUnion('mode', [
  z.strictObject({ mode: z.literal('pourcentage'), pourcent }),
  z.strictObject({
    mode: z.literal('semaines'),
    semaines: z.enum(['paires', 'impaires', 'toutes']),
    jours: z
      .array(z.literal([1, 2, 3, 4, 5, 6, 7]))
      .min(1)
      .exactOptional(),
  }),
  z.strictObject({
    mode: z.literal('prise_en_charge'),
    pourcent,
    plafondCentimes: z.int().min(1).exactOptional(),
  }),
]);

/** @throws ZodError si la base range autre chose : mieux vaut une panne qu'une facture devinée */
export function lirePartage(json: unknown): RegleDePartage {
  return schemaPartage.parse(json);
}
