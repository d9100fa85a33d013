import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { controler, type References } from './controler.ts';
import { lireFichier } from './fichier.ts';

const page = readFileSync('docs/regles/import.md', 'utf8');
const exemples = page
  .split('\n')
  .filter((ligne) => ligne.startsWith('|'))
  .slice(2)
  .map((ligne) =>
    ligne
      .split('|')
      .slice(1, -1)
      .map((c) => c.trim()),
  );

const REFERENCES: References = {
  ecoles: [
    {
      id: 1,
      nom: 'Jules Ferry',
      classes: [
        { id: 1, nom: 'CP' },
        { id: 2, nom: 'CE1' },
      ],
    },
  ],
  communes: [{ codeInsee: '45999', nom: 'Saint-Aubin', codePostal: '45130' }],
  enfantsConnus: new Map([['tom|durand|2018-05-04', 'Durand']]),
  courrielsConnus: new Map([['deja@exemple.fr', 'la famille Bernard']]),
};
const TITRES = 'Civilité;Prénom;Nom;Courriel;Portable;CP;Prénom enfant;Né le;École;Classe;Commune';

test('la page a douze exemples, chacun cite une de ses règles', () => {
  const regles = [...page.matchAll(/^(\d+)\. \*\*/gm)].map((trouve) => trouve[1]);
  expect(exemples).toHaveLength(12);
  for (const exemple of exemples) expect(regles).toContain(exemple.at(-1));
});

test.each(exemples)('%s, %s, %s, %s, %s, %s, %s, %s : %s', (adulte, ...reste) => {
  const dit = reste[7] ?? '';
  const valeurs = [...adulte.split(' '), ...reste.slice(0, 7), 'Saint-Aubin'];
  const lu = lireFichier(`${TITRES}\n${valeurs.join(';')}`);
  const { problemes, remarques } = controler(lu.rangees ?? [], REFERENCES, {
    aujourdhui: '2026-11-23',
    laisserLesConnus: false,
  });
  const [genre, phrase = ''] = dit.split(' : ');
  const dites = { rien: [], problème: problemes, remarque: remarques }[genre ?? ''];
  if (genre === 'rien') expect([...problemes, ...remarques]).toEqual([]);
  else expect(dites?.map((d) => d.phrase).join()).toContain(phrase);
  if (genre !== 'problème') expect(problemes).toEqual([]);
});
