import { expect, test } from 'vitest';
import {
  direFenetre,
  type EnfantAInscrire,
  etatFenetre,
  type Offre,
  proposerOffres,
} from './offres.ts';

const enfant = (id: number, neLe: string): EnfantAInscrire => ({
  id,
  familleId: 1,
  prenom: `Enfant ${id}`,
  nom: 'MARTIN',
  neLe,
  scolarites: [],
  codeInsee: '45001',
});
const offre = (periodeId: number, du: string, au: string, ageMin: number | null): Offre => ({
  periodeId,
  periode: 'Année',
  du,
  au,
  ouvreLe: new Date('2026-06-01T06:00:00Z'),
  fermeLe: new Date('2027-06-30T22:00:00Z'),
  activiteId: 1,
  activite: 'CANTINE',
  conditions: {
    approbation: 'automatique',
    listeAttente: 'aucune',
    ageMin,
    ageMax: null,
    ecoles: [],
    communes: [],
    groupes: [],
    joursMin: null,
    delais: [],
    prestations: [],
  },
});
const proposer = (enfants: EnfantAInscrire[], offres: Offre[]) =>
  proposerOffres(enfants, offres, '2026-11-16', 'Europe/Paris', new Date('2026-11-16T09:00:00Z'));

test('une période n’est proposée que si elle accueille au moins un enfant', () => {
  const { proposees, ecartees } = proposer(
    [enfant(1, '2018-01-01'), enfant(2, '2024-01-01')],
    [offre(1, '2026-09-01', '2027-07-05', 6)],
  );
  expect(proposees.map((o) => o.pour)).toEqual([[1]]);
  expect(ecartees.map((e) => e.enfant)).toEqual(['Enfant 2']);
  expect(
    proposer([enfant(2, '2024-01-01')], [offre(1, '2026-09-01', '2027-07-05', 6)]).proposees,
  ).toEqual([]);
});

test('un enfant qui aura l’âge avant la fin de la période peut déjà choisir', () => {
  const { proposees } = proposer(
    [enfant(1, '2021-03-01')],
    [offre(1, '2026-09-01', '2027-07-05', 6)],
  );
  expect(proposees).toHaveLength(1);
});

test('admis à une période de l’activité, rien n’est à expliquer pour une autre', () => {
  const { ecartees } = proposer(
    [enfant(1, '2021-03-01')],
    [offre(1, '2026-09-01', '2026-12-18', 6), offre(2, '2027-01-04', '2027-07-05', 6)],
  );
  expect(ecartees).toEqual([]);
});

test('la fenêtre s’ouvre à son heure et se ferme à la sienne', () => {
  const fenetre = offre(1, '2026-09-01', '2027-07-05', null);
  const dire = (instant: string) => {
    const etat = etatFenetre(fenetre, new Date(instant));
    return direFenetre(etat, fenetre, 'Europe/Paris');
  };
  expect(dire('2026-06-01T05:59:59Z')).toBe('ouvrent le lundi 1er juin 2026 à 8\u00a0h');
  expect(dire('2026-06-01T06:00:00Z')).toBe('ouvertes jusqu’au mercredi 30 juin 2027 à minuit');
  expect(dire('2027-06-30T22:00:00Z')).toBe('closes depuis le mercredi 30 juin 2027 à minuit');
});
