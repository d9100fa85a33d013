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
const PRESTATIONS = `${GARDERIE}/prestations`;
const RETRAIT = `${PRESTATIONS}/retrait`;
const GOUTER = { nom: 'Goûter', debut: '16:30', fin: '17:00', ordre: '3' };
const LEO = { enfantId: DECOR.leo, periodeId: DECOR.annee };

async function ouvertures(nom: string, du = '2026-01-01'): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from ouvertures o join prestations p on p.id = o.prestation_id
    where p.nom = ${nom} and o.jour >= ${du}::date`.execute(r.portail.services.db);
  return rows[0]?.n ?? 0;
}

async function idDe(nom: string): Promise<string> {
  const { rows } = await sql<{ id: number }>`
    select id from prestations where nom = ${nom}`.execute(r.portail.services.db);
  return String(rows[0]?.id ?? '');
}

test('une prestation ajoutée s’ouvre dès aujourd’hui, une seule fois, et se réserve', async () => {
  for (const _ of [1, 2]) expect((await r.envoyer(PRESTATIONS, GOUTER)).statusCode).toBe(303);
  expect(await ouvertures('Goûter')).toBe(await ouvertures('Matin', '2026-11-16'));
  await reserverPour(r.portail, {
    ...LEO,
    prestationId: Number(await idDe('Goûter')),
    jours: ['2026-12-01'],
  });
  const page = await r.lire(GARDERIE);
  expect(page.match(/Prestation ajoutée, « Goûter »/g)).toHaveLength(1);
});

test('elle se renomme et change d’heures ; le journal dit ce qu’elle était', async () => {
  const change = {
    ...GOUTER,
    prestation: await idDe('Goûter'),
    nom: 'Goûter du soir',
    fin: '17:15',
  };
  expect((await r.envoyer(PRESTATIONS, change)).statusCode).toBe(303);
  expect(await r.lire(GARDERIE)).toContain(
    'Prestation « Goûter du soir », de 16 h 30 à 17 h 15, rang 3 (avant : « Goûter », de 16 h 30 ' +
      'à 17 h, rang 3).',
  );
});

test('réservée, elle ne se retire qu’après le dernier jour réservé ; ce qui est d’avant reste', async () => {
  const prestation = await idDe('Goûter du soir');
  const trop = await r.envoyer(RETRAIT, { prestation, des: '2026-11-30' });
  expect(trop.statusCode).toBe(422);
  expect(trop.body.replaceAll('\u00a0', ' ')).toContain(
    'Une réservation existe à partir du lundi 30 novembre',
  );
  expect(trop.body).toContain('value="2026-11-30"');
  for (const _ of [1, 2]) {
    expect((await r.envoyer(RETRAIT, { prestation, des: '2026-12-04' })).statusCode).toBe(303);
  }
  expect(await ouvertures('Goûter du soir', '2026-12-04')).toBe(0);
  expect(await ouvertures('Goûter du soir')).toBeGreaterThan(0);
  const encore = { ...LEO, prestationId: Number(prestation), jours: ['2026-12-04'] };
  await expect(reserverPour(r.portail, encore)).rejects.toThrow('fermé');
  expect(await r.lire(GARDERIE)).toContain('retirée à partir du vendredi 4 décembre 2026');
});

test('les jours remis à jour ne rouvrent pas une prestation retirée', async () => {
  await r.envoyer(`${GARDERIE}/ouvertures`, {});
  expect(await ouvertures('Goûter du soir', '2026-12-04')).toBe(0);
});

test('remise, elle rouvre', async () => {
  const prestation = await idDe('Goûter du soir');
  expect((await r.envoyer(RETRAIT, { prestation, remettre: 'oui' })).statusCode).toBe(303);
  expect(await ouvertures('Goûter du soir', '2026-12-04')).toBe(
    await ouvertures('Matin', '2026-12-04'),
  );
});

test('que rien n’a jamais nommée, elle disparaît', async () => {
  await r.envoyer(PRESTATIONS, { ...GOUTER, nom: 'Étude' });
  const prestation = await idDe('Étude');
  await r.lire(`${PRESTATIONS}?prestation=${prestation}`);
  const avant = await ouvertures('Matin');
  for (const _ of [1, 2]) {
    expect((await r.envoyer(RETRAIT, { prestation, des: '2026-12-04' })).statusCode).toBe(303);
  }
  expect(await idDe('Étude')).toBe('');
  expect(await ouvertures('Matin')).toBe(avant);
});

test('la seule prestation d’une activité ne se retire pas', async () => {
  const cantine = `/agent/activites/${DECOR.cantine}/prestations/retrait`;
  const seule = await r.envoyer(cantine, { prestation: String(DECOR.repas), des: '2026-12-04' });
  expect(seule.statusCode).toBe(422);
  expect(seule.body).toContain('ajoutez-en d’abord une autre');
});

test('celle d’une autre activité ne se touche pas d’ici', async () => {
  const ailleurs = { prestation: String(DECOR.repas), des: '2026-12-04' };
  await r.envoyer(RETRAIT, ailleurs);
  const change = await r.envoyer(PRESTATIONS, { ...GOUTER, prestation: String(DECOR.repas) });
  expect(change.statusCode).toBe(404);
  const { rows } = await sql`
    select nom, retiree_le from prestations where id = ${DECOR.repas}`.execute(
    r.portail.services.db,
  );
  expect(rows).toEqual([{ nom: 'Repas', retiree_le: null }]);
});

test('mal remplie, elle garde ce qui est tapé et dit quoi corriger', async () => {
  const faux = await r.envoyer(PRESTATIONS, { nom: 'Soirée', debut: '18:00', fin: '17:00' });
  expect(faux.statusCode).toBe(422);
  expect(faux.body).toContain('Indiquez une heure de fin après le début.');
  expect(faux.body).toContain('value="Soirée"');
  const double = await r.envoyer(PRESTATIONS, { ...GOUTER, nom: 'Matin' });
  expect(double.statusCode).toBe(422);
  const sansJour = await r.envoyer(RETRAIT, { prestation: '2', des: '' });
  expect(sansJour.statusCode).toBe(422);
  const passe = await r.envoyer(RETRAIT, { prestation: '2', des: '2026-01-05' });
  expect(passe.body).toContain('Choisissez aujourd’hui ou un jour à venir.');
});

test('la page tient en peu de requêtes', async () => {
  await r.lire(PRESTATIONS);
  r.portail.requetes.length = 0;
  await r.lire(PRESTATIONS);
  expect(r.portail.requetes.length).toBeLessThanOrEqual(6);
});
