import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type FactureOuverte, liberer, poserLesCredits, repartir } from './imputation.ts';

const facture = (id: number, jour: string, reste: number, cesu = reste): FactureOuverte => ({
  id,
  jour,
  resteCentimes: reste,
  cesuCentimes: cesu,
});
const SEPTEMBRE = facture(1, '2026-10-05', 3000, 1000);
const OCTOBRE = facture(2, '2026-11-05', 5000, 5000);

const somme = (parts: readonly { montantCentimes: number }[]) =>
  parts.reduce((total, p) => total + p.montantCentimes, 0);

const factures = fc.uniqueArray(
  fc
    .record({
      id: fc.integer({ min: 1, max: 30 }),
      jour: fc.constantFrom('2026-09-05', '2026-10-05', '2026-11-05'),
      reste: fc.integer({ min: 0, max: 20_000 }),
      part: fc.double({ min: 0, max: 1, noNaN: true }),
    })
    .map(({ id, jour, reste, part }) => facture(id, jour, reste, Math.floor(reste * part))),
  { selector: (f) => f.id, maxLength: 8 },
);
const montant = fc.integer({ min: 1, max: 60_000 });
const option = fc.record({
  cesu: fc.boolean(),
  choix: fc.option(fc.array(fc.integer({ min: 1, max: 30 })), { nil: undefined }),
});

describe('Poser une somme sur des factures', () => {
  test('la plus ancienne d’abord, le surplus en crédit', () => {
    expect(repartir(10_000, [OCTOBRE, SEPTEMBRE])).toEqual({
      imputations: [
        { factureId: 1, montantCentimes: 3000 },
        { factureId: 2, montantCentimes: 5000 },
      ],
      creditCentimes: 2000,
    });
  });

  test('les factures choisies seulement, le surplus en crédit même s’il en reste d’autres', () => {
    expect(repartir(6000, [SEPTEMBRE, OCTOBRE], { choix: [2] })).toEqual({
      imputations: [{ factureId: 2, montantCentimes: 5000 }],
      creditCentimes: 1000,
    });
  });

  test('un CESU ne règle que la garde', () => {
    expect(repartir(3000, [SEPTEMBRE], { cesu: true })).toEqual({
      imputations: [{ factureId: 1, montantCentimes: 1000 }],
      creditCentimes: 2000,
    });
  });

  test('jamais plus que la somme, ni que le reste ; rien ne se perd', () => {
    fc.assert(
      fc.property(montant, factures, option, (m, ouvertes, options) => {
        const { imputations, creditCentimes } = repartir(m, ouvertes, options);
        expect(somme(imputations) + creditCentimes).toBe(m);
        expect(creditCentimes).toBeGreaterThanOrEqual(0);
        for (const part of imputations) {
          const f = ouvertes.find(({ id }) => id === part.factureId);
          const bornes = options.cesu ? f?.cesuCentimes : f?.resteCentimes;
          expect(part.montantCentimes).toBeGreaterThan(0);
          expect(part.montantCentimes).toBeLessThanOrEqual(bornes ?? 0);
        }
        expect(new Set(imputations.map((p) => p.factureId)).size).toBe(imputations.length);
      }),
    );
  });

  test('l’ordre où les factures arrivent ne change rien', () => {
    fc.assert(
      fc.property(montant, factures, option, fc.infiniteStream(fc.nat()), (m, f, o, hasard) => {
        const melangees = f
          .map((x) => [hasard.next().value, x] as const)
          .sort(([a], [b]) => a - b)
          .map(([, x]) => x);
        expect(repartir(m, melangees, o)).toEqual(repartir(m, f, o));
      }),
    );
  });

  test('un crédit ne reste que si plus rien ne peut le recevoir', () => {
    fc.assert(
      fc.property(montant, factures, (m, ouvertes) => {
        const { imputations, creditCentimes } = repartir(m, ouvertes);
        const du = ouvertes.reduce((total, f) => total + f.resteCentimes, 0);
        if (creditCentimes > 0) expect(somme(imputations)).toBe(du);
      }),
    );
  });
});

describe('Poser des crédits', () => {
  test('les CESU d’abord : l’argent libre garde sa liberté', () => {
    const credits = [
      { reglementId: 8, jour: '2026-09-01', disponibleCentimes: 1500, cesu: false },
      { reglementId: 9, jour: '2026-10-01', disponibleCentimes: 1000, cesu: true },
    ];
    expect(poserLesCredits(credits, [facture(1, '2026-10-05', 2000, 1000)])).toEqual([
      { reglementId: 9, factureId: 1, montantCentimes: 1000 },
      { reglementId: 8, factureId: 1, montantCentimes: 1000 },
    ]);
  });

  test('plusieurs crédits ne posent jamais plus que le reste, ni que leur part', () => {
    const credits = fc.uniqueArray(
      fc.record({
        reglementId: fc.integer({ min: 1, max: 9 }),
        jour: fc.constantFrom('2026-09-01', '2026-10-01'),
        disponibleCentimes: fc.integer({ min: 1, max: 20_000 }),
        cesu: fc.boolean(),
      }),
      { selector: (c) => c.reglementId },
    );
    fc.assert(
      fc.property(credits, factures, (lesCredits, ouvertes) => {
        const posees = poserLesCredits(lesCredits, ouvertes);
        for (const c of lesCredits) {
          const siennes = posees.filter((p) => p.reglementId === c.reglementId);
          expect(somme(siennes)).toBeLessThanOrEqual(c.disponibleCentimes);
        }
        for (const f of ouvertes) {
          const siennes = posees.filter((p) => p.factureId === f.id);
          const cesu = lesCredits.filter((c) => c.cesu).map((c) => c.reglementId);
          expect(somme(siennes)).toBeLessThanOrEqual(f.resteCentimes);
          const enCesu = siennes.filter((p) => cesu.includes(p.reglementId));
          expect(somme(enCesu)).toBeLessThanOrEqual(f.cesuCentimes);
        }
      }),
    );
  });
});

describe('Libérer une facture trop payée', () => {
  const poses = [
    { reglementId: 1, montantCentimes: 1000 },
    { reglementId: 2, montantCentimes: 500 },
  ];
  test('la dernière imputation d’abord, et juste ce qu’il faut', () => {
    expect(liberer(poses, 700)).toEqual([
      { reglementId: 2, montantCentimes: 500 },
      { reglementId: 1, montantCentimes: 200 },
    ]);
  });
  test('rien de trop, rien à rendre', () => {
    expect(liberer(poses, 0)).toEqual([]);
  });
});
