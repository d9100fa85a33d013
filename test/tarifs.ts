/** Des règles, des grilles et des faits tirés au hasard, tous acceptés par la saisie. */
import fc from 'fast-check';
import type {
  Base,
  Effet,
  FaitsTarif,
  Grille,
  Quotient,
  RegleTarif,
} from '../src/tarifs/regles/types.ts';

const centimes = fc.integer({ min: 0, max: 50_000 });

const base: fc.Arbitrary<Base> = fc.oneof(
  centimes.map((c): Base => ({ mode: 'unique', centimes: c })),
  fc
    .record({
      bornes: fc.uniqueArray(fc.integer({ min: 1, max: 3000 }), { maxLength: 8 }),
      prix: fc.array(centimes, { minLength: 9, maxLength: 9 }),
      defautCentimes: centimes,
    })
    .map(({ bornes, prix, defautCentimes }): Base => {
      const croissants = prix.toSorted((a, b) => a - b);
      const tranches = [0, ...bornes.toSorted((a, b) => a - b)].map((des, i) => ({
        des,
        centimes: croissants[i] ?? 0,
      }));
      return { mode: 'tranches', tranches, defautCentimes };
    }),
  fc.record({ taux: fc.integer({ min: 1, max: 100_000 }), a: centimes, b: centimes }).map(
    ({ taux, a, b }): Base => ({
      mode: 'taux_effort',
      tauxMillioniemes: taux,
      plancherCentimes: Math.min(a, b),
      plafondCentimes: Math.max(a, b),
    }),
  ),
);

const effet = (pourcentMin: number, sommeMin: number): fc.Arbitrary<Effet> =>
  fc.oneof(
    fc.integer({ min: pourcentMin, max: 200 }).map((pourcent): Effet => {
      return { mode: 'pourcent', pourcent };
    }),
    fc.integer({ min: sommeMin, max: 2000 }).map((c): Effet => ({ mode: 'somme', centimes: c })),
    centimes.map((c): Effet => ({ mode: 'prix', centimes: c })),
    fc.constant<Effet>({ mode: 'gratuit' }),
    fc.constant<Effet>({ mode: 'cout_de_revient' }),
  );
const reduction = effet(-100, -2000);
const majoration = effet(0, 0);

/** Toute règle que la saisie accepte, au jour. */
export const regle: fc.Arbitrary<RegleTarif> = fc.record(
  {
    periodicite: fc.constant('jour' as const),
    base,
    nonResidents: base,
    regimes: fc.record({ caf: base, msa: base }, { requiredKeys: [] }),
    fratrie: fc.uniqueArray(fc.record({ rang: fc.integer({ min: 2, max: 5 }), effet: reduction }), {
      selector: (f) => f.rang,
      maxLength: 3,
    }),
    duree: fc.record(
      {
        uniteMinutes: fc.constantFrom(15 as const, 30 as const, 60 as const),
        minimumMinutes: fc.integer({ min: 1, max: 600 }),
      },
      { requiredKeys: ['uniteMinutes'] },
    ),
    panierRepas: reduction,
    majorations: fc.record(
      {
        horsDelai: majoration,
        sansReservation: majoration,
        absence: reduction,
        retard: fc.record({ centimes, uniteMinutes: fc.integer({ min: 5, max: 60 }) }),
      },
      { requiredKeys: [] },
    ),
    carenceJours: fc.integer({ min: 0, max: 3 }),
  },
  { requiredKeys: ['periodicite', 'base'] },
);

export const grille: fc.Arbitrary<Grille> = fc.record({
  id: fc.constant(1),
  prestationId: fc.constant(1),
  du: fc.constant('2027-01-01'),
  deliberation: fc.constantFrom('2026-031', null),
  regle,
  coutDeRevientCentimes: fc.option(fc.integer({ min: 1, max: 5000 })),
});

export const quotient: fc.Arbitrary<Quotient> = fc.record({
  valeur: fc.integer({ min: 0, max: 100_000 }),
  regime: fc.constantFrom('caf' as const, 'msa' as const, 'aucun' as const),
  du: fc.constant('2027-01-01'),
  au: fc.constantFrom('2028-01-01', null),
});

export const faits: fc.Arbitrary<FaitsTarif> = fc.record({
  jour: fc.constant('2027-01-07'),
  quotient: fc.option(quotient),
  resident: fc.boolean(),
  rangFratrie: fc.integer({ min: 1, max: 6 }),
  panierRepas: fc.boolean(),
  situation: fc.constantFrom(
    'reservee' as const,
    'presente_sans_reservation' as const,
    'absente' as const,
    'absente_excusee' as const,
  ),
  horsDelai: fc.boolean(),
  dureeMinutes: fc.option(fc.integer({ min: 0, max: 720 })),
  retardMinutes: fc.integer({ min: 0, max: 120 }),
  rangAbsenceExcusee: fc.integer({ min: 0, max: 5 }),
});
