import { describe, expect, test } from 'vitest';
import { direSort, examinerTexte, type Lettre, peutArreter } from './envoi.ts';

const EN_ROUTE: Lettre = {
  aUneAdresse: true,
  ecrite: true,
  gardee: true,
  partie: false,
  echec: null,
};

describe('un message à un groupe', () => {
  test('s’arrête tant que personne ne l’a', () => {
    expect(peutArreter('brouillon', 0)).toBe(true);
    expect(peutArreter('en_cours', 0)).toBe(true);
    expect(peutArreter('en_cours', 1)).toBe(false);
    expect(peutArreter('envoyee', 3)).toBe(false);
    expect(peutArreter('annulee', 0)).toBe(false);
  });

  test('dit de chacun où il en est', () => {
    const sort = (lettre: Partial<Lettre>) => direSort({ ...EN_ROUTE, ...lettre });
    expect(sort({})).toBe('en_route');
    expect(sort({ ecrite: false, gardee: false })).toBe('a_ecrire');
    expect(sort({ aUneAdresse: false })).toBe('a_appeler');
    expect(sort({ partie: true })).toBe('parti');
    expect(sort({ echec: '550 boîte inconnue' })).toBe('en_echec');
    expect(sort({ partie: true, echec: '450 plus tard' })).toBe('parti');
  });

  test('parti depuis trois mois, sa lettre effacée, il reste parti', () => {
    expect(direSort({ ...EN_ROUTE, gardee: false })).toBe('parti');
  });

  test('l’objet tient sur une ligne ; vide, il se réclame', () => {
    expect(examinerTexte(' Sortie\r\nBcc: x ', 'Bonjour').objet).toBe('Sortie Bcc: x');
    expect(examinerTexte('', '').erreurs.map((e) => e.champ)).toEqual(['objet', 'texte']);
    expect(examinerTexte('x'.repeat(121), 'y'.repeat(4001)).erreurs).toHaveLength(2);
  });
});
