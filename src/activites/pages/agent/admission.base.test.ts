import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DECOR } from '../../../../test/decor.ts';
import { ouvrirReglages, type Reglages, reserverPour } from '../../../../test/reglages.ts';

let r: Reglages;
beforeAll(async () => {
  r = await ouvrirReglages();
});
afterAll(() => r.fermer());

const GARDERIE = `/agent/activites/${DECOR.garderie}`;
const ADMISSION = `${GARDERIE}/admission`;
const GROUPES = `${GARDERIE}/groupes`;
const LEO = { enfantId: DECOR.leo, periodeId: DECOR.annee, prestationId: DECOR.matin };

async function compterAuJournal(verbe: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from journal where verbe = ${verbe}`.execute(r.portail.services.db);
  return rows[0]?.n ?? 0;
}

test('une école fermée à l’activité ne réserve plus, et la famille lit pourquoi', async () => {
  await reserverPour(r.portail, { ...LEO, jours: ['2026-11-27'] });
  const du = { ecoles: '2', age_min: '', age_max: '' };
  for (const _ of [1, 2]) expect((await r.envoyer(ADMISSION, du)).statusCode).toBe(303);
  expect(await compterAuJournal('changer_admission')).toBe(1);
  await expect(reserverPour(r.portail, { ...LEO, jours: ['2026-11-30'] })).rejects.toThrow(
    'réservé aux élèves d’une autre école',
  );
  const { rows } = await sql`select etat from reservations where jour = '2026-11-27'`.execute(
    r.portail.services.db,
  );
  expect(rows).toEqual([{ etat: 'validee' }]);
  expect(await r.lire(GARDERIE)).toContain(
    'Qui peut s’inscrire : écoles École du Bourg (avant : tous les enfants).',
  );
});

test('des âges et une commune se règlent ensemble, et se lisent en une phrase', async () => {
  const corps: [string, string][] = [
    ['age_min', '3'],
    ['age_max', '11'],
    ['communes', '45001'],
    ['ecoles', '1'],
    ['ecoles', '2'],
    ['ecoles', '999'],
  ];
  expect((await r.envoyer(ADMISSION, corps)).statusCode).toBe(303);
  expect(await r.lire(ADMISSION)).toContain(
    'de 3 à 11 ans ; écoles École du Bourg, École Jules-Ferry ; habitants de Saint-Aubin',
  );
});

test('mal remplie, elle garde ce qui est tapé et dit quoi corriger', async () => {
  const reponse = await r.envoyer(ADMISSION, { age_min: '11', age_max: '3' });
  expect(reponse.statusCode).toBe(422);
  expect(reponse.body).toContain('L’âge maximum doit être au moins l’âge minimum.');
  expect(reponse.body).toContain('value="11"');
});

test('un groupe s’ajoute une fois, se renomme et change de bornes ; ce qui est réservé le garde', async () => {
  await r.envoyer(ADMISSION, {});
  const grands = { nom: 'Grands <b>', cycle: 'elementaire', age_min: '6', age_max: '', ordre: '1' };
  for (const _ of [1, 2]) expect((await r.envoyer(GROUPES, grands)).statusCode).toBe(303);
  expect(await compterAuJournal('changer_groupe')).toBe(1);
  await reserverPour(r.portail, { ...LEO, jours: ['2026-12-01'] });
  const change = { ...grands, groupe: '1', nom: 'Élémentaires', age_min: '9' };
  expect((await r.envoyer(GROUPES, change)).statusCode).toBe(303);
  const { rows } = await sql`
    select groupe_id as groupe, etat from reservations where jour = '2026-12-01'`.execute(
    r.portail.services.db,
  );
  expect(rows).toEqual([{ groupe: 1, etat: 'validee' }]);
  await expect(reserverPour(r.portail, { ...LEO, jours: ['2026-12-04'] })).rejects.toThrow(
    'aucun groupe n’accueille son âge',
  );
  expect(await r.lire(GARDERIE)).toContain(
    'Groupe « Élémentaires » : élémentaire, à partir de 9 ans, rang 1 (avant : « Grands &lt;b> » : ' +
      'élémentaire, à partir de 6 ans, rang 1).',
  );
});

test('un groupe qui sert ne se retire pas ; un groupe vide, si, et une seule fois', async () => {
  expect(await r.lire(GROUPES)).toContain('sert à des réservations');
  const refuse = await r.envoyer(`${GROUPES}/retrait`, { groupe: '1' });
  expect(refuse.statusCode).toBe(422);
  expect(refuse.body).toContain('Des réservations sont dans ce groupe');
  await r.envoyer(GROUPES, { nom: 'Petits', cycle: '', age_min: '3', age_max: '5', ordre: '2' });
  await sql`insert into jauges_prestations values (1, 1, 2)`.execute(r.portail.services.db);
  const compte = await r.envoyer(`${GROUPES}/retrait`, { groupe: '2' });
  expect(compte.statusCode).toBe(422);
  expect(compte.body).toContain('ne compte que ce groupe');
  await sql`delete from jauges_prestations where groupe_id = 2`.execute(r.portail.services.db);
  for (const _ of [1, 2]) {
    expect((await r.envoyer(`${GROUPES}/retrait`, { groupe: '2' })).statusCode).toBe(303);
  }
  expect(await compterAuJournal('retirer_groupe')).toBe(1);
});

test('deux groupes ne portent pas le même nom', async () => {
  await r.envoyer(GROUPES, { nom: 'Petits', cycle: '', age_min: '3', age_max: '5', ordre: '2' });
  const double = await r.envoyer(GROUPES, { nom: 'Petits', age_min: '4', age_max: '', ordre: '3' });
  expect(double.statusCode).toBe(422);
  expect(double.body).toContain('Un autre groupe porte déjà ce nom.');
  expect(double.body).toContain('value="4"');
  expect((await r.envoyer(GROUPES, { nom: '', ordre: '-1' })).statusCode).toBe(422);
  await r.lire(`${GROUPES}?groupe=1`);
});

test.each([
  [ADMISSION, 6],
  [GROUPES, 6],
])('%s tient en peu de requêtes', async (adresse, budget) => {
  await r.lire(adresse);
  r.portail.requetes.length = 0;
  await r.lire(adresse);
  expect(r.portail.requetes.length).toBeLessThanOrEqual(budget);
});
