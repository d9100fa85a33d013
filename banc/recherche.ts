/* Chercher une famille pendant la frappe, dans une grande commune : un agent à la fois. */
import { sql } from 'kysely';
import type { Banc } from './banc.ts';
import { envoyer, ouvrirAgent } from './client.ts';
import { ouvrirSession } from './commune.ts';
import { centile, type Mesure } from './mesures.ts';
import { demarrerPlancher } from './plancher.ts';
import { portLibre } from './serveur.ts';

const FRAPPES = 400;
const VISE_MS = 50;

export async function mesurerRecherche(banc: Banc): Promise<Mesure> {
  const { db, dossier, config, grande } = banc.commune;
  await nommer(db);
  const jeton = await ouvrirSession(db, grande.agent);
  const headers = { cookie: `preau_session=${jeton}` };
  const adresses = await frappes(db);
  const site = await banc.observer();
  const captures = [];
  for (const url of adresses.slice(0, 20)) {
    const { ordres } = await site.visiter({ method: 'GET', url, headers });
    captures.push(ordres.filter((o) => !/from collectivites$/.test(o.sql)));
  }
  const nu = await portLibre();
  const { processus } = banc;
  const plancher = await demarrerPlancher(dossier, { config, port: nu, processus, captures });
  const { port, arreter } = await banc.demarrer();
  const page = await lire(port, (rang) => adresses[rang % adresses.length] ?? '', headers);
  const json = await lire(nu, (rang) => `/${rang % captures.length}`, {});
  await plancher.arreter();
  await arreter();
  const mediane = centile(page.durees, 0.5);
  return {
    scenario: 'recherche',
    debit: 1000 / mediane,
    plancher: 1000 / centile(json.durees, 0.5),
    p50: mediane,
    p99: centile(page.durees, 0.99),
    survendues: null,
    perdues: null,
    erreurs: page.fautes + json.fautes + (mediane > VISE_MS ? 1 : 0),
    details: { 'médiane visée (ms)': VISE_MS, frappes: adresses.length },
  };
}

const PRENOMS =
  'Léo Emma Louis Jade Gabriel Louise Raphaël Alice Jules Inès Adam Chloé Lucas Lina Noé Zoé';
const DEBUTS = 'Mar Ber Du Pe Ro Le Mo Fa Gar La Gui Bou Che Da Va Sau';
const FINS = 'tin nard pont tit binson gros reau bre nier croix tard vin lier mond sse nel';

/** De vrais noms : deux cent cinquante-six familles de noms, seize prénoms, un portable par adulte. */
async function nommer(db: Banc['commune']['db']): Promise<void> {
  const mot = (liste: string, rang: string) =>
    sql`(string_to_array(${liste}, ' '))[1 + (${sql.raw(rang)}) % 16]`;
  const nom = (id: string) => sql`${mot(DEBUTS, id)} || ${mot(FINS, `${id} / 16`)}`;
  await sql`update familles set nom = ${nom('id')}`.execute(db);
  await sql`
    update enfants set nom = ${nom('famille_id')}, prenom = ${mot(PRENOMS, 'id')}`.execute(db);
  await sql`
    update responsables set prenom = ${mot(PRENOMS, 'id / 7')}, nom = ${nom('id')}, portable =
      '06 ' || regexp_replace(lpad(id::text, 8, '0'), '(..)(?=.)', '\\1 ', 'g')`.execute(db);
  await sql`vacuum analyze responsables, comptes, enfants, familles`.execute(db);
}

/** Des débuts de noms, de deux à cinq lettres, des noms entiers, des téléphones, des identifiants. */
async function frappes(db: Banc['commune']['db']): Promise<string[]> {
  const { rows } = await sql<{ texte: string }>`
    select texte from (
      select left(e.nom, 2 + (e.id % 4)) as texte, e.id from enfants e where e.id % 97 = 0
      union all select e.prenom || ' ' || left(e.nom, 3), e.id from enfants e where e.id % 97 = 1
      union all select left(r.portable, 11 + r.id % 4), r.id from responsables r where r.id % 97 = 2
      union all select left(c.identifiant::text, 9), c.id from comptes c where c.id % 97 = 3) t
    order by id limit ${FRAPPES}`.execute(db);
  return rows.map(({ texte }) => `/agent/familles/suggestions?nom=${encodeURIComponent(texte)}`);
}

async function lire(
  port: number,
  viser: (rang: number) => string,
  headers: Record<string, string>,
): Promise<{ durees: number[]; fautes: number }> {
  const agent = ouvrirAgent(1);
  const durees: number[] = [];
  let fautes = 0;
  for (let rang = -30; rang < FRAPPES; rang++) {
    const { ms, statut } = await envoyer(agent, port, viser(rang + 30), { headers });
    if (statut !== 200) fautes += 1;
    if (rang >= 0) durees.push(ms); // les premières chauffent le serveur
  }
  agent.destroy();
  return { durees, fautes };
}
