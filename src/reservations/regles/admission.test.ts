import { describe, expect, test } from 'vitest';
import { activite, enfant, MERCREDI } from '../../../test/faits.ts';
import { anneeScolaireDu, groupeDu, refuserAdmission } from './admission.ts';
import type { Groupe } from './types.ts';

function groupe(options: Partial<Groupe>): Groupe {
  return { id: 1, nom: 'Groupe', cycle: null, ageMin: null, ageMax: null, ...options };
}

const PETITS = groupe({ id: 1, nom: 'Petits', cycle: 'maternelle' });
const GRANDS = groupe({ id: 2, nom: 'Grands', cycle: 'elementaire' });

describe('L’âge', () => {
  test('est celui du jour réservé, anniversaire compris', () => {
    const desSixAns = activite({ ageMin: 6 });
    const bientot = enfant({ neLe: '2020-11-25' });
    expect(refuserAdmission(bientot, desSixAns, '2026-11-24')?.raison).toBe('age');
    expect(refuserAdmission(bientot, desSixAns, '2026-11-25')).toBeNull();
  });

  test('né un 29 février, on grandit le 1er mars des années ordinaires', () => {
    const desSixAns = activite({ ageMin: 6 });
    const bissextile = enfant({ neLe: '2020-02-29' });
    expect(refuserAdmission(bissextile, desSixAns, '2026-02-28')?.raison).toBe('age');
    expect(refuserAdmission(bissextile, desSixAns, '2026-03-01')).toBeNull();
    const desHuitAns = activite({ ageMin: 8 });
    expect(refuserAdmission(bissextile, desHuitAns, '2028-02-28')?.raison).toBe('age');
    expect(refuserAdmission(bissextile, desHuitAns, '2028-02-29')).toBeNull();
  });

  test('le dernier âge admis l’est jusqu’à la veille de l’anniversaire suivant', () => {
    const jusquADixAns = activite({ ageMax: 10 });
    const grand = enfant({ neLe: '2015-11-26' });
    expect(refuserAdmission(grand, jusquADixAns, '2026-11-25')).toBeNull();
    expect(refuserAdmission(grand, jusquADixAns, '2026-11-26')).toMatchObject({
      raison: 'age',
      phrase: 'réservé aux enfants de 10 ans au plus ce jour-là',
    });
  });
});

describe('L’école', () => {
  test('l’année scolaire change le 1er septembre', () => {
    expect(anneeScolaireDu('2026-08-31')).toBe('2025-2026');
    expect(anneeScolaireDu('2026-09-01')).toBe('2026-2027');
    expect(anneeScolaireDu('2027-01-01')).toBe('2026-2027');
  });

  test('une activité d’une école refuse les élèves d’une autre', () => {
    expect(refuserAdmission(enfant(), activite({ ecoles: [1, 3] }), MERCREDI)).toBeNull();
    expect(refuserAdmission(enfant(), activite({ ecoles: [2] }), MERCREDI)?.raison).toBe('ecole');
  });

  test('c’est l’école de l’année du jour réservé qui compte', () => {
    const change = enfant({
      scolarites: [
        { anneeScolaire: '2025-2026', ecoleId: 2, cycle: 'maternelle' },
        { anneeScolaire: '2026-2027', ecoleId: 1, cycle: 'elementaire' },
      ],
    });
    const deLEcole1 = activite({ ecoles: [1] });
    expect(refuserAdmission(change, deLEcole1, '2026-08-28')?.raison).toBe('ecole');
    expect(refuserAdmission(change, deLEcole1, '2026-09-02')).toBeNull();
  });

  test('classe inconnue : si elle compte, la famille sait qui appeler ; sinon rien ne la retient', () => {
    const sansClasse = enfant({ scolarites: [] });
    const refus = refuserAdmission(sansClasse, activite({ ecoles: [1] }), MERCREDI);
    expect(refus?.raison).toBe('classe_inconnue');
    expect(refus?.phrase).toContain('contactez le centre');
    const parCycle = activite({ groupes: [PETITS, GRANDS] });
    expect(refuserAdmission(sansClasse, parCycle, MERCREDI)?.raison).toBe('classe_inconnue');
    expect(refuserAdmission(sansClasse, activite(), MERCREDI)).toBeNull();
  });
});

describe('La commune', () => {
  const reservee = activite({ communes: ['45999'] });

  test('celle de l’activité est admise, une autre non', () => {
    expect(refuserAdmission(enfant(), reservee, MERCREDI)).toBeNull();
    const ailleurs = enfant({ codeInsee: '45001' });
    expect(refuserAdmission(ailleurs, reservee, MERCREDI)?.raison).toBe('commune');
  });

  test('pas encore vérifiée : refusée, et la famille sait qui appeler', () => {
    const refus = refuserAdmission(enfant({ codeInsee: null }), reservee, MERCREDI);
    expect(refus?.raison).toBe('commune');
    expect(refus?.phrase).toContain('contactez le centre');
  });

  test('ne compte pas pour une activité ouverte à toutes', () => {
    expect(refuserAdmission(enfant({ codeInsee: null }), activite(), MERCREDI)).toBeNull();
  });
});

describe('Le groupe', () => {
  test('se choisit par le cycle de la classe', () => {
    const maternelle = enfant({
      scolarites: [{ anneeScolaire: '2026-2027', ecoleId: 1, cycle: 'maternelle' }],
    });
    expect(groupeDu(enfant(), [PETITS, GRANDS], MERCREDI)).toBe(GRANDS);
    expect(groupeDu(maternelle, [PETITS, GRANDS], MERCREDI)).toBe(PETITS);
  });

  test('se choisit par l’âge du jour ; s’ils sont deux à convenir, le premier', () => {
    const six = groupe({ id: 3, ageMin: 6, ageMax: 8 });
    const huit = groupe({ id: 4, ageMin: 8, ageMax: 12 });
    expect(groupeDu(enfant(), [six, huit], MERCREDI)).toBe(six);
    expect(groupeDu(enfant(), [six, huit], '2027-05-10')).toBe(huit);
  });

  test('aucun groupe pour son âge : l’enfant n’est pas admis', () => {
    const adolescents = activite({ groupes: [groupe({ ageMin: 12 })] });
    expect(refuserAdmission(enfant(), adolescents, MERCREDI)?.raison).toBe('groupe');
  });
});
