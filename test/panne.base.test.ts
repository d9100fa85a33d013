import pg from 'pg';
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest';
import { petiteCommune } from './petite-commune.ts';
import { ouvrirPortail, type Portail } from './portail.ts';

let portail: Portail;
beforeEach(async () => {
  portail = await ouvrirPortail();
  await petiteCommune(portail.services.db);
});
afterEach(() => portail.fermer());

/** Ferme la base aux nouvelles connexions et coupe les anciennes, comme une panne. */
async function couper(ouverte: boolean): Promise<void> {
  const { rows } = await portail.services.db
    .selectNoFrom((eb) => eb.fn<string>('current_database').as('nom'))
    .execute()
    .then((r) => ({ rows: r }))
    .catch(() => ({ rows: [{ nom: nomGarde }] }));
  nomGarde = rows[0]?.nom ?? nomGarde;
  const client = new pg.Client(inject('postgres'));
  await client.connect();
  await client.query(`alter database ${nomGarde} allow_connections ${ouverte}`);
  if (!ouverte) {
    await client.query(
      'select pg_terminate_backend(pid) from pg_stat_activity where datname = $1',
      [nomGarde],
    );
  }
  await client.end();
}
let nomGarde = '';

describe('la base ne répond plus', () => {
  test('les pages disent calmement d’attendre, la sonde rougit, et tout revient seul', async () => {
    expect((await portail.visiter('GET', '/sante/pret')).statusCode).toBe(200);
    await couper(false);
    const page = await portail.visiter('GET', '/connexion');
    expect(page.statusCode).toBe(503);
    expect(page.headers['retry-after']).toBe('10');
    expect(page.body).toContain('Le portail reprend son souffle');
    const pret = await portail.visiter('GET', '/sante/pret');
    expect(pret.statusCode).toBe(503);
    expect(pret.json()).toMatchObject({ pret: false, base: false });
    expect((await portail.visiter('GET', '/sante')).statusCode).toBe(200);
    await couper(true);
    expect((await portail.visiter('GET', '/connexion')).statusCode).toBe(200);
    expect((await portail.visiter('GET', '/sante/pret')).statusCode).toBe(200);
  });
});

describe('une page qui n’existe pas', () => {
  test('est une 404 habillée, sans répéter l’adresse demandée', async () => {
    const page = await portail.visiter('GET', '/nulle-part/%3Cscript%3E');
    expect(page.statusCode).toBe(404);
    expect(page.body).toContain('Cette page n’existe pas');
    expect(page.body).not.toContain('nulle-part');
  });

  test('une adresse mal codée en est une aussi', async () => {
    expect((await portail.visiter('GET', '/%E0%A4%A')).statusCode).toBe(404);
  });
});

describe('les en-têtes de sécurité', () => {
  test('la politique de contenu est stricte, rien ne se garde en cache', async () => {
    const { headers } = await portail.visiter('GET', '/connexion');
    expect(headers['content-security-policy']).toMatch(/default-src 'none'/);
    expect(headers['content-security-policy']).not.toMatch(/unsafe/);
    expect(headers['cache-control']).toContain('no-store');
    expect(headers['referrer-policy']).toBe('same-origin');
  });
});
