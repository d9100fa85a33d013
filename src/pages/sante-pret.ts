import { sql } from 'kysely';
import { type Handler, raw } from '../platform/http.ts';
import { migrationsEnRetard } from '../platform/migrate.ts';

const RETARD_MAX_MINUTES = 15;

/** Prêt : la base répond, les migrations sont là, les travaux avancent. 503 dit ce qui manque. */
export const GET: Handler = async (ctx) => {
  const etat = { base: false, migrations: false, travaux: false };
  try {
    const manquantes = await migrationsEnRetard(
      async (texte) => (await sql<{ nom: string }>`${sql.raw(texte)}`.execute(ctx.db)).rows,
    );
    etat.base = true;
    etat.migrations = manquantes.length === 0;
    const limite = new Date(ctx.clock.now().getTime() - RETARD_MAX_MINUTES * 60_000);
    const { rows } = await sql<{ en_retard: number }>`
      select count(*)::int as en_retard from courriels
      where envoye_le is null and dernier_echec is null and cree_le < ${limite}`.execute(ctx.db);
    etat.travaux = rows[0]?.en_retard === 0;
  } catch (erreur) {
    ctx.log.warn({ err: erreur }, 'pas prêt');
  }
  const pret = etat.base && etat.migrations && etat.travaux;
  return raw('application/json', `${JSON.stringify({ pret, ...etat })}\n`, pret ? 200 : 503);
};
