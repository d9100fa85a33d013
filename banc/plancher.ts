/*
 * Le plancher : les mêmes ordres par pg, sans Préau. En lecture, un Fastify nu qui répond en JSON ;
 * en écriture, la transaction rejouée telle quelle.
 */
import { fork } from 'node:child_process';
import cluster from 'node:cluster';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Fastify from 'fastify';
import type pg from 'pg';
import { type Ordre, ouvrirReserve } from './captures.ts';
import { arreter } from './serveur.ts';

interface Faits {
  config: pg.PoolConfig;
  port: number;
  processus: number;
  captures: Ordre[][];
}

/** Autant de processus et de connexions que Préau ; `/0`, `/1`… rejouent chaque capture. */
export async function demarrerPlancher(
  dossier: string,
  faits: Faits,
): Promise<{ arreter(): Promise<void> }> {
  const fichier = join(dossier, 'plancher.json');
  writeFileSync(fichier, JSON.stringify({ ...faits, captures: faits.captures.map(emballer) }));
  const enfant = fork(import.meta.filename, [fichier]);
  await new Promise<void>((suite, echec) => {
    enfant.once('message', () => suite());
    enfant.once('exit', () => echec(new Error('Le plancher n’a pas démarré.')));
  });
  return { arreter: () => arreter(enfant) };
}

/** JSON ne connaît ni les octets ni les instants. */
function emballer(ordres: readonly Ordre[]) {
  return ordres.map(({ sql, parametres }) => ({
    sql,
    parametres: parametres.map((p) => {
      if (Buffer.isBuffer(p)) return { octets: p.toString('hex') };
      return p instanceof Date ? { instant: p.toISOString() } : { valeur: p };
    }),
  }));
}

type Emballe = { octets: string } | { instant: string } | { valeur: unknown };

function deballer(p: Emballe): unknown {
  if ('octets' in p) return Buffer.from(p.octets, 'hex');
  return 'instant' in p ? new Date(p.instant) : p.valeur;
}

async function servir(fichier: string): Promise<void> {
  const faits = JSON.parse(readFileSync(fichier, 'utf8')) as Faits;
  const captures = faits.captures.map((ordres) =>
    ordres.map(({ sql, parametres }) => ({
      sql,
      parametres: (parametres as Emballe[]).map(deballer),
    })),
  );
  const reserve = ouvrirReserve(faits.config, 10);
  const app = Fastify();
  app.get<{ Params: { rang: string } }>('/:rang', async (req) => {
    const ordres = captures[Number(req.params.rang)] ?? [];
    const resultats = [];
    for (const { sql, parametres } of ordres) {
      resultats.push((await reserve.query(sql, parametres)).rows);
    }
    return resultats;
  });
  await app.listen({ port: faits.port, host: '127.0.0.1' });
  process.send?.('pret');
}

async function repartir(fichier: string): Promise<void> {
  const { processus } = JSON.parse(readFileSync(fichier, 'utf8')) as Faits;
  const prets = Array.from({ length: processus }, () => {
    const ouvrier = cluster.fork();
    return new Promise((suite) => ouvrier.once('message', suite));
  });
  const finir = () => {
    for (const ouvrier of Object.values(cluster.workers ?? {})) ouvrier?.process.kill('SIGKILL');
    process.exit(0);
  };
  process.once('SIGTERM', finir);
  process.once('disconnect', finir); // le banc interrompu ne laisse personne derrière lui
  await Promise.all(prets);
  process.send?.('pret');
}

/** Une réservation notée, ce que la famille avait lu avant, et la demande qu'elle avait créée. */
export interface Ecriture {
  lectures: Ordre[];
  ordres: Ordre[];
  demandeId: number;
}

/** Rejoue une réservation : seul le numéro de la demande change, il vient de la base. */
export async function rejouer(reserve: pg.Pool, ecriture: Ecriture): Promise<void> {
  for (const { sql, parametres } of ecriture.lectures) await reserve.query(sql, parametres);
  const client = await reserve.connect();
  let demande = String(ecriture.demandeId);
  const numero = new RegExp(`\\b${demande}\\b`, 'g');
  const traduire = (p: unknown): unknown => {
    if (p === ecriture.demandeId) return Number(demande);
    if (typeof p === 'string') return p.replace(numero, demande);
    return Array.isArray(p) ? p.map(traduire) : p;
  };
  try {
    for (const { sql, parametres } of ecriture.ordres) {
      const { rows } = await client.query<{ id: number }>(sql, parametres.map(traduire));
      if (sql.includes('insert into demandes')) demande = String(rows[0]?.id);
    }
  } catch (erreur) {
    await client.query('rollback').catch(() => {});
    throw erreur;
  } finally {
    client.release();
  }
}

const fichier = process.argv[2];
if (process.argv[1] === import.meta.filename && fichier) {
  await (cluster.isPrimary ? repartir(fichier) : servir(fichier));
}
