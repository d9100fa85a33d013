import writeExcelFile from 'write-excel-file/node';

/** Un onglet : des titres, puis des lignes de textes et de nombres. */
export interface Sheet {
  name: string;
  header: readonly string[];
  rows: readonly (readonly (string | number)[])[];
}

export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

const NAME_LENGTH = 31;
const WIDEST = 40;

/**
 * Un classeur Excel. Un texte y est toujours de type texte : « =1+1 » s'affiche, et ne calcule rien.
 * La première ligne reste en vue quand on descend.
 */
export async function writeXlsx(sheets: readonly Sheet[]): Promise<Buffer> {
  const names = nameSheets(sheets.map((s) => s.name));
  const workbook = await writeExcelFile(
    sheets.map(({ header, rows }, i) => ({
      sheet: names[i] ?? '',
      stickyRowsCount: 1,
      columns: header.map((title, column) => ({ width: widthOf(title, rows, column) })),
      data: [
        header.map((title) => ({ value: clean(title), type: String, fontWeight: 'bold' as const })),
        ...rows.map((row) =>
          row.map((cell) =>
            typeof cell === 'number'
              ? { value: cell, type: Number }
              : { value: clean(cell), type: String },
          ),
        ),
      ],
    })),
  );
  return workbook.toBuffer();
}

/** Ce qu'Excel accepte : 31 signes, aucun de []:*?/\, et pas deux onglets du même nom. */
function nameSheets(wanted: readonly string[]): string[] {
  const taken = new Set<string>();
  return wanted.map((name) => {
    const base =
      clean(name)
        .replace(/[[\]:*?/\\']/g, ' ')
        .trim() || 'Feuille';
    let chosen = base.slice(0, NAME_LENGTH).trim();
    for (let n = 2; taken.has(chosen.toLowerCase()); n++) {
      const suffix = ` (${n})`;
      chosen = `${base.slice(0, NAME_LENGTH - suffix.length).trim()}${suffix}`;
    }
    taken.add(chosen.toLowerCase());
    return chosen;
  });
}

/** Un signe de contrôle collé par mégarde rendrait le fichier illisible : le XML l'interdit. */
function clean(text: string): string {
  return text.replace(/[^\t\n\r -\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '');
}

function widthOf(title: string, rows: Sheet['rows'], column: number): number {
  const lengths = rows.map((row) => String(row[column] ?? '').length);
  return Math.min(WIDEST, Math.max(title.length, ...lengths, 6) + 2);
}
