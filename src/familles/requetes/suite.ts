import { sql } from 'kysely';
import type { Db } from '../../platform/db.ts';
import type { Jour } from '../../platform/jours.ts';
import type { EtatVivant } from '../../reservations/regles/types.ts';
import type { StructuresVues } from './services.ts';

/** Ce qu'un enfant a devant lui dans une activité, état par état. */
export interface AVenir {
  enfant: string;
  activite: string;
  etat: EtatVivant;
  jours: number;
  premier: Jour;
  dernier: Jour;
}

export async function listerAVenir(
  db: Db,
  structures: StructuresVues,
  familleId: number,
  aujourdhui: Jour,
): Promise<AVenir[]> {
  const { rows } = await sql<AVenir>`
    select e.prenom as enfant, a.nom as activite, r.etat, count(distinct r.jour)::int as jours,
      min(r.jour) as premier, max(r.jour) as dernier
    from enfants e join reservations r on r.enfant_id = e.id
      join prestations p on p.id = r.prestation_id join activites a on a.id = p.activite_id
    where e.famille_id = ${familleId} and r.jour >= ${aujourdhui}::date
      and r.etat in ('demandee', 'en_liste_attente', 'validee')
      and (${structures}::int[] is null or a.structure_id = any(${structures}::int[]))
    group by e.id, a.id, r.etat order by e.ne_le, e.id, a.ordre, a.nom, r.etat desc`.execute(db);
  return rows;
}

export interface FactureDuDossier {
  id: number;
  numero: string;
  payeur: string;
  jour: Jour;
  echeance: Jour;
  montantCentimes: number;
  resteCentimes: number;
}

/** Les dernières factures des payeurs de ce dossier, et ce qui en reste. */
export async function listerFacturesDuDossier(
  db: Db,
  familleId: number,
  limite: number,
): Promise<FactureDuDossier[]> {
  const { rows } = await sql<FactureDuDossier>`
    select f.id, f.exercice || '-' || lpad(f.numero::text, 5, '0') as numero,
      f.destinataire->>'nom' as payeur, f.jour, f.echeance, s.montant_centimes as "montantCentimes",
      s.reste_centimes as "resteCentimes"
    from payeurs p join factures f on f.payeur_id = p.id and f.genre = 'facture'
      join soldes_factures s on s.facture_id = f.id
    where p.famille_id = ${familleId} order by f.jour desc, f.id desc limit ${limite}`.execute(db);
  return rows;
}
