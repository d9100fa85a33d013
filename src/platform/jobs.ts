import { CompiledQuery } from 'kysely';
import pg from 'pg';
import { type DatabaseOptions, type JobResult, PgBoss } from 'pg-boss';
import type { Db, Tx } from './db.ts';
import type { Logger } from './log.ts';

/** Travaux différés, rangés dans la même base que le reste et dans la transaction de l'appelant. */
export interface Jobs {
  /** Enfile dans la transaction : annulée, elle emporte le travail avec elle. */
  enqueue(tx: Tx, queue: Queue, data: object): Promise<void>;
  /** De même pour plusieurs à la fois, en un ordre. */
  enqueueAll(tx: Tx, queue: Queue, data: readonly object[]): Promise<void>;
}

/** Les files, toutes nommées ici ; créées par `prepareJobs` avec la migration. */
export const queues = [
  'courriel',
  'accuse',
  'entretien',
  'paiements',
  'import',
  'liste-attente',
  'declarations',
  'fermeture',
  'effectifs',
  'diffusions',
] as const;
export type Queue = (typeof queues)[number];

export type Handler = (data: Record<string, unknown>) => Promise<void>;

type Adapter = NonNullable<DatabaseOptions['db']>;

const options = { schema: 'pgboss', application_name: 'preau-travaux' } as const;

function connexion(config: string | pg.PoolConfig) {
  return typeof config === 'string' ? { connectionString: config } : config;
}

/** Crée le schéma de pg-boss et les files. Rejouable. */
export async function prepareJobs(config: string | pg.PoolConfig): Promise<void> {
  const pool = new pg.Pool({ ...connexion(config), max: 1 });
  try {
    const boss = new PgBoss({
      ...options,
      db: poolAdapter(pool),
      supervise: false,
      schedule: false,
    });
    boss.on('error', () => {});
    await boss.start();
    for (const queue of queues) {
      await boss.createQueue(queue, {
        retryLimit: 8,
        retryDelay: 20,
        retryBackoff: true,
        deleteAfterSeconds: 7 * 86_400,
      });
    }
    await boss.stop({ graceful: false });
  } finally {
    await pool.end();
  }
}

/** L'entretien de pg-boss envoie plusieurs ordres à la fois et veut les lignes de chacun. */
export function poolAdapter(pool: pg.Pool): Adapter {
  return {
    executeSql: async (text, values) => {
      const resultats: pg.QueryResult | pg.QueryResult[] = await pool.query(
        text,
        values as unknown[],
      );
      return { rows: [resultats].flat().flatMap((r) => r.rows) };
    },
  };
}

function kyselyAdapter(db: Db): Adapter {
  return {
    executeSql: async (text, values) => ({
      rows: (await db.executeQuery(CompiledQuery.raw(text, (values ?? []) as unknown[]))).rows,
    }),
  };
}

export interface RunningJobs extends Jobs {
  /** Traite une file, en série. `calm` : cinq par seconde au plus, pour laisser la place aux visites. */
  work(queue: Queue, handler: Handler, pace?: 'calm'): Promise<void>;
  schedule(queue: Queue, cron: string, data?: object): Promise<void>;
  stop(): Promise<void>;
}

const BATCH = 20;
const CALM_BATCH = 5;

/** Un travail qui échoue est réessayé seul : ses voisins de lot sont faits. */
async function outcome(id: string, work: () => Promise<void>): Promise<JobResult> {
  try {
    await work();
    return { id, status: 'completed' };
  } catch (error) {
    return { id, status: 'failed', output: { message: String(error) } };
  }
}

const WORKER_CONNECTIONS = 2;

/**
 * Ouvre la file. Sans `worker`, enfile seulement (processus du site, tests) ; avec, traite aussi, par
 * des connexions à elle : un site débordé n'arrête pas les courriels.
 */
export async function openJobs(
  db: Db,
  log: Logger,
  worker: string | pg.PoolConfig | null,
): Promise<RunningJobs> {
  const pool =
    worker === null ? null : new pg.Pool({ ...connexion(worker), max: WORKER_CONNECTIONS });
  pool?.on('error', (erreur) => log.warn({ err: erreur }, 'file des travaux'));
  const boss = new PgBoss({
    ...options,
    db: pool ? poolAdapter(pool) : kyselyAdapter(db),
    migrate: false,
    supervise: pool !== null,
    schedule: pool !== null,
  });
  boss.on('error', (erreur) => log.warn({ err: erreur }, 'file des travaux'));
  await boss.start();
  return {
    async enqueue(tx, queue, data) {
      await boss.send(queue, data, { db: kyselyAdapter(tx) });
    },
    async enqueueAll(tx, queue, data) {
      if (data.length === 0) return;
      await boss.insert(
        queue,
        data.map((d) => ({ data: d })),
        { db: kyselyAdapter(tx) },
      );
    },
    async work(queue, handler, pace) {
      // Un seul travail par tour ferait un courriel par seconde : une ouverture de 2 500 familles en
      // met 5 000 en file, soit plus d'une heure. Un lot plein enchaîne sans attendre le tour suivant.
      const lots = {
        pollingIntervalSeconds: 1,
        batchSize: pace === 'calm' ? CALM_BATCH : BATCH,
        burstWhenBatchFull: pace !== 'calm',
        perJobResults: true,
      } as const;
      await boss.work<Record<string, unknown>, unknown, typeof lots>(queue, lots, async (jobs) => {
        const results: JobResult[] = [];
        for (const { id, data } of jobs) results.push(await outcome(id, () => handler(data)));
        return results;
      });
    },
    async schedule(queue, cron, data = {}) {
      await boss.schedule(queue, cron, data);
    },
    async stop() {
      await boss.stop({ graceful: true, timeout: 5000 });
      await pool?.end();
    },
  };
}
