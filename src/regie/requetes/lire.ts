import { sql } from 'kysely';
import type { Db } from '../../platform/db.ts';
import type { Jour } from '../../platform/jours.ts';
import type { Mode } from '../regles/modes.ts';
import { NOM_DU_PAYEUR } from './payeurs.ts';

export interface PayeurTrouve {
  id: number;
  nom: string;
  enfants: string[];
  resteCentimes: number;
  creditCentimes: number;
}

const CREDIT = sql<number>`(
  (select coalesce(sum(montant_centimes), 0) from reglements
    where payeur_id = p.id and regie_id = regie)
  - (select coalesce(sum(i.montant_centimes), 0) from imputations i
    join reglements r on r.id = i.reglement_id
    where r.payeur_id = p.id and r.regie_id = regie))::int`;

const CHAMPS_PAYEUR = sql<PayeurTrouve>`p.id, ${NOM_DU_PAYEUR} as nom,
  array(select e.prenom || ' ' || e.nom from enfants e where e.famille_id = p.famille_id
    order by e.ne_le, e.id) as enfants,
  (select coalesce(sum(s.reste_centimes), 0)::int from soldes_factures s
    where s.payeur_id = p.id and s.regie_id = regie
      and not exists (select 1 from titres t where t.facture_id = s.facture_id))
    as "resteCentimes",
  ${CREDIT} as "creditCentimes"`;

/** Par des débuts de noms (d'un adulte, d'un enfant, de la famille, d'un tiers). */
export async function chercherPayeursParNom(
  db: Db,
  regieId: number,
  mots: readonly string[],
  limite: number,
): Promise<PayeurTrouve[]> {
  const criteres = mots.map((mot) => {
    const debut = sql`to_tsquery('simple', ${`${mot}:*`})`;
    return sql`(p.famille_id in (
      select id from familles where to_tsvector('simple', mots_de_recherche(nom)) @@ ${debut}
      union all
      select famille_id from enfants
      where to_tsvector('simple', mots_de_recherche(prenom || ' ' || nom)) @@ ${debut}
      union all
      select ra.famille_id from responsables r join rattachements ra on ra.responsable_id = r.id
      where to_tsvector('simple', mots_de_recherche(r.prenom || ' ' || r.nom)) @@ ${debut})
      or to_tsvector('simple', mots_de_recherche(p.nom)) @@ ${debut})`;
  });
  const { rows } = await sql<PayeurTrouve>`
    select ${CHAMPS_PAYEUR} from payeurs p, (values (${regieId}::int)) v(regie)
    where ${sql.join(criteres, sql` and `)} order by nom, p.id limit ${limite}`.execute(db);
  return rows;
}

/** Par un numéro de facture, de n'importe quel exercice. */
export async function chercherPayeursParFacture(
  db: Db,
  regieId: number,
  f: { exercice: number | null; numero: number },
): Promise<PayeurTrouve[]> {
  const { rows } = await sql<PayeurTrouve>`
    select ${CHAMPS_PAYEUR} from payeurs p, (values (${regieId}::int)) v(regie)
    where p.id in (select payeur_id from factures where regie_id = ${regieId}
      and numero = ${f.numero} and (${f.exercice}::int is null or exercice = ${f.exercice}))
    order by nom, p.id limit 50`.execute(db);
  return rows;
}

export async function chercherPayeur(
  db: Db,
  regieId: number,
  payeurId: number,
): Promise<PayeurTrouve | null> {
  const { rows } = await sql<PayeurTrouve>`
    select ${CHAMPS_PAYEUR} from payeurs p, (values (${regieId}::int)) v(regie)
    where p.id = ${payeurId}`.execute(db);
  return rows[0] ?? null;
}

export interface FactureAPayer {
  id: number;
  exercice: number;
  numero: number;
  jour: Jour;
  echeance: Jour;
  montantCentimes: number;
  resteCentimes: number;
}

export async function listerFacturesAPayer(
  db: Db,
  regieId: number,
  payeurId: number,
): Promise<FactureAPayer[]> {
  const { rows } = await sql<FactureAPayer>`
    select f.id, f.exercice, f.numero, f.jour, f.echeance,
      f.montant_centimes as "montantCentimes", s.reste_centimes as "resteCentimes"
    from soldes_factures s join factures f on f.id = s.facture_id
    where s.payeur_id = ${payeurId} and s.regie_id = ${regieId} and s.reste_centimes > 0
      and not exists (select 1 from titres t where t.facture_id = f.id)
    order by f.jour, f.id`.execute(db);
  return rows;
}

export interface LigneDuJournal {
  id: number;
  exercice: number;
  numero: number;
  jour: Jour;
  payeur: string;
  mode: Mode;
  reference: string;
  emetteur: string;
  montantCentimes: number;
  motif: string | null;
  encaissePar: string | null;
}

export interface FiltreJournal {
  du: Jour;
  au: Jour;
  mode: Mode | null;
}

/** Le journal des encaissements, dans l'ordre des quittances. */
export async function listerEncaissements(
  db: Db,
  regieId: number,
  f: FiltreJournal,
  limite: number,
): Promise<LigneDuJournal[]> {
  const { rows } = await sql<LigneDuJournal>`
    select r.id, r.exercice, r.numero, r.jour, ${NOM_DU_PAYEUR} as payeur, r.mode, r.reference,
      r.emetteur, r.montant_centimes as "montantCentimes", r.motif,
      (select a.prenom || ' ' || a.nom from agents a where a.compte_id = r.encaisse_par)
        as "encaissePar"
    from reglements r join payeurs p on p.id = r.payeur_id
    where r.regie_id = ${regieId} and r.jour between ${f.du} and ${f.au}
      and (${f.mode}::text is null or r.mode = ${f.mode})
    order by r.exercice, r.numero limit ${limite}`.execute(db);
  return rows;
}

export interface ReglementALire extends LigneDuJournal {
  regieId: number;
  payeurId: number;
  encaisseLe: Date;
  contrepassePar: number | null;
  contrepasseDe: number | null;
  demandeEnCours: boolean;
  imputations: { exercice: number; numero: number; montantCentimes: number }[];
}

export async function chercherReglementALire(db: Db, id: number): Promise<ReglementALire | null> {
  const { rows } = await sql<ReglementALire>`
    select r.id, r.regie_id as "regieId", r.payeur_id as "payeurId", r.exercice, r.numero, r.jour,
      ${NOM_DU_PAYEUR} as payeur, r.mode, r.reference, r.emetteur, r.motif,
      r.montant_centimes as "montantCentimes", r.encaisse_le as "encaisseLe",
      (select a.prenom || ' ' || a.nom from agents a where a.compte_id = r.encaisse_par)
        as "encaissePar",
      (select c.id from reglements c where c.contrepasse = r.id) as "contrepassePar",
      r.contrepasse as "contrepasseDe",
      exists (select 1 from demandes_de_contrepassation d
        where d.reglement_id = r.id and d.decidee_le is null) as "demandeEnCours",
      (select coalesce(jsonb_agg(jsonb_build_object('exercice', f.exercice, 'numero', f.numero,
          'montantCentimes', i.montant) order by f.jour, f.id), '[]')
        from (select facture_id, sum(montant_centimes) as montant from imputations
          where reglement_id = r.id group by facture_id having sum(montant_centimes) <> 0) i
        join factures f on f.id = i.facture_id) as imputations
    from reglements r join payeurs p on p.id = r.payeur_id where r.id = ${id}`.execute(db);
  return rows[0] ?? null;
}
