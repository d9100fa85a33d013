import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { CANARI, COOKIES, chargerDossiers } from '../../test/dossiers.ts';
import { ouvrirPortail, type Portail } from '../../test/portail.ts';
import { noter } from '../journal/actions.ts';
import { transaction } from '../platform/db.ts';
import { motsDeRecherche } from './regles/famille.ts';

let portail: Portail;
beforeAll(async () => {
  portail = await ouvrirPortail();
  await chargerDossiers(portail.services.db);
});
afterAll(() => portail.fermer());
beforeEach(async () => {
  await sql`truncate journal`.execute(portail.services.db);
});

const lire = (chemin: string, cookie: string = COOKIES.claire) =>
  portail.visiter('GET', chemin, { cookie });
const chercher = async (nom: string, cookie: string = COOKIES.claire) => {
  const { body } = await lire(`/agent/familles?nom=${encodeURIComponent(nom)}`, cookie);
  return [...body.matchAll(/href="\/agent\/familles\/(\d+)"/g)].map((m) => Number(m[1]));
};
const noterPour = (phrase: string, sujets: string[], verbe = 'changer_adresse') =>
  transaction(portail.services.db, (tx) =>
    noter(tx, {
      le: portail.horloge.now(),
      acteur: { compteId: 1, nom: 'Nadia Benali' },
      verbe,
      phrase,
      sujets,
    }),
  );

describe('chercher une famille', () => {
  test.each([
    ['benali', [1]],
    ['BENÀLI', [1]],
    ['ben', [1]],
    ['leo benali', [1]],
    ['benali léo', [1]],
    ['karim', [1, 3]],
    ['loevy', [3]],
    ['LŒVY zoe', [3]],
    ['weiss', []],
    ['enali', []],
    ['leo levy', []],
    ["o'brien", [2]],
    ['script', [2]],
    ["benali' or '1'='1", []],
    ['benali & !leo | x:*', []],
  ])('« %s » trouve %j', async (nom, familles) => {
    expect((await chercher(nom)).sort()).toEqual(familles);
  });

  test('la base et la règle écrivent les mots de la même façon', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: fc.constantFrom(...'aÀéÎœŒæßøŁđ\u0300ﬁ²’-  .'), maxLength: 12 }),
        async (nom) => {
          const { rows } = await sql<{ mots: string }>`
            select mots_de_recherche(${nom}) as mots`.execute(portail.services.db);
          const [mots] = rows;
          const attendus = [...new Set((mots?.mots ?? '').split(' ').filter(Boolean))];
          expect(motsDeRecherche(nom)).toEqual(attendus.slice(0, 5));
        },
      ),
      { numRuns: 60 },
    );
  });

  test('se fait par les index, sans lire toutes les familles', async () => {
    const { rows } = await transaction(portail.services.db, async (tx) => {
      await sql`set local enable_seqscan = off`.execute(tx);
      return await sql<{ 'QUERY PLAN': string }>`
        explain select id from familles
        where to_tsvector('simple', mots_de_recherche(nom))
          @@ to_tsquery('simple', 'ben:*')`.execute(tx);
    });
    expect(rows.map((r) => r['QUERY PLAN']).join('\n')).toContain('familles_par_nom');
  });

  test('un agent d’une structure ne trouve que les familles qui y ont une demande', async () => {
    expect(await chercher('karim', COOKIES.denis)).toEqual([1]);
    expect(await chercher('zoe', COOKIES.denis)).toEqual([]);
  });

  test('un octet nul ou rien ne cherche rien', async () => {
    expect((await lire('/agent/familles?nom=%00')).statusCode).toBe(200);
    expect(await chercher('  ')).toEqual([]);
  });

  test('tient en trois ordres SQL', async () => {
    await chercher('benali');
    portail.requetes.length = 0;
    await chercher('benali');
    expect(portail.requetes.length).toBeLessThanOrEqual(3);
  });

  test('les adresses changées en ligne se montrent à l’agent qui les vérifie', async () => {
    await noterPour('Coordonnées modifiées : adresse.', ['famille:3']);
    expect((await lire('/agent/familles')).body).toContain('/agent/familles/3');
    expect((await lire('/agent/familles', COOKIES.denis)).body).not.toContain('/agent/familles/3');
    portail.horloge.advance(31 * 86_400_000);
    expect((await lire('/agent/familles')).body).toContain('Aucune adresse n’a changé');
    portail.horloge.reset();
  });
});

describe('le dossier d’une famille', () => {
  test('adultes, enfants, demandes, messages et journal', async () => {
    await noterPour('Coordonnées modifiées : portable.', ['famille:1'], 'changer_coordonnees');
    const { statusCode, body } = await lire('/agent/familles/1');
    expect(statusCode).toBe(200);
    for (const mots of [
      'Mme Nadia Benali',
      '12 rue de l’École, 45130 Saint-Aubin',
      'M. Karim Weiß',
      'Léo Benali',
      '7 ans',
      'École Jules-Ferry, CP de M. Petit',
      'Cantine, Année 2026-2027',
      '/agent/demandes/1',
      'Coordonnées modifiées : portable.',
      'M. Karim Weiß a écrit «\u00a0Beaugency\u00a0»',
    ]) {
      expect(body).toContain(mots);
    }
    expect(body).not.toContain('Zoé');
  });

  test('se lit en dix ordres SQL au plus', async () => {
    await lire('/agent/familles/1');
    portail.requetes.length = 0;
    await lire('/agent/familles/1');
    expect(portail.requetes.length).toBeLessThanOrEqual(10);
  });

  test('introuvable et hors de ses structures sont la même 404', async () => {
    const ailleurs = await lire('/agent/familles/3', COOKIES.denis);
    const nulle = await lire('/agent/familles/99', COOKIES.denis);
    expect([ailleurs.statusCode, nulle.statusCode]).toEqual([404, 404]);
    expect(ailleurs.body).toBe(nulle.body);
    expect((await lire('/agent/familles/1', COOKIES.denis)).statusCode).toBe(200);
    for (const id of ['0', 'x', '1%00']) {
      expect((await lire(`/agent/familles/${id}`)).statusCode).toBe(404);
    }
    expect((await lire('/agent/familles/1', COOKIES.nadia)).statusCode).toBe(404);
  });

  test('un agent d’une structure n’y lit pas ce qui regarde les autres structures', async () => {
    const { db } = portail.services;
    await sql`
      insert into messages
        (famille_id, responsable_id, structure_id, objet, texte, cle_unique, recu_le)
      values (1, 1, 2, 'Secret des loisirs', 'x', gen_random_uuid(), now()),
        (1, 1, 1, 'Mot à la cantine', 'x', gen_random_uuid(), now()),
        (1, 1, null, 'Mot sans structure', 'x', gen_random_uuid(), now())`.execute(db);
    await noterPour('Ligne des loisirs.', ['famille:1', 'message:1'], 'envoyer_message');
    await noterPour('Ligne de la cantine.', ['famille:1', 'message:2'], 'envoyer_message');
    await noterPour('Ligne sans structure.', ['famille:1', 'message:3'], 'envoyer_message');
    await noterPour('Ligne de la demande.', ['famille:1', 'demande:1'], 'valider');
    const { body } = await lire('/agent/familles/1', COOKIES.denis);
    expect(body).not.toMatch(/Secret des loisirs|Ligne des loisirs/);
    expect(body).toContain('Mot à la cantine');
    expect(body).toContain('Mot sans structure');
    expect(body).toContain('Ligne sans structure.');
    expect(body).toContain('Ligne de la cantine.');
    expect(body).toContain('Ligne de la demande.');
    expect((await lire('/agent/familles/1')).body).toContain('Ligne des loisirs.');
  });

  test('la famille canari ne s’affiche jamais brute', async () => {
    for (const chemin of ['/agent/familles/2', '/agent/familles?nom=brien']) {
      const { body } = await lire(chemin);
      expect(body).toContain('&lt;script>alert(1)');
      expect(body).not.toContain(CANARI);
      expect(body).not.toContain('<script>alert');
    }
  });
});
