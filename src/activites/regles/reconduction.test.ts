/** docs/regles/reconduction.md est la donnée de ces tests : un exemple faux dans la page est un échec. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ajouterJours, ecartJours } from '../../platform/jours.ts';
import { RYTHMES, type Rythme } from '../calendrier/calendrier.ts';
import { vacancesDeLaZone } from '../vacances-scolaires.ts';
import {
  avancerLeNom,
  delaisAProlonger,
  proposerDates,
  reperesDe,
  trouverLaSuite,
} from './reconduction.ts';

const page = readFileSync(new URL('../../../docs/regles/reconduction.md', import.meta.url), 'utf8');
const [dates = [], inscriptions = [], delais = []] = page
  .split(/^## Exemples/m)
  .slice(1)
  .map(lireTableau);
const B = vacancesDeLaZone('B');
const REPERES = {
  de: reperesDe(B, { avant: '2025-2026', annee: '2026-2027' }),
  vers: reperesDe(B, { avant: '2026-2027', annee: '2027-2028' }),
};
const FENETRE = { ouvre: '2026-06-01', ferme: '2026-06-30' };

test('la page donne ses trois tableaux, et chaque exemple cite une règle de la page', () => {
  expect([dates, inscriptions, delais].map((t) => t.length)).toEqual([6, 2, 5]);
  const regles = [...page.matchAll(/^(\d+)\. \*\*/gm)].map((trouve) => Number(trouve[1]));
  expect(regles).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14]);
  for (const ligne of [dates, inscriptions, delais].flat())
    expect(regles).toContain(Number(ligne.at(-1)));
});

describe('Les dates proposées', () => {
  test.each(dates)('%s, %s du %s au %s : %s du %s au %s', (rythme, nom, du, au, ...attendu) => {
    const rendu = proposerDates({ rythme: lireRythme(rythme), nom, du, au, ...FENETRE }, REPERES);
    expect([rendu?.nom, rendu?.du, rendu?.au]).toEqual(attendu.slice(0, 3));
  });

  test('sans calendrier publié, seule une activité de toute l’année se reconduit, aux mêmes dates', () => {
    const inconnu = {
      de: REPERES.vers,
      vers: reperesDe(B, { avant: '2027-2028', annee: '2028-2029' }),
    };
    const rendu = (rythme: Rythme) =>
      proposerDates({ rythme, nom: 'N', du: '2027-09-01', au: '2028-02-29', ...FENETRE }, inconnu);
    expect([rendu('scolaire'), rendu('vacances')]).toEqual([null, null]);
    expect([rendu('toute_l_annee')?.du, rendu('toute_l_annee')?.au]).toEqual([
      '2028-09-01',
      '2029-02-28',
    ]);
  });

  test('la suite finit après son début, et s’inscrire finit après avoir commencé', () => {
    const jour = fc.integer({ min: 0, max: 360 }).map((n) => ajouterJours('2026-09-01', n));
    fc.assert(
      fc.property(jour, jour, fc.constantFrom(...RYTHMES), (a, b, rythme) => {
        const [du, au] = a < b ? [a, b] : [b, a];
        const rendu = proposerDates({ rythme, nom: 'N', du, au, ...FENETRE }, REPERES);
        if (!rendu) return;
        expect(rendu.du <= rendu.au && rendu.ouvre <= rendu.ferme).toBe(true);
        expect(Math.abs(ecartJours(du, rendu.du) - 364)).toBeLessThan(35);
      }),
    );
  });

  test.each([
    ['Année 2026-2027', 'Année 2027-2028'],
    ['Vacances d’hiver', 'Vacances d’hiver'],
    ['Été 2027, 12026 places', 'Été 2028, 12026 places'],
  ])('« %s » devient « %s »', (avant, apres) => expect(avancerLeNom(avant)).toBe(apres));
});

describe('Les inscriptions', () => {
  test.each(inscriptions)(
    'du %s, s’inscrire du %s au %s : %s, du %s au %s',
    (du, ouvre, ferme, ...apres) => {
      const au = du === '2026-09-01' ? '2027-07-02' : '2027-03-05';
      const rendu = proposerDates({ rythme: 'scolaire', nom: 'N', du, au, ouvre, ferme }, REPERES);
      expect([rendu?.du, rendu?.ouvre, rendu?.ferme]).toEqual(apres.slice(0, 3));
    },
  );
});

describe('Les délais', () => {
  test.each(delais)('du %s au %s, puis du %s : %s', (du, au, autre, dit) => {
    const cle = { prestationId: null, pour: 'annuler' };
    const connus = [{ id: 1, ...cle, du, au: au || null }];
    if (autre) connus.push({ id: 2, ...cle, du: autre, au: null });
    const rendu = delaisAProlonger(connus, '2027-07-02', '2027-09-02');
    expect(rendu.map((d) => `du ${d.du}`).join() || 'non').toBe(dit);
  });

  test('ce qui remplace une règle est de la même prestation et pour le même geste', () => {
    const fini = { id: 1, prestationId: 7, pour: 'annuler', du: '2026-09-01', au: '2027-09-01' };
    const autres = [
      { ...fini, id: 2, prestationId: null, du: '2027-09-01', au: null },
      { ...fini, id: 3, pour: 'reserver', du: '2027-09-01', au: null },
    ];
    expect(delaisAProlonger([fini, ...autres], '2027-07-02', '2027-09-02')).toEqual([
      { id: 1, du: '2027-09-01' },
    ]);
  });
});

test('la suite est celle qui le dit, ou celle qui couvre déjà un de ces jours', () => {
  const dates = { du: '2027-09-02', au: '2028-07-03' };
  const connue = { id: 9, nom: 'X', du: '2026-09-01', au: '2027-07-02', reconduit: null };
  const suite = { ...connue, id: 10, du: '2030-01-01', au: '2030-02-01', reconduit: 9 };
  const couvre = { ...connue, id: 11, du: '2028-07-03', au: '2028-08-01' };
  expect(trouverLaSuite(9, dates, [connue])).toBeNull();
  expect(trouverLaSuite(9, dates, [connue, suite])).toBe(suite);
  expect(trouverLaSuite(9, null, [connue, suite])).toBe(suite);
  expect(trouverLaSuite(9, dates, [connue, couvre])).toBe(couvre);
});

function lireRythme(mot: string): Rythme {
  const rythme = RYTHMES.find((r) => r === mot);
  if (!rythme) throw new Error(`« ${mot} » n’est pas un rythme.`);
  return rythme;
}

function lireTableau(partie: string): string[][] {
  return partie
    .split('\n')
    .filter((ligne) => ligne.startsWith('|'))
    .slice(2)
    .map((ligne) =>
      ligne
        .split('|')
        .slice(1, -1)
        .map((cellule) => cellule.trim()),
    );
}
