/* « Mes factures » d'une famille qui en a 49, comme dans le guide : un lecteur à la fois. */
import { sql } from 'kysely';
import type { Db } from '../src/platform/db.ts';
import type { Banc } from './banc.ts';
import { envoyer, ouvrirAgent } from './client.ts';
import type { Visiteur } from './commune.ts';
import { centile, type Mesure } from './mesures.ts';
import { demarrerPlancher } from './plancher.ts';
import { portLibre } from './serveur.ts';

const FACTURES = 49;
const LIGNES = 40;
const FAMILLES = 20;
const LECTURES = 400;
const VISE_MS = 15;
const URL = '/famille/factures';

export async function mesurerMesFactures(banc: Banc): Promise<Mesure> {
  const { db, dossier, config } = banc.commune;
  const visiteurs = (await banc.visiteurs(FAMILLES)).slice(0, FAMILLES);
  await facturer(db, visiteurs);
  const site = await banc.observer();
  const captures = [];
  for (const { jeton } of visiteurs) {
    const { ordres } = await site.visiter({ method: 'GET', url: URL, headers: temoin(jeton) });
    captures.push(ordres.filter((o) => !/from collectivites$/.test(o.sql)));
  }
  const nu = await portLibre();
  const { processus } = banc;
  const plancher = await demarrerPlancher(dossier, { config, port: nu, processus, captures });
  const { port, arreter } = await banc.demarrer();
  const page = await lire(port, (rang) => ({
    url: URL,
    headers: temoin(visiteurs[rang % visiteurs.length]?.jeton ?? ''),
  }));
  const json = await lire(nu, (rang) => ({ url: `/${rang % captures.length}`, headers: {} }));
  await plancher.arreter();
  await arreter();
  await sql`truncate factures restart identity cascade`.execute(db);
  const mediane = centile(page.durees, 0.5);
  return {
    scenario: 'mes-factures',
    debit: 1000 / mediane,
    plancher: 1000 / centile(json.durees, 0.5),
    p50: mediane,
    p99: centile(page.durees, 0.99),
    survendues: null,
    perdues: null,
    erreurs: page.fautes + json.fautes + (mediane > VISE_MS ? 1 : 0),
    details: {
      factures: FACTURES,
      'médiane visée (ms)': VISE_MS,
      'requêtes SQL': captures[1]?.length ?? 0,
      'octets comprimés': page.octets,
    },
  };
}

const temoin = (jeton: string) => ({
  cookie: `preau_session=${jeton}`,
  'accept-encoding': 'br, gzip',
});

async function lire(
  port: number,
  viser: (rang: number) => { url: string; headers: Record<string, string> },
) {
  const agent = ouvrirAgent(1);
  const durees: number[] = [];
  let fautes = 0;
  let octets = 0;
  for (let rang = -50; rang < LECTURES; rang++) {
    const { url, headers } = viser(rang + 60);
    const { ms, statut, corps } = await envoyer(agent, port, url, { headers });
    if (statut !== 200) fautes += 1;
    octets = corps.length;
    if (rang >= 0) durees.push(ms); // les premières chauffent le serveur
  }
  agent.destroy();
  return { durees, fautes, octets };
}

/** Quarante-neuf mois de factures par payeur, et leurs lignes. */
async function facturer(db: Db, visiteurs: readonly Visiteur[]): Promise<void> {
  await sql`
    with r as (
      insert into regies (nom, code, siret, regisseur, adresse, courriel, comptable,
        plafond_encaisse_centimes)
      values ('Régie des mercredis', '02', '21449990000014', 'Agent Premier', '1 place de la Mairie',
        'regie@grandville.example', 'SGC de Grandville', 100000)
      returning id),
    p as (
      select distinct p.id from payeurs p join enfants e on e.famille_id = p.famille_id
      where p.genre = 'famille' and e.id = any(${visiteurs.map((v) => v.enfantId)}::int[])),
    f as (
      insert into factures (regie_id, exercice, numero, genre, payeur_id, jour, echeance, du, au,
        montant_centimes, emetteur, destinataire, emise_le)
      select r.id, 2026, row_number() over (), 'facture', p.id, d.jour, d.jour + 30, d.jour - 31, d.jour,
        ${LIGNES * 305}, '{}', '{}', d.jour
      from r, p, (select (current_date - n * interval '1 month')::date as jour
        from generate_series(1, ${FACTURES}::int) n) d
      returning id, jour)
    insert into lignes_facture (facture_id, rang, jour, libelle, explication, prix_unitaire_centimes,
      montant_centimes, garde_d_enfant, payable_en_cesu, code_produit)
    select f.id, n, f.jour - n, 'Repas', 'Repas, tranche 3', 305, 305, false, false, '7067'
    from f, generate_series(1, ${LIGNES}::int) n`.execute(db);
  await sql`analyze factures, lignes_facture`.execute(db);
}
