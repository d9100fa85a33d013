import type { SessionAgent } from '../../../comptes/session.ts';
import { type Handler, raw } from '../../../platform/http.ts';
import { chercheQuelqueChose, comprendre } from '../../regles/recherche.ts';
import { chercherFamilles } from '../../requetes/recherche.ts';

const AU_PLUS = 8;

/** Ce que montre la recherche pendant la frappe ; la page entière répond à Entrée. */
export interface Suggestion {
  href: string;
  nom: string;
  detail: string;
}

export const GET: Handler<SessionAgent> = async (ctx) => {
  const recherche = comprendre((ctx.query.get('nom') ?? '').slice(0, 100));
  const trouvees = chercheQuelqueChose(recherche)
    ? await chercherFamilles(ctx.db, ctx.session.agent.structures, recherche, {
        limite: AU_PLUS,
        archivees: false,
      })
    : [];
  const suggestions = trouvees.map(
    (f): Suggestion => ({
      href: `/agent/familles/${f.id}`,
      nom: f.nom,
      detail: [...f.enfants, ...f.responsables].join(', '),
    }),
  );
  return raw('application/json; charset=utf-8', JSON.stringify(suggestions));
};
