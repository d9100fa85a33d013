import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ajouterAgent } from '../../../../test/comptes.ts';
import { connecter } from '../../../../test/decor.ts';
import { petiteCommune } from '../../../../test/petite-commune.ts';
import { ouvrirPortail, type Portail } from '../../../../test/portail.ts';
import { lancerEnsemble } from '../../../../test/verrous.ts';
import { ecrireReglages } from '../../regles/reglages.ts';
import { chercherRegieReglee } from '../../requetes/reglages.ts';

const SAISIE = {
  nom: 'Régie périscolaire',
  code: '01',
  siret: '21459990000013',
  regisseur: 'Sophie Garnier',
  adresse: '1 place de la Mairie',
  courriel: 'regie@saint-aubin.test',
  comptable: 'SGC d’Orléans',
  plafond: '1200',
  delai: '30',
  fournisseur: 'payfip',
  saisie_payfip: 'T',
};

let portail: Portail;
let cookie: string;
beforeAll(async () => {
  portail = await ouvrirPortail();
  await petiteCommune(portail.services.db);
  const compteId = await ajouterAgent(portail);
  cookie = await connecter(portail.services.db, compteId, portail.horloge.now());
});
afterAll(() => portail.fermer());
beforeEach(async () => {
  await sql`update activites set regie_id = null`.execute(portail.services.db);
  await sql`truncate mandats, payeurs restart identity cascade`.execute(portail.services.db);
  await sql`delete from regies`.execute(portail.services.db);
  await sql`alter table regies alter column id restart`.execute(portail.services.db);
});

const lire = (chemin: string) => portail.visiter('GET', chemin, { cookie });
const envoyer = (chemin: string, champs: Record<string, string> | string[][]) =>
  portail.visiter('POST', chemin, { cookie, corps: new URLSearchParams(champs) });
const compter = async () => {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from regies`.execute(
    portail.services.db,
  );
  return rows[0]?.n;
};

describe('les régies, réglées par l’administrateur', () => {
  test('une régie se crée d’après son acte, et mène à ce qu’elle facture', async () => {
    const { statusCode, headers } = await envoyer('/agent/regies', SAISIE);
    expect([statusCode, headers.location]).toEqual([303, '/agent/regies/1']);
    portail.requetes.length = 0;
    const { body } = await lire('/agent/regies/1');
    expect(portail.requetes.length).toBeLessThanOrEqual(4);
    expect(body).toContain('Nadia Benali a créé la régie « Régie périscolaire ».');
    expect((await lire('/agent/regies')).body).toContain('href="/agent/regies/1"');
  });

  test('une saisie fausse garde ce qui est tapé et dit quoi corriger', async () => {
    const { statusCode, body } = await envoyer('/agent/regies', { ...SAISIE, siret: '123' });
    expect(statusCode).toBe(422);
    expect(body).toContain('Vérifiez le SIRET');
    expect(body).toContain('value="SGC d’Orléans"');
    expect(await compter()).toBe(0);
  });

  test('créée deux fois au même instant, elle n’est créée qu’une fois', async () => {
    const tenue = sql`lock table regies in share row exclusive mode`;
    const deux = [1, 2].map(() => () => envoyer('/agent/regies', SAISIE));
    await lancerEnsemble(portail.services.db, tenue, deux);
    expect(await compter()).toBe(1);
  });

  test('un code déjà porté par une autre régie est refusé', async () => {
    await envoyer('/agent/regies', SAISIE);
    const autre = await envoyer('/agent/regies', { ...SAISIE, nom: 'Régie des mercredis' });
    expect([autre.statusCode, await compter()]).toEqual([422, 1]);
    expect(autre.body).toContain('porte déjà ce code');
  });

  test('un code écrit sur une facture ne change plus ; le reste, si', async () => {
    const { db } = portail.services;
    await envoyer('/agent/regies', SAISIE);
    await sql`insert into payeurs (genre, famille_id, cree_le)
      select 'famille', min(id), '2026-09-01' from familles`.execute(db);
    await sql`insert into mandats (payeur_id, regie_id, rum, titulaire, iban, bic, signe_le, cree_le)
      select min(p.id), 1, 'PREAU-01-000001-1', 'Claire', 'FR7630006000011234567890189',
        'AGRIFRPP', '2026-09-01', '2026-09-01' from payeurs p`.execute(db);
    const regie = (await chercherRegieReglee(db, 1))!;
    const champs = Object.fromEntries(ecrireReglages(regie));
    expect((await envoyer('/agent/regies/1', { ...champs, code: '02' })).body).toContain(
      'il ne change plus',
    );
    const fait = await envoyer('/agent/regies/1', { ...champs, plafond: '2000' });
    expect(fait.statusCode).toBe(303);
    expect((await chercherRegieReglee(db, 1))?.plafondCentimes).toBe(200_000);
    expect((await lire('/agent/regies/1')).body).toContain('a changé le plafond d’encaisse');
  });

  test('elle facture les activités cochées, et elles seules', async () => {
    const { db } = portail.services;
    await envoyer('/agent/regies', SAISIE);
    const { rows } = await sql<{ id: number }>`select id from activites order by id`.execute(db);
    const cocher = (ids: number[]) =>
      envoyer(
        '/agent/regies/1/activites',
        ids.map((id) => ['activite', String(id)]),
      );
    const facturees = async () => {
      const { rows: lignes } = await sql<{ id: number }>`
        select id from activites where regie_id = 1 order by id`.execute(db);
      return lignes.map(({ id }) => id);
    };
    const toutes = rows.map(({ id }) => id);
    await cocher(toutes);
    expect(await facturees()).toEqual(toutes);
    await cocher([rows[0]!.id, 9999]);
    expect(await facturees()).toEqual([rows[0]!.id]);
    await cocher([]);
    expect(await facturees()).toEqual([]);
    const { rows: notes } = await sql`
      select 1 from journal where verbe = 'changer_activites_facturees'`.execute(db);
    expect(notes).toHaveLength(2);
  });

  test('personne d’autre ne les voit ; ce qui n’existe pas est introuvable', async () => {
    expect((await lire('/agent/regies/99')).statusCode).toBe(404);
    expect((await envoyer('/agent/regies/99/activites', {})).statusCode).toBe(404);
    await sql`update agents set role = 'regisseur'`.execute(portail.services.db);
    expect((await lire('/agent/regies')).statusCode).toBe(404);
    expect((await envoyer('/agent/regies', SAISIE)).statusCode).toBe(404);
    await sql`update agents set role = 'administrateur'`.execute(portail.services.db);
    expect(await compter()).toBe(0);
  });
});
