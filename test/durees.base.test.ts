/** docs/donnees-personnelles.md promet des durées : elles sont celles de la purge, exactement. */
import { readFileSync } from 'node:fs';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DUREE_LONGUE_JOURS, VIE_D_UNE_SESSION_JOURS } from '../src/comptes/regles/sessions.ts';
import { GARDE_COMPTEURS_JOURS, GARDE_SESSIONS_JOURS } from '../src/comptes/taches.ts';
import { entretenir } from '../src/demarrage/travaux.ts';
import { NOMS_GARDES_JOURS } from '../src/effectifs/actions/oublier.ts';
import { SENT_MAIL_KEPT_DAYS } from '../src/platform/mail.ts';
import { lireDurees } from '../src/sante/actions/durees.ts';
import { chargerDossiers } from './dossiers.ts';
import { ouvrirPortail, type Portail } from './portail.ts';

let portail: Portail;
beforeAll(async () => {
  portail = await ouvrirPortail();
  await chargerDossiers(portail.services.db);
});
afterAll(() => portail.fermer());

test('la page des règles dit les durées du code', () => {
  const page = readFileSync('docs/donnees-personnelles.md', 'utf8');
  const jours = (n: number) => `${n} jour${n > 1 ? 's' : ''}`;
  for (const phrase of [
    `| ${jours(GARDE_SESSIONS_JOURS)} après leur fin |`,
    `| ${jours(GARDE_SESSIONS_JOURS)} après leur retrait |`,
    `| ${jours(SENT_MAIL_KEPT_DAYS)} après leur envoi |`,
    `| ${jours(NOMS_GARDES_JOURS)} après le repas |`,
    `| ${jours(GARDE_COMPTEURS_JOURS)} après le dernier échec |`,
    `${jours(DUREE_LONGUE_JOURS)} sans visite`,
    `dure ${jours(VIE_D_UNE_SESSION_JOURS)} au plus`,
    `plus de ${jours(VIE_D_UNE_SESSION_JOURS + GARDE_SESSIONS_JOURS)} hors du journal`,
  ]) {
    expect(page).toContain(phrase);
  }
});

test('la santé : la page des règles dit les durées d’un portail neuf', async () => {
  const page = readFileSync('docs/donnees-personnelles.md', 'utf8');
  const { fichesMois, lecturesMois } = await lireDurees(portail.services.db);
  expect(page).toContain(`| ${fichesMois} mois après la dernière venue (réglable) |`);
  expect(page).toContain(`| ${lecturesMois} mois après la lecture (réglable) |`);
});

test('la page des familles les dit aussi', async () => {
  const { body } = await portail.visiter('GET', '/donnees-personnelles');
  expect(body).toContain(`${GARDE_SESSIONS_JOURS} jours après leur fin`);
  expect(body).toContain(`${SENT_MAIL_KEPT_DAYS} jours après leur envoi`);
});

test('un courriel parti s’efface à sa durée ; un courriel à envoyer, jamais', async () => {
  const { db, clock } = portail.services;
  const ilYA = (jours: number) => new Date(clock.now().getTime() - jours * 86_400_000);
  const vieux = ilYA(SENT_MAIL_KEPT_DAYS + 1);
  const recent = ilYA(SENT_MAIL_KEPT_DAYS - 1);
  await sql`insert into courriels (destinataire, sujet, html, texte, cree_le, envoye_le) values
    ('a@b.test', 'vieux', '', '', ${vieux}, ${vieux}),
    ('a@b.test', 'récent', '', '', ${recent}, ${recent}),
    ('a@b.test', 'pas parti', '', '', ${vieux}, null)`.execute(db);
  await entretenir({ db, clock });
  const { rows } = await sql<{ sujet: string }>`select sujet from courriels order by id`.execute(
    db,
  );
  expect(rows.map((r) => r.sujet)).toEqual(['récent', 'pas parti']);
});
