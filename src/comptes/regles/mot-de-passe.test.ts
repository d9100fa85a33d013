import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { refuserMotDePasse } from './mot-de-passe.ts';

const famille = { exigence: 'famille', interdits: [] } as const;
const agent = { exigence: 'agent', interdits: [] } as const;

describe('un mot de passe de famille', () => {
  test.each(['Kiwi-Bleu7', 'kiwibleu7!', 'quatre chevaux bleus', 'ÉtéChaud9x', 'Ze!bra22'])(
    '« %s » convient',
    (motDePasse) => expect(refuserMotDePasse(motDePasse, famille)).toBeNull(),
  );

  test.each([
    ['Kiwi7!', 'Ajoutez encore 2 caractères. Ou'],
    [
      'kiwibleu',
      'Ajoutez encore 2 sortes parmi une majuscule, un chiffre ou un signe comme ! ou -.',
    ],
    ['kiwibleu7', 'Ajoutez encore une majuscule ou un signe comme ! ou -.'],
    ['Kiwi-', 'Ajoutez encore 3 caractères. Ou'],
    ['', 'Choisissez un mot de passe.'],
  ])('« %s » : la phrase dit quoi ajouter', (motDePasse, phrase) => {
    expect(refuserMotDePasse(motDePasse, famille)).toContain(phrase);
  });

  test.each([
    'Soleil2026!',
    'Azerty123!',
    'Bonjour1!',
    'Marseille13!',
    'Motdepasse1!',
    '123456789aA',
    'Doudou44!!',
    'P@ssw0rd',
    'Abcdefgh1!',
    '2018Princesse!',
    'aaaaaaaaaaaaaaaa',
    'Cantine-2026',
    'Azertyuiop1!',
  ])('« %s » est trop courant', (motDePasse) => {
    expect(refuserMotDePasse(motDePasse, famille)).toContain('essayé en premier');
  });

  test('128 caractères passent, 129 non', () => {
    const long = 'Kiwi bleu et carré '.repeat(10);
    expect(refuserMotDePasse(long.slice(0, 128), famille)).toBeNull();
    expect(refuserMotDePasse(long.slice(0, 129), famille)).toContain('128 caractères au plus');
  });
});

test('un agent en choisit douze de trois sortes, ou une phrase de vingt', () => {
  expect(refuserMotDePasse('Kiwi-Bleu7', agent)).toContain('2 caractères');
  expect(refuserMotDePasse('Kiwi-Bleu7-Ta', agent)).toBeNull();
  expect(refuserMotDePasse('quatre chevaux bl', agent)).not.toBeNull();
  expect(refuserMotDePasse('quatre chevaux bleus', agent)).toBeNull();
});

test.each(['yann.steven', 'y.steven@exemple.fr', 'Élodie', 'STEVEN', 'Saint-Aubin'])(
  'il ne contient pas « %s »',
  (interdit) => {
    const mot = interdit.split(/[.@-]/).sort((a, b) => b.length - a.length)[0] ?? '';
    const refus = refuserMotDePasse(`7!Kx${mot}zQ`, { exigence: 'famille', interdits: [interdit] });
    expect(refus).toContain('ni votre nom');
  },
);

test.each(['M@rtin2026', 'm4rt1n-des-Bois', 'ma CAMILLE adorée !'])(
  '« %s » cache mal un nom',
  (motDePasse) => {
    const contexte = { exigence: 'famille', interdits: ['Martin', 'Camille'] } as const;
    expect(refuserMotDePasse(motDePasse, contexte)).toContain('ni votre nom');
  },
);

test('un nom de deux lettres ne gêne personne', () => {
  const contexte = { exigence: 'famille', interdits: ['Li'] } as const;
  expect(refuserMotDePasse('Kilimandjaro-7', contexte)).toBeNull();
});

describe('quel que soit le texte', () => {
  test('moins de huit caractères est toujours refusé', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 7 }), (m) => refuserMotDePasse(m, famille) !== null),
    );
  });

  test('ce qui convient à un agent convient à une famille', () => {
    fc.assert(
      fc.property(
        fc.string({ maxLength: 140, unit: 'grapheme' }),
        (m) => refuserMotDePasse(m, agent) !== null || refuserMotDePasse(m, famille) === null,
      ),
    );
  });

  test('un refus est une phrase finie', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), (m) =>
        /^[A-ZÀ-Ý].*\.$/su.test(refuserMotDePasse(m, famille) ?? 'Oui.'),
      ),
    );
  });
});
