/* Le jour d'ouverture : toutes les sessions en dix secondes, soixante places par jour. */
import { sql } from 'kysely';
import type { Db } from '../src/platform/db.ts';
import { rangDeR } from '../src/reservations/requetes/rang.ts';
import type { Banc } from './banc.ts';
import { envoyer, formulaire, ouvrirAgent } from './client.ts';
import { effacerReservations } from './commune.ts';
import { centile, type Mesure } from './mesures.ts';
import { compter, type Envie, listerCases, mesurerPlancher } from './reserver.ts';

const JOURS = 30;
const ELAN_MS = 10_000;
/** Le plancher écrit avec autant de connexions que le site en ouvre. */
const CONNEXIONS_PAR_PROCESSUS = 10;
const PAGE = '/famille/pre-inscrire/calendrier';

interface Passage {
  lecture: number;
  reservation: number;
  statuts: number[];
}

export async function mesurerOuverture(banc: Banc): Promise<Mesure> {
  const { db } = banc.commune;
  const visiteurs = (await banc.visiteurs(banc.sessions)).slice(0, banc.sessions);
  const periode = await sejour(db);
  const cases = await listerCases(db, periode, 0, JOURS);
  const envies = visiteurs.map((visiteur) => ({ visiteur, periode, cases }));
  const connexions = banc.processus * CONNEXIONS_PAR_PROCESSUS;
  const plancher = await mesurerPlancher(banc, envies, connexions, adresse);
  await effacerReservations(db);
  const { port, arreter } = await banc.demarrer();
  const debut = performance.now();
  const agent = ouvrirAgent(Number.POSITIVE_INFINITY);
  const passages = await Promise.all(
    envies.map(async (envie, rang) => {
      await new Promise((suite) => setTimeout(suite, (rang / envies.length) * ELAN_MS));
      return passer(agent, port, envie);
    }),
  );
  const duree = (performance.now() - debut) / 1000;
  agent.destroy();
  await arreter();
  const comptes = await compter(db);
  const rangs = await verifierLesRangs(db);
  await effacerReservations(db);
  const reservations = passages.map((p) => p.reservation);
  const statuts = passages.flatMap((p) => p.statuts);
  const confirmees = passages.filter((p) => p.statuts[1] === 303).length;
  return {
    scenario: 'ouverture',
    debit: confirmees / duree,
    plancher: plancher.debit,
    p50: centile(reservations, 0.5),
    p99: centile(reservations, 0.99),
    survendues: comptes.survendues,
    // Perdue : confirmée à la famille, absente de la base. Un refus ou une panne est une erreur.
    perdues: confirmees * cases.length - comptes.reservations,
    erreurs: statuts.filter((s) => s !== 200 && s !== 303).length + plancher.erreurs + rangs.faux,
    details: {
      sessions: envies.length,
      'jours par envoi': cases.length,
      'durée totale (s)': duree.toFixed(1),
      'lecture p99 (ms)': Math.round(
        centile(
          passages.map((p) => p.lecture),
          0.99,
        ),
      ),
      'réponses 5xx ou coupées': statuts.filter((s) => s >= 500 || s === 0).length,
      'réponses 422': statuts.filter((s) => s === 422).length,
      'rangs vérifiés': rangs.verifies,
      'rangs faux': rangs.faux,
    },
  };
}

/** Lit le calendrier, puis réserve. */
async function passer(
  agent: ReturnType<typeof ouvrirAgent>,
  port: number,
  envie: Envie,
): Promise<Passage> {
  const { visiteur, periode, cases } = envie;
  const headers = { cookie: `preau_session=${visiteur.jeton}`, 'accept-encoding': 'br, gzip' };
  const lecture = await envoyer(agent, port, adresse(envie), { headers });
  const champs = { enfant: visiteur.enfantId, periode, cases };
  const ecrit = await envoyer(agent, port, PAGE, formulaire(port, visiteur.jeton, champs));
  return {
    lecture: lecture.ms,
    reservation: ecrit.ms,
    statuts: [lecture.statut, ecrit.statut],
  };
}

function adresse({ visiteur, periode }: Envie): string {
  return `${PAGE}?enfant=${visiteur.enfantId}&periode=${periode}`;
}

/** L'été du premier centre de loisirs. */
async function sejour(db: Db): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    select p.id from periodes p join activites a on a.id = p.activite_id
    where a.genre = 'vacances' order by p.au - p.du desc, p.id limit 1`.execute(db);
  const [ligne] = rows;
  if (!ligne) throw new Error('La commune n’a pas de séjour à réserver.');
  return ligne.id;
}

/** Sur trois jours : les rangs montrés vont de 1 à k, et nul n'attend s'il reste une place. */
async function verifierLesRangs(db: Db): Promise<{ verifies: number; faux: number }> {
  const { rows } = await sql<{ verifies: number; faux: number }>`
    with jours as (
      select jour from places where prises > 0 group by jour order by jour limit 3),
    attente as (
      select ${rangDeR} as rang, pl.prises < pl.places as libre,
        row_number() over (partition by r.prestation_id, r.jour order by r.ordre_attente) as attendu
      from reservations r join jauges_prestations jp on jp.prestation_id = r.prestation_id
        join places pl on pl.jauge_id = jp.jauge_id and pl.jour = r.jour
      where r.etat = 'en_liste_attente' and r.jour in (select jour from jours))
    select count(*)::int as verifies,
      (count(*) filter (where rang <> attendu or libre))::int as faux from attente`.execute(db);
  return rows[0] ?? { verifies: 0, faux: 0 };
}
