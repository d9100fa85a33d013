import { Kysely, PostgresDialect, type Transaction } from 'kysely';
import pLimit, { type LimitFunction } from 'p-limit';
import pg from 'pg';
import { PreparingClient } from './prepared.ts';
import type { DB } from './tables.ts';

/** La base, ou la transaction en cours : les requêtes ne font pas la différence. */
export type Db = Kysely<DB>;
export type Tx = Transaction<DB>;

// Un jour reste 'AAAA-MM-JJ' : le lire en Date le décale d'un fuseau et coûte un tiers du calendrier.
const DATE = 1082;
const BIGINT = 20;
const types: pg.CustomTypesConfig = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    if (oid === DATE) return (valeur: string) => valeur;
    // Nos seuls bigint sont des ordres d'arrivée et des count(*) : bien en deçà de 2^53.
    if (oid === BIGINT) return Number;
    return pg.types.getTypeParser(oid, format as 'text');
  },
} as pg.CustomTypesConfig;

export interface OpenOptions {
  max?: number;
  /** Appelée avec chaque ordre SQL exécuté : budgets de requêtes des tests. */
  onQuery?: (sql: string) => void;
}

const CONNECT_MS = 3000;
const TURN_MS = 60_000;
const CONNECTIONS = 10;
/** Gardées aux lectures : des réservations qui attendent les mêmes places ne retiennent pas les pages. */
const KEPT_FOR_READING = 3;

const turns = new WeakMap<Db, LimitFunction>();

/**
 * Une base muette se sait en trois secondes ; attendre son tour dans une réserve pleine n'est pas une
 * panne. La réserve n'a qu'un délai pour les deux : avec trois secondes, un jour d'ouverture répondait
 * 503 à une famille sur sept alors que la base allait bien.
 */
class PoolClient extends PreparingClient {
  constructor(config?: pg.ClientConfig) {
    super({ ...config, connectionTimeoutMillis: CONNECT_MS });
    // Coupée entre deux ordres d'une transaction, elle arrêterait le processus : l'ordre suivant le dira.
    this.on('error', () => {});
  }
}

/** Ouvre une réserve de connexions. `lock_timeout` : 3 s d'attente d'un verrou, puis « réessayez ».
 * `jit` coûte 100 ms dès qu'une estimation s'emballe, et ne gagne rien sur nos ordres courts. */
export function openDatabase(config: string | pg.PoolConfig, options: OpenOptions = {}): Db {
  const base = typeof config === 'string' ? { connectionString: config } : config;
  const max = options.max ?? base.max ?? CONNECTIONS;
  const pool = new pg.Pool({
    ...base,
    Client: PoolClient,
    types,
    max,
    connectionTimeoutMillis: TURN_MS,
    options: '-c lock_timeout=3000 -c jit=off -c timezone=UTC -c statement_timeout=60000',
  });
  // Une connexion au repos coupée (base arrêtée) ne doit pas arrêter le processus : la suivante se rouvrira.
  pool.on('error', () => {});
  const { onQuery } = options;
  const db = new Kysely<DB>({
    dialect: new PostgresDialect({ pool }),
    ...(onQuery ? { log: (e) => onQuery(e.query.sql) } : {}),
  });
  turns.set(db, pLimit(Math.max(1, max - KEPT_FOR_READING)));
  return db;
}

/**
 * Tout ou rien. Trois connexions restent aux lectures : un jour d'ouverture, les vingt d'un site
 * attendaient les mêmes places, et ouvrir un calendrier prenait vingt secondes.
 */
export function transaction<T>(db: Db, work: (tx: Tx) => Promise<T>): Promise<T> {
  const run = () => db.transaction().execute(work);
  return turns.get(db)?.(run) ?? run();
}
