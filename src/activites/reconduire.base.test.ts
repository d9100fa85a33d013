import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ajouterAgent } from '../../test/comptes.ts';
import { connecter, poserDecor } from '../../test/decor.ts';
import { ouvrirPortail, type Portail } from '../../test/portail.ts';
import { chargerVacances } from './actions/ouvrir.ts';

const PAGE = '/agent/reconductions';
const VERS = '2027-2028';

let portail: Portail;
let cookie: string;
beforeAll(async () => {
  portail = await ouvrirPortail();
  const { db } = portail.services;
  await poserDecor(db);
  await db.transaction().execute(chargerVacances);
  await sql`update periodes set du = '2027-02-20', au = '2027-03-07' where id = 3`.execute(db);
  await sql`insert into ouvertures (prestation_id, jour, periode_id)
    select 4, j::date, 3 from generate_series('2027-02-20'::date, '2027-03-07'::date, '1 day') j
    where extract(isodow from j) < 6`.execute(db);
  // La salle de garderie compte tous les lundis et deux mardis de l'année.
  await sql`delete from places`.execute(db);
  await sql`insert into places (jauge_id, jour, places)
    select 1, o.jour, case when o.jour < '2026-10-01' then 30 else 25 end from ouvertures o
    where o.prestation_id = 1 and (extract(isodow from o.jour) = 1
      or o.jour in ('2026-11-24', '2026-11-17'))`.execute(db);
  cookie = await connecter(db, await ajouterAgent(portail), portail.horloge.now());
});
afterAll(() => portail.fermer());
beforeEach(async () => {
  const { db } = portail.services;
  await sql`delete from periodes where id > 3`.execute(db);
  await sql`delete from places where jour > '2027-08-31'`.execute(db);
  await sql`delete from delais where id > 4`.execute(db);
  await sql`delete from fermetures where id > 1`.execute(db);
  await sql`delete from journal`.execute(db);
});

const lire = (vers = VERS) => portail.visiter('GET', `${PAGE}?vers=${vers}`, { cookie });
const envoyer = (champs: [string, string][]) =>
  portail.visiter('POST', PAGE, {
    cookie,
    corps: new URLSearchParams([['vers', VERS], ...champs]),
  });

/** Revoit l'aperçu de ces périodes, puis confirme : ce que fait la page. */
async function creer(periodes: readonly number[], corrections: [string, string][] = []) {
  const choix: [string, string][] = [
    ...periodes.map((id): [string, string] => ['suite', `${id}`]),
    ...corrections,
  ];
  const { body } = await envoyer([...choix, ['geste', 'apercu']]);
  const vu = /name="vu" value="([^"]*)"/.exec(body)?.[1] ?? '';
  const confirmer = () => envoyer([...choix, ['vu', vu], ['geste', 'creer']]);
  return { confirmer, reponse: await confirmer() };
}

async function suites() {
  const { rows } = await sql<{
    activite: number;
    nom: string;
    du: string;
    au: string;
    jours: number;
  }>`
    select activite_id as activite, nom, du, au, (select count(distinct jour)::int from ouvertures o
      where o.periode_id = p.id) as jours
    from periodes p where reconduit is not null order by activite_id`.execute(portail.services.db);
  return rows;
}

describe('l’aperçu', () => {
  test('montre chaque période et sa suite, n’écrit rien, en peu d’ordres SQL', async () => {
    await lire();
    portail.requetes.length = 0;
    const { statusCode, body } = await lire();
    expect([statusCode, body.match(/<h1[ >]/g)?.length]).toEqual([200, 1]);
    expect(portail.requetes.length).toBeLessThanOrEqual(5);
    expect(body).toContain('Année 2027-2028, du jeudi 2 septembre 2027 au jeudi 6 juillet 2028');
    expect(body).toContain('Vacances d’hiver, du samedi 5 février 2028');
    expect(body).toContain('inscriptions du 31/05/2027');
    expect(body).toContain('2 prestations n’ont pas de tarif publié');
    expect(body).toContain('Créer 3 périodes');
    expect(await suites()).toEqual([]);
  });

  test('sans calendrier publié, la page le dit et n’invente rien', async () => {
    const { db } = portail.services;
    await sql`update vacances_scolaires set annee_scolaire = '2099-2100'
      where annee_scolaire = ${VERS}`.execute(db);
    const { body } = await lire();
    expect(body).toContain('Le calendrier de 2027-2028 manque');
    expect(body).not.toContain('value="creer"');
    expect((await creer([1])).reponse.statusCode).toBe(422);
    await sql`update vacances_scolaires set annee_scolaire = ${VERS}
      where annee_scolaire = '2099-2100'`.execute(db);
    expect(await suites()).toEqual([]);
  });

  test('un choix changé depuis l’aperçu le montre de nouveau, sans rien écrire', async () => {
    const { statusCode, body } = await envoyer([
      ['suite', '1'],
      ['vu', 'autre'],
      ['geste', 'creer'],
    ]);
    expect([statusCode, body.includes('Vos choix ont changé')]).toEqual([200, true]);
    expect(await suites()).toEqual([]);
  });
});

describe('créer', () => {
  test('les périodes cochées, leurs jours et le récit de chaque activité', async () => {
    const { reponse } = await creer([1, 3]);
    expect([reponse.statusCode, reponse.headers.location]).toEqual([303, `${PAGE}?vers=${VERS}`]);
    expect(await suites()).toEqual([
      { activite: 1, nom: 'Année 2027-2028', du: '2027-09-02', au: '2028-07-06', jours: 137 },
      { activite: 3, nom: 'Vacances d’hiver', du: '2028-02-05', au: '2028-02-20', jours: 10 },
    ]);
    const { rows } = await sql<{ phrase: string }>`
      select phrase from journal where sujets @> '{activite:3}'`.execute(portail.services.db);
    expect(rows.map((r) => r.phrase)).toEqual([
      'Année 2027-2028 : période « Vacances d’hiver » créée d’après « Vacances d’hiver », du samedi 5 février 2028 au dimanche 20 février 2028, 10 jours ouverts.',
    ]);
    expect((await lire()).body).toContain('déjà fait, par « Année 2027-2028 »');
  });

  test('le double-clic ne crée qu’une fois, même à la fois', async () => {
    const { db } = portail.services;
    const { confirmer } = await creer([1, 2]);
    const encore = await Promise.all([confirmer(), confirmer()]);
    expect(encore.map((r) => r.statusCode)).toEqual([303, 303]);
    expect(await suites()).toHaveLength(2);
    const { rows } = await sql`select from journal`.execute(db);
    expect(rows).toHaveLength(2);
  });

  test('deux agents à la fois : une seule suite par période', async () => {
    const choix: [string, string][] = [['suite', '1']];
    const { body } = await envoyer([...choix, ['geste', 'apercu']]);
    const vu = /name="vu" value="([^"]*)"/.exec(body)?.[1] ?? '';
    const un = () => envoyer([...choix, ['vu', vu], ['geste', 'creer']]);
    await Promise.all([un(), un(), un()]);
    expect(await suites()).toHaveLength(1);
  });

  test('les dates corrigées sont celles qui s’écrivent, à l’heure de Paris', async () => {
    await creer(
      [3],
      [
        ['nom-3', 'Hiver'],
        ['du-3', '2028-02-07'],
        ['au-3', '2028-02-11'],
        ['ouvre-3', '2028-01-03'],
        ['ferme-3', '2028-01-21'],
      ],
    );
    const { rows } = await sql`
      select nom, du, au, to_char(ouvre_le at time zone 'Europe/Paris', 'YYYY-MM-DD HH24:MI') as ouvre,
        to_char(ferme_le at time zone 'Europe/Paris', 'YYYY-MM-DD HH24:MI') as ferme
      from periodes where reconduit = 3`.execute(portail.services.db);
    expect(rows).toEqual([
      {
        nom: 'Hiver',
        du: '2028-02-07',
        au: '2028-02-11',
        ouvre: '2028-01-03 09:00',
        ferme: '2028-01-21 18:00',
      },
    ]);
  });

  test('des dates qui couvrent une autre période, ou mal écrites : la page garde la saisie et le dit', async () => {
    const dates: [string, string][] = [
      ['nom-1', 'Trop tôt'],
      ['du-1', '2027-06-01'],
      ['au-1', '2027-07-20'],
      ['ouvre-1', '2027-05-01'],
      ['ferme-1', '2027-05-20'],
    ];
    const { reponse } = await creer([1], dates);
    expect(reponse.statusCode).toBe(422);
    expect(reponse.body).toContain('« Année 2026-2027 » couvre déjà une partie de ces jours');
    expect(reponse.body).toContain('value="Trop tôt"');
    const fausse = await creer(
      [1],
      [...dates.slice(0, 2), ['au-1', '2127-07-20'], ...dates.slice(3)],
    );
    expect(fausse.reponse.body).toContain('Une période dure un an au plus');
    const rien = await envoyer([['geste', 'creer']]);
    expect([rien.statusCode, rien.body.includes('Rien n’est coché')]).toEqual([422, true]);
    expect(await suites()).toEqual([]);
  });

  test('une fermeture déjà connue de l’année suivante reste fermée', async () => {
    await sql`insert into fermetures (activite_id, du, au, motif)
      values (1, '2027-09-06', '2027-09-10', 'travaux')`.execute(portail.services.db);
    await creer([1]);
    expect((await suites())[0]?.jours).toBe(133);
  });

  test('une ouverture exceptionnelle ne se reprend pas ; déjà décidée pour l’année suivante, elle vaut', async () => {
    const { db } = portail.services;
    await sql`insert into ouvertures_exceptionnelles values
      (1, '2026-12-23', 'fête'), (1, '2027-12-22', 'fête')`.execute(db);
    await creer([1]);
    expect((await suites())[0]?.jours).toBe(138);
    await sql`delete from ouvertures_exceptionnelles`.execute(db);
  });

  test('une prestation retirée avant la rentrée n’y ouvre plus', async () => {
    const { db } = portail.services;
    await sql`update prestations set retiree_le = '2027-09-01' where id = 2`.execute(db);
    await creer([1]);
    const { rows } = await sql<{ prestation: number }>`
      select distinct o.prestation_id as prestation from ouvertures o
        join periodes p on p.id = o.periode_id where p.reconduit = 1`.execute(db);
    expect(rows.map((r) => r.prestation)).toEqual([1]);
    await sql`update prestations set retiree_le = null`.execute(db);
  });

  test('les places suivent le jour de la semaine, si la plupart étaient comptés', async () => {
    await creer([1]);
    const { rows } = await sql`
      select extract(isodow from jour)::int as semaine, min(places) as min, max(places) as max,
        sum(prises)::int as prises
      from places where jour > '2027-08-31' group by 1`.execute(portail.services.db);
    expect(rows).toEqual([{ semaine: 1, min: 25, max: 25, prises: 0 }]);
  });

  test('un délai qui finissait avec l’année se prolonge une fois ; les autres continuent', async () => {
    const { db } = portail.services;
    await sql`update delais set au = '2027-09-01' where activite_id = 1 and pour = 'annuler'`.execute(
      db,
    );
    expect((await lire()).body).toContain('Les délais qui finissaient avec l’année sont prolongés');
    await creer([1, 2]);
    const { rows } = await sql`
      select activite_id as activite, pour, du, au from delais where id > 4`.execute(db);
    expect(rows).toEqual([{ activite: 1, pour: 'annuler', du: '2027-09-01', au: null }]);
    await sql`delete from delais where id > 4`.execute(db);
    await sql`update delais set au = null`.execute(db);
  });

  test('quarante périodes s’écrivent en autant d’ordres SQL que deux', async () => {
    const { db } = portail.services;
    await sql`
      with a as (insert into activites (structure_id, nom, genre, approbation, liste_attente, rythme,
          jours_semaine)
        select 1, 'Nombreuse ' || n, 'cantine', 'agent', 'aucune', 'scolaire', '{1,2,4,5}'
        from generate_series(1, 40) n returning id),
      p as (insert into prestations (activite_id, nom, heure_debut, heure_fin)
        select id, 'Repas', '12:00', '13:00' from a)
      insert into periodes (activite_id, nom, du, au, ouvre_le, ferme_le)
      select id, 'Année', '2026-09-01', '2027-07-02', '2026-06-01', '2027-06-30' from a`.execute(
      db,
    );
    const { rows } = await sql<{ id: number }>`
      select id from periodes where nom = 'Année'`.execute(db);
    const ids = rows.map((r) => r.id);
    const { body } = await envoyer([
      ...ids.map((id): [string, string] => ['suite', `${id}`]),
      ['geste', 'apercu'],
    ]);
    const vu = /name="vu" value="([^"]*)"/.exec(body)?.[1] ?? '';
    portail.requetes.length = 0;
    await envoyer([
      ...ids.map((id): [string, string] => ['suite', `${id}`]),
      ['vu', vu],
      ['geste', 'creer'],
    ]);
    expect(portail.requetes.length).toBeLessThanOrEqual(16);
    expect(await suites()).toHaveLength(40);
    await sql`delete from activites where nom like 'Nombreuse%'`.execute(db);
  });
});

test('une année qui n’est ni celle-ci ni la prochaine est introuvable', async () => {
  for (const vers of ['2030-2031', 'x']) expect((await lire(vers)).statusCode).toBe(404);
});

test('un directeur ne voit et ne crée que pour ses structures ; le guichet, rien', async () => {
  const { db } = portail.services;
  await sql`insert into structures (nom, courriel) values ('Les Prés', 'pres@essai.test')`.execute(
    db,
  );
  await sql`update activites set structure_id = 2 where id = 3`.execute(db);
  await sql`update agents set role = 'directeur'`.execute(db);
  await sql`insert into agents_structures select id, 2 from agents`.execute(db);
  const { body } = await lire();
  expect([body.includes('CENTRE DE LOISIRS'), body.includes('CANTINE')]).toEqual([true, false]);
  await creer([1, 3]);
  expect((await suites()).map((s) => s.activite)).toEqual([3]);
  await sql`update agents set role = 'guichet'`.execute(db);
  expect([(await lire()).statusCode, (await envoyer([])).statusCode]).toEqual([404, 404]);
});
