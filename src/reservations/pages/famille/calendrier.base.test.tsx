import { randomUUID } from 'node:crypto';
import { brotliCompressSync, constants } from 'node:zlib';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { connecter, poserDecor } from '../../../../test/decor.ts';
import { ouvrirPortail, type Portail } from '../../../../test/portail.ts';

const CALENDRIER = '/famille/pre-inscrire/calendrier';
const LEO = `${CALENDRIER}?enfant=1&periode=1`;
let portail: Portail;
let claire: string;
let paul: string;
beforeAll(async () => {
  portail = await ouvrirPortail();
  const { db } = portail.services;
  await poserDecor(db);
  claire = await connecter(db, 1, portail.horloge.now());
  paul = await connecter(db, 2, portail.horloge.now());
});
afterEach(async () => {
  portail.horloge.reset();
  await sql`delete from reservations`.execute(portail.services.db);
  await sql`delete from demandes`.execute(portail.services.db);
  await sql`update places set prises = 0`.execute(portail.services.db);
});
afterAll(() => portail.fermer());

interface Envoi {
  enfant?: number | string;
  periode?: number | string;
  cle?: string;
  geste?: string;
  cases?: string[];
  autres?: [string, string][];
  cookie?: string;
}

function envoyer(envoi: Envoi = {}) {
  const { enfant = 1, periode = 1, cle = randomUUID(), geste = 'sortir', cases = [] } = envoi;
  const corps = new URLSearchParams([
    ['enfant', String(enfant)],
    ['periode', String(periode)],
    ['cle', cle],
    ['geste', geste],
    ...cases.map((c): [string, string] => ['case', c]),
    ...(envoi.autres ?? []),
  ]);
  return portail.visiter('POST', CALENDRIER, { corps, cookie: envoi.cookie ?? claire });
}

async function compter(): Promise<{ demandes: number; reservations: number }> {
  const { rows } = await sql<{ demandes: number; reservations: number }>`
    select (select count(*) from demandes) as demandes,
      (select count(*) from reservations) as reservations`.execute(portail.services.db);
  return rows[0]!;
}
const RIEN = { demandes: 0, reservations: 0 };

async function lire(adresse: string, cookie = claire): Promise<string> {
  const { body, statusCode } = await portail.visiter('GET', adresse, { cookie });
  expect(statusCode).toBe(200);
  return body;
}

test('le calendrier dit l’activité, la période, la fin des pré-inscriptions et l’enfant', async () => {
  portail.requetes.length = 0;
  const body = await lire(LEO);
  expect(portail.requetes.length).toBeLessThanOrEqual(8);
  expect(body).toContain('<h1>Périsco - GARDERIE JULES-FERRY</h1>');
  expect(body).toContain('Du <b>01/09/2026</b> au <b>05/07/2027</b>');
  expect(body).toContain('<b>mercredi 30 juin 2027 à minuit</b>');
  expect(body).toContain('Demande d’inscription de <b>Léo MARTIN</b>');
  for (const mot of ['Sélection en masse', 'Valider et sortir', 'Valider et nouvelle inscription'])
    expect(body).toContain(mot);
});

test('chaque jour dit sa date limite, chaque fermeture sa raison, les jours passés se taisent', async () => {
  const body = await lire(LEO);
  expect(body).toContain('à réserver avant mercredi 18 novembre à 9\u00a0h');
  expect(body).toContain('Fermé : grève du personnel');
  expect(body).toContain('value="2026-11-19.1"');
  expect(body).not.toContain('value="2026-11-13.1"');
  expect(body).toContain('le délai est passé depuis vendredi 13 novembre à 9\u00a0h');
});

test('un jour complet se coche encore, et dit le rang', async () => {
  const { db } = portail.services;
  await envoyer({ enfant: 3, cases: ['2026-11-26.1'], cookie: paul });
  const body = await lire(`${LEO}&mois=2026-11`);
  expect(body).toContain('complet : liste d’attente, vous seriez n°\u00a02');
  expect(body).toMatch(/value="2026-11-26\.1"/);
  await sql`update activites set liste_attente = 'aucune' where id = 1`.execute(db);
  const sansListe = await lire(`${LEO}&mois=2026-11`);
  await sql`update activites set liste_attente = 'automatique' where id = 1`.execute(db);
  expect(sansListe).not.toMatch(/value="2026-11-26\.1"/);
  expect(sansListe).toContain('complet');
});

test('seuls les jours choisis, et le mois choisi, sont montrés', async () => {
  const body = await lire(`${LEO}&jours=1&jours=2&mois=2027-01`);
  expect(body).toContain('value="2027-01-05.1"');
  expect(body).not.toContain('value="2027-01-07.1"');
  expect(body).not.toContain('value="2027-02-02.1"');
  expect(body).toContain('Voir toute la période');
});

test('une année tient sous 60 ko compressés', async () => {
  const body = await lire(LEO);
  const params = { [constants.BROTLI_PARAM_QUALITY]: 4 };
  expect(brotliCompressSync(body, { params }).length).toBeLessThan(60_000);
});

test('appliquer la sélection coche sans rien écrire, et garde ce qui l’était', async () => {
  const reponse = await envoyer({
    geste: 'appliquer',
    cases: ['2026-11-19.2'],
    autres: [
      ['masse_jour', '2'],
      ['masse_prestation', '1'],
    ],
  });
  expect(reponse.statusCode).toBe(200);
  expect(reponse.body).toMatch(/value="2026-11-24\.1" checked/);
  expect(reponse.body).toMatch(/value="2026-11-19\.2" checked/);
  expect(reponse.body).not.toMatch(/value="2026-11-24\.2" checked/);
  expect(reponse.body).toMatch(/\d+ cases cochées/);
  expect(await compter()).toEqual(RIEN);
});

test('appliquer sans jour ni prestation dit quoi cocher', async () => {
  const reponse = await envoyer({ geste: 'appliquer', cases: ['2026-11-19.2'] });
  expect(reponse.statusCode).toBe(422);
  expect(reponse.body).toContain('Cochez au moins un jour et une prestation');
  expect(reponse.body).toMatch(/value="2026-11-19\.2" checked/);
});

test('réinitialiser décoche tout', async () => {
  const { body } = await envoyer({ geste: 'reinitialiser', cases: ['2026-11-19.2'] });
  expect(body).toContain('Aucune case cochée');
  expect(body).not.toMatch(/value="2026-11-19\.2" checked/);
});

test('valider et sortir enregistre et mène au reçu ; le calendrier s’en souvient', async () => {
  const reponse = await envoyer({ cases: ['2026-11-19.1', '2026-11-24.1', '2026-11-26.1'] });
  expect(reponse.statusCode).toBe(303);
  expect(reponse.headers.location).toMatch(/^\/famille\/demandes\/\d+$/);
  expect(await compter()).toEqual({ demandes: 1, reservations: 3 });
  const body = await lire(LEO);
  expect(body).toContain('déjà réservé');
  expect(body).toContain('déjà sur liste d’attente');
});

test('valider et nouvelle inscription revient au choix, pour le même enfant', async () => {
  const reponse = await envoyer({ geste: 'nouvelle', cases: ['2026-11-19.1'] });
  expect(reponse.headers.location).toBe('/famille/pre-inscrire?enfant=1');
  expect(await compter()).toEqual({ demandes: 1, reservations: 1 });
});

test('la même page validée deux fois ne fait qu’une demande', async () => {
  const cle = randomUUID();
  const [une, autre] = await Promise.all([
    envoyer({ cle, cases: ['2026-11-19.1'] }),
    envoyer({ cle, cases: ['2026-11-19.1'] }),
  ]);
  expect(une.headers.location).toBe(autre.headers.location);
  expect(await compter()).toEqual({ demandes: 1, reservations: 1 });
});

test('deux onglets : le second dit ce qui est déjà réservé, sans doublon', async () => {
  await envoyer({ cases: ['2026-11-19.1'] });
  const memeJour = await envoyer({ cases: ['2026-11-19.1'] });
  expect(memeJour.statusCode).toBe(422);
  expect(memeJour.body).toContain('déjà réservé');
  const unDePlus = await envoyer({ cases: ['2026-11-19.1', '2026-11-20.1'] });
  expect(unDePlus.statusCode).toBe(303);
  expect(await compter()).toEqual({ demandes: 2, reservations: 2 });
});

test('l’enfant inconnu et l’enfant d’autrui sont la même page introuvable', async () => {
  for (const enfant of [3, 999, 'abc', '1%00']) {
    const vu = await portail.visiter('GET', `${CALENDRIER}?enfant=${enfant}&periode=1`, {
      cookie: claire,
    });
    expect(vu.statusCode).toBe(404);
    expect((await envoyer({ enfant, cases: ['2026-11-19.1'] })).statusCode).not.toBe(303);
  }
  expect((await envoyer({ periode: 999, cases: ['2026-11-19.1'] })).statusCode).toBe(404);
  expect(await compter()).toEqual(RIEN);
});

test.each([
  ['fermé', '2026-12-03.1', 'fermé : grève du personnel'],
  ['passé', '2026-11-13.1', 'jour passé'],
  ['hors de la période', '2027-08-31.1', 'n’est pas de cette période'],
  ['d’une autre activité', '2026-11-19.3', 'n’est pas de cette période'],
  ['hors délai', '2026-11-16.1', 'le délai est passé depuis vendredi 13 novembre'],
  ['mal écrit', '2026-02-30.1', 'Une case cochée est illisible'],
  ['mal écrit', '19/11/2026.1', 'Une case cochée est illisible'],
  ['trop grand', '2026-11-19.99999999999', 'Une case cochée est illisible'],
])('un jour %s est refusé avec sa raison, rien n’est écrit (%s)', async (_, valeur, phrase) => {
  const reponse = await envoyer({ cases: [valeur] });
  expect(reponse.statusCode).toBe(422);
  expect(reponse.body).toContain(phrase);
  expect(await compter()).toEqual(RIEN);
});

test('refusé, le calendrier garde les cases cochées', async () => {
  const reponse = await envoyer({ cases: ['2026-11-19.1', 'n’importe quoi'] });
  expect(reponse.statusCode).toBe(422);
  expect(reponse.body).toMatch(/value="2026-11-19\.1" checked/);
});

test('aucune case cochée : la page dit d’en cocher une', async () => {
  const reponse = await envoyer();
  expect(reponse.statusCode).toBe(422);
  expect(reponse.body).toContain('Cochez au moins un jour');
});

test('page restée ouverte après la limite : le jour est refusé, les autres passent', async () => {
  portail.horloge.moveTo(new Date('2026-11-18T09:00:00Z'));
  const seul = await envoyer({ cases: ['2026-11-19.1'] });
  expect(seul.statusCode).toBe(422);
  expect(seul.body).toContain('le délai est passé depuis mercredi 18 novembre à 9\u00a0h');
  const mele = await envoyer({ cases: ['2026-11-19.1', '2026-11-24.2'] });
  expect(mele.statusCode).toBe(303);
  expect(await compter()).toEqual({ demandes: 1, reservations: 1 });
});

test('période close entre-temps : le refus le dit, et le calendrier ne se coche plus', async () => {
  portail.horloge.moveTo(new Date('2027-07-01T08:00:00Z'));
  const reponse = await envoyer({ cases: ['2027-07-02.1'] });
  expect(reponse.statusCode).toBe(422);
  expect(reponse.body).toContain('les pré-inscriptions sont closes depuis');
  expect(await lire(LEO)).toContain('Aucun jour ne peut être coché ici');
});

test('dix mille cases : refus clair, rien d’écrit', async () => {
  const cases = Array.from({ length: 10_000 }, () => '2026-11-19.1');
  const reponse = await envoyer({ cases });
  expect(reponse.statusCode).toBe(422);
  expect(reponse.body).toContain('trop de cases');
  expect(await compter()).toEqual(RIEN);
});

test('octet nul, clé abîmée : refus clair, rien d’écrit', async () => {
  const nul = await envoyer({ cases: ['2026-11-19.1\0'] });
  expect(nul.statusCode).toBe(422);
  const cle = await envoyer({ cle: 'pas-une-cle', cases: ['2026-11-19.1'] });
  expect(cle.statusCode).toBe(422);
  expect(cle.body).toMatch(/value="2026-11-19\.1" checked/);
  expect(await compter()).toEqual(RIEN);
});

test('un choix manquant ramène au choix, qui dit lequel', async () => {
  const { headers } = await portail.visiter('GET', `${CALENDRIER}?enfant=1`, { cookie: claire });
  expect(headers.location).toContain('manque=periode');
  const body = await lire(String(headers.location));
  expect(body).toContain('Choisissez une activité et sa période.');
});

test('un nom dangereux ne s’imprime jamais tel quel', async () => {
  const body = await lire(`${CALENDRIER}?enfant=3&periode=1`, paul);
  expect(body).not.toContain('<script>alert');
  expect(body).toContain('&lt;script>alert');
});
