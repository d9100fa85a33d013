import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { connecter } from '../../../test/decor.ts';
import { type Gestes, gestesDe } from '../../../test/gestes.ts';
import { lireJetons, lireOffres } from '../../../test/offres.ts';
import { type PetiteCommune, petiteCommune } from '../../../test/petite-commune.ts';
import { ouvrirPortail, type Portail } from '../../../test/portail.ts';

const MERCREDI = '2026-12-09';

let portail: Portail;
let commune: PetiteCommune;
let gestes: Gestes;
let parent = '';
let voisin = '';

beforeEach(async () => {
  portail = await ouvrirPortail();
  const { db } = portail.services;
  commune = await petiteCommune(db, { places: 1, familles: 3, listeAttente: 'offre' });
  gestes = gestesDe(portail, commune);
  await sql`update enfants set prenom = ${`<script>alert(1)</script> O'Brien`}
    where id = ${gestes.famille(1).enfantId}`.execute(db);
  for (const qui of [0, 1, 2])
    await gestes.demander(qui, [{ prestationId: commune.matin, jour: MERCREDI }]);
  const tenue = (await gestes.lignes()).find((l) => l.etat === 'validee');
  await gestes.renoncer(0, tenue?.id ?? 0);
  parent = await connecter(db, gestes.famille(1).acteur.compteId, portail.horloge.now());
  voisin = await connecter(db, gestes.famille(2).acteur.compteId, portail.horloge.now());
});
afterEach(() => portail.fermer());

async function lienDe(choix: string): Promise<string> {
  return `/place/${(await lireJetons(portail.services.db)).at(-1)}/${choix}`;
}

async function etatDe(qui: number) {
  const { enfantId } = gestes.famille(qui);
  return (await gestes.lignes()).find((l) => l.enfant === enfantId)?.etat;
}

describe('Le lien du courriel, sans être connecté', () => {
  test('ouvrir montre un bouton et ne répond à rien, en peu d’ordres', async () => {
    const lien = await lienDe('accepter');
    for (let i = 0; i < 3; i++) {
      portail.requetes.length = 0;
      const { statusCode, body } = await portail.visiter('GET', lien);
      expect(portail.requetes.length).toBeLessThanOrEqual(3);
      expect(statusCode).toBe(200);
      expect(body.match(/<button/g)).toHaveLength(1);
      expect(body).toContain('J’accepte');
      expect(body).not.toContain('<script>alert');
    }
    expect(await etatDe(1)).toBe('en_liste_attente');
    expect((await lireOffres(portail.services.db))[0]?.issue).toBeNull();
  });

  test('le bouton accepte ; le même lien, l’autre et un second clic disent ensuite que c’est réservé', async () => {
    const lien = await lienDe('accepter');
    for (const choix of ['accepter', 'accepter', 'laisser']) {
      const { statusCode, headers } = await portail.visiter('POST', await lienDe(choix), {
        corps: '',
      });
      expect(statusCode).toBe(303);
      const { body } = await portail.visiter('GET', String(headers.location));
      expect(body).toContain('C’est réservé');
      expect(body).toContain('Vous avez accepté cette place : elle est à vous.');
      expect(body).not.toContain('<button');
    }
    expect(await etatDe(1)).toBe('validee');
    expect((await portail.visiter('GET', lien)).body).not.toContain('<script>alert');
  });

  test('« Je laisse la place » la donne à la suivante', async () => {
    const lien = await lienDe('laisser');
    expect((await portail.visiter('POST', lien, { corps: '' })).statusCode).toBe(303);
    expect((await portail.visiter('GET', lien)).body).toContain('La place est laissée');
    expect(await etatDe(1)).toBe('annulee_par_famille');
    expect((await lireOffres(portail.services.db)).map((o) => o.issue)).toEqual(['laissee', null]);
  });

  test('trop tard, ou inventé : la même page, avec une phrase claire', async () => {
    const lien = await lienDe('accepter');
    const [offre] = await lireOffres(portail.services.db);
    portail.horloge.moveTo(new Date(+offre!.expireLe + 1000));
    expect((await portail.visiter('POST', lien, { corps: '' })).statusCode).toBe(303);
    const tard = await portail.visiter('GET', lien);
    expect(tard.statusCode).toBe(422);
    expect(tard.body).toContain('Il fallait répondre avant le mercredi 18 novembre');
    expect(await etatDe(1)).toBe('en_liste_attente');
    for (const methode of ['GET', 'POST'] as const) {
      const invente = await portail.visiter(methode, '/place/inconnu/accepter', { corps: '' });
      expect(invente.statusCode).toBe(422);
      expect(invente.body).toContain('Ce lien ne sert plus');
    }
    expect((await portail.visiter('GET', `${lien}x`)).statusCode).toBe(404);
  });

  test('la base ne garde pas le lien, seulement son empreinte', async () => {
    const [jeton] = await lireJetons(portail.services.db);
    const { rows } = await sql<{ ligne: string }>`
      select o::text as ligne from offres_de_place o`.execute(portail.services.db);
    expect(rows[0]?.ligne).not.toContain(jeton);
    expect(rows[0]?.ligne).toMatch(/\\x[0-9a-f]{64}/);
  });
});

describe('Depuis son compte', () => {
  test('l’accueil dit qu’une place attend et jusqu’à quand ; la page répond', async () => {
    const accueil = await portail.visiter('GET', '/famille', { cookie: parent });
    const [, chemin = ''] = /href="(\/famille\/places\/\d+)"/.exec(accueil.body) ?? [];
    expect(accueil.body).toContain('mercredi 18 novembre');
    expect(accueil.body).not.toContain('<script>alert');
    portail.requetes.length = 0;
    expect((await portail.visiter('GET', chemin, { cookie: parent })).statusCode).toBe(200);
    expect(portail.requetes.length).toBeLessThanOrEqual(4);
    const corps = new URLSearchParams({ choix: 'accepter' });
    const { statusCode } = await portail.visiter('POST', chemin, { cookie: parent, corps });
    expect(statusCode).toBe(303);
    expect(await etatDe(1)).toBe('validee');
    const apres = await portail.visiter('GET', '/famille', { cookie: parent });
    expect(apres.body).not.toContain('/famille/places/');
    const page = await portail.visiter('GET', chemin, { cookie: parent });
    expect(page.body).toContain('Vous avez accepté cette place');
  });

  test('la place d’une autre famille est introuvable, à lire comme à répondre', async () => {
    const [offre] = await lireOffres(portail.services.db);
    const chemin = `/famille/places/${offre?.id}`;
    const corps = new URLSearchParams({ choix: 'accepter' });
    expect((await portail.visiter('GET', chemin, { cookie: voisin })).statusCode).toBe(404);
    expect((await portail.visiter('POST', chemin, { cookie: voisin, corps })).statusCode).toBe(404);
    expect(await etatDe(1)).toBe('en_liste_attente');
  });

  test('l’inscription montre « place proposée » et mène à la réponse', async () => {
    const { enfantId } = gestes.famille(1);
    const { id } = (await gestes.lignes()).find((l) => l.enfant === enfantId)!;
    const { body } = await portail.visiter('GET', `/famille/reservations/${id}`, {
      cookie: parent,
    });
    expect(body).toContain('Une place vous attend');
    expect(body).toContain('Répondre à la place proposée');
  });
});
