import type { SessionAgent } from '../../comptes/session.ts';
import type { Acteur } from '../../journal/actions.ts';
import { Introuvable } from '../../platform/errors.ts';
import type { Ctx } from '../../platform/http.ts';
import { tientLaRegie } from '../../regie/regles/acces.ts';

/** Les pages de la régie n'existent pas pour les autres agents. @throws Introuvable */
export function exigerRegie(ctx: Pick<Ctx<SessionAgent>, 'session'>): void {
  if (!tientLaRegie(ctx.session.agent)) throw new Introuvable();
}

/** Qui agit, pour le journal. */
export function acteurDe({ session }: Pick<Ctx<SessionAgent>, 'session'>): Acteur {
  const { prenom, nom } = session.agent;
  return { compteId: session.compteId, nom: `${prenom} ${nom}` };
}
