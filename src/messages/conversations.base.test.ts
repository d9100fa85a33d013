import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { CANARI, COOKIES, chargerDossiers } from '../../test/dossiers.ts';
import { ouvrirPortail, type Portail } from '../../test/portail.ts';

let portail: Portail;
beforeAll(async () => {
  portail = await ouvrirPortail();
  await chargerDossiers(portail.services.db);
});
afterAll(() => portail.fermer());
beforeEach(async () => {
  portail.horloge.reset();
  await sql`truncate journal, courriels, echanges, messages restart identity cascade`.execute(
    portail.services.db,
  );
  await sql`update agents set suspendu_le = null`.execute(portail.services.db);
});

const CLAIRE = '1';
const DENIS = '2';

const lire = (chemin: string, cookie: string) => portail.visiter('GET', chemin, { cookie });
const poster = (chemin: string, cookie: string, champs: Record<string, string>) =>
  portail.visiter('POST', chemin, { cookie, corps: new URLSearchParams(champs) });

const ecrire = (structure = '1') =>
  poster('/famille/contact', COOKIES.nadia, {
    structure,
    objet: 'Repas de jeudi',
    texte: 'Bonjour, une question.',
    cle_unique: randomUUID(),
  });
const repondre = (cookie: string, champs: Record<string, string> = {}) =>
  poster('/agent/messages/1/reponses', cookie, {
    texte: 'Bonjour, c’est noté.',
    suite: 'en_attente',
    vu: '0',
    cle_unique: randomUUID(),
    ...champs,
  });
const suivre = (cookie: string, champs: Record<string, string>) =>
  poster('/agent/messages/1/suivi', cookie, { etat: 'a_traiter', agent_vu: '', ...champs });
const continuer = (champs: Record<string, string> = {}, cookie: string = COOKIES.nadia) =>
  poster('/famille/contact/1', cookie, {
    texte: 'Merci, et pour vendredi ?',
    cle_unique: randomUUID(),
    ...champs,
  });

async function situation() {
  const { rows } = await sql<{ etat: string; agent: number | null; clos: boolean }>`
    select etat, agent_id as agent, traite_le is not null as clos from messages`.execute(
    portail.services.db,
  );
  return rows[0];
}
async function textes(): Promise<string[]> {
  const { rows } = await sql<{ texte: string }>`select texte from echanges order by id`.execute(
    portail.services.db,
  );
  return rows.map((r) => r.texte);
}
async function derniersCourriels(n: number) {
  const { rows } = await sql<Record<'destinataire' | 'sujet' | 'texte', string>>`
    select destinataire, sujet, texte from courriels order by id desc limit ${n}`.execute(
    portail.services.db,
  );
  return rows;
}
const journal = async () => (await lire('/agent/messages/1', COOKIES.claire)).body;

describe('répondre à une famille', () => {
  test('elle reçoit la réponse, la lit dans son compte ; la conversation attend sa suite', async () => {
    await ecrire();
    const envoi = await repondre(COOKIES.claire);
    expect([envoi.statusCode, envoi.headers.location]).toEqual([303, '/agent/messages/1']);
    const [lettre] = await derniersCourriels(1);
    expect(lettre?.destinataire).toBe('nadia@famille.test');
    expect(lettre?.texte).toContain('Bonjour, c’est noté.');
    expect(lettre?.texte).toContain('http://portail.test/famille/contact/1');
    const { body } = await lire('/famille/contact/1', COOKIES.nadia);
    expect(body).toContain('Bonjour, c’est noté.');
    expect(body).toContain('Claire Aubry');
    expect(await situation()).toEqual({ etat: 'en_attente', agent: 1, clos: false });
    expect(await journal()).toContain('Réponse au message n° 1');
  });

  test('rejouée ou double-cliquée, elle ne part qu’une fois', async () => {
    await ecrire();
    const cle_unique = randomUUID();
    const envois = await Promise.all([1, 2, 3].map(() => repondre(COOKIES.claire, { cle_unique })));
    expect(envois.map((e) => e.statusCode)).toEqual([303, 303, 303]);
    expect(await textes()).toEqual(['Bonjour, c’est noté.']);
    expect(await derniersCourriels(9)).toHaveLength(3);
  });

  test('deux agents ensemble : le second lit ce que le premier a écrit, et garde son texte', async () => {
    await ecrire();
    const envois = await Promise.all([
      repondre(COOKIES.claire, { texte: 'Réponse de Claire' }),
      repondre(COOKIES.denis, { texte: 'Réponse de Denis' }),
    ]);
    expect(envois.map((e) => e.statusCode).sort()).toEqual([303, 422]);
    const refus = envois.find((e) => e.statusCode === 422)!;
    expect(refus.body).toContain('pendant que vous prépariez votre réponse');
    expect(refus.body).toContain('Réponse de Claire');
    expect(refus.body).toContain('Réponse de Denis');
    expect(await textes()).toHaveLength(1);
    const vu = /name="vu" value="(\d+)"/.exec(refus.body)?.[1] ?? '';
    const second = envois[0]?.statusCode === 422 ? COOKIES.claire : COOKIES.denis;
    expect((await repondre(second, { vu, texte: 'En plus' })).statusCode).toBe(303);
    expect(await textes()).toHaveLength(2);
  });

  test('la famille écrit pendant que l’agent répond : il relit d’abord', async () => {
    await ecrire();
    await continuer({ texte: 'Oubliez, c’est réglé.' });
    const { statusCode, body } = await repondre(COOKIES.claire);
    expect(statusCode).toBe(422);
    expect(body).toContain('Oubliez, c’est réglé.');
  });

  test('une réponse vide revient en 422 sur son champ', async () => {
    await ecrire();
    const { statusCode, body } = await repondre(COOKIES.claire, { texte: ' ', suite: 'close' });
    expect(statusCode).toBe(422);
    expect(body).toContain('id="texte-erreur"');
    expect(body).toMatch(/value="close" checked/);
    expect((await repondre(COOKIES.claire, { cle_unique: 'x' })).statusCode).toBe(422);
  });

  test('ni l’agent d’une autre structure, ni un numéro inventé', async () => {
    await ecrire('2');
    expect((await repondre(COOKIES.denis)).statusCode).toBe(404);
    expect((await suivre(COOKIES.denis, { agent: DENIS })).statusCode).toBe(404);
    const inconnu = await poster('/agent/messages/99/reponses', COOKIES.claire, { texte: 'x' });
    expect(inconnu.statusCode).toBe(404);
  });

  test('un texte hostile ne s’affiche nulle part brut', async () => {
    await ecrire();
    await repondre(COOKIES.claire, { texte: CANARI });
    const pages = [
      (await lire('/famille/contact/1', COOKIES.nadia)).body,
      (await lire('/agent/messages/1', COOKIES.claire)).body,
    ];
    for (const body of pages) {
      expect(body).toContain('&lt;script>alert(1)');
      expect(body).not.toContain('<script>alert');
    }
  });
});

describe('confier une conversation', () => {
  test('la prendre la met en cours ; les vues la montrent à qui de droit', async () => {
    await ecrire();
    await suivre(COOKIES.claire, { agent: CLAIRE });
    expect(await situation()).toEqual({ etat: 'en_cours', agent: 1, clos: false });
    const montre = async (vue: string, cookie: string) =>
      (await lire(`/agent/messages?vue=${vue}`, cookie)).body.includes('Repas de jeudi');
    expect(await montre('miens', COOKIES.claire)).toBe(true);
    expect(await montre('miens', COOKIES.denis)).toBe(false);
    expect(await montre('non_attribues', COOKIES.denis)).toBe(false);
    expect(await montre('a_traiter', COOKIES.denis)).toBe(true);
    expect(await montre('en_attente', COOKIES.denis)).toBe(false);
  });

  test('le collègue est prévenu par courriel, une fois', async () => {
    await ecrire();
    await suivre(COOKIES.claire, { agent: DENIS });
    await suivre(COOKIES.claire, { agent: DENIS, agent_vu: DENIS });
    const lettres = await derniersCourriels(9);
    const siennes = lettres.filter((l) => l.destinataire === 'denis@famille.test');
    expect(siennes).toHaveLength(1);
    expect(siennes[0]?.texte).toContain('Claire Aubry vous confie le message n° 1');
    expect(await situation()).toEqual({ etat: 'a_traiter', agent: 2, clos: false });
    expect(await journal()).toContain('confiée à Denis Roux');
  });

  test('deux la prennent ensemble : le second apprend qui l’a', async () => {
    await ecrire();
    const gestes = await Promise.all([
      suivre(COOKIES.claire, { agent: CLAIRE }),
      suivre(COOKIES.denis, { agent: DENIS }),
    ]);
    expect(gestes.map((g) => g.statusCode).sort()).toEqual([303, 422]);
    expect(gestes.find((g) => g.statusCode === 422)?.body).toContain(
      'vient de prendre cette conversation',
    );
  });

  test('pas à qui ne verrait pas le message', async () => {
    await ecrire('2');
    const page = (await lire('/agent/messages/1', COOKIES.claire)).body;
    expect(page).not.toContain('Denis Roux');
    expect((await suivre(COOKIES.claire, { agent: DENIS })).statusCode).toBe(422);
    expect((await situation())?.agent).toBeNull();
  });

  test('un agent suspendu ne s’occupe plus de rien', async () => {
    await ecrire();
    await suivre(COOKIES.claire, { agent: DENIS });
    await sql`update agents set suspendu_le = '2026-11-16' where id = 2`.execute(
      portail.services.db,
    );
    const { body } = await lire('/agent/messages?vue=non_attribues', COOKIES.claire);
    expect(body).toContain('Repas de jeudi');
  });

  test('la page d’une conversation se lit en sept ordres SQL au plus', async () => {
    await ecrire();
    await lire('/agent/messages/1', COOKIES.claire);
    portail.requetes.length = 0;
    await lire('/agent/messages/1', COOKIES.claire);
    expect(portail.requetes.length).toBeLessThanOrEqual(7);
    portail.requetes.length = 0;
    await lire('/famille/contact/1', COOKIES.nadia);
    expect(portail.requetes.length).toBeLessThanOrEqual(4);
  });
});

describe('la famille poursuit', () => {
  test('sa réponse remet la conversation à traiter et prévient le centre', async () => {
    await ecrire();
    await repondre(COOKIES.claire);
    const envoi = await continuer();
    expect([envoi.statusCode, envoi.headers.location]).toEqual([303, '/famille/contact/1']);
    expect(await situation()).toEqual({ etat: 'a_traiter', agent: 1, clos: false });
    const [lettre] = await derniersCourriels(1);
    expect(lettre?.destinataire).toBe('cantine@saint-aubin.test');
    expect(lettre?.texte).toContain('Claire Aubry s’en occupe.');
  });

  test('close, elle se rouvre, et le journal le dit', async () => {
    await ecrire();
    await repondre(COOKIES.claire, { suite: 'close' });
    expect(await situation()).toEqual({ etat: 'close', agent: 1, clos: true });
    await continuer();
    expect(await situation()).toEqual({ etat: 'a_traiter', agent: 1, clos: false });
    expect(await journal()).toContain('la conversation est rouverte');
  });

  test('le même formulaire n’écrit qu’une fois', async () => {
    await ecrire();
    const cle_unique = randomUUID();
    const envois = await Promise.all([1, 2, 3].map(() => continuer({ cle_unique })));
    expect(envois.map((e) => e.statusCode)).toEqual([303, 303, 303]);
    expect(await textes()).toHaveLength(1);
  });

  test('ses réponses comptent dans ses dix messages du jour', async () => {
    await ecrire();
    for (let n = 0; n < 9; n++) await continuer();
    const { statusCode, body } = await continuer();
    expect(statusCode).toBe(422);
    expect(body).toContain('Vous avez déjà envoyé 10 messages aujourd’hui');
    expect(body).toContain('Merci, et pour vendredi ?');
  });

  test('l’autre parent ne la lit pas et n’y écrit pas', async () => {
    await ecrire();
    for (const cookie of [COOKIES.karim, COOKIES.canari, COOKIES.seule]) {
      expect((await lire('/famille/contact/1', cookie)).statusCode).toBe(404);
      expect((await continuer({}, cookie)).statusCode).toBe(404);
    }
    expect(await textes()).toEqual([]);
  });

  test('vide, elle revient en 422', async () => {
    await ecrire();
    const { statusCode, body } = await continuer({ texte: '' });
    expect(statusCode).toBe(422);
    expect(body).toContain('id="texte-erreur"');
  });
});

describe('dans « À traiter »', () => {
  const file = async (cookie: string) => (await lire('/agent/demandes', cookie)).body;
  const lien = '<a href="/agent/messages/1">';

  test('ce qu’un collègue a en main n’y est pas, une ligne le dit', async () => {
    await ecrire();
    await suivre(COOKIES.claire, { agent: DENIS });
    expect(await file(COOKIES.denis)).toContain(lien);
    const chezClaire = await file(COOKIES.claire);
    expect(chezClaire).not.toContain(lien);
    expect(chezClaire).toContain('Un message est confié à des collègues');
  });

  test('en retard, il revient dans la file de tous', async () => {
    await ecrire();
    await suivre(COOKIES.claire, { agent: DENIS });
    portail.horloge.moveTo(new Date('2026-11-19T09:00:00Z'));
    const chezClaire = await file(COOKIES.claire);
    expect(chezClaire).toContain(lien);
    expect(chezClaire).not.toContain('confié à des collègues');
  });

  test('en attente de la famille, il n’est dans aucune ; sa réponse fait repartir le délai', async () => {
    await ecrire();
    await repondre(COOKIES.claire);
    expect(await file(COOKIES.claire)).not.toContain(lien);
    portail.horloge.moveTo(new Date('2026-11-25T09:00:00Z'));
    await continuer();
    const chezClaire = await file(COOKIES.claire);
    expect(chezClaire).toContain(lien);
    const apres = chezClaire.slice(chezClaire.indexOf(lien));
    expect(apres.slice(0, apres.indexOf('</tr>'))).not.toContain('en retard');
  });
});
