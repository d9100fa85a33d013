import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { connecter } from '../../../../test/decor.ts';
import { type Gestes, gestesDe } from '../../../../test/gestes.ts';
import { lireOffres, listerAnomalies } from '../../../../test/offres.ts';
import { type PetiteCommune, petiteCommune } from '../../../../test/petite-commune.ts';
import { petiteRegie } from '../../../../test/petite-regie.ts';
import { ouvrirPortail, type Portail } from '../../../../test/portail.ts';
import { verifierCompteurs } from '../../../activites/requetes/places.ts';
import type { Db } from '../../../platform/db.ts';

const MERCREDI = '2026-12-09';

let portail: Portail;
let commune: PetiteCommune;
let gestes: Gestes;
let db: Db;
let directeur = '';
let guichet = '';
let ailleurs = '';
let salle = 0;

beforeEach(async () => {
  portail = await ouvrirPortail();
  db = portail.services.db;
  commune = await petiteCommune(db, { places: 2, familles: 5, listeAttente: 'offre' });
  gestes = gestesDe(portail, commune);
  const { agents } = await petiteRegie(portail, commune);
  const [a, b, c] = agents;
  await sql`update agents set role = case compte_id when ${a!} then 'directeur'
    when ${b!} then 'administrateur' else 'guichet' end`.execute(db);
  await sql`
    with s as (insert into structures (nom, courriel) values ('Ailleurs', 'ailleurs@test.test') returning id)
    insert into agents_structures (agent_id, structure_id)
    select ag.id, s.id from agents ag, s where ag.compte_id = ${b!}`.execute(db);
  salle = (await sql<{ id: number }>`select id from jauges where nom = 'Salle'`.execute(db))
    .rows[0]!.id;
  await sql`update jauges set nom = ${`Salle <script>alert(1)</script> O'Brien & "fils"`}
    where id = ${salle}`.execute(db);
  const maintenant = portail.horloge.now();
  directeur = await connecter(db, a!, maintenant);
  ailleurs = await connecter(db, b!, maintenant);
  guichet = await connecter(db, c!, maintenant);
});
afterEach(async () => {
  expect(await verifierCompteurs(db)).toEqual([]);
  expect(await listerAnomalies(db)).toEqual([]);
  await portail.fermer();
});

const demander = (qui: number) =>
  gestes.demander(qui, [{ prestationId: commune.matin, jour: MERCREDI }]);
const mur = `/agent/remplissage?jour=${MERCREDI}`;
const laCase = () => `/agent/remplissage/${salle}/${MERCREDI}`;

async function lire(chemin: string, cookie = directeur) {
  const reponse = await portail.visiter('GET', chemin, { cookie });
  return { ...reponse, body: reponse.body.replaceAll('\u00a0', ' ') };
}

function envoyer(chemin: string, corps: Record<string, string>, cookie = directeur) {
  return portail.visiter('POST', chemin, { cookie, corps: new URLSearchParams(corps) });
}

describe('Le mur', () => {
  test('dit en mots ce qui est pris, proposé, attendu, en un ordre pour tout le mur', async () => {
    for (const qui of [0, 1, 2, 3]) await demander(qui);
    const [premiere] = await gestes.lignes();
    await gestes.renoncer(
      commune.familles.findIndex((f) => f.enfantId === premiere!.enfant),
      premiere!.id,
    );
    for (const duree of ['semaine', 'mois']) {
      portail.requetes.length = 0;
      const { body, statusCode } = await lire(`${mur}&duree=${duree}`);
      expect(statusCode).toBe(200);
      expect(portail.requetes.length).toBeLessThanOrEqual(4);
      expect(body).toContain('1 / 2');
      expect(body).toContain('1 proposée');
      expect(body).toContain('1 attend');
      expect(body).toContain('complet');
      expect(body).not.toContain('<script>alert');
      expect(body).toContain(laCase());
    }
  });

  test('une semaine sans ouverture le dit ; une jauge sans limite aussi', async () => {
    expect((await lire('/agent/remplissage?jour=2026-12-24')).body).toContain('Rien n’ouvre');
    await sql`delete from places where jour = ${MERCREDI}`.execute(db);
    expect((await lire(mur)).body).toContain('sans limite');
  });

  test('chaque groupe d’âge a sa ligne : ses places, ou sans limite s’il n’est compté nulle part', async () => {
    await sql`
      with g as (insert into groupes (activite_id, nom, age_min, age_max, ordre) values
        (${commune.activiteId}, 'Petits', 0, 5, 1), (${commune.activiteId}, 'Grands', 6, 12, 2)
        returning id, nom)
      update jauges_prestations l set groupe_id = g.id from g
      where g.nom = 'Petits' and l.prestation_id = ${commune.matin}`.execute(db);
    await demander(0);
    const { body } = await lire(mur);
    const ligne = /MERCREDIS, Matin[\s\S]*?<\/tr>/.exec(body)?.[0] ?? '';
    expect(ligne).toContain('Grands');
    expect(ligne).toContain('<b>1</b>');
    expect(ligne).toContain('sans limite');
  });

  test('un jour déclaré en grève est fermé au mur', async () => {
    const [agent] = (await sql<{ id: number }>`select compte_id as id from agents`.execute(db))
      .rows;
    await sql`
      with d as (insert into declarations (genre, decision, facturation, motif, etat, cle_unique,
          creee_le, creee_par, confirmee_le, envoi_le)
        values ('greve', 'annuler', 'aucune', 'Grève', 'prete', gen_random_uuid(), '2026-11-16',
          ${agent!.id}, '2026-11-16', '2026-11-16') returning id)
      insert into declarations_jours select d.id, p.id, ${MERCREDI} from d, prestations p`.execute(
      db,
    );
    expect((await lire(mur)).body).toContain('Rien n’ouvre cette semaine');
  });

  test('un agent limité ne voit que ses structures', async () => {
    const { body } = await lire(mur, ailleurs);
    expect(body).not.toContain('Après-midi');
    expect((await lire(laCase(), ailleurs)).statusCode).toBe(404);
    expect((await envoyer(laCase(), { places: '9' }, ailleurs)).statusCode).toBe(404);
    expect((await envoyer(`${laCase()}/capacite`, { capacite: '9' }, ailleurs)).statusCode).toBe(
      404,
    );
  });
});

describe('Relever les places d’une case', () => {
  test('les places ajoutées vont à la file dans le même geste, une fois ; le journal le dit', async () => {
    for (const qui of [0, 1, 2, 3, 4]) await demander(qui);
    for (let i = 0; i < 2; i++)
      expect((await envoyer(laCase(), { places: '4', motif: '' })).statusCode).toBe(303);
    expect((await lireOffres(db)).map((o) => o.enfants)).toEqual([
      [gestes.famille(2).enfantId],
      [gestes.famille(3).enfantId],
    ]);
    expect(await gestes.prises(MERCREDI)).toEqual([4, 0]);
    const { rows } = await sql<{ phrase: string }>`
      select phrase from journal where verbe = 'relever_places'`.execute(db);
    expect(rows).toHaveLength(1);
    expect(rows[0]?.phrase).toContain('4 places (avant : 2).');
    const lettres = (await gestes.sujets()).filter((s) => s.includes('Une place pour Enfant'));
    expect(lettres).toHaveLength(2);
  });

  test('au-delà de la capacité, il faut un motif ; la page le dit et garde la saisie', async () => {
    expect((await envoyer(`${laCase()}/capacite`, { capacite: '3' })).statusCode).toBe(303);
    const refus = await envoyer(laCase(), { places: '4', motif: ' ' });
    expect(refus.statusCode).toBe(422);
    expect(refus.body).toContain('La capacité déclarée est de 3');
    expect(refus.body).toMatch(/name="places"[^>]*value="4"|value="4"[^>]*name="places"/);
    expect(
      (await envoyer(laCase(), { places: '4', motif: 'Un animateur de plus.' })).statusCode,
    ).toBe(303);
    expect((await lire(mur)).body).toContain('au-delà de la capacité');
    expect((await lire(laCase())).body).toContain('au-delà de la capacité');
    const { rows } = await sql<{ phrase: string }>`
      select phrase from journal where verbe in ('relever_places', 'declarer_capacite')
      order by id`.execute(db);
    expect(rows.map((r) => r.phrase)[1]).toContain('Motif : Un animateur de plus.');
  });

  test('pas sous ce qui est déjà pris, ni un jour fermé, ni des lettres', async () => {
    for (const qui of [0, 1]) await demander(qui);
    const sous = await envoyer(laCase(), { places: '1', motif: '' });
    expect(sous.statusCode).toBe(422);
    expect(sous.body).toContain('2 places sont déjà prises');
    const lettres = await envoyer(laCase(), { places: 'dix', motif: '' });
    expect(lettres.statusCode).toBe(422);
    const ferme = await envoyer(`/agent/remplissage/${salle}/2026-12-10`, { places: '5' });
    expect(ferme.statusCode).toBe(422);
    expect(ferme.body).toContain('Rien n’ouvre ce jour-là');
  });

  test('le guichet regarde, mais n’ajoute pas de places', async () => {
    expect((await lire(laCase(), guichet)).body).not.toContain('Fixer les places de ce jour');
    expect((await envoyer(laCase(), { places: '9' }, guichet)).statusCode).toBe(404);
    expect((await envoyer(`${laCase()}/capacite`, { capacite: '9' }, guichet)).statusCode).toBe(
      404,
    );
  });

  test('pendant que d’autres réservent, chaque place ajoutée n’a qu’un enfant', async () => {
    for (const qui of [0, 1, 2]) await demander(qui);
    await Promise.all([
      envoyer(laCase(), { places: '3', motif: '' }),
      demander(3),
      envoyer(laCase(), { places: '3', motif: '' }),
      demander(4),
    ]);
    expect((await lireOffres(db)).map((o) => o.enfants)).toEqual([[gestes.famille(2).enfantId]]);
    expect(await gestes.prises(MERCREDI)).toEqual([3, 0]);
  });
});
