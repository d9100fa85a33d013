import { describe, expect, test } from 'vitest';
import { lireReleve } from './releve-du-tresor.ts';

const lire = (...lignes: string[]) => lireReleve(lignes.map((l) => l.split(';')));
const LIGNE = 'LIGNE;15/10/2026;012026F001234T1;45,60;CB';

describe('le relevé du Trésor', () => {
  test('se lit, en euros ou en centimes, avec ou sans barres dans la date', () => {
    expect(
      lire('EN-TETE;123456', LIGNE, 'LIGNE;16102026;012026B7T7;1000', 'PIED-DE-PAGE;2;5560', ''),
    ).toEqual({
      erreur: null,
      lignes: [
        { jour: '2026-10-15', reference: '012026F001234T1', montantCentimes: 4560, mode: 'CB' },
        { jour: '2026-10-16', reference: '012026B7T7', montantCentimes: 1000, mode: '' },
      ],
    });
  });

  test.each([
    ['sans en-tête', [LIGNE, 'PIED-DE-PAGE;1;45,60']],
    ['sans pied : coupé', ['EN-TETE', LIGNE]],
    ['un pied qui ne compte pas juste', ['EN-TETE', LIGNE, 'PIED-DE-PAGE;2;45,60']],
    ['un total faux', ['EN-TETE', LIGNE, 'PIED-DE-PAGE;1;45,61']],
    [
      'un jour qui n’existe pas',
      ['EN-TETE', 'LIGNE;31/02/2026;ABCDEF;1,00', 'PIED-DE-PAGE;1;1,00'],
    ],
    ['une référence impossible', ['EN-TETE', 'LIGNE;01/02/2026;A-1;1,00', 'PIED-DE-PAGE;1;1,00']],
    ['rien', []],
  ])('%s : rien n’est pris', (_nom, lignes) => {
    expect(lire(...lignes).lignes).toBeNull();
  });
});
