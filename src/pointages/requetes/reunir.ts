import { sql } from 'kysely';
import type { Tx } from '../../platform/db.ts';

/**
 * Les pointages d'un enfant en double passent sous un seul numéro. Le même moment pointé deux fois :
 * « présent » l'emporte, sinon celui de la fiche qui reste ; l'autre se garde parmi les corrections
 * (Fusions, règle 5).
 */
export async function reunirPointages(
  tx: Tx,
  { de, vers, le }: { de: readonly number[]; vers: readonly number[]; le: Date },
): Promise<void> {
  const enDouble = sql`
    unnest(${de}::int[], ${vers}::int[]) as p (de, vers)
      join pointages d on d.enfant_id = p.de
      join pointages g on g.enfant_id = p.vers and g.prestation_id = d.prestation_id
        and g.jour = d.jour`;
  const disparueLEmporte = sql`(d.etat = 'present' and g.etat <> 'present')`;
  await sql`
    insert into pointages_corriges
      (pointage_id, etat, arrivee, depart, motif, pointe_le, pointe_par, corrige_le)
    select g.id, x.etat, x.arrivee, x.depart, x.motif, x.pointe_le, x.pointe_par, ${le}
    from ${enDouble} join pointages x on x.id = case when ${disparueLEmporte} then g.id else d.id end
  `.execute(tx);
  await sql`
    update pointages_corriges c set pointage_id = g.id from ${enDouble}
    where c.pointage_id = d.id`.execute(tx);
  await sql`
    update pointages x set etat = d.etat, arrivee = d.arrivee, depart = d.depart, motif = d.motif,
      pointe_le = d.pointe_le, pointe_par = d.pointe_par
    from ${enDouble} where x.id = g.id and ${disparueLEmporte}`.execute(tx);
  await sql`delete from pointages x using ${enDouble} where x.id = d.id`.execute(tx);
  await sql`
    update pointages x set enfant_id = p.vers
    from unnest(${de}::int[], ${vers}::int[]) as p (de, vers) where x.enfant_id = p.de`.execute(tx);
}
