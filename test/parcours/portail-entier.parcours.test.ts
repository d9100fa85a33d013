import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  chargerSaintAubin,
  MOT_DE_PASSE_DE_DEMONSTRATION,
} from '../../db/jeu/saint-aubin/charger.ts';
import { routes } from '../../src/routes.ts';
import { ouvrirPortail, type Portail } from '../portail.ts';
import { accuserLesDemandes } from '../travaux.ts';
import { type Navigateur, ouvrirNavigateur } from './navigateur.ts';

let portail: Portail;
let navigateur: Navigateur;
let adresse: string;

beforeAll(async () => {
  portail = await ouvrirPortail();
  await chargerSaintAubin(portail.services.db, {
    maintenant: portail.horloge.now(),
    adresse: 'http://portail.test',
  });
  adresse = await portail.site.listen({ port: 0, host: '127.0.0.1' });
  portail.services.config.adresse = adresse;
  navigateur = await ouvrirNavigateur();
});
afterAll(async () => {
  await navigateur.fermer();
  await portail.fermer();
});

async function seConnecter(
  identifiant: string,
  options: { javascript?: boolean; largeur?: number } = {},
): Promise<Page> {
  const page = await navigateur.nouvellePage({ largeur: 360, ...options });
  await page.goto(adresse);
  await page.getByRole('link', { name: 'Accès Familles' }).click();
  await page.getByLabel('Identifiant ou adresse électronique').fill(identifiant);
  await page.getByLabel('Mot de passe', { exact: true }).fill(MOT_DE_PASSE_DE_DEMONSTRATION);
  await page.getByRole('button', { name: 'Se connecter' }).click();
  await page.waitForURL(/\/(famille|agent)/);
  return page;
}

async function premier<T>(ordre: ReturnType<typeof sql<T>>): Promise<T> {
  const { rows } = await ordre.execute(portail.services.db);
  const [ligne] = rows;
  if (!ligne) throw new Error('Le jeu de données ne contient pas ce que ce parcours cherche.');
  return ligne;
}

/** Une adresse vraie pour chaque page : celles à paramètre reçoivent un numéro du jeu de données. */
async function adresses(espace: 'public' | 'famille' | 'agent'): Promise<string[]> {
  const { id: reservation } = await premier(
    sql<{ id: number }>`select max(r.id) as id from reservations r where enfant_id = 1`,
  );
  const { id: demande } = await premier(
    sql<{ id: number }>`select max(d.id) as id from demandes d where enfant_id = 1`,
  );
  const { jauge } = await premier(sql<{ jauge: number }>`select min(id) as jauge from jauges`);
  const { activite } = await premier(
    sql<{ activite: number }>`select min(id) as activite from activites`,
  );
  const { conversation } = await premier(
    sql<{ conversation: number }>`select max(m.id) as conversation from messages m
      join enfants e on e.famille_id = m.famille_id where e.id = 1`,
  );
  // Saint-Aubin n'a ni paiement en ligne, ni bordereau, ni mandat, ni lot, ni import, ni place proposée, ni fermeture,
  // ni message à un groupe, ni actualité, ni opération : leurs essais les regardent.
  const absents = new Set([
    'paiements',
    'bordereaux',
    'mandats',
    'prelevements',
    'imports',
    'places',
    'fermetures',
    'operations',
    'diffusions',
    'actualites',
  ]);
  const numeros: Record<string, number> = {
    activites: activite,
    reservations: reservation,
    demandes: demande,
    familles: 1,
    messages: 1,
    contact: conversation,
    factures: 1,
    campagnes: 1,
    grilles: 1,
    reglements: 1,
    payeurs: 1,
    structures: 1,
    ecoles: 1,
    classes: 1,
    agents: 2,
    enfants: 1,
    regies: 1,
    regimes: 1,
  };
  const { prestation, jour, enfant } = await premier(
    sql<{ prestation: number; jour: string; enfant: number }>`
      select prestation_id as prestation, jour, enfant_id as enfant from pointages
      where enfant_id = 1 order by jour desc limit 1`,
  );
  const questions: Record<string, string> = {
    '/famille/pre-inscrire/calendrier': 'enfant=1&periode=1&mois=2026-12',
    '/famille/contestations': `enfant=${enfant}&prestation=${prestation}&jour=${jour}`,
    '/agent/regie/mandats': 'payeur=1',
  };
  return (
    routes
      .filter(
        (r) =>
          r.GET &&
          r.guard === espace &&
          !/^\/(sante|apparence|logo|reprise|installation)/.test(r.path),
      )
      // Un fichier n'est pas une page.
      .filter((r) => !/(\/pdf|\.pdf|\.csv|\.xlsx|\.xml|\/suggestions)$/.test(r.path))
      .filter((r) => !absents.has(/\/(\w+)\/:id/.exec(r.path)?.[1] ?? ''))
      .map((r) =>
        r.path
          .replace(/\/(\w+)\/:id/, (_, nom: string) => `/${nom}/${numeroDe(numeros, nom)}`)
          .replace(':jeton', 'inconnu')
          .replace(':choix', 'accepter')
          .replace(':jauge', String(jauge))
          .replace(':prestation', String(prestation))
          .replace(':adulte', '1')
          .replace(':jour', jour)
          .replace(':autre', '2')
          .replace(':enfant', String(enfant))
          .replace(':activite', String(activite))
          .replace(':reservation', String(reservation)),
      )
      .map((chemin) => (questions[chemin] ? `${chemin}?${questions[chemin]}` : chemin))
  );
}

/** Une page sans numéro serait une page introuvable, que rien ne regarderait. */
function numeroDe(numeros: Record<string, number>, nom: string): number {
  const numero = numeros[nom];
  if (numero === undefined)
    throw new Error(`Quel numéro pour /${nom}/:id ? Ajoutez-le à « numeros ».`);
  return numero;
}

/** Ce qui répond 404 ou 410 exprès : un lien inventé. */
const LIEN_INVENTE = /\/inconnu(\/|$)/;

async function examiner(page: Page, chemin: string, schema: 'light' | 'dark'): Promise<string[]> {
  const reponse = await page.goto(adresse + chemin);
  const axe = new AxeBuilder({ page });
  // En sombre, seules les couleurs changent.
  const { violations } = await (schema === 'dark'
    ? axe.withRules('color-contrast')
    : axe.withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'])
  ).analyze();
  const deborde = () =>
    page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
  const telephone = await deborde();
  await page.setViewportSize({ width: 768, height: 1024 });
  const tablette = await deborde();
  await page.setViewportSize({ width: 320, height: 844 });
  return [
    ...(reponse && reponse.status() >= 400 && !LIEN_INVENTE.test(chemin)
      ? [`${chemin} : ${reponse.status()}`]
      : []),
    ...violations.map((v) => `${chemin} : ${v.id}, ${v.nodes[0]?.html.slice(0, 120)}`),
    ...(telephone ? [`${chemin} : déborde à 320 px`] : []),
    ...(tablette ? [`${chemin} : déborde à 768 px`] : []),
  ];
}

describe('chaque page, à 320 et à 768 px, en clair et en sombre', () => {
  test.each([
    ['public', null],
    ['famille', 'camille.martin'],
    ['agent', 'admin.leroy'],
  ] as const)(
    'espace %s : rien à redire pour axe, rien ne déborde',
    async (espace, identifiant) => {
      const page = identifiant
        ? await seConnecter(identifiant, { largeur: 320 })
        : await navigateur.nouvellePage({ largeur: 320 });
      const defauts: string[] = [];
      for (const schema of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme: schema });
        for (const chemin of await adresses(espace))
          defauts.push(...(await examiner(page, chemin, schema)));
      }
      expect(defauts).toEqual([]);
      await page.context().close();
    },
    600_000,
  );
});

describe('la famille au nom piégé', () => {
  test('aucune page d’agent ne l’imprime telle quelle, aucun script ne s’exécute', async () => {
    const page = await seConnecter('agent.benali', { largeur: 1280 });
    page.on('dialog', (d) => {
      throw new Error(`Un script a ouvert une boîte : ${d.message()}`);
    });
    const { famille, demande } = await premier(sql<{ famille: number; demande: number | null }>`
      select f.id as famille, (select max(d.id) from demandes d join enfants e on e.id = d.enfant_id where e.famille_id = f.id) as demande
      from familles f where f.nom like '%<script>%'`);
    for (const chemin of [
      '/agent/demandes',
      '/agent/familles?nom=script',
      `/agent/familles/${famille}`,
      ...(demande ? [`/agent/demandes/${demande}`] : []),
    ]) {
      const reponse = await page.goto(adresse + chemin);
      expect(await reponse?.text(), chemin).not.toContain('<script>alert');
    }
    await page.context().close();
  });
});

describe.each([
  { javascript: true, avec: 'avec' },
  { javascript: false, avec: 'sans' },
])('le guide, chapitres 1, 2 et 4, sur un téléphone $avec JavaScript', ({ javascript }) => {
  test('un parent demande la garderie, l’agent valide, le parent reçoit une lettre et annule', async () => {
    const parent = await seConnecter('lucas.petit', { javascript });
    await parent.goto(`${adresse}/famille/pre-inscrire`);
    await parent
      .getByText('Mila', { exact: false })
      .first()
      .click()
      .catch(() => {});
    const garderie = parent.getByRole('group', { name: /Garderie/ });
    await garderie.getByRole('radio').first().check({ force: true });
    await parent.getByRole('button', { name: 'Afficher le calendrier' }).click();
    const libres = parent.locator('table[data-calendrier] input[type=checkbox]');
    // De la droite vers la gauche : deux jours lointains, hors de tout délai.
    const nombre = await libres.count();
    await libres.nth(nombre - (javascript ? 1 : 3)).press('Space');
    await libres.nth(nombre - (javascript ? 2 : 4)).press('Space');
    await parent.getByRole('button', { name: 'Valider et sortir' }).click();
    await parent.waitForURL(/\/famille\/demandes\/\d+/);
    expect(await parent.textContent('main')).toContain('En attente');
    const demande = Number(/demandes\/(\d+)/.exec(parent.url())?.[1]);

    await accuserLesDemandes(portail.services);
    const agent = await seConnecter('agent.benali', { javascript, largeur: 1280 });
    await agent.goto(`${adresse}/agent/demandes`);
    await agent.locator(`#demande-${demande}`).check({ force: true });
    await agent.getByRole('button', { name: 'Valider…' }).click();
    await agent.getByRole('button', { name: 'Valider', exact: true }).click();
    await agent.waitForURL(/\/agent\/demandes$/);
    expect(await agent.textContent('main')).toContain('2 jours validés.');

    const { rows } = await sql<{ sujet: string }>`
      select sujet from courriels where ${`demande:${demande}`} = any(sujets) order by id`.execute(
      portail.services.db,
    );
    expect(rows.map((r) => r.sujet.split(' : ')[0])).toEqual([
      'Votre demande est enregistrée',
      'Demande à traiter',
      'Votre demande est traitée',
    ]);

    const { id } = await premier(
      sql<{ id: number }>`select min(id) as id from reservations where demande_id = ${demande}`,
    );
    await parent.goto(`${adresse}/famille/reservations/${id}`);
    expect(await parent.textContent('main')).toContain('Voulez-vous annuler l’inscription');
    await parent.getByRole('button', { name: 'Confirmer l’annulation' }).click();
    await parent.waitForURL(/\/famille\/inscriptions/);
    expect(await parent.textContent('main')).toContain('L’inscription a bien été annulée.');
    await agent.context().close();
    await parent.context().close();
  });
});
