import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { dernierLien, listerCourriels, MOT_DE_PASSE } from '../../../../test/comptes.ts';
import { COOKIES, chargerDossiers } from '../../../../test/dossiers.ts';
import { ouvrirPortail, type Portail } from '../../../../test/portail.ts';
import { lancerEnsemble } from '../../../../test/verrous.ts';
import { transaction } from '../../../platform/db.ts';
import { changerAgent, suspendreAgent } from '../../actions/agents.ts';
import { hacher } from '../../hachage.ts';
import { chercherAgent, compterAutresAdministrateurs } from '../../requetes/agents.ts';
import { chercherCompteParAcces } from '../../requetes/comptes.ts';

/** Claire (agent 1) est administratrice ; Denis (agent 2) est directeur de la structure 1. */
let portail: Portail;
beforeAll(async () => {
  portail = await ouvrirPortail();
  await chargerDossiers(portail.services.db);
  await sql`update comptes set mot_de_passe_hache = ${await hacher(MOT_DE_PASSE)}`.execute(
    portail.services.db,
  );
});
afterAll(() => portail.fermer());
beforeEach(async () => {
  const { db } = portail.services;
  await sql`update agents set role = 'administrateur', suspendu_le = null where id = 1`.execute(db);
  await sql`update agents set role = 'directeur', suspendu_le = null where id = 2`.execute(db);
  await sql`delete from agents_structures`.execute(db);
  await sql`insert into agents_structures values (2, 1)`.execute(db);
  await sql`update sessions set revoquee_le = null`.execute(db);
});

const claire = { compteId: 5, nom: 'Claire Aubry' };
const denis = { compteId: 6, nom: 'Denis Roux' };
const lire = (chemin: string, cookie: string = COOKIES.claire) =>
  portail.visiter('GET', chemin, { cookie });
const envoyer = (chemin: string, champs: string[][], cookie: string = COOKIES.claire) =>
  portail.visiter('POST', chemin, { cookie, corps: new URLSearchParams(champs) });
const journalDe = async (id: number) => {
  const { rows } = await sql<{ phrase: string }>`
    select phrase from journal where sujets @> array[${`agent:${id}`}] order by id desc`.execute(
    portail.services.db,
  );
  return rows.map((r) => r.phrase);
};

describe('les pages des agents', () => {
  test.each([
    ['/agent/agents', 2],
    ['/agent/agents/nouveau', 2],
    ['/agent/agents/2', 4],
  ])('%s se lit en peu d’ordres SQL, avec un seul titre', async (chemin, budget) => {
    await lire(chemin);
    portail.requetes.length = 0;
    const { statusCode, body } = await lire(chemin);
    expect([statusCode, body.match(/<h1[ >]/g)?.length]).toEqual([200, 1]);
    expect(portail.requetes.length).toBeLessThanOrEqual(budget);
  });

  test('la liste dit le rôle, les structures, l’accès et la dernière connexion', async () => {
    const { body } = await lire('/agent/agents');
    for (const mot of ['Denis Roux', 'Directeur', 'Restaurant scolaire', 'En service', 'Jamais'])
      expect(body).toContain(mot);
  });

  test('un agent inconnu est introuvable', async () => {
    expect((await lire('/agent/agents/99')).statusCode).toBe(404);
    expect((await envoyer('/agent/agents/99/suspension', [['motif_suspension', 'x']])).statusCode) //
      .toBe(404);
  });
});

describe('inviter un collègue', () => {
  const saisie = [
    ['prenom', 'Yanis'],
    ['nom', 'Durand'],
    ['courriel', 'Y.Durand@mairie.test'],
    ['role', 'animateur'],
    ['etendue', 'choisies'],
    ['structure', '2'],
  ];

  test('l’invite par courriel ; un double clic n’en fait qu’une ; il entre avec ses droits', async () => {
    const [un, deux] = await Promise.all([
      envoyer('/agent/agents/nouveau', saisie),
      envoyer('/agent/agents/nouveau', saisie),
    ]);
    expect([un.statusCode, deux.statusCode]).toEqual([303, 303]);
    expect(un.headers.location).toBe(deux.headers.location);
    const recus = (await listerCourriels(portail)).filter((c) => c.destinataire.includes('durand'));
    expect(recus.map((c) => c.destinataire)).toEqual(['y.durand@mairie.test']);
    const id = Number(String(un.headers.location).split('/').at(-1));
    expect(await journalDe(id)).toEqual([
      'Claire Aubry a invité Yanis Durand : Animateur, Centre de loisirs.',
    ]);
    const active = await portail.visiter('POST', await dernierLien(portail), {
      corps: new URLSearchParams({
        motDePasse: 'Marronnier-Vert-42',
        confirmation: 'Marronnier-Vert-42',
      }),
    });
    expect(active.statusCode).toBe(303);
    const cookie = active.cookies.map((c) => `${c.name}=${c.value}`).join('; ');
    expect((await lire('/agent/pointages', cookie)).statusCode).toBe(200);
    expect((await lire('/agent/familles', cookie)).statusCode).toBe(404);
  });

  test('une saisie incomplète garde ce qui est tapé et dit quoi faire', async () => {
    const { statusCode, body } = await envoyer('/agent/agents/nouveau', [
      ['prenom', 'Lila'],
      ['courriel', 'pas une adresse'],
    ]);
    expect(statusCode).toBe(422);
    for (const mot of ['Écrivez son nom.', 'Choisissez un rôle.', 'en entier', 'value="Lila"'])
      expect(body).toContain(mot);
  });

  test('l’adresse d’un parent ne sert pas deux fois', async () => {
    const reponse = await envoyer('/agent/agents/nouveau', [
      ['prenom', 'Nadia'],
      ['nom', 'Benali'],
      ['courriel', 'nadia@famille.test'],
      ['role', 'guichet'],
    ]);
    expect(reponse.statusCode).toBe(422);
    expect(reponse.body).toContain('Donnez l’adresse professionnelle');
  });

  test('l’invitation se renvoie tant qu’elle n’a pas servi', async () => {
    const reponse = await envoyer('/agent/agents/nouveau', [
      ['prenom', 'Lila'],
      ['nom', 'Morel'],
      ['courriel', 'l.morel@mairie.test'],
      ['role', 'lecture'],
    ]);
    const adresse = String(reponse.headers.location);
    const premier = await dernierLien(portail);
    await envoyer(`${adresse}/invitation`, []);
    expect(await dernierLien(portail)).not.toBe(premier);
    expect((await portail.visiter('GET', premier)).body).not.toContain('name="motDePasse"');
    await envoyer('/agent/agents/2/invitation', []);
    expect(await journalDe(2)).not.toContain('Claire Aubry a renvoyé l’invitation à Denis Roux.');
  });
});

describe('changer des droits', () => {
  const changer = (champs: string[][]) => envoyer('/agent/agents/2', champs);

  test('demande un motif, le note avec l’avant et l’après, et vaut à la page suivante', async () => {
    const droits = [
      ['role', 'guichet'],
      ['etendue', 'choisies'],
      ['structure', '1'],
      ['structure', '2'],
    ];
    const sans = await changer(droits);
    expect(sans.statusCode).toBe(422);
    expect(sans.body).toContain('Écrivez pourquoi');
    expect((await lire('/agent/activites', COOKIES.denis)).statusCode).toBe(200);
    expect((await changer([...droits, ['motif', 'Renfort au guichet.']])).statusCode).toBe(303);
    expect((await lire('/agent/activites', COOKIES.denis)).statusCode).toBe(404);
    expect((await journalDe(2))[0]).toBe(
      'Claire Aubry a changé les droits de Denis Roux : Directeur, Restaurant scolaire → ' +
        'Guichet, Centre de loisirs et Restaurant scolaire. Motif : Renfort au guichet.',
    );
    const avant = await journalDe(2);
    await changer([...droits, ['motif', 'Renfort au guichet.']]);
    expect(await journalDe(2)).toEqual(avant);
  });

  test('une structure inventée n’ouvre pas toutes les autres', async () => {
    const reponse = await changer([
      ['role', 'guichet'],
      ['etendue', 'choisies'],
      ['structure', '99'],
      ['motif', 'Essai'],
    ]);
    expect(reponse.statusCode).toBe(422);
    expect(reponse.body).toContain('Cochez au moins une structure');
    const geste = {
      agentId: 2,
      role: 'guichet',
      structures: [99],
      motif: 'x',
      acteur: claire,
    } as const;
    await expect(changerAgent(portail.services, geste)).rejects.toThrow();
    expect((await chercherAgent(portail.services.db, 2))?.structures?.map((s) => s.id)).toEqual([
      1,
    ]);
  });

  test('le dernier administrateur ne se destitue pas', async () => {
    const reponse = await envoyer('/agent/agents/1', [
      ['role', 'guichet'],
      ['motif', 'Départ'],
    ]);
    expect(reponse.statusCode).toBe(422);
    expect(reponse.body).toContain('C’est le dernier administrateur');
    expect(reponse.body).toContain('value="Départ"');
  });

  test('un administrateur invité, suspendu ou limité ne compte pas pour un autre', async () => {
    const { db } = portail.services;
    const autres = () => transaction(db, (tx) => compterAutresAdministrateurs(tx, 1));
    await sql`update agents set role = 'administrateur' where id = 2`.execute(db);
    expect(await autres()).toBe(0);
    await sql`delete from agents_structures`.execute(db);
    expect(await autres()).toBe(1);
    await sql`update agents set suspendu_le = '2026-11-01' where id = 2`.execute(db);
    expect(await autres()).toBe(0);
    await sql`update agents set suspendu_le = null where id = 2`.execute(db);
    await sql`update comptes set active_le = null where id = 6`.execute(db);
    expect(await autres()).toBe(0);
    await sql`update comptes set active_le = '2026-09-01' where id = 6`.execute(db);
  });
});

describe('suspendre un accès', () => {
  test('ferme ses sessions à l’instant, refuse sa connexion, et se rend', async () => {
    const { db } = portail.services;
    expect((await lire('/agent/listes', COOKIES.denis)).statusCode).toBe(200);
    const motif = [['motif_suspension', 'Congé long']];
    expect((await envoyer('/agent/agents/2/suspension', [])).statusCode).toBe(422);
    expect((await envoyer('/agent/agents/2/suspension', motif)).statusCode).toBe(303);
    expect((await lire('/agent/demandes', COOKIES.denis)).headers.location).toContain('/connexion');
    expect(await chercherCompteParAcces(db, 'denis')).toBeNull();
    await envoyer('/agent/agents/2/suspension', motif);
    expect(await journalDe(2)).toContain(
      'Claire Aubry a suspendu l’accès de Denis Roux. Motif : Congé long.',
    );
    expect((await journalDe(2)).filter((p) => p.includes('suspendu'))).toHaveLength(1);
    expect((await envoyer('/agent/agents/2/reactivation', motif)).statusCode).toBe(303);
    expect(await chercherCompteParAcces(db, 'denis')).toMatchObject({ estAgent: true });
    expect((await lire('/agent/demandes', COOKIES.denis)).headers.location).toContain('/connexion');
  });

  test('un agent aussi parent garde son espace famille, et lui seul', async () => {
    const { db } = portail.services;
    await sql`update agents set compte_id = 1 where id = 2`.execute(db);
    await envoyer('/agent/agents/2/suspension', [['motif_suspension', 'Départ']]);
    expect(await chercherCompteParAcces(db, 'nadia')).toMatchObject({ estAgent: false });
    await sql`update sessions set revoquee_le = null`.execute(db);
    expect((await lire('/famille/informations', COOKIES.nadia)).statusCode).toBe(200);
    expect((await lire('/agent/demandes', COOKIES.nadia)).statusCode).toBe(404);
    await sql`update agents set compte_id = 6 where id = 2`.execute(db);
  });

  test('on ne se suspend pas soi-même', async () => {
    const reponse = await envoyer('/agent/agents/1/suspension', [['motif_suspension', 'Essai']]);
    expect(reponse.statusCode).toBe(422);
    expect(reponse.body).toContain('demandez-le à un autre administrateur');
  });
});

describe('deux administrateurs au même instant', () => {
  const administrateurs = async () => {
    const { rows } = await sql<{ n: number }>`
      select count(*)::int as n from agents where role = 'administrateur' and suspendu_le is null`.execute(
      portail.services.db,
    );
    return rows[0]?.n;
  };
  beforeEach(async () => {
    const { db } = portail.services;
    await sql`delete from agents_structures`.execute(db);
    await sql`update agents set role = 'administrateur' where id = 2`.execute(db);
    await sql`update comptes set active_le = '2026-09-01' where id in (5, 6)`.execute(db);
  });
  const verrou = sql`select id from agents where id in (1, 2) order by id for no key update`;
  const destituer = (agentId: number, acteur: typeof claire) => () =>
    changerAgent(portail.services, {
      agentId,
      role: 'guichet',
      structures: null,
      motif: 'Essai',
      acteur,
    });

  test('se destituent l’un l’autre : il en reste un', async () => {
    const { db } = portail.services;
    const gestes = [destituer(2, claire), destituer(1, denis)];
    expect(await lancerEnsemble(db, verrou, gestes)).toBe(1);
    expect(await administrateurs()).toBe(1);
  });

  test('l’un destitue, l’autre suspend : il en reste un', async () => {
    const { db } = portail.services;
    const suspendre = () =>
      suspendreAgent(portail.services, { agentId: 1, motif: 'Essai', acteur: denis });
    expect(await lancerEnsemble(db, verrou, [destituer(2, claire), suspendre])).toBe(1);
    expect(await administrateurs()).toBe(1);
  });

  test('sans le verrou, la course existe : plus personne n’administre', async () => {
    const { db } = portail.services;
    let luPar = 0;
    const tousOntLu = Promise.withResolvers<void>();
    const sansVerrou = (agentId: number) =>
      transaction(db, async (tx) => {
        const autres = await compterAutresAdministrateurs(tx, agentId);
        luPar += 1;
        if (luPar === 2) tousOntLu.resolve();
        await tousOntLu.promise;
        if (autres > 0)
          await sql`update agents set role = 'guichet' where id = ${agentId}`.execute(tx);
      });
    await Promise.all([sansVerrou(1), sansVerrou(2)]);
    expect(await administrateurs()).toBe(0);
  });
});
