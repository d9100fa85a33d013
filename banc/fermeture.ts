/* Une grève : trois mille réservations d'un jour à annuler, puis à remettre, puis les lettres. */
import { sql } from 'kysely';
import type { Db } from '../src/platform/db.ts';
import type { Banc } from './banc.ts';
import { type Ordre, ouvrirReserve } from './captures.ts';
import { envoyer, ouvrirAgent } from './client.ts';
import { effacerReservations, ouvrirSession } from './commune.ts';
import { centile, type Mesure } from './mesures.ts';

const RESERVATIONS = 3000;
const TOURS = 5;
const VISE_MS = 2000;

export async function mesurerFermeture(banc: Banc): Promise<Mesure> {
  const { db, grande } = banc.commune;
  await effacerReservations(db);
  const poses = await poserUnJour(db);
  await sql`vacuum analyze`.execute(db);
  const jeton = await ouvrirSession(db, grande.agent);
  const plancher = await mesurerPlancher(banc, jeton, poses);
  const { port, arreter } = await banc.demarrer();
  const agent = ouvrirAgent(1);
  const poster = (url: string, champs: Record<string, string>) =>
    envoyer(agent, port, url, formulaireDAgent(`http://127.0.0.1:${port}`, jeton, champs));
  const durees = { apercu: [] as number[], confirmer: [] as number[], retirer: [] as number[] };
  let fautes = 0;
  for (let tour = 0; tour < TOURS; tour++) {
    const { entetes } = await poster('/agent/fermetures/nouvelle', saisie(poses));
    const url = String(entetes.location ?? '');
    const headers = { cookie: `preau_session=${jeton}` };
    const apercu = await envoyer(agent, port, url, { headers });
    const confirme = await poster(`${url}/confirmation`, { quand: 'minutes' });
    if ((await compterEtat(db, 'annulee_par_centre')) !== poses.nombre) fautes += 1;
    const retire = await poster(`${url}/retrait`, {});
    if ((await compterEtat(db, 'validee')) !== poses.nombre) fautes += 1;
    if (apercu.statut !== 200 || confirme.statut !== 303 || retire.statut !== 303) fautes += 1;
    durees.apercu.push(apercu.ms);
    durees.confirmer.push(confirme.ms);
    durees.retirer.push(retire.ms);
  }
  const { entetes } = await poster('/agent/fermetures/nouvelle', saisie(poses));
  await poster(`${entetes.location}/confirmation`, { quand: 'minutes' });
  const lettres = await poster(`${entetes.location}/envoi`, {});
  agent.destroy();
  await arreter();
  const envoyees = await compterLettres(db);
  await effacer(db);
  const mediane = centile(durees.confirmer, 0.5);
  return {
    scenario: 'fermeture',
    debit: 1000 / mediane,
    plancher: 1000 / plancher.ms,
    p50: mediane,
    p99: Math.max(...durees.confirmer),
    survendues: null,
    perdues: null,
    erreurs: fautes + (envoyees === 0 ? 1 : 0) + (Math.max(...durees.confirmer) > VISE_MS ? 1 : 0),
    details: {
      réservations: poses.nombre,
      'la plus lente visée (ms)': VISE_MS,
      'plancher (ms)': Math.round(plancher.ms),
      'ordres SQL': plancher.ordres,
      'aperçu, médiane (ms)': Math.round(centile(durees.apercu, 0.5)),
      'retrait, médiane (ms)': Math.round(centile(durees.retirer, 0.5)),
      lettres: envoyees,
      'lettres écrites et enfilées (ms)': Math.round(lettres.ms),
    },
  };
}

interface UnJour {
  jour: string;
  structure: number;
  nombre: number;
}

/** Le premier jour d'école dans plus de vingt jours : tout ce qui s'y réserve, trois mille au plus. */
async function poserUnJour(db: Db): Promise<UnJour> {
  const { rows } = await sql<{ jour: string; structure: number }>`
    select o.jour, a.structure_id as structure from ouvertures o join prestations p on p.id = o.prestation_id
      join activites a on a.id = p.activite_id
    where a.genre in ('garderie', 'cantine') and o.jour > current_date + 20
    group by o.jour, a.structure_id order by count(*) desc, o.jour limit 1`.execute(db);
  const { jour, structure } = rows[0] ?? {};
  if (!jour || !structure) throw new Error('Aucun jour à fermer : l’année scolaire finit.');
  const { numAffectedRows } = await sql`
    with cases as (
      select e.id as enfant_id, p.id as prestation_id, p.activite_id, o.periode_id, e.famille_id
      from enfants e join scolarites s on s.enfant_id = e.id
          and s.annee_scolaire = annee_scolaire_du(${jour}::date)
        join classes c on c.id = s.classe_id
        join activites_ecoles ae on ae.ecole_id = c.ecole_id
        join prestations p on p.activite_id = ae.activite_id
        join ouvertures o on o.prestation_id = p.id and o.jour = ${jour}::date
      order by e.id, p.id limit ${RESERVATIONS}),
    d as (
      insert into demandes (enfant_id, activite_id, periode_id, compte_id, origine, cle_unique,
        recue_le, traitee_le)
      select distinct on (x.enfant_id) x.enfant_id, x.activite_id, x.periode_id, re.compte_id,
        'portail', gen_random_uuid(), now(), now()
      from cases x join rattachements ra on ra.famille_id = x.famille_id
        join responsables re on re.id = ra.responsable_id
      returning id, enfant_id)
    insert into reservations (demande_id, enfant_id, prestation_id, jour, etat, origine, creee_le)
    select d.id, x.enfant_id, x.prestation_id, ${jour}::date, 'validee', 'portail', now()
    from cases x join d using (enfant_id)`.execute(db);
  await remettrePlaces(db);
  return { jour, structure, nombre: Number(numAffectedRows ?? 0) };
}

/** Assez de places, et les compteurs justes. */
async function remettrePlaces(db: Db): Promise<void> {
  await sql`
    with prises as (
      select jp.jauge_id, r.jour, count(*)::int as n
      from reservations r join jauges_prestations jp on jp.prestation_id = r.prestation_id
        and (jp.groupe_id is null or jp.groupe_id = r.groupe_id)
      where r.etat = 'validee' group by jp.jauge_id, r.jour)
    update places p set prises = x.n, places = greatest(p.places, x.n)
    from prises x where x.jauge_id = p.jauge_id and x.jour = p.jour`.execute(db);
}

function saisie({ jour, structure }: UnJour): Record<string, string> {
  return {
    cle: crypto.randomUUID(),
    genre: 'greve',
    du: jour,
    au: '',
    ou: `s:${structure}`,
    decision: 'annuler',
    facturation: 'aucune',
    motif: 'Le personnel est en grève.',
  };
}

/** Les ordres de la confirmation, notés une fois, puis rejoués par pg sur la base remise comme avant. */
async function mesurerPlancher(
  banc: Banc,
  jeton: string,
  poses: UnJour,
): Promise<{ ms: number; ordres: number }> {
  const { commune } = banc;
  const site = await banc.observer();
  const poster = (url: string, champs: Record<string, string>) => {
    const { method, headers, payload } = formulaireDAgent('null', jeton, champs);
    return site.visiter({
      method,
      url,
      payload,
      headers: { ...headers, 'sec-fetch-site': 'same-origin' },
    });
  };
  const brouillon = await poster('/agent/fermetures/nouvelle', saisie(poses));
  const { ordres, statut } = await poster(`${brouillon.adresse}/confirmation`, {
    quand: 'minutes',
  });
  if (statut !== 303) throw new Error(`La fermeture notée répond ${statut}.`);
  await remettre(commune.db);
  const ms = await rejouer(commune.config, ordres);
  await remettre(commune.db);
  await sql`truncate declarations restart identity cascade`.execute(commune.db);
  return { ms, ordres: ordres.length };
}

async function rejouer(
  config: Parameters<typeof ouvrirReserve>[0],
  ordres: readonly Ordre[],
): Promise<number> {
  const reserve = ouvrirReserve(config, 1);
  const client = await reserve.connect();
  const debut = performance.now();
  for (const { sql: texte, parametres } of ordres) await client.query(texte, parametres);
  const ms = performance.now() - debut;
  client.release();
  await reserve.end();
  return ms;
}

/** Comme avant la fermeture, sans passer par le retrait : rien n'a été déclaré. */
async function remettre(db: Db): Promise<void> {
  await sql`
    update reservations set etat = 'validee', motif = null, annulee_le = null, annulee_par = null`.execute(
    db,
  );
  await remettrePlaces(db);
  await sql`truncate declarations_reservations, journal`.execute(db);
  await sql`
    update declarations set etat = 'brouillon', confirmee_le = null, confirmee_par = null,
      envoi_le = null`.execute(db);
  await sql`vacuum analyze reservations, declarations, declarations_reservations, places`.execute(
    db,
  );
}

async function compterEtat(db: Db, etat: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from reservations where etat = ${etat}`.execute(db);
  return rows[0]?.n ?? 0;
}

async function compterLettres(db: Db): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from courriels where sujet like 'Grève%'`.execute(db);
  return rows[0]?.n ?? 0;
}

async function effacer(db: Db): Promise<void> {
  await sql`truncate declarations, courriels restart identity cascade`.execute(db);
  await effacerReservations(db);
}

function formulaireDAgent(origin: string, jeton: string, champs: Record<string, string>) {
  return {
    method: 'POST' as const,
    headers: {
      cookie: `preau_session=${jeton}`,
      'content-type': 'application/x-www-form-urlencoded',
      origin,
    },
    payload: new URLSearchParams(champs).toString(),
  };
}
