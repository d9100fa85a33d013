import { describe, expect, test } from 'vitest';
import { etatDeLaFiche } from './fiche.ts';
import { examinerPersonne } from './personnes.ts';
import { examinerRegime } from './regimes.ts';
import { examinerRubrique, type Rubrique } from './rubriques.ts';

const examiner = (rubrique: Rubrique, champs: Record<string, string>) =>
  examinerRubrique(rubrique, (champ) => champs[champ] ?? '');
const erreurs = (rubrique: Rubrique, champs: Record<string, string>) =>
  examiner(rubrique, champs).erreurs?.map((e) => e.champ);

describe('une rubrique', () => {
  test('« non » suffit, et efface un texte resté là', () => {
    expect(examiner('allergies', { reponse: 'non', texte: 'Arachide' }).contenu).toEqual({
      reponse: 'non',
      texte: '',
    });
  });

  test('« oui » se précise ; les lignes restent, les blancs s’en vont', () => {
    expect(erreurs('allergies', { reponse: 'oui', texte: ' \n ' })).toEqual(['allergies-texte']);
    expect(
      examiner('allergies', { reponse: 'oui', texte: ' Arachide\t:\r\n\r\n\r\n\r\n stylo ' })
        .contenu,
    ).toEqual({ reponse: 'oui', texte: 'Arachide :\n\nstylo' });
  });

  test('sans réponse, avec une réponse inventée ou un texte trop long : à revoir', () => {
    expect(erreurs('traitement', {})).toEqual(['traitement-reponse']);
    expect(erreurs('vaccins', { reponse: 'toString' })).toEqual(['vaccins-reponse']);
    expect(erreurs('precautions', { reponse: 'oui', texte: 'x'.repeat(601) })).toEqual([
      'precautions-texte',
    ]);
  });

  test('un PAI peut avoir une fin ; une date fausse se dit, en plus du reste', () => {
    const oui = { reponse: 'oui', texte: 'Trousse rouge au bureau' };
    expect(examiner('pai', { ...oui, jusquAu: '2027-07-05' }).contenu).toEqual({
      ...oui,
      jusquAu: '2027-07-05',
    });
    expect(examiner('pai', { reponse: 'non', texte: '', jusquAu: '2027-07-05' }).contenu).toEqual({
      reponse: 'non',
      texte: '',
      jusquAu: null,
    });
    expect(erreurs('pai', { reponse: 'oui', texte: '', jusquAu: '2027-02-30' })).toEqual([
      'pai-texte',
      'pai-jusquAu',
    ]);
  });

  test('le médecin a un nom et un téléphone, mis au propre ; tout manque se dit à la fois', () => {
    expect(examiner('medecin', { nom: ' Dr  Lenoir', telephone: '0238001122' }).contenu).toEqual({
      nom: 'Dr Lenoir',
      telephone: '02 38 00 11 22',
    });
    expect(erreurs('medecin', { nom: '', telephone: '12' })).toEqual([
      'medecin-nom',
      'medecin-telephone',
    ]);
  });
});

describe('une personne autorisée', () => {
  const mamie = {
    nom: 'Rose Benali',
    lien: 'grand-mère',
    telephone: '0612345678',
    vientChercher: true,
    aPrevenir: false,
  };
  test('s’écrit au propre', () => {
    expect(examinerPersonne(mamie).personne).toEqual({ ...mamie, telephone: '06 12 34 56 78' });
  });
  test('vient chercher ou se prévient, a un nom, un lien et un téléphone', () => {
    const vide = { nom: ' ', lien: '', telephone: '', vientChercher: false, aPrevenir: false };
    expect(examinerPersonne(vide).erreurs?.map((e) => e.champ)).toEqual([
      'personne-nom',
      'personne-lien',
      'personne-telephone',
      'personne-role',
    ]);
  });
});

describe('un régime', () => {
  test('dit l’assiette', () => {
    for (const nom of ['Sans porc', 'Végétarien', 'Sans viande ni poisson', 'Jus de fruits'])
      expect(examinerRegime(nom)).toEqual({ nom, erreur: null });
  });
  test('jamais la religion, quelle que soit l’écriture', () => {
    for (const nom of ['Halal', 'HALLAL', 'repas cashers', 'Régime musulman', 'Confessionnel'])
      expect(examinerRegime(nom).erreur).toMatch(/ne se demande pas/);
  });
});

describe('l’état de la fiche', () => {
  const partout = (jour: string) => ({
    allergies: jour,
    pai: jour,
    traitement: jour,
    precautions: jour,
    vaccins: jour,
    medecin: jour,
  });
  test('le 29 février, la fiche vaut jusqu’au 28 de l’an prochain', () => {
    expect(
      etatDeLaFiche({
        aujourdhui: '2024-03-01',
        ecrites: partout('2024-02-29'),
        confirmeeLe: null,
      }),
    ).toEqual({ etat: 'a_jour', jusquAu: '2025-02-28' });
  });
  test('une confirmation plus ancienne que l’écriture ne rajeunit rien', () => {
    expect(
      etatDeLaFiche({
        aujourdhui: '2026-11-16',
        ecrites: partout('2025-11-20'),
        confirmeeLe: '2025-09-01',
      }),
    ).toEqual({ etat: 'a_jour', jusquAu: '2026-11-20' });
  });
});
