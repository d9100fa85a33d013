import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Db } from '../platform/db.ts';
import { prolonger } from './regles/sessions.ts';

export const COOKIE_SESSION = 'preau_session';

/** Qui est connecté. Un même compte peut être celui d'un parent et celui d'un agent. */
export interface Session {
  id: number;
  compteId: number;
  identifiant: string;
  /** La double authentification est posée sur ce compte, et son code a été donné ici. */
  doubleAuthentification: boolean;
  responsable: { id: number; prenom: string; nom: string; familles: number[] } | null;
  agent: {
    id: number;
    prenom: string;
    nom: string;
    role: string;
    structures: number[] | null;
  } | null;
}
export type SessionFamille = Session & { responsable: NonNullable<Session['responsable']> };
export type SessionAgent = Session & { agent: NonNullable<Session['agent']> };

/** Le jeton ne vit que dans le navigateur : la base n'en garde que l'empreinte. */
export function empreinteDuJeton(jeton: string): Buffer {
  return createHash('sha256').update(jeton).digest();
}

interface Ligne {
  id: number;
  compte_id: number;
  identifiant: string;
  double_authentification: boolean;
  responsable: Session['responsable'];
  agent: Session['agent'];
  vue_le: Date;
  creee_le: Date;
  longue: boolean;
}

const CINQ_MINUTES = 5 * 60_000;

/**
 * La session ouverte de ce jeton, ou null : inconnue, expirée, révoquée, compte fermé. Celle qui
 * attend encore son code n'en est pas une : aucune page ne peut l'oublier.
 */
export async function chercherSession(
  db: Db,
  jeton: string,
  maintenant: Date,
): Promise<Session | null> {
  const empreinte = empreinteDuJeton(jeton);
  const { rows } = await sql<Ligne>`
    select s.id, s.compte_id, s.vue_le, s.creee_le, s.longue, c.identifiant::text as identifiant,
      f.compte_id is not null as double_authentification,
      (select jsonb_build_object('id', r.id, 'prenom', r.prenom, 'nom', r.nom, 'familles',
          (select coalesce(jsonb_agg(famille_id order by famille_id), '[]') from rattachements
           where responsable_id = r.id))
       from responsables r where r.compte_id = c.id) as responsable,
      (select jsonb_build_object('id', a.id, 'prenom', a.prenom, 'nom', a.nom, 'role', a.role, 'structures',
          (select jsonb_agg(structure_id order by structure_id) from agents_structures
           where agent_id = a.id))
       from agents a where a.compte_id = c.id and a.suspendu_le is null) as agent
    from sessions s join comptes c on c.id = s.compte_id
      left join doubles_authentifications f on f.compte_id = c.id
    where s.empreinte = ${empreinte} and s.revoquee_le is null and s.expire_le > ${maintenant}
      and c.ferme_le is null
      and (f.compte_id is null or s.code_donne_le is not null)`.execute(db);
  const ligne = rows[0];
  if (!ligne) return null;
  // Une écriture toutes les cinq minutes au plus : la page « mes appareils » n'a pas besoin de mieux.
  if (maintenant.getTime() - ligne.vue_le.getTime() > CINQ_MINUTES) {
    const fin = ligne.longue && !ligne.agent ? prolonger(ligne.creee_le, maintenant) : null;
    await sql`
      update sessions set vue_le = ${maintenant}, expire_le = greatest(expire_le, ${fin}::timestamptz)
      where empreinte = ${empreinte}`.execute(db);
  }
  return {
    id: ligne.id,
    compteId: ligne.compte_id,
    identifiant: ligne.identifiant,
    doubleAuthentification: ligne.double_authentification,
    responsable: ligne.responsable,
    agent: ligne.agent,
  };
}
