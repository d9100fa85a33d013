import { describe, expect, test } from 'vitest';
import { chercheQuelqueChose, comprendre } from './recherche.ts';

describe('Comprendre ce qui est tapé', () => {
  test.each([
    ['dup leo', { mots: ['dup', 'leo'], telephone: '', acces: '' }],
    ['Noël', { mots: ['noel'], telephone: '', acces: 'noël' }],
    ['06 12 34', { mots: [], telephone: '061234', acces: '' }],
    ['06.12.34.56.78', { mots: [], telephone: '0612345678', acces: '' }],
    ['+33 6 12 34', { mots: [], telephone: '061234', acces: '' }],
    ['Claire@Exemple', { mots: [], telephone: '', acces: 'claire@exemple' }],
    ['claire.martin', { mots: ['claire', 'martin'], telephone: '', acces: 'claire.martin' }],
    ['12', { mots: ['12'], telephone: '', acces: '' }],
    ['\0 ', { mots: [], telephone: '', acces: '' }],
  ])('« %s »', (texte, recherche) => {
    expect(comprendre(texte)).toEqual(recherche);
  });

  test('rien, ou de la ponctuation seule, ne cherche rien', () => {
    for (const texte of ['', '  ', '--', '()'])
      expect(chercheQuelqueChose(comprendre(texte))).toBe(false);
  });
});
