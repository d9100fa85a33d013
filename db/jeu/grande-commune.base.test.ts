import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Db, openDatabase } from '../../src/platform/db.ts';
import { creerBase } from '../../test/base.ts';
import { construireGrandeCommune, type GrandeCommune } from './grande-commune.ts';

describe('La grande commune du banc', () => {
  let db: Db;
  let supprimer: () => Promise<void>;
  let commune: GrandeCommune;

  beforeAll(async () => {
    const base = await creerBase();
    supprimer = base.supprimer;
    db = openDatabase(base.config);
    commune = await construireGrandeCommune(db, {
      enfants: 601,
      maintenant: new Date('2026-11-23T09:00:00Z'),
      graine: 7,
    });
  });
  afterAll(async () => {
    await db.destroy();
    await supprimer();
  });

  it('a le nombre d’enfants demandé, en classe, aux familles qui se connectent', async () => {
    const { rows } = await sql`
      select (select count(*) from enfants)::int as enfants,
        (select count(*) from scolarites)::int as scolarises,
        (select count(distinct ra.famille_id) from rattachements ra
          join responsables r on r.id = ra.responsable_id join comptes c on c.id = r.compte_id
          where c.active_le is not null)::int as familles`.execute(db);
    expect(rows[0]).toEqual({ enfants: 601, scolarises: 601, familles: 301 });
    expect(commune).toMatchObject({ enfants: 601, familles: 301, ecoles: 4, centres: 1 });
  });

  it('ouvre les mêmes jours dans toutes ses écoles, limités à leurs élèves', async () => {
    const { rows } = await sql<{ ecoles: number; jours: number }>`
      select count(*)::int as ecoles, jours from (
        select ae.ecole_id, count(*)::int as jours from ouvertures o
          join prestations p on p.id = o.prestation_id join activites a on a.id = p.activite_id
          join activites_ecoles ae on ae.activite_id = a.id
        where a.genre = 'cantine' group by ae.ecole_id) as e
      group by jours`.execute(db);
    expect(rows).toEqual([{ ecoles: 4, jours: 139 }]);
  });

  it('offre soixante places chaque jour de vacances, fenêtre ouverte', async () => {
    const { rows } = await sql`
      select min(pl.places) as min, max(pl.places) as max, count(distinct pl.jour)::int as jours
      from places pl join jauges_prestations jp using (jauge_id)
        join ouvertures o on o.prestation_id = jp.prestation_id and o.jour = pl.jour
        join periodes pe on pe.id = o.periode_id
      where pe.nom = 'Vacances d’été' and pe.ouvre_le < '2026-11-23T09:00:00Z'
        and pe.ferme_le > '2026-11-23T09:00:00Z'`.execute(db);
    expect(rows[0]).toEqual({ min: 60, max: 60, jours: 42 });
  });
});
