import { unzipSync } from 'fflate';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connecter } from '../../../../test/decor.ts';
import { type PetiteCommune, petiteCommune } from '../../../../test/petite-commune.ts';
import { petiteRegie } from '../../../../test/petite-regie.ts';
import { ouvrirPortail, type Portail } from '../../../../test/portail.ts';

const MERCREDI = '2026-11-18';
/** Le 11 novembre est un mercredi. */
const FERIE = '2026-11-11';

let portail: Portail;
let commune: PetiteCommune;
let guichet = '';
let ailleurs = '';
let lecture = '';

beforeAll(async () => {
  portail = await ouvrirPortail();
  const { db } = portail.services;
  commune = await petiteCommune(db, { familles: 5 });
  const { agents } = await petiteRegie(portail, commune);
  await sql`
    with d as (
      insert into demandes (enfant_id, activite_id, periode_id, compte_id, origine, cle_unique, recue_le)
      select f.enfant, ${commune.activiteId}, ${commune.periodeId}, f.compte, 'portail',
        gen_random_uuid(), '2026-11-01'
      from unnest(${commune.familles.map((f) => f.enfantId)}::int[],
        ${commune.familles.map((f) => f.compteId)}::int[]) as f(enfant, compte) returning id, enfant_id)
    insert into reservations (demande_id, enfant_id, prestation_id, jour, etat, origine, creee_le, ordre_attente)
    select d.id, d.enfant_id, ${commune.matin}, ${MERCREDI}, e.etat, 'portail', '2026-11-01', e.rang
    from d join (select enfant_id, row_number() over (order by enfant_id) as rang from d) n using (enfant_id)
      join unnest('{validee,validee,demandee,en_liste_attente,annulee_par_famille}'::text[])
        with ordinality e(etat, rang) on e.rang = n.rang`.execute(db);
  await sql`update enfants set nom = ${`<script>alert(1)</script> O'Brien & "fils"`}
    where id = ${commune.familles[0]!.enfantId}`.execute(db);
  await sql`insert into paniers_repas (enfant_id, du) values
    (${commune.familles[0]!.enfantId}, '2026-09-01')`.execute(db);
  await sql`
    insert into regimes_des_enfants values
      (${commune.familles[1]!.enfantId}, 1, '2026-09-01', ${commune.familles[1]!.compteId})`.execute(
    db,
  );
  await sql`update responsables set portable = '06 12 34 56 78'`.execute(db);
  await sql`
    with s as (insert into structures (nom, courriel) values ('Ailleurs', 'ailleurs@test.test') returning id)
    insert into agents_structures (agent_id, structure_id)
    select a.id, s.id from agents a, s where a.compte_id = ${agents[1]!}`.execute(db);
  guichet = await connecter(db, agents[2]!, portail.horloge.now());
  ailleurs = await connecter(db, agents[1]!, portail.horloge.now());
  await sql`delete from ouvertures where jour = ${FERIE}`.execute(db);
  await sql`update enfants set nom = '=1+1' where id = ${commune.familles[1]!.enfantId}`.execute(
    db,
  );
  const { rows } = await sql<{ compte: number }>`
    with c as (insert into comptes (identifiant, cree_le) values ('lecture', '2026-01-01') returning id)
    insert into agents (compte_id, prenom, nom, role, cree_le)
    select id, 'Élu', 'LECTEUR', 'lecture', '2026-01-01' from c returning compte_id as compte`.execute(
    db,
  );
  lecture = await connecter(db, rows[0]!.compte, portail.horloge.now());
});
afterAll(() => portail.fermer());

const ouvrir = (chemin: string, cookie = guichet) => portail.visiter('GET', chemin, { cookie });
const liste = (question = '') => `/agent/listes/${commune.matin}/${MERCREDI}${question}`;
const cellules = (ligne: string) =>
  [...ligne.matchAll(/<td[^>]*class="n"[^>]*>(?:<b>)?([^<]*)/g)].map((m) => m[1]);

describe('Les listes du jour', () => {
  test('comptent les attendus, ceux à décider et ceux qui attendent une place, en peu d’ordres', async () => {
    portail.requetes.length = 0;
    const { body } = await ouvrir(`/agent/listes?jour=${MERCREDI}`);
    expect(portail.requetes.length).toBeLessThanOrEqual(3);
    const ligne = /MERCREDIS, Matin[\s\S]*?<\/tr>/.exec(body)?.[0] ?? '';
    expect(cellules(ligne)).toEqual(['2', '1', '1']);
  });

  test('la semaine donne ses jours ouverts, en autant d’ordres', async () => {
    portail.requetes.length = 0;
    const { body } = await ouvrir(`/agent/listes?jour=${MERCREDI}&sur=semaine`);
    expect(portail.requetes.length).toBeLessThanOrEqual(3);
    const ligne = /MERCREDIS, Matin[\s\S]*?<\/tr>/.exec(body)?.[0] ?? '';
    expect(cellules(ligne)).toEqual(['2']);
  });

  test('un jour sans accueil le dit ; un jour fermé dit pourquoi, au lieu de compter zéro', async () => {
    expect((await ouvrir('/agent/listes?jour=2026-11-21')).body).toContain('Rien n’ouvre');
    const { body } = await ouvrir(`/agent/listes?jour=${FERIE}`);
    expect(body).toContain('fermé : Armistice 1918');
    const { body: page } = await ouvrir(`/agent/listes/${commune.matin}/${FERIE}`);
    expect(page).toContain('fermé : Armistice 1918');
    expect(page).not.toContain('liste.xlsx');
  });

  test('l’agent d’une autre structure n’y voit rien', async () => {
    expect((await ouvrir(`/agent/listes?jour=${MERCREDI}`, ailleurs)).body).not.toContain(
      'MERCREDIS',
    );
    for (const fin of ['', '/liste.csv', '/liste.xlsx'])
      expect((await ouvrir(liste(fin), ailleurs)).statusCode).toBe(404);
    for (const faux of ['/agent/listes/1/demain', `/agent/listes/9999/${MERCREDI}`])
      expect((await ouvrir(faux)).statusCode).toBe(404);
    const { rows } = await sql`select from journal where verbe = 'exporter_liste'`.execute(
      portail.services.db,
    );
    expect(rows).toHaveLength(0);
  });
});

describe('Une liste', () => {
  test('ne nomme que les attendus, leur repas et qui appeler, et n’exécute rien', async () => {
    portail.requetes.length = 0;
    const { body } = await ouvrir(liste());
    expect(portail.requetes.length).toBeLessThanOrEqual(5);
    expect(body).toContain('2 enfants attendus');
    expect(body).toContain('Panier-repas');
    expect(body).toContain('Sans porc');
    expect(body).toContain('06 12 34 56 78');
    expect(body).not.toContain('<script>alert');
  });

  test('par régime, a une page par régime, avec son titre', async () => {
    const { body } = await ouvrir(liste('?par=regime'));
    const pages = [...body.matchAll(/<section class="feuillet"[^>]*aria-label="([^"]*)"/g)];
    expect(pages.map((p) => p[1])).toEqual(['Panier-repas', 'Sans porc']);
    expect(body).toContain('Sans porc : 1 enfant');
    expect(body.match(/<p class="imprime-seul">MERCREDIS, Matin, mercredi 18/g)).toHaveLength(1);
  });

  test('qui n’a pas à connaître un PAI ne lit aucun panier-repas, ni ici ni en fichier', async () => {
    for (const fin of ['?par=regime', '/liste.csv']) {
      const { body } = await ouvrir(liste(fin), lecture);
      expect(body).toContain('Sans porc');
      expect(body).not.toContain('Panier-repas');
    }
  });

  test('sur la semaine, dit les jours de chacun', async () => {
    portail.requetes.length = 0;
    const { body } = await ouvrir(liste('?sur=semaine&par=classe'));
    expect(portail.requetes.length).toBeLessThanOrEqual(5);
    expect(body).toContain('semaine du lundi 16 novembre au dimanche 22 novembre 2026');
    expect(body.match(/>attendu</g)).toHaveLength(2);
  });
});

describe('Le fichier d’une liste', () => {
  test('en CSV, dit la même chose qu’à l’écran, et le journal dit qui l’a pris', async () => {
    const reponse = await ouvrir(`${liste('/liste.csv')}?par=regime`);
    expect(reponse.headers['content-disposition']).toContain(`liste-${MERCREDI}.csv`);
    const lignes = reponse.body.trim().split('\r\n');
    expect(lignes).toHaveLength(3);
    expect(lignes[0]).toContain('Liste;Nom;Prénom');
    expect(lignes[0]).toContain(';18/11/2026;Contacts');
    expect(lignes[1]).toContain('Panier-repas;1;');
    const { rows } = await sql<{ phrase: string; sujets: string[] }>`
      select phrase, sujets from journal where verbe = 'exporter_liste' order by id desc limit 1`.execute(
      portail.services.db,
    );
    expect(rows[0]?.phrase).toContain(
      'a téléchargé la liste MERCREDIS, Matin du mercredi 18 novembre (2 enfants).',
    );
    expect(rows[0]?.sujets).toEqual([`activite:${commune.activiteId}`]);
  });

  test('en classeur, un onglet par page, et un nom piégé reste un texte', async () => {
    const reponse = await ouvrir(`${liste('/liste.xlsx')}?par=regime`);
    expect(reponse.headers['content-type']).toContain('spreadsheetml');
    const fichiers = unzipSync(reponse.rawPayload);
    const lire = (nom: string) => Buffer.from(fichiers[nom] ?? []).toString('utf8');
    expect(lire('xl/workbook.xml')).toMatch(/name="Panier-repas"[\s\S]*name="Sans porc"/);
    const tout = Object.keys(fichiers).map(lire).join('');
    expect(tout).toContain('=1+1');
    expect(tout).not.toMatch(/<f[ >]|<script>/);
  });
});
