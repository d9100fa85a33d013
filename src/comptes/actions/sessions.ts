import { randomBytes } from 'node:crypto';
import type { Db } from '../../platform/db.ts';
import { Introuvable } from '../../platform/errors.ts';
import type { CookieToSet, Services } from '../../platform/http.ts';
import { decrireAppareil } from '../regles/appareil.ts';
import {
  insererSession,
  listerSessions,
  revoquerSessions,
  type SessionOuverte,
} from '../requetes/sessions.ts';
import { COOKIE_SESSION, empreinteDuJeton } from '../session.ts';

export const DUREE_LONGUE_JOURS = 90;
const DUREE_COURTE_HEURES = 12;
/** Le témoin survit à sa session : c'est lui qui rendra sa saisie à qui la tapait (reprise.ts). */
const SURVIE_DU_TEMOIN_JOURS = 30;

/** Le témoin à poser après une connexion. Courte, la session finit avec le navigateur. */
export function temoinDeSession(jeton: string, longue: boolean): CookieToSet {
  const jours = DUREE_LONGUE_JOURS + SURVIE_DU_TEMOIN_JOURS;
  return { name: COOKIE_SESSION, value: jeton, ...(longue ? { maxAge: jours * 86_400 } : {}) };
}

export function creerJeton(): string {
  return randomBytes(32).toString('base64url');
}

/** Ouvre une session et rend son jeton, que seul le navigateur gardera. Neuf à chaque connexion. */
export async function ouvrirSession(
  db: Db,
  s: { compteId: number; longue: boolean; userAgent: string; maintenant: Date; jeton?: string },
): Promise<string> {
  const jeton = s.jeton ?? creerJeton();
  const heures = s.longue ? DUREE_LONGUE_JOURS * 24 : DUREE_COURTE_HEURES;
  await insererSession(db, {
    empreinte: empreinteDuJeton(jeton),
    compteId: s.compteId,
    appareil: decrireAppareil(s.userAgent),
    longue: s.longue,
    le: s.maintenant,
    expireLe: new Date(s.maintenant.getTime() + heures * 3_600_000),
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
