import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compterParClasse, compterParGroupe } from './effectifs.ts';

const enfant = (groupe: string | null, classe: string | null, panierRepas = false) => ({
  groupe,
  classe,
  ecole: classe === null ? null : 'Jules-Ferry',
  panierRepas,
});

test('par groupe : combien, dont combien apportent leur repas', () => {
  const enfants = [enfant('Petits', null), enfant('Grands', null, true), enfant('Petits', null)];
  expect(compterParGroupe(enfants)).toEqual([
    { nom: 'Grands', nombre: 1, paniersRepas: 1 },
    { nom: 'Petits', nombre: 2, paniersRepas: 0 },
  ]);
});

test('par classe : l’école d’abord, et qui n’en a pas se voit', () => {
  const noms = compterParClasse([enfant(null, 'CE2'), enfant(null, 'CE1'), enfant(null, null)]);
  expect(noms.map((c) => c.nom)).toEqual([
    'Jules-Ferry, CE1',
    'Jules-Ferry, CE2',
    'Sans classe connue',
  ]);
});

test('chaque enfant compte une fois, de l’une et de l’autre façon', () => {
  const classe = fc.option(fc.constantFrom('CP', 'CE1', 'CE2'));
  const un = fc.record({ groupe: classe, classe, ecole: classe, panierRepas: fc.boolean() });
  fc.assert(
    fc.property(fc.array(un), (enfants) => {
      for (const comptes of [compterParGroupe(enfants), compterParClasse(enfants)]) {
        expect(comptes.reduce((somme, c) => somme + c.nombre, 0)).toBe(enfants.length);
      }
    }),
  );
});
