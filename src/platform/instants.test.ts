import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import {
  ecrireHeure,
  ecrireInstant,
  estFuseau,
  estHeure,
  type Fuseau,
  type Heure,
  heureLocale,
  instantLocal,
  instantLocalAvant,
  jourLocal,
} from './instants.ts';
import { type Jour, jourDeNumero, numeroDuJour } from './jours.ts';

const FUSEAUX = [
  'Europe/Paris',
  'Indian/Reunion',
  'Indian/Mayotte',
  'America/Guadeloupe',
  'America/Martinique',
  'America/Cayenne',
  'America/Miquelon',
  'Pacific/Noumea',
  'Pacific/Tahiti',
  'Pacific/Wallis',
];
const unJour = fc
  .integer({ min: numeroDuJour('1970-01-02'), max: numeroDuJour('2100-12-30') })
  .map(jourDeNumero);
const uneHeure = fc
  .integer({ min: 0, max: 1439 })
  .map((m) => `${String(Math.floor(m / 60)).padStart(2, '0')}:${String(m % 60).padStart(2, '0')}`);

describe('de l’heure d’ici à un instant', () => {
  test.each<[Jour, Heure, Fuseau, string]>([
    ['2027-01-07', '09:00', 'Europe/Paris', '2027-01-07T08:00:00.000Z'],
    ['2026-07-07', '09:00', 'Europe/Paris', '2026-07-07T07:00:00.000Z'],
    ['2027-01-07', '24:00', 'Europe/Paris', '2027-01-07T23:00:00.000Z'],
    ['2026-12-31', '24:00', 'Europe/Paris', '2026-12-31T23:00:00.000Z'],
    ['2027-01-07', '09:00', 'Indian/Reunion', '2027-01-07T05:00:00.000Z'],
    ['2027-01-07', '09:00', 'America/Guadeloupe', '2027-01-07T13:00:00.000Z'],
    ['2027-01-07', '09:00', 'Pacific/Noumea', '2027-01-06T22:00:00.000Z'],
    ['2026-07-07', '09:00', 'America/Miquelon', '2026-07-07T11:00:00.000Z'],
  ])('%s à %s, %s', (jour, heure, fuseau, attendu) => {
    expect(instantLocal(jour, heure, fuseau).toISOString()).toBe(attendu);
  });

  test('une heure sautée en mars donne le premier instant d’après', () => {
    const limite = instantLocal('2026-03-29', '02:30', 'Europe/Paris');
    expect(limite.toISOString()).toBe('2026-03-29T01:00:00.000Z');
    expect(heureLocale(limite, 'Europe/Paris')).toBe('03:00');
  });

  test('une heure vécue deux fois en octobre donne la première', () => {
    expect(instantLocal('2026-10-25', '02:30', 'Europe/Paris').toISOString()).toBe(
      '2026-10-25T00:30:00.000Z',
    );
  });

  test('minuit à la fin d’un jour est le début du lendemain, même la nuit du changement', () => {
    for (const [jour, lendemain] of [
      ['2026-03-28', '2026-03-29'],
      ['2026-03-29', '2026-03-30'],
      ['2026-10-25', '2026-10-26'],
      ['2026-12-31', '2027-01-01'],
    ] as const) {
      expect(instantLocal(jour, '24:00', 'Europe/Paris')).toEqual(
        instantLocal(lendemain, '00:00', 'Europe/Paris'),
      );
    }
  });

  test('48 h avant 8 h 30 est 8 h 30 l’avant-veille, même si l’heure a changé', () => {
    const limite = instantLocalAvant('2026-03-30', '08:30', 48, 'Europe/Paris');
    expect(ecrireInstant(limite, 'Europe/Paris')).toBe('samedi 28 mars à 8\u00a0h\u00a030');
    expect(limite.toISOString()).toBe('2026-03-28T07:30:00.000Z');
  });

  test('un jour ou une heure mal formés donnent une date invalide, un fuseau inconnu lève', () => {
    expect(instantLocal('2026-02-30', '09:00', 'Europe/Paris').getTime()).toBeNaN();
    expect(instantLocal('2026-02-28', '9:00', 'Europe/Paris').getTime()).toBeNaN();
    expect(instantLocal('2026-02-28', '24:01', 'Europe/Paris').getTime()).toBeNaN();
    expect(instantLocalAvant('hier', '09:00', 48, 'Europe/Paris').getTime()).toBeNaN();
    expect(() => instantLocal('2026-02-28', '09:00', 'Europe/Lutèce')).toThrow(RangeError);
    expect(estFuseau('Europe/Lutèce')).toBe(false);
    expect(estFuseau('Indian/Reunion')).toBe(true);
    expect(estHeure('24:00')).toBe(true);
    expect(estHeure('25:00')).toBe(false);
  });

  test('chaque heure qui existe se relit telle quelle, partout en France', () => {
    fc.assert(
      fc.property(fc.constantFrom(...FUSEAUX), unJour, uneHeure, (fuseau, jour, heure) => {
        const instant = instantLocal(jour, heure, fuseau);
        const reference = Temporal.PlainDateTime.from(`${jour}T${heure}`).toZonedDateTime(fuseau);
        fc.pre(reference.toPlainTime().toString().startsWith(heure)); // hors heures sautées
        expect(instant.getTime()).toBe(reference.epochMilliseconds);
        expect(jourLocal(instant, fuseau)).toBe(jour);
        expect(heureLocale(instant, fuseau)).toBe(heure);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('dire une heure', () => {
  test.each([
    ['09:00', '9 h'],
    ['09:05', '9 h 05'],
    ['18:30', '18 h 30'],
    ['12:00', 'midi'],
    ['24:00', 'minuit'],
    ['23:59', '23 h 59'],
  ])('%s se dit « %s »', (heure, dit) => {
    expect(ecrireHeure(heure).replaceAll('\u00a0', ' ')).toBe(dit);
  });

  test('minuit se dit du jour qui finit', () => {
    const limite = instantLocal('2027-01-07', '24:00', 'Europe/Paris');
    expect(ecrireInstant(limite, 'Europe/Paris')).toBe('jeudi 7 janvier à minuit');
    expect(
      ecrireInstant(instantLocal('2027-01-01', '00:00', 'Indian/Reunion'), 'Indian/Reunion'),
    ).toBe('jeudi 31 décembre à minuit');
  });
});
