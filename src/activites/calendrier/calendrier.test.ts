import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  ecrireJour,
  type Jour,
  type JourDeLaSemaine,
  jourDeNumero,
  numeroDuJour,
} from '../../platform/jours.ts';
import { vacancesDeLaZone } from '../vacances-scolaires.ts';
import {
  type Calendrier,
  type Intervalle,
  type JourDOuverture,
  joursDOuverture,
  natureDuJour,
  RYTHMES,
  type Rythme,
} from './calendrier.ts';
import { joursFeriesEntre } from './feries.ts';

const inventaire: Intervalle = { nom: 'Inventaire', du: '2027-01-05', reprise: '2027-01-07' };
const saintAubin: Calendrier = {
  feries: joursFeriesEntre('2026-09-01', '2027-09-01', 'metropole'),
  vacances: vacancesDeLaZone('B'),
  fermetures: [inventaire],
};
const ECOLE: readonly JourDeLaSemaine[] = [1, 2, 4, 5];

function le(jour: Jour, rythme: Rythme, joursSemaine: readonly JourDeLaSemaine[] = ECOLE) {
  const [seul] = joursDOuverture({ ...saintAubin, du: jour, au: jour, joursSemaine, rythme });
  return dire(seul);
}

function dire(jour: JourDOuverture | undefined): string {
  if (!jour) return 'rien';
  return jour.ouvert ? 'ouvert' : `${jour.raison} : ${jour.libelle}`;
}

describe('la nature d’un jour', () => {
  test.each<[Jour, string, string | null]>([
    ['2027-01-04', 'scolaire', null], // le jour de la reprise
    ['2027-01-03', 'weekend', null],
    ['2026-12-21', 'vacances', 'Vacances de Noël'],
    ['2026-12-25', 'ferie', 'Noël'],
    ['2026-11-11', 'ferie', 'Armistice 1918'],
    ['2027-05-07', 'vacances', 'Pont de l’Ascension'],
    ['2027-01-06', 'fermeture', 'Inventaire'],
    ['2027-01-07', 'scolaire', null],
    ['2026-08-31', 'vacances', 'Vacances d’été'],
  ])('le %s : %s', (jour, nature, nom) => {
    expect(natureDuJour(jour, saintAubin)).toEqual({ nature, nom });
  });
});

describe('un jour fermé dit pourquoi', () => {
  test('à la cantine, les semaines de classe', () => {
    expect(le('2027-01-04', 'scolaire')).toBe('ouvert');
    expect(le('2027-01-09', 'scolaire')).toBe('weekend : Week-end');
    expect(le('2027-01-13', 'scolaire')).toBe('pas_ce_jour : Pas d’accueil le mercredi');
    expect(le('2026-11-11', 'scolaire')).toBe('ferie : Armistice 1918');
    expect(le('2026-12-21', 'scolaire')).toBe('vacances : Vacances de Noël');
    expect(le('2026-12-23', 'scolaire')).toBe('vacances : Vacances de Noël');
    expect(le('2026-12-26', 'scolaire')).toBe('weekend : Week-end');
    expect(le('2027-01-05', 'scolaire')).toBe('fermeture : Inventaire');
    expect(le('2027-05-07', 'scolaire')).toBe('vacances : Pont de l’Ascension');
  });

  test('au centre de loisirs, pendant les vacances', () => {
    const semaine: JourDeLaSemaine[] = [1, 2, 3, 4, 5];
    expect(le('2026-12-21', 'vacances', semaine)).toBe('ouvert');
    expect(le('2026-12-25', 'vacances', semaine)).toBe('ferie : Noël');
    expect(le('2027-01-04', 'vacances', semaine)).toBe('hors_vacances : Semaine de classe');
    expect(le('2026-12-19', 'vacances', semaine)).toBe('weekend : Week-end');
  });

  test('une activité qui accueille le samedi y ouvre, sauf jour férié', () => {
    expect(le('2027-01-09', 'toute_l_annee', [6])).toBe('ouvert');
    expect(le('2027-05-01', 'toute_l_annee', [6])).toBe('ferie : Fête du Travail');
  });

  test('sans reprise connue, l’été 2028 laisse la cantine fermée', () => {
    expect(le('2028-09-04', 'scolaire')).toBe('vacances : Vacances d’été');
  });
});

test('l’exemple de docs/regles/calendrier.md est juste', () => {
  const page = readFileSync(new URL('../../../docs/regles/calendrier.md', import.meta.url), 'utf8');
  const exemple = page.split(/^## Exemple/m)[1] ?? '';
  const lignes = [...exemple.matchAll(/^\| (\S+ \d+(?:er)? .+) \| (.+) \|$/gm)];
  expect(lignes.length).toBeGreaterThan(10);
  const cantine = joursDOuverture({
    ...saintAubin,
    fermetures: [],
    du: '2026-08-31',
    au: '2027-07-02',
    joursSemaine: ECOLE,
    rythme: 'scolaire',
  });
  const lue = new Map(
    cantine.map((jour) => [
      ecrireJour(jour.jour, { annee: true }),
      jour.ouvert ? 'ouvert' : jour.libelle,
    ]),
  );
  for (const [, jour = '', dit] of lignes) expect([jour, lue.get(jour)]).toEqual([jour, dit]);
});

describe('quelle que soit l’activité', () => {
  const premier = numeroDuJour('2026-01-01');
  const unIntervalle = fc
    .tuple(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 1, max: 30 }))
    .map(
      ([debut, longueur]): Intervalle => ({
        nom: `Fermeture ${debut}`,
        du: jourDeNumero(premier + debut),
        reprise: jourDeNumero(premier + debut + longueur),
      }),
    );
  const uneActivite = fc.record({
    joursSemaine: fc.subarray<JourDeLaSemaine>([1, 2, 3, 4, 5, 6, 7]),
    rythme: fc.constantFrom(...RYTHMES),
    fermetures: fc.array(unIntervalle, { maxLength: 4 }),
  });
  const annee = { ...saintAubin, du: '2026-01-01', au: '2026-12-31' };

  test('une fermeture n’est jamais ouverte, un jour fermé a toujours un libellé', () => {
    fc.assert(
      fc.property(uneActivite, (activite) => {
        const jours = joursDOuverture({ ...annee, ...activite });
        expect(jours).toHaveLength(365);
        for (const jour of jours) {
          if (!jour.ouvert) {
            expect(jour.libelle).not.toBe('');
            continue;
          }
          expect(saintAubin.feries.has(jour.jour)).toBe(false);
          for (const { du, reprise } of activite.fermetures) {
            expect(jour.jour >= du && jour.jour < (reprise ?? '9')).toBe(false);
          }
        }
      }),
    );
  });

  test('l’ordre des fermetures et des jours de la semaine ne change rien', () => {
    fc.assert(
      fc.property(uneActivite, (activite) => {
        const renversee = {
          ...activite,
          joursSemaine: activite.joursSemaine.toReversed(),
          fermetures: activite.fermetures.toReversed(),
        };
        expect(joursDOuverture({ ...annee, ...renversee })).toEqual(
          joursDOuverture({ ...annee, ...activite }),
        );
      }),
    );
  });
});
