import { describe, expect, test } from 'vitest';
import { type Cible, decrireCible, examinerCible, joursVises, type Lieux } from './cible.ts';

const LIEUX: Lieux = {
  structures: [
    { id: 1, nom: 'Restaurant scolaire', activites: [{ id: 10, nom: 'Cantine' }] },
    { id: 2, nom: 'Centre de loisirs', activites: [{ id: 20, nom: 'Mercredis' }] },
  ],
  ecoles: [{ id: 1, nom: 'École Jules-Ferry', classes: [{ id: 5, nom: 'CP de M. Petit' }] }],
};
const RIEN: Cible = {
  structures: [],
  activites: [],
  ecoles: [],
  classes: [],
  du: null,
  au: null,
};
const examiner = (choix: Partial<Cible> & { duSaisi?: string; auSaisi?: string }) =>
  examinerCible({ ...RIEN, duSaisi: '', auSaisi: '', ...choix }, LIEUX);
const champs = (choix: Parameters<typeof examiner>[0]) =>
  examiner(choix).erreurs.map((e) => e.champ);

describe('à qui l’on écrit', () => {
  test('sans rien choisir, à personne', () => {
    expect(champs({})).toEqual(['ou']);
    for (const choix of [{ structures: [1] }, { ecoles: [1] }, { duSaisi: '2026-11-18' }]) {
      expect(champs(choix)).toEqual([]);
    }
  });

  test('un premier jour seul est ce jour-là', () => {
    const { cible } = examiner({ duSaisi: '2026-11-18' });
    expect([cible.du, cible.au]).toEqual(['2026-11-18', '2026-11-18']);
  });

  test('des jours à l’envers, inventés ou sur deux ans se disent sur leur champ', () => {
    expect(champs({ duSaisi: '2026-11-18', auSaisi: '2026-11-17' })).toEqual(['au']);
    expect(champs({ duSaisi: '2026-02-30' })).toEqual(['du']);
    expect(champs({ auSaisi: '2026-11-18' })).toEqual(['du']);
    expect(champs({ duSaisi: '2026-11-18', auSaisi: '2028-11-18' })).toEqual(['au']);
  });

  test('une case qui n’est pas dans ses listes est refusée', () => {
    expect(champs({ structures: [3] })).toEqual(['ou']);
    expect(champs({ activites: [99] })).toEqual(['ou']);
    expect(champs({ classes: [6] })).toEqual(['ou']);
  });

  test('sans jour choisi, une activité compte à partir d’aujourd’hui, une école seule sans jour', () => {
    expect(joursVises({ ...RIEN, activites: [10] }, '2026-11-16')).toEqual({
      du: '2026-11-16',
      au: null,
    });
    expect(joursVises({ ...RIEN, ecoles: [1] }, '2026-11-16')).toBeNull();
  });

  test('se dit en une phrase lisible dans dix ans', () => {
    const cible = { ...RIEN, structures: [1], activites: [20], classes: [5] };
    expect(decrireCible({ ...cible, du: '2026-11-18', au: '2026-11-18' }, LIEUX)).toBe(
      'Restaurant scolaire, Mercredis (Centre de loisirs), mercredi 18 novembre 2026 ; CP de M. Petit (École Jules-Ferry)',
    );
    expect(decrireCible({ ...RIEN, du: '2026-11-18', au: '2026-11-19' }, LIEUX)).toBe(
      'Toutes les activités, du mercredi 18 novembre 2026 au jeudi 19 novembre 2026',
    );
    expect(decrireCible({ ...RIEN, ecoles: [1] }, LIEUX)).toBe('École Jules-Ferry');
  });

  test('un agent limité écrit aux enfants de ses structures, et cela se dit', () => {
    const lieux = { ...LIEUX, structures: LIEUX.structures.slice(0, 1) };
    expect(decrireCible({ ...RIEN, ecoles: [1] }, lieux, true)).toBe(
      'Restaurant scolaire ; École Jules-Ferry',
    );
  });
});
