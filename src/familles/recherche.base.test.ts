import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CANARI, COOKIES, chargerDossiers } from '../../test/dossiers.ts';
import { ouvrirPortail, type Portail } from '../../test/portail.ts';
import { transaction } from '../platform/db.ts';
import type { Suggestion } from './pages/agent/suggestions.ts';

let portail: Portail;
beforeAll(async () => {
  portail = await ouvrirPortail();
  const { db } = portail.services;
  await chargerDossiers(db);
  await sql`update responsables set telephone = '02 38 11 22 33', portable = '06 12 34 56 78'
    where id = 1`.execute(db);
  await sql`update comptes set courriel = 'n_benali@famille.test' where id = 1`.execute(db);
  await sql`insert into familles (nom, creee_le, archivee_le) values ('Archibald', '2020-01-01', '2026-01-01')
    `.execute(db);
  await sql`insert into familles (nom, creee_le, archivee_le, fusionnee_dans)
    values ('Archidoublon', '2020-01-01', '2026-01-01', 1)`.execute(db);
});
afterAll(() => portail.fermer());

async function proposer(nom: string, cookie: string = COOKIES.claire): Promise<Suggestion[]> {
  const { body } = await portail.visiter(
    'GET',
    `/agent/familles/suggestions?nom=${encodeURIComponent(nom)}`,
    { cookie },
  );
  return JSON.parse(body);
}
const numeros = async (nom: string, cookie?: string) =>
  (await proposer(nom, cookie)).map((s) => Number(s.href.split('/').at(-1))).sort();

describe('la recherche pendant la frappe', () => {
  test.each([
    ['06 12', [1]],
    ['0612345678', [1]],
    ['+33 6 12 34', [1]],
    ['0238112233', [1]],
    ['12 34 56', []],
    ['n_benali@', [1]],
    ['N_BENALI@FAMILLE', [1]],
    ['nadia', [1]],
    ['karim', [1, 3]],
    ['nxbenali@', []],
    ['%@', []],
    ['leo', [1]],
    ['zoe benali', []],
    ['archi', []],
    ['', []],
  ])('« %s » propose %j', async (nom, familles) => {
    expect(await numeros(nom)).toEqual(familles);
  });

  test('propose les enfants et les adultes, en données : rien à interpréter', async () => {
    expect(await proposer('leo')).toEqual([
      { href: '/agent/familles/1', nom: 'Benali', detail: 'Léo, Inès, Nadia Benali, Karim Weiß' },
    ]);
    expect((await proposer('brien'))[0]?.nom).toBe(CANARI);
  });

  test('un agent d’une structure n’y voit que ses familles ; une famille, rien', async () => {
    expect(await numeros('karim', COOKIES.denis)).toEqual([1]);
    const reponse = await portail.visiter('GET', '/agent/familles/suggestions?nom=leo', {
      cookie: COOKIES.nadia,
    });
    expect(reponse.statusCode).toBe(404);
  });

  test('tient en trois ordres SQL', async () => {
    await proposer('leo');
    portail.requetes.length = 0;
    await proposer('leo');
    expect(portail.requetes.length).toBeLessThanOrEqual(3);
  });

  test.each([
    [
      'responsables_par_portable',
      `regexp_replace(portable, '\\D', '', 'g') like '0612%'`,
      'responsables',
    ],
    [
      'responsables_par_telephone',
      `regexp_replace(telephone, '\\D', '', 'g') like '0238%'`,
      'responsables',
    ],
    ['comptes_par_courriel', `lower(courriel::text) like 'n%'`, 'comptes'],
    ['comptes_par_identifiant', `lower(identifiant::text) like 'n%'`, 'comptes'],
  ])('%s sert, sans tout lire', async (index, condition, table) => {
    const { rows } = await transaction(portail.services.db, async (tx) => {
      await sql`set local enable_seqscan = off`.execute(tx);
      return sql<{ 'QUERY PLAN': string }>`
        explain select id from ${sql.table(table)} where ${sql.raw(condition)}`.execute(tx);
    });
    expect(rows.map((r) => r['QUERY PLAN']).join('\n')).toContain(index);
  });
});

describe('les familles archivées', () => {
  const lire = (suite: string) =>
    portail.visiter('GET', `/agent/familles?nom=archi${suite}`, { cookie: COOKIES.claire });

  test('ne se trouvent que si on les demande ; une famille fusionnée, jamais', async () => {
    expect((await lire('')).body).not.toContain('Archibald');
    const { body } = await lire('&archivees=oui');
    expect(body).toContain('Archibald');
    expect(body).toContain('(archivée)');
    expect(body).not.toContain('Archidoublon');
  });
});
