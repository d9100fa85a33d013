import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ajouterJours, ecartJours, estJour, jourDeLaSemaine } from '../../platform/jours.ts';
import { joursFeries, joursFeriesEntre, paques, TERRITOIRES } from './feries.ts';

const uneAnnee = fc.integer({ min: 1950, max: 2100 });
const unTerritoire = fc.constantFrom(...TERRITOIRES);

describe('Pâques', () => {
  test.each([
    '1950-04-09',
    '1954-04-18',
    '1981-04-19',
    '2000-04-23',
    '2008-03-23', // presque le plus tôt du siècle
    '2019-04-21',
    '2024-03-31',
    '2025-04-20',
    '2026-04-05',
    '2027-03-28',
    '2028-04-16',
    '2029-04-01',
    '2030-04-21',
    '2038-04-25', // le plus tard possible
    '2049-04-18',
    '2076-04-19',
    '2100-03-28',
  ])('tombe le %s', (jour) => expect(paques(Number(jour.slice(0, 4)))).toBe(jour));

  test('est toujours un dimanche, du 22 mars au 25 avril', () => {
    for (let annee = 1950; annee <= 2100; annee++) {
      const jour = paques(annee);
      expect(jourDeLaSemaine(jour)).toBe(7);
      expect(jour >= `${annee}-03-22` && jour <= `${annee}-04-25`).toBe(true);
    }
  });
});

describe('les jours fériés', () => {
  test('de 2026 en métropole', () => {
    expect([...joursFeries(2026, 'metropole')]).toEqual([
      ['2026-01-01', 'Jour de l’An'],
      ['2026-04-06', 'Lundi de Pâques'],
      ['2026-05-01', 'Fête du Travail'],
      ['2026-05-08', 'Victoire 1945'],
      ['2026-05-14', 'Ascension'],
      ['2026-05-25', 'Lundi de Pentecôte'],
      ['2026-07-14', 'Fête nationale'],
      ['2026-08-15', 'Assomption'],
      ['2026-11-01', 'Toussaint'],
      ['2026-11-11', 'Armistice 1918'],
      ['2026-12-25', 'Noël'],
    ]);
  });

  test('l’Alsace-Moselle ajoute le Vendredi saint et le 26 décembre', () => {
    const feries = joursFeries(2027, 'alsace-moselle');
    expect(feries.get('2027-03-26')).toBe('Vendredi saint');
    expect(feries.get('2027-12-26')).toBe('Saint-Étienne');
    expect(feries.size).toBe(13);
  });

  test.each([
    ['mayotte', '2027-04-27'],
    ['martinique', '2027-05-22'],
    ['guadeloupe', '2027-05-27'],
    ['guyane', '2027-06-10'],
    ['reunion', '2027-12-20'],
  ] as const)('%s fête l’abolition de l’esclavage le %s', (territoire, jour) => {
    expect(joursFeries(2027, territoire).get(jour)).toBe('Abolition de l’esclavage');
    expect(joursFeries(2027, 'metropole').has(jour)).toBe(false);
  });

  test('deux fêtes le même jour n’en font qu’un, qui porte les deux noms', () => {
    expect(joursFeries(2008, 'metropole').get('2008-05-01')).toBe('Fête du Travail et Ascension');
    expect(joursFeries(1997, 'metropole').get('1997-05-08')).toBe('Victoire 1945 et Ascension');
    expect(joursFeries(2008, 'metropole').size).toBe(10);
  });

  test('les fêtes mobiles suivent Pâques, et chaque année a ses onze fêtes ou davantage', () => {
    fc.assert(
      fc.property(uneAnnee, unTerritoire, (annee, territoire) => {
        const feries = joursFeries(annee, territoire);
        const noms = [...feries.values()].flatMap((nom) => nom.split(' et '));
        expect(noms.length).toBeGreaterThanOrEqual(11);
        expect(new Set(noms).size).toBe(noms.length);
        const jours = [...feries.keys()];
        expect(jours).toEqual([...jours].sort());
        expect(jours.every((jour) => estJour(jour) && jour.startsWith(`${annee}-`))).toBe(true);
        const jourDe = (fete: string) => jours.find((j) => feries.get(j)?.includes(fete)) ?? '';
        expect(jourDeLaSemaine(jourDe('Ascension'))).toBe(4);
        expect(ecartJours(paques(annee), jourDe('Lundi de Pentecôte'))).toBe(50);
        expect(jourDe('Lundi de Pâques')).toBe(ajouterJours(paques(annee), 1));
      }),
      { numRuns: 2000 },
    );
  });

  test('une période à cheval a les fériés de ses deux années, et de celle d’avant', () => {
    const feries = joursFeriesEntre('2026-09-01', '2027-07-03', 'metropole');
    expect(feries.get('2025-12-25')).toBe('Noël');
    expect(feries.get('2026-11-11')).toBe('Armistice 1918');
    expect(feries.get('2027-05-06')).toBe('Ascension');
    expect(feries.has('2028-01-01')).toBe(false);
  });
});
