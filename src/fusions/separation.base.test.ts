import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { connecter } from '../../test/decor.ts';
import {
  compterTout,
  type DeuxDossiers,
  ouvrirDeuxDossiers,
  souhait,
} from '../../test/dossiers-en-double.ts';
import { verifierCompteurs } from '../activites/requetes/places.ts';

let d: DeuxDossiers;
let pere: { id: number; compteId: number };
let tom: number;
beforeEach(async () => {
  d = await ouvrirDeuxDossiers();
  // Le parent de la troisième famille entre dans la première, avec un second enfant, Tom.
  const compteId = d.commune.familles[2]!.compteId;
  pere = { id: await d.adulte(compteId), compteId };
  await sql`update responsables set prenom = 'Karim', nom = 'Sari', adresse = '9 rue Secrète',
    code_postal = '45000', commune = 'Orléans' where id = ${pere.id}`.execute(d.db);
  await sql`delete from rattachements where responsable_id = ${pere.id}`.execute(d.db);
  await sql`insert into rattachements values (${d.ids.gardee}, ${pere.id}, 'pere', '2026-02-01')`.execute(
    d.db,
  );
  const { rows } = await sql<{ id: number }>`
    insert into enfants (famille_id, prenom, nom, ne_le, cree_le)
    values (${d.ids.gardee}, 'Tom', 'Sari', '2019-01-01', '2026-01-01') returning id`.execute(d.db);
  tom = rows[0]!.id;
});
afterEach(() => d.portail.fermer());

const adresse = () => `/agent/familles/${d.ids.gardee}/separation`;
const champs = (sorts: { zoe: string; tom: string }, cle: string = randomUUID()) =>
  new URLSearchParams({
    adulte: String(pere.id),
    cle,
    [`enfant_${d.ids.enfant}`]: sorts.zoe,
    [`enfant_${tom}`]: sorts.tom,
  });
const separer = (corps: URLSearchParams) =>
  d.portail.visiter('POST', adresse(), { cookie: d.agent, corps });
const famille = async (enfant: number) =>
  (await sql<{ f: number }>`select famille_id as f from enfants where id = ${enfant}`.execute(d.db))
    .rows[0]!.f;
const dossiersDe = async (adulte: number) =>
  (
    await sql<{ f: number }>`select famille_id as f from rattachements
      where responsable_id = ${adulte} order by 1`.execute(d.db)
  ).rows.map((r) => r.f);
const session = (compteId: number) => connecter(d.db, compteId, d.portail.horloge.now());

describe('séparer', () => {
  test('l’aperçu dit ce qui change pour chacun, et n’écrit rien', async () => {
    d.portail.requetes.length = 0;
    const { body } = await d.portail.visiter(
      'GET',
      `${adresse()}?${champs({ zoe: 'reste', tom: 'part' })}`,
      { cookie: d.agent },
    );
    expect(d.portail.requetes.length).toBeLessThanOrEqual(7);
    expect(body).toContain('Karim Sari aura son dossier, avec Tom');
    expect(body).toContain('ne verra plus Zoé');
    expect(await famille(tom)).toBe(d.ids.gardee);
  });

  test('l’enfant part avec ses réservations ; rien ne se perd ; chacun ne voit plus que les siens', async () => {
    await d.gestes.demander(0, [souhait(d.commune, 0)]);
    await sql`update reservations set enfant_id = ${tom}`.execute(d.db);
    await sql`update demandes set enfant_id = ${tom}`.execute(d.db);
    await d.gestes.demander(0, [souhait(d.commune, 1)]);
    await d.regie.facturer(0, [[1234]]);
    const avant = await compterTout(d.db);
    const { headers, statusCode } = await separer(champs({ zoe: 'reste', tom: 'part' }));
    expect(statusCode).toBe(303);
    const nouveau = await famille(tom);
    expect(headers.location).toBe(`/agent/familles/${nouveau}`);
    expect(nouveau).not.toBe(d.ids.gardee);
    expect(await famille(d.ids.enfant)).toBe(d.ids.gardee);
    expect(await dossiersDe(pere.id)).toEqual([nouveau]);
    expect(await compterTout(d.db)).toEqual(avant);
    expect(await verifierCompteurs(d.db)).toEqual([]);
    const lire = async (compte: number) =>
      (await d.portail.visiter('GET', '/famille/inscriptions', { cookie: await session(compte) }))
        .body;
    const [mere, lui] = [await lire(d.commune.familles[0]!.compteId), await lire(pere.compteId)];
    expect(mere).toContain('Zoé');
    expect(mere).not.toContain('Tom');
    expect(lui).toContain('Tom');
    expect(lui).not.toContain('Zoé');
  });

  test('la facture de la famille reste au dossier d’origine, celle de l’adulte le suit', async () => {
    const commune = await d.regie.facturer(0, [[1234]]);
    const { rows } = await sql<{ id: number }>`
      with p as (insert into payeurs (genre, famille_id, responsable_id, cree_le)
        values ('responsable', ${d.ids.gardee}, ${pere.id}, '2026-02-01') returning id)
      insert into factures (regie_id, exercice, numero, genre, payeur_id, jour, echeance, du, au,
        montant_centimes, emetteur, destinataire, emise_le)
      select ${d.regie.regieId}, 2026, 900, 'facture', p.id, '2026-11-05', '2026-12-05',
        '2026-10-01', '2026-10-31', 700, '{}', '{}', '2026-11-05' from p returning id`.execute(
      d.db,
    );
    await separer(champs({ zoe: 'reste', tom: 'part' }));
    const lire = async (compte: number, facture: number) =>
      (
        await d.portail.visiter('GET', `/famille/factures/${facture}`, {
          cookie: await session(compte),
        })
      ).statusCode;
    const mere = d.commune.familles[0]!.compteId;
    expect([await lire(mere, commune), await lire(pere.compteId, commune)]).toEqual([200, 404]);
    const sienne = rows[0]!.id;
    expect([await lire(mere, sienne), await lire(pere.compteId, sienne)]).toEqual([404, 200]);
  });

  test('aucun des deux ne lit l’adresse de l’autre, ni page, ni lettre, ni facture commune', async () => {
    await separer(champs({ zoe: 'partage', tom: 'part' }));
    await sql`update responsables set adresse = '1 chemin Caché' where id = ${pere.id}`.execute(
      d.db,
    );
    await sql`update rattachements set depuis_le = '2020-01-01'
      where responsable_id = ${pere.id}`.execute(d.db);
    const mere = await session(d.commune.familles[0]!.compteId);
    for (const page of [
      '',
      '/informations',
      '/enfants',
      '/historique',
      '/factures',
      '/inscriptions',
    ]) {
      const { body } = await d.portail.visiter('GET', `/famille${page}`, { cookie: mere });
      expect(body).not.toContain('Caché');
      expect(body).not.toContain('Secrète');
    }
    const { rows } = await sql<{ adresse: string }>`
      select adresse_du_payeur(${d.regie.payeurs[0]!})::text as adresse`.execute(d.db);
    expect(rows[0]?.adresse).not.toContain('Caché');
    const lettres = await sql<{ html: string }>`
      select html from courriels where destinataire = 'parent.1@famille.test'`.execute(d.db);
    expect(lettres.rows).toHaveLength(1);
    expect(lettres.rows[0]?.html).not.toMatch(/Secrète|Caché|Orléans/);
  });

  test('garde alternée : le dossier reste commun, l’adulte a aussi le sien', async () => {
    await separer(champs({ zoe: 'partage', tom: 'part' }));
    const nouveau = await famille(tom);
    expect(await famille(d.ids.enfant)).toBe(d.ids.gardee);
    expect(await dossiersDe(pere.id)).toEqual([d.ids.gardee, nouveau]);
  });

  test('les deux parents sont prévenus, l’historique de chacun le dit, sans le numéro de l’autre', async () => {
    await separer(champs({ zoe: 'reste', tom: 'part' }));
    const { rows } = await sql<{ qui: string; sujet: string }>`
      select destinataire as qui, sujet from courriels order by 1`.execute(d.db);
    expect(rows).toEqual([
      { qui: 'parent.1@famille.test', sujet: 'Votre dossier a changé' },
      { qui: 'parent.3@famille.test', sujet: 'Vous avez maintenant votre dossier' },
    ]);
    const journal = await sql<{ phrase: string }>`select phrase from journal
      where verbe = 'separer_famille' and sujets @> ${[`famille:${d.ids.gardee}`]}`.execute(d.db);
    expect(journal.rows).toHaveLength(1);
    expect(journal.rows[0]?.phrase).not.toContain(`n° ${await famille(tom)}`);
  });

  test('double-clic : un seul nouveau dossier', async () => {
    const corps = champs({ zoe: 'reste', tom: 'part' });
    const [un, deux] = [await separer(corps), await separer(corps)];
    expect(deux.statusCode).toBe(303);
    expect(deux.headers.location).toBe(un.headers.location);
  });

  test.each([
    ['un enfant reste seul dans le dossier commun', 'reste', 'partage', 'n’y reste pas seul'],
    ['tous en garde alternée', 'partage', 'partage', 'Réglez « Qui paie »'],
    ['un sort inconnu', 'reste', 'n’importe', 'Dites pour chaque enfant'],
  ])('%s : refusé, avec quoi faire', async (_, zoe, sort, phrase) => {
    const { statusCode, body } = await separer(champs({ zoe, tom: sort }));
    expect(statusCode).toBe(422);
    expect(body).toContain(phrase);
    expect(await famille(tom)).toBe(d.ids.gardee);
  });

  test('un agent limité à des structures n’y entre pas', async () => {
    await sql`insert into agents_structures
      select id, 1 from agents where compte_id = ${d.regie.agents[2]!}`.execute(d.db);
    expect((await separer(champs({ zoe: 'reste', tom: 'part' }))).statusCode).toBe(404);
  });
});
