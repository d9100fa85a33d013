import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { delai, faits, MATIN, MERCREDI } from '../../../test/faits.ts';
import { CANAUX_TARDIFS } from '../../activites/delais/regles.ts';
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

describe('Les exemples de docs/regles/delais.md, règle 16', () => {
  const page = readFileSync(new URL('../../../docs/regles/delais.md', import.meta.url), 'utf8');
  const section = page.split('## Passé le délai pour annuler')[1]?.split(/^## /m)[0] ?? '';
  const lignes = [...section.matchAll(/^\| (\w+) \| (.+) \| (\w+) \| (.+) \|$/gm)].map((l) => ({
    etat: ETATS.find((e) => e === l[1]),
    moment: l[2] === 'à la limite' ? LIMITE : APRES,
    tardif: CANAUX_TARDIFS.find((c) => c === l[3]),
    dit: l[4],
    ecrit: l[0],
  }));

  test('la page les donne tous', () => {
    expect(lignes.filter((l) => l.etat && l.tardif)).toHaveLength(7);
  });

  test.each(lignes)('$ecrit', ({ etat = 'refusee', moment, tardif, dit }) => {
    const regle = { forme: 'jour', jours: 1, heure: '09:00', decompte: 'calendaires' } as const;
    const { issue } = decider(etat, moment, [delai('annuler', regle, tardif)]);
    expect(issue).toBe(dit === 'possible' ? 'possible' : 'impossible');
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
