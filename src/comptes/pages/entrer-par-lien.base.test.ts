import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  activerComptes,
  ajouterAgent,
  dernierLien,
  listerCourriels,
  temoins,
} from '../../../test/comptes.ts';
import { connecter, poserDecor } from '../../../test/decor.ts';
import { ouvrirPortail, type Portail } from '../../../test/portail.ts';

let portail: Portail;
const maintenant = new Date('2026-11-16T09:00:00Z');
const JOUR = 86_400_000;

beforeAll(async () => {
  portail = await ouvrirPortail({ maintenant });
  await poserDecor(portail.services.db);
  await activerComptes(portail);
  await ajouterAgent(portail);
});
afterAll(() => portail.fermer());
beforeEach(async () => {
  portail.horloge.moveTo(maintenant);
  await sql`truncate liens_a_usage_unique, courriels, sessions, compteurs_d_echecs cascade`.execute(
    portail.services.db,
  );
});

function poster(chemin: string, champs: Record<string, string> = {}, cookie = '') {
  return portail.visiter('POST', chemin, { corps: new URLSearchParams(champs), cookie });
}

async function recevoirUnLien(acces = 'claire', vers = ''): Promise<string> {
  await poster('/connexion/lien', { acces, vers });
  return dernierLien(portail);
}

async function compterSessions(): Promise<number> {
  const { rows } = await sql`select 1 from sessions`.execute(portail.services.db);
  return rows.length;
}

describe('demander un lien pour entrer', () => {
  test('le courriel porte un lien, que la base ne garde qu’en empreinte', async () => {
    const lien = await recevoirUnLien('claire@exemple.test');
    expect(lien).toMatch(/^\/connexion\/lien\/[\w-]{32}$/);
    const { rows } = await sql<{ t: string }>`
      select liens_a_usage_unique::text as t from liens_a_usage_unique`.execute(
      portail.services.db,
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]?.t).not.toContain(lien.split('/').at(-1));
    expect((await listerCourriels(portail))[0]?.texte).toContain('un quart d’heure');
  });

  test('la page ne dit jamais si le compte existe', async () => {
    const connu = await poster('/connexion/lien', { acces: 'claire' });
    const inconnu = await poster('/connexion/lien', { acces: 'personne@exemple.test' });
    expect(inconnu.statusCode).toBe(connu.statusCode);
    expect(inconnu.body).toBe(connu.body);
    expect(await listerCourriels(portail)).toHaveLength(1);
  });

  test('cinq par heure et par compte, cinquante par visiteur', async () => {
    for (let i = 0; i < 6; i++) await poster('/connexion/lien', { acces: 'claire' });
    expect(await listerCourriels(portail)).toHaveLength(5);
    await sql`update compteurs_d_echecs set echecs = 50 where cle like 'liens:%'`.execute(
      portail.services.db,
    );
    const refus = await poster('/connexion/lien', { acces: 'paul' });
    expect(refus.statusCode).toBe(422);
    expect(refus.body).toContain('Trop de demandes');
    expect(refus.body).toContain('value="paul"');
  });

  test('qui n’a jamais activé son compte reçoit de quoi l’activer', async () => {
    await sql`update comptes set active_le = null where identifiant = 'paul'`.execute(
      portail.services.db,
    );
    expect(await recevoirUnLien('paul')).toMatch(/^\/activation\//);
    await activerComptes(portail);
  });

  test('sans rien d’écrit, la page dit quoi écrire', async () => {
    const refus = await poster('/connexion/lien', { acces: ' ' });
    expect(refus.statusCode).toBe(422);
    expect(refus.body).toContain('Écrivez votre adresse électronique');
  });
});

describe('suivre le lien', () => {
  test('une messagerie qui le visite ne le gâche pas : c’est le bouton qui ouvre', async () => {
    const lien = await recevoirUnLien();
    for (let i = 0; i < 3; i++) expect((await portail.visiter('GET', lien)).statusCode).toBe(200);
    expect(await compterSessions()).toBe(0);
    const page = await portail.visiter('GET', lien);
    expect(page.body).toContain('Claire');
    const entree = await poster(lien);
    expect(entree.headers.location).toBe('/famille');
    const chezSoi = await portail.visiter('GET', '/famille', { cookie: temoins(entree) });
    expect(chezSoi.statusCode).toBe(200);
  });

  test('il ne sert qu’une fois, même envoyé deux fois ensemble', async () => {
    const lien = await recevoirUnLien();
    const deux = await Promise.all([poster(lien), poster(lien)]);
    expect(deux.map((r) => r.statusCode).sort()).toEqual([303, 422]);
    expect(await compterSessions()).toBe(1);
    expect((await portail.visiter('GET', lien)).body).toContain('Ce lien ne sert plus');
  });

  test('au bout d’un quart d’heure, il ne sert plus', async () => {
    const lien = await recevoirUnLien();
    portail.horloge.advance(15 * 60_000);
    expect((await portail.visiter('GET', lien)).statusCode).toBe(422);
    expect((await poster(lien)).statusCode).toBe(422);
    expect(await compterSessions()).toBe(0);
  });

  test('le dernier demandé est le seul bon ; un lien d’un autre usage n’ouvre rien', async () => {
    const premier = await recevoirUnLien();
    const second = await recevoirUnLien();
    expect((await poster(premier)).statusCode).toBe(422);
    await poster('/mot-de-passe-oublie', { acces: 'claire' });
    const oubli = (await dernierLien(portail)).split('/').at(-1);
    expect((await poster(`/connexion/lien/${oubli}`)).statusCode).toBe(422);
    expect((await poster(second)).statusCode).toBe(303);
  });

  test('il mène où l’on allait, même sur un autre appareil', async () => {
    const lien = await recevoirUnLien('claire', '/famille/factures');
    expect((await poster(lien)).headers.location).toBe('/famille/factures');
    const ailleurs = await recevoirUnLien('claire', 'https://ailleurs.test');
    expect((await poster(ailleurs)).headers.location).toBe('/famille');
  });

  test('un compte fermé depuis n’entre plus', async () => {
    const lien = await recevoirUnLien();
    await sql`update comptes set ferme_le = ${maintenant} where identifiant = 'claire'`.execute(
      portail.services.db,
    );
    expect((await poster(lien)).statusCode).toBe(422);
    await sql`update comptes set ferme_le = null`.execute(portail.services.db);
  });

  test('un agent entre, le journal le dit ; avec une double authentification, son code reste dû', async () => {
    const entree = await poster(await recevoirUnLien('nadia'));
    expect(entree.headers.location).toBe('/agent');
    const { rows } = await sql`select 1 from journal where verbe = 'connecter'`.execute(
      portail.services.db,
    );
    expect(rows).toHaveLength(1);
    await sql`insert into doubles_authentifications (compte_id, secret_chiffre, cle, pose_le, dernier_pas)
      select id, '\\x00', 1, ${maintenant}, 0 from comptes where identifiant = 'nadia'`.execute(
      portail.services.db,
    );
    const sansCode = await poster(await recevoirUnLien('nadia'));
    expect(sansCode.headers.location).toBe('/connexion/code');
    const page = await portail.visiter('GET', '/agent', { cookie: temoins(sansCode) });
    expect(page.statusCode).toBe(303);
    await sql`delete from doubles_authentifications`.execute(portail.services.db);
  });

  test('un envoi d’un autre site n’ouvre rien', async () => {
    const lien = await recevoirUnLien();
    const reponse = await portail.visiter('POST', lien, { origine: 'https://ailleurs.test' });
    expect(reponse.statusCode).toBe(403);
    expect((await poster(lien)).statusCode).toBe(303);
  });

  test('neuf ordres au plus pour entrer, cinq pour regarder', async () => {
    await poster(await recevoirUnLien());
    const lien = await recevoirUnLien();
    portail.requetes.length = 0;
    await portail.visiter('GET', lien);
    expect(portail.requetes.length).toBeLessThanOrEqual(5);
    portail.requetes.length = 0;
    await poster(lien);
    expect(portail.requetes.length).toBeLessThanOrEqual(9);
  });
});

describe('rester connecté', () => {
  const finDe = async () => {
    const { rows } = await sql<{ fin: Date }>`select expire_le as fin from sessions`.execute(
      portail.services.db,
    );
    return rows[0]?.fin;
  };
  const visiter = (cookie: string) => portail.visiter('GET', '/famille', { cookie });

  test('chaque visite repousse la fin de quatre-vingt-dix jours, sans dépasser un an', async () => {
    const entree = await poster(await recevoirUnLien(), { rester: 'oui' });
    const [temoin] = entree.cookies.filter((c) => c.name === 'preau_session');
    expect(temoin?.maxAge).toBeGreaterThan(365 * 86_400);
    for (const jours of [80, 80, 80, 80]) {
      portail.horloge.advance(jours * JOUR);
      expect((await visiter(temoins(entree))).statusCode).toBe(200);
    }
    expect(await finDe()).toEqual(new Date(maintenant.getTime() + 365 * JOUR));
    portail.horloge.advance(46 * JOUR);
    expect((await visiter(temoins(entree))).statusCode).toBe(303);
  });

  test('quatre-vingt-dix jours sans visite, et il faut revenir par la porte', async () => {
    const entree = await poster(await recevoirUnLien(), { rester: 'oui' });
    portail.horloge.advance(90 * JOUR);
    expect((await visiter(temoins(entree))).statusCode).toBe(303);
  });

  test('une session courte ne se prolonge pas', async () => {
    const entree = await poster(await recevoirUnLien());
    portail.horloge.advance(11 * 3_600_000);
    await visiter(temoins(entree));
    expect(await finDe()).toEqual(new Date(maintenant.getTime() + 12 * 3_600_000));
  });

  test('une visite ne raccourcit jamais une session', async () => {
    const cookie = await connecter(portail.services.db, 1, maintenant);
    const avant = await finDe();
    portail.horloge.advance(JOUR);
    await visiter(cookie);
    expect(await finDe()).toEqual(avant);
  });

  test('jamais un agent, quoi qu’il coche', async () => {
    const lien = await recevoirUnLien('nadia');
    expect((await portail.visiter('GET', lien)).body).not.toContain('Rester connecté');
    const entree = await poster(lien, { rester: 'oui' });
    const [temoin] = entree.cookies.filter((c) => c.name === 'preau_session');
    expect(temoin?.maxAge).toBeUndefined();
    expect(await finDe()).toEqual(new Date(maintenant.getTime() + 12 * 3_600_000));
  });
});
