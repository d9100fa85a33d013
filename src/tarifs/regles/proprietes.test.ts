import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { calculerTarif } from './calculer.ts';
import { lireRegle, schemaRegle } from './schema.ts';
import type { Base, Effet, FaitsTarif, Grille, Quotient, RegleTarif } from './types.ts';
import { dernierJourDe, grilleEnVigueur } from './versions.ts';

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
const regle: fc.Arbitrary<RegleTarif> = fc.record(
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

const grille: fc.Arbitrary<Grille> = fc.record({
  id: fc.constant(1),
  prestationId: fc.constant(1),
  du: fc.constant('2027-01-01'),
  deliberation: fc.constantFrom('2026-031', null),
  regle,
  coutDeRevientCentimes: fc.option(fc.integer({ min: 1, max: 5000 })),
});

const quotient: fc.Arbitrary<Quotient> = fc.record({
  valeur: fc.integer({ min: 0, max: 100_000 }),
  regime: fc.constantFrom('caf' as const, 'msa' as const, 'aucun' as const),
  du: fc.constant('2027-01-01'),
  au: fc.constantFrom('2028-01-01', null),
});

const faits: fc.Arbitrary<FaitsTarif> = fc.record({
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

describe('tout prix', () => {
  test('ce qui est tiré ici est une règle que la saisie accepte', () => {
    fc.assert(fc.property(regle, (r) => schemaRegle.safeParse(r).success));
  });

  test('est défini pour tout quotient, connu ou non, en centimes entiers et jamais négatifs', () => {
    fc.assert(
      fc.property(grille, faits, (g, f) => {
        const { montantCentimes, explication } = calculerTarif(g, f);
        expect(Number.isSafeInteger(montantCentimes)).toBe(true);
        expect(montantCentimes).toBeGreaterThanOrEqual(0);
        expect(explication).not.toBe('');
      }),
      { numRuns: 2000 },
    );
  });

  test('est la somme de ses étapes', () => {
    fc.assert(
      fc.property(grille, faits, (g, f) => {
        const { montantCentimes, etapes } = calculerTarif(g, f);
        expect(etapes.reduce((somme, e) => somme + e.centimes, 0)).toBe(montantCentimes);
      }),
      { numRuns: 2000 },
    );
  });

  test('ne baisse jamais quand le quotient monte, tout le reste égal', () => {
    fc.assert(
      fc.property(grille, faits, quotient, fc.nat(5000), (g, f, q, plus) => {
        const bas = calculerTarif(g, { ...f, quotient: q });
        const haut = calculerTarif(g, { ...f, quotient: { ...q, valeur: q.valeur + plus } });
        expect(haut.montantCentimes).toBeGreaterThanOrEqual(bas.montantCentimes);
      }),
      { numRuns: 2000 },
    );
  });

  test('est signalé quand il dépasse le coût de revient, et seulement alors', () => {
    fc.assert(
      fc.property(grille, faits, (g, f) => {
        const { montantCentimes, alertes } = calculerTarif(g, f);
        const cout = g.coutDeRevientCentimes ?? Number.POSITIVE_INFINITY;
        expect(alertes.includes('au_dessus_du_cout_de_revient')).toBe(montantCentimes > cout);
      }),
    );
  });
});

describe('la saisie refuse', () => {
  const tranches = (liste: { des: number; centimes: number }[]) => ({
    periodicite: 'jour',
    base: { mode: 'tranches', tranches: liste, defautCentimes: 100 },
  });
  test.each([
    [
      'un prix qui baisse',
      tranches([
        { des: 0, centimes: 200 },
        { des: 500, centimes: 199 },
      ]),
    ],
    [
      'deux fois la même borne',
      tranches([
        { des: 0, centimes: 1 },
        { des: 0, centimes: 2 },
      ]),
    ],
    ['une première tranche qui ne part pas de 0', tranches([{ des: 1, centimes: 1 }])],
    ['aucune tranche', tranches([])],
    ['une somme négative', { periodicite: 'jour', base: { mode: 'unique', centimes: -1 } }],
    ['un demi-centime', { periodicite: 'jour', base: { mode: 'unique', centimes: 1.5 } }],
    ['une clé inconnue', { periodicite: 'jour', base: { mode: 'unique', centimes: 1 }, rabais: 1 }],
    [
      'un plancher au-dessus du plafond',
      {
        periodicite: 'jour',
        base: {
          mode: 'taux_effort',
          tauxMillioniemes: 1,
          plancherCentimes: 2,
          plafondCentimes: 1,
        },
      },
    ],
    [
      'un forfait majoré au jour',
      { periodicite: 'mois', base: { mode: 'unique', centimes: 1 }, carenceJours: 1 },
    ],
    ['rien', null],
  ])('%s', (_, json) => {
    expect(() => lireRegle(json)).toThrow();
  });
});

describe('la grille en vigueur', () => {
  const version = (
    id: number,
    du: string,
    deliberation: string | null = 'D',
    prestationId = 1,
  ) => ({
    id,
    prestationId,
    du,
    deliberation,
    regle: { periodicite: 'jour', base: { mode: 'unique', centimes: id } } satisfies RegleTarif,
    coutDeRevientCentimes: null,
  });
  const grilles = [
    version(2, '2027-09-01'),
    version(1, '2026-09-01'),
    version(3, '2026-10-01', null),
    version(4, '2026-10-01', 'D', 2),
  ];

  test('est la dernière publiée qui part ce jour-là ou avant', () => {
    expect(grilleEnVigueur(grilles, 1, '2026-08-31')).toBeNull();
    expect(grilleEnVigueur(grilles, 1, '2026-09-01')?.id).toBe(1);
    expect(grilleEnVigueur(grilles, 1, '2027-08-31')?.id).toBe(1);
    expect(grilleEnVigueur(grilles, 1, '2027-09-01')?.id).toBe(2);
    expect(grilleEnVigueur(grilles, 2, '2027-09-01')?.id).toBe(4);
  });

  test('vaut jusqu’à la veille de la suivante publiée', () => {
    expect(dernierJourDe(grilles, version(1, '2026-09-01'))).toBe('2027-08-31');
    expect(dernierJourDe(grilles, version(2, '2027-09-01'))).toBeNull();
  });
});
