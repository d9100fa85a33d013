/* « À traiter », cinq mille demandes en attente : la page d'un agent, un lecteur à la fois. */
import { sql } from 'kysely';
import type { Banc } from './banc.ts';
import { envoyer, ouvrirAgent } from './client.ts';
import { effacerReservations, ouvrirSession } from './commune.ts';
import { centile, type Mesure } from './mesures.ts';
import { demarrerPlancher } from './plancher.ts';
import { portLibre } from './serveur.ts';

const DEMANDES = 5000;
const JOURS = 8;
const LECTURES = 150;
const VISE_MS = 100;
const URL = '/agent/demandes';

export async function mesurerFile(banc: Banc): Promise<Mesure> {
  const { db, dossier, config, grande } = banc.commune;
  await demander(db);
  const jeton = await ouvrirSession(db, grande.agent);
  const headers = { cookie: `preau_session=${jeton}`, 'accept-encoding': 'br, gzip' };
  const site = await banc.observer();
  const { ordres } = await site.visiter({ method: 'GET', url: URL, headers });
  const capture = ordres.filter((o) => !/from collectivites$/.test(o.sql));
  const nu = await portLibre();
  const { processus } = banc;
  const plancher = await demarrerPlancher(dossier, {
    config,
    port: nu,
    processus,
    captures: [capture],
  });
  const { port, arreter } = await banc.demarrer();
  const page = await lire(port, URL, headers);
  const json = await lire(nu, '/0', {});
  await plancher.arreter();
  await arreter();
  await effacerReservations(db);
  const mediane = centile(page.durees, 0.5);
  return {
    scenario: 'file',
    debit: 1000 / mediane,
    plancher: 1000 / centile(json.durees, 0.5),
    p50: mediane,
    p99: centile(page.durees, 0.99),
    survendues: null,
    perdues: null,
    erreurs: page.fautes + json.fautes + (mediane > VISE_MS ? 1 : 0),
    details: {
      'demandes en attente': DEMANDES,
      'médiane visée (ms)': VISE_MS,
      'requêtes SQL': capture.length,
    },
  };
}

/** Huit jours par demande, à décider par un agent. */
async function demander(db: Banc['commune']['db']): Promise<void> {
  await sql`
    with choix as (
      select pe.id as periode_id, a.id as activite_id, p.id as prestation_id
      from activites a join prestations p on p.activite_id = a.id
      join periodes pe on pe.activite_id = a.id where a.genre = 'garderie'
      order by p.id, pe.id limit 1),
    e as (select e.id, r.compte_id, row_number() over (order by e.id) as n
      from enfants e join rattachements ra using (famille_id)
      join responsables r on r.id = ra.responsable_id order by e.id limit ${DEMANDES}),
    d as (
      insert into demandes (enfant_id, activite_id, periode_id, compte_id, origine, cle_unique, recue_le)
      select e.id, c.activite_id, c.periode_id, e.compte_id, 'portail', gen_random_uuid(),
        now() - e.n * interval '1 minute'
      from e, choix c returning id, enfant_id)
    insert into reservations (demande_id, enfant_id, prestation_id, jour, etat, origine, creee_le)
    select d.id, d.enfant_id, c.prestation_id, current_date + 1 + (d.id % 60) + j, 'demandee',
      'portail', now()
    from d, choix c, generate_series(0, ${JOURS - 1}::int) j`.execute(db);
  await sql`vacuum analyze demandes, reservations`.execute(db);
}

async function lire(
  port: number,
  url: string,
  headers: Record<string, string>,
): Promise<{ durees: number[]; fautes: number }> {
  const agent = ouvrirAgent(1);
  const durees: number[] = [];
  let fautes = 0;
  for (let rang = -20; rang < LECTURES; rang++) {
    const { ms, statut } = await envoyer(agent, port, url, { headers });
    if (statut !== 200) fautes += 1;
    if (rang >= 0) durees.push(ms); // les premières chauffent le serveur
  }
  agent.destroy();
  return { durees, fautes };
}
