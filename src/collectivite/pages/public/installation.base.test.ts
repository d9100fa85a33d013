import { readFileSync } from 'node:fs';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { temoins } from '../../../../test/comptes.ts';
import { formulaireDInstallation } from '../../../../test/installation.ts';
import { ouvrirPortail, type Portail, type Reponse } from '../../../../test/portail.ts';
import { lancerEnsemble } from '../../../../test/verrous.ts';
import { creerCodeDInstallation } from '../../actions/code.ts';

let portail: Portail;
let code: string;
beforeEach(async () => {
  portail = await ouvrirPortail();
  code = (await creerCodeDInstallation(portail.services)) ?? '';
});
afterEach(() => portail.fermer());

const installer = (champs: Parameters<typeof formulaireDInstallation>[0] = {}, logo?: Buffer) =>
  portail.visiter('POST', '/installation', {
    corps: formulaireDInstallation({ code, ...champs }, logo),
  });

async function compter(table: 'collectivites' | 'agents' | 'vacances_scolaires' | 'journal') {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from ${sql.table(table)}`.execute(portail.services.db);
  return rows[0]?.n;
}

describe('une base sans collectivité', () => {
  test('montre son installation à l’accueil, et toute autre adresse y ramène', async () => {
    const accueil = await portail.visiter('GET', '/');
    expect(accueil.statusCode).toBe(200);
    expect(accueil.body).toContain('Installer votre portail');
    expect(accueil.body.match(/<h1[ >]/g)).toHaveLength(1);
    for (const chemin of ['/connexion', '/agent', '/famille', '/aide', '/installation']) {
      const { statusCode, headers } = await portail.visiter('GET', chemin);
      expect([chemin, statusCode, headers.location]).toEqual([chemin, 303, '/']);
    }
    expect((await portail.visiter('GET', '/apparence.css')).body).toContain('--couleur');
    expect((await portail.visiter('GET', '/sante')).statusCode).toBe(200);
    expect((await portail.visiter('POST', '/connexion')).headers.location).toBe('/');
  });

  test('dit tout ce qui manque d’un coup, garde ce qui est tapé, jamais le mot de passe', async () => {
    const { statusCode, body } = await installer({
      nom: '<script>alert(1)</script> O’Brien & "fils"',
      code: '',
      courriel: 'mairie',
      code_insee: '4502',
      zone: 'D',
      couleur: 'vert',
      motDePasse: 'court-secret',
    });
    expect(statusCode).toBe(422);
    for (const mots of ['Recopiez le code', 'cinq signes', 'Choisissez la zone', 'une couleur']) {
      expect(body).toContain(mots);
    }
    expect(body).toContain('value="mairie"');
    expect(body).not.toContain('<script>alert');
    expect(body).not.toContain('court-secret');
    expect(await compter('collectivites')).toBe(0);
  });

  test('refuse un logo qui n’est pas une image, sans rien installer', async () => {
    const { statusCode, body } = await installer({}, Buffer.from('<svg onload="alert(1)"/>'));
    expect([statusCode, await compter('collectivites')]).toEqual([422, 0]);
    expect(body).toContain('n’est pas une image PNG ou JPEG');
  });

  test('s’installe avec le code : l’administrateur est connecté, les vacances sont là', async () => {
    const logo = readFileSync('docs/images/calendrier.png');
    const reponse = await installer({ code: code.toLowerCase().replaceAll('-', ' ') }, logo);
    expect([reponse.statusCode, reponse.headers.location]).toEqual([303, '/agent/mise-en-route']);
    const chezLui = await portail.visiter('GET', '/agent/mot-de-passe', {
      cookie: temoins(reponse),
    });
    expect(chezLui.statusCode).toBe(200);
    expect(chezLui.body).toContain('Ana Costa');
    expect(chezLui.body).toContain('Commune de Beaulieu');
    expect(chezLui.body).toMatch(/<img src="\/logo\/[\w-]{22}"/);
    expect(await compter('vacances_scolaires')).toBeGreaterThan(30);
    const { rows } = await sql<{ role: string; phrase: string }>`
      select a.role, j.phrase from agents a, journal j`.execute(portail.services.db);
    expect(rows).toEqual([
      {
        role: 'administrateur',
        phrase:
          'Le portail « Commune de Beaulieu » est installé ; Ana Costa en est le premier administrateur.',
      },
    ]);
  });

  test('de deux personnes à la fois, une seule installe, l’autre l’apprend', async () => {
    const deux: Reponse[] = [];
    const geste = (courriel: string) => async () => {
      deux.push(await installer({ admin_courriel: courriel }));
    };
    await lancerEnsemble(portail.services.db, sql`lock table collectivites in exclusive mode`, [
      geste('ana@beaulieu.test'),
      geste('jean@beaulieu.test'),
    ]);
    expect(deux.map((r) => r.statusCode).sort()).toEqual([303, 422]);
    const perdue = deux.find((r) => r.statusCode === 422);
    expect(perdue?.body).toContain('Une autre personne vient de l’installer');
    expect([await compter('collectivites'), await compter('agents')]).toEqual([1, 1]);
  });
});

describe('le code d’installation', () => {
  test('un faux code n’installe rien, et les essais finissent par attendre', async () => {
    const faux = async () => (await installer({ code: 'AAAA-AAAA-AAAA' })).body;
    expect(await faux()).toContain('Ce n’est pas le code affiché');
    for (let essai = 0; essai < 5; essai++) await faux();
    expect(await faux()).toContain('Trop d’essais. Attendez');
    expect((await installer()).body).toContain('Trop d’essais');
    expect(await compter('collectivites')).toBe(0);
    portail.horloge.advance(61 * 60_000);
    expect((await installer()).statusCode).toBe(303);
  });

  test('un nouveau démarrage remplace le code ; un portail installé n’en donne plus', async () => {
    const ancien = code;
    code = (await creerCodeDInstallation(portail.services)) ?? '';
    expect((await installer({ code: ancien })).statusCode).toBe(422);
    expect((await installer()).statusCode).toBe(303);
    expect(await creerCodeDInstallation(portail.services)).toBeNull();
    const { rows } = await sql`select from codes_d_installation`.execute(portail.services.db);
    expect(rows).toHaveLength(0);
  });
});

test('une fois le portail installé, la page n’existe plus et un second envoi est averti', async () => {
  await installer();
  expect((await portail.visiter('GET', '/')).body).toContain('Accès Familles');
  expect((await portail.visiter('GET', '/installation')).statusCode).toBe(404);
  const tard = await installer({ nom: 'Autre commune' });
  expect([tard.statusCode, await compter('collectivites')]).toEqual([422, 1]);
  expect(tard.body).toContain('déjà installé');
});
