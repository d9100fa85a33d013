import AxeBuilder from '@axe-core/playwright';
import type { CDPSession, Page } from '@playwright/test';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { activerComptes, ajouterAgent, MOT_DE_PASSE } from '../comptes.ts';
import { poserDecor } from '../decor.ts';
import { ouvrirPortail, type Portail } from '../portail.ts';
import { type Navigateur, ouvrirNavigateur } from './navigateur.ts';

let portail: Portail;
let navigateur: Navigateur;
let adresse: string;
const maintenant = new Date('2026-11-16T09:00:00Z');

beforeAll(async () => {
  portail = await ouvrirPortail({ maintenant });
  await poserDecor(portail.services.db);
  await activerComptes(portail);
  await ajouterAgent(portail);
  const ecoute = await portail.site.listen({ port: 0, host: '127.0.0.1' });
  // Une clé ne se fabrique pas pour une adresse IP.
  adresse = ecoute.replace('127.0.0.1', 'localhost');
  portail.services.config.adresse = adresse;
  navigateur = await ouvrirNavigateur();
});
afterAll(async () => {
  await navigateur.fermer();
  await portail.fermer();
});
beforeEach(async () => {
  portail.horloge.moveTo(maintenant);
  await sql`truncate compteurs_d_echecs, sessions, cles_d_acces, defis_resolus, courriels cascade`.execute(
    portail.services.db,
  );
});

/** Un téléphone qui reconnaît son porteur, tel que Chromium sait l'imiter. */
async function brancherUnAppareil(
  page: Page,
  reconnait = true,
): Promise<{ cdp: CDPSession; authenticatorId: string }> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('WebAuthn.enable');
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: reconnait,
      automaticPresenceSimulation: true,
    },
  });
  return { cdp, authenticatorId };
}

async function seConnecter(page: Page, identifiant: string): Promise<void> {
  await page.goto(`${adresse}/connexion`);
  await page.getByLabel('Identifiant ou adresse').fill(identifiant);
  await page.getByLabel('Mot de passe', { exact: true }).fill(MOT_DE_PASSE);
  await page.getByRole('button', { name: 'Se connecter' }).click();
  await page.waitForURL(/\/(famille|agent)/);
}

async function ajouterUneCle(page: Page, espace: 'famille' | 'agent', nom: string): Promise<void> {
  await page.goto(`${adresse}/${espace}/cles`);
  await page.getByLabel('Nom de cette clé').fill(nom);
  await page.getByRole('button', { name: 'Ajouter cet appareil' }).click();
  await page.getByText('Votre clé d’accès est ajoutée').waitFor();
}

/** Comme dans un navigateur qui ne sait pas la proposer sous le champ : par le bouton. */
async function entrerParLeBouton(page: Page): Promise<void> {
  await page.addInitScript(() => {
    PublicKeyCredential.isConditionalMediationAvailable = () => Promise.resolve(false);
  });
  await page.goto(`${adresse}/connexion`);
  await page.getByRole('button', { name: 'Entrer avec ma clé' }).click();
}

const seDeconnecter = (page: Page) => page.context().clearCookies();

test('Claire ajoute son téléphone, puis entre d’un doigt, sous le champ ou par le bouton, sans rien taper', async () => {
  const page = await navigateur.nouvellePage({ largeur: 360 });
  const refusees: string[] = [];
  page.on('console', (m) => {
    if (/Content Security Policy/.test(m.text())) refusees.push(m.text());
  });
  const { cdp, authenticatorId } = await brancherUnAppareil(page);
  await seConnecter(page, 'claire');
  await ajouterUneCle(page, 'famille', 'Mon téléphone');
  const { credentials } = await cdp.send('WebAuthn.getCredentials', { authenticatorId });
  expect(credentials.map((c) => [c.rpId, c.isResidentCredential])).toEqual([['localhost', true]]);
  await page.getByRole('rowheader', { name: 'Mon téléphone' }).waitFor();
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map((v) => `${v.id} : ${v.help}`)).toEqual([]);

  await seDeconnecter(page);
  portail.horloge.advance(3_600_000);
  // L'appareil d'essai choisit la clé proposée sous le champ, sans attendre qu'on appuie.
  await page.goto(`${adresse}/connexion`);
  await page.waitForURL(`${adresse}/famille`);
  await seDeconnecter(page);
  await entrerParLeBouton(page);
  await page.waitForURL(`${adresse}/famille`);
  await page.goto(`${adresse}/famille/cles`);
  expect(await page.textContent('tbody')).not.toContain('Jamais');
  expect(refusees).toEqual([]);
  await page.context().close();
});

test('un appareil qui ne reconnaît pas son porteur n’ajoute rien', async () => {
  const page = await navigateur.nouvellePage({ largeur: 360 });
  await brancherUnAppareil(page, false);
  await seConnecter(page, 'claire');
  await page.goto(`${adresse}/famille/cles`);
  await page.getByRole('button', { name: 'Ajouter cet appareil' }).click();
  await page.getByText('Aucune clé n’est ajoutée').waitFor();
  const { rows } = await sql`select 1 from cles_d_acces`.execute(portail.services.db);
  expect(rows).toHaveLength(0);
  await page.context().close();
});

test('une copie de la clé la bloque : son compteur recule', async () => {
  const page = await navigateur.nouvellePage({ largeur: 360 });
  const { cdp, authenticatorId } = await brancherUnAppareil(page);
  await seConnecter(page, 'claire');
  await ajouterUneCle(page, 'famille', 'Mon téléphone');
  const [copie] = (await cdp.send('WebAuthn.getCredentials', { authenticatorId })).credentials;
  await seDeconnecter(page);
  await entrerParLeBouton(page);
  await page.waitForURL(`${adresse}/famille`);
  // L'autre exemplaire, qui n'a pas vu ce dernier usage.
  await cdp.send('WebAuthn.removeCredential', {
    authenticatorId,
    credentialId: copie?.credentialId ?? '',
  });
  if (copie) await cdp.send('WebAuthn.addCredential', { authenticatorId, credential: copie });
  await seDeconnecter(page);
  await entrerParLeBouton(page);
  await page.getByText('Cette clé a peut-être été copiée').waitFor();
  const { rows } = await sql<{ sujet: string }>`select sujet from courriels order by id`.execute(
    portail.services.db,
  );
  expect(rows.map((r) => r.sujet)).toEqual([
    'Une clé d’accès est ajoutée',
    'Une clé d’accès est bloquée',
  ]);
  await page.context().close();
});

test('un agent entre par sa clé sans donner de code, même s’il en a un', async () => {
  const page = await navigateur.nouvellePage();
  await brancherUnAppareil(page);
  await seConnecter(page, 'nadia');
  await ajouterUneCle(page, 'agent', 'Poste du guichet');
  await sql`insert into doubles_authentifications (compte_id, secret_chiffre, cle, pose_le, dernier_pas)
    select id, '\\x00', 1, ${maintenant}, 0 from comptes where identifiant = 'nadia'`.execute(
    portail.services.db,
  );
  await seDeconnecter(page);
  await entrerParLeBouton(page);
  await page.waitForURL(`${adresse}/agent/demandes`);
  await sql`truncate doubles_authentifications cascade`.execute(portail.services.db);
  await page.context().close();
});

test('sans JavaScript, la page de connexion ne promet pas de clé, et le lien s’y demande', async () => {
  const page = await navigateur.nouvellePage({ largeur: 320, javascript: false });
  await page.goto(`${adresse}/connexion?vers=/famille/factures`);
  expect(await page.getByRole('button', { name: 'Entrer avec ma clé' }).isVisible()).toBe(false);
  await page.getByRole('link', { name: 'Recevoir un lien par courriel' }).click();
  await page.getByLabel('Adresse électronique ou identifiant').fill('claire');
  await page.getByRole('button', { name: 'Recevoir le lien' }).click();
  await page.getByText('Regardez votre messagerie').waitFor();
  const { rows } = await sql<{ texte: string }>`select texte from courriels`.execute(
    portail.services.db,
  );
  await page.goto(rows[0]?.texte.match(/https?:\/\/\S+/)?.[0] ?? '');
  await page.getByRole('button', { name: 'Entrer' }).click();
  await page.waitForURL(`${adresse}/famille/factures`);
  await page.context().close();
});
