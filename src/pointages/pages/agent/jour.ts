import type { SessionAgent } from '../../../comptes/session.ts';
import { Introuvable } from '../../../platform/errors.ts';
import type { Ctx } from '../../../platform/http.ts';
import { jourLocal } from '../../../platform/instants.ts';
import { estJour, type Jour } from '../../../platform/jours.ts';

export function aujourdhuiDe(ctx: Ctx<SessionAgent>): Jour {
  return jourLocal(ctx.clock.now(), ctx.commune.fuseau);
}

/** Le jour de l'adresse. @throws Introuvable si ce n'en est pas un */
export function lireJour(valeur: string | undefined): Jour {
  if (!estJour(valeur)) throw new Introuvable();
  return valeur;
}

export function acteurDe({ session }: Ctx<SessionAgent>) {
  const { prenom, nom } = session.agent;
  return { compteId: session.compteId, nom: `${prenom} ${nom}` };
}
