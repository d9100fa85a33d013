import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ajouterJours } from '../../platform/jours.ts';
import { comparer, type Existante } from './comparer.ts';
import { deduireDesHabitudes } from './habitudes.ts';
import {
  type CaseDeSemaine,
  changerDeCycle,
  copierPour,
  ecrireCase,
  lireCase,
  numeroDeSemaine,
  pariteDe,
  type SemaineType,
  verifierBornes,
  vouloir,
} from './semaine.ts';

const LEO = 1;
const ZOE = 2;
const REPAS = 10;
const SOIR = 11;

const caseDe = (
  enfantId: number,
  prestationId: number,
  jour: 1 | 2 | 3 | 4 | 5,
): CaseDeSemaine => ({
  enfantId,
  prestationId,
  jour,
  semaines: 'toutes',
});
const semaine = (...cases: CaseDeSemaine[]): SemaineType => ({
  du: '2026-11-16',
  au: '2026-11-29',
  cycle: 'chaque_semaine',
  cases,
});
const existante = (id: number, jour: string, plus: Partial<Existante> = {}): Existante => ({
  id,
  enfantId: LEO,
  prestationId: REPAS,
  jour,
  etat: 'validee',
  parSemaine: true,
  enBloc: false,
  ...plus,
});
/** Les deux lundis et les deux mardis de la quinzaine. */
const JOURS = ['2026-11-16', '2026-11-17', '2026-11-23', '2026-11-24'];
const possibles = JOURS.map((jour) => ({ enfantId: LEO, prestationId: REPAS, jour }));

describe('Les semaines paires et impaires', () => {
  test.each([
    ['2026-01-01', 1],
    ['2026-11-23', 48],
    ['2027-01-03', 53],
    ['2027-01-04', 1],
    ['2028-12-31', 52],
  ])('%s est de la semaine %i', (jour, numero) => {
    expect(numeroDeSemaine(jour)).toBe(numero);
  });

  test('sept jours d’une semaine ont le même numéro, et le lundi suivant un autre', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 20_000 }), (n) => {
        const lundi = ajouterJours('2020-01-06', n * 7);
        const numeros = [0, 1, 2, 3, 4, 5, 6].map((i) => numeroDeSemaine(ajouterJours(lundi, i)));
        expect(new Set(numeros).size).toBe(1);
        expect(numeroDeSemaine(ajouterJours(lundi, 7))).not.toBe(numeros[0]);
      }),
    );
  });

  test('une case des semaines paires ne veut rien les semaines impaires', () => {
    const veut = vouloir({
      cycle: 'paires_impaires',
      cases: [{ ...caseDe(LEO, REPAS, 1), semaines: 'paires' }],
    });
    const lundis = ['2026-11-16', '2026-11-23', '2026-11-30'];
    expect(lundis.map(pariteDe)).toEqual(['impaires', 'paires', 'impaires']);
    expect(lundis.map((jour) => veut({ enfantId: LEO, prestationId: REPAS, jour }))).toEqual([
      false,
      true,
      false,
    ]);
  });

  test('passer à deux semaines puis revenir à une redonne la même semaine', () => {
    const cases = [caseDe(LEO, REPAS, 1), caseDe(ZOE, SOIR, 4)];
    expect(changerDeCycle(changerDeCycle(cases, 'paires_impaires'), 'chaque_semaine')).toEqual(
      cases,
    );
  });
});

test('une case s’écrit et se relit ; le reste n’en est pas une', () => {
  const paire: CaseDeSemaine = { ...caseDe(LEO, REPAS, 5), semaines: 'paires' };
  for (const c of [caseDe(LEO, REPAS, 1), paire]) expect(lireCase(ecrireCase(c))).toEqual(c);
  for (const v of ['', '1.2', '1.2.8', '0.2.1', '1.2.1.toutes', '1.2.1.paires.', 'x'])
    expect(lireCase(v)).toBeNull();
});

test('« même chose pour Zoé » copie ce où elle est admise, et laisse le reste', () => {
  const cases = [caseDe(LEO, REPAS, 1), caseDe(LEO, SOIR, 1), caseDe(ZOE, REPAS, 4)];
  expect(copierPour(cases, { de: LEO, vers: ZOE }, new Set([REPAS]))).toEqual([
    caseDe(LEO, REPAS, 1),
    caseDe(LEO, SOIR, 1),
    caseDe(ZOE, REPAS, 1),
  ]);
});

test('une habitude : une fois sur deux au moins, sur quatre semaines au moins', () => {
  const h = { enfantId: LEO, prestationId: REPAS, jour: 1 as const };
  expect(deduireDesHabitudes([{ ...h, reserves: 2, ouverts: 4 }])).toHaveLength(1);
  expect(deduireDesHabitudes([{ ...h, reserves: 15, ouverts: 32 }])).toEqual([]);
  expect(deduireDesHabitudes([{ ...h, reserves: 3, ouverts: 3 }])).toEqual([]);
});

test.each([
  [{ du: '', au: '2027-07-02' }, 'du'],
  [{ du: '2026-12-01', au: '2026-11-30' }, 'au'],
  [{ du: '2026-09-01', au: '2026-11-15' }, 'au'],
  [{ du: '2027-09-01', au: '2027-10-01' }, 'du'],
  [{ du: '2026-12-01', au: '2027-07-02' }, undefined],
])('les bornes %j : %s', (bornes, champ) => {
  const annee = { du: '2026-09-01', au: '2027-08-31' };
  expect(verifierBornes(bornes, annee, '2026-11-16')?.champ).toBe(champ);
});

describe('Comparer la semaine voulue à ce qui est réservé', () => {
  test('rien de réservé : tout ce qui ouvre et se veut est demandé', () => {
    const d = comparer(semaine(caseDe(LEO, REPAS, 1)), possibles, [], '2026-11-16');
    expect(d.souhaits.map((s) => s.jour)).toEqual(['2026-11-16', '2026-11-23']);
  });

  test('appliquée deux fois, la seconde ne change rien', () => {
    const deja = [existante(1, '2026-11-16'), existante(2, '2026-11-23')];
    const d = comparer(semaine(caseDe(LEO, REPAS, 1)), possibles, deja, '2026-11-16');
    expect([d.souhaits, d.retraits, d.exceptions, d.reprises]).toEqual([[], [], [], []]);
    expect(d.gardees).toHaveLength(2);
  });

  test('elle ne retire que ce qu’elle avait posé ; ce qui est réservé à la main reste, et se dit', () => {
    const deja = [existante(1, '2026-11-16'), existante(2, '2026-11-23', { parSemaine: false })];
    const d = comparer(semaine(caseDe(LEO, REPAS, 2)), possibles, deja, '2026-11-16');
    expect(d.retraits.map((r) => r.id)).toEqual([1]);
    expect(d.exceptions).toMatchObject([{ id: 2, genre: 'en_plus' }]);
  });

  test.each([
    ['annulee_par_famille', false, 'absent'],
    ['annulee_par_famille', true, undefined],
    ['annulee_par_centre', false, 'annulee_par_centre'],
    ['refusee', false, 'refusee'],
    ['refusee', true, 'refusee'],
  ] as const)('un jour « %s » (en bloc : %s) : exception %s', (etat, enBloc, genre) => {
    const deja = [existante(1, '2026-11-16', { etat, enBloc })];
    const d = comparer(semaine(caseDe(LEO, REPAS, 1)), possibles, deja, '2026-11-16');
    expect(d.exceptions[0]?.genre).toBe(genre);
    expect(d.souhaits.map((s) => s.jour)).toEqual(
      genre ? ['2026-11-23'] : ['2026-11-16', '2026-11-23'],
    );
  });

  test('un jour réservé à la main que la semaine veut aussi devient le sien', () => {
    const deja = [existante(1, '2026-11-16', { parSemaine: false })];
    const d = comparer(semaine(caseDe(LEO, REPAS, 1)), possibles, deja, '2026-11-16');
    expect(d.reprises).toEqual([1]);
  });

  test('ni hier, ni avant « du », ni après « au » : rien ne bouge', () => {
    const dates = fc.integer({ min: -30, max: 40 }).map((n) => ajouterJours('2026-11-16', n));
    const reservees = fc.uniqueArray(fc.tuple(dates, fc.boolean(), fc.boolean()), {
      selector: ([jour]) => jour,
    });
    fc.assert(
      fc.property(reservees, dates, fc.boolean(), (liste, aujourdhui, lundi) => {
        const voulue = semaine(...(lundi ? [caseDe(LEO, REPAS, 1)] : []));
        const deja = liste.map(([jour, parSemaine, vivante], i) =>
          existante(i + 1, jour, {
            parSemaine,
            etat: vivante ? 'validee' : 'annulee_par_famille',
          }),
        );
        const d = comparer(voulue, possibles, deja, aujourdhui);
        for (const { jour } of [...d.souhaits, ...d.retraits, ...d.gardees, ...d.exceptions]) {
          expect(jour >= aujourdhui && jour >= voulue.du && jour <= voulue.au).toBe(true);
        }
        for (const r of d.retraits) expect(r.parSemaine).toBe(true);
        const touches = new Set(d.retraits.map((r) => r.id));
        for (const id of d.exceptions.map((e) => e.id)) expect(touches.has(id)).toBe(false);
      }),
    );
  });
});

describe('Les exemples de docs/regles/semaine-type.md', () => {
  const texte = readFileSync('docs/regles/semaine-type.md', 'utf8');
  const lignes = texte
    .slice(texte.indexOf('## Exemples'))
    .split('\n')
    .filter((l) => l.startsWith('| ') && !l.startsWith('| déjà'));
  const quantiemes = (cellule: string) => [...cellule.matchAll(/\d+/g)].map(([n]) => Number(n));
  const jourDu = (n: number) => `2026-11-${n}`;
  const tous = [16, 17, 23, 24].map((n) => ({
    enfantId: LEO,
    prestationId: REPAS,
    jour: jourDu(n),
  }));

  test('il y en a', () => expect(lignes.length).toBeGreaterThan(5));

  test.each(lignes)('%s', (ligne) => {
    const [, deja = '', demande = '', retire = '', exception = ''] = ligne.split('|');
    const plus: Partial<Existante> = {
      parSemaine: deja.includes('posé') || deja.includes('en bloc'),
      enBloc: deja.includes('en bloc'),
      etat: /annulé|retiré/.test(deja)
        ? 'annulee_par_famille'
        : deja.includes('refusé')
          ? 'refusee'
          : 'validee',
    };
    const existantes = quantiemes(deja).map((n, i) => existante(i + 1, jourDu(n), plus));
    const d = comparer(semaine(caseDe(LEO, REPAS, 1)), tous, existantes, '2026-11-16');
    const jours = (liste: readonly { jour: string }[]) => liste.map((x) => x.jour);
    expect(jours(d.souhaits)).toEqual(quantiemes(demande).map(jourDu));
    expect(jours(d.retraits)).toEqual(quantiemes(retire).map(jourDu));
    expect(jours(d.exceptions)).toEqual(quantiemes(exception).map(jourDu));
  });
});
