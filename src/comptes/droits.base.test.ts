import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { COOKIES, chargerDossiers } from '../../test/dossiers.ts';
import { poserRegie } from '../../test/factures.ts';
import { ouvrirPortail, type Portail } from '../../test/portail.ts';
import { ouvre } from '../droits-des-pages.ts';
import { noter } from '../journal/actions.ts';
import { MENU_DES_AGENTS } from '../menus.ts';
import { transaction } from '../platform/db.ts';
import { routes } from '../routes.ts';
import { examiner, ROLES, type Role } from './regles/droits.ts';

const JOUR = '2026-11-18';
/** Connus de la structure 2 seule : Zoé et sa famille, et Basile, frère de Léo que la 1 accueille. */
const CACHES = /Zoé|Lœvy|Basile/i;

let portail: Portail;
beforeAll(async () => {
  portail = await ouvrirPortail();
  await chargerDossiers(portail.services.db);
  await peuplerLaStructure2();
});
afterAll(() => portail.fermer());

async function peuplerLaStructure2(): Promise<void> {
  const { db } = portail.services;
  const ordres = [
    `insert into enfants (famille_id, prenom, nom, ne_le, cree_le)
       values (1, 'Basile', 'Benali', '2018-02-02', '2026-09-01')`,
    `update demandes set traitee_le = '2026-09-02' where id = 2`,
    `insert into prestations (activite_id, nom, heure_debut, heure_fin)
       values (1, 'Repas', '12:00', '13:30'), (2, 'Journée', '08:00', '18:00')`,
    `insert into ouvertures (prestation_id, jour, periode_id)
       values (1, '${JOUR}', 1), (2, '${JOUR}', 2)`,
    `insert into demandes (enfant_id, activite_id, periode_id, compte_id, origine, cle_unique, recue_le)
       values (5, 2, 2, 1, 'portail', gen_random_uuid(), '2026-09-02')`,
    `insert into reservations (demande_id, enfant_id, prestation_id, jour, etat, origine, creee_le)
       values (1, 1, 1, '${JOUR}', 'validee', 'portail', '2026-09-02'),
         (2, 4, 2, '${JOUR}', 'validee', 'portail', '2026-09-02'),
         (3, 5, 2, '${JOUR}', 'demandee', 'portail', '2026-09-02'),
         (1, 1, 1, '2026-11-20', 'demandee', 'portail', '2026-09-02')`,
    `insert into messages (famille_id, responsable_id, structure_id, objet, texte, recu_le, cle_unique)
       values (1, 1, 2, 'Pour Basile', 'Basile sera en retard.', '2026-10-01', gen_random_uuid()),
         (3, 2, 2, 'Zoé', 'Zoé est malade.', '2026-10-01', gen_random_uuid())`,
    `insert into pointages (enfant_id, prestation_id, jour, etat, pointe_le, pointe_par)
       values (4, 2, '${JOUR}', 'present', '2026-11-18', 5)`,
  ];
  for (const ordre of ordres) await sql.raw(ordre).execute(db);
  await poserRegie(db);
  await transaction(db, (tx) =>
    noter(tx, {
      le: new Date('2026-10-02T08:00:00Z'),
      acteur: { compteId: 5, nom: 'Claire Aubry' },
      verbe: 'essai',
      phrase: 'Le panier-repas de Basile Benali est enregistré.',
      sujets: ['famille:1', 'enfant:5'],
    }),
  );
}

/** Denis devient ce rôle, limité ou non à la structure 1. */
async function devenir(role: Role, structures: number[] | null): Promise<void> {
  const { db } = portail.services;
  await sql`update agents set role = ${role} where id = 2`.execute(db);
  await sql`delete from agents_structures where agent_id = 2`.execute(db);
  for (const s of structures ?? [])
    await sql`insert into agents_structures values (2, ${s})`.execute(db);
}

const compterLeJournal = () => sql`select count(*) from journal`.execute(portail.services.db);

const visiter = (methode: 'GET' | 'POST', chemin: string, corps = '') =>
  portail.visiter(methode, chemin, { cookie: COOKIES.denis, corps });

const pages = routes.filter((r) => r.guard === 'agent');

/** Les adresses d'une route : chaque numéro du décor, les deux prestations, un jour ouvert. */
function adressesDe(chemin: string): string[] {
  const valeurs: Record<string, string[]> = {
    prestation: ['1', '2'],
    jour: [JOUR],
    enfant: ['1', '4', '5'],
  };
  let adresses = [chemin];
  for (const [, nom = ''] of chemin.matchAll(/:(\w+)/g))
    adresses = adresses.flatMap((a) =>
      (valeurs[nom] ?? ['1', '2', '3', '4', '5']).map((v) => a.replace(`:${nom}`, v)),
    );
  return adresses;
}

/** Où mènent les liens et les formulaires d'une page, dans l'espace des services. */
function ciblesDe(html: string): ['GET' | 'POST', string][] {
  const chemin = (adresse: string) => adresse.replaceAll('&amp;', '&').split(/[?#]/)[0] ?? '';
  const liens = [...html.matchAll(/ href="(\/agent[^"]*)"/g)].map(([, a = '']) => chemin(a));
  const formulaires = [...html.matchAll(/<form ([^>]*)>([\s\S]*?)<\/form>/g)].flatMap(
    ([, attributs = '', corps = '']) => {
      const methode = /method="get"/i.test(attributs) ? ('GET' as const) : ('POST' as const);
      const actions = [
        ...attributs.matchAll(/action="(\/agent[^"]*)"/g),
        ...corps.matchAll(/formaction="(\/agent[^"]*)"/gi),
      ];
      return actions.map(([, a = '']) => [methode, chemin(a)] as ['GET' | 'POST', string]);
    },
  );
  return [...liens.map((a) => ['GET', a] as ['GET' | 'POST', string]), ...formulaires];
}

/** La route d'une adresse ; à longueur égale, celle qui n'a pas de numéro l'emporte. */
function trouverRoute(adresse: string) {
  const candidates = pages.filter((r) =>
    new RegExp(`^${r.path.replace(/[.]/g, '\\.').replace(/:\w+/g, '[^/]+')}$`).test(adresse),
  );
  return candidates.find((r) => !r.path.includes(':')) ?? candidates[0];
}

const SUITES = [
  '',
  '?vue=traites',
  `?jour=${JOUR}`,
  '?nom=beau',
  '?nom=zo',
  '?nom=bas',
  '?nom=weis',
];

describe.each(ROLES)('Un agent « %s »', (role) => {
  test.each([[null], [[1]]])(
    'limité à %j : toute page refusée est la même 404, et rien n’est écrit',
    async (structures) => {
      await devenir(role, structures);
      const acteur = { role, structures };
      const inconnue = (await visiter('GET', '/agent/rien-de-tel')).body;
      const { rows: avant } = await compterLeJournal();
      const reference = /[0-9a-f]{8}/g;
      for (const { path, rights, GET, POST } of pages) {
        for (const [methode, existe] of [
          ['GET', GET],
          ['POST', POST],
        ] as const) {
          if (!existe || examiner(acteur, rights?.[methode] ?? '', null).oui) continue;
          const reponse = await visiter(methode, adressesDe(path)[0] ?? path, 'nom=x');
          expect([methode, path, reponse.statusCode]).toEqual([methode, path, 404]);
          expect(reponse.body.replace(reference, '')).toBe(inconnue.replace(reference, ''));
        }
      }
      expect((await compterLeJournal()).rows).toEqual(avant);
    },
  );

  test('ouvre chaque entrée de son menu, et la page d’accueil l’y mène', async () => {
    await devenir(role, null);
    const entrees = MENU_DES_AGENTS.flatMap((g) => g.entrees.map((e) => e.href));
    const siennes = entrees.filter((href) => ouvre({ role, structures: null }, href));
    expect(siennes).toContain('/agent/mot-de-passe');
    for (const href of siennes)
      expect([href, (await visiter('GET', href)).statusCode]).toEqual([href, 200]);
    const accueil = await visiter('GET', '/agent');
    expect((await visiter('GET', String(accueil.headers.location))).statusCode).toBe(200);
  });

  test.each([[null], [[1]]])(
    'limité à %j : aucun lien, aucun formulaire ne mène à une page qui lui est refusée',
    async (structures) => {
      await devenir(role, structures);
      const impasses = new Set<string>();
      for (const { path, GET, rights } of pages) {
        if (!GET || !examiner({ role, structures }, rights?.GET ?? '', null).oui) continue;
        for (const adresse of adressesDe(path)) {
          const { statusCode, body } = await visiter('GET', adresse);
          if (statusCode !== 200) continue;
          for (const [methode, cible] of ciblesDe(body)) {
            const droit = trouverRoute(cible)?.rights?.[methode] ?? 'page inconnue';
            if (!examiner({ role, structures }, droit, null).oui)
              impasses.add(`${path} : ${methode} ${cible} (${droit})`);
          }
        }
      }
      expect([...impasses]).toEqual([]);
    },
  );

  test('limité à une structure, ne lit nulle part le nom d’un enfant que seule une autre connaît', async () => {
    await devenir(role, [1]);
    const lues: string[] = [];
    for (const { path, GET } of pages) {
      if (!GET) continue;
      for (const adresse of adressesDe(path))
        for (const suite of path.includes(':') ? [''] : SUITES) {
          const { statusCode, body } = await visiter('GET', `${adresse}${suite}`);
          expect([`${adresse}${suite}`, statusCode < 500]).toEqual([`${adresse}${suite}`, true]);
          if (statusCode === 200) lues.push(adresse);
          expect([`${adresse}${suite}`, body.match(CACHES)?.[0]]).toEqual([
            `${adresse}${suite}`,
            undefined,
          ]);
        }
    }
    expect(lues).toContain('/agent/appareils');
    if (role !== 'animateur') expect(lues).toContain('/agent/familles/1');
    else expect(lues).toContain(`/agent/pointages/1/${JOUR}`);
  });
});

describe('Ce que la garde vaut', () => {
  test('qui voit toutes les structures lit bien ces noms : l’essai ci-dessus les aurait vus', async () => {
    await devenir('guichet', null);
    for (const adresse of [
      '/agent/familles/1',
      '/agent/familles/3',
      '/agent/demandes',
      '/agent/messages/1',
      '/agent/familles?nom=bas',
      `/agent/pointages/2/${JOUR}`,
      `/agent/listes/2/${JOUR}/liste.csv`,
      '/agent/familles/1/quotients',
      '/agent/familles/1/payeurs',
      '/agent/familles/1/faire-pour',
    ])
      expect([adresse, (await visiter('GET', adresse)).body]).toEqual([
        adresse,
        expect.stringMatching(CACHES),
      ]);
  });

  test('d’une famille partagée, l’agent limité lit le nombre des autres, jamais leur nom', async () => {
    await devenir('guichet', [1]);
    const { body } = await visiter('GET', '/agent/familles/1');
    expect(body).toContain('Léo');
    expect(body).toContain('Inès');
    expect(body).toContain(
      'Un autre enfant de cette famille est accueilli par une autre structure.',
    );
  });

  test('il n’agit pas sur l’enfant d’ailleurs en tapant son numéro', async () => {
    await devenir('guichet', [1]);
    const panier = 'geste=panier&enfant=5&panier_du=2026-12-01&panier_au=2026-12-31';
    const partage =
      'geste=partager&enfant=5&payeur=adulte-1&mode=pourcentage&pourcent=50&du=2027-01-01';
    for (const [chemin, corps] of [
      ['/agent/familles/1/quotients', panier],
      ['/agent/familles/1/payeurs', partage],
      ['/agent/familles/1/faire-pour/calendrier', 'enfant=5&periode=1'],
      [`/agent/pointages/2/${JOUR}`, 'enfant=4&etat=absent'],
      ['/agent/demandes/3', 'decision=valider&reservation=3'],
      ['/agent/messages/2/traitement', ''],
    ] as const)
      expect([chemin, (await visiter('POST', chemin, corps)).statusCode]).toEqual([chemin, 404]);
  });
});
