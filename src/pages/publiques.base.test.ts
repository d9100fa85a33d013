import { afterAll, beforeAll, expect, test } from 'vitest';
import { COOKIES, chargerDossiers } from '../../test/dossiers.ts';
import { ouvrirPortail, type Portail } from '../../test/portail.ts';

let portail: Portail;
beforeAll(async () => {
  portail = await ouvrirPortail();
  await chargerDossiers(portail.services.db);
});
afterAll(() => portail.fermer());

const PAGES = ['/aide', '/accessibilite', '/donnees-personnelles', '/mentions-legales'];

test.each(PAGES)('%s se lit sans se connecter, et connecté', async (chemin) => {
  for (const visite of [{}, { cookie: COOKIES.nadia }, { cookie: COOKIES.claire }]) {
    const { statusCode, body } = await portail.visiter('GET', chemin, visite);
    expect(statusCode).toBe(200);
    expect(body).toContain('mairie@saint-aubin.test');
    expect(body).toContain('Ville de Saint-Aubin');
    expect(body.match(/<h1[ >]/g)).toHaveLength(1);
  }
});

test('la déclaration d’accessibilité a toutes ses parties obligatoires', async () => {
  const { body } = await portail.visiter('GET', '/accessibilite');
  for (const mots of [
    'article 47',
    'http://portail.test',
    'non conforme',
    '4.1.2',
    'Résultats des tests',
    'Non-conformités',
    'Dérogations pour charge disproportionnée',
    'Contenus non soumis à l’obligation',
    'Établissement de cette déclaration',
    'Technologies utilisées',
    'Environnement de test',
    'pages vérifiées',
    'Schéma pluriannuel',
    'Retour d’information et contact',
    'Voies de recours',
    'Libre réponse 71120',
  ]) {
    expect(body).toContain(mots);
  }
});

test('l’information sur les données dit qui, pourquoi, combien de temps, quels droits', async () => {
  const { body } = await portail.visiter('GET', '/donnees-personnelles');
  for (const mots of [
    'Qui est responsable',
    'et pourquoi',
    'mission d’intérêt public',
    'Qui les voit',
    'Combien de temps',
    'Vos droits',
    'CNIL',
    'Témoins de connexion',
  ]) {
    expect(body).toContain(mots);
  }
});

test('l’aide ne promet pas ce qui n’existe pas encore', async () => {
  const { body } = await portail.visiter('GET', '/aide');
  expect(body).not.toMatch(/payer|règlement en ligne|trésor/i);
});
