import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connecter } from '../../../../test/decor.ts';
import { petiteCommune } from '../../../../test/petite-commune.ts';
import { type PetiteRegie, petiteRegie } from '../../../../test/petite-regie.ts';
import { ouvrirPortail, type Portail } from '../../../../test/portail.ts';

const CANARI = `<script>alert(1)</script> O'Brien`;
let portail: Portail;
let regie: PetiteRegie;
let moreau: string;
let leroy: string;
let guichet: string;
beforeAll(async () => {
  portail = await ouvrirPortail();
  const { db } = portail.services;
  regie = await petiteRegie(portail, await petiteCommune(db));
  await sql`update familles set nom = ${CANARI} where id = 3`.execute(db);
  const le = new Date('2026-11-16T09:00:00Z');
  [moreau = '', leroy = '', guichet = ''] = await Promise.all(
    regie.agents.map((compteId) => connecter(db, compteId, le)),
  );
});
afterAll(() => portail.fermer());

const lire = (chemin: string, cookie = moreau) =>
  portail.visiter('GET', `/agent/regie${chemin}`, { cookie });
const envoyer = (chemin: string, champs: Record<string, string>, cookie = moreau) =>
  portail.visiter('POST', `/agent/regie${chemin}`, { cookie, corps: new URLSearchParams(champs) });
const saisie = (de: Record<string, string> = {}) => ({
  payeur: String(regie.payeurs[0]),
  mode: 'cheque',
  montant: '10,00',
  jour: '2026-11-16',
  emetteur: 'Banque du Val',
  reference: '=1+1',
  cle_unique: randomUUID(),
  ...de,
});

const PAGES = [
  '',
  '/encaisser',
  '/journal',
  '/journal.csv',
  '/contrepassations',
  '/bordereaux',
  '/versements',
  '/cloture',
  '/ecritures',
  '/ecritures.csv',
  '/prelevements',
];

describe('La régie est à qui la tient', () => {
  test.each(PAGES)('/agent/regie%s n’existe pas pour le guichet', async (page) => {
    expect((await lire(page, guichet)).statusCode).toBe(404);
    expect((await lire(page)).statusCode).toBe(200);
  });

  test('le menu ne la montre pas au guichet', async () => {
    const accueil = (cookie: string) => portail.visiter('GET', '/agent/messages', { cookie });
    expect((await accueil(moreau)).body).toContain('/agent/regie');
    expect((await accueil(guichet)).body).not.toContain('/agent/regie');
  });
});

describe('Encaisser au bureau', () => {
  test('on trouve par le nom ou par le numéro de facture, et la quittance suit', async () => {
    await regie.facturer(0, [[1500]]);
    const parNom = (await lire('/encaisser?cherche=parent.1')).body;
    const parNumero = (await lire('/encaisser?cherche=2026-000001')).body;
    for (const corps of [parNom, parNumero]) {
      expect(corps).toContain(`payeur=${regie.payeurs[0]}`);
      expect(corps).toContain('15,00');
    }
    const reponse = await envoyer('/encaisser', saisie());
    expect(reponse.statusCode).toBe(303);
    const quittance = await portail.visiter('GET', String(reponse.headers.location), {
      cookie: moreau,
    });
    expect(quittance.body).toContain('Quittance n° 2026-000001');
    expect(quittance.body).toContain('Facture 2026-000001');
    expect(quittance.body).toContain('Banque du Val');
  });

  test('une erreur rend la saisie, la même clé n’encaisse qu’une fois', async () => {
    const { statusCode, body } = await envoyer('/encaisser', saisie({ montant: 'dix' }));
    expect(statusCode).toBe(422);
    expect(body).toContain('value="dix"');
    expect(body).toContain('id="montant-erreur"');
    expect(body).toContain('Banque du Val');
    const champs = saisie({ montant: '1,00' });
    const deux = await Promise.all([1, 2].map(() => envoyer('/encaisser', champs)));
    expect(new Set(deux.map((r) => r.headers.location)).size).toBe(1);
  });

  test('un nom hostile ne s’affiche jamais brut, ni ne calcule dans un tableur', async () => {
    await envoyer('/encaisser', saisie({ payeur: String(regie.payeurs[2]), emetteur: CANARI }));
    for (const page of ['/journal', '/encaisser?cherche=alert', '/bordereaux', '/ecritures']) {
      const { body } = await lire(page);
      expect(body).toContain('&lt;script>alert(1)');
      expect(body).not.toContain('<script>alert');
    }
    expect((await lire('/journal.csv')).body).toContain(`;'=1+1;`);
  });

  test('un règlement ou un payeur inconnu donne la même page introuvable', async () => {
    for (const page of [
      '/reglements/999',
      '/reglements/x',
      '/encaisser?payeur=999',
      '/bordereaux/9',
    ])
      expect((await lire(page)).statusCode).toBe(404);
  });
});

describe('Les gestes du régisseur', () => {
  test('contrepasser demande deux personnes', async () => {
    const { reglementId } = await regie.encaisser(1, 700);
    const motif = { motif: 'Chèque impayé' };
    expect((await envoyer(`/reglements/${reglementId}`, { motif: '' })).statusCode).toBe(422);
    expect((await envoyer(`/reglements/${reglementId}`, motif)).statusCode).toBe(303);
    const { rows } = await sql<{ id: number }>`
      select id from demandes_de_contrepassation where decidee_le is null`.execute(
      portail.services.db,
    );
    const decision = { demande: String(rows[0]!.id), decision: 'confirmer' };
    expect((await envoyer('/contrepassations', decision)).statusCode).toBe(422);
    expect((await envoyer('/contrepassations', decision, leroy)).statusCode).toBe(303);
    expect((await lire(`/reglements/${reglementId}`)).body).toContain('Ce règlement a été annulé');
  });

  test('remettre, verser, puis clore : chaque geste mène au suivant', async () => {
    const { reglementId } = await regie.encaisser(1, 800);
    const vide = await envoyer('/bordereaux', { mode: 'cheque' });
    expect(vide.statusCode).toBe(422);
    const remise = await envoyer('/bordereaux', {
      mode: 'cheque',
      reglements: String(reglementId),
    });
    const bordereau = await portail.visiter('GET', String(remise.headers.location), {
      cookie: moreau,
    });
    expect(bordereau.body).toContain('Bordereau de remise n° 2026-000001');
    expect((await envoyer('/versements', {})).statusCode).toBe(303);
    expect((await envoyer('/versements', {})).statusCode).toBe(422);
    expect((await envoyer('/cloture', { jour: '2026-11-17' })).statusCode).toBe(422);
    expect((await envoyer('/cloture', { jour: '2026-11-15' })).statusCode).toBe(303);
    const accueil = (await lire('')).body;
    expect(accueil).toContain('Les comptes sont justes');
    expect(accueil).toContain('dimanche 15 novembre 2026');
  });

  test('l’accueil se lit en onze ordres SQL au plus, le journal en quatre', async () => {
    for (const [page, budget] of [
      ['', 11],
      ['/journal', 4],
      ['/ecritures', 5],
    ] as const) {
      await lire(page);
      portail.requetes.length = 0;
      await lire(page);
      expect(portail.requetes.length).toBeLessThanOrEqual(budget);
    }
  });
});
