import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  activerComptes,
  ajouterAgent,
  listerCourriels,
  MOT_DE_PASSE,
  temoins,
} from '../../../test/comptes.ts';
import { connecter, poserDecor } from '../../../test/decor.ts';
import { ouvrirPortail, type Portail } from '../../../test/portail.ts';
import { purgerComptes } from '../taches.ts';

let portail: Portail;
const maintenant = new Date('2026-11-16T09:00:00Z');
const NOUVEAU = 'Tortue-Verte4';
const JOUR = 86_400_000;

beforeAll(async () => {
  portail = await ouvrirPortail({ maintenant });
  await poserDecor(portail.services.db);
  await ajouterAgent(portail);
});
afterAll(() => portail.fermer());
beforeEach(async () => {
  portail.horloge.moveTo(maintenant);
  await sql`truncate liens_a_usage_unique, courriels, sessions, compteurs_d_echecs, defis_resolus,
    saisies_interrompues cascade`.execute(portail.services.db);
  await activerComptes(portail);
});

function poster(chemin: string, champs: Record<string, string> | string, cookie = '') {
  return portail.visiter('POST', chemin, { corps: new URLSearchParams(champs), cookie });
}
const session = (compteId = 1) => connecter(portail.services.db, compteId, portail.horloge.now());

describe('modifier son mot de passe', () => {
  const changer = (cookie: string, ancien = MOT_DE_PASSE, motDePasse = NOUVEAU) =>
    poster('/famille/mot-de-passe', { ancien, motDePasse }, cookie);

  test('cet appareil reste connecté, les autres non, et un courriel le dit', async () => {
    const [ici, ailleurs] = [await session(), await session()];
    expect((await changer(ici)).statusCode).toBe(303);
    expect((await portail.visiter('GET', '/famille', { cookie: ici })).statusCode).toBe(200);
    expect((await portail.visiter('GET', '/famille', { cookie: ailleurs })).statusCode).toBe(303);
    expect((await listerCourriels(portail)).at(-1)?.sujet).toBe('Votre mot de passe a changé');
    const essai = await poster('/connexion', { identifiant: 'claire', mot_de_passe: NOUVEAU });
    expect(essai.statusCode).toBe(303);
  });

  test('un ancien faux : rien ne change, rien n’est réaffiché', async () => {
    const reponse = await changer(await session(), 'Pas-Le-Bon3');
    expect(reponse.statusCode).toBe(422);
    expect(reponse.body).toContain('id="ancien-erreur"');
    expect(reponse.body).not.toContain('Pas-Le-Bon3');
    expect(reponse.body).not.toContain(NOUVEAU);
    expect(await listerCourriels(portail)).toHaveLength(0);
  });

  test('un téléphone laissé ouvert ne permet pas de deviner l’ancien', async () => {
    const cookie = await session();
    for (let i = 0; i < 3; i++) await changer(cookie, `faux-${i}`);
    expect((await changer(cookie)).body).toContain('Trop d’essais');
    portail.horloge.advance(60_000);
    expect((await changer(cookie)).statusCode).toBe(303);
  });

  test('un agent a sa page, et sa règle', async () => {
    const cookie = await session(3);
    const champs = { ancien: MOT_DE_PASSE, motDePasse: NOUVEAU.slice(0, 11) };
    const refuse = await poster('/agent/mot-de-passe', champs, cookie);
    expect(refuse.body).toContain('Ajoutez encore 1 caractère');
    expect((await portail.visiter('GET', '/famille/mot-de-passe', { cookie })).statusCode).toBe(
      404,
    );
  });
});

describe('mes appareils', () => {
  async function idsDe(compteId: number): Promise<number[]> {
    const { rows } = await sql<{ id: number }>`
      select id from sessions where compte_id = ${compteId} order by id`.execute(
      portail.services.db,
    );
    return rows.map((r) => r.id);
  }

  test('la liste nomme les appareils et dit lequel est celui-ci, en quatre ordres', async () => {
    const connexion = await poster('/connexion', {
      identifiant: 'claire',
      mot_de_passe: MOT_DE_PASSE,
    });
    await session();
    const cookie = temoins(connexion);
    portail.requetes.length = 0;
    const page = await portail.visiter('GET', '/famille/appareils', { cookie });
    expect(page.body).toContain('(cet appareil)');
    expect(page.body.match(/<tr/g)).toHaveLength(3);
    expect(portail.requetes.length).toBeLessThanOrEqual(4);
  });

  test('on en déconnecte un', async () => {
    const [ici, ailleurs] = [await session(), await session()];
    const [, id] = await idsDe(1);
    await poster('/famille/appareils', { session: String(id) }, ici);
    expect((await portail.visiter('GET', '/famille', { cookie: ailleurs })).statusCode).toBe(303);
    expect((await portail.visiter('GET', '/famille', { cookie: ici })).statusCode).toBe(200);
  });

  test('on déconnecte tous les autres', async () => {
    const [ici, b, c] = [await session(), await session(), await session()];
    await poster('/famille/appareils', { session: 'autres' }, ici);
    const suites = await Promise.all(
      [ici, b, c].map((cookie) => portail.visiter('GET', '/famille', { cookie })),
    );
    expect(suites.map((s) => s.statusCode)).toEqual([200, 303, 303]);
  });

  test('la session d’un autre, une inconnue, une absurde : la même 404', async () => {
    const [ici, autre] = [await session(1), await session(2)];
    const [deLAutre] = await idsDe(2);
    for (const id of [String(deLAutre), '999999', 'abc', '-1', '']) {
      expect((await poster('/famille/appareils', { session: id }, ici)).statusCode).toBe(404);
    }
    expect((await portail.visiter('GET', '/famille', { cookie: autre })).statusCode).toBe(200);
  });
});

describe('une session qui expire au milieu d’une saisie', () => {
  const CORPS = 'objet=Cantine&texte=Bonjour+%22chers%22+%3Cagents%3E&jour=a&jour=b';
  const chemin = '/famille/pre-inscrire/calendrier?enfant=1';

  /** Claire envoie une page, sa session vient d'expirer : les témoins qu'elle a ensuite. */
  async function interrompre(compteId = 1, vers = chemin, corps = CORPS) {
    const cookie = await session(compteId);
    portail.horloge.advance(401 * JOUR);
    const reponse = await poster(vers, corps, cookie);
    return { cookie, reponse, reprise: temoins(reponse) };
  }
  async function seConnecter(identifiant: string, cookie: string) {
    const champs = { identifiant, mot_de_passe: MOT_DE_PASSE };
    const reponse = await poster('/connexion', champs, cookie);
    return { reponse, cookie: `${cookie}; ${temoins(reponse)}` };
  }
  async function gardees(): Promise<number> {
    const { rows } = await sql`select 1 from saisies_interrompues`.execute(portail.services.db);
    return rows.length;
  }

  test('elle se reconnecte et retrouve tout, prêt à partir', async () => {
    const { reponse, reprise } = await interrompre();
    expect(reponse.headers.location).toBe('/connexion');
    const connexion = await portail.visiter('GET', '/connexion', { cookie: reprise });
    expect(connexion.body).toContain('rien de votre saisie n’est perdu');
    const { reponse: ensuite, cookie } = await seConnecter('claire', reprise);
    expect(ensuite.headers.location).toBe('/reprise');
    const page = await portail.visiter('GET', '/reprise', { cookie });
    expect(page.body).toContain('Votre demande de pré-inscription vous attend');
    expect(page.body).toContain('action="/famille/pre-inscrire/calendrier?enfant=1"');
    expect(page.body).toContain('value="Bonjour &quot;chers&quot; &lt;agents>"');
    expect(page.body.match(/name="jour"/g)).toHaveLength(2);
    // Recharger ne perd rien.
    expect((await portail.visiter('GET', '/reprise', { cookie })).statusCode).toBe(200);
  });

  test('une fois repartie, la saisie est effacée', async () => {
    const { reprise } = await interrompre();
    const { cookie } = await seConnecter('claire', reprise);
    await poster('/famille/appareils', 'session=autres', cookie);
    expect(await gardees()).toBe(1);
    await poster(chemin, CORPS, cookie);
    expect(await gardees()).toBe(0);
  });

  test('un autre compte qui se connecte ici n’en voit rien', async () => {
    const { reprise } = await interrompre();
    const { cookie } = await seConnecter('paul', reprise);
    const page = await portail.visiter('GET', '/reprise', { cookie });
    expect(page.statusCode).toBe(303);
    expect(page.headers.location).toBe('/famille');
  });

  test('après une demi-heure, il n’en reste rien', async () => {
    const { reprise } = await interrompre();
    portail.horloge.advance(30 * 60_000);
    const { cookie } = await seConnecter('claire', reprise);
    expect((await portail.visiter('GET', '/reprise', { cookie })).statusCode).toBe(303);
  });

  test('un mot de passe ne se garde jamais', async () => {
    await interrompre(1, '/famille/mot-de-passe', 'ancien=Kiwi-Bleu7&motDePasse=Autre-Mot4');
    expect(await gardees()).toBe(0);
  });

  test('une session coupée exprès, inconnue ou absente ne garde rien', async () => {
    const cookie = await session();
    await poster('/deconnexion', '', cookie);
    for (const temoin of [cookie, 'preau_session=inventee', '']) {
      const reponse = await poster(chemin, CORPS, temoin);
      expect(reponse.headers.location).toBe('/connexion');
      expect(temoins(reponse)).not.toContain('preau_reprise');
    }
    expect(await gardees()).toBe(0);
  });

  test('un envoi d’un autre site est refusé avant d’être gardé', async () => {
    const cookie = await session();
    portail.horloge.advance(401 * JOUR);
    const reponse = await portail.visiter('POST', chemin, {
      corps: CORPS,
      cookie,
      origine: 'https://ailleurs.test',
    });
    expect(reponse.statusCode).toBe(403);
    expect(await gardees()).toBe(0);
  });

  test('sans session, la page de reprise mène à la connexion', async () => {
    expect((await portail.visiter('GET', '/reprise')).headers.location).toBe('/connexion');
  });
});

test('la nuit efface ce qui a fini de servir, et rien d’autre', async () => {
  const { db } = portail.services;
  const ilYA = (jours: number) => new Date(maintenant.getTime() - jours * JOUR);
  for (const [i, jours] of [2, 40].entries()) {
    const empreinte = Buffer.from([i]);
    const fin = ilYA(jours);
    await sql`insert into sessions (empreinte, compte_id, appareil, longue, creee_le, vue_le, expire_le)
      values (${empreinte}, 1, 'x', false, ${fin}, ${fin}, ${fin})`.execute(db);
    await sql`insert into liens_a_usage_unique values
      (${empreinte}, 1, 'activation', null, ${fin}, ${fin})`.execute(db);
  }
  await sql`insert into compteurs_d_echecs values ('a', 1, ${ilYA(2)}, ${ilYA(2)}),
    ('b', 1, ${maintenant}, ${maintenant})`.execute(db);
  await sql`insert into defis_resolus values ('\\x01', ${ilYA(1)}), ('\\x02', ${ilYA(-1)})`.execute(
    db,
  );
  await sql`insert into saisies_interrompues values
    ('\\x01', 1, '/famille', 'a=1', ${ilYA(1)}), ('\\x02', 1, '/famille', 'a=1', ${ilYA(-1)})`.execute(
    db,
  );
  await purgerComptes(portail.services);
  const { rows } = await sql<Record<string, number>>`select
    (select count(*) from sessions) as sessions, (select count(*) from liens_a_usage_unique) as liens,
    (select count(*) from compteurs_d_echecs) as compteurs, (select count(*) from defis_resolus) as defis,
    (select count(*) from saisies_interrompues) as saisies`.execute(db);
  expect(rows[0]).toEqual({ sessions: 1, liens: 1, compteurs: 1, defis: 1, saisies: 1 });
});
