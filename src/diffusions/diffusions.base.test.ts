import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { CANARI, COOKIES, chargerDossiers } from '../../test/dossiers.ts';
import { ouvrirPortail, type Portail } from '../../test/portail.ts';
import { envoyerLesDiffusions } from './actions/envoyer.ts';

let portail: Portail;
beforeAll(async () => {
  portail = await ouvrirPortail();
  const { db } = portail.services;
  await chargerDossiers(db);
  await sql`
    with p as (insert into prestations (activite_id, nom, heure_debut, heure_fin) values
      (1, 'Repas', '12:00', '13:30'), (2, 'Journée', '08:00', '18:00') returning id, activite_id)
    insert into reservations (demande_id, enfant_id, prestation_id, jour, etat, origine, creee_le)
    select d.id, d.enfant_id, p.id, v.jour::date, v.etat, 'portail', '2026-09-01'
    from p join demandes d on d.activite_id = p.activite_id
    join (values (1, '2026-11-19', 'validee'), (1, '2026-11-12', 'validee'),
      (1, '2026-11-20', 'annulee_par_famille'), (2, '2026-11-18', 'validee')) v (a, jour, etat)
      on v.a = p.activite_id`.execute(db);
});
afterAll(() => portail.fermer());
beforeEach(async () => {
  portail.horloge.reset();
  const { db } = portail.services;
  await sql`truncate journal, courriels, diffusions, destinataires_de_diffusion
    restart identity cascade`.execute(db);
  await sql`update comptes set courriel = identifiant || '@famille.test', ferme_le = null`.execute(
    db,
  );
});

const lire = (chemin: string, cookie: string = COOKIES.claire) =>
  portail.visiter('GET', chemin, { cookie });
const poster = (chemin: string, champs: string[][], cookie: string = COOKIES.claire) =>
  portail.visiter('POST', chemin, { cookie, corps: new URLSearchParams(champs) });
const preparer = (choix: string[][], cookie: string = COOKIES.claire, cle = randomUUID()) =>
  poster(
    '/agent/diffusions/nouvelle',
    [
      ...choix,
      ['objet', 'Sortie au parc'],
      ['texte', 'Bonjour,\nprévoyez des bottes.'],
      ['cle_unique', cle],
    ],
    cookie,
  );
const PAGE = '/agent/diffusions/1';
const lancer = (adultes: number, cookie: string = COOKIES.claire) =>
  poster(`${PAGE}/lancement`, [['adultes', String(adultes)]], cookie);
const arreter = () => poster(`${PAGE}/arret`, []);
async function partir(parLot?: number): Promise<void> {
  portail.horloge.advance(3 * 60_000);
  await envoyerLesDiffusions(portail.services, parLot);
}
async function courriels() {
  const { rows } = await sql<
    Record<'destinataire' | 'sujet' | 'texte' | 'html' | 'repondre_a', string>
  >`
    select destinataire, sujet, texte, html, repondre_a from courriels order by destinataire`.execute(
    portail.services.db,
  );
  return rows;
}
const etat = async () =>
  (await sql<{ etat: string }>`select etat from diffusions`.execute(portail.services.db)).rows[0]
    ?.etat;

const BENALI = ['karim@famille.test', 'nadia@famille.test'];

/** docs/regles/messages.md : où, quels jours, quelle école, qui est visé. */
const exemples = readFileSync('docs/regles/messages.md', 'utf8')
  .split('## Exemples\n')[1]!
  .split('## ')[0]!
  .split('\n')
  .filter((l) => /\| 9 \|$/.test(l))
  .map((l) =>
    l
      .split('|')
      .map((c) => c.trim())
      .slice(1, 5),
  );

const CASES: Record<string, string[]> = {
  cantine: ['ou', 'a:1'],
  mercredis: ['ou', 'a:2'],
  'Jules-Ferry': ['classe', 'e:1'],
  CP: ['classe', 'c:1'],
};
const mots = (cellule: string | undefined) => (cellule ?? '').split(', ').filter(Boolean);

describe('qui est visé', () => {
  test('la page donne huit exemples', () => expect(exemples).toHaveLength(8));

  test.each(exemples)('où : %s ; jours : %s ; école : %s ; visés : %s', async (...e) => {
    const [ou, jours, ecole, vises] = e;
    const [du = '', au = ''] = (jours ?? '').split(' au ');
    await preparer([
      ...[...mots(ou), ...mots(ecole)].map((mot) => CASES[mot]!),
      ['du', du],
      ['au', au],
    ]);
    const { body } = await lire(PAGE);
    expect(body.includes('Nadia Benali')).toBe(mots(vises).includes('Léo'));
    const familles = mots(vises).length;
    expect(body).toContain(
      familles === 0
        ? 'Personne n’est concerné'
        : `${familles} famille${familles > 1 ? 's' : ''}, `,
    );
  });

  test('une réservation annulée ou passée ne fait pas venir', async () => {
    await preparer([['du', '2026-11-20']]);
    expect((await lire(PAGE)).body).toContain('Personne n’est concerné');
    await sql`update reservations set jour = '2026-11-13' where jour = '2026-11-19'`.execute(
      portail.services.db,
    );
    await preparer([['ou', 'a:1']]);
    expect((await lire('/agent/diffusions/2')).body).toContain('Personne n’est concerné');
    await sql`update reservations set jour = '2026-11-19' where jour = '2026-11-13'`.execute(
      portail.services.db,
    );
  });

  test('un adulte de deux familles ne compte qu’une fois ; un dossier archivé, jamais', async () => {
    const { db } = portail.services;
    await preparer([
      ['ou', 's:1'],
      ['ou', 's:2'],
    ]);
    expect((await lire(PAGE)).body).toContain('2 familles, 2 adultes');
    await sql`update familles set archivee_le = '2026-11-01' where id = 1`.execute(db);
    expect((await lire(PAGE)).body).toContain('1 famille, 1 adulte');
    await sql`update familles set archivee_le = null`.execute(db);
  });
});

describe('préparer et relire', () => {
  test('l’aperçu montre la lettre, la liste et qui n’a pas d’adresse ; rien ne part', async () => {
    await sql`update comptes set courriel = null where id = 1`.execute(portail.services.db);
    const envoi = await preparer([['ou', 'a:1']]);
    expect([envoi.statusCode, envoi.headers.location]).toEqual([303, PAGE]);
    const { body } = await lire(PAGE);
    expect(body).toContain('1 famille, 2 adultes');
    expect(body).toContain('1 adulte, à appeler');
    expect(body).toContain('prévoyez des bottes.');
    expect(body).toContain('Cantine (Restaurant scolaire)');
    expect(body).not.toContain('Léo');
    await partir();
    expect(await courriels()).toEqual([]);
  });

  test('le même formulaire n’en prépare qu’un', async () => {
    const cle = randomUUID();
    const envois = await Promise.all([1, 2].map(() => preparer([['ou', 'a:1']], undefined, cle)));
    expect(envois.map((e) => e.headers.location)).toEqual([PAGE, PAGE]);
    expect((await lire('/agent/diffusions')).body).toContain('1 enregistrement');
  });

  test('ce qui manque revient en 422, les cases et le texte gardés', async () => {
    const { statusCode, body } = await preparer([
      ['ou', 'a:1'],
      ['du', 'jamais'],
      ['objet', ''],
    ]);
    expect(statusCode).toBe(422);
    expect(body).toContain('id="du-erreur"');
    expect(body).toMatch(/value="a:1" checked/);
    expect(body).toContain('prévoyez des bottes.');
    const personne = await preparer([]);
    expect(personne.statusCode).toBe(422);
    expect(personne.body).toContain('Dites à qui vous écrivez');
  });

  test('« Corriger » reprend les cases et le texte', async () => {
    await preparer([
      ['ou', 'a:1'],
      ['classe', 'c:1'],
      ['du', '2026-11-19'],
    ]);
    const { body } = await lire('/agent/diffusions/nouvelle?depuis=1');
    expect(body).toMatch(/value="a:1" checked/);
    expect(body).toMatch(/value="c:1" checked/);
    expect(body).toContain('value="2026-11-19"');
    expect(body).toContain('value="Sortie au parc"');
  });

  test('les pages se lisent en peu d’ordres SQL', async () => {
    await preparer([['ou', 'a:1']]);
    for (const [page, budget] of [
      ['/agent/diffusions', 3],
      ['/agent/diffusions/nouvelle', 3],
      [PAGE, 5],
    ] as const) {
      await lire(page);
      portail.requetes.length = 0;
      await lire(page);
      expect(portail.requetes.length, page).toBeLessThanOrEqual(budget);
    }
  });
});

describe('envoyer', () => {
  test('deux minutes plus tard, chaque adulte a sa lettre et la lit dans son compte', async () => {
    await preparer([['ou', 'a:1']]);
    await lancer(2);
    await envoyerLesDiffusions(portail.services);
    expect(await courriels()).toEqual([]);
    await partir();
    const lettres = await courriels();
    expect(lettres.map((l) => l.destinataire)).toEqual(BENALI);
    expect(lettres[1]?.texte).toContain('Bonjour Nadia,');
    expect(lettres[1]?.repondre_a).toBe('mairie@saint-aubin.test');
    expect(lettres[1]?.texte).not.toMatch(/Léo|Inès/);
    expect(await etat()).toBe('envoyee');
    expect((await lire('/famille/messages', COOKIES.nadia)).body).toContain('prévoyez des bottes.');
    expect((await lire('/famille/messages', COOKIES.canari)).body).not.toContain('Sortie au parc');
    expect((await lire('/agent/familles/1')).body).toContain(
      '« Sortie au parc » envoyé aux familles',
    );
  });

  test('un double clic, ou deux agents, ne lance qu’un envoi', async () => {
    await preparer([['ou', 'a:1']]);
    const gestes = await Promise.all([lancer(2), lancer(2), lancer(2)]);
    expect(gestes.map((g) => g.statusCode)).toEqual([303, 303, 303]);
    await partir();
    expect(await courriels()).toHaveLength(2);
  });

  test('deux processus ensemble, puis encore : un adulte n’a qu’une lettre', async () => {
    await preparer([
      ['ou', 's:1'],
      ['ou', 's:2'],
    ]);
    await lancer(2);
    portail.horloge.advance(3 * 60_000);
    await Promise.all([1, 2, 3].map(() => envoyerLesDiffusions(portail.services, 1)));
    await envoyerLesDiffusions(portail.services);
    expect((await courriels()).map((l) => l.destinataire)).toEqual(BENALI);
    expect(await etat()).toBe('envoyee');
  });

  test('coupé au milieu, il reprend où il en était', async () => {
    await preparer([['ou', 'a:1']]);
    await lancer(2);
    const { db } = portail.services;
    await sql`create function couper() returns trigger language plpgsql as $$
      begin if (select count(*) from courriels) >= 2 then raise 'coupé'; end if; return null; end $$`.execute(
      db,
    );
    await sql`create trigger couper after insert on courriels for each row execute function couper()`.execute(
      db,
    );
    await partir(1);
    expect(await courriels()).toHaveLength(1);
    const { body } = await lire(PAGE);
    expect(body).toContain('1 adulte sur 2');
    await sql`drop trigger couper on courriels`.execute(db);
    await sql`drop function couper`.execute(db);
    await envoyerLesDiffusions(portail.services, 1);
    expect((await courriels()).map((l) => l.destinataire)).toEqual(BENALI);
    expect(await etat()).toBe('envoyee');
  });

  test('si la liste a changé depuis la relecture, rien ne part', async () => {
    await preparer([['ou', 'a:1']]);
    const { statusCode, body } = await lancer(1);
    expect(statusCode).toBe(422);
    expect(body).toContain('La liste a changé');
    expect(await etat()).toBe('brouillon');
    expect(body).toContain('Envoyer à 2 adultes');
  });

  test('« Ne pas envoyer » : personne n’a rien reçu, et rien ne repart', async () => {
    await preparer([['ou', 'a:1']]);
    await lancer(2);
    expect((await lire(PAGE)).body).toContain('Ne pas envoyer');
    expect((await arreter()).statusCode).toBe(303);
    expect((await arreter()).statusCode).toBe(303);
    await partir();
    expect(await courriels()).toEqual([]);
    expect((await lancer(2)).statusCode).toBe(422);
    expect((await lire('/famille/messages', COOKIES.nadia)).body).not.toContain('Sortie au parc');
  });

  test('une fois parti, il ne s’arrête plus', async () => {
    await preparer([['ou', 'a:1']]);
    await lancer(2);
    await partir();
    const { statusCode, body } = await arreter();
    expect(statusCode).toBe(422);
    expect(body).toContain('l’envoi ne s’arrête plus');
  });
});

describe('le relevé', () => {
  test('dit qui l’a reçu, qui appeler, ce qui n’arrive pas', async () => {
    const { db } = portail.services;
    await sql`update comptes set courriel = null where id = 1`.execute(db);
    await sql`update responsables set portable = '06 39 98 00 01' where id = 1`.execute(db);
    await preparer([['ou', 'a:1']]);
    await lancer(2);
    await partir();
    const appeler = (await lire(`${PAGE}?vue=a_appeler`)).body;
    expect(appeler).toContain('06 39 98 00 01');
    expect(appeler).not.toContain('karim@famille.test');
    await sql`update courriels set dernier_echec = '550 boîte inconnue'`.execute(db);
    expect((await lire(`${PAGE}?vue=en_echec`)).body).toContain('550 boîte inconnue');
    await sql`update courriels set envoye_le = '2026-11-16T09:05:00Z'`.execute(db);
    expect((await lire(PAGE)).body).toMatch(/Parti .*16.* à 10/);
    await sql`delete from courriels`.execute(db);
    expect((await lire(PAGE)).body).toContain('Parti');
    expect((await lire('/famille/messages', COOKIES.nadia)).body).toContain('Sortie au parc');
  });

  test('un accès fermé se range parmi ceux qu’on appelle', async () => {
    await sql`update comptes set ferme_le = '2026-11-01' where id = 2`.execute(portail.services.db);
    await preparer([['ou', 'a:1']]);
    await lancer(2);
    await partir();
    expect((await courriels()).map((l) => l.destinataire)).toEqual(['nadia@famille.test']);
  });
});

describe('un agent limité à des structures', () => {
  test('n’atteint que les enfants de ses structures', async () => {
    expect((await lire('/agent/diffusions/nouvelle', COOKIES.denis)).body).not.toContain(
      'Mercredis',
    );
    expect((await preparer([['ou', 'a:2']], COOKIES.denis)).statusCode).toBe(422);
    await preparer(
      [
        ['du', '2026-11-18'],
        ['au', '2026-11-19'],
      ],
      COOKIES.denis,
    );
    const { body } = await lire(PAGE, COOKIES.denis);
    expect(body).toContain('1 famille, 2 adultes');
    expect(body).not.toContain('Weiß-Lœvy');
    expect(body).toContain('Restaurant scolaire, du mercredi 18 novembre 2026');
  });

  test('lancé par un autre, son message n’atteint pas davantage', async () => {
    await preparer(
      [
        ['du', '2026-11-18'],
        ['au', '2026-11-19'],
      ],
      COOKIES.denis,
    );
    expect((await lire(PAGE)).body).toContain('1 famille, 2 adultes');
  });

  test('ne lit ni ne lance ce qu’un agent de toutes les structures prépare', async () => {
    await preparer([['ou', 'a:1']]);
    expect((await lire(PAGE, COOKIES.denis)).statusCode).toBe(404);
    expect((await lancer(2, COOKIES.denis)).statusCode).toBe(404);
    expect((await lire('/agent/diffusions', COOKIES.denis)).body).not.toContain('Sortie au parc');
    const reprise = await lire('/agent/diffusions/nouvelle?depuis=1', COOKIES.denis);
    expect(reprise.body).not.toContain('Sortie au parc');
  });

  test('les familles n’y entrent pas', async () => {
    await preparer([['ou', 'a:1']]);
    for (const chemin of ['/agent/diffusions', '/agent/diffusions/nouvelle', PAGE]) {
      expect((await lire(chemin, COOKIES.nadia)).statusCode).toBe(404);
    }
    expect((await lire('/agent/diffusions/99')).statusCode).toBe(404);
  });
});

test('un texte hostile ne s’affiche nulle part brut et n’ajoute pas d’en-tête', async () => {
  await preparer([
    ['ou', 'a:1'],
    ['objet', `${CANARI}\r\nBcc: x@y.fr`],
    ['texte', CANARI],
  ]);
  const avant = (await lire(PAGE)).body;
  await lancer(2);
  await partir();
  const [lettre] = await courriels();
  expect(lettre?.sujet).not.toMatch(/[\r\n]/);
  const apres = await Promise.all([
    lire(PAGE),
    lire('/agent/diffusions'),
    lire('/famille/messages', COOKIES.nadia),
  ]);
  for (const html of [avant, lettre?.html ?? '', ...apres.map((p) => p.body)]) {
    expect(html).toContain('&lt;script>alert(1)');
    expect(html).not.toContain('<script>alert');
  }
});
