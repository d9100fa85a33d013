import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { connecter, poserDecor } from '../../../../test/decor.ts';
import { ouvrirPortail, type Portail } from '../../../../test/portail.ts';
import { reserver } from '../../actions/reserver.ts';

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
  const { db } = portail.services;
  for (const table of ['reservations', 'demandes', 'journal'])
    await sql.raw(`delete from ${table}`).execute(db);
  await sql`update places set prises = 0`.execute(db);
});
afterAll(() => portail.fermer());

async function demander(enfantId: number, periodeId: number, ...souhaits: [string, number][]) {
  const compteId = enfantId === 3 ? 2 : 1;
  const { demandeId } = await reserver(portail.services, {
    acteur: { compteId, nom: compteId === 1 ? 'Claire MARTIN' : 'Paul PETIT' },
    familles: [compteId],
    enfantId,
    periodeId,
    souhaits: souhaits.map(([jour, prestationId]) => ({ jour, prestationId })),
    cleUnique: randomUUID(),
  });
  const { rows } = await sql<{ id: number }>`
    select id from reservations where demande_id = ${demandeId} order by jour, id`.execute(
    portail.services.db,
  );
  return { demandeId, ids: rows.map((r) => r.id) };
}

async function lire(adresse: string, cookie = claire): Promise<string> {
  const { body, statusCode } = await portail.visiter('GET', adresse, { cookie });
  expect(statusCode).toBe(200);
  return body;
}

const annuler = (id: number, cookie = claire) =>
  portail.visiter('POST', `/famille/reservations/${id}/annulation`, { cookie });

async function etatDe(id: number): Promise<string | undefined> {
  const { rows } = await sql<{ etat: string }>`
    select etat from reservations where id = ${id}`.execute(portail.services.db);
  return rows[0]?.etat;
}

test('le reçu dit ce qui est validé, sur liste avec son rang, écarté avec sa raison et la suite', async () => {
  await demander(3, 1, ['2026-11-26', 1]);
  const { demandeId } = await demander(
    1,
    1,
    ['2026-11-19', 1],
    ['2026-11-26', 1],
    ['2026-12-03', 1],
    ['2026-11-16', 2],
  );
  portail.requetes.length = 0;
  const body = await lire(`/famille/demandes/${demandeId}`);
  expect(portail.requetes.length).toBeLessThanOrEqual(7);
  expect(body).toContain('Demande pour Léo MARTIN');
  expect(body).toContain('jeudi 19 novembre, Matin');
  expect(body).toContain('(n°\u00a02)');
  expect(body).toContain('Fermé : grève du personnel.');
  expect(body).toContain('Il n’y a rien à faire pour ce jour.');
  expect(body).toContain('Le délai est passé depuis vendredi 13 novembre');
  expect(body).toContain('Contactez le centre : lui seul peut encore l’ajouter.');
  expect(body).toContain('Claire MARTIN');
});

test('une demande à traiter annonce le courriel', async () => {
  const { demandeId } = await demander(1, 2, ['2026-11-19', 3]);
  expect(await lire(`/famille/demandes/${demandeId}`)).toContain(
    'Vous recevrez un courriel lorsque votre demande sera traitée par les services.',
  );
});

test('la demande et la réservation d’autrui sont introuvables, et ne s’annulent pas', async () => {
  const { demandeId, ids } = await demander(3, 1, ['2026-11-19', 1]);
  for (const adresse of [`/famille/demandes/${demandeId}`, `/famille/reservations/${ids[0]}`]) {
    const { statusCode } = await portail.visiter('GET', adresse, { cookie: claire });
    expect(statusCode).toBe(404);
  }
  for (const adresse of ['/famille/demandes/abc', '/famille/reservations/0']) {
    expect((await portail.visiter('GET', adresse, { cookie: claire })).statusCode).toBe(404);
  }
  expect((await annuler(ids[0]!)).statusCode).toBe(404);
  expect(await etatDe(ids[0]!)).toBe('validee');
});

test('le récapitulatif montre le mois, les états, et mène à chaque inscription', async () => {
  const { ids } = await demander(1, 1, ['2026-11-19', 1], ['2026-11-26', 1]);
  await demander(2, 1, ['2026-12-01', 2]);
  portail.requetes.length = 0;
  const body = await lire('/famille/inscriptions');
  expect(portail.requetes.length).toBeLessThanOrEqual(5);
  expect(body).toContain('Récapitulatif de vos inscriptions');
  expect(body).toContain('Léo MARTIN, novembre 2026');
  expect(body).toContain(`href="/famille/reservations/${ids[0]}"`);
  expect(body).toContain('Liste d’attente, n°\u00a01');
  expect(body).toContain('Inscription directe par le centre');
  expect(body).toContain('Inès MARTIN, novembre 2026');
  const trois = await lire('/famille/inscriptions?mois=2026-11&nombre=3&enfant=2');
  expect(trois).toContain('Inès MARTIN, décembre 2026');
  expect(trois).not.toContain('Léo MARTIN, novembre 2026');
});

test('le récapitulatif se filtre par activité et par genre d’inscription', async () => {
  await demander(1, 1, ['2026-11-19', 1]);
  const directe = await demander(1, 2, ['2026-11-19', 3]);
  await sql`update reservations set origine = 'centre', etat = 'validee'
    where demande_id = ${directe.demandeId}`.execute(portail.services.db);
  const enLigne = await lire('/famille/inscriptions?type=portail');
  expect(enLigne).toContain('Garderie, Matin');
  expect(enLigne).not.toContain('Cantine, Repas');
  const cantine = await lire('/famille/inscriptions?activite=2');
  expect(cantine).not.toContain('Garderie, Matin');
  expect(cantine).toMatch(/Cantine, Repas<\/b><span>Directe/);
});

test('ce qui est annulé se voit, ou se masque', async () => {
  const { ids } = await demander(1, 1, ['2026-11-19', 1]);
  await annuler(ids[0]!);
  expect(await lire('/famille/inscriptions')).toContain('Annulée par la famille');
  expect(await lire('/famille/inscriptions?masquer=oui')).not.toContain(
    `href="/famille/reservations/${ids[0]}"`,
  );
});

test('un mois, un enfant ou un filtre illisibles ne cassent rien', async () => {
  for (const suite of ['mois=2026-13', 'mois=%00', 'enfant=abc', 'enfant=3', 'mois=2199-12'])
    await lire(`/famille/inscriptions?${suite}`);
});

test('dans les temps, la page demande confirmation, puis annule et rend la place', async () => {
  const { ids } = await demander(1, 1, ['2026-11-24', 1]);
  const body = await lire(`/famille/reservations/${ids[0]}`);
  expect(body).toContain(
    'Voulez-vous annuler l’inscription Périsco - GARDERIE JULES-FERRY (Matin) du 24/11/2026 ?',
  );
  expect(body).toContain('Garder l’inscription');
  expect(body).toContain('Confirmer l’annulation');
  expect(body).toContain('à annuler avant lundi 23 novembre à 9\u00a0h');
  const reponse = await annuler(ids[0]!);
  expect(reponse.statusCode).toBe(303);
  expect(reponse.headers.location).toBe('/famille/inscriptions?mois=2026-11&enfant=1');
  const { rows } = await sql<{ prises: number }>`
    select prises from places where jour = '2026-11-24'`.execute(portail.services.db);
  expect(rows[0]?.prises).toBe(0);
  expect(await etatDe(ids[0]!)).toBe('annulee_par_famille');
});

test('annuler deux fois : le même message, une seule annulation', async () => {
  const { ids } = await demander(1, 1, ['2026-11-24', 1]);
  const [une, autre] = await Promise.all([annuler(ids[0]!), annuler(ids[0]!)]);
  expect(une.headers['set-cookie']).toEqual(autre.headers['set-cookie']);
  expect(une.headers.location).toBe(autre.headers.location);
  const { rows } = await sql`select 1 from journal where verbe = 'annuler'`.execute(
    portail.services.db,
  );
  expect(rows).toHaveLength(1);
  expect(await lire(`/famille/reservations/${ids[0]}`)).toContain('déjà annulée');
});

test('hors délai : la page dit depuis quand et vers qui se tourner, et l’envoi est refusé', async () => {
  const { ids } = await demander(1, 1, ['2026-11-24', 1]);
  portail.horloge.moveTo(new Date('2026-11-23T09:00:00Z'));
  const body = await lire(`/famille/reservations/${ids[0]}`);
  expect(body).toContain('Le délai est passé depuis lundi 23 novembre à 9\u00a0h');
  expect(body).toContain('Contacter le centre');
  expect(body).not.toContain('Confirmer l’annulation');
  const reponse = await annuler(ids[0]!);
  expect(reponse.statusCode).toBe(422);
  expect(reponse.body).toContain('Ce jour ne peut plus être annulé en ligne');
  expect(await etatDe(ids[0]!)).toBe('validee');
});

test('l’historique d’un jour ne raconte pas l’annulation d’un autre jour de la demande', async () => {
  const { ids } = await demander(1, 1, ['2026-11-24', 1], ['2026-11-27', 1]);
  await annuler(ids[0]!);
  expect(await lire(`/famille/reservations/${ids[0]}`)).toContain('Annulation : Périsco');
  const autre = await lire(`/famille/reservations/${ids[1]}`);
  expect(autre).toContain('Pré-inscription de Léo MARTIN');
  expect(autre).not.toContain('Annulation : Périsco');
});

test('l’accueil montre les sept jours, leur limite, et ce qui attend', async () => {
  await demander(1, 1, ['2026-11-19', 1], ['2026-11-26', 1]);
  await demander(1, 2, ['2026-11-20', 3]);
  portail.requetes.length = 0;
  const body = await lire('/famille');
  expect(portail.requetes.length).toBeLessThanOrEqual(9);
  expect(body).toContain('Bonjour Claire');
  expect(body).toContain('Jeudi 19 novembre');
  expect(body).toContain('à annuler avant mercredi 18 novembre à 9\u00a0h');
  expect(body).toContain('En attente d’une réponse');
  expect(body).toContain('le jeudi 26 novembre');
  expect(await lire('/famille', paul)).toContain('Rien n’est réservé d’ici là.');
});

test('l’accueil annule d’un geste ce qui peut l’être, et dit que rien ne sera facturé', async () => {
  const { ids } = await demander(1, 1, ['2026-11-19', 1]);
  portail.requetes.length = 0;
  const body = await lire('/famille');
  expect(portail.requetes.length).toBeLessThanOrEqual(9);
  expect(body).toContain('À décider bientôt');
  expect(body).toContain('La fiche sanitaire de Léo est à compléter');
  expect(body).toContain(`action="/famille/reservations/${ids[0]}/annulation"`);
  const { headers } = await portail.visiter('POST', `/famille/reservations/${ids[0]}/annulation`, {
    cookie: claire,
    corps: new URLSearchParams({ vers: 'accueil' }),
  });
  expect(headers.location).toBe('/famille');
  expect(await etatDe(ids[0]!)).toBe('annulee_par_famille');
  expect(await lire('/famille')).not.toContain('/annulation"');
});
