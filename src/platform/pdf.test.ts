import { describe, expect, test } from 'vitest';
import { lirePdf } from '../../test/pdf.ts';
import { renderPdf } from './pdf.ts';

const CANARI = `<script>alert(1)</script> O'Brien & "fils" #$*_@\`\\ [x] #panic("non")`;

function composer(texte: string) {
  return renderPdf({
    template: 'test/modeles/essai.typ',
    data: { titre: 'Essai de Préau', texte },
    createdAt: new Date('2026-11-20T09:00Z'),
  });
}

/** Le texte va à la ligne où il veut : les blancs ne comptent pas. */
const sansBlanc = (texte: string) => texte.replace(/\s/g, '');

describe('Composer un PDF', () => {
  test('un nom plein de signes de Typst ou de HTML est imprimé tel quel', async () => {
    const { texte } = lirePdf(await composer(CANARI));
    expect(sansBlanc(texte)).toContain(sansBlanc(CANARI));
  });

  test('le PDF est balisé, en français, titré, et se dit conforme à PDF/UA-1', async () => {
    const { structure } = lirePdf(await composer('Bonjour'));
    expect(structure).toMatch(/\/MarkInfo\s*<<\s*\/Marked true/);
    expect(structure).toMatch(/\/StructTreeRoot/);
    expect(structure).toMatch(/\/Lang\s*\(fr/);
    expect(structure).toContain('pdfuaid');
    expect(structure).toMatch(/\/DisplayDocTitle true/);
  });

  test('le même document donne le même fichier', async () => {
    expect((await composer('Bonjour')).equals(await composer('Bonjour'))).toBe(true);
  });

  test('une faute échoue seule : le document suivant se compose', async () => {
    const faux = renderPdf({
      template: 'test/modeles/absent.typ',
      data: {},
      createdAt: new Date('2026-11-20T09:00Z'),
    });
    await expect(faux).rejects.toThrow('absent.typ');
    expect(lirePdf(await composer('encore là')).texte).toContain('encore là');
  });
});
