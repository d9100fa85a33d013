import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { COOKIES, chargerDossiers } from '../../test/dossiers.ts';
import { ouvrirPortail, type Portail } from '../../test/portail.ts';

/** Un mot que rien d'autre n'écrit : le retrouver ailleurs que sur la fiche est une fuite. */
const SECRET = 'Zarachidine';
const PAGE = '/famille/enfants/1/sante';

let portail: Portail;
beforeAll(async () => {
  portail = await ouvrirPortail();
  await chargerDossiers(portail.services.db);
});
afterAll(() => portail.fermer());
beforeEach(async () => {
  await sql`
    truncate journal, rubriques_sanitaires, fiches_sanitaires, autorisations, personnes_autorisees,
      regimes_des_enfants`.execute(portail.services.db);
});

const lire = (cookie: string = COOKIES.nadia, page = PAGE) =>
  portail.visiter('GET', page, { cookie });
const envoyer = (champs: Record<string, string>, cookie: string = COOKIES.nadia, page = PAGE) =>
  portail.visiter('POST', page, { cookie, corps: new URLSearchParams(champs) });
const allergie = (texte: string, version = '') => ({
  partie: 'allergies',
  reponse: 'oui',
  texte,
  version,
});
const version = (html: string, rubrique: string) =>
  new RegExp(`value="${rubrique}"[^>]*/?><input[^>]*name="version" value(?:="([^"]*)")?`).exec(
    html,
  )?.[1] ?? '';

async function journal(): Promise<string[]> {
  const { rows } = await sql<{ phrase: string }>`
    select phrase from journal order by id`.execute(portail.services.db);
  return rows.map((r) => r.phrase);
}

/** Tout ce que la base sait écrire, table par table, comme une copie le montrerait. */
async function copieDeLaBase(): Promise<string> {
  const { db } = portail.services;
  const { rows: tables } = await sql<{ nom: string }>`
    select quote_ident(table_schema) || '.' || quote_ident(table_name) as nom
    from information_schema.tables
    where table_schema in ('public', 'pgboss') and table_type = 'BASE TABLE'`.execute(db);
  const copies: string[] = [];
  for (const { nom } of tables) {
    const { rows } = await sql<{ ligne: string }>`
      select row_to_json(t)::text as ligne from ${sql.raw(nom)} t`.execute(db);
    copies.push(...rows.map((r) => `${nom} ${r.ligne}`));
  }
  // Une colonne d'octets s'écrit en hexadécimal : la chercher aussi sous cette forme.
  return copies.join('\n');
}

const REPONSES: Record<string, string>[] = [
  { partie: 'allergies', reponse: 'non', texte: '' },
  { partie: 'pai', reponse: 'non', texte: '', jusquAu: '' },
  { partie: 'traitement', reponse: 'non', texte: '' },
  { partie: 'precautions', reponse: 'non', texte: '' },
  { partie: 'vaccins', reponse: 'a_jour' },
  { partie: 'medecin', nom: 'Dr Lenoir', telephone: '02 38 00 11 22' },
];
async function toutRemplir(): Promise<void> {
  for (const r of REPONSES) expect((await envoyer({ ...r, version: '' })).statusCode).toBe(303);
}

describe('La santé', () => {
  test('une page neuve dit tout ce qui est à remplir, en cinq ordres SQL au plus', async () => {
    await lire();
    portail.requetes.length = 0;
    const { statusCode, body } = await lire();
    expect(portail.requetes.length).toBeLessThanOrEqual(5);
    expect(statusCode).toBe(200);
    expect(body).toContain('Fiche sanitaire de Léo');
    expect(body).toContain('À remplir encore : Allergies, Projet d’accueil');
    expect(body).not.toContain('rien n’a changé');
  });

  test('une rubrique s’enregistre seule, et dit par qui et quand', async () => {
    const reponse = await envoyer(allergie(SECRET));
    expect([reponse.statusCode, reponse.headers.location]).toEqual([303, `${PAGE}#allergies`]);
    const { body } = await lire(COOKIES.karim);
    expect(body).toContain(SECRET);
    expect(body).toMatch(/Écrit le lundi 16 novembre 2026 à 10\sh par Nadia Benali/);
    expect(await journal()).toEqual(['Fiche sanitaire modifiée (Léo).']);
  });

  test('rien de ce qui est tapé n’est lisible dans une copie de la base', async () => {
    await envoyer(allergie(SECRET));
    const copie = await copieDeLaBase();
    expect(copie).toContain('public.rubriques_sanitaires');
    expect(copie).not.toContain(SECRET);
    expect(copie).not.toContain(Buffer.from(SECRET).toString('hex'));
    expect(copie).not.toContain(Buffer.from(SECRET).toString('base64').slice(0, 12));
  });

  test('la ligne d’un autre enfant, recopiée, ne s’ouvre pas, et la page dit quoi faire', async () => {
    await envoyer(allergie(SECRET));
    await envoyer(allergie('Pollen'), COOKIES.nadia, '/famille/enfants/2/sante');
    await sql`
      update rubriques_sanitaires r set contenu_chiffre = x.contenu_chiffre
      from rubriques_sanitaires x where r.enfant_id = 2 and x.enfant_id = 1`.execute(
      portail.services.db,
    );
    const { statusCode, body } = await lire(COOKIES.nadia, '/famille/enfants/2/sante');
    expect(statusCode).toBe(200);
    expect(body).not.toContain(SECRET);
    expect(body).toContain('Ce qui était écrit ne peut plus être lu.');
  });

  test('l’enfant d’une autre famille : la même 404 qu’un enfant qui n’existe pas', async () => {
    await envoyer(allergie(SECRET));
    const [autre, absent] = [
      await lire(COOKIES.canari),
      await lire(COOKIES.canari, '/famille/enfants/999/sante'),
    ];
    expect([autre.statusCode, absent.statusCode]).toEqual([404, 404]);
    const sansReference = (html: string) => html.replace(/[0-9a-f-]{8,}/g, '');
    expect(sansReference(autre.body)).toBe(sansReference(absent.body));
    expect((await envoyer(allergie('x'), COOKIES.canari)).statusCode).toBe(404);
    expect((await lire()).body).toContain(SECRET);
  });

  test('une saisie à revoir revient telle que tapée, volet ouvert', async () => {
    const { statusCode, body } = await envoyer({
      ...{ partie: 'pai', reponse: 'oui', texte: '', jusquAu: '2027-13-01' },
      version: '',
    });
    expect(statusCode).toBe(422);
    expect(body).toContain('2 réponses sont à revoir');
    expect(body).toContain('href="#pai-texte"');
    expect(body).toMatch(/<details[^>]*id="pai" open/);
    expect(body).toContain('value="2027-13-01"');
    expect(await journal()).toEqual([]);
  });

  test('l’autre parent vient d’écrire : prévenu, la saisie gardée, puis un choix', async () => {
    await envoyer(allergie('Pollen'));
    const tard = await envoyer(allergie(SECRET), COOKIES.karim);
    expect(tard.statusCode).toBe(422);
    expect(tard.body).toContain('modifiée entre-temps');
    expect(tard.body).toContain(SECRET);
    const suite = await envoyer(allergie(SECRET, version(tard.body, 'allergies')), COOKIES.karim);
    expect(suite.statusCode).toBe(303);
    expect((await lire()).body).toContain(SECRET);
  });

  test('trois clics n’enregistrent qu’une fois', async () => {
    const envois = await Promise.all([1, 2, 3].map(() => envoyer(allergie(SECRET))));
    expect(envois.map((r) => r.statusCode)).toEqual([303, 303, 303]);
    expect(await journal()).toHaveLength(1);
  });

  test('une partie inventée n’existe pas ; un texte de balises ne s’affiche jamais brut', async () => {
    expect((await envoyer({ partie: 'religion' })).statusCode).toBe(404);
    await envoyer(allergie('<script>alert(1)</script>'));
    expect((await lire()).body).not.toContain('<script>alert(1)');
  });

  test('la session expire pendant la saisie : gardée chiffrée, rendue à la bonne personne', async () => {
    const { db } = portail.services;
    await sql`update sessions set expire_le = '2026-11-15' where compte_id = 1`.execute(db);
    const perdue = await envoyer(allergie(SECRET));
    expect(perdue.statusCode).toBe(303);
    expect(await copieDeLaBase()).toContain('saisies_interrompues');
    expect(await copieDeLaBase()).not.toContain(SECRET);
    await sql`update sessions set expire_le = '2031-01-01' where compte_id = 1`.execute(db);
    const temoin = perdue.cookies.find((c) => c.name === 'preau_reprise')?.value;
    const { body } = await portail.visiter('GET', '/reprise', {
      cookie: `${COOKIES.nadia}; preau_reprise=${temoin}`,
    });
    expect(body).toContain('La fiche de votre enfant vous attend');
    expect(body).toContain(SECRET);
  });
});

describe('Relire chaque année', () => {
  test('complète, elle est à jour un an ; puis un geste suffit', async () => {
    await toutRemplir();
    expect((await lire()).body).toContain('de la relire le mardi 16 novembre 2027');
    portail.horloge.moveTo(new Date('2027-11-16T09:00:00Z'));
    expect((await lire()).body).toContain('À relire depuis le mardi 16 novembre 2027');
    const gestes = [
      await envoyer({ partie: 'confirmation' }),
      await envoyer({ partie: 'confirmation' }),
    ];
    expect(gestes.map((r) => r.statusCode)).toEqual([303, 303]);
    const { body } = await lire();
    expect(body).toContain('Relue le mardi 16 novembre 2027 par Nadia Benali');
    expect((await journal()).filter((p) => p.includes('relue'))).toEqual([
      'Fiche sanitaire relue, rien n’a changé (Léo).',
    ]);
    portail.horloge.moveTo(new Date('2026-11-16T09:00:00Z'));
  });

  test('« Mes enfants » dit où en est chaque fiche, en un ordre de plus', async () => {
    await toutRemplir();
    const mesEnfants = async () => (await lire(COOKIES.nadia, '/famille/enfants')).body;
    await mesEnfants();
    portail.requetes.length = 0;
    const body = await mesEnfants();
    expect(portail.requetes.length).toBeLessThanOrEqual(4);
    expect(body).toContain('À jour jusqu’au 16 novembre 2027');
    expect(body).toContain('À remplir');
    await sql`update rubriques_sanitaires set modifiee_le = '2025-11-16 09:00Z'`.execute(
      portail.services.db,
    );
    expect(await mesEnfants()).toContain('À relire : un geste suffit');
  });

  test('incomplète, elle ne se confirme pas', async () => {
    const { statusCode, body } = await envoyer({ partie: 'confirmation' });
    expect(statusCode).toBe(422);
    expect(body).toContain('Remplissez d’abord les rubriques qui manquent.');
  });
});

describe('Repas, autorisations, personnes', () => {
  test('le régime se choisit, se redit sans rien écrire, et redevient ordinaire', async () => {
    await envoyer({ partie: 'regime', regime: '2' });
    await envoyer({ partie: 'regime', regime: '2' });
    expect((await lire()).body).toContain('Sans viande, le lundi 16 novembre 2026');
    await envoyer({ partie: 'regime', regime: '' });
    expect(await journal()).toEqual(Array(2).fill('Régime alimentaire modifié (Léo).'));
    expect((await envoyer({ partie: 'regime', regime: '77' })).statusCode).toBe(422);
  });

  test('les autorisations : ce qui n’est pas répondu reste sans réponse', async () => {
    await envoyer({ partie: 'autorisations', baignade: 'oui', photo: 'non', depart_seul: 'bof' });
    await envoyer({ partie: 'autorisations', baignade: 'oui', photo: 'non' });
    const { rows } = await sql<{ genre: string; accordee: boolean }>`
      select genre, accordee from autorisations order by genre`.execute(portail.services.db);
    expect(rows).toEqual([
      { genre: 'baignade', accordee: true },
      { genre: 'photo', accordee: false },
    ]);
    expect(await journal()).toHaveLength(1);
  });

  const mamie = {
    partie: 'personne',
    nom: 'Rose Benali',
    lien: 'grand-mère',
    telephone: '0612345678',
    vientChercher: 'oui',
  };
  const cle = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

  test('une personne s’ajoute une fois, se retire, et reste connue de la base', async () => {
    const envois = await Promise.all([1, 2].map(() => envoyer({ ...mamie, cle_unique: cle(1) })));
    expect(envois.map((r) => r.statusCode)).toEqual([303, 303]);
    const { body } = await lire();
    expect(body.match(/06 12 34 56 78/g)).toHaveLength(1);
    const { rows } = await sql<{ id: number }>`select id from personnes_autorisees`.execute(
      portail.services.db,
    );
    const retrait = { partie: 'retrait', personne: String(rows[0]!.id) };
    expect((await envoyer(retrait, COOKIES.nadia, '/famille/enfants/2/sante')).statusCode).toBe(
      404,
    );
    expect((await envoyer(retrait)).statusCode).toBe(303);
    expect((await envoyer(retrait)).statusCode).toBe(303);
    expect((await lire()).body).not.toContain('Rose Benali');
    expect(await journal()).toEqual([
      'Personne autorisée ajoutée (Léo).',
      'Personne autorisée retirée (Léo).',
    ]);
    const { rows: restent } = await sql`select 1 from personnes_autorisees`.execute(
      portail.services.db,
    );
    expect(restent).toHaveLength(1);
  });

  test('la onzième est refusée, et sa saisie gardée', async () => {
    for (let n = 1; n <= 10; n++) await envoyer({ ...mamie, cle_unique: cle(n) });
    const { statusCode, body } = await envoyer({ ...mamie, cle_unique: cle(11) });
    expect(statusCode).toBe(422);
    expect(body).toContain('Pas plus de 10 personnes');
  });

  test('incomplète, elle revient avec ses erreurs, une par champ', async () => {
    const { statusCode, body } = await envoyer({ ...mamie, telephone: '12', vientChercher: '' });
    expect(statusCode).toBe(422);
    expect(body).toContain('id="personne-telephone-erreur"');
    expect(body).toContain('value="Rose Benali"');
  });
});
