/* Facturer un mois : l'aperçu, puis l'émission ; et « Mes factures » d'une famille qui en a 49. */
import { sql } from 'kysely';
import type { Db } from '../src/platform/db.ts';
import type { Banc } from './banc.ts';
import type { Ordre } from './captures.ts';
import { ouvrirReserve } from './captures.ts';
import { envoyer, ouvrirAgent } from './client.ts';
import { effacerReservations, ouvrirSession } from './commune.ts';
import type { Mesure } from './mesures.ts';
import { poserMois } from './mois.ts';

const APERCU_VISE_S = 10;
const EMISSION_VISEE_S = 30;

export async function mesurerFacturation(banc: Banc): Promise<Mesure> {
  const { db } = banc.commune;
  const { regieId, mois, reservations } = await poserMois(db);
  await sql`vacuum analyze`.execute(db);
  const jeton = await ouvrirSession(db, banc.commune.grande.agent);
  const campagne = await ouvrirLaCampagne(db, regieId, mois);
  const url = `/agent/campagnes/${campagne}`;
  const plancher = await mesurerPlancher(banc, { url, jeton });
  const { port, arreter } = await banc.demarrer();
  const agent = ouvrirAgent(1);
  const headers = { cookie: `preau_session=${jeton}` };
  await envoyer(agent, port, '/agent/campagnes', { headers }); // la première page chauffe le serveur
  const apercu = await envoyer(agent, port, url, { headers });
  const emission = await envoyer(agent, port, url, emettre(port, jeton));
  agent.destroy();
  await arreter();
  const bilan = await compter(db);
  await effacerLesFactures(db);
  await effacerReservations(db);
  await sql`delete from campagnes`.execute(db);
  const secondes = { apercu: apercu.ms / 1000, emission: emission.ms / 1000 };
  const fautes = [
    apercu.statut !== 200,
    emission.statut !== 303,
    secondes.apercu > APERCU_VISE_S,
    secondes.emission > EMISSION_VISEE_S,
    bilan.trous !== 0,
    bilan.desequilibre !== 0,
    bilan.lignes < reservations,
  ];
  return {
    scenario: 'facturation',
    debit: bilan.factures / secondes.emission,
    plancher: bilan.factures / plancher.emission,
    p50: null,
    p99: null,
    survendues: null,
    perdues: null,
    erreurs: fautes.filter(Boolean).length,
    details: {
      mois,
      factures: bilan.factures,
      lignes: bilan.lignes,
      'aperçu (s, 10 au plus)': secondes.apercu.toFixed(2),
      'plancher de l’aperçu (s)': plancher.apercu.toFixed(2),
      'rapport de l’aperçu': `${Math.round((100 * plancher.apercu) / secondes.apercu)} %`,
      'émission (s, 30 au plus)': secondes.emission.toFixed(2),
      'plancher de l’émission (s)': plancher.emission.toFixed(2),
      'octets de l’aperçu': apercu.corps.length,
    },
  };
}

function emettre(port: number, jeton: string) {
  return {
    method: 'POST' as const,
    headers: {
      cookie: `preau_session=${jeton}`,
      'content-type': 'application/x-www-form-urlencoded',
      origin: `http://127.0.0.1:${port}`,
    },
    payload: 'confirmer=oui',
  };
}

/** Les ordres de l'aperçu et de l'émission, notés une fois, puis rejoués par pg sur la base remise à vide. */
async function mesurerPlancher(
  banc: Banc,
  { url, jeton }: { url: string; jeton: string },
): Promise<{ apercu: number; emission: number }> {
  const { commune } = banc;
  const site = await banc.observer();
  const headers = { cookie: `preau_session=${jeton}` };
  const lecture = await site.visiter({ method: 'GET', url, headers });
  await effacerLesFactures(commune.db);
  const envoi = emettre(0, jeton);
  const ecriture = await site.visiter({
    ...envoi,
    headers: { ...envoi.headers, 'sec-fetch-site': 'same-origin', origin: 'null' },
    url,
  });
  if (lecture.statut !== 200 || ecriture.statut !== 303) {
    throw new Error(`La campagne notée répond ${lecture.statut}, puis ${ecriture.statut}.`);
  }
  await effacerLesFactures(commune.db);
  const reserve = ouvrirReserve(commune.config, 1);
  const client = await reserve.connect();
  const rejouer = async (ordres: readonly Ordre[]) => {
    const debut = performance.now();
    for (const { sql: texte, parametres } of ordres) await client.query(texte, parametres);
    return (performance.now() - debut) / 1000;
  };
  const apercu = await rejouer(lecture.ordres);
  const emission = await rejouer(ecriture.ordres);
  client.release();
  await reserve.end();
  await effacerLesFactures(commune.db);
  return { apercu, emission };
}

async function ouvrirLaCampagne(db: Db, regieId: number, mois: string): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into campagnes (regie_id, mois, ouverte_le)
    values (${regieId}, ${`${mois}-01`}, now()) returning id`.execute(db);
  return rows[0]?.id ?? 0;
}

/** Les numéros repartent de un : les ordres notés retrouvent les mêmes. */
async function effacerLesFactures(db: Db): Promise<void> {
  await sql`truncate factures, ecritures, compteurs_de_numeros, journal restart identity cascade`.execute(
    db,
  );
  await sql`update campagnes set emission_commencee_le = null, emise_le = null`.execute(db);
  await sql`vacuum analyze factures, lignes_facture, ecritures, mouvements, campagnes`.execute(db);
}

async function compter(db: Db) {
  const { rows } = await sql<{
    factures: number;
    lignes: number;
    trous: number;
    desequilibre: number;
  }>`
    select (select count(*) from factures)::int as factures,
      (select count(*) from lignes_facture)::int as lignes,
      (select max(numero) - count(*) from factures)::int as trous,
      (select sum(montant_centimes) from mouvements)::int as desequilibre`.execute(db);
  return rows[0] ?? { factures: 0, lignes: 0, trous: 1, desequilibre: 1 };
}
