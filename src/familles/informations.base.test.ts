import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { CANARI, COOKIES, chargerDossiers } from '../../test/dossiers.ts';
import { ouvrirPortail, type Portail } from '../../test/portail.ts';
import { attendreVerrous } from '../../test/verrous.ts';
import { transaction } from '../platform/db.ts';

const PAGE = '/famille/informations';
const BON = {
  adresse: '3 rue du Four',
  codePostal: '45190',
  commune: 'Beaugency',
  telephone: '',
  portable: '+33 6 12 34 56 78',
};

let portail: Portail;
beforeAll(async () => {
  portail = await ouvrirPortail();
  await chargerDossiers(portail.services.db);
});
afterAll(() => portail.fermer());
beforeEach(async () => {
  const { db } = portail.services;
  await sql`truncate journal`.execute(db);
  await sql`
    update responsables set adresse = '12 rue de l’École', code_postal = '45130', portable = '',
      commune = 'Saint-Aubin', facture_electronique = false, modifie_le = null
    where id = 1`.execute(db);
});

const lire = (cookie: string = COOKIES.nadia) => portail.visiter('GET', PAGE, { cookie });
const envoyer = (champs: Record<string, string>, cookie: string = COOKIES.nadia) =>
  portail.visiter('POST', PAGE, { cookie, corps: new URLSearchParams(champs) });
const version = (html: string) => /name="version" value(?:="([^"]*)")?/.exec(html)?.[1] ?? '';
const fiche = async () =>
  (
    await sql<Record<string, unknown>>`
      select adresse, code_postal, commune, portable, facture_electronique from responsables
      where id = 1`.execute(portail.services.db)
  ).rows[0];
const journal = async () =>
  (
    await sql<{ phrase: string; verbe: string; acteur: string; sujets: string[] }>`
      select phrase, verbe, acteur, sujets from journal order by id`.execute(portail.services.db)
  ).rows;

describe('Mes informations', () => {
  test('parle avec les mots du guide et montre ce qui est enregistré', async () => {
    const { statusCode, body } = await lire();
    expect(statusCode).toBe(200);
    for (const mots of [
      'Bienvenue Mme Nadia Benali',
      'Identification',
      'Coordonnées et facturation',
      'Facture électronique',
      'En cochant cette case, vous acceptez l’envoi des factures par e-mail.',
      'merci d’utiliser le <a href="/famille/contact">formulaire de contact</a>',
      'nadia@famille.test',
      '12 rue de l’École',
    ]) {
      expect(body).toContain(mots);
    }
  });

  test('se lit en trois ordres SQL au plus', async () => {
    await lire();
    portail.requetes.length = 0;
    await lire();
    expect(portail.requetes.length).toBeLessThanOrEqual(3);
  });

  test('enregistre, met au propre, et note au journal les champs sans leurs valeurs', async () => {
    const reponse = await envoyer({ ...BON, factureElectronique: 'oui', version: '' });
    expect([reponse.statusCode, reponse.headers.location]).toEqual([303, PAGE]);
    expect(await fiche()).toEqual({
      adresse: '3 rue du Four',
      code_postal: '45190',
      commune: 'Beaugency',
      portable: '06 12 34 56 78',
      facture_electronique: true,
    });
    expect(await journal()).toEqual([
      {
        acteur: 'Nadia Benali',
        verbe: 'changer_adresse',
        phrase:
          'Coordonnées modifiées : adresse, code postal, commune, portable, facture électronique.',
        sujets: ['famille:1'],
      },
    ]);
  });

  test('ne touche pas à la commune qui ouvre des droits, et le dit', async () => {
    await envoyer({ ...BON, version: '' });
    const { rows } = await sql<{ code_insee: string }>`
      select code_insee from familles where id = 1`.execute(portail.services.db);
    expect(rows[0]?.code_insee).toBe('45269');
    expect((await lire()).body).toContain('Vos droits restent ceux de Saint-Aubin');
  });

  test('une saisie à revoir revient en 422, telle que tapée, l’erreur sur son champ', async () => {
    const { statusCode, body } = await envoyer({ ...BON, codePostal: '4513', portable: '0238' });
    expect(statusCode).toBe(422);
    expect(body).toContain('2 réponses sont à revoir');
    expect(body).toContain('href="#codePostal"');
    expect(body).toContain('id="portable-erreur"');
    expect(body).toContain('value="0238"');
    expect(body).toContain('value="3 rue du Four"');
    expect((await fiche())?.adresse).toBe('12 rue de l’École');
  });

  test('deux onglets : le second est prévenu, garde sa saisie, et choisit', async () => {
    const vue = version((await lire()).body);
    await envoyer({ ...BON, version: vue });
    portail.horloge.advance(1000);
    const tard = await envoyer({ ...BON, adresse: '8 rue Neuve', version: vue });
    expect(tard.statusCode).toBe(422);
    expect(tard.body).toContain('modifiées entre-temps');
    expect(tard.body).toContain('value="8 rue Neuve"');
    expect(tard.body).toContain('Enregistré aujourd’hui : 3 rue du Four');
    expect((await fiche())?.adresse).toBe('3 rue du Four');
    await envoyer({ ...BON, adresse: '8 rue Neuve', version: version(tard.body) });
    expect((await fiche())?.adresse).toBe('8 rue Neuve');
  });

  test('une faute de frappe corrigée n’efface pas ce qu’un autre onglet a enregistré', async () => {
    const vue = version((await lire()).body);
    await envoyer({ ...BON, version: vue });
    const faute = await envoyer({ ...BON, adresse: '8 rue Neuve', codePostal: 'x', version: vue });
    const suite = await envoyer({ ...BON, adresse: '8 rue Neuve', version: version(faute.body) });
    expect(suite.statusCode).toBe(422);
    expect(suite.body).toContain('modifiées entre-temps');
  });

  test('un double-clic enregistre une fois', async () => {
    const reponses = await Promise.all([1, 2, 3].map(() => envoyer({ ...BON, version: '' })));
    expect(reponses.map((r) => r.statusCode)).toEqual([303, 303, 303]);
    expect(await journal()).toHaveLength(1);
  });

  test('deux onglets au même instant : l’un enregistre, l’autre est prévenu', async () => {
    const deux = await transaction(portail.services.db, async (tx) => {
      // Le test tient la ligne : les deux envois sont partis avant qu'aucun n'ait écrit.
      await sql`select id from responsables where id = 1 for update`.execute(tx);
      const envois = ['8 rue Neuve', '9 rue Neuve'].map((adresse) =>
        envoyer({ ...BON, adresse, version: '' }),
      );
      await attendreVerrous(portail.services.db, 2);
      return envois;
    });
    const statuts = (await Promise.all(deux)).map((r) => r.statusCode);
    expect(statuts.sort()).toEqual([303, 422]);
  });

  test('un octet nul est refusé sans rien écrire', async () => {
    const { statusCode } = await envoyer({ ...BON, adresse: '3 rue\0', version: '' });
    expect(statusCode).toBe(422);
    expect((await fiche())?.adresse).toBe('12 rue de l’École');
  });

  test('un adulte de deux familles le note dans les deux', async () => {
    await envoyer({ ...BON, version: '' }, COOKIES.karim);
    expect((await journal())[0]?.sujets).toEqual(['famille:1', 'famille:3']);
  });

  test('un numéro glissé dans le formulaire ne change personne d’autre', async () => {
    await envoyer({ ...BON, version: '', id: '1', responsableId: '1' }, COOKIES.seule);
    expect((await fiche())?.adresse).toBe('12 rue de l’École');
  });

  test('un envoi sans origine est refusé', async () => {
    const reponse = await portail.visiter('POST', PAGE, {
      cookie: COOKIES.nadia,
      corps: new URLSearchParams(BON),
      origine: 'https://ailleurs.test',
    });
    expect(reponse.statusCode).toBe(403);
  });
});

describe('Mes enfants et Historique', () => {
  test('un enfant : âge, naissance, école et classe de cette année et de la suivante', async () => {
    const { body } = await portail.visiter('GET', '/famille/enfants', { cookie: COOKIES.nadia });
    for (const mots of [
      'Léo Benali',
      '7 ans',
      '3 mars 2019',
      'École 2026-2027',
      'École Jules-Ferry, CP de M. Petit',
      'École 2027-2028',
      'Bleue (CE1)',
      'Pas encore connue',
      '/famille/inscriptions?enfant=1',
    ]) {
      expect(body).toContain(mots);
    }
    expect(body).not.toContain('Zoé');
  });

  test('deux familles se montrent l’une après l’autre, chacune sous son nom', async () => {
    const { body } = await portail.visiter('GET', '/famille/enfants', { cookie: COOKIES.karim });
    expect(body.indexOf('Famille Benali')).toBeGreaterThan(0);
    expect(body.indexOf('Famille Weiß-Lœvy')).toBeGreaterThan(body.indexOf('Léo Benali'));
    expect(body).toContain('Zoé Lœvy');
  });

  test('sans enfant, la page dit quoi faire', async () => {
    const { body } = await portail.visiter('GET', '/famille/enfants', { cookie: COOKIES.seule });
    expect(body).toContain('Aucun enfant dans votre dossier');
  });

  test('l’historique dit qui, quand et quoi, et rien des autres familles', async () => {
    await envoyer({ ...BON, version: '' });
    const chez = async (cookie: string) =>
      (await portail.visiter('GET', '/famille/historique', { cookie })).body;
    const mienne = await chez(COOKIES.nadia);
    expect(mienne).toContain('Coordonnées modifiées : adresse');
    expect(mienne).toMatch(/lundi 16 novembre 2026 à 10\u00a0h, Nadia Benali/);
    expect(mienne).not.toContain('3 rue du Four');
    expect(await chez(COOKIES.karim)).toContain('Coordonnées modifiées');
    expect(await chez(COOKIES.canari)).toContain('Rien pour l’instant');
  });

  test.each([PAGE, '/famille/enfants', '/famille/historique', '/famille/contact'])(
    '%s n’écrit jamais brut le nom de la famille canari',
    async (chemin) => {
      const { statusCode, body } = await portail.visiter('GET', chemin, {
        cookie: COOKIES.canari,
      });
      expect(statusCode).toBe(200);
      expect(body).toContain('&lt;script>alert(1)');
      expect(body).not.toContain(CANARI);
      expect(body).not.toContain('<script>alert');
    },
  );

  test.each([PAGE, '/famille/enfants', '/famille/historique', '/famille/contact'])(
    '%s demande de se connecter, et n’existe pas pour un agent',
    async (chemin) => {
      const anonyme = await portail.visiter('GET', chemin);
      expect([anonyme.statusCode, anonyme.headers.location]).toEqual([
        303,
        `/connexion?vers=${encodeURIComponent(chemin)}`,
      ]);
      const agent = await portail.visiter('GET', chemin, { cookie: COOKIES.claire });
      expect(agent.statusCode).toBe(404);
    },
  );
});
