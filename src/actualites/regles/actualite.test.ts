import { describe, expect, test } from 'vitest';
import { direEtat, type Etat, examiner, lireParagraphes, type Saisie } from './actualite.ts';

const SAISIE: Saisie = {
  titre: ' Inscriptions\r\nd’été ',
  texte: 'Elles ouvrent lundi.\r\n\r\nÀ bientôt.',
  du: '2026-11-16',
  au: '2026-11-30',
  importante: false,
};
const champs = (de: Partial<Saisie>) => examiner({ ...SAISIE, ...de }).erreurs.map((e) => e.champ);

describe('une actualité', () => {
  test('se met au propre : le titre sur une ligne', () => {
    const { actualite, erreurs } = examiner(SAISIE);
    expect(erreurs).toEqual([]);
    expect(actualite.titre).toBe('Inscriptions d’été');
    expect(actualite.texte).toBe('Elles ouvrent lundi.\n\nÀ bientôt.');
  });

  test('a un titre, un texte, des jours dans l’ordre, un an au plus', () => {
    expect(champs({ titre: ' ' })).toEqual(['titre']);
    expect(champs({ titre: 'x'.repeat(101) })).toEqual(['titre']);
    expect(champs({ texte: '' })).toEqual(['texte']);
    expect(champs({ texte: 'x'.repeat(1501) })).toEqual(['texte']);
    expect(champs({ du: '', au: '2026-02-30' })).toEqual(['du', 'au']);
    expect(champs({ au: '2026-11-15' })).toEqual(['au']);
    expect(champs({ au: '2027-11-30' })).toEqual(['au']);
    expect(champs({ au: '2026-11-16' })).toEqual([]);
  });

  test.each<[Etat, string, string]>([
    ['brouillon', '2026-11-20', 'Brouillon'],
    ['publiee', '2026-11-15', 'Programmée'],
    ['publiee', '2026-11-16', 'En ligne'],
    ['publiee', '2026-11-30', 'En ligne'],
    ['publiee', '2026-12-01', 'Terminée'],
    ['retiree', '2026-11-20', 'Retirée'],
  ])('%s, le %s : %s', (etat, jour, dit) => {
    expect(direEtat({ etat, du: '2026-11-16', au: '2026-11-30' }, jour)).toBe(dit);
  });
});

describe('ce qui se met en forme', () => {
  test('des paragraphes et des liens, sans la ponctuation qui suit', () => {
    expect(
      lireParagraphes('Voir https://ville.test/menus.\n\nEt (http://a.test/b?c=1&d=2).'),
    ).toEqual([
      [
        { texte: 'Voir ' },
        { texte: 'https://ville.test/menus', lien: 'https://ville.test/menus' },
        { texte: '.' },
      ],
      [
        { texte: 'Et (' },
        { texte: 'http://a.test/b?c=1&d=2', lien: 'http://a.test/b?c=1&d=2' },
        { texte: ').' },
      ],
    ]);
  });

  test('ni script, ni autre sorte d’adresse', () => {
    const lignes = [
      'javascript:alert(1)',
      'data:text/html,x',
      '<a href="x">',
      'https://',
      'http://[',
    ];
    for (const ligne of lignes) {
      const segments = lireParagraphes(ligne).flat();
      expect(segments.map((s) => s.texte).join('')).toBe(ligne);
      expect(segments.filter((s) => s.lien)).toEqual([]);
    }
  });
});
