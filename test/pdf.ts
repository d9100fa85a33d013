import { inflateSync } from 'node:zlib';

/** Ce qu'un PDF dit à qui l'écoute : son texte, dans l'ordre de lecture, et ce qui le décrit. */
export interface PdfLu {
  texte: string;
  pages: number;
  /** Le catalogue et les métadonnées, tels qu'écrits. */
  structure: string;
}

type Objets = Map<number, { dico: string; flux: string | null }>;

/**
 * Lit un PDF de Typst sans autre outil : ses flux, puis ses glyphes rendus à leurs lettres par la
 * table ToUnicode de chaque police.
 */
export function lirePdf(pdf: Buffer): PdfLu {
  const objets = lireObjets(pdf.toString('latin1'));
  const pages = [...objets.values()].filter((o) => /\/Type\s*\/Page\b/.test(o.dico));
  const texte = pages.map((page) => lirePage(page.dico, objets)).join('\n');
  const structure = [...objets.values()]
    .map((o) => o.dico + (/\/Metadata/.test(o.dico) ? (o.flux ?? '') : ''))
    .join('\n');
  return { texte, pages: pages.length, structure };
}

function lireObjets(brut: string): Objets {
  const objets: Objets = new Map();
  for (const [, numero, corps = ''] of brut.matchAll(/(\d+) 0 obj\s([\s\S]*?)endobj/g)) {
    const debut = corps.search(/stream\r?\n/);
    if (debut < 0) {
      objets.set(Number(numero), { dico: corps, flux: null });
      continue;
    }
    const dico = corps.slice(0, debut);
    const contenu = corps.slice(debut).replace(/^stream\r?\n/, '');
    const octets = Buffer.from(contenu.replace(/\r?\nendstream\s*$/, ''), 'latin1');
    const flux = /FlateDecode/.test(dico) ? inflateSync(octets) : octets;
    objets.set(Number(numero), { dico, flux: flux.toString('latin1') });
    if (/\/ObjStm/.test(dico)) deplier(dico, flux.toString('latin1'), objets);
  }
  return objets;
}

/** Les objets rangés ensemble dans un flux. */
function deplier(dico: string, flux: string, objets: Objets): void {
  const premier = Number(dico.match(/\/First (\d+)/)?.[1]);
  const index = flux.slice(0, premier).trim().split(/\s+/).map(Number);
  for (let i = 0; i < index.length; i += 2) {
    const debut = premier + (index[i + 1] ?? 0);
    const fin = i + 3 < index.length ? premier + (index[i + 3] ?? 0) : flux.length;
    objets.set(index[i] ?? 0, { dico: flux.slice(debut, fin), flux: null });
  }
}

function suivre(dico: string, cle: string, objets: Objets): string {
  const renvoi = dico.match(new RegExp(`/${cle} (\\d+) 0 R`))?.[1];
  if (renvoi) return objets.get(Number(renvoi))?.dico ?? '';
  return dico.slice(Math.max(0, dico.indexOf(`/${cle}`)));
}

function lirePage(page: string, objets: Objets): string {
  const polices = new Map<string, Map<number, string>>();
  const ressources = suivre(page, 'Resources', objets);
  for (const [, nom = '', numero] of suivre(ressources, 'Font', objets).matchAll(
    /\/(\w+) (\d+) 0 R/g,
  )) {
    const dico = objets.get(Number(numero))?.dico ?? '';
    const table = dico.match(/\/ToUnicode (\d+) 0 R/)?.[1];
    if (table) polices.set(nom, lireLettres(objets.get(Number(table))?.flux ?? ''));
  }
  const contenu = Number(page.match(/\/Contents (\d+) 0 R/)?.[1]);
  return lireContenu(objets.get(contenu)?.flux ?? '', polices);
}

function lireLettres(table: string): Map<number, string> {
  const lettres = new Map<number, string>();
  for (const [, bloc = ''] of table.matchAll(/beginbfchar([\s\S]*?)endbfchar/g)) {
    for (const [, glyphe = '', lettre = ''] of bloc.matchAll(/<(\w+)>\s*<(\w+)>/g)) {
      const octets = Buffer.from(lettre, 'hex').swap16();
      lettres.set(Number.parseInt(glyphe, 16), octets.toString('utf16le'));
    }
  }
  return lettres;
}

/** Une ligne de texte du PDF par ligne rendue ; un retour de BT à BT. */
function lireContenu(flux: string, polices: Map<string, Map<number, string>>): string {
  let lettres = new Map<number, string>();
  let texte = '';
  const motif = /\/(\w+) [\d.]+ Tf|<([0-9A-Fa-f]+)>|(\()|\b(BT|ET)\b/g;
  for (let trouve = motif.exec(flux); trouve; trouve = motif.exec(flux)) {
    const [, police, hexa, chaine, borne] = trouve;
    if (police) lettres = polices.get(police) ?? lettres;
    else if (hexa) texte += lireGlyphes(hexa, lettres);
    else if (borne === 'ET') texte += '\n';
    else if (chaine) {
      const fin = finDeChaine(flux, motif.lastIndex);
      texte += lireGlyphes(enHexa(flux.slice(motif.lastIndex, fin)), lettres);
      motif.lastIndex = fin + 1;
    }
  }
  return texte;
}

/** Dans une chaîne, des parenthèses qui s'équilibrent s'écrivent sans barre. */
function finDeChaine(flux: string, debut: number): number {
  let ouvertes = 1;
  let rang = debut;
  for (; rang < flux.length; rang++) {
    if (flux[rang] === '\\') rang++;
    else if (flux[rang] === '(') ouvertes++;
    else if (flux[rang] === ')' && --ouvertes === 0) break;
  }
  return rang;
}

function enHexa(chaine: string): string {
  const mots: Record<string, string> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };
  const net = chaine.replace(/\\([0-7]{1,3}|[\s\S])/g, (_, c: string) =>
    /^[0-7]/.test(c) ? String.fromCharCode(Number.parseInt(c, 8)) : (mots[c] ?? c),
  );
  return Buffer.from(net, 'latin1').toString('hex');
}

function lireGlyphes(hexa: string, lettres: Map<number, string>): string {
  const glyphes = hexa.match(/.{4}/g) ?? [];
  return glyphes.map((g) => lettres.get(Number.parseInt(g, 16)) ?? '').join('');
}
