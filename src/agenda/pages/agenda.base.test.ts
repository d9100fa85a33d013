import { randomUUID } from 'node:crypto';
import ICAL from 'ical.js';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { connecter, poserDecor } from '../../../test/decor.ts';
import { ADRESSE, ouvrirPortail, type Portail } from '../../../test/portail.ts';
import { annuler } from '../../reservations/actions/annuler.ts';
import { reserver } from '../../reservations/actions/reserver.ts';

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
  const { db } = portail.services;
  for (const table of ['agendas', 'reservations', 'demandes', 'journal'])
    await sql.raw(`delete from ${table}`).execute(db);
  await sql`update places set prises = 0`.execute(db);
  await sql`update comptes set ferme_le = null`.execute(db);
});
afterAll(() => portail.fermer());

const CLAIRE = { acteur: { compteId: 1, nom: 'Claire MARTIN' }, familles: [1] };

function reserverPour(enfantId: number, ...souhaits: [string, number][]) {
  return reserver(portail.services, {
    ...CLAIRE,
    enfantId,
    periodeId: 1,
    souhaits: souhaits.map(([jour, prestationId]) => ({ jour, prestationId })),
    cleUnique: randomUUID(),
  });
}

function poster(champs: Record<string, string>, cookie = claire) {
  const corps = new URLSearchParams(champs);
  return portail.visiter('POST', '/famille/agenda', { cookie, corps });
}

/** Les adresses que la page montre, dans l'ordre. */
async function adresses(cookie = claire): Promise<string[]> {
  const { body } = await portail.visiter('GET', '/famille/agenda', { cookie });
  return [...body.matchAll(/value="http:\/\/portail\.test(\/calendrier\/[^"]+)"/g)].map(
    (m) => m[1] ?? '',
  );
}

async function ouvrir(enfant = ''): Promise<string> {
  await poster({ geste: 'ouvrir', enfant });
  const [premiere = ''] = await adresses();
  return premiere;
}

/** Un logiciel de calendrier : ni témoin, ni session. */
const telecharger = (adresse: string, headers: Record<string, string> = {}) =>
  portail.site.inject({ method: 'GET', url: adresse, headers });

async function resumes(adresse: string): Promise<string[]> {
  const { body } = await telecharger(adresse);
  return new ICAL.Component(ICAL.parse(body))
    .getAllSubcomponents('vevent')
    .map((c) => new ICAL.Event(c).summary);
}

test('Claire ouvre son agenda : ses deux enfants, par leur prénom, sans mot de passe', async () => {
  await reserverPour(1, ['2026-11-19', 1]);
  await reserverPour(2, ['2026-11-20', 2]);
  const adresse = await ouvrir();
  expect(adresse).toMatch(/^\/calendrier\/[\w-]{43}\.ics$/);
  portail.requetes.length = 0;
  const reponse = await telecharger(adresse);
  expect(portail.requetes.length).toBeLessThanOrEqual(2);
  expect(reponse.headers).toMatchObject({
    'content-type': 'text/calendar; charset=utf-8',
    'cache-control': 'private, no-cache',
  });
  expect(reponse.body).not.toMatch(/MARTIN/);
  expect(await resumes(adresse)).toEqual([
    'Léo : Périsco - GARDERIE JULES-FERRY, Matin',
    'Inès : Périsco - GARDERIE JULES-FERRY, Soir',
  ]);
});

test('l’agenda d’un enfant ne montre que lui', async () => {
  await reserverPour(1, ['2026-11-19', 1]);
  await reserverPour(2, ['2026-11-20', 2]);
  const adresse = await ouvrir('2');
  expect(await resumes(adresse)).toEqual(['Inès : Périsco - GARDERIE JULES-FERRY, Soir']);
  expect((await telecharger(adresse)).body).toContain('X-WR-CALNAME:Saint-Aubin : Inès');
});

test('un jour annulé disparaît, une place attendue se dit, le passé se garde trente jours', async () => {
  await reserverPour(1, ['2026-11-19', 1], ['2026-11-20', 2], ['2026-11-26', 1]);
  const adresse = await ouvrir();
  const { db } = portail.services;
  await sql`update reservations set jour = '2026-10-16' where jour = '2026-11-19'`.execute(db);
  expect(await resumes(adresse)).toEqual([
    'Léo : Périsco - GARDERIE JULES-FERRY, Soir',
    'Léo : Périsco - GARDERIE JULES-FERRY, Matin (liste d’attente)',
  ]);
  const { rows } = await sql<{ id: number }>`
    select id from reservations where jour = '2026-11-20'`.execute(db);
  await annuler(portail.services, { ...CLAIRE, reservationId: rows[0]?.id ?? 0 });
  expect(await resumes(adresse)).toHaveLength(1);
});

test('rien n’a changé : 304, sans corps ; un jour de plus : tout revient', async () => {
  await reserverPour(1, ['2026-11-19', 1]);
  const adresse = await ouvrir();
  const { etag = '' } = (await telecharger(adresse)).headers;
  const revenu = { 'if-none-match': String(etag) };
  const inchange = await telecharger(adresse, revenu);
  expect([inchange.statusCode, inchange.body]).toEqual([304, '']);
  await reserverPour(1, ['2026-11-20', 2]);
  expect((await telecharger(adresse, revenu)).statusCode).toBe(200);
});

test('changée ou arrêtée, l’ancienne adresse répond comme une adresse inventée', async () => {
  const premiere = await ouvrir();
  const { rows } = await sql<{ id: number }>`select id from agendas`.execute(portail.services.db);
  const agenda = String(rows[0]?.id);
  // Deux clics : le second ne trouve plus rien à changer.
  await poster({ geste: 'renouveler', agenda });
  expect((await poster({ geste: 'renouveler', agenda })).statusCode).toBe(303);
  const [seconde = '', ...reste] = await adresses();
  expect(reste).toEqual([]);
  expect(seconde).not.toBe(premiere);
  expect((await telecharger(seconde)).statusCode).toBe(200);
  const revoquee = await telecharger(premiere);
  const inventee = await telecharger(`/calendrier/${'x'.repeat(43)}.ics`);
  const sansReference = (corps: string) => corps.replace(/[0-9a-f]{8}/g, '');
  expect(revoquee.statusCode).toBe(404);
  expect(sansReference(revoquee.body)).toBe(sansReference(inventee.body));
  const { rows: ouverts } = await sql<{ id: number }>`
    select id from agendas where revoque_le is null`.execute(portail.services.db);
  await poster({ geste: 'arreter', agenda: String(ouverts[0]?.id) });
  expect((await telecharger(seconde)).statusCode).toBe(404);
});

test.each(['court.ics', `${'x'.repeat(43)}`, `${'é'.repeat(43)}.ics`])(
  '« %s » n’a pas la forme d’une adresse : la base n’est pas dérangée',
  async (nom) => {
    await telecharger('/aide'); // la collectivité est lue
    portail.requetes.length = 0;
    const { statusCode } = await telecharger(`/calendrier/${encodeURIComponent(nom)}`);
    expect([statusCode, portail.requetes.length]).toEqual([404, 0]);
  },
);

test('deux clics n’ouvrent qu’un agenda, et le journal ne le dit qu’à son adulte', async () => {
  await Promise.all([poster({ geste: 'ouvrir' }), poster({ geste: 'ouvrir' })]);
  expect(await adresses()).toHaveLength(1);
  const { rows } = await sql`select phrase, sujets from journal`.execute(portail.services.db);
  expect(rows).toEqual([
    { phrase: 'Claire MARTIN a ouvert l’agenda de tous ses enfants.', sujets: ['compte:1'] },
  ]);
});

test('la base ne garde pas de quoi ouvrir l’adresse', async () => {
  const adresse = await ouvrir();
  const jeton = /calendrier\/(.+)\.ics/.exec(adresse)?.[1] ?? '';
  const { rows } = await sql<{ tout: string }>`
    select agendas::text || encode(sel, 'base64') as tout from agendas`.execute(
    portail.services.db,
  );
  expect(rows[0]?.tout).not.toContain(jeton);
  expect(rows[0]?.tout).not.toContain(Buffer.from(jeton, 'base64url').toString('hex'));
});

test('Paul ne voit, ne change et n’arrête rien chez Claire', async () => {
  const adresse = await ouvrir();
  const { rows } = await sql<{ id: number }>`select id from agendas`.execute(portail.services.db);
  const agenda = String(rows[0]?.id);
  expect((await poster({ geste: 'arreter', agenda }, paul)).statusCode).toBe(404);
  expect((await poster({ geste: 'renouveler', agenda }, paul)).statusCode).toBe(404);
  expect((await poster({ geste: 'ouvrir', enfant: '1' }, paul)).statusCode).toBe(404);
  expect(await adresses(paul)).toEqual([]);
  expect((await telecharger(adresse)).statusCode).toBe(200);
});

test('qui n’est plus rattaché, ou n’a plus de compte, ne lit plus rien', async () => {
  const adresse = await ouvrir();
  const { db } = portail.services;
  await sql`update comptes set ferme_le = '2026-11-16' where id = 1`.execute(db);
  expect((await telecharger(adresse)).statusCode).toBe(404);
  await sql`update comptes set ferme_le = null`.execute(db);
  await sql`delete from rattachements where responsable_id = 1`.execute(db);
  expect((await telecharger(adresse)).statusCode).toBe(404);
  await sql`insert into rattachements values (1, 1, 'mere', '2026-08-01')`.execute(db);
});

test('un prénom hostile reste un prénom', async () => {
  const { db } = portail.services;
  await sql`update enfants set prenom = ${'Lé\r\nBEGIN:VEVENT,;\\"o'} where id = 1`.execute(db);
  await reserverPour(1, ['2026-11-19', 1]);
  const adresse = await ouvrir();
  expect(await resumes(adresse)).toHaveLength(1);
  await sql`update enfants set prenom = 'Léo' where id = 1`.execute(db);
});

test('la page tient en peu de requêtes, et son adresse ouvre le calendrier du téléphone', async () => {
  await ouvrir();
  portail.requetes.length = 0;
  const { body } = await portail.visiter('GET', '/famille/agenda', { cookie: claire });
  expect(portail.requetes.length).toBeLessThanOrEqual(4);
  expect(body).toContain(`href="${ADRESSE.replace('http:', 'webcal:')}/calendrier/`);
});
