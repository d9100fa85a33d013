import { sql } from 'kysely';
import type { Services } from '../src/platform/http.ts';
import { accuserOperation, accuserReception } from '../src/reservations/actions/accuser.ts';

/** Fait les accusés de réception en file, comme le processus des travaux ; rejouable comme eux. */
export async function accuserLesDemandes(services: Services): Promise<void> {
  const { rows } = await sql<{
    demandeId: number | null;
    operationId: number | null;
    defaite: boolean;
  }>`
    select (data->>'demandeId')::int as "demandeId", (data->>'operationId')::int as "operationId",
      coalesce((data->>'defaite')::boolean, false) as defaite
    from pgboss.job where name = 'accuse' order by created_on`.execute(services.db);
  for (const { demandeId, operationId, defaite } of rows) {
    if (demandeId !== null) await accuserReception(services, demandeId);
    if (operationId !== null) await accuserOperation(services, { operationId, defaite });
  }
}
