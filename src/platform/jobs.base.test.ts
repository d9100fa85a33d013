import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type BaseDeTest, creerBase } from '../../test/base.ts';
import { type Db, openDatabase, transaction } from './db.ts';
import { openJobs, poolAdapter, type RunningJobs } from './jobs.ts';
import { openLog } from './log.ts';

let base: BaseDeTest;
let db: Db;
let jobs: RunningJobs;
beforeAll(async () => {
  base = await creerBase();
  db = openDatabase(base.config);
  jobs = await openJobs(db, openLog('silent'), base.config);
});
afterAll(async () => {
  await jobs.stop();
  await db.destroy();
  await base.supprimer();
});

test('plusieurs ordres à la fois rendent les lignes de chacun : l’entretien de la file en dépend', async () => {
  const pool = new pg.Pool({ ...base.config, max: 1 });
  const { rows } = await poolAdapter(pool).executeSql('select 1 as un; select 2 as deux');
  await pool.end();
  expect(rows).toEqual([{ un: 1 }, { deux: 2 }]);
});

test('soixante courriels partent en quelques secondes, et celui qui échoue n’arrête que lui', async () => {
  await transaction(db, async (tx) => {
    for (let courrielId = 1; courrielId <= 60; courrielId++)
      await jobs.enqueue(tx, 'courriel', { courrielId });
  });
  const faits = new Set<unknown>();
  await jobs.work('courriel', async ({ courrielId }) => {
    if (courrielId === 7) throw new Error('adresse refusée');
    faits.add(courrielId);
  });
  await vi.waitFor(() => expect(faits.size).toBe(59), { timeout: 10_000, interval: 100 });
  await vi.waitFor(
    async () => {
      const { rows } = await sql<{ state: string; n: number }>`
        select state::text, count(*)::int as n from pgboss.job where name = 'courriel'
        group by 1 order by 1`.execute(db);
      expect(rows).toEqual([
        { state: 'completed', n: 59 },
        { state: 'retry', n: 1 },
      ]);
    },
    { timeout: 5_000, interval: 100 },
  );
});
