import { stringify } from 'csv-stringify/sync';

/** Une case : un texte, un nombre entier, ou une somme en centimes. */
export type Cell = string | number | { centimes: number };

/**
 * Un tableau pour un tableur français : point-virgule, BOM, virgule décimale. Un texte qui commence
 * comme une formule est précédé d'une apostrophe : ouvert dans un tableur, il ne calcule rien.
 */
export function writeCsv(header: readonly string[], rows: readonly (readonly Cell[])[]): string {
  return `\ufeff${csvRows([header])}${csvRows(rows)}`;
}

/** Des lignes à la suite d'un fichier déjà commencé, pour l'écrire à mesure. */
export function csvRows(rows: readonly (readonly Cell[])[]): string {
  return stringify(
    rows.map((row) => row.map(show)),
    { delimiter: ';', record_delimiter: 'windows' },
  );
}

function show(cell: Cell): string {
  if (typeof cell === 'number') return String(cell);
  if (typeof cell === 'object') return amount(cell.centimes);
  return /^[=+\-@\t\r\n]/.test(cell.trimStart()) || /^[\t\r]/.test(cell) ? `'${cell}` : cell;
}

/** 1205 → « 12,05 » : un nombre pour le tableur, sans arrondi. */
function amount(centimes: number): string {
  const sign = centimes < 0 ? '-' : '';
  const digits = String(Math.abs(centimes)).padStart(3, '0');
  return `${sign}${digits.slice(0, -2)},${digits.slice(-2)}`;
}
