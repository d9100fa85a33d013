import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { activite, delai, faits, MATIN, MERCREDI, NOEL } from '../../../test/faits.ts';
import type { RegleDelai } from '../../activites/delais/regles.ts';
import { estOuvert, examinerCase } from './possible.ts';
import { cle, type Faits } from './types.ts';

const CASE = { prestationId: MATIN, jour: MERCREDI };
const LUNDI_10H = new Date('2026-11-16T09:00Z');
const VEILLE_A_9H: RegleDelai = {
  forme: 'jour',
  jours: 1,
  heure: '09:00',
  decompte: 'calendaires',
};

function raison(options: Partial<Faits>, maintenant = LUNDI_10H, jour = MERCREDI) {
  const avis = examinerCase({ ...CASE, jour }, faits(options), maintenant);
  return avis.avis === 'impossible' ? avis.ecart.raison : avis.avis;
}

describe('Une case', () => {
  test('d’un jour ouvert, dans les délais, est possible, et dit jusqu’à quand', () => {
    const avis = examinerCase(CASE, faits(), LUNDI_10H);
    expect(avis).toMatchObject({ avis: 'possible', tardif: null });
    expect(avis.avis === 'possible' && avis.delai()).toContain('à réserver avant');
  });

  test('d’un jour fermé dit pourquoi', () => {
    const avis = examinerCase({ ...CASE, jour: NOEL }, faits(), LUNDI_10H);
    const ecart = { raison: 'ferme', phrase: 'fermé : Noël' };
    expect(avis).toEqual({ avis: 'impossible', ecart });
    const sansRaison = examinerCase({ ...CASE, jour: '2026-11-26' }, faits(), LUNDI_10H);
    expect(sansRaison).toMatchObject({ ecart: { phrase: 'fermé ce jour-là' } });
  });

  test('déjà prise le dit, dans son état', () => {
    const dejaLa = new Map([[cle(CASE), 'en_liste_attente' as const]]);
    expect(examinerCase(CASE, faits({ dejaLa }), LUNDI_10H)).toEqual({
      avis: 'deja',
      etat: 'en_liste_attente',
    });
  });

  test('d’hier est passée ; celle d’aujourd’hui, sans délai, est encore possible', () => {
    const sansDelai = { activite: activite({ delais: [delai('reserver', { forme: 'aucune' })] }) };
    expect(raison(sansDelai, new Date('2026-11-25T22:59Z'))).toBe('possible');
    // 23 h 00 en temps universel : il est déjà le lendemain à Paris.
    expect(raison(sansDelai, new Date('2026-11-25T23:00Z'))).toBe('jour_passe');
  });

  test('jamais réservable en ligne le dit', () => {
    const delais = [delai('reserver', { forme: 'jamais' }, 'agent')];
    expect(raison({ activite: activite({ delais }) })).toBe('pas_en_ligne');
  });
});

describe('La période de saisie', () => {
  const periode = {
    du: '2026-11-04',
    au: '2026-12-25',
    ouvreLe: new Date('2026-11-16T09:00Z'),
    fermeLe: new Date('2026-11-20T17:00Z'),
  };

  test('n’ouvre pas avant l’heure, et dit quand', () => {
    expect(raison({ periode }, new Date('2026-11-16T08:59:59Z'))).toBe('pas_encore_ouverte');
    const avis = examinerCase(CASE, faits({ periode }), new Date('2026-11-16T08:00Z'));
    expect(avis.avis === 'impossible' && avis.ecart.phrase).toContain('ouvrent');
    expect(raison({ periode }, periode.ouvreLe)).toBe('possible');
  });

  test('se ferme à l’heure dite, exclue', () => {
    expect(raison({ periode }, new Date('2026-11-20T16:59:59Z'))).toBe('possible');
    expect(raison({ periode }, periode.fermeLe)).toBe('periode_close');
  });

  test('une fenêtre de délai pas encore ouverte le dit aussi', () => {
    const avant = { nombre: 1, unite: 'jours', heure: '09:00' } as const;
    const ouvre = { nombre: 2, unite: 'semaines', heure: '09:00' } as const;
    const delais = [delai('reserver', { forme: 'periode', ...avant, ouvre })];
    const options = { activite: activite({ delais }) };
    expect(raison(options, new Date('2026-10-01T09:00Z'))).toBe('pas_encore_ouverte');
    expect(raison(options, new Date('2026-10-28T09:00Z'))).toBe('possible');
  });
});

describe('Le délai passé', () => {
  const tropTard = new Date('2026-11-24T08:00:01Z');

  test.each([
    ['refusee', { avis: 'impossible' }],
    ['agent', { avis: 'possible', tardif: 'agent' }],
    ['liste_attente', { avis: 'possible', tardif: 'liste_attente' }],
    ['majoree', { avis: 'possible', tardif: 'majoree' }],
  ] as const)('suit le canal tardif de la règle : %s', (tardif, attendu) => {
    const delais = [delai('reserver', VEILLE_A_9H, tardif)];
    const lesFaits = faits({ activite: activite({ delais }) });
    expect(examinerCase(CASE, lesFaits, tropTard)).toMatchObject(attendu);
    expect(examinerCase(CASE, lesFaits, new Date('2026-11-24T08:00Z'))).toMatchObject({
      avis: 'possible',
      tardif: null,
    });
  });
});

const unInstant = fc.date({
  min: new Date('2026-10-01T00:00Z'),
  max: new Date('2026-12-31T00:00Z'),
  noInvalidDate: true,
});
const unDelai = fc.record({
  jours: fc.integer({ min: 0, max: 20 }),
  tardif: fc.constantFrom(
    'refusee' as const,
    'agent' as const,
    'liste_attente' as const,
    'majoree' as const,
  ),
});

describe('Quoi qu’il arrive', () => {
  test('un jour fermé ne se réserve jamais, à aucune heure, par aucun canal', () => {
    fc.assert(
      fc.property(unInstant, unDelai, (maintenant, { jours, tardif }) => {
        const delais = [delai('reserver', { ...VEILLE_A_9H, jours }, tardif)];
        const avis = raison({ activite: activite({ delais }) }, maintenant, NOEL);
        expect(avis).toBe('ferme');
      }),
    );
    expect(estOuvert(faits(), NOEL)).toBe(false);
    expect(estOuvert(faits(), MERCREDI)).toBe(true);
  });

  test('refusé maintenant pour le délai, refusé plus tard', () => {
    fc.assert(
      fc.property(unInstant, unInstant, unDelai, (a, b, { jours, tardif }) => {
        const [avant, apres] = a <= b ? [a, b] : [b, a];
        const delais = [delai('reserver', { ...VEILLE_A_9H, jours }, tardif)];
        const options = { activite: activite({ delais }) };
        if (raison(options, avant) !== 'delai_passe') return;
        expect(['delai_passe', 'jour_passe', 'periode_close']).toContain(raison(options, apres));
      }),
    );
  });
});
