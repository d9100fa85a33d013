import { sql } from 'kysely';
import type { Db, Tx } from '../../platform/db.ts';
import type { Jour, Mois } from '../../platform/jours.ts';

export interface Campagne {
  id: number;
  regieId: number;
  regie: string;
  mois: Mois;
  delaiDePaiementJours: number;
  commenceeLe: Date | null;
  emiseLe: Date | null;
  envoyeeLe: Date | null;
}

const CHAMPS = sql`c.id, c.regie_id as "regieId", r.nom as regie, to_char(c.mois, 'YYYY-MM') as mois,
  r.delai_de_paiement_jours as "delaiDePaiementJours", c.emission_commencee_le as "commenceeLe",
  c.emise_le as "emiseLe", c.envoyee_le as "envoyeeLe"`;

export async function chercherCampagne(db: Db, id: number): Promise<Campagne | null> {
  const { rows } = await sql<Campagne>`
    select ${CHAMPS} from campagnes c join regies r on r.id = c.regie_id where c.id = ${id}`.execute(
    db,
  );
  return rows[0] ?? null;
}

/** La campagne, verrouillée : deux émissions se suivent, elles ne se croisent pas. */
export async function verrouillerCampagne(tx: Tx, id: number): Promise<Campagne | null> {
  const { rows } = await sql<Campagne>`
    select ${CHAMPS} from campagnes c join regies r on r.id = c.regie_id where c.id = ${id}
    for no key update of c`.execute(tx);
  return rows[0] ?? null;
}

export interface CampagneResumee extends Campagne {
  factures: number;
  totalCentimes: number;
}

export async function listerCampagnes(db: Db): Promise<CampagneResumee[]> {
  const { rows } = await sql<CampagneResumee>`
    select ${CHAMPS}, f.nombre as factures, f.total as "totalCentimes"
    from campagnes c join regies r on r.id = c.regie_id
    cross join lateral (
      select count(*)::int as nombre, coalesce(sum(montant_centimes), 0)::int as total
      from factures where campagne_id = c.id and genre = 'facture') f
    order by c.mois desc, r.nom`.execute(db);
  return rows;
}

export async function listerRegies(db: Db): Promise<{ id: number; nom: string }[]> {
  const { rows } = await sql<{ id: number; nom: string }>`
    select id, nom from regies order by nom`.execute(db);
  return rows;
}

/** Ouvre la campagne de ce mois, ou rend celle qui l'est déjà. */
export async function insererCampagne(
  tx: Tx,
  c: { regieId: number; mois: Mois; le: Date; compteId: number | null },
): Promise<{ id: number; nouvelle: boolean }> {
  const { rows } = await sql<{ id: number }>`
    insert into campagnes (regie_id, mois, ouverte_le, ouverte_par)
    values (${c.regieId}, ${`${c.mois}-01`}, ${c.le}, ${c.compteId})
    on conflict on constraint une_seule_campagne_par_mois do nothing returning id`.execute(tx);
  if (rows[0]) return { id: rows[0].id, nouvelle: true };
  const deja = await sql<{ id: number }>`
    select id from campagnes where regie_id = ${c.regieId} and mois = ${`${c.mois}-01`}`.execute(
    tx,
  );
  const [ligne] = deja.rows;
  if (!ligne) throw new Error('La campagne n’est ni ouverte ni ouvrable.');
  return { id: ligne.id, nouvelle: false };
}

export async function marquerCampagne(
  tx: Tx,
  id: number,
  etape: 'commencee' | 'emise',
  le: Date,
): Promise<void> {
  await (etape === 'commencee'
    ? sql`update campagnes set emission_commencee_le = coalesce(emission_commencee_le, ${le}) where id = ${id}`
    : sql`update campagnes set emise_le = coalesce(emise_le, ${le}) where id = ${id}`
  ).execute(tx);
}

/** Les payeurs que cette campagne a déjà facturés, eux ou celui qu'ils ont repris (Fusions, règle 7). */
export async function listerPayeursFactures(db: Db, campagneId: number): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select f.payeur_id as id from factures f
    where f.campagne_id = ${campagneId} and f.genre = 'facture'
    union
    select p.repris_par from factures f join payeurs p on p.id = f.payeur_id
    where f.campagne_id = ${campagneId} and f.genre = 'facture' and p.repris_par is not null`.execute(
    db,
  );
  return rows.map((r) => r.id);
}

export interface FactureDeCampagne {
  id: number;
  exercice: number;
  numero: number;
  payeur: string;
  montantCentimes: number;
  resteCentimes: number;
  avoirCentimes: number;
  voie: 'courriel' | 'papier' | null;
}

export async function listerFacturesDeCampagne(
  db: Db,
  campagneId: number,
): Promise<FactureDeCampagne[]> {
  const { rows } = await sql<FactureDeCampagne>`
    select f.id, f.exercice, f.numero, f.destinataire ->> 'nom' as payeur,
      s.montant_centimes as "montantCentimes", s.reste_centimes as "resteCentimes",
      s.avoir_centimes as "avoirCentimes", e.voie
    from factures f join soldes_factures s on s.facture_id = f.id
    left join envois_de_factures e on e.facture_id = f.id
    where f.campagne_id = ${campagneId} order by f.exercice, f.numero`.execute(db);
  return rows;
}

/** Ce que chaque payeur a payé le mois d'avant à cette régie, pour voir les sauts. */
export async function listerMontantsPrecedents(
  db: Db,
  regieId: number,
  mois: Mois,
): Promise<Map<number, number>> {
  const { rows } = await sql<{ payeurId: number; centimes: number }>`
    select f.payeur_id as "payeurId", sum(f.montant_centimes)::int as centimes
    from factures f join campagnes c on c.id = f.campagne_id
    where c.regie_id = ${regieId} and c.mois = ${`${mois}-01`}::date - interval '1 month'
    group by f.payeur_id`.execute(db);
  return new Map(rows.map((r) => [r.payeurId, r.centimes]));
}

export interface PayeurNomme {
  id: number;
  familleId: number | null;
  nom: string;
  sansAdresse: boolean;
}

export async function nommerPayeurs(db: Db, ids: readonly number[]): Promise<PayeurNomme[]> {
  const { rows } = await sql<PayeurNomme>`
    select p.id, p.famille_id as "familleId", a.adresse ->> 'nom' as nom,
      a.adresse ->> 'adresse' = '' or a.adresse ->> 'commune' = '' as "sansAdresse"
    from payeurs p cross join lateral (select adresse_du_payeur(p.id) as adresse) a
    where p.id = any(${ids}::int[])`.execute(db);
  return rows;
}

export interface Emission {
  campagneId: number;
  regieId: number;
  exercice: number;
  jour: Jour;
  echeance: Jour;
  du: Jour;
  au: Jour;
  le: Date;
  compteId: number | null;
}
