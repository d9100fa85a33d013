import { sql } from 'kysely';
import nodemailer from 'nodemailer';
import type { VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import type { Db, Tx } from './db.ts';
import type { Jobs } from './jobs.ts';

/** Ce qu'un courriel emporte, par son nom : le fichier se compose à l'envoi, il ne se range pas. */
export interface MailPiece {
  genre: string;
  id: number;
}

export interface Attachment {
  filename: string;
  content: Buffer;
  contentType: string;
}

/** Compose les fichiers d'un courriel qui part. */
export type AttachmentSource = (pieces: readonly MailPiece[]) => Promise<Attachment[]>;

export interface Mail {
  destinataire: string;
  sujet: string;
  html: VNode;
  texte: string;
  /** Où va la réponse ; sans elle, elle revient à l'expéditeur du portail. */
  repondreA?: string | null;
  /** Ce dont parle le courriel, comme au journal : {famille:12, demande:7}. */
  sujets?: string[];
  pieces?: readonly MailPiece[];
  le: Date;
}

/** Port d'envoi : SMTP partout, le jumeau local l'écoute en développement et dans les tests. */
export interface MailTransport {
  send(mail: {
    to: string;
    subject: string;
    html: string;
    text: string;
    messageId: string;
    attachments: Attachment[];
    replyTo?: string;
  }): Promise<void>;
}

/** Range le courriel et enfile son envoi, dans la transaction de ce qu'il annonce. */
export async function queueMail(tx: Tx, jobs: Jobs, mail: Mail): Promise<void> {
  const ligne = await tx
    .insertInto('courriels')
    .values(row(mail))
    .returning('id')
    .executeTakeFirstOrThrow();
  await jobs.enqueue(tx, 'courriel', { courrielId: ligne.id });
}

/** De même pour beaucoup, en deux ordres ; rend leurs numéros, dans le même ordre. */
export async function queueMails(tx: Tx, jobs: Jobs, mails: readonly Mail[]): Promise<number[]> {
  if (mails.length === 0) return [];
  const { rows } = await sql<{ id: number }>`
    insert into courriels (destinataire, sujet, html, texte, sujets, repondre_a, pieces, cree_le)
    select t.destinataire, t.sujet, t.html, t.texte, t.sujets, t.repondre_a, t.pieces::jsonb, t.cree_le
    from jsonb_to_recordset(${JSON.stringify(mails.map((m, rang) => ({ ...row(m), rang })))}::jsonb)
      as t (destinataire text, sujet text, html text, texte text, sujets text[], repondre_a text,
        pieces text, cree_le timestamptz, rang int)
    order by t.rang returning id`.execute(tx);
  const ids = rows.map((r) => r.id);
  await jobs.enqueueAll(
    tx,
    'courriel',
    ids.map((courrielId) => ({ courrielId })),
  );
  return ids;
}

function row(mail: Mail) {
  return {
    destinataire: mail.destinataire,
    // Un nom saisi ne doit pas pouvoir ajouter d'en-tête.
    sujet: mail.sujet.replace(/[\r\n\0]+/g, ' '),
    html: `<!doctype html>${renderToString(mail.html)}`,
    texte: mail.texte,
    repondre_a: mail.repondreA ?? null,
    sujets: mail.sujets ?? [],
    pieces: JSON.stringify(mail.pieces ?? []),
    cree_le: mail.le,
  };
}

interface Queued {
  destinataire: string;
  sujet: string;
  html: string;
  texte: string;
  pieces: MailPiece[];
  repondreA: string | null;
}

/**
 * Envoie un courriel rangé. Rejouable : envoyé une fois, il ne repart pas ; un échec remonte pour
 * que la file réessaie. Le Message-ID vient de la ligne : un doublon après coupure se reconnaît.
 */
export async function sendQueuedMail(
  db: Db,
  transport: MailTransport,
  courrielId: number,
  maintenant: Date,
  attach: AttachmentSource,
): Promise<void> {
  const { rows } = await sql<Queued>`
    select destinataire, sujet, html, texte, pieces, repondre_a as "repondreA" from courriels
    where id = ${courrielId} and envoye_le is null`.execute(db);
  const courriel = rows[0];
  if (!courriel) return;
  try {
    await transport.send({
      to: courriel.destinataire,
      subject: courriel.sujet,
      html: courriel.html,
      text: courriel.texte,
      messageId: `<courriel-${courrielId}@preau>`,
      attachments: courriel.pieces.length > 0 ? await attach(courriel.pieces) : [],
      ...(courriel.repondreA ? { replyTo: courriel.repondreA } : {}),
    });
  } catch (erreur) {
    const { message } = erreur as Error;
    await sql`update courriels set dernier_echec = ${message} where id = ${courrielId}`.execute(db);
    throw erreur;
  }
  await sql`update courriels set envoye_le = ${maintenant}, dernier_echec = null where id = ${courrielId}`.execute(
    db,
  );
}

/** Une lettre porte des noms, parfois un lien : partie, elle ne reste que pour dire qu'elle l'est. */
export const SENT_MAIL_KEPT_DAYS = 90;

/** Efface les courriels partis depuis plus longtemps ; un courriel à envoyer n'est jamais effacé. */
export async function purgeSentMail(db: Db, maintenant: Date): Promise<void> {
  const avant = new Date(maintenant.getTime() - SENT_MAIL_KEPT_DAYS * 86_400_000);
  await sql`delete from courriels where envoye_le < ${avant}`.execute(db);
}

export function smtpTransport(url: string, expediteur: string): MailTransport {
  const transport = nodemailer.createTransport(url, { from: expediteur });
  return {
    async send(mail) {
      await transport.sendMail(mail);
    },
  };
}
