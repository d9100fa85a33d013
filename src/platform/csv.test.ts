import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { writeCsv } from './csv.ts';

const lire = (csv: string) => parse(csv, { delimiter: ';', bom: true }) as string[][];

test('point-virgule, BOM et montants à la française', () => {
  const csv = writeCsv(['Payeur', 'Montant'], [['Élise ; Petit', { centimes: -1205 }]]);
  expect(csv.startsWith('\uFEFFPayeur;Montant\r\n')).toBe(true);
  expect(lire(csv)[1]).toEqual(['Élise ; Petit', '-12,05']);
});

test('cinq centimes gardent leurs zéros', () => {
  expect(lire(writeCsv(['m'], [[{ centimes: 5 }], [{ centimes: 0 }]])).flat()).toEqual([
    'm',
    '0,05',
    '0,00',
  ]);
});

test('un texte n’est jamais une formule', () => {
  const hostiles = ['=1+1', '+33', '-2', '@SUM(A1)', '\t=1', ' =HYPERLINK("x")'];
  const [, ...lignes] = lire(
    writeCsv(
      ['x'],
      hostiles.map((h) => [h]),
    ),
  );
  expect(lignes.flat()).toEqual(hostiles.map((h) => `'${h}`));
});
