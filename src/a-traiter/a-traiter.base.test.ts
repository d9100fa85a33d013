import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ajouterAgent } from '../../test/comptes.ts';
import { connecter } from '../../test/decor.ts';
import { type PetiteCommune, petiteCommune } from '../../test/petite-commune.ts';
import { ouvrirPortail, type Portail } from '../../test/portail.ts';
import { ajouterJours } from '../platform/jours.ts';
import { GENRES, JOURS_POUR_REPONDRE, urgenceDe } from './regles/affaires.ts';

let portail: Portail;
let commune: PetiteCommune;
let cookie: string;
beforeAll(async () => {
  portail = await ouvrirPortail();
  commune = await petiteCommune(portail.services.db, { places: 1, approbation: 'agent' });
  const compteId = await ajouterAgent(portail);
  cookie = await connecter(portail.services.db, compteId, portail.horloge.now());
});
afterAll(() => portail.fermer());
beforeEach(async () => {
  const { db } = portail.services;
  await sql`truncate demandes, reservations, messages, informations_verifiees, journal restart identity cascade`.execute(
    db,
  );
  await sql`update places set prises = 0`.execute(db);
  await sql`update agents set role = 'administrateur'`.execute(db);
  await sql`delete from agents_structures`.execute(db);
});

const lire = (chemin: string) => portail.visiter('GET', chemin, { cookie });
const envoyer = (chemin: string, champs: string[][] = []) =>
  portail.visiter('POST', chemin, { cookie, corps: new URLSearchParams(champs) });

/** Une demande d'un jour, reçue ce jour-là. */
async function demander(qui: number, jour: string, recue: string): Promise<number> {
  const { db } = portail.services;
  const { enfantId, compteId } = commune.familles[qui]!;
  const { rows } = await sql<{ id: number }>`
    insert into demandes (enfant_id, activite_id, periode_id, compte_id, origine, cle_unique, recue_le)
    values (${enfantId}, ${commune.activiteId}, ${commune.periodeId}, ${compteId}, 'portail',
      ${randomUUID()}, ${recue}) returning id`.execute(db);
  const id = rows[0]!.id;
  await sql`insert into reservations (demande_id, enfant_id, prestation_id, jour, etat, origine, creee_le)
    values (${id}, ${enfantId}, ${commune.matin}, ${jour}, 'demandee', 'portail', ${recue})`.execute(
    db,
  );
  return id;
}

async function ecrireMessage(recu: string): Promise<void> {
  await sql`insert into messages (famille_id, responsable_id, objet, texte, cle_unique, recu_le)
    select ra.famille_id, ra.responsable_id, 'Une question', 'Bonjour', ${randomUUID()}, ${recu}
    from rattachements ra order by 1 limit 1`.execute(portail.services.db);
}

async function changerAdresse(qui: number, le: string): Promise<number> {
  const { familleId } = commune.familles[qui]!;
  await sql`insert into journal (le, acteur, verbe, phrase, sujets)
    values (${le}, 'Claire', 'changer_adresse', 'Coordonnées modifiées : adresse.',
      array[${`famille:${familleId}`}])`.execute(portail.services.db);
  return familleId;
}

const liens = (body: string) =>
  [...body.slice(body.indexOf('<tbody')).matchAll(/<th[^>]*><a href="([^"]+)"/g)].map((l) => l[1]);

describe('À traiter', () => {
  test('une seule file, la plus pressée d’abord, en peu d’ordres', async () => {
    const tard = await demander(0, '2026-12-02', '2026-11-02T08:00:00Z');
    const tot = await demander(1, '2026-11-18', '2026-11-10T08:00:00Z');
    await ecrireMessage('2026-11-13T08:00:00Z');
    const famille = await changerAdresse(2, '2026-11-12T08:00:00Z');
    portail.requetes.length = 0;
    const { body } = await lire('/agent/demandes');
    expect(portail.requetes.length).toBeLessThanOrEqual(6);
    expect(liens(body)).toEqual([
      '/agent/messages/1',
      `/agent/demandes/${tot}`,
      `/agent/familles/${famille}`,
      `/agent/demandes/${tard}`,
    ]);
    expect(body).toContain('en retard');
    expect(body).toContain('4 enregistrements');
  });

  test('un genre à la fois, une activité à la fois', async () => {
    const id = await demander(0, '2026-12-02', '2026-11-02T08:00:00Z');
    await ecrireMessage('2026-11-13T08:00:00Z');
    expect(liens((await lire('/agent/demandes?genre=demande')).body)).toEqual([
      `/agent/demandes/${id}`,
    ]);
    expect(liens((await lire('/agent/demandes?genre=message')).body)).toEqual([
      '/agent/messages/1',
    ]);
    expect(liens((await lire(`/agent/demandes?activite=${commune.activiteId}`)).body)).toHaveLength(
      1,
    );
    expect((await lire('/agent/demandes?activite=9999')).body).toContain('Rien à traiter');
  });

  test('chacun n’y voit que ce qu’il peut traiter', async () => {
    const { db } = portail.services;
    await demander(0, '2026-12-02', '2026-11-02T08:00:00Z');
    await ecrireMessage('2026-11-13T08:00:00Z');
    await changerAdresse(2, '2026-11-12T08:00:00Z');
    await sql`update agents set role = 'lecture'`.execute(db);
    const { body } = await lire('/agent/demandes');
    expect(liens(body)).toHaveLength(2);
    expect(body).not.toContain('name="demande"');
    await sql`update agents set role = 'guichet'`.execute(db);
    await sql`insert into structures (nom, courriel) values ('Autre', 'autre@exemple.fr')`.execute(
      db,
    );
    await sql`insert into agents_structures select a.id, s.id from agents a, structures s
      where s.nom = 'Autre'`.execute(db);
    // Le message sans structure est à tous ; la demande et l'adresse ne sont pas à lui.
    expect(liens((await lire('/agent/demandes')).body)).toEqual(['/agent/messages/1']);
    await sql`delete from agents_structures`.execute(db);
    await sql`delete from structures where nom = 'Autre'`.execute(db);
  });
});

describe('vérifier une adresse', () => {
  test('elle attend jusqu’à « C’est vérifié », puis de nouveau si elle change', async () => {
    const famille = await changerAdresse(2, '2026-11-12T08:00:00Z');
    expect((await lire(`/agent/familles/${famille}`)).body).toContain('C’est vérifié');
    const deux = [1, 2].map(() => envoyer(`/agent/familles/${famille}/verification`));
    for (const { statusCode } of await Promise.all(deux)) expect(statusCode).toBe(303);
    expect((await lire('/agent/demandes')).body).toContain('Rien à traiter');
    const { rows } = await sql`
      select 1 from journal where verbe = 'verifier_informations'`.execute(portail.services.db);
    expect(rows).toHaveLength(1);
    await changerAdresse(2, '2026-11-15T08:00:00Z');
    expect(liens((await lire('/agent/demandes')).body)).toEqual([`/agent/familles/${famille}`]);
    expect((await envoyer('/agent/familles/9999/verification')).statusCode).toBe(404);
  });
});

describe('décider plusieurs demandes', () => {
  test('l’aperçu nomme les jours qui ne tiendraient pas ensemble, la décision fait ce qu’il dit', async () => {
    const premiere = await demander(0, '2026-11-25', '2026-11-02T08:00:00Z');
    const seconde = await demander(1, '2026-11-25', '2026-11-03T08:00:00Z');
    // Une seule place ce jour-là : chacune tiendrait, pas les deux.
    const choix = [seconde, premiere].map((id) => ['demande', String(id)]);
    const { body } = await envoyer('/agent/demandes/decision', [...choix, ['decision', 'valider']]);
    expect(body).toContain('1 jour sans place');
    expect(body.replace(/<[^>]+>/g, '')).toMatch(/dont 1 sans place \(mer\. 25 nov/);
    await envoyer('/agent/demandes/decision', [
      ...choix,
      ['decision', 'valider'],
      ['confirmer', 'oui'],
    ]);
    const { rows } = await sql<{ etat: string }>`
      select etat from reservations order by demande_id`.execute(portail.services.db);
    expect(rows.map((r) => r.etat)).toEqual(['validee', 'demandee']);
  });
});

const exemples = readFileSync('docs/regles/a-traiter.md', 'utf8')
  .split('\n')
  .filter((l) => l.startsWith('|'))
  .slice(2)
  .map((l) =>
    l
      .split('|')
      .slice(1, -1)
      .map((c) => c.trim()),
  );

test.each(exemples)('%s reçue le %s, premier jour %s : %s, %s', (nom, recue, premier, ...dit) => {
  const genre = GENRES.find((g) => g === nom);
  if (!genre || !recue) throw new Error(`« ${nom} » n’est pas un genre d’affaire`);
  const echeance =
    genre === 'demande' ? (premier ?? '') : ajouterJours(recue, JOURS_POUR_REPONDRE[genre]);
  const mots = { passee: 'en retard', aujourdhui: 'aujourd’hui', a_venir: 'à venir' };
  expect([echeance, mots[urgenceDe(echeance, '2026-11-16')]]).toEqual(dit.slice(0, 2));
});
