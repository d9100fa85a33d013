import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ajouterAgent } from '../../../../test/comptes.ts';
import { connecter } from '../../../../test/decor.ts';
import { petiteCommune } from '../../../../test/petite-commune.ts';
import { ouvrirPortail, type Portail } from '../../../../test/portail.ts';
import { attendreVerrous } from '../../../../test/verrous.ts';
import { transaction } from '../../../platform/db.ts';
import { ecrireImport, reprendreLesImports } from '../../actions/ecrire.ts';
import { oublierLesImports } from '../../actions/oublier.ts';

const ENTETE = 'Nom;Prénom;Courriel;Commune;Code postal;Prénom de l’enfant;Date de naissance';
const LIGNES = [
  'Nguyen;Linh;linh@exemple.fr;Saint-Aubin;45130;Mai;07/03/2019',
  'Nguyen;Linh;linh@exemple.fr;Saint-Aubin;45130;An;21/11/2021',
  'Œuvrard;Noël;;Ailleurs;45000;Zoé;01/02/2020',
];

let portail: Portail;
let cookie: string;
beforeAll(async () => {
  portail = await ouvrirPortail();
  await petiteCommune(portail.services.db);
  const compteId = await ajouterAgent(portail);
  cookie = await connecter(portail.services.db, compteId, portail.horloge.now());
});
afterAll(() => portail.fermer());
beforeEach(async () => {
  const { db } = portail.services;
  await sql`truncate imports restart identity`.execute(db);
  await sql`delete from scolarites where enfant_id in (select id from enfants where prenom in ('Mai', 'An', 'Zoé'))`.execute(
    db,
  );
  await sql`delete from enfants where prenom in ('Mai', 'An', 'Zoé')`.execute(db);
  await sql`update comptes set courriel = null where courriel = 'linh@exemple.fr'`.execute(db);
});

const lire = (chemin: string) => portail.visiter('GET', chemin, { cookie });
function envoyer(contenu: string, champs: Record<string, string> = {}) {
  const corps = new FormData();
  for (const [nom, valeur] of Object.entries(champs)) corps.append(nom, valeur);
  if (contenu !== '') corps.append('fichier', new Blob([contenu]), 'familles.csv');
  return portail.visiter('POST', '/agent/imports', { cookie, corps });
}
const ecrire = (id = 1) =>
  portail.visiter('POST', `/agent/imports/${id}`, { cookie, corps: new URLSearchParams() });
const etat = async (id = 1) => {
  const { rows } = await sql<{ etat: string }>`select etat from imports where id = ${id}`.execute(
    portail.services.db,
  );
  return rows[0]?.etat;
};
const prenoms = async () => {
  const { rows } = await sql<{ prenom: string }>`
    select prenom from enfants where prenom in ('Mai', 'An', 'Zoé') order by prenom`.execute(
    portail.services.db,
  );
  return rows.map((r) => r.prenom);
};

describe('importer des familles', () => {
  test('examiné, puis écrit d’un bloc ; les accès sont ouverts, le journal le dit', async () => {
    const recu = await envoyer([ENTETE, ...LIGNES].join('\n'));
    expect([recu.statusCode, recu.headers.location]).toEqual([303, '/agent/imports/1']);
    portail.requetes.length = 0;
    const { body } = await lire('/agent/imports/1');
    expect(portail.requetes.length).toBeLessThanOrEqual(2);
    expect(body).toContain('Écrire 2 familles');
    expect(body).toContain('La commune reste à préciser');
    expect(await prenoms()).toEqual([]);
    expect((await ecrire()).statusCode).toBe(303);
    const enCours = await lire('/agent/imports/1');
    expect(enCours.headers.refresh).toBe('2');
    await ecrireImport(portail.services, 1);
    expect([await etat(), await prenoms()]).toEqual(['ecrit', ['An', 'Mai', 'Zoé']]);
    const { rows } = await sql<{ identifiant: string; famille: number; commune: string | null }>`
      select c.identifiant::text as identifiant, ra.famille_id as famille, f.code_insee as commune
      from comptes c join responsables r on r.compte_id = c.id
      join rattachements ra on ra.responsable_id = r.id join familles f on f.id = ra.famille_id
      where r.nom in ('Nguyen', 'Œuvrard') order by r.nom`.execute(portail.services.db);
    expect(rows.map((r) => [r.identifiant, r.commune])).toEqual([
      ['linh.nguyen', '45999'],
      ['noel.oeuvrard', null],
    ]);
    const famille = await lire(`/agent/familles/${rows[0]?.famille}`);
    expect(famille.body).toContain('a importé ce dossier du fichier « familles.csv »');
  });

  test('un seul problème, et rien ne s’écrit ; la page donne la ligne', async () => {
    await envoyer([ENTETE, ...LIGNES, 'Leroy;Paul;;;;;2020'].join('\n'));
    const { body } = await lire('/agent/imports/1');
    expect(body).toContain('2 problèmes à corriger');
    expect(body.replace(/<[^>]+>/g, ' ')).toMatch(/Ligne 5\s+Il manque le prénom de l’enfant/);
    await ecrire();
    await ecrireImport(portail.services, 1);
    expect([await etat(), await prenoms()]).toEqual(['a_corriger', []]);
  });

  test.each([
    ['', 'Choisissez le fichier des familles.'],
    ['Nom;Prénom\nMartin;Claire', 'La première ligne doit porter les titres'],
  ])('un fichier qui ne se lit pas (%j) le dit', async (contenu, phrase) => {
    const { statusCode, body } = await envoyer(contenu, { laisser: 'oui' });
    expect([statusCode, body.includes(phrase)]).toEqual([422, true]);
    expect(body).toMatch(/name="laisser"[^>]*checked/);
  });

  test('ce que la base a appris depuis l’examen renvoie tout, sans rien écrire', async () => {
    const { db } = portail.services;
    await envoyer([ENTETE, ...LIGNES].join('\n'));
    await sql`insert into enfants (famille_id, prenom, nom, ne_le, cree_le)
      select min(id), 'Zoé', 'Œuvrard', '2020-02-01', '2026-11-20' from familles`.execute(db);
    await ecrire();
    await ecrireImport(portail.services, 1);
    expect([await etat(), await prenoms()]).toEqual(['a_corriger', ['Zoé']]);
    expect((await lire('/agent/imports/1')).body).toContain('Zoé Œuvrard a été créé entre-temps');
  });

  test('deux ouvriers, deux clics, un redémarrage : écrit une fois', async () => {
    const { db } = portail.services;
    await envoyer([ENTETE, ...LIGNES].join('\n'));
    await Promise.all([ecrire(), ecrire()]);
    await reprendreLesImports(portail.services);
    // L'essai tient les enfants : le premier ouvrier attend, le second passe son chemin.
    const { fins } = await transaction(db, async (tx) => {
      await sql`lock table enfants in share row exclusive mode`.execute(tx);
      const ouvriers = [ecrireImport(portail.services, 1), ecrireImport(portail.services, 1)];
      await attendreVerrous(db, 1);
      return { fins: Promise.allSettled(ouvriers) };
    });
    expect((await fins).map((f) => f.status)).toEqual(['fulfilled', 'fulfilled']);
    await ecrireImport(portail.services, 1);
    expect([await etat(), await prenoms()]).toEqual(['ecrit', ['An', 'Mai', 'Zoé']]);
  });

  test('laissé là, un fichier examiné s’oublie le lendemain ; écrit, il reste au registre', async () => {
    await envoyer([ENTETE, ...LIGNES].join('\n'));
    await ecrire();
    await ecrireImport(portail.services, 1);
    await envoyer([ENTETE, LIGNES[0]?.replace('Mai', 'Lou').replaceAll('inh', 'ina')].join('\n'));
    portail.horloge.advance(25 * 3_600_000);
    await oublierLesImports(portail.services);
    portail.horloge.advance(-25 * 3_600_000);
    expect([await etat(1), await etat(2)]).toEqual(['ecrit', undefined]);
  });

  test('personne d’autre que l’administrateur n’importe ; ce qui n’existe pas est introuvable', async () => {
    expect((await lire('/agent/imports/99')).statusCode).toBe(404);
    expect((await ecrire(99)).statusCode).toBe(404);
    await sql`update agents set role = 'guichet'`.execute(portail.services.db);
    expect((await lire('/agent/imports')).statusCode).toBe(404);
    expect((await envoyer(ENTETE)).statusCode).toBe(404);
    await sql`update agents set role = 'administrateur'`.execute(portail.services.db);
  });
});
