import { parse } from 'csv-parse/sync';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ajouterAgent } from '../../../../test/comptes.ts';
import { connecter } from '../../../../test/decor.ts';
import { ouvrirPortail, type Portail } from '../../../../test/portail.ts';
import { jeu } from '../../../demarrage/jeu.ts';
import { controler } from '../../../imports/regles/controler.ts';
import { lireFichier } from '../../../imports/regles/fichier.ts';
import { lireReferences } from '../../../imports/requetes/references.ts';
import { EXPORTS } from '../../requetes/sujets.ts';

let portail: Portail;
let cookie: string;
beforeAll(async () => {
  portail = await ouvrirPortail();
  await jeu.charger(portail.services.db, {
    maintenant: portail.horloge.now(),
    adresse: 'https://portail.test',
  });
  const compteId = await ajouterAgent(portail);
  cookie = await connecter(portail.services.db, compteId, portail.horloge.now());
}, 60_000);
afterAll(() => portail.fermer());

const telecharger = (nom: string) =>
  portail.visiter('POST', '/agent/exports', {
    cookie,
    corps: new URLSearchParams({ export: nom }),
  });
const lignesDe = (corps: string): string[][] => parse(corps, { delimiter: ';', bom: true });

describe('exporter', () => {
  test.each(Object.keys(EXPORTS))('%s : chaque ligne a ses colonnes, et il y en a', async (nom) => {
    const { statusCode, body, headers } = await telecharger(nom);
    expect([statusCode, headers['content-type']]).toEqual([200, 'text/csv; charset=utf-8']);
    const [titres, ...lignes] = lignesDe(body);
    expect(titres).toEqual(EXPORTS[nom]?.colonnes);
    if (!/^(messages|echanges|diffusions|destinataires|actualites)$/.test(nom))
      expect(lignes.length).toBeGreaterThan(0);
    expect(new Set(lignes.map((l) => l.length))).toEqual(
      lignes.length > 0 ? new Set([titres?.length]) : new Set(),
    );
  });

  test('l’export des familles se relit par l’import, qui y reconnaît chaque enfant', async () => {
    const { db } = portail.services;
    const lu = lireFichier((await telecharger('familles')).body);
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from enfants`.execute(db);
    expect([lu.erreur, lu.rangees?.length]).toEqual([null, rows[0]?.n]);
    const { rows: nes } = await sql<{ j: string }>`select distinct ne_le as j from enfants`.execute(
      db,
    );
    const references = await lireReferences(db, {
      annee: '2026-2027',
      naissances: nes.map((r) => r.j),
      courriels: [],
    });
    const relu = controler(lu.rangees ?? [], references, {
      aujourdhui: '2026-11-16',
      laisserLesConnus: true,
    });
    expect([relu.laissees, relu.dossiers]).toEqual([rows[0]?.n, []]);
  });

  test('les sommes s’écrivent en euros, une formule ne calcule rien', async () => {
    const { db } = portail.services;
    await sql`update enfants set prenom = '=1+1' where id = (select min(id) from enfants)`.execute(
      db,
    );
    expect((await telecharger('familles')).body).toContain("'=1+1");
    const [, premiere] = lignesDe((await telecharger('lignes')).body);
    expect(premiere?.[8]).toMatch(/^-?\d+,\d\d$/);
  });

  test('au-delà de cinq mille lignes, la suite suit', async () => {
    const { db } = portail.services;
    await sql`insert into journal (le, acteur, verbe, phrase, sujets)
      select now(), 'Essai', 'essai', 'Ligne ' || n, '{}' from generate_series(1, 5200) n`.execute(
      db,
    );
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from journal`.execute(db);
    const lignes = lignesDe((await telecharger('journal')).body).slice(1);
    // L'export se note avant de se lire.
    expect(lignes).toHaveLength((rows[0]?.n ?? 0) + 1);
  });

  test('qui a exporté quoi est au journal ; rien ne s’exporte à qui n’administre pas', async () => {
    const { db } = portail.services;
    const { rows } = await sql<{ phrase: string }>`
      select phrase from journal where verbe = 'exporter' order by id limit 1`.execute(db);
    expect(rows[0]?.phrase).toBe('Nadia Benali a téléchargé l’export « Familles et enfants ».');
    expect((await telecharger('comptes')).statusCode).toBe(404);
    expect((await telecharger('toString')).statusCode).toBe(404);
    await sql`update agents set role = 'regisseur' where prenom = 'Nadia'`.execute(db);
    expect((await telecharger('factures')).statusCode).toBe(404);
    expect((await portail.visiter('GET', '/agent/exports', { cookie })).statusCode).toBe(404);
  });
});
