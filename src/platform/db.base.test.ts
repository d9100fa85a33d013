import { once } from 'node:events';
import { createServer } from 'node:net';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { creerBase } from '../../test/base.ts';
import { openDatabase, transaction } from './db.ts';
import { baseInjoignable } from './errors.ts';

test('attendre son tour plus de trois secondes n’est pas une panne', async () => {
  const base = await creerBase();
  const db = openDatabase(base.config, { max: 1 });
  try {
    const occupee = sql`select pg_sleep(3.5)`.execute(db);
    const suivante = sql<{ n: number }>`select 1 as n`.execute(db);
    expect((await suivante).rows).toEqual([{ n: 1 }]);
    await occupee;
  } finally {
    await db.destroy();
    await base.supprimer();
  }
});

test('des transactions qui attendent, même nombreuses, laissent passer une lecture', async () => {
  const base = await creerBase();
  const db = openDatabase(base.config, { max: 4 });
  const { promise: attente, resolve: finir } = Promise.withResolvers<void>();
  let commencees = 0;
  const transactions = Array.from({ length: 6 }, () =>
    transaction(db, async () => {
      commencees += 1;
      await attente;
    }),
  );
  try {
    await expect.poll(() => commencees).toBe(1);
    expect((await sql<{ n: number }>`select 1 as n`.execute(db)).rows).toEqual([{ n: 1 }]);
    expect(commencees).toBe(1);
    finir();
    await Promise.all(transactions);
    expect(commencees).toBe(6);
  } finally {
    finir();
    await Promise.allSettled(transactions);
    await db.destroy();
    await base.supprimer();
  }
});

test('une base qui ne répond rien est déclarée en panne en trois secondes', async () => {
  const muette = createServer(() => {}).listen(0, '127.0.0.1');
  await once(muette, 'listening');
  const { port } = muette.address() as { port: number };
  const db = openDatabase({ host: '127.0.0.1', port, user: 'preau', database: 'preau' });
  const debut = performance.now();
  const erreur = await sql`select 1`.execute(db).catch((e: unknown) => e);
  expect(baseInjoignable(erreur)).toBe(true);
  expect(performance.now() - debut).toBeLessThan(6000);
  await db.destroy();
  muette.close();
});
