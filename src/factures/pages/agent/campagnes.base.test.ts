import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connecter } from '../../../../test/decor.ts';
import { poserMois } from '../../../../test/mois-a-facturer.ts';
import { type PetiteCommune, petiteCommune } from '../../../../test/petite-commune.ts';
import { type PetiteRegie, petiteRegie } from '../../../../test/petite-regie.ts';
import { ouvrirPortail, type Portail } from '../../../../test/portail.ts';

let portail: Portail;
let commune: PetiteCommune;
let regie: PetiteRegie;
let regisseur = '';
let guichet = '';
let campagne = '';

beforeAll(async () => {
  portail = await ouvrirPortail({ maintenant: new Date('2026-12-03T09:00:00Z') });
  const { db } = portail.services;
  commune = await petiteCommune(db, { familles: 3 });
  regie = await petiteRegie(portail, commune);
  await poserMois(db, regie.regieId, commune);
  await sql`update familles set nom = ${`<script>alert(1)</script> O'Brien & "fils"`}`.execute(db);
  const maintenant = portail.horloge.now();
  regisseur = await connecter(db, regie.agents[0]!, maintenant);
  guichet = await connecter(db, regie.agents[2]!, maintenant);
});
afterAll(() => portail.fermer());

const ouvrir = (chemin: string, cookie = regisseur) => portail.visiter('GET', chemin, { cookie });
const envoyer = (chemin: string, corps: Record<string, string>, cookie = regisseur) =>
  portail.visiter('POST', chemin, { cookie, corps: new URLSearchParams(corps) });

describe('Facturer un mois, de l’aperçu à l’avoir', () => {
  test('ouvrir deux fois le même mois mène à la même campagne', async () => {
    const corps = { regie: String(regie.regieId), mois: '2026-11' };
    const premiere = await envoyer('/agent/campagnes', corps);
    expect(premiere.statusCode).toBe(303);
    campagne = String(premiere.headers.location);
    expect((await envoyer('/agent/campagnes', corps)).headers.location).toBe(campagne);
    expect((await ouvrir('/agent/campagnes')).body).toContain('En préparation');
  });

  test('l’aperçu dit le total, par activité, et les payeurs sans adresse, en peu d’ordres', async () => {
    portail.requetes.length = 0;
    const { body } = await ouvrir(campagne);
    expect(portail.requetes.length).toBeLessThanOrEqual(12);
    expect(body).toContain('30,00\u00a0€');
    expect(body).toContain('MERCREDIS, Matin');
    expect(body).toContain('Payeur sans adresse complète');
    expect(body).not.toContain('<script>alert');
  });

  test('sans la case cochée, rien n’est émis', async () => {
    const reponse = await envoyer(campagne, {});
    expect(reponse.statusCode).toBe(422);
    expect(reponse.body).toContain('Cochez la confirmation');
    const { rows } = await sql`select 1 from factures`.execute(portail.services.db);
    expect(rows).toEqual([]);
  });

  test('émise, la campagne montre ses factures ; l’avoir demande un motif, garde ce qui est écrit', async () => {
    expect((await envoyer(campagne, { confirmer: 'oui' })).statusCode).toBe(303);
    const { body } = await ouvrir(campagne);
    expect(body).toContain('2026-000003');
    const facture = /\/agent\/factures\/\d+/.exec(body)?.[0] ?? '';
    expect((await ouvrir(facture)).body).toContain('tarif unique');
    const court = await envoyer(facture, { motif: 'non' });
    expect([court.statusCode, court.body.includes('value="non"')]).toEqual([422, true]);
    const avoir = await envoyer(facture, { motif: 'Certificat médical reçu' });
    expect(avoir.statusCode).toBe(303);
    expect((await ouvrir(String(avoir.headers.location))).body).toContain('Avoir n°');
    expect((await ouvrir(campagne)).body).toContain('Annulée par un avoir');
  });
});

test('qui ne tient pas la régie ne voit aucune de ces pages : la même 404', async () => {
  for (const chemin of ['/agent/campagnes', campagne, '/agent/factures/1']) {
    expect((await ouvrir(chemin, guichet)).statusCode).toBe(404);
    expect((await envoyer(chemin, { confirmer: 'oui' }, guichet)).statusCode).toBe(404);
  }
  expect((await ouvrir('/agent/campagnes/999999')).statusCode).toBe(404);
});
