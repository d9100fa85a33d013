import { type RawBuilder, sql } from 'kysely';
import type { Db, Tx } from '../../../platform/db.ts';
import type { Jour } from '../../../platform/jours.ts';
import type { Adresse } from '../envoi/requetes.ts';
import { emetteurDeLaRegie, paieEnLigne } from '../requetes.ts';
import { type Degre, type FaitsImpaye, TRANCHES_D_AGE } from './regles.ts';

/** Une facture impayée, ses faits, et à qui écrire. */
export interface Impaye extends FaitsImpaye {
  factureId: number;
  regieId: number;
  payeurId: number;
  familleId: number | null;
  exercice: number;
  numero: number;
  du: Jour;
  au: Jour;
  /** Nom et adresse du payeur, tels qu'aujourd'hui. */
  destinataire: unknown;
  nom: string;
  adresses: Adresse[];
}

/** Les factures échues qui ne sont ni soldées ni passées en titre, la plus ancienne d'abord. */
export function listerEchus(db: Db, aujourdhui: Jour, fuseau: string): Promise<Impaye[]> {
  return lister(db, sql`f.echeance < ${aujourdhui}`, fuseau);
}

/** Celles-ci, soldées ou non : sous le verrou de leurs payeurs. */
export function relireImpayes(tx: Tx, factureIds: readonly number[], fuseau: string) {
  return lister(tx, sql`f.id = any(${factureIds}::int[])`, fuseau);
}

async function lister(db: Db, filtre: RawBuilder<unknown>, fuseau: string): Promise<Impaye[]> {
  const { rows } = await sql<Impaye>`
    select f.id as "factureId", f.regie_id as "regieId", f.payeur_id as "payeurId",
      p.famille_id as "familleId", f.exercice, f.numero, f.echeance, f.du, f.au,
      s.reste_centimes as "resteCentimes", a.d as destinataire, a.d ->> 'nom' as nom,
      adresses_electroniques(f.payeur_id) as adresses,
      (select jsonb_build_object('degre', r.degre,
          'jour', to_char(r.faite_le at time zone ${fuseau}, 'YYYY-MM-DD'))
        from relances r where r.facture_id = f.id order by r.degre desc limit 1) as "derniereRelance",
      exists (select from contestations c where c.facture_id = f.id and c.repondue_le is null)
        as contestee,
      exists (select from paiements_factures pf join paiements_en_ligne e on e.id = pf.paiement_id
          where pf.facture_id = f.id and e.etat in ('a_ouvrir', 'en_cours'))
        or exists (select from prelevements v where v.facture_id = f.id
          and v.reglement_id is null and v.rejete_le is null) as "paiementEnCours"
    from soldes_factures s
      join factures f on f.id = s.facture_id
      join payeurs p on p.id = f.payeur_id
      cross join lateral (select adresse_du_payeur(f.payeur_id) as d) a
    where ${filtre} and s.reste_centimes > 0
      and not exists (select from titres t where t.facture_id = f.id)
    order by f.echeance, f.id`.execute(db);
  return rows;
}

/** Premier verrou de l'argent : les payeurs, par numéro. */
export async function verrouillerPayeursDe(tx: Tx, factureIds: readonly number[]): Promise<void> {
  await sql`
    select p.id from payeurs p
    where p.id in (select payeur_id from factures where id = any(${factureIds}::int[]))
    order by p.id for no key update`.execute(tx);
}

export interface TrancheDue {
  regie: string;
  tranche: number;
  factures: number;
  centimes: number;
}

/** Le reste dû de chaque régie, par retard. */
export async function lireBalanceAgee(db: Db, aujourdhui: Jour): Promise<TrancheDue[]> {
  const bornes = TRANCHES_D_AGE.slice(0, -1).map((t) => t.auPlus + 1);
  const { rows } = await sql<TrancheDue>`
    select r.nom as regie, width_bucket(${aujourdhui}::date - s.echeance, ${bornes}::int[]) as tranche,
      count(*)::int as factures, sum(s.reste_centimes)::int as centimes
    from soldes_factures s join regies r on r.id = s.regie_id
    where s.reste_centimes > 0
      and not exists (select from titres t where t.facture_id = s.facture_id)
    group by r.code, r.nom, 2 order by r.code, 2`.execute(db);
  return rows;
}

export interface RegieDeRelance {
  id: number;
  nom: string;
  emetteur: unknown;
  enLigne: boolean;
}

export async function lireRegies(db: Db): Promise<Map<number, RegieDeRelance>> {
  const { rows } = await sql<RegieDeRelance>`
    select r.id, r.nom, ${emetteurDeLaRegie()} as emetteur, ${paieEnLigne()} as "enLigne"
    from regies r`.execute(db);
  return new Map(rows.map((r) => [r.id, r]));
}

export interface RelanceAInserer {
  factureId: number;
  degre: Degre;
  montantCentimes: number;
  voie: 'courriel' | 'papier';
}

export async function insererRelances(
  tx: Tx,
  relances: readonly RelanceAInserer[],
  le: Date,
): Promise<void> {
  await sql`
    insert into relances (facture_id, degre, montant_centimes, voie, faite_le)
    select r."factureId", r.degre, r."montantCentimes", r.voie, ${le}
    from jsonb_to_recordset(${JSON.stringify(relances)}::jsonb)
      r("factureId" int, degre int, "montantCentimes" int, voie text)`.execute(tx);
}

/** Une facture relancée sur papier ce jour-là, avec ce qu'elle devait alors. */
export interface RelancePapier {
  regieId: number;
  payeurId: number;
  degre: Degre;
  exercice: number;
  numero: number;
  du: Jour;
  au: Jour;
  echeance: Jour;
  resteCentimes: number;
  destinataire: unknown;
}

/** Dans l'ordre de la poste ; les factures d'un payeur se suivent. */
export async function listerRelancesPapier(
  db: Db,
  jour: Jour,
  fuseau: string,
): Promise<RelancePapier[]> {
  const { rows } = await sql<RelancePapier>`
    select f.regie_id as "regieId", f.payeur_id as "payeurId", r.degre, f.exercice, f.numero, f.du,
      f.au, f.echeance, r.montant_centimes as "resteCentimes", a.d as destinataire
    from relances r join factures f on f.id = r.facture_id
      cross join lateral (select adresse_du_payeur(f.payeur_id) as d) a
    where r.voie = 'papier'
      and r.faite_le >= ${jour}::date::timestamp at time zone ${fuseau}
      and r.faite_le < (${jour}::date + 1)::timestamp at time zone ${fuseau}
    order by a.d ->> 'codePostal', a.d ->> 'commune' collate "fr-x-icu",
      a.d ->> 'nom' collate "fr-x-icu", f.payeur_id, f.regie_id, f.echeance, f.id`.execute(db);
  return rows;
}

/** Les jours où des relances sont parties sur papier, le plus récent d'abord. */
export async function listerJoursDeCourrier(db: Db, fuseau: string, limite: number) {
  const { rows } = await sql<{ jour: Jour; relances: number }>`
    select to_char(faite_le at time zone ${fuseau}, 'YYYY-MM-DD') as jour, count(*)::int as relances
    from relances where voie = 'papier' group by 1 order by 1 desc limit ${limite}`.execute(db);
  return rows;
}
