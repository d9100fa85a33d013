import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { delai, faits, MATIN, MERCREDI } from '../../../test/faits.ts';
import { deciderAnnulation, peutEtrePromue } from './annuler.ts';
import { ETATS, type EtatReservation } from './types.ts';

const LIMITE = new Date('2026-11-24T08:00Z');
const APRES = new Date('2026-11-24T08:00:01Z');
const DELAIS = [
  delai('annuler', { forme: 'jour', jours: 1, heure: '09:00', decompte: 'calendaires' }),
];

function decider(etat: EtatReservation, maintenant: Date, delais = DELAIS) {
  const reservation = { prestationId: MATIN, jour: MERCREDI, etat };
  return deciderAnnulation(reservation, delais, faits().delai, maintenant);
}

describe('La famille annule', () => {
  test('ce qui est validé, jusqu’à la limite comprise : la place est rendue', () => {
    expect(decider('validee', LIMITE)).toMatchObject({ issue: 'possible', rendUnePlace: true });
    const tard = decider('validee', APRES);
    expect(tard).toMatchObject({ issue: 'impossible', raison: 'delai_passe' });
    expect(tard.phrase).toContain('le délai est passé depuis');
  });

  test.each(['demandee', 'en_liste_attente'] as const)(
    'ce qui est %s, jusqu’au jour même : cela ne tient aucune place',
    (etat) => {
      const soir = new Date('2026-11-25T22:59Z');
      expect(decider(etat, soir)).toMatchObject({ issue: 'possible', rendUnePlace: false });
      const lendemain = new Date('2026-11-25T23:00Z');
      expect(decider(etat, lendemain)).toMatchObject({ raison: 'jour_passe' });
    },
  );

  test('ce qui est refusé ne s’annule jamais', () => {
    expect(decider('refusee', LIMITE)).toMatchObject({ issue: 'impossible', raison: 'refusee' });
  });

  test('ce qui est déjà annulé, par elle ou par le centre, l’est déjà', () => {
    expect(decider('annulee_par_famille', LIMITE).issue).toBe('deja_annulee');
    expect(decider('annulee_par_centre', APRES).issue).toBe('deja_annulee');
  });

  test('jamais en ligne, si l’activité le veut : la phrase dit d’appeler', () => {
    const decision = decider('validee', LIMITE, [delai('annuler', { forme: 'jamais' })]);
    expect(decision).toMatchObject({ issue: 'impossible', raison: 'pas_en_ligne' });
    expect(decision.phrase).toContain('contactez le service');
  });
});

test('une promotion d’elle-même suit le délai d’annulation : possible tant qu’on peut renoncer', () => {
  const reservation = { prestationId: MATIN, jour: MERCREDI };
  expect(peutEtrePromue(reservation, DELAIS, faits().delai, LIMITE)).toBe(true);
  expect(peutEtrePromue(reservation, DELAIS, faits().delai, APRES)).toBe(false);
});

test('refusé maintenant, refusé plus tard, quel que soit l’état', () => {
  const unInstant = fc.date({
    min: new Date('2026-11-20T00:00Z'),
    max: new Date('2026-11-28T00:00Z'),
    noInvalidDate: true,
  });
  fc.assert(
    fc.property(fc.constantFrom(...ETATS), unInstant, unInstant, (etat, a, b) => {
      const [avant, apres] = a <= b ? [a, b] : [b, a];
      if (decider(etat, avant).issue === 'impossible')
        expect(decider(etat, apres).issue).toBe('impossible');
    }),
  );
});
