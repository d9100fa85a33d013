import { sql } from 'kysely';
import type { Db, Tx } from '../../../platform/db.ts';
import type { FactureAnnoncee } from '../courriels.tsx';

export interface CampagneAEnvoyer {
  id: number;
  mois: string;
  regie: string;
  emiseLe: Date | null;
  envoyeeLe: Date | null;
}

export async function chercherCampagne(db: Db, campagneId: number) {
  return lire(db, campagneId, sql``);
}

/** Tient la campagne : deux agents qui envoient ensemble se suivent. */
export async function verrouillerCampagne(tx: Tx, campagneId: number) {
  return lire(tx, campagneId, sql`for no key update of c`);
}

async function lire(db: Db, campagneId: number, verrou: ReturnType<typeof sql>) {
  const { rows } = await sql<CampagneAEnvoyer>`
    select c.id, c.mois, r.nom as regie, c.emise_le as "emiseLe", c.envoyee_le as "envoyeeLe"
    from campagnes c join regies r on r.id = c.regie_id
    where c.id = ${campagneId} ${verrou}`.execute(db);
  return rows[0] ?? null;
}

export interface Adresse {
  courriel: string;
  prenom: string | null;
  /** Le tiers n'a pas d'accès au portail. */
  aUnAcces: boolean;
}

export interface FactureAEnvoyer extends Omit<FactureAnnoncee, 'prenom'> {
  id: number;
  /** Les adultes qui ont choisi la facture électronique, ou le tiers ; vide : papier. */
  adresses: Adresse[];
  familleId: number | null;
}

/** Les factures de la campagne qui ne sont pas encore parties. */
export async function listerFacturesAEnvoyer(
  db: Db,
  campagneId: number,
  limite: number,
): Promise<FactureAEnvoyer[]> {
  const { rows } = await sql<FactureAEnvoyer>`
    select f.id, f.exercice, f.numero, f.du, f.au, f.echeance,
      f.montant_centimes as "montantCentimes", s.reste_centimes as "resteCentimes",
      p.famille_id as "familleId", (select nom from collectivites) as collectivite, adresses_electroniques(f.payeur_id) as adresses
    from factures f
      join payeurs p on p.id = f.payeur_id
      join soldes_factures s on s.facture_id = f.id
    where f.campagne_id = ${campagneId} and f.genre = 'facture'
      and not exists (select from envois_de_factures e where e.facture_id = f.id)
    order by f.numero limit ${limite}`.execute(db);
  return rows;
}

export async function insererEnvois(
  tx: Tx,
  envois: readonly { factureId: number; voie: 'courriel' | 'papier' }[],
  le: Date,
): Promise<void> {
  await sql`
    insert into envois_de_factures (facture_id, voie, envoyee_le)
    select e.id, e.voie, ${le} from unnest(${envois.map((e) => e.factureId)}::int[],
      ${envois.map((e) => e.voie)}::text[]) e(id, voie)`.execute(tx);
}

export async function marquerEnvoyee(tx: Tx, campagneId: number, le: Date): Promise<void> {
  await sql`update campagnes set envoyee_le = ${le} where id = ${campagneId}`.execute(tx);
}

export interface CompteDesEnvois {
  factures: number;
  courriel: number;
  papier: number;
}

export async function compterEnvois(db: Db, campagneId: number): Promise<CompteDesEnvois> {
  const { rows } = await sql<CompteDesEnvois>`
    select count(*)::int as factures,
      count(*) filter (where e.voie = 'courriel')::int as courriel,
      count(*) filter (where e.voie = 'papier')::int as papier
    from factures f left join envois_de_factures e on e.facture_id = f.id
    where f.campagne_id = ${campagneId} and f.genre = 'facture'`.execute(db);
  return rows[0] ?? { factures: 0, courriel: 0, papier: 0 };
}

/** Le courrier, dans l'ordre où la poste le trie : code postal, commune, nom. */
export async function listerCourrier(db: Db, campagneId: number): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select f.id from factures f
      join envois_de_factures e on e.facture_id = f.id and e.voie = 'papier'
      cross join lateral (
        select adresse_du_payeur(f.payeur_id) || jsonb_strip_nulls(f.destinataire) as d) a
    where f.campagne_id = ${campagneId} and f.genre = 'facture'
    order by d ->> 'codePostal', d ->> 'commune' collate "fr-x-icu",
      d ->> 'nom' collate "fr-x-icu", f.numero`.execute(db);
  return rows.map((r) => r.id);
}
