import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ADecider, DECISIONS, deciderSorts, exigeUnMotif } from './decider-agent.ts';
import { ETATS, type EtatReservation } from './types.ts';

const JOUR = '2026-11-25';
const SALLE = 1;

function reservation(id: number, etat: EtatReservation, jauges = [SALLE]): ADecider {
  return { id, etat, jour: JOUR, jauges };
}

function libres(nombre: number) {
  return [{ jaugeId: SALLE, jour: JOUR, places: nombre + 1, prises: 1 }];
}

describe('L’agent décide', () => {
  test('valider prend une place, dans l’ordre d’arrivée ; sans place, rien ne change', () => {
    const deux = [reservation(1, 'demandee'), reservation(2, 'demandee')];
    expect(deciderSorts(deux, 'valider', libres(1))).toEqual([
      { id: 1, sort: 'change', etat: 'validee' },
      { id: 2, sort: 'impossible', raison: 'complet' },
    ]);
  });

  test('valider ce qui l’est déjà ne prend pas une place de plus', () => {
    const deux = [reservation(1, 'validee'), reservation(2, 'en_liste_attente')];
    expect(deciderSorts(deux, 'valider', libres(1))).toEqual([
      { id: 1, sort: 'inchange' },
      { id: 2, sort: 'change', etat: 'validee' },
    ]);
  });

  test('la liste d’attente reçoit ce qui est demandé, jamais ce qui est validé', () => {
    const deux = [reservation(1, 'demandee'), reservation(2, 'validee')];
    expect(deciderSorts(deux, 'liste_attente', libres(0))).toEqual([
      { id: 1, sort: 'change', etat: 'en_liste_attente' },
      { id: 2, sort: 'impossible', raison: 'deja_decide' },
    ]);
  });

  test('une réservation validée ne se refuse pas : elle s’annule', () => {
    const [refus] = deciderSorts([reservation(1, 'validee')], 'refuser', []);
    expect(refus).toMatchObject({ sort: 'impossible', raison: 'deja_decide' });
    const [annulation] = deciderSorts([reservation(1, 'validee')], 'annuler', []);
    expect(annulation).toMatchObject({ sort: 'change', etat: 'annulee_par_centre' });
  });

  test('refuser et annuler exigent un motif, les autres non', () => {
    expect(DECISIONS.filter(exigeUnMotif)).toEqual(['refuser', 'annuler']);
  });
});

describe('Quoi que décident les agents', () => {
  const fin: readonly EtatReservation[] = ['refusee', 'annulee_par_famille', 'annulee_par_centre'];

  test('rien ne ressort d’un refus ni d’une annulation', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...ETATS),
        fc.array(fc.constantFrom(...DECISIONS), { maxLength: 8 }),
        (depart, decisions) => {
          let etat = depart;
          for (const decision of decisions) {
            const [sort] = deciderSorts([reservation(1, etat)], decision, libres(5));
            const suivant = sort?.sort === 'change' ? sort.etat : etat;
            if (fin.includes(etat)) expect(suivant).toBe(etat);
            etat = suivant;
          }
        },
      ),
    );
  });

  test('jamais plus de validées que de places, et la même décision rejouée ne change rien', () => {
    const uneListe = fc.array(fc.constantFrom(...ETATS), { maxLength: 10 });
    fc.assert(
      fc.property(
        uneListe,
        fc.constantFrom(...DECISIONS),
        fc.integer({ min: 0, max: 5 }),
        (etats, decision, n) => {
          const toutes = etats.map((etat, id) => reservation(id, etat));
          const sorts = deciderSorts(toutes, decision, libres(n));
          const validees = sorts.filter((s) => s.sort === 'change' && s.etat === 'validee');
          expect(validees.length).toBeLessThanOrEqual(n);
          const apres = toutes.map((r, i) => {
            const sort = sorts[i];
            return sort?.sort === 'change' ? { ...r, etat: sort.etat } : r;
          });
          const encore = deciderSorts(apres, decision, libres(n - validees.length));
          expect(encore.filter((s) => s.sort === 'change')).toEqual([]);
        },
      ),
    );
  });
});
