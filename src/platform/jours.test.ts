import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  ageAu,
  ajouterJours,
  ajouterMois,
  ecartJours,
  ecrireJour,
  ecrireJourCourt,
  ecrireJourEnChiffres,
  ecrireMois,
  ecrireQuantiemeEtMois,
  estJour,
  grilleDuMois,
  type Jour,
  jourDeLaSemaine,
  jourDeNumero,
  joursEntre,
  lundiDe,
  moisDe,
  nomDuJour,
  numeroDuJour,
} from './jours.ts';

const unJour = fc
  .integer({ min: numeroDuJour('1901-01-01'), max: numeroDuJour('2198-12-31') })
  .map(jourDeNumero);

describe('un jour', () => {
  test.each(['2026-11-11', '2028-02-29', '2000-02-29', '1900-01-01', '2199-12-31'])(
    '%s existe',
    (jour) => expect(estJour(jour)).toBe(true),
  );

  test.each([
    '2026-02-29',
    '2100-02-29',
    '1900-02-29',
    '2026-04-31',
    '2026-13-01',
    '2026-00-10',
    '2026-01-00',
    '1899-12-31',
    '2200-01-01',
    '2026-1-1',
    '2026-01-01T00:00',
    ' 2026-01-01',
    '2026-01-0\u0000',
    '٢٠٢٦-٠١-٠١',
    '',
    null,
    20260101,
  ])('%j n’existe pas', (valeur) => expect(estJour(valeur)).toBe(false));

  test('les trois siècles se suivent jour après jour, comme le compte la machine', () => {
    let jour = '1900-01-01';
    for (let ms = Date.UTC(1900, 0, 1); ms <= Date.UTC(2199, 11, 31); ms += 86_400_000) {
      if (jour !== new Date(ms).toISOString().slice(0, 10) || !estJour(jour)) {
        expect.fail(`${jour} au lieu de ${new Date(ms).toISOString()}`);
      }
      jour = ajouterJours(jour, 1);
    }
  });

  test('ajouter puis retrancher revient au même jour, et l’écart est ce qu’on a ajouté', () => {
    fc.assert(
      fc.property(unJour, fc.integer({ min: -3000, max: 3000 }), (jour, n) => {
        const autre = ajouterJours(jour, n);
        expect(ecartJours(jour, autre)).toBe(n);
        expect(ajouterJours(autre, -n)).toBe(jour);
      }),
    );
  });

  test('la semaine commence le lundi', () => {
    expect(jourDeLaSemaine('2027-01-07')).toBe(4);
    expect(lundiDe('2027-01-10')).toBe('2027-01-04');
    expect(lundiDe('2027-01-04')).toBe('2027-01-04');
    fc.assert(
      fc.property(unJour, (jour) => {
        expect(jourDeLaSemaine(lundiDe(jour))).toBe(1);
        expect(ecartJours(lundiDe(jour), jour)).toBe(jourDeLaSemaine(jour) - 1);
      }),
    );
  });

  test('une période compte ses deux bornes, et rien si elle est à l’envers', () => {
    expect(joursEntre('2026-12-30', '2027-01-02')).toEqual([
      '2026-12-30',
      '2026-12-31',
      '2027-01-01',
      '2027-01-02',
    ]);
    expect(joursEntre('2026-12-30', '2026-12-30')).toEqual(['2026-12-30']);
    expect(joursEntre('2026-12-30', '2026-12-29')).toEqual([]);
  });

  test('un mois plus tôt que le 31 mars est le dernier jour de février', () => {
    expect(ajouterMois('2027-03-31', -1)).toBe('2027-02-28');
    expect(ajouterMois('2028-03-31', -1)).toBe('2028-02-29');
    expect(ajouterMois('2027-01-15', -1)).toBe('2026-12-15');
    expect(ajouterMois('2026-12-15', 1)).toBe('2027-01-15');
    expect(moisDe('2027-01-15')).toBe('2027-01');
  });
});

describe('la grille d’un mois', () => {
  test('commence un lundi, finit un dimanche, et laisse vide ce qui n’est pas du mois', () => {
    const grille = grilleDuMois('2027-01');
    expect(grille[0]).toEqual([null, null, null, null, '2027-01-01', '2027-01-02', '2027-01-03']);
    expect(grille.every((semaine) => semaine.length === 7)).toBe(true);
    expect(grille.at(-1)?.at(-1)).toBe('2027-01-31');
  });

  test('compte les 28 ou 29 jours de février, siècles compris', () => {
    const jours = (mois: string) => grilleDuMois(mois).flat().filter(Boolean).length;
    expect([2027, 2028, 2100, 2000].map((a) => jours(`${a}-02`))).toEqual([28, 29, 28, 29]);
  });
});

describe('l’âge', () => {
  test.each<[Jour, Jour, number]>([
    ['2020-09-01', '2026-08-31', 5],
    ['2020-09-01', '2026-09-01', 6],
    ['2020-02-29', '2026-02-28', 5],
    ['2020-02-29', '2026-03-01', 6],
    ['2020-02-29', '2028-02-28', 7],
    ['2020-02-29', '2028-02-29', 8],
    ['2026-09-02', '2026-09-01', -1],
  ])('né le %s, il a le %s %i ans', (neLe, jour, age) => expect(ageAu(neLe, jour)).toBe(age));
});

describe('dire un jour', () => {
  test('en toutes lettres, avec « 1er » et l’année à la demande', () => {
    expect(ecrireJour('2027-01-07')).toBe('jeudi 7 janvier');
    expect(ecrireJour('2026-05-01', { annee: true })).toBe('vendredi 1er mai 2026');
    expect(ecrireJour('2026-08-11', { annee: true })).toBe('mardi 11 août 2026');
  });

  test('en abrégé, en chiffres, par le mois', () => {
    expect(ecrireJourCourt('2027-01-07')).toBe('jeu. 7 janv.');
    expect(ecrireJourCourt('2026-05-01')).toBe('ven. 1er mai');
    expect(ecrireJourEnChiffres('2027-01-07')).toBe('07/01/2027');
    expect(ecrireMois('2027-01')).toBe('janvier 2027');
    expect(ecrireMois('2027-02-07')).toBe('février 2027');
    expect(ecrireQuantiemeEtMois('2027-08-01')).toBe('1er août');
    expect(nomDuJour(7)).toBe('dimanche');
  });

  test('les mots sont ceux du français de la machine', () => {
    const machine = new Intl.DateTimeFormat('fr-FR', { dateStyle: 'full', timeZone: 'UTC' });
    const abrege = new Intl.DateTimeFormat('fr-FR', {
      weekday: 'short',
      day: 'numeric',
      month: 'short',
      timeZone: 'UTC',
    });
    for (const jour of joursEntre('2026-01-01', '2026-12-31')) {
      const date = new Date(`${jour}T00:00Z`);
      const premier = (texte: string) => texte.replace(/ 1 /, ' 1er ');
      expect(ecrireJour(jour, { annee: true })).toBe(premier(machine.format(date)));
      expect(ecrireJourCourt(jour)).toBe(premier(abrege.format(date)));
    }
  });
});
