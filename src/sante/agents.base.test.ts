import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { connecter } from '../../test/decor.ts';
import { CANARI, COOKIES, chargerDossiers } from '../../test/dossiers.ts';
import { ouvrirPortail, type Portail } from '../../test/portail.ts';
import { ROLES, type Role } from '../comptes/regles/droits.ts';

const SECRET = 'Zarachidine';
/** Léo (1) est attendu aujourd'hui au restaurant (1) ; Inès (2) le 20 ; Zoé (4) au centre (2). */
const [LEO, INES, ZOE] = [1, 2, 4];
const AUJOURDHUI = '2026-11-16';
const FEUILLE = `/agent/pointages/1/${AUJOURDHUI}`;

let portail: Portail;
/** Un agent de chaque rôle, limité à la structure 1, puis un autre qui les a toutes. */
const agents = new Map<string, string>();
beforeAll(async () => {
  portail = await ouvrirPortail();
  const { db } = portail.services;
  await chargerDossiers(db);
  for (const role of ROLES) {
    agents.set(`${role} 1`, await ajouterAgent(role, true));
    agents.set(`${role} toutes`, await ajouterAgent(role, false));
  }
  await sql`
    insert into prestations (activite_id, nom, heure_debut, heure_fin, ordre) values
      (1, 'Repas', '12:00', '13:30', 1), (2, 'Journée', '08:00', '18:00', 1)`.execute(db);
  await sql`
    insert into ouvertures (prestation_id, jour, periode_id)
    select p, j::date, p from unnest('{1,2}'::int[]) p,
      unnest('{2026-11-16,2026-11-20}'::date[]) j`.execute(db);
  await sql`
    insert into demandes (enfant_id, activite_id, periode_id, compte_id, origine, cle_unique, recue_le)
    values (2, 1, 1, 1, 'portail', gen_random_uuid(), '2026-09-01')`.execute(db);
  await sql`
    insert into reservations (demande_id, enfant_id, prestation_id, jour, etat, origine, creee_le)
    select d.id, d.enfant_id, d.activite_id, v.jour, 'validee', 'portail', '2026-09-01'
    from demandes d join (values (1, date '2026-11-16'), (2, '2026-11-20'), (4, '2026-11-16'))
      v(enfant, jour) on v.enfant = d.enfant_id`.execute(db);
});
afterAll(() => portail.fermer());
beforeEach(async () => {
  const { db } = portail.services;
  await sql`
    truncate lectures_sante, rubriques_sanitaires, fiches_sanitaires, autorisations,
      personnes_autorisees, pointages, pointages_corriges, journal`.execute(db);
  await remplir(LEO, COOKIES.nadia, 'oui');
  await remplir(INES, COOKIES.nadia, 'non');
  await remplir(ZOE, COOKIES.karim, 'oui');
});

async function ajouterAgent(role: Role, limite: boolean): Promise<string> {
  const { db } = portail.services;
  const { rows } = await sql<{ compte: number }>`
    with c as (
      insert into comptes (identifiant, active_le, cree_le)
      values (${`${role}-${limite}`}, '2026-09-01', '2026-09-01') returning id),
    a as (
      insert into agents (compte_id, prenom, nom, role, cree_le)
      select id, ${`Prénom-${role}`}, 'Durand', ${role}, '2026-09-01' from c returning id),
    s as (insert into agents_structures select id, 1 from a where ${limite})
    select id as compte from c`.execute(db);
  return connecter(db, rows[0]!.compte, portail.horloge.now());
}

async function remplir(enfant: number, cookie: string, pai: string): Promise<void> {
  const texte = pai === 'oui' ? SECRET : '';
  const reponse = await portail.visiter('POST', `/famille/enfants/${enfant}/sante`, {
    cookie,
    corps: new URLSearchParams({ partie: 'pai', reponse: pai, texte, version: '' }),
  });
  expect(reponse.statusCode).toBe(303);
}

const qui = (nom: string) => agents.get(nom) ?? '';
const lire = (nom: string, enfant: number) =>
  portail.visiter('GET', `/agent/enfants/${enfant}/sante`, { cookie: qui(nom) });
const dire = (nom: string, enfant: number, raison: string) =>
  portail.visiter('POST', `/agent/enfants/${enfant}/sante`, {
    cookie: qui(nom),
    corps: new URLSearchParams({ raison }),
  });
async function lectures(): Promise<string[]> {
  const { rows } = await sql<{ ligne: string }>`
    select l.enfant_id || ' ' || l.role || ' ' || l.raison as ligne from lectures_sante l
    order by id`.execute(portail.services.db);
  return rows.map((r) => r.ligne);
}
/** « fiche », « pourquoi » ou « 404 ». */
async function ouvre(nom: string, enfant: number): Promise<string> {
  const { statusCode, body } = await lire(nom, enfant);
  if (statusCode === 404) return '404';
  if (body.includes('Pourquoi ouvrir la fiche')) {
    expect(body).not.toContain(SECRET);
    return 'pourquoi';
  }
  return body.includes('Que faire') ? 'fiche' : `${statusCode}`;
}

describe('Qui ouvre une fiche', () => {
  const ATTENDU: Record<string, [leo: string, ines: string, zoe: string, absente: string]> = {
    'administrateur 1': ['pourquoi', 'pourquoi', '404', '404'],
    'administrateur toutes': ['pourquoi', 'pourquoi', 'pourquoi', '404'],
    'directeur 1': ['fiche', 'pourquoi', '404', '404'],
    'directeur toutes': ['fiche', 'pourquoi', 'fiche', '404'],
    'animateur 1': ['fiche', 'pourquoi', '404', '404'],
    'animateur toutes': ['fiche', 'pourquoi', 'fiche', '404'],
  };
  test.each(ROLES.flatMap((r) => [`${r} 1`, `${r} toutes`]))('%s', async (nom) => {
    const vu = [
      await ouvre(nom, LEO),
      await ouvre(nom, INES),
      await ouvre(nom, ZOE),
      await ouvre(nom, 3),
    ];
    expect(vu).toEqual(ATTENDU[nom] ?? ['404', '404', '404', '404']);
    const role = nom.split(' ')[0];
    expect(await lectures()).toEqual(
      [LEO, INES, ZOE]
        .filter((_, i) => vu[i] === 'fiche')
        .map((e) => `${e} ${role} pointage_du_jour`),
    );
  });

  test('une réservation annulée ou demandée n’ouvre rien ; un enfant venu sans réserver, si', async () => {
    const { db } = portail.services;
    await sql`update reservations set etat = 'demandee' where enfant_id = ${LEO}`.execute(db);
    expect(await ouvre('animateur 1', LEO)).toBe('404');
    await sql`update reservations set etat = 'annulee_par_famille' where enfant_id = ${LEO}`.execute(
      db,
    );
    expect(await ouvre('animateur 1', LEO)).toBe('404');
    await sql`
      insert into pointages (enfant_id, prestation_id, jour, etat, pointe_le, pointe_par)
      values (${LEO}, 1, ${AUJOURDHUI}, 'absent', '2026-11-16', 1)`.execute(db);
    expect(await ouvre('animateur 1', LEO)).toBe('404');
    await sql`update pointages set etat = 'present'`.execute(db);
    expect(await ouvre('animateur 1', LEO)).toBe('fiche');
    await sql`update reservations set etat = 'validee' where enfant_id = ${LEO}`.execute(db);
  });

  test('un parent, un enfant qui n’existe pas : la même page introuvable', async () => {
    const sansReference = (html: string) => html.replace(/[0-9a-f-]{8,}/g, '');
    const absent = await lire('animateur 1', 999);
    expect(sansReference((await lire('animateur 1', ZOE)).body)).toBe(sansReference(absent.body));
    const parent = await portail.visiter('GET', `/agent/enfants/${LEO}/sante`, {
      cookie: COOKIES.nadia,
    });
    expect(parent.statusCode).toBe(404);
  });
});

describe('Chaque lecture s’écrit', () => {
  test('dire pourquoi ouvre, et se note ; une raison inventée se redemande', async () => {
    for (const raison of ['', 'curiosite', 'pointage_du_jour']) {
      const refus = await dire('administrateur 1', LEO, raison);
      expect(refus.statusCode).toBe(422);
      expect(refus.body).toContain('Choisissez pourquoi');
      expect(refus.body).not.toContain(SECRET);
    }
    expect(await lectures()).toEqual([]);
    const { statusCode, body } = await dire('administrateur 1', LEO, 'urgence');
    expect(statusCode).toBe(200);
    expect(body).toContain(SECRET);
    await dire('administrateur 1', LEO, 'urgence');
    expect(await lectures()).toEqual(Array(2).fill('1 administrateur urgence'));
  });

  test('sans trace possible, pas de texte', async () => {
    const { db } = portail.services;
    await sql`alter table lectures_sante add constraint panne check (id < 0) not valid`.execute(db);
    const { statusCode, body } = await lire('animateur 1', LEO);
    await sql`alter table lectures_sante drop constraint panne`.execute(db);
    expect(statusCode).toBe(500);
    expect(body).not.toContain(SECRET);
  });

  test('la famille voit qui a lu : prénom, rôle, date, raison, et rien du nom', async () => {
    await lire('animateur 1', LEO);
    const { body } = await portail.visiter('GET', `/famille/enfants/${LEO}/sante`, {
      cookie: COOKIES.karim,
    });
    const suite = body.slice(body.indexOf('Qui a lu cette fiche'));
    expect(suite).toMatch(/16 novembre 2026 à 10\sh, Prénom-animateur, animateur/);
    expect(suite).toContain('Pointage du jour.');
    expect(suite).not.toContain('Durand');
  });

  test('une fiche se lit en huit ordres SQL au plus', async () => {
    await lire('animateur 1', LEO);
    portail.requetes.length = 0;
    await lire('animateur 1', LEO);
    expect(portail.requetes.length).toBeLessThanOrEqual(8);
  });

  test('vide, elle dit d’appeler les parents ; un canari ne s’exécute pas', async () => {
    const { db } = portail.services;
    await sql`truncate rubriques_sanitaires, fiches_sanitaires`.execute(db);
    await sql`update enfants set prenom = ${CANARI} where id = ${LEO}`.execute(db);
    const { body } = await lire('animateur 1', LEO);
    await sql`update enfants set prenom = 'Léo' where id = ${LEO}`.execute(db);
    expect(body).toContain('appelez ses parents');
    expect(body).not.toContain('<script>alert');
  });
});

describe('Sans ouvrir la fiche', () => {
  const personne = {
    partie: 'personne',
    nom: 'Rose Benali',
    lien: 'grand-mère',
    telephone: '0612345678',
    vientChercher: 'oui',
  };
  const marque = (body: string) => /PAI<\/span>/.test(body);
  const mene = (body: string) => body.includes(`href="/agent/enfants/${LEO}/sante"`);

  test('au pointage : la marque, la fiche et le départ, chacun selon son droit', async () => {
    await portail.visiter('POST', `/famille/enfants/${LEO}/sante`, {
      cookie: COOKIES.nadia,
      corps: new URLSearchParams(personne),
    });
    const vus: unknown[] = [];
    for (const role of ROLES) {
      const { body } = await portail.visiter('GET', FEUILLE, { cookie: qui(`${role} 1`) });
      expect(body).not.toContain(SECRET);
      vus.push([role, marque(body), mene(body), body.includes('Rose Benali')]);
    }
    expect(vus).toEqual([
      ['administrateur', true, true, true],
      ['guichet', true, false, true],
      ['directeur', true, true, true],
      ['animateur', true, true, true],
      ['regisseur', false, false, false],
      ['lecture', false, false, false],
    ]);
    expect(await lectures()).toEqual([]);
  });

  test('sur la liste et le dossier : le guichet sait qu’un PAI existe ; le régisseur, rien', async () => {
    for (const page of [`/agent/listes/1/${AUJOURDHUI}`, '/agent/familles/1']) {
      const vu = async (role: string) => {
        const { statusCode, body } = await portail.visiter('GET', page, {
          cookie: qui(`${role} 1`),
        });
        expect(statusCode).toBe(200);
        expect(body).not.toContain(SECRET);
        return [marque(body), mene(body)];
      };
      expect([page, await vu('directeur'), await vu('guichet'), await vu('regisseur')]).toEqual([
        page,
        [true, true],
        [true, false],
        [false, false],
      ]);
    }
  });

  test('le fichier de la liste ne dit rien de la santé', async () => {
    const { statusCode, body } = await portail.visiter(
      'GET',
      `/agent/listes/1/${AUJOURDHUI}/liste.csv`,
      { cookie: qui('directeur 1') },
    );
    expect(statusCode).toBe(200);
    expect(body).not.toMatch(/PAI|Zarachidine/);
  });

  test('le dossier ne mène pas à la fiche d’un enfant qui ne vient pas', async () => {
    const { db } = portail.services;
    await sql`update reservations set jour = '2027-03-01' where enfant_id = ${LEO}`.execute(db);
    const { body } = await portail.visiter('GET', '/agent/familles/1', {
      cookie: qui('directeur 1'),
    });
    await sql`update reservations set jour = ${AUJOURDHUI} where enfant_id = ${LEO}`.execute(db);
    expect([marque(body), mene(body)]).toEqual([true, false]);
  });

  test('la recherche ne trouve pas un mot de santé, le journal ne le dit pas', async () => {
    const { body } = await portail.visiter('GET', `/agent/familles?nom=${SECRET}`, {
      cookie: COOKIES.claire,
    });
    expect(body).not.toContain('/agent/familles/1');
    const { rows } = await sql<{ phrase: string; details: object }>`
      select phrase, details from journal`.execute(portail.services.db);
    expect(new Set(rows.map((r) => r.phrase))).toEqual(
      new Set(['Léo', 'Inès', 'Zoé'].map((p) => `Fiche sanitaire modifiée (${p}).`)),
    );
    expect(JSON.stringify(rows)).not.toContain(SECRET);
    const { rows: lettres } = await sql`select 1 from courriels`.execute(portail.services.db);
    expect(lettres).toEqual([]);
  });
});
