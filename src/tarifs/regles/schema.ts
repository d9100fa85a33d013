/**
 * Une règle de tarif rangée en base, ou saisie par un agent, est bien formée ou n'est rien.
 * À part de `calculer.ts` : calculer un prix ne doit pas charger zod.
 */
import { z } from 'zod';
import type { Exemple } from './essais.ts';
import type { Base, Effet, RegleTarif } from './types.ts';

/** Cent mille euros : au-delà, c'est une virgule oubliée. */
const MAX_CENTIMES = 10_000_000;
const MAX_QUOTIENT = 100_000;

const centimes = z.int().min(0).max(MAX_CENTIMES);
const pourcent = (min: number) => z.int().min(min).max(1000);

const tranches = z
  .array(z.strictObject({ des: z.int().min(0).max(MAX_QUOTIENT), centimes }))
  .min(1, 'Écrivez au moins une tranche.')
  .max(30)
  .refine((liste) => liste[0]?.des === 0, 'La première tranche part du quotient 0.')
  .refine(
    (liste) => liste.every((t, i) => i === 0 || t.des > (liste[i - 1]?.des ?? 0)),
    'Chaque tranche part d’un quotient plus grand que la précédente.',
  )
  .refine(
    (liste) => liste.every((t, i) => i === 0 || t.centimes >= (liste[i - 1]?.centimes ?? 0)),
    'Un quotient plus grand ne peut pas payer moins : corrigez le prix des tranches.',
  );

const schemaBase: z.ZodType<Base> = z.discriminatedUnion('mode', [
  z.strictObject({ mode: z.literal('unique'), centimes }),
  z.strictObject({ mode: z.literal('tranches'), tranches, defautCentimes: centimes }),
  z
    .strictObject({
      mode: z.literal('taux_effort'),
      tauxMillioniemes: z.int().min(1).max(1_000_000),
      plancherCentimes: centimes,
      plafondCentimes: centimes,
    })
    .refine(
      (b) => b.plancherCentimes <= b.plafondCentimes,
      'Le prix plancher ne peut pas dépasser le prix plafond.',
    ),
]);

const effet = (pourcentMin: number, sommeMin: number): z.ZodType<Effet> =>
  z.discriminatedUnion('mode', [
    z.strictObject({ mode: z.literal('pourcent'), pourcent: pourcent(pourcentMin) }),
    z.strictObject({ mode: z.literal('somme'), centimes: z.int().min(sommeMin).max(MAX_CENTIMES) }),
    z.strictObject({ mode: z.literal('prix'), centimes }),
    z.strictObject({ mode: z.literal('gratuit') }),
    z.strictObject({ mode: z.literal('cout_de_revient') }),
  ]);
/** Une réduction ne rend pas d'argent : au plus −100 %. */
const reduction = effet(-100, -MAX_CENTIMES);
/** Ces deux-là ne baissent jamais un prix ; ainsi le total ne baisse pas quand le quotient monte. */
const majoration = effet(0, 0);

const minutes = z
  .int()
  .min(1)
  .max(24 * 60);

/** Forme rangée. Une clé inconnue est refusée : une faute de frappe ne donne pas un tarif. */
export const schemaRegle: z.ZodType<RegleTarif> = z
  .strictObject({
    periodicite: z.enum(['jour', 'mois', 'annee']),
    base: schemaBase,
    nonResidents: schemaBase.exactOptional(),
    regimes: z
      .strictObject({
        caf: schemaBase.exactOptional(),
        msa: schemaBase.exactOptional(),
        aucun: schemaBase.exactOptional(),
      })
      .exactOptional(),
    fratrie: z
      .array(z.strictObject({ rang: z.int().min(2).max(5), effet: reduction }))
      .refine(
        (liste) => new Set(liste.map((f) => f.rang)).size === liste.length,
        'Un même rang ne peut pas avoir deux effets.',
      )
      .exactOptional(),
    duree: z
      .strictObject({
        uniteMinutes: z.literal([15, 30, 60]),
        minimumMinutes: minutes.exactOptional(),
        entiereMinutes: minutes.exactOptional(),
      })
      .exactOptional(),
    panierRepas: reduction.exactOptional(),
    majorations: z
      .strictObject({
        horsDelai: majoration.exactOptional(),
        sansReservation: majoration.exactOptional(),
        absence: reduction.exactOptional(),
        retard: z.strictObject({ centimes, uniteMinutes: minutes.exactOptional() }).exactOptional(),
      })
      .exactOptional(),
    carenceJours: z.int().min(0).max(31).exactOptional(),
  })
  .refine(
    (r) => r.periodicite === 'jour' || !(r.duree || r.majorations || r.carenceJours),
    'Un forfait ne dépend ni de la durée, ni des majorations, ni de la carence : retirez-les.',
  );

const schemaExemples: z.ZodType<Exemple[]> = z.array(
  z.strictObject({
    faits: z.strictObject({
      quotient: z.int().min(0).max(MAX_QUOTIENT).nullable(),
      regime: z.enum(['caf', 'msa', 'aucun']),
      resident: z.boolean(),
      rangFratrie: z.int().min(1).max(20),
      panierRepas: z.boolean(),
      situation: z.enum(['reservee', 'presente_sans_reservation', 'absente', 'absente_excusee']),
      horsDelai: z.boolean(),
      dureeMinutes: z
        .int()
        .min(0)
        .max(24 * 60)
        .nullable(),
      retardMinutes: z
        .int()
        .min(0)
        .max(24 * 60),
      rangAbsenceExcusee: z.int().min(0).max(31),
    }),
    attenduCentimes: centimes,
  }),
);

/** Lit les exemples d'une grille. @throws s'ils sont mal formés. */
export function lireExemples(json: unknown): Exemple[] {
  return schemaExemples.parse(json);
}

/** Lit une règle rangée. @throws si elle est mal formée : la base ne devait pas la contenir. */
export function lireRegle(json: unknown): RegleTarif {
  return schemaRegle.parse(json);
}
