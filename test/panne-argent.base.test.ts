/*
 * Le serveur est tué sans prévenir, à des instants quelconques, pendant qu'on paie et qu'on facture.
 * Au redémarrage : rien ne manque, rien n'est en double, tout s'équilibre.
 */
import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { ouvrirCampagne } from '../src/factures/actions/campagne.ts';
import { connecter } from './decor.ts';
import { type Lance, lancer, pause, portLibre } from './lanceur.ts';
import { poserMois } from './mois-a-facturer.ts';
import { ouvrirCaisse, type PetiteCaisse } from './petite-caisse.ts';

const HEURE = 3_600_000;
const FAMILLES = 1000;
const PAYEURS = 4;
const COUPS_AU_PLUS = 12;

let caisse: PetiteCaisse;
let port: number;
let lance: Lance;
let finir = false;

beforeAll(() => void execFileSync('node', ['outils/construire.ts']));
beforeEach(async () => {
  finir = false;
  caisse = await ouvrirCaisse({ familles: FAMILLES });
  port = await portLibre();
  demarrer();
});
afterEach(async () => {
  finir = true;
  await tuer();
  await caisse.fermer();
});

function demarrer(): void {
  lance = lancer({
    PREAU_MODE: 'production',
    PORT: String(port),
    DATABASE_URL: caisse.portail.base.adresse,
    PREAU_ADRESSE: adresse(''),
    PREAU_SECRET: 'secret-des-tests-secret-des-tests',
    PREAU_CLES: `1:${Buffer.alloc(32, 'essai').toString('base64')}`,
    PREAU_SMTP: 'smtp://127.0.0.1:9',
    PREAU_EXPEDITEUR: 'portail@exemple.test',
    PREAU_PAYFIP_ADRESSE: caisse.jumeau.adresse,
  });
}

const adresse = (chemin: string) => `http://127.0.0.1:${port}${chemin}`;

async function tuer(): Promise<void> {
  lance.processus.kill('SIGKILL');
  await lance.fin();
}

/** Tue et relance, au plus douze fois : une machine lente finit aussi. Rend le nombre de coups. */
async function frapper(auPlusMs: number): Promise<number> {
  let coups = 0;
  while (!finir && coups < COUPS_AU_PLUS) {
    await lance.pret();
    await pause(Math.random() * auPlusMs);
    if (finir) break;
    await tuer();
    coups += 1;
    demarrer();
  }
  return coups;
}

/** Un navigateur têtu : il réessaie tant que personne ne répond. */
async function envoyer(chemin: string, cookie: string, corps?: URLSearchParams): Promise<Response> {
  for (;;) {
    try {
      return await fetch(adresse(chemin), {
        method: corps ? 'POST' : 'GET',
        headers: { cookie, origin: adresse('') },
        redirect: 'manual',
        signal: AbortSignal.timeout(10_000),
        ...(corps ? { body: corps } : {}),
      });
    } catch {
      await pause(50);
    }
  }
}

/** Va jusqu'à la page du Trésor, paie, et revient parfois. */
async function payer(cookie: string, facture: number): Promise<void> {
  const corps = new URLSearchParams({
    facture: String(facture),
    courriel: 'parent@famille.test',
    cle_unique: randomUUID(),
  });
  for (;;) {
    const reponse = await envoyer('/famille/paiements/nouveau', cookie, corps);
    const vers = reponse.headers.get('location') ?? '';
    const idOp = vers.startsWith(caisse.jumeau.adresse)
      ? new URL(vers).searchParams.get('idop')
      : null;
    if (idOp) {
      await caisse.jumeau.choisir(idOp, 'P');
      if (Math.random() < 0.5) await envoyer(`/paiement/retour?idop=${idOp}`, cookie);
      return;
    }
    // L'ouverture a été coupée : la personne recommence, prévenue qu'un paiement est peut-être en cours.
    corps.set('cle_unique', randomUUID());
    corps.set('confirme', 'oui');
  }
}

async function verifierLArgent(): Promise<void> {
  const { db } = caisse.services;
  const { rows: bancales } = await sql`
    select ecriture_id from mouvements group by ecriture_id having sum(montant_centimes) <> 0`.execute(
    db,
  );
  expect(bancales).toEqual([]);
  expect(Object.values(await caisse.regie.restes()).filter((reste) => reste < 0)).toEqual([]);
  for (const table of ['factures', 'reglements']) {
    const { rows } = await sql<{ trous: number }>`
      select (coalesce(max(numero), 0) - count(*))::int as trous from ${sql.table(table)}`.execute(
      db,
    );
    expect(rows, table).toEqual([{ trous: 0 }]);
  }
  const { rows } = await sql<{ id: number }>`
    select r.id from reglements r left join imputations i on i.reglement_id = r.id
    group by r.id having coalesce(sum(i.montant_centimes), 0) > r.montant_centimes`.execute(db);
  expect(rows).toEqual([]);
}

test('tué pendant des paiements, Préau n’en perd ni n’en compte deux fois aucun', async () => {
  const coups = frapper(150);
  const parent = async (qui: number) => {
    const compteId = caisse.commune.familles[qui]?.compteId ?? 0;
    const cookie = await connecter(caisse.services.db, compteId, new Date());
    for (const montant of [1000, 2350, 480]) {
      await payer(cookie, await caisse.regie.facturer(qui, [[montant]]));
    }
  };
  for (let qui = 0; qui < PAYEURS; qui += 2) await Promise.all([parent(qui), parent(qui + 1)]);
  finir = true;
  expect(await coups).toBeGreaterThan(2);
  await tuer();
  // La relève de chaque minute, deux heures plus tard : l'action même que joue le serveur relancé.
  caisse.horloge.moveTo(new Date(Date.now() + 2 * HEURE));
  await caisse.relever();
  const payees = caisse.jumeau.operations().filter((o) => o.etat === 'P');
  const { rows } = await sql<{ operation: string; montant: number; reglements: number }>`
    select pe.operation, sum(r.montant_centimes)::int as montant, count(*)::int as reglements
    from paiements_en_ligne pe join reglements r on r.paiement_en_ligne_id = pe.id
    group by pe.operation order by pe.operation`.execute(caisse.services.db);
  expect(rows).toEqual(
    payees
      .map((o) => ({ operation: o.idOp, montant: Number(o.champs.montant), reglements: 1 }))
      .sort((a, b) => (a.operation < b.operation ? -1 : 1)),
  );
  expect(payees.length).toBeGreaterThanOrEqual(PAYEURS * 3);
  expect(Object.values(await caisse.regie.restes()).filter((reste) => reste > 0)).toEqual([]);
  await verifierLArgent();
}, 240_000);

/** En production, un régisseur donne aussi son code : sans lui, la page renvoie à l'étape du code. */
async function connecterAvecSonCode(compteId: number): Promise<string> {
  const { db } = caisse.services;
  const cookie = await connecter(db, compteId, new Date());
  await sql`insert into doubles_authentifications (compte_id, secret_chiffre, cle, pose_le, dernier_pas)
    values (${compteId}, '\\x00', 1, now(), 0)`.execute(db);
  await sql`update sessions set code_donne_le = now() where compte_id = ${compteId}`.execute(db);
  return cookie;
}

test('tué pendant une campagne, Préau la reprend sans facture en double ni numéro sauté', async () => {
  const { db } = caisse.services;
  await poserMois(db, caisse.regie.regieId, caisse.commune);
  // Un mois fini depuis longtemps, à l'heure du système : c'est celle du serveur tué.
  await sql`update reservations set jour = jour - 28`.execute(db);
  const regisseur = caisse.regie.agents[0] ?? 0;
  const campagneId = await ouvrirCampagne(
    { ...caisse.services, clock: { now: () => new Date() } },
    {
      regieId: caisse.regie.regieId,
      mois: '2026-10',
      acteur: { compteId: regisseur, nom: 'Agent 0' },
    },
  );
  const cookie = await connecterAvecSonCode(regisseur);
  const compter = async () => {
    const { rows } = await sql<{ factures: number; emise: Date | null }>`
      select (select count(*) from factures)::int as factures, emise_le as emise
      from campagnes where id = ${campagneId}`.execute(db);
    return rows[0] ?? { factures: 0, emise: null };
  };
  const emission = (async () => {
    while (!(await compter()).emise) {
      const corps = new URLSearchParams({ confirmer: 'oui' });
      await envoyer(`/agent/campagnes/${campagneId}`, cookie, corps);
    }
  })();
  // Trois fois, dès qu'un lot de plus est écrit : le suivant est en route.
  const vus: number[] = [];
  for (let coup = 0; coup < 3; coup++) {
    let vu = await compter();
    while (vu.factures <= (vus.at(-1) ?? 0) && !vu.emise) {
      await pause(2);
      vu = await compter();
    }
    if (vu.emise) break;
    await tuer();
    vus.push((await compter()).factures);
    demarrer();
  }
  await emission;
  expect(vus.filter((factures) => factures < FAMILLES).length).toBeGreaterThan(0);
  const { rows } = await sql<{ factures: number; payeurs: number; total: number }>`
    select count(*)::int as factures, count(distinct payeur_id)::int as payeurs,
      sum(montant_centimes)::int as total from factures`.execute(db);
  expect(rows).toEqual([{ factures: FAMILLES, payeurs: FAMILLES, total: FAMILLES * 1000 }]);
  await verifierLArgent();
}, 240_000);
