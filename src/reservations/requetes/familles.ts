import { sql } from 'kysely';
import type { Db } from '../../platform/db.ts';
import type { Structures } from './agent.ts';

/** Une famille qu'un agent sert au guichet, et l'adulte au nom de qui il l'inscrit. */
export interface FamilleServie {
  id: number;
  nom: string;
  /** null : aucun adulte dans ce dossier. */
  adulte: { id: number; compteId: number; nom: string } | null;
}

/**
 * La famille, si cet agent la voit (Familles, règle 18). L'adulte est le premier rattaché à qui l'on
 * peut écrire : c'est lui qui apprendra ce qui a été fait.
 */
export async function chercherFamilleServie(
  db: Db,
  familleId: number,
  structures: Structures,
): Promise<FamilleServie | null> {
  const { rows } = await sql<FamilleServie>`
    select f.id, f.nom, (
      select jsonb_build_object('id', r.id, 'compteId', r.compte_id, 'nom', r.prenom || ' ' || r.nom)
      from rattachements ra join responsables r on r.id = ra.responsable_id
      join comptes c on c.id = r.compte_id
      where ra.famille_id = f.id
      order by c.courriel is null or c.ferme_le is not null, ra.depuis_le, r.id limit 1) as adulte
    from familles f
    where f.id = ${familleId} and f.fusionnee_dans is null and (${structures}::int[] is null or exists (
      select 1 from enfants e join demandes d on d.enfant_id = e.id
      join activites a on a.id = d.activite_id
      where e.famille_id = f.id and a.structure_id = any(${structures}::int[])))`.execute(db);
  return rows[0] ?? null;
}
