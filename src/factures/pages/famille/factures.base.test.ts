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
let parent = '';
let autre = '';
let separe = '';
let regisseur = '';

beforeAll(async () => {
  portail = await ouvrirPortail({ maintenant: new Date('2026-11-20T09:00:00Z') });
  const { db } = portail.services;
  commune = await petiteCommune(db, { familles: 3 });
  regie = await petiteRegie(portail, commune);
  await poserMois(db, regie.regieId, commune);
  // Le parent de la troisième famille est aussi celui de la première : un second parent.
  await sql`insert into rattachements (famille_id, responsable_id, qualite, depuis_le)
    select ${commune.familles[0]!.familleId}, r.id, 'pere', '2026-01-01' from responsables r
    where r.compte_id = ${commune.familles[2]!.compteId}`.execute(db);
  const maintenant = portail.horloge.now();
  const session = (qui: number) => connecter(db, commune.familles[qui]!.compteId, maintenant);
  [parent, autre, separe] = [await session(0), await session(1), await session(2)];
  regisseur = await connecter(db, regie.agents[0]!, maintenant);
});
afterAll(() => portail.fermer());

const ouvrir = (chemin: string, cookie = parent) => portail.visiter('GET', chemin, { cookie });
const envoyer = (chemin: string, corps: Record<string, string>, cookie = parent) =>
  portail.visiter('POST', chemin, { cookie, corps: new URLSearchParams(corps) });

describe('Mes factures', () => {
  test('sans facture, la page mène au compte du mois', async () => {
    expect((await ouvrir('/famille/factures')).body).toContain('Aucune facture pour l’instant');
  });

  test('quarante-neuf enregistrements, les colonnes du guide, en peu d’ordres', async () => {
    for (let i = 0; i < 49; i++) await regie.facturer(0, [[1000 + i]]);
    await regie.encaisser(0, 500);
    portail.requetes.length = 0;
    const { body } = await ouvrir('/famille/factures');
    expect(portail.requetes.length).toBeLessThanOrEqual(4);
    expect(body).toContain('49 enregistrements');
    for (const titre of ['Date facture', 'Tiers facturé', 'Montant facture', 'Perçu', 'À payer']) {
      expect(body).toContain(titre);
    }
    expect(body).toContain('/famille/paiements/nouveau?facture=');
    expect((await ouvrir('/famille/factures', autre)).body).not.toContain('49 enregistrements');
  });

  test('l’accueil dit ce qui reste à payer, avant quand, et rien à qui ne doit rien', async () => {
    portail.requetes.length = 0;
    const { body } = await ouvrir('/famille');
    expect(portail.requetes.length).toBeLessThanOrEqual(9);
    expect(body).toContain('496,76\u00a0€');
    expect(body).toContain('49 factures. À payer avant le jeudi 31 décembre.');
    expect((await ouvrir('/famille', autre)).body).not.toContain('À payer');
  });

  test('la facture d’un parent n’existe pas pour l’autre, ni celle d’une autre famille', async () => {
    const { db } = portail.services;
    const { rows } = await sql<{ id: number }>`
      with p as (insert into payeurs (genre, famille_id, responsable_id, cree_le)
        select 'responsable', ${commune.familles[0]!.familleId}, r.id, '2026-01-01'
        from responsables r where r.compte_id = ${commune.familles[0]!.compteId} returning id)
      insert into factures (regie_id, exercice, numero, genre, payeur_id, jour, echeance, du, au,
        montant_centimes, emetteur, destinataire, emise_le)
      select ${regie.regieId}, 2026, 900, 'facture', p.id, '2026-11-05', '2026-12-05', '2026-10-01',
        '2026-10-31', 1200, '{}', '{"nom":"<script>alert(1)</script>"}', '2026-11-05' from p
      returning id`.execute(db);
    const propre = `/famille/factures/${rows[0]!.id}`;
    expect((await ouvrir(propre)).statusCode).toBe(200);
    expect((await ouvrir('/famille/factures')).body).not.toContain('<script>alert');
    for (const cookie of [separe, autre]) {
      expect((await ouvrir(propre, cookie)).statusCode).toBe(404);
      expect((await ouvrir(`${propre}/pdf`, cookie)).statusCode).toBe(404);
    }
    const commune1 = (await ouvrir('/famille/factures', separe)).body;
    expect(commune1).toContain('49 enregistrements');
  });
});

describe('Le compte du mois', () => {
  test('dit chaque jour, son prix et pourquoi, jusqu’à aujourd’hui et ensuite', async () => {
    portail.requetes.length = 0;
    const { body } = await ouvrir('/famille/compte-du-mois');
    expect(portail.requetes.length).toBeLessThanOrEqual(10);
    expect(body).toContain('Jusqu’à aujourd’hui : 10,00\u00a0€');
    expect(body).toContain('mercredi 4 novembre');
    expect(body).toContain('délibération 2026-031');
    expect(body.replace(/<[^>]+>/g, '')).toMatch(/,00\s€ pour \d+ jours?, Centre de loisirs/);
    expect((await ouvrir('/famille/compte-du-mois?mois=2026-13')).statusCode).toBe(200);
  });

  test('contester une ligne prévient la régie, une fois ; sa réponse revient à la famille', async () => {
    const champs = {
      enfant: String(commune.familles[0]!.enfantId),
      prestation: String(commune.matin),
      jour: '2026-11-04',
    };
    const page = await ouvrir(`/famille/contestations?${new URLSearchParams(champs)}`);
    const cle = /name="cle" value="([^"]+)"/.exec(page.body)?.[1] ?? '';
    const vide = await envoyer('/famille/contestations', { ...champs, cle, texte: ' ' });
    expect(vide.statusCode).toBe(422);
    const corps = { ...champs, cle, texte: 'Malade ce jour-là, certificat envoyé.' };
    await envoyer('/famille/contestations', corps);
    await envoyer('/famille/contestations', corps);
    const file = await ouvrir('/agent/demandes', regisseur);
    expect(file.body).toContain('Contestation : ');
    const agent = await ouvrir('/agent/contestations', regisseur);
    expect(agent.body.split('certificat envoyé')).toHaveLength(2);
    const numero = /name="contestation" value="(\d+)"/.exec(agent.body)?.[1] ?? '';
    const reponse = { contestation: numero, reponse: 'Vu, nous ferons un avoir.' };
    expect((await envoyer('/agent/contestations', reponse, regisseur)).statusCode).toBe(303);
    expect((await envoyer('/agent/contestations', reponse, regisseur)).statusCode).toBe(422);
    expect((await ouvrir('/famille/compte-du-mois')).body).toContain('Vu, nous ferons un avoir.');
    const { rows } = await sql<{ a: string }>`
      select destinataire as a from courriels where sujet like '%ontest%' order by id`.execute(
      portail.services.db,
    );
    expect(rows.map((r) => r.a)).toEqual(['regie@saint-aubin.test', 'parent.1@famille.test']);
  });

  test('l’enfant d’une autre famille ne se conteste pas : la même 404', async () => {
    const champs = {
      enfant: String(commune.familles[1]!.enfantId),
      prestation: String(commune.matin),
      jour: '2026-11-04',
    };
    const chemin = `/famille/contestations?${new URLSearchParams(champs)}`;
    expect((await ouvrir(chemin)).statusCode).toBe(404);
  });
});
