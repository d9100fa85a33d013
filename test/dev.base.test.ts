import { h } from 'preact';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Courrier, demarrerCourrier } from '../src/dev/courrier.ts';
import { routesDev } from '../src/dev/pages.tsx';
import { transaction } from '../src/platform/db.ts';
import { queueMail, sendQueuedMail, smtpTransport } from '../src/platform/mail.ts';
import { ouvrirPortail, type Portail } from './portail.ts';

let courrier: Courrier;
let portail: Portail;

beforeAll(async () => {
  courrier = await demarrerCourrier();
  portail = await ouvrirPortail({ routes: (horloge) => routesDev({ horloge, courrier }) });
  await portail.services.db
    .insertInto('collectivites')
    .values({
      nom: 'Saint-Aubin',
      nom_court: 'Saint-Aubin',
      courriel: 'a@saint-aubin.test',
      code_insee: '49001',
      zone_scolaire: 'B',
      creee_le: portail.horloge.now(),
    })
    .execute();
});
afterAll(async () => {
  await portail.fermer();
  await courrier.arreter();
});

test('un courriel remis au facteur local se lit, avec ses accents et ses liens', async () => {
  await smtpTransport(courrier.url, 'Préau <preau@saint-aubin.test>').send({
    to: 'zoe@famille.test',
    subject: 'Réservation confirmée',
    html: '<p>Bonjour Zoé, <a href="http://portail.test/recap?a=1&amp;b=2">voir</a></p>',
    text: 'Bonjour Zoé : http://portail.test/recap?a=1&b=2.',
    messageId: '<courriel-1@preau>',
  });
  expect(courrier.courriels()).toMatchObject([
    {
      a: ['zoe@famille.test'],
      sujet: 'Réservation confirmée',
      liens: ['http://portail.test/recap?a=1&b=2'],
    },
  ]);
  const page = await portail.visiter('GET', '/_dev/courriels');
  expect(page.statusCode).toBe(200);
  expect(page.body).toContain('Réservation confirmée');
  const detail = await portail.visiter('GET', '/_dev/courriels/0');
  expect(detail.body).toContain('Bonjour Zoé');
  expect((await portail.visiter('GET', '/_dev/courriels/7')).statusCode).toBe(404);
});

test('la structure qui reçoit le message d’un parent lui répond par courriel', async () => {
  const { db, jobs, clock } = portail.services;
  const transport = smtpTransport(courrier.url, 'Préau <preau@saint-aubin.test>');
  const envoyer = async (repondreA: string | null) => {
    courrier.vider();
    await transaction(db, (tx) =>
      queueMail(tx, jobs, {
        destinataire: 'cantine@saint-aubin.test',
        sujet: 'Message de Mme Zoé Lœvy',
        html: h('p', null, 'Bonjour'),
        texte: 'Bonjour',
        repondreA,
        le: clock.now(),
      }),
    );
    const { id } = await db
      .selectFrom('courriels')
      .select('id')
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirstOrThrow();
    await sendQueuedMail(db, transport, id, clock.now());
    return courrier.courriels().map((c) => [c.de, c.repondreA]);
  };
  const de = '"Préau" <preau@saint-aubin.test>';
  expect(await envoyer('zoe@famille.test')).toEqual([[de, 'zoe@famille.test']]);
  expect(await envoyer(null)).toEqual([[de, '']]);
});

test('l’horloge se déplace à un jour et une heure d’ici, puis se remet', async () => {
  const avant = portail.horloge.now();
  const deplacer = new URLSearchParams({ jour: '2027-01-04', heure: '08:30' });
  const reponse = await portail.visiter('POST', '/_dev/horloge', { corps: deplacer });
  expect(reponse.statusCode).toBe(303);
  expect(portail.horloge.now().toISOString()).toBe('2027-01-04T07:30:00.000Z');
  expect((await portail.visiter('GET', '/_dev/horloge')).body).toContain('lundi 4 janvier 2027');
  await portail.visiter('POST', '/_dev/horloge', { corps: 'remettre=oui' });
  expect(portail.horloge.now()).toEqual(avant);
});

test('sans le lancement en développement, /_dev n’existe pas', async () => {
  const nu = await ouvrirPortail();
  expect((await nu.visiter('GET', '/_dev/horloge')).statusCode).toBe(404);
  await nu.fermer();
});
