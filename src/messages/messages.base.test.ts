import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { CANARI, COOKIES, chargerDossiers } from '../../test/dossiers.ts';
import { ouvrirPortail, type Portail } from '../../test/portail.ts';

const PAGE = '/famille/contact';

let portail: Portail;
beforeAll(async () => {
  portail = await ouvrirPortail();
  await chargerDossiers(portail.services.db);
});
afterAll(() => portail.fermer());
beforeEach(async () => {
  await sql`truncate journal, courriels, echanges, messages restart identity cascade`.execute(
    portail.services.db,
  );
});

const lire = (chemin: string, cookie: string) => portail.visiter('GET', chemin, { cookie });
const message = (de: Record<string, string> = {}) => ({
  structure: '1',
  objet: 'Repas de jeudi',
  texte: 'Bonjour,\nLéo sera absent.',
  cle_unique: randomUUID(),
  ...de,
});
const envoyer = (champs: Record<string, string>, cookie: string = COOKIES.nadia) =>
  portail.visiter('POST', PAGE, { cookie, corps: new URLSearchParams(champs) });
const clore = (id: number, cookie: string) =>
  portail.visiter('POST', `/agent/messages/${id}/suivi`, {
    cookie,
    corps: new URLSearchParams({ etat: 'close', agent: 'personne', agent_vu: '' }),
  });
const compter = async (table: string) => {
  const { rows } = await sql<{ n: number }>`select count(*) as n from ${sql.table(table)}`.execute(
    portail.services.db,
  );
  return rows[0]?.n;
};
const courriels = async () =>
  (
    await sql<Record<'destinataire' | 'sujet' | 'texte' | 'html' | 'repondre_a', string>>`
      select destinataire, sujet, texte, html, repondre_a from courriels order by id`.execute(
      portail.services.db,
    )
  ).rows;

describe('Contacter le centre', () => {
  test('le centre reçoit le message et de quoi répondre, le parent un accusé', async () => {
    const reponse = await envoyer(message());
    expect([reponse.statusCode, reponse.headers.location]).toEqual([303, PAGE]);
    const [centre, parent] = await courriels();
    expect(centre).toMatchObject({
      destinataire: 'cantine@saint-aubin.test',
      sujet: 'Message de Mme Nadia Benali : Repas de jeudi',
      repondre_a: 'nadia@famille.test',
    });
    expect(centre?.texte).toContain('Léo sera absent.');
    expect(centre?.texte).toContain('Mme Nadia Benali (famille Benali)');
    expect(centre?.texte).toContain('nadia@famille.test');
    expect(centre?.texte).toContain('http://portail.test/agent/messages/1');
    expect([parent?.destinataire, parent?.repondre_a]).toEqual(['nadia@famille.test', null]);
    expect(parent?.texte).toContain('n° 1');
    expect(parent?.texte).toContain('Restaurant scolaire');
    expect(await compter('pgboss.job')).toBeGreaterThanOrEqual(2);
  });

  test('« Je ne sais pas » écrit à la collectivité', async () => {
    await envoyer(message({ structure: 'inconnue' }));
    expect((await courriels())[0]?.destinataire).toBe('mairie@saint-aubin.test');
  });

  test('rejoué ou double-cliqué, il ne part qu’une fois, avec la même confirmation', async () => {
    const champs = message();
    const reponses = await Promise.all([1, 2, 3].map(() => envoyer(champs)));
    const encore = await envoyer(champs);
    const confirmations = [...reponses, encore].map((r) => [
      r.statusCode,
      r.cookies.find((c) => c.name === 'preau_message')?.value,
    ]);
    expect(new Set(confirmations.map(String)).size).toBe(1);
    expect([await compter('messages'), await compter('courriels')]).toEqual([1, 2]);
    expect(await compter('journal')).toBe(1);
  });

  test('la clé d’un autre ne rend pas son message', async () => {
    const champs = message();
    await envoyer(champs);
    const { statusCode } = await envoyer({ ...champs, famille: '3' }, COOKIES.karim);
    expect(statusCode).toBe(422);
    expect(await compter('messages')).toBe(1);
  });

  test('le onzième message du jour est refusé, même envoyé au même instant', async () => {
    await Promise.all(Array.from({ length: 9 }, () => envoyer(message())));
    const champs = message();
    const derniers = await Promise.all([envoyer(champs), envoyer(message()), envoyer(message())]);
    expect(derniers.map((r) => r.statusCode).sort()).toEqual([303, 422, 422]);
    expect(await compter('messages')).toBe(10);
    const refuse = derniers.find((r) => r.statusCode === 422);
    expect(refuse?.body).toContain('Vous avez déjà envoyé 10 messages aujourd’hui');
    expect(refuse?.body).toContain('Léo sera absent.');
    portail.horloge.moveTo(new Date('2026-11-16T23:00:00Z')); // minuit à Paris
    expect((await envoyer(message())).statusCode).toBe(303);
    portail.horloge.moveTo(new Date('2026-11-16T09:00:00Z'));
  });

  test('ce qui manque revient en 422, la saisie gardée, les erreurs sur leurs champs', async () => {
    const { statusCode, body } = await envoyer(message({ structure: '', objet: ' ' }));
    expect(statusCode).toBe(422);
    expect(body).toContain('id="structure-erreur"');
    expect(body).toContain('id="objet-erreur"');
    expect(body).toContain('Léo sera absent.');
    expect(await compter('messages')).toBe(0);
  });

  test('une structure inconnue se dit sur son champ', async () => {
    const { statusCode, body } = await envoyer(message({ structure: '99' }));
    expect(statusCode).toBe(422);
    expect(body).toContain('id="structure-erreur"');
  });

  test('une clé abîmée n’envoie rien et se répare au second essai', async () => {
    const { statusCode, body } = await envoyer(message({ cle_unique: 'x' }));
    expect(statusCode).toBe(422);
    const cle = /name="cle_unique" value="([^"]+)"/.exec(body)?.[1] ?? '';
    expect((await envoyer(message({ cle_unique: cle }))).statusCode).toBe(303);
  });

  test('un adulte de deux familles choisit laquelle, et jamais celle d’un autre', async () => {
    const sans = await envoyer(message(), COOKIES.karim);
    expect(sans.body).toContain('Choisissez la famille dont vous parlez.');
    expect((await envoyer(message({ famille: '2' }), COOKIES.karim)).statusCode).toBe(422);
    expect((await envoyer(message({ famille: '3' }), COOKIES.karim)).statusCode).toBe(303);
  });

  test('corriger une information prépare l’objet, pour ses enfants seulement', async () => {
    expect((await lire(`${PAGE}?enfant=1`, COOKIES.nadia)).body).toContain(
      'value="Corriger une information : Léo Benali"',
    );
    for (const enfant of ['3', '4', '99', 'x', '0', '%00']) {
      expect((await lire(`${PAGE}?enfant=${enfant}`, COOKIES.nadia)).statusCode).toBe(404);
    }
  });

  test('on retrouve ses messages et leur état ; l’autre parent ne les lit pas', async () => {
    await envoyer(message());
    expect((await lire(PAGE, COOKIES.nadia)).body).toContain('en attente de traitement');
    await clore(1, COOKIES.claire);
    expect((await lire(PAGE, COOKIES.nadia)).body).toContain('Repas de jeudi : traité');
    expect((await lire(PAGE, COOKIES.karim)).body).not.toContain('Repas de jeudi');
  });

  test('sans famille, la page donne un autre moyen d’écrire', async () => {
    expect((await lire(PAGE, COOKIES.seule)).body).toContain('mailto:mairie@saint-aubin.test');
    expect((await envoyer(message(), COOKIES.seule)).statusCode).toBe(422);
  });

  test('se lit en quatre ordres SQL au plus', async () => {
    await lire(PAGE, COOKIES.nadia);
    portail.requetes.length = 0;
    await lire(PAGE, COOKIES.nadia);
    expect(portail.requetes.length).toBeLessThanOrEqual(4);
  });

  test('un objet hostile n’ajoute pas d’en-tête et ne s’affiche nulle part brut', async () => {
    await envoyer(message({ objet: `${CANARI}\r\nBcc: x@y.fr`, texte: CANARI }), COOKIES.canari);
    const [centre] = await courriels();
    expect(centre?.sujet).not.toMatch(/[\r\n]/);
    const pages = await Promise.all([
      lire(PAGE, COOKIES.canari),
      lire('/agent/messages', COOKIES.claire),
      lire('/agent/messages/1', COOKIES.claire),
    ]);
    for (const html of [centre?.html ?? '', ...pages.map((p) => p.body)]) {
      expect(html).toContain('&lt;script>alert(1)');
      expect(html).not.toContain('<script>alert');
    }
  });
});

describe('les agents et les messages', () => {
  test('à traiter d’abord, puis traité par qui et quand', async () => {
    await envoyer(message());
    await envoyer(message({ objet: 'Étude du soir' }));
    const liste = (await lire('/agent/messages', COOKIES.claire)).body;
    expect(liste.indexOf('Repas de jeudi')).toBeLessThan(liste.indexOf('Étude du soir'));
    const geste = await clore(1, COOKIES.claire);
    expect([geste.statusCode, geste.headers.location]).toEqual([303, '/agent/messages/1']);
    expect((await lire('/agent/messages', COOKIES.claire)).body).not.toContain('Repas de jeudi');
    expect((await lire('/agent/messages?vue=closes', COOKIES.claire)).body).toContain(
      'Repas de jeudi',
    );
    const page = (await lire('/agent/messages/1', COOKIES.claire)).body;
    expect(page).toContain('Conversation n° 1 : close.');
    expect(page).toContain('Claire Aubry');
    expect(page).toContain('/agent/familles/1');
  });

  test('traité deux fois n’est noté qu’une', async () => {
    await envoyer(message());
    await Promise.all([clore(1, COOKIES.claire), clore(1, COOKIES.denis)]);
    const { rows } = await sql<{ n: number }>`
      select count(*) as n from journal where verbe = 'suivre_message'`.execute(
      portail.services.db,
    );
    expect(rows[0]?.n).toBe(1);
  });

  test('un agent d’une structure ne voit ni ne traite les messages des autres', async () => {
    await envoyer(message({ structure: '2', objet: 'Loisirs' }));
    await envoyer(message({ structure: '1', objet: 'Cantine' }));
    const { body } = await lire('/agent/messages', COOKIES.denis);
    expect(body).toContain('Cantine');
    expect(body).not.toContain('Loisirs');
    for (const id of [1, 99]) {
      expect((await lire(`/agent/messages/${id}`, COOKIES.denis)).statusCode).toBe(404);
      expect((await clore(id, COOKIES.denis)).statusCode).toBe(404);
    }
    expect((await clore(2, COOKIES.denis)).statusCode).toBe(303);
  });

  test('« Je ne sais pas » n’est à personne : tout agent le voit et peut le traiter', async () => {
    await envoyer(message({ structure: 'inconnue', objet: 'Où m’adresser ?' }));
    for (const agent of [COOKIES.denis, COOKIES.claire]) {
      expect((await lire('/agent/messages', agent)).body).toContain('Où m’adresser ?');
    }
    expect((await lire('/agent/messages/1', COOKIES.denis)).statusCode).toBe(200);
    expect((await clore(1, COOKIES.denis)).statusCode).toBe(303);
  });

  test('sans lien vers une famille que l’agent ne peut pas ouvrir', async () => {
    await envoyer(message({ famille: '3' }), COOKIES.karim);
    expect((await lire('/agent/messages/1', COOKIES.denis)).body).not.toContain(
      '/agent/familles/3',
    );
    expect((await lire('/agent/messages/1', COOKIES.claire)).body).toContain('/agent/familles/3');
  });

  test('une famille n’y entre pas, une adresse absurde non plus', async () => {
    await envoyer(message());
    expect((await lire('/agent/messages', COOKIES.nadia)).statusCode).toBe(404);
    for (const id of ['0', 'abc', '1%00', '99999999999']) {
      expect((await lire(`/agent/messages/${id}`, COOKIES.claire)).statusCode).toBe(404);
    }
    expect((await lire('/agent/messages?page=9999', COOKIES.claire)).statusCode).toBe(200);
  });
});
