import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ajouterAgent } from '../../test/comptes.ts';
import { connecter, DECOR, poserDecor } from '../../test/decor.ts';
import { ouvrirPortail, type Portail } from '../../test/portail.ts';

const PAGE = `/agent/activites/${DECOR.garderie}/copie`;

let portail: Portail;
let cookie: string;
beforeAll(async () => {
  portail = await ouvrirPortail();
  const { db } = portail.services;
  await poserDecor(db);
  await sql`insert into structures (nom, courriel) values ('Centre des Prés', 'pres@essai.test')`.execute(
    db,
  );
  await sql`insert into groupes (activite_id, nom, cycle) values
    (1, 'Petits', 'maternelle'), (1, 'Grands', 'elementaire')`.execute(db);
  await sql`update jauges_prestations set groupe_id = 1 where prestation_id = 1`.execute(db);
  await sql`insert into jauges (structure_id, nom, capacite) values (1, 'Réfectoire', 80)`.execute(
    db,
  );
  await sql`insert into jauges_prestations (jauge_id, prestation_id) values (2, 2), (2, 3)`.execute(
    db,
  );
  await sql`insert into delais (activite_id, prestation_id, pour, du, au, regle) values
    (1, 2, 'annuler', '2026-01-01', null, '{"forme":"jour","jours":2,"heure":"10:00","decompte":"ouvres"}'),
    (1, 1, 'annuler', '2025-01-01', '2026-01-01', '{"forme":"jour","jours":9,"heure":"10:00","decompte":"ouvres"}')`.execute(
    db,
  );
  await sql`insert into activites_ecoles values (1, 1)`.execute(db);
  await sql`insert into activites_communes values (1, '45001')`.execute(db);
  await sql`insert into periodes (activite_id, nom, du, au, ouvre_le, ferme_le)
    values (1, 'Année 2025-2026', '2025-09-01', '2026-07-03', '2025-06-01', '2026-06-30')`.execute(
    db,
  );
  await sql`insert into prestations (activite_id, nom, heure_debut, heure_fin, ordre, retiree_le)
    values (1, 'Étude', '17:00', '18:00', 3, '2026-10-01')`.execute(db);
  await sql`update activites set jours_min_semaine = 2, jours_min_du = '2026-09-01'
    where id = 1`.execute(db);
  await sql`update periodes set reconduit = 4 where id = 1`.execute(db);
  cookie = await connecter(db, await ajouterAgent(portail), portail.horloge.now());
});
afterAll(() => portail.fermer());

const copier = (champs: Record<string, string>, chemin = PAGE) =>
  portail.visiter('POST', chemin, {
    cookie,
    corps: new URLSearchParams({ cle: randomUUID(), ...champs }),
  });
async function nombre(ordre: ReturnType<typeof sql<{ n: number }>>): Promise<number> {
  const { rows } = await ordre.execute(portail.services.db);
  return rows[0]?.n ?? -1;
}

async function copie(champs: Record<string, string>): Promise<number> {
  const { statusCode, headers } = await copier(champs);
  expect(statusCode).toBe(303);
  return Number(/\d+$/.exec(String(headers.location))?.[0]);
}

describe('copier une activité', () => {
  test('la page dit ce qui se reprend, en peu d’ordres SQL', async () => {
    await portail.visiter('GET', PAGE, { cookie });
    portail.requetes.length = 0;
    const { statusCode, body } = await portail.visiter('GET', PAGE, { cookie });
    expect([statusCode, body.match(/<h1[ >]/g)?.length]).toEqual([200, 1]);
    expect(portail.requetes.length).toBeLessThanOrEqual(3);
    expect(body).toContain('value="Périsco - GARDERIE JULES-FERRY (copie)"');
  });

  test('chaque réglage se copie : toutes les colonnes, sauf le nom, la structure et la visibilité', async () => {
    const id = await copie({ nom: 'GARDERIE DES PRÉS', structure: '2' });
    const { rows } = await sql<{ avant: object; apres: object }>`
      select to_jsonb(a) - '{id,nom,structure_id,ouverte_aux_familles}'::text[] as avant,
        to_jsonb(c) - '{id,nom,structure_id,ouverte_aux_familles}'::text[] as apres
      from activites a, activites c where a.id = 1 and c.id = ${id}`.execute(portail.services.db);
    expect(rows[0]?.apres).toEqual(rows[0]?.avant);
    const { rows: faite } = await sql`
      select nom, structure_id as structure, ouverte_aux_familles as ouverte,
        (select count(*)::int from activites_ecoles where activite_id = a.id) as ecoles,
        (select count(*)::int from activites_communes where activite_id = a.id) as communes,
        (select string_agg(p.nom || ' ' || to_char(p.heure_debut, 'HH24:MI'), ', ' order by p.id)
          from prestations p where p.activite_id = a.id) as prestations,
        (select string_agg(g.nom, ', ' order by g.id) from groupes g where g.activite_id = a.id)
          as groupes
      from activites a where id = ${id}`.execute(portail.services.db);
    expect(faite).toEqual([
      {
        nom: 'GARDERIE DES PRÉS',
        structure: 2,
        ouverte: false,
        ecoles: 1,
        communes: 1,
        prestations: 'Matin 07:30, Soir 16:30',
        groupes: 'Petits, Grands',
      },
    ]);
    const { body } = await portail.visiter('GET', `/agent/activites/${id}`, { cookie });
    expect(body).toContain('copiée de « Périsco - GARDERIE JULES-FERRY »');
  });

  test('seules les périodes et les délais qui valent encore se copient', async () => {
    const id = await copie({ nom: 'Copie 1', structure: '1' });
    const { rows } = await sql<{ nom: string }>`
      select nom from periodes where activite_id = ${id}`.execute(portail.services.db);
    expect(rows.map((r) => r.nom)).toEqual(['Année 2026-2027']);
    const { rows: delais } = await sql<{ prestation: string | null; pour: string }>`
      select p.nom as prestation, d.pour from delais d left join prestations p
        on p.id = d.prestation_id and p.activite_id = d.activite_id
      where d.activite_id = ${id} order by d.pour, p.nom nulls first`.execute(portail.services.db);
    expect(delais).toEqual([
      { prestation: null, pour: 'annuler' },
      { prestation: 'Soir', pour: 'annuler' },
      { prestation: null, pour: 'reserver' },
    ]);
  });

  test('les jours s’ouvrent d’après le calendrier : la fermeture de l’origine ne la suit pas', async () => {
    const id = await copie({ nom: 'Copie 2', structure: '1' });
    const ouverts = (activite: number) =>
      nombre(sql<{ n: number }>`select count(*)::int as n from ouvertures o
        join prestations p on p.id = o.prestation_id
        where p.activite_id = ${activite} and o.jour = '2026-12-03'`);
    expect([await ouverts(1), await ouverts(id)]).toEqual([0, 2]);
  });

  test('une salle partagée reste la même dans la structure ; une jauge à soi est neuve, vide', async () => {
    await sql`update places set prises = 1 where jour = '2026-11-24'`.execute(portail.services.db);
    const ici = await copie({ nom: 'Copie 3', structure: '1' });
    const ailleurs = await copie({ nom: 'Copie 4', structure: '2' });
    await sql`update places set prises = 0`.execute(portail.services.db);
    const jauges = async (activite: number) => {
      const { rows } = await sql<{ id: number; nom: string; prestation: string; groupe: string }>`
        select j.id, j.nom, p.nom as prestation, g.nom as groupe from jauges j
          join jauges_prestations l on l.jauge_id = j.id
          join prestations p on p.id = l.prestation_id
          left join groupes g on g.id = l.groupe_id and g.activite_id = p.activite_id
        where p.activite_id = ${activite} order by p.id`.execute(portail.services.db);
      return rows.map((r) => [r.id <= 2 ? 'la même' : 'neuve', r.nom, r.prestation, r.groupe]);
    };
    expect(await jauges(ici)).toEqual([
      ['neuve', 'Salle de garderie', 'Matin', 'Petits'],
      ['la même', 'Réfectoire', 'Soir', null],
    ]);
    expect((await jauges(ailleurs)).map(([laquelle]) => laquelle)).toEqual(['neuve', 'neuve']);
    const { rows } = await sql`
      select distinct p.jour, p.places, p.prises from places p
        join jauges_prestations l on l.jauge_id = p.jauge_id
        join prestations pr on pr.id = l.prestation_id
      where pr.activite_id = ${ici} order by p.jour`.execute(portail.services.db);
    expect(rows).toEqual([
      { jour: '2026-11-24', places: 1, prises: 0 },
      { jour: '2026-11-26', places: 0, prises: 0 },
    ]);
  });

  test('la grille en vigueur et les suivantes deviennent des brouillons sans délibération', async () => {
    const { db } = portail.services;
    await sql`with d as (insert into deliberations (numero, objet, adoptee_le)
        values ('2025-1', 'Tarifs', '2025-06-01') returning id)
      insert into grilles (prestation_id, du, deliberation_id, regle, creee_le, publiee_le)
      select 1, v.du::date, d.id, '{"periodicite":"jour","base":{"mode":"unique","centimes":150}}',
        '2025-06-02', '2025-06-02'
      from d, (values ('2024-09-01'), ('2026-09-01'), ('2027-09-01')) v (du)`.execute(db);
    const id = await copie({ nom: 'Copie 5', structure: '1' });
    const { rows } = await sql`
      select g.du, g.deliberation_id as deliberation, g.publiee_le as publiee,
        g.regle #>> '{base,centimes}' as centimes
      from grilles g join prestations p on p.id = g.prestation_id
      where p.activite_id = ${id} order by g.du`.execute(db);
    const brouillon = { deliberation: null, publiee: null, centimes: '150' };
    expect(rows).toEqual([
      { du: '2026-09-01', ...brouillon },
      { du: '2027-09-01', ...brouillon },
    ]);
  });

  test('le double-clic ne copie qu’une fois, même à la fois', async () => {
    const corps = { nom: 'Copie', structure: '1', cle: randomUUID() };
    const avant = await nombre(sql`select count(*)::int as n from activites`);
    const trois = await Promise.all([copier(corps), copier(corps)]);
    trois.push(await copier(corps));
    expect(new Set(trois.map((r) => r.headers.location)).size).toBe(1);
    expect(await nombre(sql`select count(*)::int as n from activites`)).toBe(avant + 1);
  });

  test('un nom pris ou oublié, une structure d’ailleurs : la page garde la saisie et le dit', async () => {
    const pris = await copier({ nom: 'cantine jules-ferry', structure: '1' });
    expect([pris.statusCode, pris.body.includes('a déjà une activité de ce nom')]).toEqual([
      422,
      true,
    ]);
    expect(pris.body).toContain('value="cantine jules-ferry"');
    const vide = await copier({ nom: ' ', structure: '99' });
    expect(vide.body.match(/class="erreur-champ"/g)).toHaveLength(2);
  });

  test('un directeur ne copie que ses activités, et dans ses structures', async () => {
    const { db } = portail.services;
    await sql`update agents set role = 'directeur'`.execute(db);
    await sql`insert into agents_structures select id, 2 from agents`.execute(db);
    expect((await portail.visiter('GET', PAGE, { cookie })).statusCode).toBe(404);
    expect((await copier({ nom: 'X', structure: '2' })).statusCode).toBe(404);
    await sql`update agents_structures set structure_id = 1`.execute(db);
    expect((await copier({ nom: 'X', structure: '2' })).statusCode).toBe(422);
    await sql`delete from agents_structures`.execute(db);
    await sql`update agents set role = 'guichet'`.execute(db);
    expect((await copier({ nom: 'X', structure: '1' })).statusCode).toBe(404);
    await sql`update agents set role = 'administrateur'`.execute(db);
  });
});
