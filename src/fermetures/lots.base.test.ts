import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { declarationsDe } from '../../test/declarations.ts';
import { type Gestes, gestesDe } from '../../test/gestes.ts';
import { type PetiteCommune, petiteCommune } from '../../test/petite-commune.ts';
import { ouvrirPortail, type Portail } from '../../test/portail.ts';
import type { Db } from '../platform/db.ts';
import { confirmer } from './actions/confirmer.ts';
import { envoyerMaintenant } from './actions/envoyer.ts';
import { fermerEnArrierePlan, reprendreLesFermetures } from './actions/lots.ts';
import { chercherAvancement } from './requetes/lots.ts';

const MERCREDI = '2026-11-25';
/** Deux réservations suffisent à faire une « grande » fermeture. */
const GRANDE = 1;

let portail: Portail;
let commune: PetiteCommune;
let gestes: Gestes;
let agent: ReturnType<typeof declarationsDe>;
let db: Db;
let id: number;

beforeEach(async () => {
  portail = await ouvrirPortail();
  db = portail.services.db;
  commune = await petiteCommune(db, { places: 5 });
  gestes = gestesDe(portail, commune);
  agent = declarationsDe(portail.services);
  for (const qui of [0, 1])
    await gestes.demander(qui, [{ prestationId: commune.matin, jour: MERCREDI }]);
  id = await agent.preparer({ activites: [commune.activiteId] });
});
afterEach(() => portail.fermer());

const geste = () => ({ acteur: { compteId: 1, nom: 'A' }, structures: null, declarationId: id });
const lancer = () =>
  confirmer(portail.services, { ...geste(), envoiLe: portail.horloge.now() }, GRANDE);
const etats = async () => (await gestes.lignes()).map((l) => l.etat);

async function etat(): Promise<string | undefined> {
  const { rows } = await sql<{ etat: string }>`
    select etat from declarations where id = ${id}`.execute(db);
  return rows[0]?.etat;
}

async function compterTravaux(file: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from pgboss.job where name = ${file}`.execute(db);
  return rows[0]?.n ?? 0;
}

test('une grande fermeture se demande, s’écrit en arrière-plan d’un bloc, et dit où elle en est', async () => {
  expect(await lancer()).toBe(false);
  expect([await etat(), await compterTravaux('fermeture')]).toEqual(['en_cours', 1]);
  expect(await etats()).toEqual(['validee', 'validee']);
  expect(await chercherAvancement(db, id)).toEqual({ faites: 0, total: 2 });
  await fermerEnArrierePlan(portail.services, id);
  expect(await etats()).toEqual(['annulee_par_centre', 'annulee_par_centre']);
  expect(await chercherAvancement(db, id)).toEqual({ faites: 2, total: 2 });
  expect(await gestes.prises(MERCREDI)).toEqual([0, 0]);
});

test('redemandée ou rejouée, elle ne se fait qu’une fois', async () => {
  await lancer();
  expect(await lancer()).toBe(true);
  await Promise.all([1, 2].map(() => fermerEnArrierePlan(portail.services, id)));
  await fermerEnArrierePlan(portail.services, id);
  expect(await etat()).toBe('prete');
  expect(await agent.retirer(id)).toBe(2);
  expect(await etats()).toEqual(['validee', 'validee']);
});

test('coupée par un arrêt, elle reprend au démarrage', async () => {
  await lancer();
  await sql`delete from pgboss.job`.execute(db);
  await reprendreLesFermetures(portail.services);
  expect(await compterTravaux('fermeture')).toBe(1);
});

test('retirée avant de commencer, elle ne fait rien', async () => {
  await lancer();
  await agent.retirer(id);
  await fermerEnArrierePlan(portail.services, id);
  expect([await etat(), ...(await etats())]).toEqual(['annulee', 'validee', 'validee']);
});

test('ce qu’un autre a fermé entre-temps se dit au journal, et rien ne reste en cours', async () => {
  await lancer();
  await agent.fermer({ activites: [commune.activiteId] });
  await fermerEnArrierePlan(portail.services, id);
  expect(await etat()).toBe('annulee');
  const { rows } = await sql<{ phrase: string }>`
    select phrase from journal where verbe = 'retirer_declaration'`.execute(db);
  expect(rows[0]?.phrase).toContain('rien n’est fermé. Ces jours sont déjà déclarés');
});

test('des milliers de lettres s’écrivent au prochain tour de la file, une fois', async () => {
  await agent.confirmer(id);
  expect(await envoyerMaintenant(portail.services, geste(), GRANDE)).toBe(false);
  expect([await etat(), await compterTravaux('declarations')]).toEqual(['prete', 1]);
  await agent.envoyerAlHeure();
  expect(await etat()).toBe('envoyee');
  expect((await gestes.sujets()).filter((s) => s.includes('Grève'))).toHaveLength(2);
});
