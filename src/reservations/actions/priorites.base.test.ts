import fc from 'fast-check';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Gestes, gestesDe } from '../../../test/gestes.ts';
import { type PetiteCommune, petiteCommune } from '../../../test/petite-commune.ts';
import { ouvrirPortail, type Portail } from '../../../test/portail.ts';
import { CRITERES, type Critere } from '../../activites/regles/attente.ts';
import type { Db } from '../../platform/db.ts';
import { ordonnerLaFile } from '../regles/file.ts';
import { compterAttente } from '../requetes/attente.ts';
import { listerFile } from '../requetes/places.ts';
import { chercherRang } from '../requetes/rang.ts';

const MERCREDI = '2026-11-25';
const AUTRE = '2026-12-02';

let portail: Portail;
let commune: PetiteCommune;
let gestes: Gestes;
let db: Db;

beforeEach(async () => {
  portail = await ouvrirPortail();
  db = portail.services.db;
  commune = await petiteCommune(db, { places: 1, familles: 5 });
  gestes = gestesDe(portail, commune);
});
afterEach(() => portail.fermer());

const matin = (jour = MERCREDI) => [{ prestationId: commune.matin, jour }];

async function choisir(...criteres: Critere[]) {
  await sql`update activites set criteres_attente = ${criteres}::text[]`.execute(db);
}

/** Qui attend, dans l'ordre des rangs que lisent les familles. */
async function rangs(jour = MERCREDI): Promise<number[]> {
  const lignes = (await gestes.lignes()).filter(
    (l) => l.etat === 'en_liste_attente' && l.jour === jour,
  );
  const dans = lignes.toSorted((a, b) => a.rang - b.rang);
  expect(dans.map((l) => l.rang)).toEqual(dans.map((_, i) => i + 1));
  return dans.map((l) => commune.familles.findIndex((f) => f.enfantId === l.enfant));
}

async function etatDe(qui: number, jour = MERCREDI): Promise<string | undefined> {
  const { enfantId } = gestes.famille(qui);
  return (await gestes.lignes()).find((l) => l.enfant === enfantId && l.jour === jour)?.etat;
}

async function venirDAilleurs(...familles: number[]) {
  await sql`insert into communes values ('45001', 'Ailleurs', '45000') on conflict do nothing`.execute(
    db,
  );
  const ids = familles.map((n) => gestes.famille(n).familles[0]);
  await sql`update familles set code_insee = '45001' where id = any(${ids}::int[])`.execute(db);
}

async function justifierEmploi(qui: number, jusquAu: string) {
  await sql`insert into justificatifs_d_emploi values
    (${gestes.famille(qui).familles[0]}, ${jusquAu}, '2026-09-01', ${gestes.famille(qui).acteur.compteId})
    on conflict (famille_id) do update set vaut_jusqu_au = excluded.vaut_jusqu_au`.execute(db);
}

describe('La place rendue va au premier selon les critères de l’activité', () => {
  test('qui habite la commune passe devant qui attendait avant, et le lit', async () => {
    await choisir('residence');
    await venirDAilleurs(0, 1);
    for (const qui of [0, 1, 2, 3]) await gestes.demander(qui, matin());
    expect(await rangs()).toEqual([2, 3, 1]);
    const premiere = (await gestes.lignes()).find((l) => l.enfant === gestes.famille(2).enfantId);
    expect(await chercherRang(db, premiere?.id ?? 0)).toMatchObject({
      rang: 1,
      criteres: ['residence'],
      remplis: ['residence'],
    });
    const tenue = (await gestes.lignes()).find((l) => l.etat === 'validee');
    await gestes.renoncer(0, tenue?.id ?? 0);
    expect(await etatDe(2)).toBe('validee');
    expect(await etatDe(1)).toBe('en_liste_attente');
  });

  test('une commune corrigée change le rang aussitôt', async () => {
    await choisir('residence');
    await venirDAilleurs(1);
    for (const qui of [0, 1, 2]) await gestes.demander(qui, matin());
    expect(await rangs()).toEqual([2, 1]);
    await sql`update familles set code_insee = '45999'`.execute(db);
    expect(await rangs()).toEqual([1, 2]);
  });

  test('déjà inscrit un autre mercredi de la même année scolaire, pas d’une autre', async () => {
    await choisir('deja_inscrit');
    await gestes.demander(2, matin(AUTRE));
    for (const qui of [0, 1, 2]) await gestes.demander(qui, matin());
    expect(await rangs()).toEqual([2, 1]);
    await sql`update reservations set jour = '2026-08-26' where jour = ${AUTRE}`.execute(db);
    expect(await rangs()).toEqual([1, 2]);
    await sql`update reservations set jour = '2027-08-31' where jour = '2026-08-26'`.execute(db);
    expect(await rangs()).toEqual([2, 1]);
  });

  test('le frère de qui a sa place ce jour-là, pas un autre jour', async () => {
    await choisir('fratrie');
    const [famille] = gestes.famille(0).familles;
    for (const qui of [0, 1, 2]) await gestes.demander(qui, matin());
    await sql`update enfants set famille_id = ${famille} where id = ${gestes.famille(2).enfantId}`.execute(
      db,
    );
    expect(await rangs()).toEqual([2, 1]);
    await sql`update reservations set jour = ${AUTRE} where etat = 'validee'`.execute(db);
    expect(await rangs()).toEqual([1, 2]);
  });

  test('les deux parents en emploi, tant que le justificatif vaut ce jour-là', async () => {
    await choisir('emploi');
    for (const qui of [0, 1, 2]) await gestes.demander(qui, matin());
    await justifierEmploi(2, MERCREDI);
    expect(await rangs()).toEqual([2, 1]);
    await justifierEmploi(2, '2026-11-24');
    expect(await rangs()).toEqual([1, 2]);
  });

  test('une demande plus prioritaire n’entre pas à la place de ceux qui attendent', async () => {
    await choisir('residence');
    await venirDAilleurs(1);
    await sql`update activites set liste_attente = 'manuelle'`.execute(db);
    await gestes.demander(0, matin());
    await gestes.demander(1, matin());
    const tenue = (await gestes.lignes()).find((l) => l.etat === 'validee');
    await gestes.renoncer(0, tenue?.id ?? 0);
    await gestes.demander(2, matin());
    expect(await rangs()).toEqual([2, 1]);
    expect(await gestes.prises(MERCREDI)).toEqual([0, 0]);
  });
});

test('le calendrier annonce le rang que l’enfant aurait, avec ses priorités', async () => {
  await choisir('residence');
  await venirDAilleurs(1, 4);
  for (const qui of [0, 1, 2]) await gestes.demander(qui, matin());
  const devant = async (qui: number) => {
    const { enfantId } = gestes.famille(qui);
    const pour = { enfantId, activiteId: commune.activiteId };
    return (await compterAttente(db, [commune.matin], [MERCREDI], pour)).map((a) => a.devant);
  };
  expect(await devant(3)).toEqual([1]);
  expect(await devant(4)).toEqual([2]);
});

test('la base refuse qu’une cantine classe selon l’emploi des parents', async () => {
  await sql`update activites set genre = 'cantine'`.execute(db);
  await expect(choisir('emploi')).rejects.toThrow(/une_cantine_ne_demande_pas_l_emploi/);
});

test('le rang que compte la base est celui de la règle, quels que soient les critères et les faits', async () => {
  await sql`update places set places = 0`.execute(db);
  for (const qui of [0, 1, 2, 3, 4]) await gestes.demander(qui, matin());
  const familles = fc.shuffledSubarray([0, 1, 2, 3, 4], { maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(
      fc.shuffledSubarray([...CRITERES]),
      familles,
      familles,
      async (criteres, ailleurs, enEmploi) => {
        await choisir(...criteres);
        await sql`update familles set code_insee = '45999'`.execute(db);
        await sql`delete from justificatifs_d_emploi`.execute(db);
        await venirDAilleurs(...ailleurs);
        for (const qui of enEmploi) await justifierEmploi(qui, '2027-08-31');
        const file = ordonnerLaFile(await listerFile(db, [commune.matin], [MERCREDI]));
        const parLaBase = new Map((await gestes.lignes()).map((l) => [l.id, l.rang]));
        expect(file.map((a) => parLaBase.get(a.id))).toEqual(file.map((a) => a.rang));
      },
    ),
    { numRuns: 40 },
  );
});
