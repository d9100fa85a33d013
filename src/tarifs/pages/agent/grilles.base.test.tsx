import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ajouterAgent } from '../../../../test/comptes.ts';
import { connecter, DECOR, poserDecor } from '../../../../test/decor.ts';
import { ouvrirPortail, type Portail } from '../../../../test/portail.ts';

let portail: Portail;
let admin: string;
beforeAll(async () => {
  portail = await ouvrirPortail();
  const { db } = portail.services;
  await poserDecor(db);
  await sql`update enfants set nom = 'MARTIN' where id = 3`.execute(db);
  admin = await connecter(db, await ajouterAgent(portail), portail.horloge.now());
});
afterAll(() => portail.fermer());

async function lire(adresse: string, cookie = admin): Promise<string> {
  const { body, statusCode } = await portail.visiter('GET', adresse, { cookie });
  expect(statusCode).toBe(200);
  return body.replaceAll('\u00a0', ' ');
}

function envoyer(adresse: string, corps: Record<string, string> | URLSearchParams) {
  return portail.visiter('POST', adresse, { corps: new URLSearchParams(corps), cookie: admin });
}

async function ouvrirBrouillon(): Promise<string> {
  const { headers } = await envoyer('/agent/tarifs/grilles', { prestation: String(DECOR.repas) });
  return String(headers.location);
}

const TRANCHES = (prix: readonly [string, string][]) => {
  const f = new URLSearchParams({
    du: '2027-01-01',
    periodicite: 'jour',
    base_mode: 'tranches',
    base_defaut: '5,15',
    deliberation: 'nouvelle',
    numero: '2026-031',
    objet: 'Tarifs 2027',
    adoptee_le: '2026-06-12',
    cout: '9,40',
  });
  for (const [des, tarif] of prix) {
    f.append('base_des', des);
    f.append('base_tarif', tarif);
  }
  return f;
};

test('du brouillon à la publication : écrire, essayer, vérifier, publier', async () => {
  const adresse = await ouvrirBrouillon();
  expect(await lire(adresse)).toContain('Brouillon, à partir du mardi 1er décembre 2026');
  const ecrit = await envoyer(
    adresse,
    TRANCHES([
      ['0', '1'],
      ['600', '3,05'],
    ]),
  );
  expect(ecrit.statusCode).toBe(303);
  const essai = await lire(`${adresse}?quotient=640&tardif=oui`);
  expect(essai).toContain('tranche 2 (QF 640, du 01/01 au 31/12), 3,05 €');
  expect(essai).toContain('<svg');
  expect(essai).toContain('600 et plus');
  const faux = await envoyer(`${adresse}/exemples`, { faits: 'quotient=640', attendu: '3,10' });
  expect(faux.statusCode).toBe(303);
  const refuse = await envoyer(`${adresse}/publication`, {});
  expect(refuse.statusCode).toBe(422);
  expect(refuse.body.replaceAll('\u00a0', ' ')).toContain(
    'L’exemple « QF 640 » attend 3,10 € et la grille donne 3,05 €.',
  );
  await envoyer(`${adresse}/exemples`, { retirer: '0' });
  await envoyer(`${adresse}/exemples`, { faits: 'quotient=', attendu: '5,15' });
  expect((await envoyer(`${adresse}/publication`, {})).statusCode).toBe(303);
  const publiee = await lire(adresse);
  expect(publiee).toContain('délibération 2026-031');
  expect(publiee).not.toContain('Modifier le brouillon');
  expect((await envoyer(adresse, TRANCHES([['0', '2']]))).statusCode).toBe(422);
  portail.requetes.length = 0;
  expect(await lire('/agent/tarifs')).toContain('À partir du 01/01/2027');
  expect(portail.requetes.length).toBeLessThanOrEqual(5);
});

test('refusée, la saisie reste telle quelle et dit le champ à reprendre', async () => {
  const adresse = await ouvrirBrouillon();
  const reponse = await envoyer(
    adresse,
    TRANCHES([
      ['0', '3'],
      ['600', 'trois'],
    ]),
  );
  expect(reponse.statusCode).toBe(422);
  expect(reponse.body).toContain('href="#base_des_2"');
  expect(reponse.body).toContain('value="trois"');
  expect(reponse.body).toContain('value="Tarifs 2027"');
  const sansPrix = await envoyer(`${adresse}/exemples`, { faits: 'quotient=77', attendu: 'x' });
  expect(sansPrix.statusCode).toBe(422);
  expect(sansPrix.body).toContain('Écrivez le prix attendu, comme 3,05.');
  expect(sansPrix.body).toContain('value="77"');
  expect((await envoyer(`${adresse}/suppression`, {})).statusCode).toBe(303);
  expect((await portail.visiter('GET', adresse, { cookie: admin })).statusCode).toBe(404);
});

test('un directeur lit et n’écrit pas ; un animateur et une famille ne voient rien', async () => {
  const { db } = portail.services;
  const adresse = await ouvrirBrouillon();
  await sql`update agents set role = 'directeur'`.execute(db);
  try {
    expect(await lire(adresse)).not.toContain('Publier la grille');
    expect(await lire('/agent/tarifs')).not.toContain('Préparer une nouvelle version');
    for (const chemin of ['', '/exemples', '/publication', '/suppression']) {
      expect((await envoyer(`${adresse}${chemin}`, {})).statusCode).toBe(404);
    }
    expect((await envoyer('/agent/tarifs/grilles', { prestation: '3' })).statusCode).toBe(404);
    await sql`update agents set role = 'animateur'`.execute(db);
    expect((await portail.visiter('GET', '/agent/tarifs', { cookie: admin })).statusCode).toBe(404);
  } finally {
    await sql`update agents set role = 'administrateur'`.execute(db);
  }
});

test('un guichet limité à une autre structure lit la grille et n’y touche pas', async () => {
  const { db } = portail.services;
  const adresse = await ouvrirBrouillon();
  await sql`
    with s as (insert into structures (nom, courriel) values ('Autre', 'autre@exemple.test') returning id)
    insert into agents_structures (agent_id, structure_id) select a.id, s.id from agents a, s`.execute(
    db,
  );
  await sql`update agents set role = 'guichet'`.execute(db);
  try {
    expect(await lire(adresse)).not.toContain('Publier la grille');
    expect(await lire('/agent/tarifs')).not.toContain('Préparer une nouvelle version');
    for (const chemin of ['', '/exemples', '/publication', '/suppression']) {
      expect((await envoyer(`${adresse}${chemin}`, {})).statusCode).toBe(404);
    }
    const repas = { prestation: String(DECOR.repas) };
    expect((await envoyer('/agent/tarifs/grilles', repas)).statusCode).toBe(404);
    await sql`insert into agents_structures (agent_id, structure_id) select id, 1 from agents`.execute(
      db,
    );
    expect((await envoyer('/agent/tarifs/grilles', repas)).statusCode).toBe(303);
  } finally {
    await sql`delete from agents_structures`.execute(db);
    await sql`update agents set role = 'administrateur'`.execute(db);
  }
});

test('une grille ou une prestation inconnue est introuvable', async () => {
  for (const adresse of ['/agent/tarifs/grilles/999', '/agent/tarifs/grilles/abc']) {
    expect((await portail.visiter('GET', adresse, { cookie: admin })).statusCode).toBe(404);
  }
  expect((await envoyer('/agent/tarifs/grilles', { prestation: '999' })).statusCode).toBe(404);
});
