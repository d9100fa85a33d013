import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ajouterAgent } from '../../../../test/comptes.ts';
import { connecter, poserDecor } from '../../../../test/decor.ts';
import { ouvrirPortail, type Portail } from '../../../../test/portail.ts';

const MARTIN = '/agent/familles/1/quotients';
let portail: Portail;
let admin: string;
beforeAll(async () => {
  portail = await ouvrirPortail();
  const { db } = portail.services;
  await poserDecor(db);
  admin = await connecter(db, await ajouterAgent(portail), portail.horloge.now());
});
afterAll(() => portail.fermer());

async function lire(adresse: string): Promise<string> {
  const { body, statusCode } = await portail.visiter('GET', adresse, { cookie: admin });
  expect(statusCode).toBe(200);
  return body;
}

function envoyer(corps: Record<string, string>, adresse = MARTIN) {
  return portail.visiter('POST', adresse, { corps: new URLSearchParams(corps), cookie: admin });
}

const QUOTIENT = {
  geste: 'quotient',
  payeur: '1',
  valeur: '640',
  regime: 'caf',
  source: 'caf',
  du: '2026-09-01',
};

test('un quotient saisi vaut de son jour, et clôt le précédent', async () => {
  expect(await lire(MARTIN)).toContain('Quotient inconnu.');
  expect((await envoyer(QUOTIENT)).statusCode).toBe(303);
  expect((await envoyer({ ...QUOTIENT, valeur: '700', du: '2027-01-01' })).statusCode).toBe(303);
  portail.requetes.length = 0;
  const body = await lire(MARTIN);
  expect(portail.requetes.length).toBeLessThanOrEqual(4);
  expect(body).toContain('31/12/2026');
  expect(body).toContain('En vigueur');
  expect(body).toContain('À venir');
});

test.each([
  ['une valeur illisible', { valeur: 'beaucoup' }, 'Écrivez le quotient en euros'],
  ['aucun jour', { du: '' }, 'Choisissez un jour'],
  ['une fin avant le début', { au: '2026-08-01' }, 'Le dernier jour vient avant le premier'],
])('%s : la saisie reste, et la page dit quoi reprendre', async (_, faute, phrase) => {
  const reponse = await envoyer({ ...QUOTIENT, source: 'msa', valeur: '777', ...faute });
  expect(reponse.statusCode).toBe(422);
  expect(reponse.body).toContain(phrase);
  expect(reponse.body).toMatch(/<option value="msa" selected>la MSA/);
});

test('le payeur d’une autre famille, et la famille inconnue, sont introuvables', async () => {
  expect((await envoyer({ ...QUOTIENT, payeur: '2' })).statusCode).toBe(404);
  expect((await envoyer(QUOTIENT, '/agent/familles/99/quotients')).statusCode).toBe(404);
});

test('un panier-repas se pose et se finit', async () => {
  const panier = { geste: 'panier', enfant: '1', panier_du: '2026-11-02' };
  expect((await envoyer(panier)).statusCode).toBe(303);
  expect((await envoyer(panier)).body).toContain('couvre déjà une partie de ces jours');
  expect(await lire(MARTIN)).toContain('Léo MARTIN, depuis le 02/11/2026');
  const fin = { geste: 'finir', panier: '1', fini_le: '2026-11-30' };
  expect((await envoyer(fin, '/agent/familles/2/quotients')).statusCode).toBe(404);
  expect((await envoyer(fin)).statusCode).toBe(303);
  expect(await lire(MARTIN)).toContain('Léo MARTIN, du 02/11/2026 au 30/11/2026');
});

test('un agent d’une structure où la famille n’a rien demandé ne voit pas ses quotients', async () => {
  const { db } = portail.services;
  await sql`insert into agents_structures select id, 1 from agents`.execute(db);
  expect((await portail.visiter('GET', MARTIN, { cookie: admin })).statusCode).toBe(404);
  await sql`delete from agents_structures`.execute(db);
});
