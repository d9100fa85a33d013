import { afterAll, beforeAll, expect, test } from 'vitest';
import { connecter, poserDecor } from '../../../../test/decor.ts';
import { ouvrirPortail, type Portail } from '../../../../test/portail.ts';

let portail: Portail;
let claire: string;
beforeAll(async () => {
  portail = await ouvrirPortail();
  await poserDecor(portail.services.db);
  claire = await connecter(portail.services.db, 1, portail.horloge.now());
});
afterAll(() => portail.fermer());

test('le choix montre les enfants de la famille, et ce qui leur est ouvert', async () => {
  portail.requetes.length = 0;
  const { body, statusCode } = await portail.visiter('GET', '/famille/pre-inscrire', {
    cookie: claire,
  });
  expect(statusCode).toBe(200);
  expect(portail.requetes.length).toBeLessThanOrEqual(5);
  for (const libelle of ['Choix de l’enfant', 'Choix de l’activité', 'Choix des jours'])
    expect(body).toContain(libelle);
  expect(body).toContain('Léo MARTIN');
  expect(body).toContain('Inès MARTIN');
  expect(body).not.toContain('Brien');
  expect(body).toContain('du 01/09/2026 au 05/07/2027');
  expect(body).toContain('ouvertes jusqu’au mercredi 30 juin 2027 à minuit');
  expect(body).toContain('ouvrent le lundi 11 janvier 2027 à 9\u00a0h');
  expect(body).toContain('Choix de la période, pour Léo');
});

test('une activité qui manque dit pourquoi', async () => {
  const { body } = await portail.visiter('GET', '/famille/pre-inscrire', { cookie: claire });
  expect(body).toContain('Une activité manque dans la liste ?');
  expect(body).toContain('réservé aux enfants de 6 ans et plus');
});

test('l’enfant demandé par l’adresse est déjà choisi', async () => {
  const { body } = await portail.visiter('GET', '/famille/pre-inscrire?enfant=2', {
    cookie: claire,
  });
  expect(body).toMatch(/name="enfant" value="2" checked/);
});

test('rien d’ouvert : la page dit quand cela ouvre', async () => {
  portail.horloge.moveTo(new Date('2026-05-01T08:00:00Z'));
  const { body } = await portail.visiter('GET', '/famille/pre-inscrire', { cookie: claire });
  portail.horloge.reset();
  expect(body).toContain('Aucune pré-inscription n’est ouverte aujourd’hui');
  expect(body).toContain('ouvrent le lundi 1er juin 2026 à 8\u00a0h');
});

test('sans session, on passe par la connexion puis on revient', async () => {
  const reponse = await portail.visiter('GET', '/famille/pre-inscrire?enfant=2');
  expect(reponse.statusCode).toBe(303);
  expect(reponse.headers.location).toBe(
    `/connexion?vers=${encodeURIComponent('/famille/pre-inscrire?enfant=2')}`,
  );
});

test('une page ne se garde pas en cache, sauf dix secondes quand elle est cherchée d’avance', async () => {
  const visiter = (entetes: Record<string, string>) =>
    portail.site.inject({
      method: 'GET',
      url: '/famille/pre-inscrire',
      headers: { cookie: claire, ...entetes },
    });
  expect((await visiter({})).headers['cache-control']).toBe('no-store');
  const davance = await visiter({ 'sec-purpose': 'prefetch' });
  expect(davance.headers['cache-control']).toBe('private, max-age=10');
  expect(davance.headers.vary).toContain('cookie');
});
