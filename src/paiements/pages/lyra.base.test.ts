/** Une régie qui encaisse par Lyra : du bouton « Payer » à la quittance, face à la boutique jumelle. */
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { connecter } from '../../../test/decor.ts';
import {
  ouvrirCaisseLyra,
  type PetiteCaisseLyra,
  viderCaisse,
} from '../../../test/petite-caisse.ts';
import type { StatutLyra } from '../../dev/lyra/serveur.ts';

const JOUR = 24 * 3_600_000;
let caisse: PetiteCaisseLyra;
let cookie: string;
let regisseur: string;
beforeAll(async () => {
  caisse = await ouvrirCaisseLyra();
});
afterAll(() => caisse.fermer());
beforeEach(async () => {
  await viderCaisse(caisse);
  caisse.boutique.reglages.notification = 'une_fois';
  cookie = await caisse.cookie(0);
  regisseur = await connecter(caisse.services.db, caisse.regie.agents[0]!, caisse.horloge.now());
});

const lire = (chemin: string, qui = cookie) =>
  caisse.portail.visiter('GET', chemin, { cookie: qui });
const dernier = async () => (await caisse.paiements()).at(-1)!;

/** Le formulaire signé que la page donne à envoyer à la banque. */
async function partir(): Promise<Record<string, string>> {
  const facture = await caisse.regie.facturer(0, [[4560]]);
  const page = await caisse.portail.visiter('POST', '/famille/paiements/nouveau', {
    cookie,
    corps: new URLSearchParams({
      facture: String(facture),
      courriel: 'parent@famille.test',
      cle_unique: randomUUID(),
    }),
  });
  expect(page.statusCode).toBe(200);
  expect(page.body).toContain(`action="${caisse.boutique.adresse}"`);
  expect(String(page.headers['content-security-policy'])).toContain(
    new URL(caisse.boutique.adresse).origin,
  );
  const champs = page.body.matchAll(/name="(vads_\w+|signature)" value="([^"]*)"/g);
  return Object.fromEntries([...champs].map(([, nom, valeur]) => [nom, valeur]));
}

/** Ce que fait la personne chez la banque, puis son retour par le navigateur, s'il a lieu. */
async function choisir(champs: Record<string, string>, statut: StatutLyra, revient = true) {
  const signes = await caisse.boutique.payer(champs, statut);
  if (!revient) return signes;
  const retour = await lire(`/paiement/retour?${new URLSearchParams(signes)}`, '');
  const { id } = await dernier();
  expect([retour.statusCode, retour.headers.location]).toEqual([303, `/famille/paiements/${id}`]);
  return signes;
}

test('payer : la facture est soldée une seule fois, la quittance se télécharge', async () => {
  caisse.boutique.reglages.notification = 'deux_fois';
  await choisir(await partir(), 'AUTHORISED');
  const { id, ...paiement } = await dernier();
  expect(paiement).toMatchObject({ etat: 'paye', reglements: 1 });
  expect(Object.values(await caisse.regie.restes())).toEqual([0]);
  const page = await lire(`/famille/paiements/${id}`);
  expect(page.body).toContain('Merci, c’est payé');
  expect(page.body).toMatch(/\/famille\/quittances\/\d+\/pdf/);
});

test('la notification perdue : le retour signé du navigateur suffit', async () => {
  caisse.boutique.reglages.notification = 'jamais';
  await choisir(await partir(), 'AUTHORISED');
  expect(await dernier()).toMatchObject({ etat: 'paye', reglements: 1 });
});

test('un retour retouché en route n’encaisse rien', async () => {
  caisse.boutique.reglages.notification = 'jamais';
  const refus = await choisir(await partir(), 'REFUSED', false);
  const faux = new URLSearchParams({ ...refus, vads_trans_status: 'AUTHORISED' });
  const retour = await lire(`/paiement/retour?${faux}`, '');
  expect(retour.headers.location).toBe('/famille/paiements');
  expect(await dernier()).toMatchObject({ etat: 'en_cours', reglements: 0 });
});

test('refusé : on le dit, la facture reste à payer', async () => {
  await choisir(await partir(), 'REFUSED');
  expect((await lire(`/famille/paiements/${(await dernier()).id}`)).body).toContain(
    'Le paiement a été refusé',
  );
  expect(Object.values(await caisse.regie.restes())).toEqual([4560]);
});

test('ni notification ni retour : le régisseur est prévenu, la famille n’est pas trompée', async () => {
  caisse.boutique.reglages.notification = 'jamais';
  const signes = await choisir(await partir(), 'AUTHORISED', false);
  const { id } = await dernier();
  const attente = (await lire(`/famille/paiements/${id}`)).body;
  expect(attente).toContain('la réponse de la banque');
  expect(attente).not.toContain('Trésor');
  caisse.horloge.advance(7 * JOUR + 60_000);
  await caisse.relever();
  expect((await dernier()).etat).toBe('expire');

  cookie = await caisse.cookie(0);
  regisseur = await connecter(caisse.services.db, caisse.regie.agents[0]!, caisse.horloge.now());
  const famille = (await lire(`/famille/paiements/${id}`)).body;
  expect(famille).not.toContain('Rien n’a été débité');
  expect(famille).toContain('écrivez-nous avant de payer de nouveau');
  const suivi = (await lire('/agent/paiements', regisseur)).body;
  expect(suivi).toContain('Sans nouvelle de la banque');
  expect(suivi).toContain(`/agent/paiements/${id}`);

  // Le régisseur la retrouve chez la banque et fait renvoyer la notification : elle arrive tard.
  const reponse = await caisse.portail.visiter('POST', '/paiement/notification', {
    corps: new URLSearchParams(signes),
    origine: null,
  });
  expect(reponse.statusCode).toBe(200);
  expect(await dernier()).toMatchObject({ etat: 'paye', reglements: 1 });
  expect((await lire('/agent/paiements', regisseur)).body).not.toContain(
    'Sans nouvelle de la banque',
  );
});

test('un paiement PayFiP expiré, que le Trésor a démenti, ne se montre pas là', async () => {
  await partir();
  await sql`update paiements_en_ligne set fournisseur = 'payfip', etat = 'expire',
    conclu_le = ${caisse.horloge.now()}, verifier_le = null`.execute(caisse.services.db);
  expect((await lire('/agent/paiements', regisseur)).body).not.toContain(
    'Sans nouvelle de la banque',
  );
});
