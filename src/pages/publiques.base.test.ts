import { sql } from 'kysely';
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

test('sans audit, la déclaration n’est pas datée ; après, elle dit son état et sa date', async () => {
  const { db } = portail.services;
  const declarer = async (etat: string | null, le: string | null) => {
    await sql`update collectivites set declaration_accessibilite_etat = ${etat},
      declaration_accessibilite_le = ${le}`.execute(db);
    portail.horloge.advance(61_000); // l'identité de la collectivité est gardée une minute
    return (await portail.visiter('GET', '/accessibilite')).body;
  };
  const sans = await declarer(null, null);
  expect(sans).toContain('aucun audit n’a encore été mené');
  expect(sans).not.toContain('établie le');
  const avec = await declarer('partiellement_conforme', '2027-03-15');
  expect(avec).toContain('établie le lundi 15 mars 2027');
  expect(avec).toContain('<title>Accessibilité : partiellement conforme');
  expect(avec.match(/non conforme/g)).toBeNull();
  const pied = (await portail.visiter('GET', '/aide')).body;
  expect(pied).toContain('Accessibilité : partiellement conforme');
  await declarer(null, null);
});

test('les mentions légales nomment qui dirige et qui héberge, ou disent ce qui manque', async () => {
  const { db } = portail.services;
  const manque = (await portail.visiter('GET', '/mentions-legales')).body;
  expect(manque).toContain(
    'Ville de Saint-Aubin doit encore indiquer : la personne qui dirige la publication, le nom de l’hébergeur, l’adresse de l’hébergeur, le téléphone de l’hébergeur.',
  );
  await sql`update collectivites set directeur_publication = 'Hélène Marchand, maire',
    hebergeur_nom = 'Hébergeur & Cie', hebergeur_adresse = '4 rue des Peupliers',
    hebergeur_telephone = '02 38 00 00 90'`.execute(db);
  const { body } = await portail.visiter('GET', '/mentions-legales');
  for (const mots of ['Hélène Marchand', 'Hébergeur &amp; Cie', '4 rue des', '02 38 00 00 90'])
    expect(body).toContain(mots);
  expect(body).not.toContain('doit encore indiquer');
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
