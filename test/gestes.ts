import { sql } from 'kysely';
import { annuler } from '../src/reservations/actions/annuler.ts';
import { deciderReservations } from '../src/reservations/actions/decider.ts';
import { reserver } from '../src/reservations/actions/reserver.ts';
import type { Decision } from '../src/reservations/regles/decider-agent.ts';
import type { Souhait } from '../src/reservations/regles/types.ts';
import { rangDeR } from '../src/reservations/requetes/rang.ts';
import type { PetiteCommune } from './petite-commune.ts';
import type { Portail } from './portail.ts';
import { accuserLesDemandes } from './travaux.ts';

/** Une réservation, telle que la base la dit ; `rang` ne vaut que sur la liste d'attente. */
export interface Ligne {
  id: number;
  enfant: number;
  jour: string;
  etat: string;
  rang: number;
  motif: string | null;
}

/** Ce que font les familles et les agents d'une petite commune, et ce qu'il en reste en base. */
export function gestesDe({ services }: Portail, commune: PetiteCommune) {
  const { db } = services;
  function famille(qui: number) {
    const f = commune.familles[qui];
    if (!f) throw new Error(`pas de famille ${qui}`);
    const acteur = { compteId: f.compteId, nom: `Parent ${qui}` };
    return { acteur, familles: [f.familleId], enfantId: f.enfantId };
  }
  return {
    famille,
    demander: (qui: number, souhaits: readonly Souhait[]) =>
      reserver(services, { ...famille(qui), periodeId: commune.periodeId, souhaits }),
    renoncer(qui: number, reservationId: number) {
      const { acteur, familles } = famille(qui);
      return annuler(services, { acteur, familles, reservationId });
    },
    trancher: (
      reservationIds: readonly number[],
      decision: Decision,
      {
        structures = null,
        motif = decision === 'valider' ? '' : 'Trop peu d’animateurs ce jour-là.',
        agent = 1,
      }: { structures?: readonly number[] | null; motif?: string; agent?: number } = {},
    ) =>
      deciderReservations(services, {
        acteur: { compteId: agent, nom: `Agent ${agent}` },
        structures,
        reservationIds,
        decision,
        motif,
      }),
    async lignes(): Promise<Ligne[]> {
      const { rows } = await sql<Ligne>`
        select id, enfant_id as enfant, jour, etat, ${rangDeR} as rang, motif
        from reservations r order by jour, ordre_attente nulls first, id`.execute(db);
      return rows;
    },
    async prises(jour: string): Promise<number[]> {
      const { rows } = await sql<{ prises: number }>`
        select prises from places where jour = ${jour} order by jauge_id`.execute(db);
      return rows.map((r) => r.prises);
    },
    async sujets(): Promise<string[]> {
      await accuserLesDemandes(services);
      const { rows } = await sql<{ sujet: string }>`
        select destinataire || ' : ' || sujet as sujet from courriels order by id`.execute(db);
      return rows.map((r) => r.sujet);
    },
  };
}

export type Gestes = ReturnType<typeof gestesDe>;
