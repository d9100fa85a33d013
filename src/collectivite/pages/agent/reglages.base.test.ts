import { readFileSync } from 'node:fs';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ajouterAgent } from '../../../../test/comptes.ts';
import { connecter, poserDecor } from '../../../../test/decor.ts';
import { SAISIE_D_INSTALLATION } from '../../../../test/installation.ts';
import { ouvrirPortail, type Portail } from '../../../../test/portail.ts';
import { reglerCollectivite } from '../../actions/regler.ts';
import { trouverCollectivite } from '../../requetes/collectivite.ts';

let portail: Portail;
let cookie: string;
let compteId: number;
beforeAll(async () => {
  portail = await ouvrirPortail();
  await poserDecor(portail.services.db);
  compteId = await ajouterAgent(portail);
  cookie = await connecter(portail.services.db, compteId, portail.horloge.now());
});
afterAll(() => portail.fermer());

const lire = (chemin: string) => portail.visiter('GET', chemin, { cookie });
const envoyer = (chemin: string, champs: Record<string, string> | string[][]) =>
  portail.visiter('POST', chemin, { cookie, corps: new URLSearchParams(champs) });

const PAGES: [string, number][] = [
  ['/agent/mise-en-route', 2],
  ['/agent/collectivite', 3],
  ['/agent/communes', 4],
  ['/agent/structures', 2],
  ['/agent/structures/1', 3],
  ['/agent/ecoles', 3],
  ['/agent/ecoles/1', 5],
  ['/agent/classes/1', 2],
];

describe('les pages', () => {
  test.each(PAGES)('%s se lit en peu d’ordres SQL, avec un seul titre', async (chemin, budget) => {
    await lire(chemin);
    portail.requetes.length = 0;
    const { statusCode, body } = await lire(chemin);
    expect([statusCode, body.match(/<h1[ >]/g)?.length]).toEqual([200, 1]);
    expect(portail.requetes.length).toBeLessThanOrEqual(budget);
  });

  test('personne d’autre que l’administrateur de toutes les structures ne les voit', async () => {
    const { db } = portail.services;
    for (const role of ['guichet', 'directeur', 'animateur', 'regisseur']) {
      await sql`update agents set role = ${role}`.execute(db);
      for (const [chemin] of PAGES)
        expect([role, (await lire(chemin)).statusCode]).toEqual([role, 404]);
      const essai = await envoyer('/agent/structures', { nom: 'X', courriel: 'x@x.fr' });
      expect(essai.statusCode).toBe(404);
    }
    await sql`update agents set role = 'administrateur'`.execute(db);
    await sql`insert into agents_structures select id, 1 from agents`.execute(db);
    for (const [chemin] of PAGES) expect((await lire(chemin)).statusCode).toBe(404);
    await sql`delete from agents_structures`.execute(db);
  });

  test('ce qui n’existe pas est introuvable', async () => {
    for (const chemin of ['/agent/structures/99', '/agent/ecoles/99', '/agent/classes/x']) {
      expect((await lire(chemin)).statusCode).toBe(404);
    }
  });
});

describe('la collectivité', () => {
  test('chaque changement est daté, nommé, avec l’avant et l’après, et se voit aussitôt', async () => {
    const { motDePasse: _, ...saisie } = SAISIE_D_INSTALLATION;
    const fait = await envoyer('/agent/collectivite', saisie);
    expect([fait.statusCode, fait.headers.location]).toEqual([303, '/agent/collectivite']);
    const { body } = await lire('/agent/collectivite');
    expect(body).toContain('Nadia Benali a changé le nom (Saint-Aubin → Commune de Beaulieu)');
    expect(body).toContain('la couleur (#1f6f5c → #7a3b69)');
    expect((await lire('/agent')).body + (await portail.visiter('GET', '/aide')).body).toContain(
      'Commune de Beaulieu',
    );
    expect((await portail.visiter('GET', '/apparence.css')).body).toContain('#7a3b69');
  });

  test('le même envoi une seconde fois ne change rien et n’écrit rien au journal', async () => {
    const { db } = portail.services;
    const saisie = await trouverCollectivite(db);
    expect(await reglerCollectivite(portail.services, { saisie, acteur: NADIA() })).toEqual([]);
    const { rows } = await sql`
      select from journal where verbe = 'changer_collectivite'`.execute(db);
    expect(rows).toHaveLength(1);
  });

  test('une couleur trop pâle s’enregistre, et la page dit ce que le portail en fait', async () => {
    await envoyer('/agent/collectivite', { ...SAISIE_D_INSTALLATION, couleur: '#ffd400' });
    expect((await lire('/agent/collectivite')).body).toContain('#ffd400 est trop pâle');
  });

  test('une saisie refusée garde ce qui est tapé', async () => {
    const { statusCode, body } = await envoyer('/agent/collectivite', {
      ...SAISIE_D_INSTALLATION,
      nom: 'Nom <gardé>',
      code_insee: 'abc',
    });
    expect(statusCode).toBe(422);
    expect(body).toContain('Nom &lt;gardé>');
    expect(body).toContain('href="#code_insee"');
  });

  test('le logo se dépose, se montre, se refuse en clair, se retire', async () => {
    const deposer = (octets: Buffer) => {
      const corps = new FormData();
      corps.set('logo', new File([new Uint8Array(octets)], 'logo.png'));
      return portail.visiter('POST', '/agent/collectivite/logo', { cookie, corps });
    };
    const refuse = await deposer(Buffer.from('<svg/>'));
    expect([refuse.statusCode, refuse.body.includes('PNG ou JPEG')]).toEqual([422, true]);
    expect((await deposer(readFileSync('docs/images/calendrier.png'))).statusCode).toBe(303);
    expect((await lire('/agent/collectivite')).body).toContain('<img class="logo" src="/logo/');
    await envoyer('/agent/collectivite/logo', { geste: 'retirer' });
    expect((await lire('/agent/collectivite')).body).toContain('préau dessiné');
    const { rows } = await sql`select from logos`.execute(portail.services.db);
    expect(rows).toHaveLength(0);
  });
});

describe('les structures', () => {
  const NEUVE = {
    nom: 'Centre de loisirs',
    courriel: 'centre@essai.test',
    telephone: '',
    adresse: '',
  };

  test('créée deux fois du même envoi, une structure n’existe qu’une fois', async () => {
    const deux = await Promise.all([1, 2].map(() => envoyer('/agent/structures', NEUVE)));
    expect(deux.map((r) => r.statusCode)).toEqual([303, 303]);
    const autre = await envoyer('/agent/structures', { ...NEUVE, courriel: 'autre@essai.test' });
    expect([autre.statusCode, autre.body.includes('porte déjà ce nom')]).toEqual([422, true]);
    const { rows } = await sql`
      select from structures where nom = ${NEUVE.nom}`.execute(portail.services.db);
    expect(rows).toHaveLength(1);
  });

  test('elle se renomme, et le journal garde l’ancien nom', async () => {
    await envoyer('/agent/structures/2', { ...NEUVE, nom: 'Les Tilleuls' });
    const { body } = await lire('/agent/structures/2');
    expect(body).toContain('le nom (Centre de loisirs → Les Tilleuls)');
  });

  test('fermée, elle ne se propose plus ; rouverte, si', async () => {
    const proposee = async () => (await lire('/agent/activites')).body.includes('Les Tilleuls');
    expect(await proposee()).toBe(true);
    await envoyer('/agent/structures/2/etat', { etat: 'fermee' });
    await envoyer('/agent/structures/2/etat', { etat: 'fermee' });
    expect(await proposee()).toBe(false);
    await envoyer('/agent/structures/2/etat', { etat: 'ouverte' });
    expect(await proposee()).toBe(true);
    const { rows } = await sql`
      select from journal where verbe = 'fermer_structure'`.execute(portail.services.db);
    expect(rows).toHaveLength(1);
  });

  test('celle que les familles voient encore ne ferme pas, et la phrase dit par où commencer', async () => {
    const refus = await envoyer('/agent/structures/1/etat', { etat: 'fermee' });
    expect(refus.statusCode).toBe(422);
    expect(refus.body).toContain('3 de ses activités sont encore visibles des familles');
  });
});

describe('les écoles et leurs classes', () => {
  test('une école se crée avec une classe par niveau coché, sans doublon', async () => {
    const cree = await envoyer('/agent/ecoles', { nom: 'École des Prés', commune: '45001' });
    expect(cree.headers.location).toBe('/agent/ecoles/3');
    const niveaux = ['CP', 'CE1', 'CM2'].map((n) => ['niveaux', n]);
    await envoyer('/agent/ecoles/3/classes', niveaux);
    await envoyer('/agent/ecoles/3/classes', [...niveaux, ['classe', 'CP bis'], ['niveau', 'CP']]);
    const { rows } = await sql<{ nom: string }>`
      select nom from classes where ecole_id = 3 order by id`.execute(portail.services.db);
    expect(rows.map((r) => r.nom)).toEqual(['CP', 'CE1', 'CM2', 'CP bis']);
    expect((await lire('/agent/ecoles/3')).body).toContain('Nadia Benali a ajouté CP bis.');
  });

  test('rien de coché : la page le dit', async () => {
    const { statusCode, body } = await envoyer('/agent/ecoles/3/classes', {});
    expect([statusCode, body.includes('Cochez un niveau')]).toEqual([422, true]);
  });

  test('une classe ne ferme pas avant une année où des enfants y sont', async () => {
    const saisie = { nom: 'CE1', niveau: 'CE1', premiere_annee: '', derniere_annee: '2025-2026' };
    const refus = await envoyer('/agent/classes/1', saisie);
    expect([
      refus.statusCode,
      refus.body.includes('Des enfants y sont inscrits en 2026-2027'),
    ]).toEqual([422, true]);
    const fait = await envoyer('/agent/classes/1', { ...saisie, derniere_annee: '2026-2027' });
    expect(fait.statusCode).toBe(303);
  });

  test('deux classes d’une école ne portent pas le même nom', async () => {
    const saisie = { nom: 'MS', niveau: 'CE1', premiere_annee: '', derniere_annee: '' };
    const refus = await envoyer('/agent/classes/1', saisie);
    expect([refus.statusCode, refus.body.includes('a déjà une classe de ce nom')]).toEqual([
      422,
      true,
    ]);
  });

  test('une commune s’ajoute, puis se corrige', async () => {
    await envoyer('/agent/communes', { code_insee: '2a004', nom: 'Ajacio', code_postal: '20000' });
    await envoyer('/agent/communes', { code_insee: '2A004', nom: 'Ajaccio', code_postal: '20000' });
    const { body } = await lire('/agent/communes');
    expect(body).toContain('Ajacio (20000) → Ajaccio (20000)');
    expect((await lire('/agent/communes?code=2A004')).body).toContain('value="Ajaccio"');
  });
});

describe('la mise en route', () => {
  test('dit où l’on en est, et l’accueil de l’administrateur y mène tant que rien ne se réserve', async () => {
    const { db } = portail.services;
    expect((await lire('/agent/mise-en-route')).body).toContain(
      'Les familles peuvent déjà réserver',
    );
    expect((await lire('/agent')).headers.location).toBe('/agent/demandes');
    expect((await lire('/agent/demandes')).body).toContain('href="/agent/mise-en-route"');
    await sql`delete from delais`.execute(db);
    const { body } = await lire('/agent/mise-en-route');
    expect(body).toContain('3 activités ne disent pas jusqu’à quand réserver et annuler.');
    expect((await lire('/agent')).headers.location).toBe('/agent/mise-en-route');
  });
});

function NADIA() {
  return { compteId, nom: 'Nadia Benali' };
}
