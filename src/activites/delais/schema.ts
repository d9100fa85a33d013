/**
 * Ce qui est stocké en jsonb, ou saisi par un agent, est une règle bien formée ou n'est rien.
 * À part de `regles.ts` : appliquer une règle ne doit pas charger zod.
 */
import { z } from 'zod';
import { estHeure } from '../../platform/instants.ts';
import { estJour } from '../../platform/jours.ts';
import {
  CANAUX_TARDIFS,
  DECOMPTES,
  type DelaiDate,
  type GroupeDeJours,
  type RegleDelai,
  UNITES,
} from './regles.ts';

const heure = z
  .string()
  .refine(estHeure, 'Une heure s’écrit de 00:00 à 24:00 (24:00 est minuit, en fin de journée).');
const jour = z.string().refine(estJour, 'Un jour s’écrit AAAA-MM-JJ, entre 1900 et 2199.');
const jourSemaine = z.literal([1, 2, 3, 4, 5, 6, 7]);
const entier = (min: number, max: number) => z.int().min(min).max(max);

const avantPeriode = { nombre: entier(0, 366), unite: z.enum(UNITES), heure };

const groupe = z
  .strictObject({
    jours: z.array(jourSemaine).min(1),
    jourSemaine,
    semaines: entier(0, 4),
    heure,
  })
  .refine(
    ({ semaines, jourSemaine: limite, jours }) => semaines > 0 || limite <= Math.min(...jours),
    'La limite tombe après un des jours du groupe : reculez-la d’une semaine.',
  );

/** Forme stockée d'une règle. Les clés inconnues sont refusées : une faute de frappe ne doit pas
 * donner une règle à moitié lue. */
export const schemaRegleDelai: z.ZodType<RegleDelai> = z.discriminatedUnion('forme', [
  z.strictObject({
    forme: z.literal('jour'),
    jours: entier(0, 366),
    heure,
    decompte: z.enum(DECOMPTES),
  }),
  z.strictObject({
    forme: z.literal('heures'),
    heures: entier(0, 24 * 366),
    debutJournee: heure,
  }),
  z.strictObject({ forme: z.literal('semaine'), jourSemaine, semaines: entier(1, 4), heure }),
  z.strictObject({
    forme: z.literal('groupes_de_jours'),
    groupes: z
      .array(groupe)
      .min(1)
      .refine(sansDoublon, 'Un même jour ne peut pas avoir deux limites.'),
  }),
  z.strictObject({
    forme: z.literal('mois'),
    quantieme: entier(1, 31),
    mois: entier(1, 12),
    heure,
  }),
  z.strictObject({
    forme: z.literal('periode'),
    ...avantPeriode,
    ouvre: z.strictObject(avantPeriode).nullable(),
  }),
  z.strictObject({ forme: z.literal('aucune') }),
  z.strictObject({ forme: z.literal('jamais') }),
]);

/** Forme d'une règle datée. */
export const schemaDelaiDate: z.ZodType<DelaiDate> = z
  .strictObject({
    pour: z.enum(['reserver', 'annuler']),
    prestationId: z.int().positive().nullable(),
    du: jour,
    au: jour.nullable(),
    regle: schemaRegleDelai,
    tardif: z.enum(CANAUX_TARDIFS),
  })
  .refine(({ du, au }) => au === null || du < au, {
    path: ['au'],
    message: 'La fin de validité doit venir après son début.',
  });

function sansDoublon(groupes: readonly GroupeDeJours[]): boolean {
  const jours = groupes.flatMap((g) => g.jours);
  return new Set(jours).size === jours.length;
}
