/* Un fichier de 2 000 familles : examiné par la page, écrit par l'ouvrier, comme chez un agent. */
import { sql } from 'kysely';
import type { Banc } from './banc.ts';
import { type Envoi, envoyer, ouvrirAgent } from './client.ts';
import { ouvrirSession } from './commune.ts';
import type { Mesure } from './mesures.ts';

const FAMILLES = 2000;
const VISE_S = 10;
const PATIENCE_S = 60;

export async function mesurerImport(banc: Banc): Promise<Mesure> {
  const { db, grande } = banc.commune;
  const jeton = await ouvrirSession(db, grande.agent);
  const { port, arreter } = await banc.demarrer();
  const agent = ouvrirAgent(1);
  const headers = { cookie: `preau_session=${jeton}` };
  await envoyer(agent, port, '/agent/imports', { headers }); // la première page chauffe le serveur
  const debut = performance.now();
  const recu = await envoyer(agent, port, '/agent/imports', deposer(port, jeton, fichier()));
  const examen = (performance.now() - debut) / 1000;
  const url = recu.entetes.location ?? '';
  await envoyer(agent, port, url, accepter(port, jeton));
  const ecrites = await attendre(() => compter(db));
  const total = (performance.now() - debut) / 1000;
  agent.destroy();
  await arreter();
  const plancher = await ecrireANu(db);
  await effacer(db);
  return {
    scenario: 'import',
    debit: FAMILLES / total,
    plancher: FAMILLES / plancher,
    p50: null,
    p99: null,
    survendues: null,
    perdues: FAMILLES - ecrites,
    erreurs: [recu.statut !== 303, ecrites !== FAMILLES, total > VISE_S].filter(Boolean).length,
    details: {
      familles: ecrites,
      [`de l’envoi à la dernière famille (s, ${VISE_S} au plus)`]: total.toFixed(2),
      'dont l’examen (s)': examen.toFixed(2),
      'plancher (s)': plancher.toFixed(2),
    },
  };
}

const PRENOMS = ['Zoé', 'Léo', 'Maëlle', 'Noël', 'Inès', 'François'];

/** Deux enfants par famille sur trois, des accents, le séparateur et l'encodage d'Excel. */
function fichier(): Buffer {
  const titres = 'Dossier;Nom;Prénom;Courriel;Portable;Code postal;Commune;Prénom enfant;Né(e) le';
  const lignes = Array.from({ length: FAMILLES }, (_, n) => {
    const adulte = `${n};Éloïse${n};Claire;import${n}@exemple.fr;06 ${String(10_000_000 + n)};45130;Grandville`;
    const enfants = n % 3 === 0 ? 1 : 2;
    return Array.from(
      { length: enfants },
      (__, e) => `${adulte};${PRENOMS[(n + e) % PRENOMS.length]};0${1 + e}/03/20${15 + (n % 7)}`,
    );
  }).flat();
  return Buffer.from([titres, ...lignes].join('\r\n'), 'latin1');
}

function deposer(port: number, jeton: string, contenu: Buffer): Required<Envoi> {
  const borne = 'banc-de-preau';
  const debut = `--${borne}\r\ncontent-disposition: form-data; name="fichier"; filename="familles.csv"\r\n\r\n`;
  return {
    method: 'POST',
    headers: { ...entetes(port, jeton), 'content-type': `multipart/form-data; boundary=${borne}` },
    payload: Buffer.concat([Buffer.from(debut), contenu, Buffer.from(`\r\n--${borne}--\r\n`)]),
  };
}

function accepter(port: number, jeton: string): Required<Envoi> {
  const type = 'application/x-www-form-urlencoded';
  return {
    method: 'POST',
    headers: { ...entetes(port, jeton), 'content-type': type },
    payload: 'ecrire=oui',
  };
}

const entetes = (port: number, jeton: string) => ({
  cookie: `preau_session=${jeton}`,
  origin: `http://127.0.0.1:${port}`,
});

async function attendre(lire: () => Promise<number>): Promise<number> {
  let lu = 0;
  for (let essai = 0; essai < PATIENCE_S * 20 && lu < FAMILLES; essai++) {
    await new Promise((suite) => setTimeout(suite, 50));
    lu = await lire();
  }
  return lu;
}

async function compter(db: Banc['commune']['db']): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select coalesce(max(familles_ecrites), 0) as n from imports where etat = 'ecrit'`.execute(db);
  return rows[0]?.n ?? 0;
}

/** Les mêmes lignes, recopiées d'un ordre par table. */
async function ecrireANu(db: Banc['commune']['db']): Promise<number> {
  const debut = performance.now();
  await sql`
    with f as (insert into familles (nom, creee_le)
        select 'Éloïse' || n, now() from generate_series(1, ${FAMILLES}::int) n returning id, nom),
      c as (insert into comptes (identifiant, cree_le)
        select 'nu' || f.id, now() from f returning id, identifiant),
      r as (insert into responsables (compte_id, prenom, nom, cree_le)
        select id, 'Claire', identifiant::text, now() from c returning id, nom),
      l as (insert into rattachements (famille_id, responsable_id, qualite, depuis_le)
        select f.id, r.id, 'mere', now() from f join r on r.nom = 'nu' || f.id)
    insert into enfants (famille_id, prenom, nom, ne_le, cree_le)
    select f.id, 'Zoé', f.nom, '2019-03-07', now() from f, generate_series(1, 2)`.execute(db);
  return (performance.now() - debut) / 1000;
}

async function effacer(db: Banc['commune']['db']): Promise<void> {
  const importees = sql`select id from familles where nom like 'Éloïse%'`;
  for (const table of ['enfants', 'payeurs'])
    await sql`delete from ${sql.table(table)} where famille_id in (${importees})`.execute(db);
  await sql`
    with ra as (delete from rattachements where famille_id in (${importees})
        returning responsable_id)
    delete from responsables where id in (select responsable_id from ra)`.execute(db);
  await sql`delete from familles where id in (${importees})`.execute(db);
  await sql`truncate imports, journal`.execute(db);
  await sql`vacuum analyze familles, enfants, responsables, comptes`.execute(db);
}
