import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { faits, grille, quotient, regle } from '../../../test/tarifs.ts';
import { calculerTarif } from './calculer.ts';
import { ecrireSaisie, lireSaisie } from './saisie.ts';
import { lireRegle, schemaRegle } from './schema.ts';
import type { RegleTarif } from './types.ts';
import { dernierJourDe, grilleEnVigueur } from './versions.ts';

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

describe('le formulaire d’une grille', () => {
  test('rend la règle qu’il a montrée', () => {
    fc.assert(
      fc.property(regle, (r) => {
        const { regle: relue, erreurs } = lireSaisie(ecrireSaisie(r));
        expect(erreurs).toEqual([]);
        expect(normaliser(relue)).toEqual(normaliser(r));
      }),
    );
  });

  test('dit quel champ ne va pas, et comment l’écrire', () => {
    const saisie = new URLSearchParams({ base_mode: 'unique', base_prix: 'trois' });
    expect(lireSaisie(saisie).erreurs).toEqual([
      { champ: 'base_prix', message: 'Écrivez une somme, comme 3,05.' },
    ]);
    const baisse = new URLSearchParams({ base_mode: 'tranches', base_defaut: '5' });
    for (const [des, tarif] of [
      ['0', '3'],
      ['500', '2'],
    ] as const) {
      baisse.append('base_des', des);
      baisse.append('base_tarif', tarif);
    }
    expect(lireSaisie(baisse).erreurs).toEqual([
      {
        champ: 'base_mode',
        message: 'Un quotient plus grand ne peut pas payer moins : corrigez le prix des tranches.',
      },
    ]);
  });
});

/** Sans liste vide, fratrie triée : ce que le formulaire ne distingue pas. */
function normaliser(r: RegleTarif | null): unknown {
  if (!r) return null;
  const { fratrie = [], regimes = {}, majorations = {}, ...reste } = r;
  return { ...reste, fratrie: fratrie.toSorted((a, b) => a.rang - b.rang), regimes, majorations };
}
