import type { SessionAgent } from '../comptes/session.ts';
import { Introuvable } from '../platform/errors.ts';
import { entierDe } from '../platform/forms.ts';
import { type Handler, type PageModule, redirect } from '../platform/http.ts';
import { chercherCeluiQuiReste } from './requetes/faits.ts';

/**
 * Le numéro d'un dossier disparu mène à celui qui reste : la page ne le trouve pas, on regarde alors où
 * il est allé. L'adresse d'arrivée refait tous ses contrôles : aucun droit ne s'y gagne.
 */
export function suivreLaFusion(page: PageModule<SessionAgent>): PageModule<SessionAgent> {
  const { GET } = page;
  if (!GET) return page;
  const suivre: Handler<SessionAgent> = async (ctx) => {
    try {
      return await GET(ctx);
    } catch (erreur) {
      if (!(erreur instanceof Introuvable)) throw erreur;
      const familleId = entierDe(ctx.params.id);
      const celuiQuiReste = await chercherCeluiQuiReste(
        ctx.db,
        familleId,
        ctx.session.agent.structures,
      );
      if (celuiQuiReste === null) throw erreur;
      const suite = ctx.path.slice(`/agent/familles/${familleId}`.length);
      return redirect(`/agent/familles/${celuiQuiReste}${suite}`);
    }
  };
  return { ...page, GET: suivre };
}
