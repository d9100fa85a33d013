import type { AddressInfo } from 'node:net';
import { type AddressObject, type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer, type SMTPServerDataStream } from 'smtp-server';
import { type Clock, systemClock } from '../platform/clock.ts';

const GARDES = 500;

export interface CourrielRecu {
  a: string[];
  de: string;
  /** Où irait la réponse, si ce n'est pas à `de`. */
  repondreA: string;
  sujet: string;
  html: string;
  texte: string;
  /** Adresses web du texte et du HTML, sans doublon, dans l'ordre. */
  liens: string[];
  recuLe: Date;
}

/** Le facteur local : un vrai serveur SMTP, qui garde tout et ne distribue rien. */
export interface Courrier {
  port: number;
  url: string;
  /** Les 500 derniers, le plus ancien d'abord. */
  courriels(): CourrielRecu[];
  vider(): void;
  arreter(): Promise<void>;
}

export async function demarrerCourrier(
  options: { port?: number; horloge?: Clock } = {},
): Promise<Courrier> {
  const { horloge = systemClock } = options;
  let recus: CourrielRecu[] = [];
  const serveur = new SMTPServer({
    disabledCommands: ['STARTTLS', 'AUTH'],
    disableReverseLookup: true,
    logger: false,
    closeTimeout: 500,
    onData(flux, session, fini) {
      const a = session.envelope.rcptTo.map((r) => r.address);
      lire(flux, a, horloge.now()).then(
        (courriel) => {
          recus = [...recus, courriel].slice(-GARDES);
          fini();
        },
        (erreur: Error) => fini(erreur),
      );
    },
  });
  serveur.on('error', () => {}); // un client qui raccroche n'arrête pas le facteur
  const port = await ecouter(serveur, options.port ?? 0);
  return {
    port,
    url: `smtp://127.0.0.1:${port}`,
    courriels: () => [...recus],
    vider() {
      recus = [];
    },
    arreter: () => new Promise((suite) => serveur.close(() => suite())),
  };
}

function ecouter(serveur: SMTPServer, port: number): Promise<number> {
  return new Promise((suite, echec) => {
    serveur.once('error', echec);
    const ecoute = serveur.listen(port, '127.0.0.1', () =>
      suite((ecoute.address() as AddressInfo).port),
    );
  });
}

async function lire(flux: SMTPServerDataStream, a: string[], recuLe: Date): Promise<CourrielRecu> {
  const lu = await simpleParser(flux, { skipTextToHtml: true, skipImageLinks: true });
  const html = lu.html || '';
  return {
    a,
    de: adresses(lu.from),
    repondreA: adresses(lu.replyTo),
    sujet: lu.subject ?? '',
    html,
    texte: lu.text ?? '',
    liens: liensDe(lu, html),
    recuLe,
  };
}

function adresses(de: AddressObject | undefined): string {
  return de?.text ?? '';
}

function liensDe(lu: ParsedMail, html: string): string[] {
  const duHtml = [...html.matchAll(/href="([^"]+)"/g)].map((m) =>
    (m[1] ?? '').replaceAll('&amp;', '&'),
  );
  const duTexte = lu.text?.match(/https?:\/\/[^\s<>"»]+/g) ?? [];
  const tous = [...duTexte.map((l) => l.replace(/[.,;:)]+$/, '')), ...duHtml];
  return [...new Set(tous)].filter((l) => /^https?:/.test(l));
}
