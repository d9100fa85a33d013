import { unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { writeXlsx } from './xlsx.ts';

async function lire(sheets: Parameters<typeof writeXlsx>[0]): Promise<Record<string, string>> {
  const fichiers = unzipSync(await writeXlsx(sheets));
  return Object.fromEntries(
    Object.entries(fichiers).map(([nom, octets]) => [nom, Buffer.from(octets).toString('utf8')]),
  );
}

describe('un classeur', () => {
  test('un texte qui commence comme une formule reste un texte', async () => {
    const pieges = ['=1+1', '+33 6', '-2', '@SUM(A1)', '=HYPERLINK("http://x","y")'];
    const parties = await lire([{ name: 'Liste', header: ['Nom'], rows: pieges.map((p) => [p]) }]);
    const feuille = parties['xl/worksheets/sheet1.xml'] ?? '';
    expect(feuille).not.toMatch(/<f[ >]/);
    expect(feuille.match(/<c [^>]*t="(?:s|inlineStr)"/g)).toHaveLength(pieges.length + 1);
    expect(Object.values(parties).join('')).toContain('@SUM(A1)');
  });

  test('un nombre est un nombre ; un nom piégé ne casse pas le fichier', async () => {
    const nom = `<script>alert(1)</script> O'Brien & "fils"\u0000\u0008`;
    const parties = await lire([{ name: 'Liste', header: ['Nom', 'Âge'], rows: [[nom, 7]] }]);
    const tout = Object.values(parties).join('');
    expect(tout).toContain('<v>7</v>');
    expect(tout).not.toContain('<script>');
    for (const signe of ['\u0000', '\u0008']) expect(tout.includes(signe)).toBe(false);
  });

  test('deux listes du même nom, ou d’un nom trop long, ont chacune leur onglet', async () => {
    const noms = ['CP/CE1 : école [A]', 'CP CE1   école  A', 'x'.repeat(40), 'X'.repeat(41)];
    const parties = await lire(noms.map((name) => ({ name, header: ['a'], rows: [] })));
    const onglets = [...(parties['xl/workbook.xml'] ?? '').matchAll(/<sheet [^>]*name="([^"]*)"/g)];
    const lus = onglets.map((o) => o[1] ?? '');
    expect(new Set(lus.map((n) => n.toLowerCase())).size).toBe(4);
    for (const n of lus) expect(n).toMatch(/^[^[\]:*?/\\]{1,31}$/);
  });
});
