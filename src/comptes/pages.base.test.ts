import { solveChallenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/sha';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { petiteCommune } from '../../test/petite-commune.ts';
import { ouvrirPortail, type Portail, type Reponse } from '../../test/portail.ts';
import { hacher } from './hachage.ts';

const MOT_DE_PASSE = 'Trois7mots';
let portail: Portail;

beforeEach(async () => {
  portail = await ouvrirPortail();
  await petiteCommune(portail.services.db, { familles: 2 });
  await sql`update comptes set mot_de_passe_hache = ${await hacher(MOT_DE_PASSE)}`.execute(
    portail.services.db,
  );
});
afterEach(() => portail.fermer());

function temoins(reponse: Reponse): string {
  return reponse.cookies.map((c) => `${c.name}=${c.value}`).join('; ');
}

function essayer(motDePasse = MOT_DE_PASSE, champs: Record<string, string> = {}, cookie = '') {
  const corps = new URLSearchParams({
    identifiant: 'parent.1',
    mot_de_passe: motDePasse,
    ...champs,
  });
  return portail.visiter('POST', '/connexion', { corps, cookie });
}

async function lien(): Promise<string> {
  const { rows } = await sql<{
    texte: string;
  }>`select texte from courriels order by id desc limit 1`.execute(portail.services.db);
  return /https?:\/\/portail\.test(\/\S+)/.exec(rows[0]?.texte ?? '')?.[1] ?? '';
}

describe('se connecter', () => {
  test('par identifiant ou par adresse, sans souci de majuscules', async () => {
    for (const identifiant of ['parent.1', 'PARENT.1', 'Parent.1@famille.test']) {
      const reponse = await essayer(MOT_DE_PASSE, { identifiant });
      expect(reponse.statusCode).toBe(303);
      expect(reponse.headers.location).toBe('/famille');
    }
  });

  test('la session ouvre l’espace famille, la déconnexion le ferme', async () => {
    const cookie = temoins(await essayer());
    expect((await portail.visiter('GET', '/famille', { cookie })).statusCode).toBe(200);
    await portail.visiter('POST', '/deconnexion', { cookie });
    expect((await portail.visiter('GET', '/famille', { cookie })).headers.location).toBe(
      '/connexion?vers=%2Ffamille',
    );
  });

  test('la session est un témoin protégé, et la base n’en garde que l’empreinte', async () => {
    const reponse = await essayer();
    const [temoin] = reponse.cookies;
    expect(temoin).toMatchObject({ name: 'preau_session', httpOnly: true, sameSite: 'Lax' });
    const { rows } = await sql<{ n: number }>`
      select count(*)::int as n from sessions where encode(empreinte, 'escape') like ${`%${temoin?.value}%`}`.execute(
      portail.services.db,
    );
    expect(rows[0]?.n).toBe(0);
  });

  test('un compte inconnu et un mot de passe faux se répondent mot pour mot', async () => {
    const faux = await essayer('Faux7mots');
    const inconnu = await essayer('Faux7mots', { identifiant: 'personne' });
    const message = /Identifiant ou mot de passe incorrect[^<]*/;
    expect(faux.statusCode).toBe(422);
    expect(faux.body.match(message)?.[0]).toBe(inconnu.body.match(message)?.[0]);
    expect(faux.body).toContain('value="parent.1"');
    expect(faux.body).not.toContain('Faux7mots');
  });

  test('trois échecs : une preuve de travail suffit, une minute aussi', async () => {
    for (let i = 0; i < 3; i++) await essayer('Faux7mots');
    const refus = await essayer();
    expect(refus.statusCode).toBe(422);
    expect(refus.body).toContain('Sans JavaScript, attendez');
    const defi = /data-defi="([^"]+)"/.exec(refus.body)?.[1]?.replaceAll('&quot;', '"') ?? '';
    const challenge = JSON.parse(defi);
    const solution = await solveChallenge({ challenge, deriveKey });
    const preuve = JSON.stringify({ challenge, solution });
    expect((await essayer(MOT_DE_PASSE, { preuve })).statusCode).toBe(303);
    for (let i = 0; i < 3; i++) await essayer('Faux7mots');
    expect(
      (await essayer(MOT_DE_PASSE, { preuve })).statusCode,
      'une preuve ne sert qu’une fois',
    ).toBe(422);
    portail.horloge.advance(61_000);
    expect((await essayer()).statusCode).toBe(303);
  });

  test('on revient où l’on allait, jamais sur un autre site', async () => {
    expect((await essayer(MOT_DE_PASSE, { vers: '/famille/enfants' })).headers.location).toBe(
      '/famille/enfants',
    );
    for (const vers of [
      'https://ailleurs.test/',
      '//ailleurs.test',
      '/\\ailleurs.test',
      'javascript:alert(1)',
      '/famille@ailleurs.test',
    ]) {
      expect((await essayer(MOT_DE_PASSE, { vers })).headers.location).toBe('/famille');
    }
  });

  test('une page de famille coûte peu à garder : une requête de session', async () => {
    const cookie = temoins(await essayer());
    portail.requetes.length = 0;
    await portail.visiter('GET', '/famille/mot-de-passe', { cookie });
    expect(portail.requetes.length).toBeLessThanOrEqual(3);
  });
});

describe('ce qui ne vient pas d’ici', () => {
  test('un envoi d’un autre site est refusé, et ne connecte personne', async () => {
    const corps = new URLSearchParams({ identifiant: 'parent.1', mot_de_passe: MOT_DE_PASSE });
    for (const origine of ['https://ailleurs.test', null, 'null']) {
      const reponse = await portail.visiter('POST', '/connexion', { corps, origine });
      expect(reponse.statusCode).toBe(403);
      expect(reponse.cookies).toEqual([]);
    }
  });

  test('octets nuls, saisie énorme, identifiants démesurés : une phrase, pas une panne', async () => {
    expect((await essayer('a\0b')).statusCode).toBe(422);
    expect((await essayer('x'.repeat(600_000))).statusCode).toBe(413);
    expect(
      (await essayer('x'.repeat(200_000), { identifiant: 'y'.repeat(10_000) })).statusCode,
    ).toBe(422);
  });

  test('un espace famille n’existe pas pour un agent sans famille, ni l’inverse', async () => {
    const cookie = temoins(await essayer());
    expect((await portail.visiter('GET', '/agent/demandes', { cookie })).statusCode).toBe(404);
  });
});

describe('le mot de passe oublié', () => {
  const demander = (acces: string) =>
    portail.visiter('POST', '/mot-de-passe-oublie', { corps: new URLSearchParams({ acces }) });

  test('la réponse ne dit pas si le compte existe', async () => {
    const [connu, inconnu] = [
      await demander('parent.1'),
      await demander('personne@nulle-part.test'),
    ];
    expect(connu.body).toBe(inconnu.body);
  });

  test('le lien sert une fois, ferme les autres sessions et connecte', async () => {
    const ancienne = temoins(await essayer());
    await demander('parent.1@famille.test');
    const chemin = await lien();
    expect((await portail.visiter('GET', chemin)).statusCode).toBe(200);
    const corps = new URLSearchParams({ motDePasse: 'Nouveau7 chemin' });
    const reponse = await portail.visiter('POST', chemin, { corps });
    expect(reponse.statusCode).toBe(303);
    expect((await portail.visiter('GET', '/famille', { cookie: ancienne })).statusCode).toBe(303);
    expect(
      (await portail.visiter('GET', '/famille', { cookie: temoins(reponse) })).statusCode,
    ).toBe(200);
    expect((await portail.visiter('POST', chemin, { corps })).body).toContain(
      'Ce lien ne sert plus',
    );
  });

  test('deux clics au même instant n’en font qu’un', async () => {
    await demander('parent.1');
    const chemin = await lien();
    const corps = new URLSearchParams({ motDePasse: 'Nouveau7 chemin' });
    const deux = await Promise.all([1, 2].map(() => portail.visiter('POST', chemin, { corps })));
    expect(deux.map((r) => r.statusCode).sort()).toEqual([303, 422]);
  });

  test('un mot de passe refusé laisse le lien bon', async () => {
    await demander('parent.1');
    const chemin = await lien();
    const court = await portail.visiter('POST', chemin, {
      corps: new URLSearchParams({ motDePasse: 'court' }),
    });
    expect(court.statusCode).toBe(422);
    expect((await portail.visiter('GET', chemin)).body).toContain('Choisir un mot de passe');
  });

  test('une heure après, le lien propose d’en recevoir un autre', async () => {
    await demander('parent.1');
    const chemin = await lien();
    portail.horloge.advance(3_600_001);
    expect((await portail.visiter('GET', chemin)).body).toContain('Recevoir un nouveau lien');
  });

  test('un compte jamais activé reçoit son lien d’activation, trente jours', async () => {
    await sql`update comptes set active_le = null, mot_de_passe_hache = null where identifiant = 'parent.2'`.execute(
      portail.services.db,
    );
    await portail.visiter('POST', '/activation', {
      corps: new URLSearchParams({ acces: 'parent.2' }),
    });
    const chemin = await lien();
    expect(chemin).toMatch(/^\/activation\//);
    portail.horloge.advance(29 * 86_400_000);
    const reponse = await portail.visiter('POST', chemin, {
      corps: new URLSearchParams({ motDePasse: 'Premier7 pas' }),
    });
    expect(reponse.statusCode).toBe(303);
  });
});

describe('la session expirée au milieu d’un formulaire', () => {
  const corps = new URLSearchParams({ objet: 'Absence', texte: 'Léo est <malade> & "fiévreux"' });

  test('la saisie attend, et se rend à la même personne après reconnexion', async () => {
    const expiree = temoins(await essayer());
    portail.horloge.advance(13 * 3_600_000);
    const envoi = await portail.visiter('POST', '/famille/contact', { corps, cookie: expiree });
    expect(envoi.headers.location).toBe('/connexion');
    const retour = await essayer(MOT_DE_PASSE, {}, temoins(envoi));
    expect(retour.headers.location).toBe('/reprise');
    const page = await portail.visiter('GET', '/reprise', {
      cookie: `${temoins(envoi)}; ${temoins(retour)}`,
    });
    expect(page.body).toContain('action="/famille/contact"');
    expect(page.body).toContain('Léo est &lt;malade> &amp; &quot;fiévreux&quot;');
  });

  test('un autre compte n’en voit rien', async () => {
    const expiree = temoins(await essayer());
    portail.horloge.advance(13 * 3_600_000);
    const envoi = await portail.visiter('POST', '/famille/contact', { corps, cookie: expiree });
    const autre = await essayer(MOT_DE_PASSE, { identifiant: 'parent.2' }, temoins(envoi));
    const page = await portail.visiter('GET', '/reprise', {
      cookie: `${temoins(envoi)}; ${temoins(autre)}`,
    });
    expect(page.statusCode).toBe(303);
    expect(page.body).not.toContain('malade');
  });

  test('rien n’est gardé pour un inconnu', async () => {
    await portail.visiter('POST', '/famille/contact', { corps, cookie: 'preau_session=invente' });
    const { rows } = await sql`select 1 from saisies_interrompues`.execute(portail.services.db);
    expect(rows).toHaveLength(0);
  });
});

describe('mes appareils', () => {
  test('chacun se déconnecte, et seulement les siens', async () => {
    const [ici, ailleurs] = [temoins(await essayer()), temoins(await essayer())];
    const autrui = temoins(await essayer(MOT_DE_PASSE, { identifiant: 'parent.2' }));
    const { rows } = await sql<{ id: number }>`select id from sessions order by id`.execute(
      portail.services.db,
    );
    const fermer = (id: number | undefined, cookie: string) =>
      portail.visiter('POST', '/famille/appareils', {
        corps: new URLSearchParams({ session: String(id) }),
        cookie,
      });
    expect((await fermer(rows[2]?.id, ici)).statusCode).toBe(404);
    expect((await fermer(rows[1]?.id, ici)).statusCode).toBe(303);
    expect((await portail.visiter('GET', '/famille', { cookie: ailleurs })).statusCode).toBe(303);
    expect((await portail.visiter('GET', '/famille', { cookie: autrui })).statusCode).toBe(200);
  });
});

describe('changer d’adresse', () => {
  test('la nouvelle confirme, l’ancienne est prévenue, une adresse déjà prise est refusée', async () => {
    const cookie = temoins(await essayer());
    const demander = (courriel: string) =>
      portail.visiter('POST', '/famille/adresse-electronique', {
        corps: new URLSearchParams({ courriel }),
        cookie,
      });
    expect((await demander('pas une adresse')).statusCode).toBe(422);
    await demander('neuve@famille.test');
    const { rows } = await sql<{
      a: string;
      texte: string;
    }>`select destinataire as a, texte from courriels order by id`.execute(portail.services.db);
    expect(rows.map((r) => r.a)).toEqual(['neuve@famille.test', 'parent.1@famille.test']);
    const chemin = /portail\.test(\/courriel\/\S+)/.exec(rows[0]?.texte ?? '')?.[1] ?? '';
    expect((await portail.visiter('POST', chemin)).statusCode).toBe(303);
    expect((await essayer(MOT_DE_PASSE, { identifiant: 'neuve@famille.test' })).statusCode).toBe(
      303,
    );
    await demander('parent.2@famille.test');
    const second = await sql<{ texte: string }>`
      select texte from courriels where destinataire = 'parent.2@famille.test'`.execute(
      portail.services.db,
    );
    const pris = /portail\.test(\/courriel\/\S+)/.exec(second.rows[0]?.texte ?? '')?.[1] ?? '';
    expect((await portail.visiter('POST', pris)).body).toContain('sert déjà à un autre compte');
  });
});
