import { describe, expect, test } from 'vitest';
import {
  grilleDuMois,
  jourDeSemaine,
  jourEnMots,
  joursDuMois,
  moisEnMots,
  quantiemeEtMois,
} from './jours-en-mots.ts';

describe('les jours se disent en français', () => {
  test('un jour porte son nom, son quantième et son mois', () => {
    expect(jourEnMots('2026-11-02')).toBe('lundi 2 novembre');
  });
  test('le premier du mois s’écrit « 1er »', () => {
    expect(quantiemeEtMois('2027-01-01')).toBe('1er janvier');
    expect(jourEnMots('2027-08-01')).toBe('dimanche 1er août');
  });
  test('un mois se dit avec son année', () => {
    expect(moisEnMots('2027-02')).toBe('février 2027');
  });
  test('le jour de la semaine est celui du calendrier, de 1950 à 2100', () => {
    for (let t = Date.UTC(1950, 0, 1); t < Date.UTC(2101, 0, 1); t += 86_400_000) {
      const date = new Date(t);
      if (jourDeSemaine(date.toISOString().slice(0, 10)) !== date.getUTCDay()) {
        expect.fail(date.toISOString());
      }
    }
  });
});

describe('la grille d’un mois', () => {
  test('commence un lundi et finit un dimanche', () => {
    const grille = grilleDuMois('2027-01');
    expect(grille[0]).toEqual([null, null, null, null, '2027-01-01', '2027-01-02', '2027-01-03']);
    expect(grille.every((semaine) => semaine.length === 7)).toBe(true);
    expect(grille.at(-1)!.at(-1)).toBe('2027-01-31');
  });
  test('février a 29 jours les années bissextiles, siècles compris', () => {
    expect([2027, 2028, 2100, 2000].map((a) => joursDuMois(`${a}-02`))).toEqual([28, 29, 28, 29]);
  });
});
