import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';

/** Un document à composer : un modèle Typst et ses données. */
export interface PdfDocument {
  /** Depuis la racine : « src/factures/documents/modeles/facture.typ ». */
  template: string;
  /** Passé en JSON, jamais écrit dans le modèle : un nom ne peut rien y commander. */
  data: unknown;
  /** Date de création inscrite dans le fichier : le même document donne le même fichier. */
  createdAt: Date;
  /** Pour l'imprimante seule : sans balises, dix fois plus petit quand il y a cinq cents lettres. */
  paperOnly?: boolean;
}

export interface PdfRequest {
  id: number;
  template: string;
  data: string;
  createdAt: number;
  paperOnly: boolean;
}
export type PdfAnswer = { id: number; pdf: Uint8Array } | { id: number; error: string };

/** Compose un PDF balisé (PDF/UA-1). @throws Error si le modèle ou ses données sont fautifs */
export function renderPdf(document: PdfDocument): Promise<Buffer> {
  return leastBusy().render(document);
}

const THREADS = Math.min(2, availableParallelism());
const threads: Thread[] = [];

/** Les fils naissent au premier besoin et ne retiennent pas l'arrêt du programme. */
function leastBusy(): Thread {
  const free = threads.find((t) => t.load === 0);
  if (free) return free;
  if (threads.length < THREADS) {
    const thread = openThread(() => forget(thread));
    threads.push(thread);
    return thread;
  }
  return threads.reduce((a, b) => (b.load < a.load ? b : a));
}

/** Mort deux fois (erreur, puis arrêt), un fil ne s'oublie qu'une. */
function forget(thread: Thread): void {
  const rank = threads.indexOf(thread);
  if (rank >= 0) threads.splice(rank, 1);
}

interface Thread {
  readonly load: number;
  render(document: PdfDocument): Promise<Buffer>;
}

interface Waiting {
  done(pdf: Buffer): void;
  failed(error: Error): void;
}

/** À côté de ce fichier : source en développement et dans les tests, `dist/` une fois construit. */
const CODE = import.meta.url.endsWith('.ts') ? './pdf-worker.ts' : './pdf-worker.js';

function openThread(gone: () => void): Thread {
  const worker = new Worker(new URL(CODE, import.meta.url));
  const waiting = new Map<number, Waiting>();
  let last = 0;
  worker.unref();
  worker.on('message', (answer: PdfAnswer) => {
    const caller = waiting.get(answer.id);
    waiting.delete(answer.id);
    if (waiting.size === 0) worker.unref();
    if ('pdf' in answer) caller?.done(Buffer.from(answer.pdf));
    else caller?.failed(new Error(answer.error));
  });
  const abandon = (error: Error) => {
    gone();
    for (const caller of waiting.values()) caller.failed(error);
    waiting.clear();
  };
  worker.once('error', abandon);
  worker.once('exit', () => abandon(new Error('La composition des PDF s’est arrêtée.')));
  return {
    get load() {
      return waiting.size;
    },
    render({ template, data, createdAt, paperOnly = false }) {
      const id = ++last;
      worker.ref();
      return new Promise((done, failed) => {
        waiting.set(id, { done, failed });
        const request: PdfRequest = {
          id,
          template,
          data: JSON.stringify(data),
          createdAt: Math.floor(createdAt.getTime() / 1000),
          paperOnly,
        };
        worker.postMessage(request);
      });
    },
  };
}
