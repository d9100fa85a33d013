import { sql } from 'kysely';
import type { Services } from '../src/platform/http.ts';
import { accuserReception } from '../src/reservations/actions/accuser.ts';

/** Fait les accusés de réception en file, comme le processus des travaux ; rejouable comme eux. */
export async function accuserLesDemandes(services: Services): Promise<void> {
  const { rows } = await sql<{ demandeId: number }>`
    select (data->>'demandeId')::int as "demandeId" from pgboss.job
    where name = 'accuse' order by created_on`.execute(services.db);
  for (const { demandeId } of rows) await accuserReception(services, demandeId);
}
