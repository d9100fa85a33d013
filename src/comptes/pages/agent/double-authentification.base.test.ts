import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { listerCourriels, MOT_DE_PASSE, temoins } from '../../../../test/comptes.ts';
import { connecter } from '../../../../test/decor.ts';
import { COOKIES, chargerDossiers } from '../../../../test/dossiers.ts';
import { ouvrirPortail, type Portail } from '../../../../test/portail.ts';
import { lancerEnsemble } from '../../../../test/verrous.ts';
import { transaction } from '../../../platform/db.ts';
import { deriveKeyring } from '../../../platform/encryption.ts';
import { routes } from '../../../routes.ts';
import { avecUnCode } from '../../actions/codes.ts';
import { hacher } from '../../hachage.ts';
import { codeDe, examinerCode } from '../../regles/double-authentification.ts';

/** Claire (compte 5) administre ; Denis (compte 6) est directeur. */
const CLAIRE = 5;
const DENIS = 6;
const ADRESSE = '/agent/double-authentification';
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
  const { db, config } = portail.services;
  config.doubleAuthentification = 'propose';
  portail.horloge.advance(3600_000);
  await sql`truncate doubles_authentifications, codes_de_secours, compteurs_d_echecs`.execute(db);
  await sql`delete from journal`.execute(db);
  await sql`delete from courriels`.execute(db);
  await sql`update sessions set revoquee_le = null, code_donne_le = null`.execute(db);
});

const lire = (chemin: string, cookie: string) => portail.visiter('GET', chemin, { cookie });
const envoyer = (chemin: string, champs: Record<string, string>, cookie: string) =>
  portail.visiter('POST', chemin, { cookie, corps: new URLSearchParams(champs) });
const code = (secret: string) => codeDe(secret, portail.horloge.now());
const phrases = async () => {
  const { rows } = await sql<{ phrase: string }>`select phrase from journal order by id`.execute(
    portail.services.db,
  );
  return rows.map((r) => r.phrase);
};

/** Pose la double authentification par la page ; rend la clé et les dix codes. */
async function poser(cookie: string): Promise<{ secret: string; secours: string[] }> {
  const { body } = await lire(ADRESSE, cookie);
  const secret = (body.match(/<code>([A-Z2-7 ]+)<\/code>/)?.[1] ?? '').replaceAll(' ', '');
  const sceau = body.match(/name="sceau" value="([^"]+)"/)?.[1] ?? '';
  const posee = await envoyer(ADRESSE, { sceau, code: code(secret) }, cookie);
  expect([posee.statusCode, posee.headers.location]).toEqual([303, `${ADRESSE}/codes`]);
  const codes = await lire(`${ADRESSE}/codes`, `${cookie}; ${temoins(posee)}`);
  const secours = [...codes.body.matchAll(/<code>([A-Z2-9]{5}-[A-Z2-9]{5})<\/code>/g)];
  portail.horloge.advance(60_000);
  return { secret, secours: secours.map((m) => m[1] ?? '') };
}

/** Mot de passe donné : la session entrouverte. */
async function seConnecter(identifiant = 'denis'): Promise<string> {
  const reponse = await portail.visiter('POST', '/connexion', {
    corps: new URLSearchParams({ identifiant, mot_de_passe: MOT_DE_PASSE }),
  });
  expect(reponse.headers.location).toBe('/connexion/code');
  return temoins(reponse);
}
const donner = (saisie: Record<string, string>, cookie: string) =>
  envoyer('/connexion/code', saisie, cookie);

describe('poser la double authentification', () => {
  test('un dessin, une clé, un premier code : dix codes de secours, un courriel, le journal', async () => {
    const { body } = await lire(ADRESSE, COOKIES.denis);
    expect(body).toContain('role="img"');
    expect(body).toContain('sans y être imposée');
    const { secours } = await poser(COOKIES.denis);
    expect(new Set(secours).size).toBe(10);
    expect(await phrases()).toEqual(['Denis Roux a posé sa double authentification.']);
    expect((await listerCourriels(portail)).map((c) => [c.destinataire, c.sujet])).toEqual([
      ['denis@famille.test', 'Votre double authentification a changé'],
    ]);
    expect((await lire(ADRESSE, COOKIES.denis)).body).toContain(
      'Il vous reste 10 codes de secours',
    );
    expect((await lire('/agent/listes', COOKIES.denis)).statusCode).toBe(200);
  });

  test('ni la clé ni les codes de secours ne se lisent en base', async () => {
    const { secret, secours } = await poser(COOKIES.denis);
    const { rows } = await sql<{ scelle: Buffer; empreinte: Buffer }>`
      select d.secret_chiffre as scelle, s.empreinte from doubles_authentifications d
      join codes_de_secours s using (compte_id)`.execute(portail.services.db);
    for (const { scelle, empreinte } of rows) {
      expect(scelle.toString('latin1')).not.toContain(secret);
      expect(empreinte).toHaveLength(32);
      for (const c of secours)
        expect(empreinte.toString('latin1')).not.toContain(c.replace('-', ''));
    }
  });

  test('un code faux garde le même dessin et dit quoi faire ; rien n’est posé', async () => {
    const { body } = await lire(ADRESSE, COOKIES.denis);
    const sceau = body.match(/name="sceau" value="([^"]+)"/)?.[1] ?? '';
    const reponse = await envoyer(ADRESSE, { sceau, code: '000000' }, COOKIES.denis);
    expect(reponse.statusCode).toBe(422);
    expect(reponse.body).toContain('Attendez le suivant');
    expect(reponse.body.match(/<code>[A-Z2-7 ]+<\/code>/)?.[0]).toBe(
      body.match(/<code>[A-Z2-7 ]+<\/code>/)?.[0],
    );
    expect((await lire(ADRESSE, COOKIES.denis)).body).toContain('Photographiez ce dessin');
  });

  test('le sceau d’un autre compte ne sert pas ; un double clic ne pose qu’une fois', async () => {
    const { body } = await lire(ADRESSE, COOKIES.claire);
    const secret = (body.match(/<code>([A-Z2-7 ]+)<\/code>/)?.[1] ?? '').replaceAll(' ', '');
    const sceau = body.match(/name="sceau" value="([^"]+)"/)?.[1] ?? '';
    const saisie = { sceau, code: code(secret) };
    expect((await envoyer(ADRESSE, saisie, COOKIES.denis)).statusCode).toBe(422);
    const deux = await Promise.all([
      envoyer(ADRESSE, saisie, COOKIES.claire),
      envoyer(ADRESSE, saisie, COOKIES.claire),
    ]);
    expect(deux.map((r) => r.statusCode)).toEqual([303, 303]);
    expect(await phrases()).toHaveLength(1);
  });

  test('les codes de secours ne se remontrent qu’à l’appareil qui les a reçus, le temps de les garder', async () => {
    const { body } = await lire(ADRESSE, COOKIES.denis);
    const secret = (body.match(/<code>([A-Z2-7 ]+)<\/code>/)?.[1] ?? '').replaceAll(' ', '');
    const sceau = body.match(/name="sceau" value="([^"]+)"/)?.[1] ?? '';
    const posee = await envoyer(ADRESSE, { sceau, code: code(secret) }, COOKIES.denis);
    const temoin = temoins(posee);
    expect((await lire(`${ADRESSE}/codes`, `${COOKIES.denis}; ${temoin}`)).statusCode).toBe(200);
    expect((await lire(`${ADRESSE}/codes`, `${COOKIES.claire}; ${temoin}`)).statusCode).toBe(303);
    expect((await lire(`${ADRESSE}/codes`, COOKIES.denis)).headers.location).toBe(ADRESSE);
    const gardes = await envoyer(`${ADRESSE}/codes`, { gardes: 'oui' }, COOKIES.denis);
    expect(gardes.cookies.find((c) => c.name === 'preau_codes')?.value).toBe('');
  });

  test('les pages se lisent en peu d’ordres SQL', async () => {
    await lire(ADRESSE, COOKIES.denis);
    portail.requetes.length = 0;
    await lire(ADRESSE, COOKIES.denis);
    expect(portail.requetes.length).toBeLessThanOrEqual(2);
    await poser(COOKIES.denis);
    await lire(ADRESSE, COOKIES.denis);
    portail.requetes.length = 0;
    await lire(ADRESSE, COOKIES.denis);
    expect(portail.requetes.length).toBeLessThanOrEqual(2);
  });
});

describe('se connecter avec un code', () => {
  test('le mot de passe n’ouvre rien ; le code ouvre tout, et ramène à la page demandée', async () => {
    const { secret } = await poser(COOKIES.denis);
    const entrouverte = await seConnecter();
    for (const { path, guard, GET } of routes) {
      if (guard === 'public' || !GET) continue;
      const { statusCode, headers } = await lire(path.replace(/:\w+/g, '1'), entrouverte);
      expect([path, statusCode, String(headers.location).slice(0, 10)]) //
        .toEqual([path, 303, '/connexion']);
    }
    const page = await lire('/connexion?vers=/agent/listes', entrouverte);
    expect(page.headers.location).toBe('/connexion/code?vers=%2Fagent%2Flistes');
    const faux = await donner({ code: '000000', vers: '/agent/listes' }, entrouverte);
    expect(faux.statusCode).toBe(422);
    expect(faux.body).toContain('Ce code n’est pas le bon');
    expect(faux.body).toContain('value="/agent/listes"');
    const juste = await donner({ code: code(secret), vers: '/agent/listes' }, entrouverte);
    expect([juste.statusCode, juste.headers.location]).toEqual([303, '/agent/listes']);
    expect((await lire('/agent/listes', entrouverte)).statusCode).toBe(200);
    const connexions = (await phrases()).filter((p) => p.includes('s’est connecté'));
    expect(connexions).toHaveLength(1);
  });

  test('un lien « mot de passe oublié » n’évite pas le code', async () => {
    await poser(COOKIES.denis);
    await portail.visiter('POST', '/mot-de-passe-oublie', {
      corps: new URLSearchParams({ acces: 'denis', identifiant: 'denis' }),
    });
    const lettre = (await listerCourriels(portail)).at(-1);
    const lien = lettre?.texte.match(/\/mot-de-passe\/\S+/)?.[0] ?? '';
    const choisi = await portail.visiter('POST', lien, {
      corps: new URLSearchParams({ motDePasse: 'Marronnier-Vert-42' }),
    });
    expect(choisi.statusCode).toBe(303);
    expect((await lire('/agent/listes', temoins(choisi))).headers.location).toContain('/connexion');
    await sql`update comptes set mot_de_passe_hache = ${await hacher(MOT_DE_PASSE)}`.execute(
      portail.services.db,
    );
  });

  test('un compte aussi parent n’ouvre pas non plus l’espace famille sans son code', async () => {
    const { db } = portail.services;
    await sql`update responsables set compte_id = ${DENIS} where compte_id = 1`.execute(db);
    const { secret } = await poser(COOKIES.denis);
    const entrouverte = await seConnecter();
    expect((await lire('/famille/informations', entrouverte)).headers.location).toContain(
      '/connexion',
    );
    await donner({ code: code(secret) }, entrouverte);
    expect((await lire('/famille/informations', entrouverte)).statusCode).toBe(200);
    await sql`update responsables set compte_id = 1 where compte_id = ${DENIS}`.execute(db);
  });

  test('un code ne sert qu’une fois, même juste, même ailleurs', async () => {
    const { secret } = await poser(COOKIES.denis);
    const [ici, ailleurs] = [await seConnecter(), await seConnecter()];
    const saisie = { code: code(secret) };
    expect((await donner(saisie, ici)).statusCode).toBe(303);
    const rejoue = await donner(saisie, ailleurs);
    expect(rejoue.statusCode).toBe(422);
    expect(rejoue.body).toContain('Ce code a déjà servi');
    expect((await donner(saisie, ici)).statusCode).toBe(303);
    portail.horloge.advance(30_000);
    expect((await donner({ code: code(secret) }, ailleurs)).statusCode).toBe(303);
  });

  test('passé un quart d’heure, ou après s’être déconnecté, on recommence', async () => {
    const { secret } = await poser(COOKIES.denis);
    const tardive = await seConnecter();
    portail.horloge.advance(16 * 60_000);
    expect((await donner({ code: code(secret) }, tardive)).headers.location).toBe('/connexion');
    const quittee = await seConnecter();
    await envoyer('/deconnexion', {}, quittee);
    expect((await donner({ code: code(secret) }, quittee)).headers.location).toBe('/connexion');
  });
});

describe('un code de secours', () => {
  test('remplace le téléphone une seule fois, et la personne en est prévenue', async () => {
    const { secours } = await poser(COOKIES.denis);
    const [premier = ''] = secours;
    expect((await donner({ secours: premier.toLowerCase() }, await seConnecter())).statusCode).toBe(
      303,
    );
    const lettre = (await listerCourriels(portail)).at(-1);
    expect([lettre?.sujet, lettre?.texte]).toEqual([
      'Un de vos codes de secours a servi',
      expect.stringContaining('Il vous en reste 9.'),
    ]);
    expect(await phrases()).toContain('Denis Roux a donné un code de secours.');
    expect((await donner({ secours: premier }, await seConnecter())).statusCode).toBe(422);
  });

  test('se refont, code en main ; les anciens ne servent plus', async () => {
    const { secret, secours } = await poser(COOKIES.denis);
    expect((await envoyer(`${ADRESSE}/codes`, { code: '000000' }, COOKIES.denis)).statusCode).toBe(
      422,
    );
    const refaits = await envoyer(`${ADRESSE}/codes`, { code: code(secret) }, COOKIES.denis);
    expect(refaits.headers.location).toBe(`${ADRESSE}/codes`);
    expect((await donner({ secours: secours[0] ?? '' }, await seConnecter())).statusCode).toBe(422);
  });
});

describe('les essais manqués', () => {
  test('se comptent : la preuve d’abord, puis l’attente, et le bon code même doit attendre', async () => {
    const { secret } = await poser(COOKIES.denis);
    const cookie = await seConnecter();
    for (let i = 0; i < 3; i++) await donner({ code: '000000' }, cookie);
    const preuve = await donner({ code: code(secret) }, cookie);
    expect(preuve.statusCode).toBe(422);
    expect(preuve.body).toContain('data-defi');
    portail.horloge.advance(61_000);
    expect((await donner({ code: code(secret) }, cookie)).statusCode).toBe(303);
  });

  test('de trente codes envoyés ensemble, trois sont examinés', async () => {
    await poser(COOKIES.denis);
    const essais = await Promise.all(
      Array.from({ length: 30 }, (_, i) =>
        avecUnCode(
          portail.services,
          { compteId: DENIS, saisie: String(100000 + i), visiteur: 'v', preuve: '' },
          async () => null,
        ),
      ),
    );
    expect(essais.filter((e) => e.issue === 'faux')).toHaveLength(3);
  });
});

describe('le même code au même instant', () => {
  const essai = (saisie: string) => () =>
    avecUnCode(
      portail.services,
      { compteId: DENIS, saisie, visiteur: 'v', preuve: '' },
      async () => null,
    ).then((r) => {
      if (r.issue !== 'juste') throw new Error(r.issue);
    });
  const verrou = sql`select 1 from doubles_authentifications where compte_id = ${DENIS} for update`;

  test('ne passe qu’une fois, de l’application comme de secours', async () => {
    const { db } = portail.services;
    const { secret, secours } = await poser(COOKIES.denis);
    const juste = code(secret);
    expect(await lancerEnsemble(db, verrou, [essai(juste), essai(juste)])).toBe(1);
    const secoursDu = secours[0] ?? '';
    expect(await lancerEnsemble(db, verrou, [essai(secoursDu), essai(secoursDu)])).toBe(1);
  });

  test('sans le verrou, la course existe : il passe deux fois', async () => {
    const { db } = portail.services;
    const { secret } = await poser(COOKIES.denis);
    const juste = code(secret);
    let lus = 0;
    const tousOntLu = Promise.withResolvers<void>();
    const sansVerrou = () =>
      transaction(db, async (tx) => {
        const { rows } = await sql<{ pas: number }>`
          select dernier_pas as pas from doubles_authentifications where compte_id = ${DENIS}`.execute(
          tx,
        );
        lus += 1;
        if (lus === 2) tousOntLu.resolve();
        await tousOntLu.promise;
        return examinerCode(secret, juste, portail.horloge.now(), rows[0]?.pas ?? null).issue;
      });
    expect(await Promise.all([sansVerrou(), sansVerrou()])).toEqual(['juste', 'juste']);
  });
});

describe('quand elle est imposée', () => {
  const pages = routes.filter((r) => r.guard === 'agent');

  test('un administrateur qui ne l’a pas posée n’ouvre rien d’autre, et la pose', async () => {
    portail.services.config.doubleAuthentification = 'roles';
    for (const { path, rights, GET, POST } of pages)
      for (const [methode, existe] of [
        ['GET', GET],
        ['POST', POST],
      ] as const) {
        if (!existe || rights?.[methode] === 'proteger compte') continue;
        const reponse = await portail.visiter(methode, path.replace(/:\w+/g, '1'), {
          cookie: COOKIES.claire,
        });
        expect([methode, path, reponse.headers.location]).toEqual([methode, path, ADRESSE]);
      }
    const { body } = await lire(ADRESSE, COOKIES.claire);
    expect(body).toContain('Votre rôle la demande');
    expect(body).not.toContain('aria-label="Menu"');
    await poser(COOKIES.claire);
    expect((await lire('/agent/agents', COOKIES.claire)).statusCode).toBe(200);
  });

  test('« roles » laisse les autres libres ; « tous » la demande à chacun', async () => {
    const { config } = portail.services;
    config.doubleAuthentification = 'roles';
    expect((await lire('/agent/listes', COOKIES.denis)).statusCode).toBe(200);
    config.doubleAuthentification = 'tous';
    expect((await lire('/agent/listes', COOKIES.denis)).headers.location).toBe(ADRESSE);
  });

  test('qui y est tenu ne la retire pas ; les autres le peuvent, code en main', async () => {
    const { config, db } = portail.services;
    const { secret } = await poser(COOKIES.denis);
    config.doubleAuthentification = 'tous';
    await envoyer(`${ADRESSE}/retrait`, { code: code(secret) }, COOKIES.denis);
    config.doubleAuthentification = 'propose';
    expect((await lire(ADRESSE, COOKIES.denis)).body).toContain('Posée');
    expect(
      (await envoyer(`${ADRESSE}/retrait`, { code: '000000' }, COOKIES.denis)).statusCode,
    ).toBe(422);
    await envoyer(`${ADRESSE}/retrait`, { code: code(secret) }, COOKIES.denis);
    const { rows } = await sql`select 1 from doubles_authentifications`.execute(db);
    expect(rows).toHaveLength(0);
  });
});

describe('retirée par un autre administrateur', () => {
  const retirer = (agent: number, champs: Record<string, string>) =>
    envoyer(`/agent/agents/${agent}/double-authentification`, champs, COOKIES.claire);

  test('avec un motif : ses appareils se déconnectent, un courriel le lui dit, le journal le garde', async () => {
    await poser(COOKIES.denis);
    expect((await retirer(2, {})).statusCode).toBe(422);
    expect((await lire('/agent/agents/2', COOKIES.claire)).body).toContain('Motif du retrait');
    expect((await retirer(2, { motif_double: 'Téléphone perdu' })).statusCode).toBe(303);
    expect((await lire('/agent/listes', COOKIES.denis)).headers.location).toContain('/connexion');
    expect((await phrases()).at(-1)).toBe(
      'Claire Aubry a retiré la double authentification de Denis Roux. Motif : Téléphone perdu.',
    );
    const lettre = (await listerCourriels(portail)).at(-1);
    expect(lettre?.texte).toContain('Un administrateur a retiré votre double authentification');
    const encore = await phrases();
    await retirer(2, { motif_double: 'Téléphone perdu' });
    expect(await phrases()).toEqual(encore);
    const seul = await connecter(portail.services.db, DENIS, portail.horloge.now());
    expect((await lire('/agent/listes', seul)).statusCode).toBe(200);
  });

  test('jamais la sienne', async () => {
    await poser(COOKIES.claire);
    const reponse = await retirer(1, { motif_double: 'Essai' });
    expect(reponse.statusCode).toBe(422);
    const { rows } = await sql`
      select 1 from doubles_authentifications where compte_id = ${CLAIRE}`.execute(
      portail.services.db,
    );
    expect(rows).toHaveLength(1);
  });
});

test('sans sa clé (PREAU_CLES), le code ne se vérifie plus, et la page le dit', async () => {
  const { config } = portail.services;
  const { secret } = await poser(COOKIES.denis);
  const cookie = await seConnecter();
  const avant = config.cles;
  config.cles = deriveKeyring('un autre secret, tout aussi long que l’autre');
  const { body } = await donner({ code: code(secret) }, cookie);
  config.cles = avant;
  expect(body).toContain('Ce portail ne peut plus lire votre double authentification');
});
