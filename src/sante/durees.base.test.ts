import { readFileSync } from 'node:fs';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { COOKIES, chargerDossiers } from '../../test/dossiers.ts';
import { ouvrirPortail, type Portail } from '../../test/portail.ts';
import { attendreVerrous } from '../../test/verrous.ts';
import { transaction } from '../platform/db.ts';
import { deriveKeyring } from '../platform/encryption.ts';
import { purgerSante, rechiffrer } from './actions/durees.ts';

const NUIT = new Date('2026-11-16T03:20:00Z');
const SECRET = 'Zarachidine';
const TABLES = [
  'fiches_sanitaires',
  'rubriques_sanitaires',
  'autorisations',
  'personnes_autorisees',
  'regimes_des_enfants',
];

let portail: Portail;
beforeAll(async () => {
  portail = await ouvrirPortail({ maintenant: NUIT });
  const { db } = portail.services;
  await chargerDossiers(db);
  await sql`
    insert into prestations (activite_id, nom, heure_debut, heure_fin, ordre)
    values (1, 'Repas', '12:00', '13:30', 1)`.execute(db);
});
afterAll(() => portail.fermer());
beforeEach(async () => {
  const { db, config } = portail.services;
  config.cles = deriveKeyring(config.secret);
  portail.horloge.moveTo(NUIT);
  await sql`
    truncate pointages, pointages_corriges, lectures_sante, journal,
      fiches_sanitaires, rubriques_sanitaires, autorisations, personnes_autorisees,
      regimes_des_enfants`.execute(db);
  await sql`delete from reservations`.execute(db);
  await sql`update durees_de_sante set fiches_mois = 12, lectures_mois = 36`.execute(db);
});

const envoyer = (champs: Record<string, string>) =>
  portail.visiter('POST', '/famille/enfants/1/sante', {
    cookie: COOKIES.nadia,
    corps: new URLSearchParams(champs),
  });
const allergie = (version = '') => ({
  partie: 'allergies',
  reponse: 'oui',
  texte: SECRET,
  version,
});

/** La fiche de Léo, tout entière, écrite ce jour-là. */
async function ecrire(jour: string): Promise<void> {
  portail.horloge.moveTo(new Date(`${jour}T12:00:00Z`));
  for (const envoi of [
    allergie(),
    { partie: 'regime', regime: '1' },
    { partie: 'autorisations', baignade: 'oui' },
    {
      ...{ partie: 'personne', nom: 'Rose', lien: 'grand-mère', telephone: '0612345678' },
      vientChercher: 'oui',
    },
  ])
    expect((await envoyer(envoi)).statusCode).toBe(303);
  portail.horloge.moveTo(NUIT);
}

async function reserver(jour: string, etat: string): Promise<void> {
  await sql`
    insert into reservations (demande_id, enfant_id, prestation_id, jour, etat, origine, creee_le)
    values (1, 1, 1, ${jour}, ${etat}, 'portail', '2025-01-01')`.execute(portail.services.db);
}

async function restent(): Promise<number> {
  let total = 0;
  for (const table of TABLES) {
    const { rows } = await sql<{ n: number }>`
      select count(*)::int as n from ${sql.ref(table)}`.execute(portail.services.db);
    total += rows[0]!.n;
  }
  return total;
}

const page = readFileSync(new URL('../../docs/regles/sante.md', import.meta.url), 'utf8');
const exemples = (page.split(/^## Exemples : ce qu'efface la nuit$/m)[1] ?? '')
  .split(/^## /m)[0]!
  .split('\n')
  .filter((l) => l.startsWith('| ') && /\d{4}-/.test(l))
  .map((l) =>
    l
      .split('|')
      .slice(1, -1)
      .map((c) => c.trim()),
  );

describe('La nuit', () => {
  test.each(exemples)(
    'réservée %s (%s), venue %s, écrite %s : %s',
    async (jour = '', etat = '', venue = '', ecriture = '', attendu = '') => {
      await ecrire(ecriture);
      if (jour !== 'jamais') await reserver(jour, etat);
      if (venue !== 'jamais')
        await sql`
        insert into pointages (enfant_id, prestation_id, jour, etat, pointe_le, pointe_par)
        values (1, 1, ${venue}, 'present', ${venue}, 5)`.execute(portail.services.db);
      const avant = await restent();
      expect(avant).toBe(5);
      const effacees = await purgerSante(portail.services);
      expect([effacees, await restent()]).toEqual(attendu === 'effacée' ? [1, 0] : [0, avant]);
    },
  );

  test('les sept exemples de la page ont été lus', () => {
    expect(exemples).toHaveLength(7);
  });

  test('le journal dit qu’elle est effacée, pas ce qu’elle disait ; la nuit suivante, rien', async () => {
    await ecrire('2025-01-10');
    await sql`truncate journal`.execute(portail.services.db);
    await purgerSante(portail.services);
    expect(await purgerSante(portail.services)).toBe(0);
    const { rows } = await sql<{ acteur: string; phrase: string }>`
      select acteur, phrase from journal`.execute(portail.services.db);
    expect(rows).toEqual([
      {
        acteur: 'Préau (automatique)',
        phrase: 'Fiche sanitaire effacée (Léo) : aucune venue depuis 12 mois.',
      },
    ]);
  });

  test('une famille qui écrit à l’instant où la nuit efface garde sa fiche', async () => {
    await ecrire('2025-01-10');
    const { db } = portail.services;
    const nuit = await transaction(db, async (tx) => {
      await sql`select id from enfants where id = 1 for no key update`.execute(tx);
      const purge = purgerSante(portail.services);
      await attendreVerrous(db, 1);
      await sql`update rubriques_sanitaires set modifiee_le = '2026-11-16'`.execute(tx);
      return { purge };
    });
    expect(await nuit.purge).toBe(0);
    expect(await restent()).toBe(5);
  });

  test('les lectures partent à leur durée, fiche effacée ou non', async () => {
    const { db } = portail.services;
    await sql`
      insert into lectures_sante (enfant_id, agent_id, role, raison, lue_le) values
        (1, 1, 'directeur', 'urgence', '2023-11-15'), (1, 1, 'directeur', 'urgence', '2023-11-17')`.execute(
      db,
    );
    await purgerSante(portail.services);
    const { rows } = await sql<{ n: number }>`
      select count(*)::int as n from lectures_sante`.execute(db);
    expect(rows[0]?.n).toBe(1);
  });
});

describe('Changer de clé', () => {
  test('la nuit remet tout sous la nouvelle ; l’ancienne s’ôte ; rien ne bouge pour la famille', async () => {
    const { services } = portail;
    await ecrire('2026-11-02');
    const ancienne = services.config.cles.keys.get(1)!;
    const neuve = Buffer.alloc(32, 7);
    services.config.cles = {
      current: 2,
      keys: new Map([
        [1, ancienne],
        [2, neuve],
      ]),
    };
    expect([await rechiffrer(services), await rechiffrer(services)]).toEqual([1, 0]);
    services.config.cles = { current: 2, keys: new Map([[2, neuve]]) };
    const { body } = await portail.visiter('GET', '/famille/enfants/1/sante', {
      cookie: COOKIES.nadia,
    });
    expect(body).toContain(SECRET);
    expect(body).toContain('Écrit le lundi 2 novembre 2026');
  });

  test('une clé perdue : rien n’est réécrit, la famille remplit de nouveau', async () => {
    const { services } = portail;
    await ecrire('2026-11-02');
    services.config.cles = { current: 3, keys: new Map([[3, Buffer.alloc(32, 9)]]) };
    expect(await rechiffrer(services)).toBe(0);
    const lire = () =>
      portail.visiter('GET', '/famille/enfants/1/sante', { cookie: COOKIES.nadia });
    const { body } = await lire();
    expect(body).toContain('Ce qui était écrit ne peut plus être lu.');
    const version = /value="allergies"\/><input[^>]*name="version" value="([^"]*)"/.exec(body)?.[1];
    expect((await envoyer(allergie(version))).statusCode).toBe(303);
    expect((await lire()).body).toContain(SECRET);
  });
});

describe('Conservation des fiches sanitaires', () => {
  const PAGE = '/agent/durees-de-sante';
  const regler = (fiches: string, lectures: string) =>
    portail.visiter('POST', PAGE, {
      cookie: COOKIES.claire,
      corps: new URLSearchParams({ fiches, lectures }),
    });

  test('un administrateur la règle, une fois ; les familles la lisent', async () => {
    expect([(await regler('6', '24')).statusCode, (await regler('6', '24')).statusCode]).toEqual([
      303, 303,
    ]);
    const { body } = await portail.visiter('GET', '/donnees-personnelles');
    expect(body).toContain('6 mois après la dernière venue');
    expect(body).toContain('au bout de 24 mois');
    const { rows } = await sql<{ phrase: string }>`
      select phrase from journal where 'durees_de_sante' = any(sujets)`.execute(
      portail.services.db,
    );
    expect(rows).toEqual([
      {
        phrase:
          'Claire Aubry garde les fiches sanitaires 6 mois après la dernière venue, leurs lectures 24 mois.',
      },
    ]);
    await ecrire('2026-05-15');
    expect(await purgerSante(portail.services)).toBe(1);
  });

  test('absurde, elle revient telle que tapée ; un directeur n’y vient pas', async () => {
    for (const [fiches, lectures] of [
      ['0', '36'],
      ['37', '60'],
      ['12', '12'],
      ['12', '61'],
      ['un an', '36'],
    ] as const) {
      const { statusCode, body } = await regler(fiches, lectures);
      expect(statusCode).toBe(422);
      expect(body).toContain(`value="${fiches}"`);
    }
    for (const cookie of [COOKIES.denis, COOKIES.nadia])
      expect((await portail.visiter('GET', PAGE, { cookie })).statusCode).toBe(404);
  });

  test('se lit en quatre ordres SQL au plus', async () => {
    portail.requetes.length = 0;
    await portail.visiter('GET', PAGE, { cookie: COOKIES.claire });
    expect(portail.requetes.length).toBeLessThanOrEqual(4);
  });
});
