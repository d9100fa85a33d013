import { sql } from 'kysely';
import type { Tx } from '../../platform/db.ts';

interface Ligne {
  prenom: string;
  nom: string;
  courriel: string;
  motDePasseHache: string | null;
  le: Date;
}

export async function insererAdministrateur(
  tx: Tx,
  a: Ligne,
): Promise<{ compteId: number; agentId: number }> {
  const activeLe = a.motDePasseHache === null ? null : a.le;
  const { rows } = await sql<{ compteId: number; agentId: number }>`
    with c as (
      insert into comptes (identifiant, courriel, mot_de_passe_hache, active_le, cree_le)
      values (${a.courriel}, ${a.courriel}, ${a.motDePasseHache}, ${activeLe}, ${a.le})
      returning id)
    insert into agents (compte_id, prenom, nom, role, cree_le)
    select id, ${a.prenom}, ${a.nom}, 'administrateur', ${a.le} from c
    returning compte_id as "compteId", id as "agentId"`.execute(tx);
  const [ligne] = rows;
  if (!ligne) throw new Error('L’administrateur n’a pas été créé.');
  return ligne;
}
