import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ajouterAgent, listerCourriels } from '../../test/comptes.ts';
import { connecter, poserDecor } from '../../test/decor.ts';
import { ouvrirPortail, type Portail } from '../../test/portail.ts';
import { archiverFamille } from './actions/archiver.ts';

const MARTIN = '/agent/familles/1';
let portail: Portail;
let cookie: string;
let agentId: number;
beforeAll(async () => {
  portail = await ouvrirPortail();
  await poserDecor(portail.services.db);
  agentId = await ajouterAgent(portail);
  cookie = await connecter(portail.services.db, agentId, portail.horloge.now());
});
beforeEach(async () => {
  await sql`delete from reservations`.execute(portail.services.db);
  await sql`delete from demandes`.execute(portail.services.db);
  await sql`update familles set archivee_le = null`.execute(portail.services.db);
});
afterAll(() => portail.fermer());

const lire = (chemin: string, qui = cookie) => portail.visiter('GET', chemin, { cookie: qui });
const envoyer = (chemin: string, champs: Record<string, string>) =>
  portail.visiter('POST', chemin, { cookie, corps: new URLSearchParams(champs) });
const un = async <T>(ordre: ReturnType<typeof sql<T>>): Promise<T> =>
  (await ordre.execute(portail.services.db)).rows[0]!;
const CLAIRE = { version: '', prenom1: 'Claire', nom1: 'MARTIN', qualite1: 'mere' };

async function reserverPour(enfantId: number, jour: string) {
  await sql`
    with d as (insert into demandes (enfant_id, activite_id, periode_id, compte_id, origine, cle_unique,
        recue_le, traitee_le)
      values (${enfantId}, 1, 1, 1, 'portail', gen_random_uuid(), '2026-11-01', '2026-11-01') returning id)
    insert into reservations (demande_id, enfant_id, prestation_id, jour, etat, origine, creee_le)
    select id, ${enfantId}, 1, ${jour}, 'validee', 'portail', '2026-11-01' from d`.execute(
    portail.services.db,
  );
}

describe('corriger un adulte', () => {
  test('la fiche change, le journal dit les champs et non les valeurs', async () => {
    const { headers } = await envoyer(`${MARTIN}/adultes/1`, {
      ...CLAIRE,
      courriel1: 'claire@exemple.test',
      portable1: '0612345678',
    });
    expect(headers.location).toBe(MARTIN);
    const { body } = await lire(MARTIN);
    expect(body).toContain('06 12 34 56 78');
    expect(body).toContain('Nadia Benali a corrigé la fiche de Claire MARTIN : portable.');
  });

  test('changée entre-temps, rien n’est écrit et la saisie est gardée', async () => {
    const { statusCode, body } = await envoyer(`${MARTIN}/adultes/1`, {
      ...CLAIRE,
      version: 'ancienne',
      prenom1: 'Clara',
    });
    expect(statusCode).toBe(422);
    expect(body).toContain('modifiée entre-temps');
    expect(body).toContain('value="Clara"');
    expect(await un(sql<{ prenom: string }>`select prenom from responsables where id = 1`)).toEqual(
      {
        prenom: 'Claire',
      },
    );
  });

  test('un adulte d’un autre dossier, ou inconnu : la même page introuvable', async () => {
    const codes = await Promise.all(
      [`${MARTIN}/adultes/2`, `${MARTIN}/adultes/999`, '/agent/familles/999/dossier'].map(
        async (c) => (await lire(c)).statusCode,
      ),
    );
    expect(codes).toEqual([404, 404, 404]);
  });

  test('une saisie refusée revient telle quelle, avec sa phrase', async () => {
    const { statusCode, body } = await envoyer(`${MARTIN}/adultes/1`, {
      ...CLAIRE,
      nom1: '',
      courriel1: 'claire',
    });
    expect(statusCode).toBe(422);
    expect(body).toContain('Écrivez le nom de cet adulte.');
    expect(body).toContain('value="claire"');
  });

  test('l’adresse d’un accès déjà ouvert attend d’être confirmée ; celle d’un accès neuf est posée', async () => {
    await sql`update comptes set active_le = '2026-09-01' where id = 1`.execute(
      portail.services.db,
    );
    const { version } = await un(
      sql<{
        version: string;
      }>`select coalesce(modifie_le::text, '') as version from responsables where id = 1`,
    );
    await envoyer(`${MARTIN}/adultes/1`, {
      ...CLAIRE,
      version,
      portable1: '0612345678',
      courriel1: 'neuve@exemple.test',
    });
    expect(
      await un(sql<{ c: string }>`select courriel::text as c from comptes where id = 1`),
    ).toEqual({
      c: 'claire@exemple.test',
    });
    await sql`update comptes set courriel = null, active_le = null where id = 2`.execute(
      portail.services.db,
    );
    await envoyer('/agent/familles/2/adultes/2', {
      version: '',
      prenom1: 'Paul',
      nom1: 'PETIT',
      qualite1: 'pere',
      courriel1: 'paul.petit@exemple.test',
    });
    const destinataires = (await listerCourriels(portail)).map((c) => c.destinataire);
    expect(destinataires).toEqual(
      expect.arrayContaining(['neuve@exemple.test', 'paul.petit@exemple.test']),
    );
  });
});

describe('ajouter, retirer', () => {
  test('un second adulte s’ajoute puis se retire ; le dernier, non', async () => {
    await envoyer(`${MARTIN}/adultes/nouveau`, {
      prenom1: 'Sam',
      nom1: 'DURAND',
      qualite1: 'autre',
      courriel1: 'sam@exemple.test',
    });
    const { id } = await un(sql<{ id: number }>`select id from responsables where prenom = 'Sam'`);
    expect((await lire(MARTIN)).body).toContain('Sam DURAND');
    await envoyer(`${MARTIN}/adultes/${id}/acces`, { geste: 'retirer' });
    const seul = await envoyer(`${MARTIN}/adultes/1/acces`, { geste: 'retirer' });
    expect(seul.statusCode).toBe(422);
    expect(seul.body).toContain('C’est le seul adulte de ce dossier');
  });

  test('un enfant s’ajoute et se corrige ; le journal dit de quoi à quoi', async () => {
    await envoyer(`${MARTIN}/enfants/nouveau`, {
      enfant_prenom1: 'Mila',
      enfant_nom1: 'MARTIN',
      ne_le1: '2020-02-29',
    });
    const { id } = await un(sql<{ id: number }>`select id from enfants where prenom = 'Mila'`);
    const corrigee = {
      enfant_prenom1: 'Milà',
      enfant_nom1: 'MARTIN',
      ne_le1: '2020-02-29',
      classe1: '1',
    };
    await envoyer(`${MARTIN}/enfants/${id}`, corrigee);
    await envoyer(`${MARTIN}/enfants/${id}`, corrigee);
    const { body } = await lire(MARTIN);
    expect(body.match(/prénom \(Mila devient Milà\)/g)).toHaveLength(1);
    expect(body).toContain('classe (inconnue devient École Jules-Ferry, CE1)');
    await sql`delete from scolarites where enfant_id = ${id}`.execute(portail.services.db);
    await sql`delete from enfants where id = ${id}`.execute(portail.services.db);
  });

  test('le nom du dossier et la commune retenue', async () => {
    await envoyer(`${MARTIN}/dossier`, { nom: 'MARTIN-DURAND', commune: '' });
    const { body } = await lire(MARTIN);
    expect(body).toContain('Famille MARTIN-DURAND');
    expect(body).toContain('commune retenue pour les droits : à préciser');
    await envoyer(`${MARTIN}/dossier`, { nom: 'MARTIN', commune: '45001' });
  });
});

describe('la lettre d’accès', () => {
  test('un code à usage unique ouvre l’accès ; le précédent ne sert plus', async () => {
    await sql`update comptes set courriel = null, active_le = null where id = 2`.execute(
      portail.services.db,
    );
    const code = async () =>
      /[2-9A-Z]{4}(?:-[2-9A-Z]{4}){3}/.exec(
        (await envoyer('/agent/familles/2/adultes/2/acces', { geste: 'lettre' })).body,
      )![0];
    const premier = await code();
    const second = await code();
    expect(second).not.toBe(premier);
    const suivre = async (c: string) => (await portail.visiter('GET', `/activation/${c}`)).body;
    expect(await suivre(premier)).not.toContain('name="motDePasse"');
    expect(await suivre(second)).toContain('name="motDePasse"');
    const tape = second.toLowerCase().replaceAll('-', ' ');
    const { headers } = await portail.visiter(
      'GET',
      `/activation?code=${encodeURIComponent(tape)}`,
    );
    expect(headers.location).toBe(`/activation/${second}`);
    const { rows } = await sql<{ n: number }>`
      select count(*)::int as n from journal where details::text || phrase like ${`%${second}%`}`.execute(
      portail.services.db,
    );
    expect(rows[0]!.n).toBe(0);
  });

  test('avec une adresse électronique, la lettre se refuse', async () => {
    const { statusCode, body } = await envoyer(`${MARTIN}/adultes/1/acces`, { geste: 'lettre' });
    expect(statusCode).toBe(422);
    expect(body).toContain('envoyez-lui plutôt le lien par courriel');
  });

  test('un accès fermé n’entre plus ; rouvert, si', async () => {
    const claire = await connecter(portail.services.db, 1, portail.horloge.now());
    await envoyer(`${MARTIN}/adultes/1/acces`, { geste: 'fermer' });
    expect((await lire('/famille', claire)).statusCode).toBe(303);
    await envoyer(`${MARTIN}/adultes/1/acces`, { geste: 'rouvrir' });
    const denouveau = await connecter(portail.services.db, 1, portail.horloge.now());
    expect((await lire('/famille', denouveau)).statusCode).toBe(200);
  });
});

describe('archiver', () => {
  test('une réservation à venir retient le dossier, et la page le dit', async () => {
    await reserverPour(1, '2026-12-01');
    const { statusCode, body } = await envoyer(`${MARTIN}/archivage`, {});
    expect(statusCode).toBe(422);
    expect(body).toContain('1 réservation à venir');
  });

  test('archivé : plus dans les recherches, ses adultes n’entrent plus ; puis il revient', async () => {
    const claire = await connecter(portail.services.db, 1, portail.horloge.now());
    await envoyer(`${MARTIN}/archivage`, {});
    expect((await lire('/agent/familles?nom=martin')).body).not.toContain(
      'href="/agent/familles/1"',
    );
    expect((await lire(MARTIN)).body).toContain('Dossier archivé');
    expect((await lire('/famille', claire)).statusCode).toBe(303);
    await envoyer(`${MARTIN}/archivage`, { geste: 'desarchiver' });
    expect((await lire('/agent/familles?nom=martin')).body).toContain('href="/agent/familles/1"');
    const denouveau = await connecter(portail.services.db, 1, portail.horloge.now());
    expect((await lire('/famille', denouveau)).statusCode).toBe(200);
  });

  test('archivé deux fois au même instant, il ne l’est qu’une', async () => {
    const acteur = { compteId: agentId, nom: 'Nadia Benali' };
    await Promise.all(
      [1, 2, 3].map(() =>
        archiverFamille(portail.services, { familleId: 2, acteur, aujourdhui: '2026-11-16' }),
      ),
    );
    const { n } = await un(
      sql<{ n: number }>`select count(*)::int as n from journal where verbe = 'archiver'
        and sujets @> '{famille:2}'`,
    );
    expect(n).toBe(1);
  });

  test('les dossiers qui dorment : ceux que rien ne retient, et eux seuls', async () => {
    await sql`update familles set creee_le = '2020-01-01'`.execute(portail.services.db);
    await reserverPour(1, '2026-10-06');
    const page = await lire('/agent/familles/dormantes?depuis=2026-01-01');
    expect(page.body).toContain('PETIT');
    expect(page.body).not.toContain('>MARTIN<');
    await envoyer('/agent/familles/dormantes', { depuis: '2026-01-01' });
    const { rows } = await sql<{ id: number }>`
      select id from familles where archivee_le is not null`.execute(portail.services.db);
    expect(rows).toEqual([{ id: 2 }]);
  });
});

test('le dossier d’une famille se lit en peu d’ordres, avec ce qui vient', async () => {
  await reserverPour(1, '2026-12-01');
  portail.requetes.length = 0;
  const { body } = await lire(MARTIN);
  expect(portail.requetes.length).toBeLessThanOrEqual(14);
  expect(body).toContain('À venir');
});
