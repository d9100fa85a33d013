import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ajouterAgent } from '../../test/comptes.ts';
import { connecter, poserDecor } from '../../test/decor.ts';
import { ouvrirPortail, type Portail } from '../../test/portail.ts';
import { passerEnClasseSuperieure } from './actions/passage.ts';

const PAGE = '/agent/ecoles/1/passage';
const VERS = '2027-2028';

let portail: Portail;
let cookie: string;
let compteId: number;
beforeAll(async () => {
  portail = await ouvrirPortail();
  const { db } = portail.services;
  await poserDecor(db);
  // Léo et Tom sont en CE1, Inès en MS ; l'école a aussi GS, CE2 A et CE2 B.
  await sql`insert into classes (ecole_id, nom, niveau) values
    (1, 'GS', 'GS'), (1, 'CE2 A', 'CE2'), (1, 'CE2 B', 'CE2'), (2, 'CM1', 'CM1')`.execute(db);
  compteId = await ajouterAgent(portail);
  cookie = await connecter(db, compteId, portail.horloge.now());
});
afterAll(() => portail.fermer());
beforeEach(async () => {
  const { db } = portail.services;
  await sql`delete from passages_de_classe`.execute(db);
  await sql`delete from scolarites where annee_scolaire >= ${VERS}`.execute(db);
  await sql`delete from journal`.execute(db);
});

const [GS, CE2A, CE2B, CM1] = [3, 4, 5, 6];
const [MS_GS, CE1_CE2] = ['groupe-2-MS-GS', 'groupe-1-CE1-CE2'];

const lire = () => portail.visiter('GET', PAGE, { cookie });
const envoyer = (champs: Record<string, string | number>, ou = PAGE) =>
  portail.visiter('POST', ou, {
    cookie,
    corps: new URLSearchParams(
      Object.entries({ vers: VERS, ...champs }).map(([n, v]) => [n, `${v}`]),
    ),
  });

/** Revoit l'aperçu de ces choix, puis les confirme : ce que fait la page. */
async function passer(choix: Record<string, string | number>) {
  const { body } = await envoyer({ ...choix, geste: 'apercu' });
  const vu = /name="vu" value="([^"]*)"/.exec(body)?.[1] ?? '';
  return { vu, reponse: await envoyer({ ...choix, vu, geste: 'passer' }) };
}

async function scolarites(annee = VERS): Promise<[number, number][]> {
  const { rows } = await sql<{ enfant: number; classe: number }>`
    select enfant_id as enfant, classe_id as classe from scolarites
    where annee_scolaire = ${annee} order by 1`.execute(portail.services.db);
  return rows.map((r) => [r.enfant, r.classe]);
}

async function numeroDuPassage(): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    select max(id) as id from passages_de_classe`.execute(portail.services.db);
  return rows[0]?.id ?? 0;
}

const defaire = async (passage?: number) =>
  envoyer({ passage: passage ?? (await numeroDuPassage()) }, `${PAGE}/retrait`);

async function journal(sujet: string): Promise<string[]> {
  const { rows } = await sql<{ phrase: string }>`
    select phrase from journal where sujets @> array[${sujet}] order by id`.execute(
    portail.services.db,
  );
  return rows.map((r) => r.phrase);
}

describe('l’aperçu', () => {
  test('propose la suite de chaque classe, n’écrit rien, en peu d’ordres SQL', async () => {
    await lire();
    portail.requetes.length = 0;
    const { statusCode, body } = await lire();
    expect([statusCode, body.match(/<h1[ >]/g)?.length]).toEqual([200, 1]);
    expect(portail.requetes.length).toBeLessThanOrEqual(7);
    expect(body).toContain('de 2026-2027 à 2027-2028');
    expect(body).toContain('Plusieurs classes de CE2 : choisissez');
    expect(body).toContain('Faire passer 1 enfant');
    expect(body).toContain('2 enfants restent à placer');
    expect(body).not.toContain('<script>alert(1)');
    expect(await scolarites()).toEqual([]);
  });

  test('un choix changé depuis l’aperçu le montre de nouveau, sans rien écrire', async () => {
    const { vu } = await passer({ [MS_GS]: '' });
    const { statusCode, body } = await envoyer({ [CE1_CE2]: CE2A, vu, geste: 'passer' });
    expect([statusCode, body.includes('Vos choix ont changé')]).toEqual([200, true]);
    expect(body).toContain('Faire passer 2 enfants');
    expect(await scolarites()).toEqual([]);
  });

  test('confirmer sans qu’aucun enfant ne passe garde les choix et dit quoi faire', async () => {
    const { statusCode, body } = await envoyer({ [CE1_CE2]: 'sortie', geste: 'passer' });
    expect([statusCode, body.includes('choisissez au moins une classe')]).toEqual([422, true]);
    expect(body).toContain('<option value="sortie" selected>');
  });

  test('un enfant de l’âge de l’école sans classe est montré, et n’y entre que par un choix', async () => {
    const { db } = portail.services;
    await sql`insert into enfants (famille_id, prenom, nom, ne_le, cree_le)
      values (2, 'Zoé', 'PETIT', '2023-02-01', '2026-10-01'),
        (2, 'Trop jeune', 'PETIT', '2025-02-01', '2026-10-01')`.execute(db);
    const { rows } = await sql<{ id: number }>`select id from enfants where prenom = 'Zoé'`.execute(
      db,
    );
    const zoe = rows[0]?.id ?? 0;
    expect((await lire()).body).toContain('Sans classe connue : 1 enfant');
    await passer({ [MS_GS]: GS, [`enfant-${zoe}`]: GS });
    expect(await scolarites()).toEqual([
      [2, GS],
      [zoe, GS],
    ]);
    await sql`delete from enfants where prenom in ('Zoé', 'Trop jeune')`.execute(db);
  });
});

describe('faire passer', () => {
  test('chacun va où l’aperçu le dit ; l’école et chaque famille le lisent', async () => {
    const { reponse } = await passer({ [MS_GS]: GS, [CE1_CE2]: CE2A, 'enfant-3': CE2B });
    expect([reponse.statusCode, reponse.headers.location]).toEqual([303, `${PAGE}?vers=${VERS}`]);
    expect(await scolarites()).toEqual([
      [1, CE2A],
      [2, GS],
      [3, CE2B],
    ]);
    expect(await journal('ecole:1')).toEqual([
      'Nadia Benali a fait passer 3 enfants de « École Jules-Ferry » en 2027-2028.',
    ]);
    const [phrase] = await journal('famille:1');
    expect(phrase).toContain('Léo sera en CE2 A, École Jules-Ferry');
    expect(phrase).toContain('Inès sera en GS');
    expect((await lire()).body).toContain('Tous les enfants de l’école ont leur classe');
  });

  test('le double-clic n’écrit qu’une fois, même à la fois', async () => {
    const choix = { [MS_GS]: GS, [CE1_CE2]: CE2A };
    const { body } = await envoyer({ ...choix, geste: 'apercu' });
    const vu = /name="vu" value="([^"]*)"/.exec(body)?.[1] ?? '';
    const clic = () => envoyer({ ...choix, vu, geste: 'passer' });
    const deux = await Promise.all([clic(), clic()]);
    expect([...deux, await clic()].map((r) => r.statusCode)).toEqual([303, 303, 303]);
    expect(await scolarites()).toHaveLength(3);
    const { rows } = await sql`select from passages_de_classe`.execute(portail.services.db);
    expect([rows.length, (await journal('famille:1')).length]).toEqual([1, 1]);
  });

  test('qui a déjà sa classe la garde ; une classe fermée cette année-là ne se choisit pas', async () => {
    const { db } = portail.services;
    await sql`insert into scolarites values (1, ${VERS}, ${CM1})`.execute(db);
    await sql`update classes set derniere_annee = '2026-2027' where id = ${CE2B}`.execute(db);
    await passer({ [CE1_CE2]: CE2A, [MS_GS]: CE2B });
    expect(await scolarites()).toEqual([
      [1, CM1],
      [3, CE2A],
    ]);
    await sql`update classes set derniere_annee = null where id = ${CE2B}`.execute(db);
  });

  test('mille enfants passent dans autant d’ordres SQL que deux', async () => {
    const { services, requetes } = portail;
    const { db } = services;
    await sql`insert into enfants (famille_id, prenom, nom, ne_le, cree_le)
      select 2, 'Enfant ' || n, 'NOMBREUX', '2018-06-01', '2026-08-01'
      from generate_series(1, 1000) n`.execute(db);
    await sql`insert into scolarites select id, '2026-2027', 1 from enfants where nom = 'NOMBREUX'`.execute(
      db,
    );
    requetes.length = 0;
    const debut = performance.now();
    const nombre = await passerEnClasseSuperieure(services, {
      ecoleId: 1,
      vers: VERS,
      choisis: { groupes: new Map([['1-CE1-CE2', CE2A]]), enfants: new Map() },
      acteur: { compteId, nom: 'Nadia Benali' },
    });
    expect(nombre).toBe(1002);
    expect(performance.now() - debut).toBeLessThan(5_000);
    expect(requetes.filter((r) => /^\s*(insert|with)/i.test(r))).toHaveLength(4);
    expect((await defaire()).statusCode).toBe(303);
    expect(await scolarites()).toEqual([]);
    await sql`delete from enfants where nom = 'NOMBREUX'`.execute(db);
  });
});

describe('défaire', () => {
  test('rend tout comme avant, une fois, et la famille le lit', async () => {
    await passer({ [MS_GS]: GS, [CE1_CE2]: CE2A });
    expect((await defaire()).statusCode).toBe(303);
    expect((await defaire()).statusCode).toBe(303);
    expect(await scolarites()).toEqual([]);
    expect(await journal('famille:2')).toHaveLength(2);
    expect((await lire()).body).toContain('Faire passer 1 enfant');
    await passer({ [MS_GS]: GS });
    expect(await scolarites()).toEqual([[2, GS]]);
  });

  test('garde la classe changée depuis et celle dont dépendent des jours réservés, et dit pourquoi', async () => {
    const { db } = portail.services;
    await passer({ [MS_GS]: GS, [CE1_CE2]: CE2A });
    await sql`update scolarites set classe_id = ${CM1} where enfant_id = 1
      and annee_scolaire = ${VERS}`.execute(db);
    await sql`with d as (insert into demandes (enfant_id, activite_id, periode_id, compte_id,
          origine, cle_unique, recue_le)
        values (2, 1, 1, 1, 'portail', gen_random_uuid(), '2027-06-02') returning id)
      insert into reservations (demande_id, enfant_id, prestation_id, jour, etat, origine, creee_le)
      select id, 2, 1, '2027-09-07', 'demandee', 'portail', '2027-06-02' from d`.execute(db);
    await defaire();
    expect(await scolarites()).toEqual([
      [1, CM1],
      [2, GS],
    ]);
    const { body } = await lire();
    expect(body).toContain('Léo MARTIN : sa classe a changé depuis');
    expect(body).toContain('Inès MARTIN : des jours sont déjà réservés en 2027-2028');
    await sql`delete from reservations`.execute(db);
    await sql`delete from demandes`.execute(db);
  });

  test('ne se défait pas par une autre école', async () => {
    await passer({ [MS_GS]: GS });
    const champs = { passage: await numeroDuPassage() };
    const ailleurs = await envoyer(champs, '/agent/ecoles/2/passage/retrait');
    expect([ailleurs.statusCode, await scolarites()]).toEqual([404, [[2, GS]]]);
  });
});

test('une année qui n’est ni celle-ci ni la prochaine, une école inconnue : introuvables', async () => {
  for (const chemin of [`${PAGE}?vers=2030-2031`, `${PAGE}?vers=x`, '/agent/ecoles/99/passage'])
    expect((await portail.visiter('GET', chemin, { cookie })).statusCode).toBe(404);
});

test('personne d’autre que l’administrateur de toutes les structures n’y touche', async () => {
  const { db } = portail.services;
  for (const role of ['guichet', 'directeur', 'animateur', 'regisseur', 'lecture']) {
    await sql`update agents set role = ${role}`.execute(db);
    const statuts = [await lire(), await envoyer({ geste: 'passer' }), await defaire(1)];
    expect([role, ...statuts.map((r) => r.statusCode)]).toEqual([role, 404, 404, 404]);
  }
  await sql`update agents set role = 'administrateur'`.execute(db);
  await sql`insert into agents_structures select id, 1 from agents`.execute(db);
  expect((await lire()).statusCode).toBe(404);
  await sql`delete from agents_structures`.execute(db);
});
