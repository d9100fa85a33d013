import { readFileSync } from 'node:fs';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { COOKIES, chargerDossiers } from '../../test/dossiers.ts';
import { ouvrirPortail, type Portail } from '../../test/portail.ts';
import { listerPaires } from './requetes/doublons.ts';

let portail: Portail;
beforeAll(async () => {
  portail = await ouvrirPortail();
  await chargerDossiers(portail.services.db);
});
afterAll(() => portail.fermer());

const PAGE = '/agent/familles/doublons';
const lire = (cookie: string = COOKIES.claire) => portail.visiter('GET', PAGE, { cookie });
const distinguer = (famille: number, autre: number, cookie: string = COOKIES.claire) =>
  portail.visiter('POST', PAGE, {
    cookie,
    corps: new URLSearchParams({ famille: String(famille), autre: String(autre) }),
  });
const paires = async (famille: number | null = null) =>
  (await listerPaires(portail.services.db, { famille, limite: 50 })).map((p) => [
    p.premiere.id,
    p.seconde.id,
  ]);
const ajouterEnfant = (famille: number, prenom: string, nom: string, neLe: string) =>
  sql`insert into enfants (famille_id, prenom, nom, ne_le, cree_le)
    values (${famille}, ${prenom}, ${nom}, ${neLe}, '2026-09-02')`.execute(portail.services.db);

beforeEach(async () => {
  const { db } = portail.services;
  await sql`delete from familles_distinctes`.execute(db);
  await sql`delete from enfants where cree_le = '2026-09-02'`.execute(db);
  await sql`update responsables set portable = ''`.execute(db);
  await sql`update familles set archivee_le = null`.execute(db);
});

describe('trouver les doublons', () => {
  test('sans ressemblance, la page le dit', async () => {
    const { body } = await lire();
    expect(body).toContain('Aucun doublon probable');
  });

  test('le même enfant dans deux dossiers : la paire et sa raison', async () => {
    await ajouterEnfant(3, 'LEO', 'benali', '2019-03-03');
    const { body } = await lire();
    expect(body).toContain('naissance le 03/03/2019, est dans les deux');
    expect(body).toContain('href="/agent/familles/1"');
    expect(body).toContain('href="/agent/familles/3"');
  });

  test('deux adultes différents qui ont le même portable ; le même adulte deux fois ne compte pas', async () => {
    const { db } = portail.services;
    // Karim (2) est adulte des familles 1 et 3 : ce n'est pas un doublon.
    await sql`update responsables set portable = '06 12 34 56 78' where id = 2`.execute(db);
    expect(await paires()).toEqual([]);
    await sql`update responsables set portable = '06 12 34 56 78' where id = 3`.execute(db);
    expect(await paires()).toEqual([
      [1, 2],
      [2, 3],
    ]);
    expect(await paires(3)).toEqual([[2, 3]]);
  });

  test('deux adultes du même dossier qui partagent un portable ne font pas un doublon', async () => {
    const { db } = portail.services;
    await sql`insert into rattachements values (2, 4, 'pere', '2026-09-02')`.execute(db);
    await sql`update responsables set portable = '06 12 34 56 78' where id in (3, 4)`.execute(db);
    expect(await paires()).toEqual([]);
  });

  test('un enfant commun passe avant un portable ; un dossier archivé ne se propose pas', async () => {
    const { db } = portail.services;
    await sql`update responsables set portable = '06 12 34 56 78' where id in (1, 3)`.execute(db);
    await ajouterEnfant(3, 'Léo', 'Benali', '2019-03-03');
    expect(await paires()).toEqual([
      [1, 3],
      [1, 2],
    ]);
    await sql`update familles set archivee_le = '2026-10-01' where id = 3`.execute(db);
    expect(await paires()).toEqual([[1, 2]]);
  });

  test.each(exemples())('%s et %s : %s', async (premier, second, attendu) => {
    await ajouterEnfant(1, ...lireEnfant(premier));
    await ajouterEnfant(2, ...lireEnfant(second));
    expect(await paires()).toEqual(attendu === 'oui' ? [[1, 2]] : []);
  });
});

describe('« ce ne sont pas les mêmes »', () => {
  test('la paire ne se propose plus, le journal des deux le dit, deux fois égale une', async () => {
    await ajouterEnfant(3, 'Léo', 'Benali', '2019-03-03');
    expect((await distinguer(3, 1)).statusCode).toBe(303);
    expect((await distinguer(1, 3)).statusCode).toBe(303);
    expect(await paires()).toEqual([]);
    const { rows } = await sql<{ sujets: string[] }>`
      select sujets from journal where verbe = 'distinguer_familles'`.execute(portail.services.db);
    expect(rows).toEqual([{ sujets: ['famille:3', 'famille:1'] }]);
  });

  test.each([
    [1, 1],
    [1, 999],
  ])('%i et %i : introuvable', async (a, b) => {
    expect((await distinguer(a, b)).statusCode).toBe(404);
  });
});

test('un agent limité à des structures ne voit ni la page ni ses effets', async () => {
  expect((await lire(COOKIES.denis)).statusCode).toBe(404);
  expect((await distinguer(1, 3, COOKIES.denis)).statusCode).toBe(404);
});

test('le nom de la famille canari ne s’affiche jamais brut, et la page tient en six ordres', async () => {
  await ajouterEnfant(2, 'Léo', 'Benali', '2019-03-03');
  portail.requetes.length = 0;
  const { body } = await lire();
  expect(body).not.toContain('<script>alert');
  expect(portail.requetes.length).toBeLessThanOrEqual(6);
});

test('quinze mille enfants : la liste vient en moins d’une demi-seconde', {
  timeout: 60_000,
}, async () => {
  const { db } = portail.services;
  await sql`
    with f as (insert into familles (nom, creee_le)
      select 'Grande ' || n, '2026-09-03' from generate_series(1, 7500) n returning id),
    c as (insert into comptes (identifiant, cree_le)
      select 'grand.' || n, '2026-09-03' from generate_series(1, 7500) n returning id),
    r as (insert into responsables (compte_id, prenom, nom, portable, cree_le)
      select id, 'P', 'G' || id, '06 ' || to_char(id, 'FM00000000'), '2026-09-03' from c returning id)
    insert into rattachements
    select fx.id, rx.id, 'mere', '2026-09-03'
    from (select id, row_number() over () as n from f) fx
      join (select id, row_number() over () as n from r) rx using (n)`.execute(db);
  await sql`
    insert into enfants (famille_id, prenom, nom, ne_le, cree_le)
    select f.id, 'Enfant' || (f.id + k) % 400, 'Nom' || f.id % 3000,
      '2014-01-01'::date + ((f.id * 7 + k) % 4000)::int, '2026-09-02'
    from familles f, generate_series(1, 2) k where f.creee_le = '2026-09-03'`.execute(db);
  await sql`analyze enfants, responsables, rattachements, familles`.execute(db);
  const debut = performance.now();
  await listerPaires(db, { famille: null, limite: 50 });
  expect(performance.now() - debut).toBeLessThan(500);
});

/** Les lignes du tableau de docs/regles/fusions.md. */
function exemples(): [string, string, string][] {
  const doc = readFileSync('docs/regles/fusions.md', 'utf8');
  return [...doc.matchAll(/^\| (.+, née? le .+) \| (.+, née? le .+) \| (oui|non) \|$/gm)].map(
    ([, a = '', b = '', c = '']) => [a, b, c],
  );
}

function lireEnfant(texte: string): [string, string, string] {
  const [nom = '', jour = ''] = texte.split(/, née? le /);
  const [j, m, a] = jour.split('/');
  return [
    nom.slice(0, nom.lastIndexOf(' ')),
    nom.slice(nom.lastIndexOf(' ') + 1),
    `${a}-${m}-${j}`,
  ];
}
