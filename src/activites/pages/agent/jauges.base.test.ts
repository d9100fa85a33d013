import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DECOR } from '../../../../test/decor.ts';
import { ouvrirReglages, type Reglages, reserverPour } from '../../../../test/reglages.ts';
import { reserver } from '../../../reservations/actions/reserver.ts';
import { verifierCompteurs } from '../../requetes/places.ts';

let r: Reglages;
beforeAll(async () => {
  r = await ouvrirReglages();
});
afterAll(() => r.fermer());

const GARDERIE = `/agent/activites/${DECOR.garderie}`;
const JAUGES = `${GARDERIE}/jauges`;
const JOURS = `${GARDERIE}/jours`;
const LEO = { enfantId: DECOR.leo, periodeId: DECOR.annee, prestationId: DECOR.soir };
const COUR = { nom: 'Cour couverte', liens: `${DECOR.soir}-tous` };

async function lignes(ordre: ReturnType<typeof sql>): Promise<unknown[]> {
  return (await ordre.execute(r.portail.services.db)).rows;
}

/** Paul demande le soir pour Tom, qui attend si c'est complet. */
function tomVoudrait(jour: string) {
  return reserver(r.portail.services, {
    acteur: { compteId: 2, nom: 'Paul Petit' },
    familles: [2],
    enfantId: DECOR.tom,
    periodeId: DECOR.annee,
    souhaits: [{ jour, prestationId: DECOR.soir }],
  });
}

const etatDeTom = () =>
  lignes(sql`select etat from reservations where enfant_id = ${DECOR.tom} order by jour`);

test('une jauge se crée une fois, compte ce qui est déjà réservé, et ses places se fixent', async () => {
  await reserverPour(r.portail, { ...LEO, jours: ['2026-12-01'] });
  for (const _ of [1, 2]) expect((await r.envoyer(JAUGES, COUR)).statusCode).toBe(303);
  const places = { quoi: 'places', jauge: '2', du: '2026-12-01', au: '2026-12-01', places: '1' };
  expect((await r.envoyer(JOURS, places)).statusCode).toBe(303);
  expect(await lignes(sql`select places, prises from places where jauge_id = 2`)).toEqual([
    { places: 1, prises: 1 },
  ]);
  const page = await r.lire(GARDERIE);
  expect(page.match(/« Cour couverte » compte Soir dans/g)).toHaveLength(1);
  expect(page).toContain('Cour couverte : Soir');
});

test('relever les places sert la file dans le même geste, et le dit au journal', async () => {
  await tomVoudrait('2026-12-01');
  expect(await etatDeTom()).toEqual([{ etat: 'en_liste_attente' }]);
  const places = { quoi: 'places', jauge: '2', du: '2026-11-30', au: '2026-12-04', places: '2' };
  for (const _ of [1, 2]) expect((await r.envoyer(JOURS, places)).statusCode).toBe(303);
  expect(await etatDeTom()).toEqual([{ etat: 'validee' }]);
  const page = await r.lire(GARDERIE);
  expect(page.match(/« Cour couverte », du lundi 30 novembre 2026/g)).toHaveLength(1);
  expect(page).toContain('2 places par jour (avant : 1, ou sans limite).');
});

test('les places ne passent jamais sous ce qui est pris', async () => {
  const sous = { quoi: 'places', jauge: '2', du: '2026-11-30', au: '2026-12-04', places: '1' };
  const refuse = await r.envoyer(JOURS, sous);
  expect(refuse.statusCode).toBe(422);
  expect(refuse.body.replaceAll('\u00a0', ' ')).toContain('2 places sont déjà prises');
  const tropLong = await r.envoyer(JOURS, { ...sous, au: '2036-12-04' });
  expect(tropLong.body).toContain('Choisissez une année au plus');
});

test('elle ne peut pas compter plus de réservations que de places', async () => {
  await reserverPour(r.portail, { ...LEO, prestationId: DECOR.matin, jours: ['2026-11-24'] });
  const deborde: [string, string][] = [
    ['jauge', '1'],
    ['nom', 'Salle de garderie'],
    ['liens', `${DECOR.matin}-tous`],
    ['liens', `${DECOR.soir}-tous`],
  ];
  await reserverPour(r.portail, { ...LEO, jours: ['2026-11-24'] });
  const refuse = await r.envoyer(JAUGES, deborde);
  expect(refuse.statusCode).toBe(422);
  expect(refuse.body.replaceAll('\u00a0', ' ')).toContain(
    'Le mardi 24 novembre 2026, 2 enfants y seraient déjà comptés pour 1 place :',
  );
  expect(
    await lignes(sql`select prestation_id from jauges_prestations where jauge_id = 1`),
  ).toEqual([{ prestation_id: DECOR.matin }]);
});

test('changer ce qu’elle compte recompte aussitôt ses places', async () => {
  const f: [string, string][] = [
    ['jauge', '2'],
    ['nom', 'Cour'],
    ['liens', `${DECOR.matin}-tous`],
  ];
  expect((await r.envoyer(JAUGES, f)).statusCode).toBe(303);
  expect(await verifierCompteurs(r.portail.services.db)).toEqual([]);
  expect(await r.lire(GARDERIE)).toContain(
    '« Cour » compte Matin dans « Périsco - GARDERIE JULES-FERRY » (avant : « Cour couverte » compte Soir).',
  );
});

test('tant qu’un enfant y attend, elle ne se retire ni ne se décoche', async () => {
  await sql`update places set places = 0 where jauge_id = 1 and jour = '2026-11-26'`.execute(
    r.portail.services.db,
  );
  await r.envoyer(JAUGES, [
    ['jauge', '2'],
    ['nom', 'Cour'],
    ['liens', `${DECOR.soir}-tous`],
  ]);
  await reserverPour(r.portail, { ...LEO, prestationId: DECOR.matin, jours: ['2026-11-26'] });
  const decochee = await r.envoyer(JAUGES, { jauge: '1', nom: 'Salle de garderie' });
  expect(decochee.statusCode).toBe(422);
  expect(decochee.body.replaceAll('\u00a0', ' ')).toContain('1 enfant attend une de ces places');
  expect((await r.envoyer(`${JAUGES}/retrait`, { jauge: '1' })).statusCode).toBe(422);
});

test('retirée, plus rien ne limite ce qu’elle comptait ; deux fois, c’est une', async () => {
  for (const _ of [1, 2]) {
    expect((await r.envoyer(`${JAUGES}/retrait`, { jauge: '2' })).statusCode).toBe(303);
  }
  const page = await r.lire(GARDERIE);
  expect(page.match(/Places « Cour » retirées/g)).toHaveLength(1);
});

test('une jauge qu’une autre activité partage ne se retire pas d’ici', async () => {
  await r.envoyer(`/agent/activites/${DECOR.cantine}/jauges`, {
    jauge: '1',
    nom: 'Salle de garderie',
    liens: `${DECOR.repas}-tous`,
  });
  expect(await r.lire(JAUGES)).toContain('CANTINE JULES-FERRY');
  expect(await r.lire(GARDERIE)).toContain('compte Repas dans « CANTINE JULES-FERRY »');
  const partagee = await r.envoyer(`${JAUGES}/retrait`, { jauge: '1' });
  expect(partagee.statusCode).toBe(422);
  expect(partagee.body.replaceAll('\u00a0', ' ')).toContain(
    'Elle compte aussi CANTINE JULES-FERRY',
  );
});

test('mal remplie, elle garde ce qui est tapé et dit quoi corriger', async () => {
  await r.envoyer(`${GARDERIE}/groupes`, { nom: 'Petits', age_max: '5', ordre: '1' });
  const faux = await r.envoyer(JAUGES, [
    ['nom', ''],
    ['liens', `${DECOR.soir}-tous`],
    ['liens', `${DECOR.soir}-1`],
  ]);
  expect(faux.statusCode).toBe(422);
  expect(faux.body).toContain('compte déjà pour tous les groupes');
  expect(faux.body).toMatch(/value="2-tous" checked/);
  expect((await r.envoyer(JAUGES, { ...COUR, jauge: '99' })).statusCode).toBe(404);
});

test('la page tient en peu de requêtes', async () => {
  await r.lire(JAUGES);
  r.portail.requetes.length = 0;
  await r.lire(JAUGES);
  expect(r.portail.requetes.length).toBeLessThanOrEqual(7);
});
