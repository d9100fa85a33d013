import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { CANARI, COOKIES, chargerDossiers } from '../../test/dossiers.ts';
import { ouvrirPortail, type Portail } from '../../test/portail.ts';

let portail: Portail;
beforeAll(async () => {
  portail = await ouvrirPortail();
  await chargerDossiers(portail.services.db);
});
afterAll(() => portail.fermer());
beforeEach(async () => {
  portail.horloge.reset();
  await sql`truncate journal, actualites restart identity cascade`.execute(portail.services.db);
});

const PAGE = '/agent/actualites/1';
const lire = (chemin: string, cookie?: string) =>
  portail.visiter('GET', chemin, cookie ? { cookie } : {});
const poster = (chemin: string, champs: Record<string, string>, cookie: string = COOKIES.claire) =>
  portail.visiter('POST', chemin, { cookie, corps: new URLSearchParams(champs) });
const champs = (de: Record<string, string> = {}) => ({
  titre: 'Inscriptions d’été',
  texte: 'Elles ouvrent lundi : https://ville.test/ete.',
  du: '2026-11-16',
  au: '2026-11-20',
  cle_unique: randomUUID(),
  ...de,
});
const creer = (de: Record<string, string> = {}, cookie?: string) =>
  poster('/agent/actualites/nouvelle', champs(de), cookie);
const publier = (etat = 'publiee') => poster(`${PAGE}/etat`, { etat });
const vueLe = async () =>
  /name="vue_le" value="([^"]+)"/.exec((await lire(PAGE, COOKIES.claire)).body)?.[1] ?? '';
const accueils = async () =>
  Promise.all([lire('/'), lire('/famille', COOKIES.nadia)].map(async (p) => (await p).body));

describe('une actualité', () => {
  test('brouillon, personne ne la lit ; publiée, les deux accueils la montrent, son lien aussi', async () => {
    const reponse = await creer();
    expect([reponse.statusCode, reponse.headers.location]).toEqual([303, PAGE]);
    for (const body of await accueils()) expect(body).not.toContain('Inscriptions d’été');
    expect((await publier()).statusCode).toBe(303);
    for (const body of await accueils()) {
      expect(body).toContain('Inscriptions d’été');
      expect(body).toContain('<a href="https://ville.test/ete">');
    }
  });

  test('se lit entre ses jours compris, à l’heure de la commune', async () => {
    await creer({ du: '2026-11-17', au: '2026-11-18' });
    await publier();
    const seLit = async (instant: string) => {
      portail.horloge.moveTo(new Date(instant));
      return (await lire('/')).body.includes('Inscriptions d’été');
    };
    expect(await seLit('2026-11-16T22:59:00Z')).toBe(false);
    expect(await seLit('2026-11-16T23:01:00Z')).toBe(true);
    expect(await seLit('2026-11-18T22:59:00Z')).toBe(true);
    expect(await seLit('2026-11-18T23:01:00Z')).toBe(false);
  });

  test('retirée, elle disparaît ; republiée, elle revient ; deux fois égale une', async () => {
    await creer();
    await Promise.all([publier(), publier()]);
    await Promise.all([publier('retiree'), publier('retiree')]);
    for (const body of await accueils()) expect(body).not.toContain('Inscriptions d’été');
    await publier();
    for (const body of await accueils()) expect(body).toContain('Inscriptions d’été');
    const { rows } = await sql<{ n: number }>`
      select count(*)::int as n from journal where verbe = 'ecrire_actualite'`.execute(
      portail.services.db,
    );
    expect(rows[0]?.n).toBe(4);
  });

  test('un brouillon ne se retire pas', async () => {
    await creer();
    expect((await publier('retiree')).statusCode).toBe(422);
  });

  test('importante, elle est en bandeau avant le titre', async () => {
    await creer({ importante: 'oui' });
    await publier();
    const { body } = await lire('/');
    expect(body.indexOf('Inscriptions d’été')).toBeLessThan(body.indexOf('<h1'));
  });

  test('le même formulaire n’en fait qu’une', async () => {
    const cle_unique = randomUUID();
    const envois = await Promise.all([1, 2, 3].map(() => creer({ cle_unique })));
    expect(envois.map((e) => e.headers.location)).toEqual([PAGE, PAGE, PAGE]);
  });

  test('ce qui manque revient en 422, la saisie gardée', async () => {
    const { statusCode, body } = await creer({ titre: '', au: '2026-11-01' });
    expect(statusCode).toBe(422);
    expect(body).toContain('id="titre-erreur"');
    expect(body).toContain('id="au-erreur"');
    expect(body).toContain('https://ville.test/ete');
  });

  test('changée, cela se voit aussitôt et se lit au journal', async () => {
    await creer();
    await publier();
    const change = champs({ titre: 'Inscriptions de printemps', vue_le: await vueLe() });
    expect((await poster(PAGE, change)).statusCode).toBe(303);
    expect((await lire('/')).body).toContain('Inscriptions de printemps');
    expect((await lire(PAGE, COOKIES.claire)).body).toContain(
      'changée : titre « Inscriptions de printemps ».',
    );
  });

  test('deux agents ensemble : le second relit, sa saisie gardée', async () => {
    await creer();
    const vue_le = await vueLe();
    portail.horloge.advance(60_000);
    await poster(PAGE, champs({ titre: 'Premier', vue_le }));
    const second = await poster(PAGE, champs({ titre: 'Second', vue_le }));
    expect(second.statusCode).toBe(422);
    expect(second.body).toContain('« Premier »');
    expect(second.body).toContain('value="Second"');
    const rejoue = await poster(PAGE, champs({ titre: 'Premier', vue_le }));
    expect(rejoue.statusCode).toBe(303);
  });

  test('un texte hostile ne s’affiche nulle part brut', async () => {
    await creer({ titre: CANARI, texte: `${CANARI} https://x.test/"onmouseover=alert(1)` });
    await publier();
    const pages = [
      ...(await accueils()),
      (await lire(PAGE, COOKIES.claire)).body,
      (await lire('/agent/actualites', COOKIES.claire)).body,
    ];
    for (const body of pages) {
      expect(body).toContain('&lt;script>alert(1)');
      expect(body).not.toContain('<script>alert');
      expect(body).not.toContain('"onmouseover');
    }
  });
});

describe('qui l’écrit', () => {
  test('ni un agent limité à des structures, ni une famille', async () => {
    await creer();
    for (const cookie of [COOKIES.denis, COOKIES.nadia]) {
      expect((await lire('/agent/actualites', cookie)).statusCode).toBe(404);
      expect((await lire(PAGE, cookie)).statusCode).toBe(404);
      expect((await creer({}, cookie)).statusCode).toBe(404);
    }
    expect((await lire('/agent/actualites/99', COOKIES.claire)).statusCode).toBe(404);
  });

  test('l’accueil public se lit en deux ordres SQL au plus, la liste en trois', async () => {
    for (const [page, cookie, budget] of [
      ['/', undefined, 2],
      ['/agent/actualites', COOKIES.claire, 3],
    ] as const) {
      await lire(page, cookie);
      portail.requetes.length = 0;
      await lire(page, cookie);
      expect(portail.requetes.length, page).toBeLessThanOrEqual(budget);
    }
  });
});
