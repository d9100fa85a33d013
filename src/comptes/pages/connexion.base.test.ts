import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  activerComptes,
  ajouterAgent,
  MOT_DE_PASSE,
  resoudreDefi,
  temoins,
} from '../../../test/comptes.ts';
import { poserDecor } from '../../../test/decor.ts';
import { ouvrirPortail, type Portail } from '../../../test/portail.ts';
import { fileDesMotsDePasse } from '../hachage.ts';

let portail: Portail;
const maintenant = new Date('2026-11-16T09:00:00Z');

beforeAll(async () => {
  portail = await ouvrirPortail({ maintenant });
  await poserDecor(portail.services.db);
  await activerComptes(portail);
  await ajouterAgent(portail);
});
afterAll(() => portail.fermer());
beforeEach(async () => {
  portail.horloge.moveTo(maintenant);
  await sql`truncate compteurs_d_echecs, defis_resolus, sessions`.execute(portail.services.db);
});

function essayer(champs: Record<string, string>, options = {}) {
  const corps = new URLSearchParams({
    identifiant: 'claire',
    mot_de_passe: MOT_DE_PASSE,
    ...champs,
  });
  return portail.visiter('POST', '/connexion', { corps, ...options });
}

async function manquer(fois: number, identifiant = 'claire') {
  for (let i = 0; i < fois; i++) await essayer({ identifiant, mot_de_passe: `faux-${i}` });
}

async function compter(table: 'sessions' | 'defis_resolus'): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from ${sql.table(table)}`.execute(
    portail.services.db,
  );
  return rows[0]?.n ?? 0;
}

describe('se connecter', () => {
  test.each(['claire', 'CLAIRE', 'claire@exemple.test'])('par « %s »', async (identifiant) => {
    const reponse = await essayer({ identifiant });
    expect(reponse.statusCode).toBe(303);
    expect(reponse.headers.location).toBe('/famille');
    const [temoin] = reponse.cookies.filter((c) => c.name === 'preau_session');
    expect(temoin).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/' });
    expect(temoin?.maxAge).toBeUndefined();
    const chezSoi = await portail.visiter('GET', '/famille', { cookie: temoins(reponse) });
    expect(chezSoi.statusCode).toBe(200);
  });

  test('un agent arrive dans son espace, et le journal le dit', async () => {
    const reponse = await essayer({ identifiant: 'nadia' });
    expect(reponse.headers.location).toBe('/agent');
    const { rows } = await sql`select 1 from journal where verbe = 'connecter'`.execute(
      portail.services.db,
    );
    expect(rows).toHaveLength(1);
  });

  test('« Rester connecté » vaut quatre-vingt-dix jours ; sinon douze heures', async () => {
    await essayer({ rester: 'oui' });
    await essayer({});
    const { rows } = await sql<{ heures: number }>`
      select extract(epoch from expire_le - creee_le)::int / 3600 as heures from sessions
      order by id`.execute(portail.services.db);
    expect(rows.map((r) => r.heures)).toEqual([90 * 24, 12]);
  });

  test('chaque connexion a un jeton neuf, dont la base n’a que l’empreinte', async () => {
    const [a, b] = [temoins(await essayer({})), temoins(await essayer({}))];
    expect(a).not.toBe(b);
    const { rows } = await sql<{ t: string }>`select sessions::text as t from sessions`.execute(
      portail.services.db,
    );
    expect(rows.some((r) => r.t.includes(a.split('=')[1] ?? ''))).toBe(false);
  });

  test('la page demandée d’abord est celle qui s’ouvre, si elle est d’ici', async () => {
    const vers = '/famille/inscriptions?enfant=1';
    expect((await essayer({ vers })).headers.location).toBe(vers);
    expect((await essayer({ vers: '//ailleurs.test' })).headers.location).toBe('/famille');
    expect((await essayer({ vers: '/famille\r\nx: y' })).headers.location).toBe('/famille');
  });

  test('dix ordres au plus, les deux transactions comprises', async () => {
    await essayer({});
    portail.requetes.length = 0;
    await essayer({});
    expect(portail.requetes.length).toBeLessThanOrEqual(10);
  });
});

describe('se tromper', () => {
  test('la page garde l’identifiant, jamais le mot de passe, et relie l’erreur au champ', async () => {
    const reponse = await essayer({ mot_de_passe: 'Secret-Tapé-9', rester: 'oui' });
    expect(reponse.statusCode).toBe(422);
    expect(reponse.body).toContain('value="claire"');
    expect(reponse.body).toContain('Identifiant ou mot de passe incorrect');
    expect(reponse.body).toMatch(/aria-describedby="identifiant-erreur"/);
    expect(reponse.body).toMatch(/name="rester"[^>]*checked/);
    expect(reponse.body).not.toContain('Secret-Tapé-9');
  });

  test('un compte inconnu reçoit la même page qu’un mot de passe faux', async () => {
    const sansDefi = (corps: string) => corps.replace(/data-(defi|cle-demande)="[^"]*"/g, '');
    const faux = await essayer({ mot_de_passe: 'faux' });
    const inconnu = await essayer({ identifiant: 'zoe', mot_de_passe: 'faux' });
    expect(inconnu.statusCode).toBe(faux.statusCode);
    expect(sansDefi(inconnu.body)).toBe(sansDefi(faux.body).replaceAll('claire', 'zoe'));
  });

  test('un champ vide ne compte pas comme un essai', async () => {
    for (let i = 0; i < 6; i++) expect((await essayer({ mot_de_passe: '' })).statusCode).toBe(422);
    expect((await essayer({})).statusCode).toBe(303);
  });

  test('un compte fermé, ou jamais activé, n’ouvre pas', async () => {
    const { db } = portail.services;
    await sql`update comptes set ferme_le = '2026-10-01' where identifiant = 'paul'`.execute(db);
    expect((await essayer({ identifiant: 'paul' })).statusCode).toBe(422);
    await sql`update comptes set ferme_le = null where identifiant = 'paul'`.execute(db);
    expect((await essayer({ identifiant: 'paul' })).statusCode).toBe(303);
  });

  test('aucune adresse mal tapée n’est gardée en clair', async () => {
    await essayer({ identifiant: 'lea.durand@exemple.test', mot_de_passe: 'x' });
    const { rows } = await sql<{ cle: string }>`select cle from compteurs_d_echecs`.execute(
      portail.services.db,
    );
    expect(rows.map((r) => r.cle).join()).not.toContain('durand');
  });
});

describe('après des échecs', () => {
  test('au quatrième essai, sans preuve, le bon mot de passe attend une minute', async () => {
    await manquer(3);
    const refuse = await essayer({});
    expect(refuse.statusCode).toBe(422);
    expect(refuse.body).toContain('Sans JavaScript, attendez 60');
    portail.horloge.advance(60_000);
    expect((await essayer({})).statusCode).toBe(303);
  });

  test('avec une preuve de travail, il passe tout de suite', async () => {
    await manquer(3);
    const preuve = await resoudreDefi((await essayer({})).body);
    expect((await essayer({ preuve })).statusCode).toBe(303);
  });

  test('une preuve ne sert qu’une fois', async () => {
    await manquer(3);
    const preuve = await resoudreDefi((await essayer({})).body);
    await essayer({ mot_de_passe: 'faux', preuve });
    expect((await essayer({ preuve })).statusCode).toBe(422);
    expect(await compter('defis_resolus')).toBe(1);
  });

  test('une preuve périmée, inventée ou illisible ne vaut rien', async () => {
    await manquer(3);
    const preuve = await resoudreDefi((await essayer({})).body);
    for (const autre of [
      'oui',
      '{}',
      '[1]',
      preuve.replace(/"signature":"../, '"signature":"00'),
    ]) {
      expect((await essayer({ preuve: autre })).body).toContain('Sans JavaScript');
    }
    // La preuve vieillit, et un nouvel échec vient d'avoir lieu.
    portail.horloge.advance(21 * 60_000);
    await essayer({ mot_de_passe: 'faux' });
    expect((await essayer({ preuve })).statusCode).toBe(422);
  });

  test('cinq échecs : trente secondes, par l’identifiant comme par l’adresse', async () => {
    for (let i = 0; i < 5; i++) {
      await essayer({ mot_de_passe: `faux-${i}` });
      portail.horloge.advance(60_000);
    }
    portail.horloge.advance(-59_000);
    const refuse = await essayer({ identifiant: 'claire@exemple.test' });
    expect(refuse.body).toContain('Trop d’essais manqués');
  });

  test('jamais de blocage définitif : un quart d’heure après, le bon mot de passe passe', async () => {
    const { db } = portail.services;
    await sql`insert into compteurs_d_echecs values ('compte:1', 500, ${maintenant}, ${maintenant})`.execute(
      db,
    );
    expect((await essayer({})).statusCode).toBe(422);
    portail.horloge.advance(15 * 60_000);
    expect((await essayer({})).statusCode).toBe(303);
    expect((await essayer({})).statusCode).toBe(303);
  });

  test('trente essais envoyés ensemble : trois sont examinés, pas un de plus', async () => {
    const avant = fileDesMotsDePasse.arrives;
    await Promise.all(Array.from({ length: 30 }, (_, i) => essayer({ mot_de_passe: `faux-${i}` })));
    expect(fileDesMotsDePasse.arrives - avant).toBe(3);
  });

  test('les échecs d’un parent ne gênent pas le voisin de la même adresse', async () => {
    await manquer(5);
    expect((await essayer({ identifiant: 'paul' })).statusCode).toBe(303);
  });
});

describe('envois abusifs', () => {
  test('un envoi d’un autre site est refusé', async () => {
    const reponse = await essayer({}, { origine: 'https://ailleurs.test' });
    expect(reponse.statusCode).toBe(403);
    expect(await compter('sessions')).toBe(0);
  });

  test('un octet nul donne une phrase, un envoi d’un mégaoctet une autre', async () => {
    expect((await essayer({ identifiant: 'cl\0aire' })).statusCode).toBe(422);
    expect((await essayer({ mot_de_passe: 'a'.repeat(1_000_000) })).statusCode).toBe(413);
    expect((await essayer({ mot_de_passe: 'a'.repeat(100_000) })).statusCode).toBe(422);
    expect((await essayer({ identifiant: 'a'.repeat(100_000) })).statusCode).toBe(422);
  });
});

describe('la salle d’attente', () => {
  /** Occupe tous les guichets tant que l'on n'a pas rendu la main. */
  function occuperLesGuichets(): () => void {
    let rendre = () => {};
    const fin = new Promise<void>((suite) => {
      rendre = suite;
    });
    for (let i = 0; i < 8; i++) void fileDesMotsDePasse.prendre(() => fin);
    return rendre;
  }

  async function attendre(champs: Record<string, string> = {}) {
    const rendre = occuperLesGuichets();
    const entree = await essayer(champs);
    return { entree, rendre, cookie: temoins(entree) };
  }

  test('on y voit son rang, puis l’on est connecté sans rien retaper', async () => {
    const { entree, rendre, cookie } = await attendre({ vers: '/famille/inscriptions' });
    expect(entree.headers.location).toBe('/connexion/attente?vers=%2Ffamille%2Finscriptions');
    const attente = await portail.visiter('GET', '/connexion/attente', { cookie });
    expect(attente.statusCode).toBe(200);
    expect(attente.body).toMatch(/n°\s\d/);
    expect(attente.headers.refresh).toBe('2');
    expect(attente.body + JSON.stringify(entree.headers)).not.toContain(MOT_DE_PASSE);
    rendre();
    await expect
      .poll(async () => {
        const page = await portail.visiter('GET', '/connexion/attente', { cookie });
        return page.headers.location;
      })
      .toBe('/famille/inscriptions');
  });

  test('un mot de passe faux rend le formulaire, identifiant gardé', async () => {
    const { rendre, cookie } = await attendre({ mot_de_passe: 'faux' });
    rendre();
    const suite = () => portail.visiter('GET', '/connexion/attente', { cookie });
    await expect
      .poll(async () => {
        const page = await suite();
        return page.statusCode === 422 && page.body.includes('value="claire"');
      })
      .toBe(true);
  });

  test('les autres pages répondent pendant ce temps', async () => {
    const { rendre } = await attendre();
    expect((await portail.visiter('GET', '/connexion')).statusCode).toBe(200);
    rendre();
  });

  test('un ticket inconnu ramène à la connexion', async () => {
    const cookie = 'preau_ticket=invente';
    const reponse = await portail.visiter('GET', '/connexion/attente', { cookie });
    expect(reponse.headers.location).toBe('/connexion');
    expect((await portail.visiter('GET', '/connexion/attente')).headers.location).toBe(
      '/connexion',
    );
  });
});

test('se déconnecter coupe la session : le témoin ne sert plus', async () => {
  const cookie = temoins(await essayer({}));
  const reponse = await portail.visiter('POST', '/deconnexion', { cookie });
  expect(reponse.headers.location).toBe('/');
  const ensuite = await portail.visiter('GET', '/famille', { cookie });
  expect(ensuite.headers.location).toBe('/connexion?vers=%2Ffamille');
});

test('déjà connecté, la page de connexion mène où l’on allait', async () => {
  const cookie = temoins(await essayer({}));
  const vers = '/connexion?vers=%2Ffamille%2Fappareils';
  expect((await portail.visiter('GET', vers, { cookie })).headers.location).toBe(
    '/famille/appareils',
  );
});
