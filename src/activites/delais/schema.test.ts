import { expect, test } from 'vitest';
import { schemaDelaiDate, schemaRegleDelai } from './schema.ts';

const veille = { forme: 'jour', jours: 1, heure: '09:00', decompte: 'ouvres' };

test('une règle bien formée est lue telle quelle', () => {
  expect(schemaRegleDelai.parse(veille)).toEqual(veille);
});

test.each([
  ['une forme inconnue', { forme: 'quinzaine' }],
  ['une heure mal écrite', { ...veille, heure: '9h' }],
  ['une heure après minuit', { ...veille, heure: '24:01' }],
  ['un nombre de jours négatif', { ...veille, jours: -1 }],
  ['un nombre de jours sans fin', { ...veille, jours: 1e9 }],
  ['un demi-jour', { ...veille, jours: 0.5 }],
  ['un décompte inconnu', { ...veille, decompte: 'ouvrables' }],
  ['une clé en trop', { ...veille, heures: 3 }],
  ['un huitième jour', { forme: 'semaine', jourSemaine: 8, semaines: 1, heure: '09:00' }],
  ['une période sans « ouvre »', { forme: 'periode', nombre: 3, unite: 'jours', heure: '24:00' }],
  ['aucun groupe', { forme: 'groupes_de_jours', groupes: [] }],
  [
    'un jour dans deux groupes',
    {
      forme: 'groupes_de_jours',
      groupes: [
        { jours: [1, 2], jourSemaine: 5, semaines: 1, heure: '09:00' },
        { jours: [2], jourSemaine: 4, semaines: 1, heure: '09:00' },
      ],
    },
  ],
  [
    'une limite après un jour du groupe',
    {
      forme: 'groupes_de_jours',
      groupes: [{ jours: [1, 5], jourSemaine: 2, semaines: 0, heure: '09:00' }],
    },
  ],
  ['du texte', 'la veille'],
])('%s est refusé', (_quoi, valeur) => {
  expect(schemaRegleDelai.safeParse(valeur).success).toBe(false);
});

test('une règle datée finit après avoir commencé', () => {
  const datee = { pour: 'annuler', prestationId: null, regle: veille, tardif: 'refusee' };
  const lire = (du: string, au: string | null) =>
    schemaDelaiDate.safeParse({ ...datee, du, au }).success;
  expect(lire('2026-09-01', null)).toBe(true);
  expect(lire('2026-09-01', '2027-01-04')).toBe(true);
  expect(lire('2026-09-01', '2026-09-01')).toBe(false);
  expect(lire('2026-02-30', null)).toBe(false);
});
