/*
 * Le fil qui compose les PDF : 16 ms de calcul pour une facture de quarante lignes, trop pour la
 * boucle qui répond aux visites. Voir docs/decisions/0013.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parentPort } from 'node:worker_threads';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import type { PdfAnswer, PdfRequest } from './pdf.ts';

const ROOT = process.cwd();
const FONTS = join(ROOT, 'src/platform/polices');
/** Au-delà de tant de documents sans servir, ce que le compilateur a gardé s'oublie. */
const CACHE_AGE = 10;

/** Seules les polices livrées : le même PDF sur toutes les machines, sans rien chercher dehors. */
const compiler = NodeCompiler.create({
  workspace: ROOT,
  fontArgs: [{ fontBlobs: lirePolices() }],
});

function lirePolices(): Buffer[] {
  if (!existsSync(FONTS)) throw new Error(`Les polices des documents manquent : ${FONTS}`);
  return readdirSync(FONTS)
    .filter((f) => f.endsWith('.ttf'))
    .map((f) => readFileSync(join(FONTS, f)));
}

function render({ template, data, createdAt, paperOnly }: PdfRequest): Uint8Array {
  const compiled = compiler.compile({
    mainFilePath: join(ROOT, template),
    // Les données entrent par ici, jamais dans le texte du modèle : rien n'y est interprété.
    inputs: { donnees: data },
  });
  const { result } = compiled;
  if (!result) throw new Error(`${template} : ${explain(compiled.takeError())}`);
  const pdf = compiler.pdf(result, {
    pdfStandard: paperOnly ? '1.7' : 'ua-1',
    pdfTags: !paperOnly,
    creationTimestamp: createdAt,
  });
  compiler.evictCache(CACHE_AGE);
  return pdf;
}

function explain(error: ReturnType<ReturnType<typeof compiler.compile>['takeError']>): string {
  return error ? JSON.stringify(error.shortDiagnostics).slice(0, 2000) : 'composition impossible';
}

parentPort?.on('message', (request: PdfRequest) => {
  let answer: PdfAnswer;
  try {
    answer = { id: request.id, pdf: render(request) };
  } catch (error) {
    answer = { id: request.id, error: error instanceof Error ? error.message : String(error) };
  }
  parentPort?.postMessage(answer);
});
