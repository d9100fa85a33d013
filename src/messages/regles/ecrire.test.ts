import { describe, expect, test } from 'vitest';
import { estCleUnique, examinerMessage, MESSAGES_PAR_JOUR, peutEcrireEncore } from './ecrire.ts';

const SAISIE = { structureId: 1, familleId: null, objet: 'Repas', texte: 'Bonjour,\r\nmerci.' };

describe('écrire au centre', () => {
  test('un adulte d’une seule famille ne la choisit pas', () => {
    const { message, erreurs } = examinerMessage(SAISIE, [12]);
    expect(erreurs).toEqual([]);
    expect(message).toEqual({ ...SAISIE, familleId: 12, texte: 'Bonjour,\nmerci.' });
  });

  test('un adulte de deux familles dit laquelle, et seulement une des siennes', () => {
    const champs = (familleId: number | null) =>
      examinerMessage({ ...SAISIE, familleId }, [12, 13]).erreurs.map((e) => e.champ);
    expect(champs(null)).toEqual(['famille']);
    expect(champs(14)).toEqual(['famille']);
    expect(champs(13)).toEqual([]);
  });

  test('l’objet tient sur une ligne, et rien d’invisible ne passe', () => {
    const { message } = examinerMessage(
      { ...SAISIE, objet: ' Repas\r\nBcc: x@y.fr ', texte: 'a\u0007b\tc' },
      [1],
    );
    expect(message.objet).toBe('Repas Bcc: x@y.fr');
    expect(message.texte).toBe('ab\tc');
  });

  test('vide ou trop long, chaque champ le dit', () => {
    const champs = (objet: string, texte: string) =>
      examinerMessage({ ...SAISIE, objet, texte }, [1]).erreurs.map((e) => e.champ);
    expect(champs(' ', '\n')).toEqual(['objet', 'texte']);
    expect(champs('o'.repeat(121), 't'.repeat(4001))).toEqual(['objet', 'texte']);
    expect(champs('o'.repeat(120), 't'.repeat(4000))).toEqual([]);
  });

  test('dix messages par jour, pas onze', () => {
    expect(peutEcrireEncore(MESSAGES_PAR_JOUR - 1)).toBe(true);
    expect(peutEcrireEncore(MESSAGES_PAR_JOUR)).toBe(false);
  });

  test('la clé du formulaire est un identifiant universel', () => {
    expect(estCleUnique('3f2b8f6e-6f0d-4c58-9f5b-0d2f5d1c9a77')).toBe(true);
    expect(estCleUnique("3f2b8f6e' or 1=1")).toBe(false);
    expect(estCleUnique('')).toBe(false);
  });
});
