import { describe, expect, test } from 'vitest';
import { ecartJours, estJour, jourDeLaSemaine } from '../platform/jours.ts';
import {
  DATES_CONNUES,
  VACANCES_SCOLAIRES,
  vacancesDeLaZone,
  ZONES,
} from './vacances-scolaires.ts';

describe('les vacances scolaires', () => {
  test.each(ZONES)('de la zone %s se suivent sans se toucher, six par année', (zone) => {
    const vacances = vacancesDeLaZone(zone);
    expect(vacances).toHaveLength(18);
    for (const [i, { du, reprise, nom }] of vacances.entries()) {
      expect(estJour(du)).toBe(true);
      if (reprise === null) continue;
      expect(estJour(reprise)).toBe(true);
      const suivantes = vacances[i + 1];
      if (suivantes) expect(suivantes.du > reprise).toBe(true);
      const longueur = ecartJours(du, reprise);
      if (nom.startsWith('Pont')) expect(longueur).toBe(3);
      else if (nom === 'Vacances d’été') expect(longueur).toBeGreaterThan(55);
      else expect([16, 17]).toContain(longueur);
    }
  });

  test('les petites vacances commencent un samedi, le pont est le lendemain de l’Ascension', () => {
    for (const { du, nom } of VACANCES_SCOLAIRES) {
      if (nom === 'Vacances d’été') continue;
      expect(jourDeLaSemaine(du)).toBe(nom.startsWith('Pont') ? 5 : 6);
    }
  });

  test('les trois zones ont ensemble la Toussaint, Noël, le pont et l’été', () => {
    const communes = VACANCES_SCOLAIRES.filter(({ nom }) => !/hiver|printemps/.test(nom));
    const distinctes = new Set(communes.map(({ du, reprise }) => `${du} ${reprise}`));
    expect(distinctes.size).toBe(12);
  });

  test('l’hiver et le printemps 2027 tournent entre les zones', () => {
    const de = (zone: (typeof ZONES)[number]) =>
      vacancesDeLaZone(zone)
        .filter((v) => v.anneeScolaire === '2026-2027' && /hiver|printemps/.test(v.nom))
        .map(({ du, reprise }) => [du, reprise]);
    expect(de('B')).toEqual([
      ['2027-02-20', '2027-03-08'],
      ['2027-04-17', '2027-05-03'],
    ]);
    expect(de('C')).toEqual([
      ['2027-02-06', '2027-02-22'],
      ['2027-04-03', '2027-04-19'],
    ]);
  });

  test('la reprise de septembre 2028 n’est pas inventée', () => {
    for (const zone of ZONES) expect(vacancesDeLaZone(zone).at(-1)?.reprise).toBeNull();
    expect(VACANCES_SCOLAIRES.every(({ du }) => du < DATES_CONNUES.avant)).toBe(true);
  });
});
