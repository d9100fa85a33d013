import { randomBytes } from 'node:crypto';
import type { Db } from '../../platform/db.ts';
import { Introuvable } from '../../platform/errors.ts';
import type { CookieToSet, Services } from '../../platform/http.ts';
import { decrireAppareil } from '../regles/appareil.ts';
import { finDeSession, VIE_D_UNE_SESSION_JOURS } from '../regles/sessions.ts';
import {
  insererSession,
  listerSessions,
  revoquerSessions,
  type SessionOuverte,
} from '../requetes/sessions.ts';
import { COOKIE_SESSION, empreinteDuJeton } from '../session.ts';

/** Le témoin survit à sa session : c'est lui qui rendra sa saisie à qui la tapait (reprise.ts). */
const SURVIE_DU_TEMOIN_JOURS = 30;

/**
 * Le témoin à poser après une connexion. Courte, la session finit avec le navigateur. Longue, il vit
 * autant qu'elle peut être prolongée : en deçà des 400 jours que les navigateurs accordent.
 */
export function temoinDeSession(jeton: string, longue: boolean): CookieToSet {
  const jours = VIE_D_UNE_SESSION_JOURS + SURVIE_DU_TEMOIN_JOURS;
  return { name: COOKIE_SESSION, value: jeton, ...(longue ? { maxAge: jours * 86_400 } : {}) };
}

export function creerJeton(): string {
  return randomBytes(32).toString('base64url');
}

/** Ouvre une session et rend son jeton, que seul le navigateur gardera. Neuf à chaque connexion. */
export async function ouvrirSession(
  db: Db,
  s: {
    compteId: number;
    longue: boolean;
    userAgent: string;
    maintenant: Date;
    jeton?: string;
    /** Une clé d'accès vaut deux facteurs : le code n'est pas demandé (Comptes, règle 15). */
    parCle?: boolean;
  },
): Promise<string> {
  const jeton = s.jeton ?? creerJeton();
  await insererSession(db, {
    empreinte: empreinteDuJeton(jeton),
    compteId: s.compteId,
    appareil: decrireAppareil(s.userAgent),
    longue: s.longue,
    le: s.maintenant,
    expireLe: finDeSession(s.maintenant, s.longue),
    codeDonneLe: s.parCle ? s.maintenant : null,
  });
  return jeton;
}

export async function fermerSession(
  services: Services,
  session: { id: number; compteId: number },
): Promise<void> {
  await revoquerSessions(
    services.db,
    session.compteId,
    { seule: session.id },
    services.clock.now(),
  );
}

export function listerAppareils(services: Services, compteId: number): Promise<SessionOuverte[]> {
  return listerSessions(services.db, compteId, services.clock.now());
}

/** @throws Introuvable si cette session n'est pas de ce compte. */
export async function deconnecterAppareil(
  services: Services,
  compteId: number,
  sessionId: number,
): Promise<void> {
  const fermees = await revoquerSessions(
    services.db,
    compteId,
    { seule: sessionId },
    services.clock.now(),
  );
  if (fermees === 0) throw new Introuvable();
}

export function deconnecterLesAutres(
  services: Services,
  session: { id: number; compteId: number },
): Promise<number> {
  return revoquerSessions(
    services.db,
    session.compteId,
    { saufSession: session.id },
    services.clock.now(),
  );
}
