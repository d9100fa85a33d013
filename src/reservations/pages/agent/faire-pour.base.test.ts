import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { connecter, DECOR, poserDecor } from '../../../../test/decor.ts';
import { ouvrirPortail, type Portail } from '../../../../test/portail.ts';

const BASE = '/agent/familles/1/faire-pour';
const CLE = '11111111-1111-4111-8111-111111111111';

let portail: Portail;
const cookies: Record<string, string> = {};

beforeAll(async () => {
  portail = await ouvrirPortail();
  const { db } = portail.services;
  await poserDecor(db);
  for (const role of ['directeur', 'guichet', 'regisseur', 'administrateur']) {
    const { rows } = await sql<{ id: number }>`
      with c as (insert into comptes (identifiant, active_le, cree_le)
        values (${role}, '2026-01-01', '2026-01-01') returning id)
      insert into agents (compte_id, prenom, nom, role, cree_le)
      select id, 'Agent', ${role}, ${role}, '2026-01-01' from c returning compte_id as id`.execute(
      db,
    );
    cookies[role] = await connecter(db, rows[0]!.id, portail.horloge.now());
  }
  cookies.claire = await connecter(db, 1, portail.horloge.now());
  // « administrateur » ne voit ici qu'une autre structure : rien de cette famille.
  await sql`insert into structures (nom, courriel) values ('Ailleurs', 'a@x.test')`.execute(db);
  await sql`insert into agents_structures select id, 2 from agents where role = 'administrateur'
  `.execute(db);
});
afterAll(() => portail.fermer());
beforeEach(async () => {
  const { db } = portail.services;
  await sql`truncate journal`.execute(db);
  await sql`delete from reservations`.execute(db);
  await sql`delete from demandes`.execute(db);
  await sql`update places set prises = 0`.execute(db);
});

const lire = (chemin: string, qui = 'directeur') =>
  portail.visiter('GET', chemin, { cookie: cookies[qui]! });
const envoyer = (chemin: string, champs: Record<string, string>, qui = 'directeur') =>
  portail.visiter('POST', chemin, { cookie: cookies[qui]!, corps: new URLSearchParams(champs) });

const CALENDRIER = `${BASE}/calendrier?enfant=${DECOR.leo}&periode=${DECOR.annee}&mois=2026-11`;
const valider = (jour: string, champs: Record<string, string> = {}, qui = 'directeur') =>
  envoyer(
    `${BASE}/calendrier`,
    {
      enfant: String(DECOR.leo),
      periode: String(DECOR.annee),
      case: `${jour}.${DECOR.matin}`,
      geste: 'sortir',
      cle: CLE,
      ...champs,
    },
    qui,
  );

describe('faire pour une famille', () => {
  test('le dossier y mène, et chaque écran dit pour qui l’on agit', async () => {
    expect((await lire('/agent/familles/1')).body).toContain(`href="${BASE}"`);
    for (const chemin of [BASE, CALENDRIER]) {
      const { statusCode, body } = await lire(chemin);
      expect(statusCode).toBe(200);
      expect(body).toContain('Vous agissez pour la famille MARTIN');
      expect(body).toContain('Claire MARTIN en reçoit le courriel');
      expect(body).not.toMatch(/href="\/famille/);
    }
  });

  test('le guichet passe la date, pas les places : la case ne s’y propose pas', async () => {
    expect((await lire(CALENDRIER)).body).toContain('name="depasser"');
    expect((await lire(CALENDRIER, 'guichet')).body).not.toContain('name="depasser"');
  });

  test('une période pas encore ouverte aux familles se choisit', async () => {
    const { body } = await lire(BASE);
    expect(body).toMatch(/name="periode" value="2"(?![^>]*disabled)/);
  });

  test('hors délai sans motif : tout est gardé, la phrase dit quoi faire', async () => {
    const { statusCode, body } = await valider('2026-11-16');
    expect(statusCode).toBe(422);
    expect(body).toContain('href="#motif"');
    expect(body).toMatch(/value="2026-11-16\.1"[^>]*checked|checked[^>]*value="2026-11-16\.1"/);
  });

  test('avec motif : inscrit, et la famille le lit « direct »', async () => {
    const { statusCode, headers } = await valider('2026-11-16', { motif: 'Train supprimé.' });
    expect(statusCode).toBe(303);
    const demande = String(headers.location).replace('/agent', '/famille');
    const { body } = await lire(demande, 'claire');
    expect(body).toContain('Inscription directe par le centre');
    expect(body).toContain('Train supprimé.');
    expect((await lire(String(headers.location))).body).toContain(
      'Agent directeur, pour la famille',
    );
  });

  test('un double envoi n’inscrit qu’une fois', async () => {
    const premier = await valider('2026-11-24');
    const second = await valider('2026-11-24');
    expect(second.headers.location).toBe(premier.headers.location);
  });

  test('annuler demande un motif, puis le fait', async () => {
    await valider('2026-11-24');
    const { rows } = await sql<{ id: number }>`select id from reservations`.execute(
      portail.services.db,
    );
    const adresse = `${BASE}/reservations/${rows[0]!.id}`;
    expect((await lire(BASE)).body).toContain(adresse);
    expect((await lire(adresse)).body).toContain('Confirmer l’annulation');
    const sansMotif = await envoyer(adresse, { motif: '' });
    expect(sansMotif.statusCode).toBe(422);
    expect(sansMotif.body).toContain('Écrivez pourquoi vous annulez');
    expect((await envoyer(adresse, { motif: 'Varicelle.' })).statusCode).toBe(303);
    expect((await lire(adresse)).body).toContain('Déjà annulée');
    const famille = await lire(`/famille/reservations/${rows[0]!.id}`, 'claire');
    expect(famille.body).toContain('Varicelle.');
  });

  test('pas son rôle, pas ses structures, pas d’adulte, pas sa famille : la même 404', async () => {
    const { db } = portail.services;
    await sql`insert into familles (nom, creee_le) values ('SANS ADULTE', '2026-01-01')`.execute(
      db,
    );
    await valider('2026-11-24');
    const { rows } = await sql<{ id: number }>`select id from reservations`.execute(db);
    const pages = await Promise.all([
      lire(BASE, 'regisseur'),
      lire(BASE, 'administrateur'),
      lire(BASE, 'claire'),
      lire('/agent/familles/3/faire-pour'),
      lire('/agent/familles/99/faire-pour'),
      lire(`/agent/familles/2/faire-pour/reservations/${rows[0]!.id}`),
      lire(`/agent/familles/2/faire-pour/calendrier?enfant=1&periode=1`),
    ]);
    expect(pages.map((p) => p.statusCode)).toEqual(Array(7).fill(404));
    expect((await lire('/agent/familles/3')).body).toContain('Ajoutez un adulte à ce dossier');
  });

  test('budget : l’écran en six ordres, le calendrier en huit', async () => {
    await lire(BASE);
    portail.requetes.length = 0;
    await lire(BASE);
    expect(portail.requetes.length).toBeLessThanOrEqual(6);
    portail.requetes.length = 0;
    await lire(CALENDRIER);
    expect(portail.requetes.length).toBeLessThanOrEqual(8);
  });
});
