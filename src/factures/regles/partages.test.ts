import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ajouterJours, type JourDeLaSemaine } from '../../platform/jours.ts';
import {
  direDates,
  direPartage,
  examinerFin,
  examinerPartage,
  type NouveauPartage,
  type PartageNomme,
} from './partages.ts';

const NOVEMBRE = '2026-11-01';

function nouveau(saisie: Partial<NouveauPartage> = {}): NouveauPartage {
  return {
    payeurId: 2,
    activiteId: null,
    du: '2026-11-16',
    au: null,
    regle: { mode: 'pourcentage', pourcent: 50 },
    tiers: false,
    ...saisie,
  };
}

function existant(saisie: Partial<PartageNomme> = {}): PartageNomme {
  return {
    id: 1,
    payeur: 'Paul Durand',
    payeurId: 3,
    activiteId: null,
    du: '2026-09-01',
    au: null,
    regle: { mode: 'pourcentage', pourcent: 60 },
    ...saisie,
  };
}

const raison = (...faits: Parameters<typeof examinerPartage>) => {
  const examen = examinerPartage(...faits);
  return examen.permis ? 'permis' : `${examen.champ} : ${examen.raison}`;
};

describe('Règle 12 : un mois facturé ne change plus', () => {
  test('un partage commence au premier jour qui n’est pas facturé, pas avant', () => {
    expect(raison([], nouveau({ du: NOVEMBRE }), NOVEMBRE)).toBe('permis');
    expect(raison([], nouveau({ du: '2026-10-31' }), NOVEMBRE)).toBe(
      'du : Les jours d’avant le 01/11/2026 sont facturés : choisissez ce jour ou un suivant. Pour le passé, faites un avoir.',
    );
  });

  test('tant que rien n’est facturé, il commence quand on veut', () => {
    expect(raison([], nouveau({ du: '2020-01-01' }), null)).toBe('permis');
  });

  test('le dernier jour facturé peut être le dernier du partage', () => {
    expect(examinerFin(NOVEMBRE, NOVEMBRE).permis).toBe(true);
    expect(examinerFin('2026-10-31', NOVEMBRE).permis).toBe(false);
  });
});

describe('Règle 13 : les mêmes jours, pour la même activité', () => {
  test('deux parts font au plus cent pour cent', () => {
    expect(
      raison([existant()], nouveau({ regle: { mode: 'pourcentage', pourcent: 40 } }), null),
    ).toBe('permis');
    expect(raison([existant()], nouveau(), null)).toBe(
      'pourcent : Les parts feraient 110 % : il reste 40 %.',
    );
  });

  test('une autre activité, ou d’autres jours, ne comptent pas', () => {
    expect(raison([existant()], nouveau({ activiteId: 7 }), null)).toBe('permis');
    expect(raison([existant({ au: '2026-11-16' })], nouveau(), null)).toBe('permis');
  });

  test('un payeur n’a qu’une part à la fois', () => {
    expect(raison([existant({ payeurId: 2 })], nouveau(), null)).toBe(
      'payeur : Paul Durand a déjà une part (paie 60 % du prix, à partir du 01/09/2026). Finissez-la d’abord.',
    );
  });

  test('les semaines paires n’ont qu’un parent, les impaires un autre', () => {
    const paires = existant({ regle: { mode: 'semaines', semaines: 'paires' } });
    const semaines = (parite: 'paires' | 'impaires') =>
      nouveau({ regle: { mode: 'semaines', semaines: parite } });
    expect(raison([paires], semaines('impaires'), null)).toBe('permis');
    expect(raison([paires], semaines('paires'), null)).toBe(
      'mode : Ces jours-là, Paul Durand paie tout, semaines paires.',
    );
  });

  test('des jours de garde se partagent s’ils ne se croisent pas', () => {
    const garde = (jours: JourDeLaSemaine[], semaines: 'toutes' | 'paires' = 'toutes') =>
      ({ mode: 'semaines', semaines, jours }) as const;
    const lundis = existant({ regle: garde([1, 2]) });
    expect(raison([lundis], nouveau({ regle: garde([3, 4, 5]) }), null)).toBe('permis');
    expect(raison([lundis], nouveau({ regle: garde([2], 'paires') }), null)).toBe(
      'mode : Ces jours-là, Paul Durand paie tout, lundis et mardis.',
    );
  });

  test('un tiers prend en charge, un parent jamais', () => {
    const aide = { mode: 'prise_en_charge', pourcent: 50 } as const;
    expect(raison([], nouveau({ tiers: true, regle: aide }), null)).toBe('permis');
    expect(raison([], nouveau({ tiers: true }), null)).toMatch(/^mode : Un tiers/);
    expect(raison([], nouveau({ regle: aide }), null)).toMatch(/^mode : Un parent/);
  });

  test('ce qui est accepté ne dépasse jamais cent pour cent, dans n’importe quel ordre', () => {
    const part = fc.record({
      payeurId: fc.integer({ min: 2, max: 6 }),
      debut: fc.integer({ min: 0, max: 30 }),
      duree: fc.option(fc.integer({ min: 1, max: 30 })),
      pourcent: fc.integer({ min: 1, max: 100 }),
    });
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
        const acceptes: PartageNomme[] = [];
        for (const { payeurId, debut, duree, pourcent } of parts) {
          const du = ajouterJours(NOVEMBRE, debut);
          const au = duree === null ? null : ajouterJours(du, duree);
          const voulu = nouveau({ payeurId, du, au, regle: { mode: 'pourcentage', pourcent } });
          if (examinerPartage(acceptes, voulu, null).permis) {
            acceptes.push({ ...voulu, id: acceptes.length, payeur: `P${payeurId}` });
          }
        }
        for (let n = 0; n < 70; n++) {
          const jour = ajouterJours(NOVEMBRE, n);
          const valables = acceptes.filter((p) => p.du <= jour && (p.au === null || jour < p.au));
          const total = valables.reduce(
            (somme, { regle }) => somme + (regle.mode === 'pourcentage' ? regle.pourcent : 0),
            0,
          );
          expect(total).toBeLessThanOrEqual(100);
          expect(new Set(valables.map((p) => p.payeurId)).size).toBe(valables.length);
        }
      }),
    );
  });
});

test('un partage se dit en mots', () => {
  expect(direPartage({ mode: 'prise_en_charge', pourcent: 50, plafondCentimes: 200 })).toBe(
    'prend en charge 50 %, au plus 2,00\u00a0€ par repas ou séance',
  );
  expect(direPartage({ mode: 'semaines', semaines: 'impaires' })).toBe(
    'paie tout, semaines impaires',
  );
  expect(direDates({ du: '2026-11-01', au: '2026-12-01' })).toBe('du 01/11/2026 au 30/11/2026');
});
