import { sql } from 'kysely';
import type { Db } from '../src/platform/db.ts';
import { connecter } from './decor.ts';
import { gestesDe } from './gestes.ts';
import { type PetiteCommune, petiteCommune } from './petite-commune.ts';
import { petiteRegie } from './petite-regie.ts';
import { ouvrirPortail } from './portail.ts';

/**
 * Quatre familles d'un parent et d'un enfant. Les deux premières sont la même : même enfant, même
 * adulte. La première est le dossier qui reste.
 */
export async function ouvrirDeuxDossiers(places = 20) {
  const portail = await ouvrirPortail();
  const { db } = portail.services;
  const commune = await petiteCommune(db, { familles: 4, places, listeAttente: 'automatique' });
  const regie = await petiteRegie(portail, commune);
  const [premier, second] = [commune.familles[0]!, commune.familles[1]!];
  await sql`update enfants set prenom = 'Zoé', nom = 'Le Goff', ne_le = '2018-05-10'
    where id in (${premier.enfantId}, ${second.enfantId})`.execute(db);
  await sql`update responsables set prenom = 'Anne', nom = 'Le Goff', portable = '06 11 22 33 44'
    where compte_id in (${premier.compteId}, ${second.compteId})`.execute(db);
  const agent = await connecter(db, regie.agents[2]!, portail.horloge.now());
  const page = `/agent/familles/${premier.familleId}/fusion/${second.familleId}`;
  const ids = {
    gardee: premier.familleId,
    disparue: second.familleId,
    enfant: premier.enfantId,
    enfantDisparu: second.enfantId,
  };
  const adulte = async (compteId: number) => {
    const { rows } = await sql<{ id: number }>`
      select id from responsables where compte_id = ${compteId}`.execute(db);
    return rows[0]!.id;
  };
  const choix = async (autres: Record<string, string> = {}) =>
    new URLSearchParams({
      vu: 'oui',
      [`enfant_${ids.enfantDisparu}`]: String(ids.enfant),
      [`adulte_${await adulte(second.compteId)}`]: String(await adulte(premier.compteId)),
      ...autres,
    });
  return {
    portail,
    db,
    commune,
    regie,
    agent,
    ids,
    page,
    adulte,
    choix,
    gestes: gestesDe(portail, commune),
    apercu: (query = '') => portail.visiter('GET', `${page}${query}`, { cookie: agent }),
    reunir: async (autres: Record<string, string> = {}, adresse = page) =>
      portail.visiter('POST', adresse, { cookie: agent, corps: await choix(autres) }),
  };
}

export type DeuxDossiers = Awaited<ReturnType<typeof ouvrirDeuxDossiers>>;

export const mercredi = (rang: number) => ['2026-11-18', '2026-11-25', '2026-12-02'][rang] ?? '';

/** Des totaux qui ne bougent pas : rien ne se perd, rien ne se compte deux fois. */
export async function compterTout(db: Db) {
  const { rows } = await sql<Record<string, number>>`
    select (select count(*)::int from reservations) as reservations,
      (select count(*)::int from demandes) as demandes,
      (select count(*)::int from factures) as factures,
      (select count(*)::int from lignes_facture) as lignes,
      (select coalesce(sum(montant_centimes), 0)::int from factures) as centimes,
      (select coalesce(sum(reste_centimes), 0)::int from soldes_factures) as reste,
      (select coalesce(sum(montant_centimes), 0)::int from reglements) as recu,
      (select count(*)::int from mouvements) as mouvements,
      (select count(*)::int from messages) as messages`.execute(db);
  return rows[0]!;
}

/** Ce qui reste accroché à l'enfant disparu : ses lignes de facture émises, et rien d'autre. */
export async function resteAccroche(db: Db, enfantId: number): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select (select count(*) from reservations where enfant_id = ${enfantId})::int
      + (select count(*) from demandes where enfant_id = ${enfantId})::int
      + (select count(*) from pointages where enfant_id = ${enfantId})::int
      + (select count(*) from scolarites where enfant_id = ${enfantId})::int
      + (select count(*) from rubriques_sanitaires where enfant_id = ${enfantId})::int
      + (select count(*) from fiches_sanitaires where enfant_id = ${enfantId})::int as n`.execute(
    db,
  );
  return rows[0]!.n;
}

export const souhait = (commune: PetiteCommune, rang: number) => ({
  prestationId: commune.matin,
  jour: mercredi(rang),
});
