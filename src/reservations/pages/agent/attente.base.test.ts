import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connecter } from '../../../../test/decor.ts';
import { type Gestes, gestesDe } from '../../../../test/gestes.ts';
import { type PetiteCommune, petiteCommune } from '../../../../test/petite-commune.ts';
import { petiteRegie } from '../../../../test/petite-regie.ts';
import { ouvrirPortail, type Portail } from '../../../../test/portail.ts';

const MERCREDI = '2026-11-25';

let portail: Portail;
let commune: PetiteCommune;
let gestes: Gestes;
let administrateur = '';
let ailleurs = '';
let parent = '';

beforeAll(async () => {
  portail = await ouvrirPortail();
  const { db } = portail.services;
  commune = await petiteCommune(db, { places: 1, familles: 4 });
  gestes = gestesDe(portail, commune);
  const { agents } = await petiteRegie(portail, commune);
  await sql`update agents set role = 'administrateur'`.execute(db);
  await sql`
    with s as (insert into structures (nom, courriel) values ('Ailleurs', 'ailleurs@test.test') returning id)
    insert into agents_structures (agent_id, structure_id)
    select a.id, s.id from agents a, s where a.compte_id = ${agents[1]!}`.execute(db);
  await sql`update enfants set nom = ${`<script>alert(1)</script> O'Brien & "fils"`}
    where id = ${gestes.famille(1).enfantId}`.execute(db);
  for (const qui of [0, 1, 2])
    await gestes.demander(qui, [{ prestationId: commune.matin, jour: MERCREDI }]);
  const maintenant = portail.horloge.now();
  administrateur = await connecter(db, agents[2]!, maintenant);
  ailleurs = await connecter(db, agents[1]!, maintenant);
  parent = await connecter(db, gestes.famille(2).acteur.compteId, maintenant);
});
afterAll(() => portail.fermer());

const reglage = () => `/agent/activites/${commune.activiteId}/liste-attente`;
const file = () => `/agent/attente/${commune.activiteId}/${MERCREDI}`;

async function ouvrir(chemin: string, cookie = administrateur) {
  const reponse = await portail.visiter('GET', chemin, { cookie });
  return { ...reponse, body: reponse.body.replaceAll('\u00a0', ' ') };
}

function envoyer(chemin: string, corps: Record<string, string>, cookie = administrateur) {
  return portail.visiter('POST', chemin, { cookie, corps: new URLSearchParams(corps) });
}

async function journal(): Promise<string[]> {
  const { rows } = await sql<{ phrase: string }>`
    select phrase from journal where verbe in ('changer_liste_attente', 'constater_emploi')
    order by id`.execute(portail.services.db);
  return rows.map((r) => r.phrase.replaceAll('\u00a0', ' '));
}

describe('Régler la liste d’attente', () => {
  test('choisit des critères dans l’ordre ; le journal dit ce qui était ; deux fois égale une', async () => {
    const choix = { critere1: 'residence', critere2: 'emploi', critere3: '', heures: '48' };
    for (let i = 0; i < 2; i++) {
      const { statusCode } = await envoyer(reglage(), choix);
      expect(statusCode).toBe(303);
    }
    expect(await journal()).toEqual([
      'Liste d’attente : habite la commune, puis parents en emploi, puis l’ordre d’arrivée ; 48 h pour répondre (avant : l’ordre d’arrivée ; 48 h pour répondre).',
    ]);
    portail.requetes.length = 0;
    const { body } = await ouvrir(reglage());
    expect(portail.requetes.length).toBeLessThanOrEqual(3);
    expect(body).toContain('habite la commune, puis parents en emploi, puis l’ordre d’arrivée');
  });

  test('le même critère deux fois : la page dit pourquoi et garde le choix', async () => {
    const { statusCode, body } = await envoyer(reglage(), {
      critere1: 'fratrie',
      critere2: 'fratrie',
      heures: '24',
    });
    expect(statusCode).toBe(422);
    expect(body).toContain('Chaque critère ne sert qu’une fois.');
    expect(body.match(/<option[^>]*value="fratrie"[^>]*selected/g)).toHaveLength(2);
  });

  test('une heure pour répondre est trop peu : la page le dit et garde la saisie', async () => {
    const { statusCode, body } = await envoyer(reglage(), { heures: '1', fratries: 'oui' });
    expect(statusCode).toBe(422);
    expect(body).toContain('entre 2 et 336');
    expect(body).toMatch(/name="heures"[^>]*value="1"|value="1"[^>]*name="heures"/);
  });

  test('une cantine lit la loi, et rien ne change', async () => {
    await sql`update activites set genre = 'cantine', criteres_attente = '{}'`.execute(
      portail.services.db,
    );
    const { statusCode, body } = await envoyer(reglage(), { critere1: 'emploi', heures: '48' });
    expect(statusCode).toBe(422);
    expect(body).toContain('L. 131-13');
    await sql`update activites set genre = 'mercredi', criteres_attente = '{emploi}'`.execute(
      portail.services.db,
    );
  });

  test('un agent d’une autre structure ne la trouve pas', async () => {
    expect((await ouvrir(reglage(), ailleurs)).statusCode).toBe(404);
    expect((await envoyer(reglage(), { critere1: 'fratrie' }, ailleurs)).statusCode).toBe(404);
  });
});

describe('La file d’un jour', () => {
  test('montre chacun à son rang, pourquoi, en peu d’ordres, et n’exécute rien', async () => {
    portail.requetes.length = 0;
    const { body } = await ouvrir(file());
    expect(portail.requetes.length).toBeLessThanOrEqual(4);
    expect(body).toContain('1er : sans priorité, demande du lundi 16 novembre à 10 h');
    expect(body).not.toContain('<script>alert');
    expect((await ouvrir('/agent/attente')).body).toContain(file());
  });

  test('un justificatif d’emploi vu fait passer devant ; retiré, l’ordre revient', async () => {
    const [famille] = gestes.famille(2).familles;
    for (let i = 0; i < 2; i++) await envoyer(file(), { famille: String(famille), geste: 'vu' });
    expect((await journal()).at(-1)).toBe(
      'Justificatif d’emploi des deux parents vu : il vaut jusqu’au mardi 31 août 2027.',
    );
    expect((await ouvrir(file())).body).toContain('1er : parents en emploi, demande du');
    const { id } = (await gestes.lignes()).find((l) => l.enfant === gestes.famille(2).enfantId)!;
    const page = await ouvrir(`/famille/reservations/${id}`, parent);
    expect(page.body).toContain('1er : parents en emploi, demande du lundi 16 novembre à 10 h');
    await envoyer(file(), { famille: String(famille), geste: 'retirer' });
    expect((await ouvrir(file())).body).not.toContain('1er : parents en emploi');
    expect(await journal()).toHaveLength(3);
  });

  test('un agent d’ailleurs n’en voit rien et n’y change rien', async () => {
    expect((await ouvrir(file(), ailleurs)).statusCode).toBe(404);
    expect((await ouvrir('/agent/attente', ailleurs)).body).toContain('Personne n’attend');
    const [famille] = gestes.famille(2).familles;
    const { statusCode } = await envoyer(
      file(),
      { famille: String(famille), geste: 'vu' },
      ailleurs,
    );
    expect(statusCode).toBe(404);
  });

  test('on ne constate rien d’une famille qui n’attend pas ici', async () => {
    const [famille] = gestes.famille(3).familles;
    const { statusCode } = await envoyer(file(), { famille: String(famille), geste: 'vu' });
    expect(statusCode).toBe(404);
  });

  test('une place libre se propose d’un bouton ; la file montre alors jusqu’à quand', async () => {
    const { db } = portail.services;
    expect((await ouvrir(file())).body).not.toContain('Proposer la place');
    await sql`update places set places = 2 where jour = ${MERCREDI}`.execute(db);
    expect((await ouvrir(file())).body).toContain('Proposer la place');
    const { id } = (await gestes.lignes()).find((l) => l.enfant === gestes.famille(1).enfantId)!;
    for (let i = 0; i < 2; i++)
      expect((await envoyer(file(), { reservation: String(id) })).statusCode).toBe(303);
    expect((await ouvrir(file())).body).toContain('Places proposées, en attente de réponse');
    const { id: autre } = (await gestes.lignes()).find(
      (l) => l.enfant === gestes.famille(2).enfantId,
    )!;
    const complet = await envoyer(file(), { reservation: String(autre) });
    expect(complet.statusCode).toBe(422);
    expect(complet.body).toContain('Il n’y a plus de place libre');
    expect((await envoyer(file(), { reservation: String(id) }, ailleurs)).statusCode).toBe(404);
  });
});
