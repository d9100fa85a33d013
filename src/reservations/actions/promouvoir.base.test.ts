import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Gestes, gestesDe } from '../../../test/gestes.ts';
import { type PetiteCommune, petiteCommune } from '../../../test/petite-commune.ts';
import { ouvrirPortail, type Portail } from '../../../test/portail.ts';
import { verifierCompteurs } from '../../activites/requetes/places.ts';
import type { Db } from '../../platform/db.ts';

const MERCREDI = '2026-11-25';

let portail: Portail;
let commune: PetiteCommune;
let gestes: Gestes;
let db: Db;

beforeEach(async () => {
  portail = await ouvrirPortail();
  db = portail.services.db;
  commune = await petiteCommune(db, { places: 1, familles: 4 });
  gestes = gestesDe(portail, commune);
});
afterEach(() => portail.fermer());

const matin = () => [{ prestationId: commune.matin, jour: MERCREDI }];

async function reservationDe(qui: number) {
  const { enfantId } = gestes.famille(qui);
  const ligne = (await gestes.lignes()).find((l) => l.enfant === enfantId);
  if (!ligne) throw new Error(`la famille ${qui} n’a rien réservé`);
  return ligne;
}

/** Petits et grands, chacun sa salle d'une place ; les deux derniers enfants sont des petits. */
async function separerPetitsEtGrands() {
  await sql`
    with g as (insert into groupes (activite_id, nom, age_min, age_max, ordre) values
      (${commune.activiteId}, 'Petits', 0, 5, 1), (${commune.activiteId}, 'Grands', 6, 12, 2) returning id, nom),
    j as (insert into jauges (structure_id, nom)
      select s.id, 'Salle des ' || g.nom from structures s, g returning id, nom),
    p as (insert into places (jauge_id, jour, places) select id, ${MERCREDI}::date, 1 from j),
    vide as (delete from jauges_prestations)
    insert into jauges_prestations (jauge_id, prestation_id, groupe_id)
    select j.id, ${commune.matin}, g.id from j join g on j.nom = 'Salle des ' || g.nom`.execute(db);
  const petits = [2, 3].map((n) => gestes.famille(n).enfantId);
  await sql`update enfants set ne_le = '2022-03-01' where id = any(${petits}::int[])`.execute(db);
}

describe('Une place rendue', () => {
  test('chez les grands ne fait entrer aucun petit : chaque groupe a ses places', async () => {
    await separerPetitsEtGrands();
    for (const qui of [0, 1, 2, 3]) await gestes.demander(qui, matin());
    expect((await reservationDe(3)).etat).toBe('en_liste_attente');
    await gestes.renoncer(0, (await reservationDe(0)).id);
    expect((await reservationDe(1)).etat).toBe('validee');
    expect((await reservationDe(3)).etat).toBe('en_liste_attente');
    expect(await verifierCompteurs(db)).toEqual([]);
  });

  test('profite à qui attend derrière celui qu’une autre jauge bloque', async () => {
    // L'après-midi est pleine : la journée de la famille 1 ne peut pas entrer, le matin de la 2 si.
    await sql`update places set places = 0 where jauge_id = (
      select id from jauges where nom = 'Après-midi')`.execute(db);
    await gestes.demander(0, matin());
    await gestes.demander(1, [{ prestationId: commune.journee, jour: MERCREDI }]);
    await gestes.demander(2, matin());
    await gestes.renoncer(0, (await reservationDe(0)).id);
    expect((await reservationDe(1)).etat).toBe('en_liste_attente');
    expect((await reservationDe(2)).etat).toBe('validee');
    expect(await verifierCompteurs(db)).toEqual([]);
  });

  test('ne s’impose pas à qui ne pourrait plus l’annuler : un agent appellera', async () => {
    await sql`insert into delais (activite_id, pour, du, regle, tardif) values
      (${commune.activiteId}, 'annuler', '2026-09-01',
        '{"forme":"jour","jours":7,"heure":"09:00","decompte":"calendaires"}', 'refusee')`.execute(
      db,
    );
    for (const qui of [0, 1, 2]) await gestes.demander(qui, matin());
    portail.horloge.moveTo(new Date('2026-11-19T09:00:00Z'));
    await gestes.trancher([(await reservationDe(0)).id], 'annuler');
    expect((await reservationDe(1)).etat).toBe('en_liste_attente');
    expect(await gestes.prises(MERCREDI)).toEqual([0, 0]);
    // La place leur reste due : personne ne la prend devant eux.
    await gestes.demander(3, matin());
    expect(await reservationDe(3)).toMatchObject({ etat: 'en_liste_attente', rang: 3 });
  });
});
