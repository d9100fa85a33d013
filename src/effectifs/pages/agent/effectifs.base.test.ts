import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { renoncer, servir } from '../../../../test/cantine.ts';
import { connecter, DECOR, poserDecor } from '../../../../test/decor.ts';
import { ouvrirPortail, type Portail } from '../../../../test/portail.ts';
import { arreterLesEffectifs } from '../../actions/arreter.ts';

const MARDI = '2026-11-17';
const JEUDI = '2026-11-19';

let portail: Portail;
const cookies: Record<string, string> = {};

async function ajouterAgent(role: string, structure: number | null): Promise<string> {
  const { db } = portail.services;
  const { rows } = await sql<{ compte: number; agent: number }>`
    with c as (insert into comptes (identifiant, cree_le) values (${`${role}${structure}`}, '2026-01-01')
      returning id)
    insert into agents (compte_id, prenom, nom, role, cree_le)
    select id, 'Ana', ${role}, ${role}, '2026-01-01' from c
    returning compte_id as compte, id as agent`.execute(db);
  const { compte, agent } = rows[0]!;
  if (structure !== null)
    await sql`insert into agents_structures values (${agent}, ${structure})`.execute(db);
  return connecter(db, compte, portail.horloge.now());
}

beforeAll(async () => {
  portail = await ouvrirPortail();
  const { db } = portail.services;
  await poserDecor(db);
  await sql`insert into structures (nom, courriel) values ('Ailleurs', 'a@saint-aubin.test')`.execute(
    db,
  );
  cookies.directeur = await ajouterAgent('directeur', 1);
  cookies.animateur = await ajouterAgent('animateur', 1);
  cookies.ailleurs = await ajouterAgent('directeur', 2);
  cookies.lecture = await ajouterAgent('lecture', null);
  const leo = await servir(db, DECOR.leo, MARDI);
  await servir(db, DECOR.ines, MARDI);
  await servir(db, DECOR.leo, JEUDI);
  await sql`insert into paniers_repas (enfant_id, du) values (${DECOR.ines}, '2026-09-01')`.execute(
    db,
  );
  await arreterLesEffectifs(portail.services);
  await renoncer(db, leo, portail.horloge.now());
  await servir(db, DECOR.tom, MARDI, { horsDelai: true, le: portail.horloge.now() });
});
afterAll(() => portail.fermer());

const ouvrir = (chemin: string, cookie = cookies.directeur ?? '') =>
  portail.visiter('GET', chemin, { cookie });
const mardi = `/agent/effectifs?jour=${MARDI}`;

describe('Les effectifs de cuisine', () => {
  test('disent le nombre arrêté et l’additif, en peu d’ordres, sans rien exécuter', async () => {
    await ouvrir(mardi);
    portail.requetes.length = 0;
    const { body } = await ouvrir(mardi);
    expect(portail.requetes.length).toBeLessThanOrEqual(7);
    expect(body).toContain('1 repas à préparer');
    expect(body).toContain('Panier-repas, rien à préparer');
    expect(body).toMatch(/MARTIN Léo[\s\S]*?−1 Repas ordinaire[\s\S]*?annulée par la famille/);
    expect(body).toMatch(/Tom[\s\S]*?\+1 Repas ordinaire[\s\S]*?inscription tardive/);
    expect(body).not.toContain('<script>alert');
  });

  test('un jour pas encore arrêté dit quand il le sera', async () => {
    portail.requetes.length = 0;
    const { body } = await ouvrir(`/agent/effectifs?jour=${JEUDI}`);
    expect(portail.requetes.length).toBeLessThanOrEqual(5);
    expect(body).toContain('1 enfant attendu');
    expect(body).toMatch(/s’arrêtera mercredi 18 novembre à 9.h/);
  });

  test('un jour de grève dit « fermé » et pourquoi, au lieu de zéro', async () => {
    const { db } = portail.services;
    await sql`
      with d as (insert into declarations (genre, decision, facturation, motif, etat, cle_unique,
          creee_le, creee_par, confirmee_le, confirmee_par, envoi_le)
        values ('greve', 'annuler', 'aucune', 'Grève.', 'prete', gen_random_uuid(),
          '2026-11-16', 1, '2026-11-16', 1, '2026-11-16') returning id)
      insert into declarations_jours select id, ${DECOR.repas}, '2026-11-20' from d`.execute(db);
    const { body } = await ouvrir('/agent/effectifs?jour=2026-11-20');
    expect(body).toContain('Fermé : grève.');
    expect(body).not.toContain('Aucun enfant attendu');
  });

  test('un jour sans repas le dit', async () => {
    expect((await ouvrir('/agent/effectifs?jour=2026-11-21')).body).toContain('Aucun repas');
  });

  test('qui n’a pas à connaître un PAI ne lit aucun panier-repas', async () => {
    expect((await ouvrir(mardi, cookies.animateur)).body).toContain('Panier-repas');
    const { body } = await ouvrir(mardi, cookies.lecture);
    expect(body).toContain('1 repas à préparer');
    expect(body).not.toContain('Panier-repas');
  });

  test('l’agent d’une autre structure n’y voit rien', async () => {
    expect((await ouvrir(mardi, cookies.ailleurs)).body).not.toContain('CANTINE');
    const fichier = `/agent/effectifs/effectifs.csv?jour=${MARDI}`;
    expect((await ouvrir(fichier, cookies.ailleurs)).statusCode).toBe(404);
  });

  test('le fichier porte des nombres, et le journal dit qui l’a pris', async () => {
    const { body, headers } = await ouvrir(`/agent/effectifs/effectifs.csv?jour=${MARDI}`);
    expect(headers['content-disposition']).toContain(`effectifs-${MARDI}.csv`);
    expect(body).toContain('17/11/2026;CANTINE JULES-FERRY;Repas;École Jules-Ferry;');
    expect(body).not.toMatch(/Léo|MARTIN|Panier/);
    const { rows } = await sql<{ phrase: string }>`
      select phrase from journal where verbe = 'telecharger_effectifs'`.execute(
      portail.services.db,
    );
    expect(rows.map((r) => r.phrase)).toEqual([
      'Ana directeur a téléchargé les effectifs de cuisine du mardi 17 novembre.',
    ]);
  });
});

describe('Régler la cuisine', () => {
  const adresse = `/agent/activites/${DECOR.cantine}/cuisine`;
  const envoyer = (corps: string, cookie = cookies.directeur ?? '') =>
    portail.visiter('POST', adresse, { cookie, corps });

  test('la cantine sert d’office son repas ; l’enregistrer deux fois ne se note qu’une', async () => {
    portail.requetes.length = 0;
    const { body } = await ouvrir(adresse);
    expect(portail.requetes.length).toBeLessThanOrEqual(3);
    expect(body).toMatch(/name="prestation" value="3" checked/);
    const corps = 'courriels=cuisine%40ville.test&heure=08%3A30&prestation=3&prestation=1';
    for (let fois = 0; fois < 2; fois++) expect((await envoyer(corps)).statusCode).toBe(303);
    const { rows } = await sql<{ phrase: string }>`
      select phrase from journal where verbe = 'regler_cuisine'`.execute(portail.services.db);
    expect(rows.map((r) => r.phrase)).toEqual([
      'Effectifs de cuisine : cuisine@ville.test ; additif à 08:30 ; Repas (avant : sans courriel ; additif à 09:00 ; Repas).',
    ]);
  });

  test('une adresse fausse revient avec ce qui était tapé', async () => {
    const { statusCode, body } = await envoyer('courriels=cuisine&heure=08%3A30');
    expect(statusCode).toBe(422);
    expect(body).toContain('n’est pas une adresse');
    expect(body).toContain('cuisine</textarea>');
  });

  test('l’animateur ne l’ouvre pas, ni le directeur d’ailleurs', async () => {
    for (const cookie of [cookies.animateur, cookies.ailleurs, cookies.lecture]) {
      expect((await ouvrir(adresse, cookie)).statusCode).toBe(404);
      expect((await envoyer('heure=08%3A30', cookie)).statusCode).toBe(404);
    }
  });
});
