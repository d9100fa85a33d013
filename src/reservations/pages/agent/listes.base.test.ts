import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connecter } from '../../../../test/decor.ts';
import { type PetiteCommune, petiteCommune } from '../../../../test/petite-commune.ts';
import { petiteRegie } from '../../../../test/petite-regie.ts';
import { ouvrirPortail, type Portail } from '../../../../test/portail.ts';

const MERCREDI = '2026-11-18';

let portail: Portail;
let commune: PetiteCommune;
let guichet = '';
let ailleurs = '';

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
});
afterAll(() => portail.fermer());

const ouvrir = (chemin: string, cookie = guichet) => portail.visiter('GET', chemin, { cookie });
const liste = () => `/agent/listes/${commune.matin}/${MERCREDI}`;

describe('Les listes du jour', () => {
  test('comptent les attendus, ceux à décider et ceux qui attendent une place, en peu d’ordres', async () => {
    portail.requetes.length = 0;
    const { body } = await ouvrir(`/agent/listes?jour=${MERCREDI}`);
    expect(portail.requetes.length).toBeLessThanOrEqual(3);
    const ligne = /MERCREDIS, Matin[\s\S]*?<\/tr>/.exec(body)?.[0] ?? '';
    expect([...ligne.matchAll(/<td[^>]*class="n"[^>]*>(?:<b>)?(\d+)/g)].map((m) => m[1])).toEqual([
      '2',
      '1',
      '1',
    ]);
  });

  test('un jour sans ouverture le dit', async () => {
    expect((await ouvrir('/agent/listes?jour=2026-11-21')).body).toContain(
      'Rien n’ouvre ce jour-là',
    );
  });

  test('la liste ne nomme que les attendus, leur repas et qui appeler, et n’exécute rien', async () => {
    portail.requetes.length = 0;
    const { body } = await ouvrir(liste());
    expect(portail.requetes.length).toBeLessThanOrEqual(5);
    expect(body).toContain('2 enfants attendus');
    expect(body).toContain('Panier-repas');
    const regimes = /Par régime alimentaire[\s\S]*?<\/table>/.exec(body)?.[0] ?? '';
    // L'autre apporte son panier : il n'y a pas de repas à lui servir.
    expect(regimes.match(/>(?:Repas ordinaire|Sans porc|\d)</g)).toEqual(['>Sans porc<', '>1<']);
    expect(body).toContain('06 12 34 56 78');
    expect(body).not.toContain('<script>alert');
  });

  test('le fichier dit la même chose, à un tableur', async () => {
    const reponse = await ouvrir(`${liste()}/liste.csv`);
    expect(reponse.headers['content-disposition']).toContain(`liste-${MERCREDI}.csv`);
    expect(reponse.body.trim().split('\r\n')).toHaveLength(3);
    expect(reponse.body).toContain('panier-repas');
  });

  test('l’agent d’une autre structure n’y voit rien', async () => {
    expect((await ouvrir(`/agent/listes?jour=${MERCREDI}`, ailleurs)).body).not.toContain(
      'MERCREDIS',
    );
    expect((await ouvrir(liste(), ailleurs)).statusCode).toBe(404);
    expect((await ouvrir(`${liste()}/liste.csv`, ailleurs)).statusCode).toBe(404);
    expect((await ouvrir('/agent/listes/1/demain')).statusCode).toBe(404);
  });
});
