import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { connecter, poserDecor } from '../../../test/decor.ts';
import { ouvrirPortail, type Portail } from '../../../test/portail.ts';
import { signer } from './semaine-vue.tsx';

const SEMAINE = '/famille/semaine-type';
const LEO_MATIN_MARDI = '1.1.2';
const INES_MATIN_MARDI = '2.1.2';

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
  for (const table of [
    'cases_de_semaine',
    'semaines_types',
    'retraits_d_operation',
    'reservations',
    'demandes',
    'operations_familles',
    'operations',
  ])
    await sql.raw(`delete from ${table}`).execute(portail.services.db);
  await sql`update places set prises = 0`.execute(portail.services.db);
});
afterAll(() => portail.fermer());

function envoyer(
  geste: string,
  cases: string[],
  autres: Record<string, string> = {},
  cookie = claire,
) {
  const corps = new URLSearchParams({
    annee: '2026-2027',
    du: '2026-11-16',
    au: '2027-07-05',
    cycle: 'chaque_semaine',
    cle: randomUUID(),
    geste,
    ...autres,
  });
  for (const c of cases) corps.append('case', c);
  return portail.visiter('POST', SEMAINE, { corps, cookie });
}

async function compter(): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from reservations where etat = 'validee'`.execute(
    portail.services.db,
  );
  return rows[0]!.n;
}

const cochee = (valeur: string) => new RegExp(`value="${valeur}"[^>]*checked`);

test('la grille montre chaque prestation ouverte à un enfant, et rien des vacances', async () => {
  portail.requetes.length = 0;
  const { body } = await portail.visiter('GET', SEMAINE, { cookie: claire });
  expect(portail.requetes.length).toBeLessThanOrEqual(10);
  for (const valeur of [LEO_MATIN_MARDI, INES_MATIN_MARDI, '1.2.5', '1.3.1'])
    expect(body).toContain(`value="${valeur}"`);
  expect(body).not.toContain('value="1.1.3"');
  expect(body).not.toContain('CENTRE DE LOISIRS');
  expect(body).not.toContain('value="2.3.1"');
});

test('l’aperçu dit la différence sans rien réserver, en peu d’ordres', async () => {
  await envoyer('apercu', [LEO_MATIN_MARDI]);
  portail.requetes.length = 0;
  const { body, statusCode } = await envoyer('apercu', [LEO_MATIN_MARDI, INES_MATIN_MARDI]);
  expect(portail.requetes.length).toBeLessThanOrEqual(16);
  expect(statusCode).toBe(200);
  expect(body).toMatch(/\+\d\d jours/);
  expect(body).toContain('Rien n’est encore réservé');
  expect(await compter()).toBe(0);
});

test('réserver mène au reçu, que l’autre parent de la famille lit et personne d’autre', async () => {
  portail.requetes.length = 0;
  const { headers, statusCode } = await envoyer('reserver', [LEO_MATIN_MARDI, INES_MATIN_MARDI]);
  expect(portail.requetes.length).toBeLessThanOrEqual(34);
  expect(statusCode).toBe(303);
  expect(await compter()).toBeGreaterThan(50);
  const recu = String(headers.location);
  expect(recu).toMatch(/^\/famille\/operations\/\d+$/);
  portail.requetes.length = 0;
  const page = await portail.visiter('GET', recu, { cookie: claire });
  expect(portail.requetes.length).toBeLessThanOrEqual(4);
  expect(page.body).toContain('Annuler l’opération');
  expect(page.body).toContain('Reçu signé, vérifié à l’instant');
  const sien = await portail.visiter('GET', recu, { cookie: paul });
  const inconnu = await portail.visiter('GET', '/famille/operations/999999', { cookie: paul });
  expect([sien.statusCode, inconnu.statusCode]).toEqual([404, 404]);
  expect((await portail.visiter('POST', recu, { cookie: paul })).statusCode).toBe(404);
});

test('un octet changé en base, et la signature ne tient plus', async () => {
  const { headers } = await envoyer('reserver', [LEO_MATIN_MARDI]);
  await sql`update operations set contenu = replace(contenu, 'Claire', 'Clair')`.execute(
    portail.services.db,
  );
  const { body } = await portail.visiter('GET', String(headers.location), { cookie: claire });
  expect(body).not.toContain('vérifié à l’instant');
});

test('« Annuler l’opération » remet tout, une seule fois', async () => {
  const { headers } = await envoyer('reserver', [LEO_MATIN_MARDI]);
  const recu = String(headers.location);
  await portail.visiter('POST', recu, { cookie: claire });
  expect(await compter()).toBe(0);
  const { statusCode } = await portail.visiter('POST', recu, { cookie: claire });
  expect(statusCode).toBe(303);
});

test('la semaine posée revient cochée', async () => {
  await envoyer('reserver', [LEO_MATIN_MARDI]);
  const { body } = await portail.visiter('GET', SEMAINE, { cookie: claire });
  expect(body).toMatch(cochee(LEO_MATIN_MARDI));
  expect(body).not.toMatch(cochee(INES_MATIN_MARDI));
  expect(body).toMatch(/Mes reçus.*\/famille\/operations\/\d+/s);
});

test.each([
  [{ du: '2027-03-01', au: '2027-02-01' }, 'Le dernier jour vient avant le premier.'],
  [{ du: '', au: '2027-02-01' }, 'Choisissez le premier jour.'],
  [{ du: 'demain', au: '2027-02-01' }, 'Choisissez le premier jour.'],
])('%j est refusé, et rien de coché ne se perd', async (dates, phrase) => {
  const { body, statusCode } = await envoyer('apercu', [LEO_MATIN_MARDI], dates);
  expect(statusCode).toBe(422);
  expect(body).toContain(phrase);
  expect(body).toMatch(cochee(LEO_MATIN_MARDI));
});

test('« même chose pour Inès » copie ce où elle est admise, sans script', async () => {
  const { body } = await envoyer('copier.1.2', [LEO_MATIN_MARDI, '1.3.2']);
  expect(body).toMatch(cochee(INES_MATIN_MARDI));
});

test('changer de rythme garde ce qui est coché, sans script', async () => {
  const { body } = await envoyer('cycle', [LEO_MATIN_MARDI], { cycle: 'paires_impaires' });
  expect(body).toMatch(cochee(`${LEO_MATIN_MARDI}.paires`));
  expect(body).toMatch(cochee(`${LEO_MATIN_MARDI}.impaires`));
});

test('les cases de l’enfant d’un autre, ou illisibles, ne comptent pas', async () => {
  const { body } = await envoyer('apercu', ['3.1.2', '1.1.9', 'x', '1.1.3']);
  expect(body).toContain('Rien ne changerait');
});

test('l’estimation répond en une phrase, et dit ce qui ne va pas sans se plaindre', async () => {
  const corps = new URLSearchParams({ annee: '2026-2027', du: '2026-11-16', au: '2027-07-05' });
  corps.append('case', LEO_MATIN_MARDI);
  const lire = async () =>
    (await portail.visiter('POST', `${SEMAINE}/estimation`, { corps, cookie: claire })).json();
  expect((await lire()).phrase).toMatch(/^\+\d\d jours/);
  corps.set('au', '2026-10-01');
  expect((await lire()).phrase).toBe('Le dernier jour vient avant le premier.');
});

test.each([
  [
    ['Lucie', 'Hugo'],
    ['L', 'H'],
  ],
  [
    ['Léo', 'Lucie'],
    ['Lé', 'Lu'],
  ],
  [
    ['Zoé', 'Zoé'],
    ['Z1', 'Z2'],
  ],
])('les signes de %j : %j', (prenoms, signes) => {
  expect(signer(prenoms)).toEqual(signes);
});
