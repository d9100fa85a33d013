import { sql } from 'kysely';
import type { Db, Tx } from '../../platform/db.ts';
import type { Jour } from '../../platform/jours.ts';
import type { Coordonnees } from '../regles/coordonnees.ts';

export interface FicheResponsable {
  id: number;
  civilite: string;
  prenom: string;
  nom: string;
  courriel: string | null;
  coordonnees: Coordonnees;
  /** Change à chaque enregistrement ; vide tant qu'il n'y en a pas eu. */
  version: string;
  familles: { id: number; nom: string; communeRetenue: string | null }[];
}

type LigneFiche = Omit<FicheResponsable, 'coordonnees'> & Coordonnees;

/** La fiche de l'adulte connecté, ou null. */
export async function chercherFiche(
  db: Db,
  responsableId: number,
): Promise<FicheResponsable | null> {
  const { rows } = await sql<LigneFiche>`
    select r.id, r.civilite, r.prenom, r.nom, c.courriel::text as courriel,
      r.adresse, r.code_postal as "codePostal", r.commune, r.telephone, r.portable,
      r.facture_electronique as "factureElectronique",
      coalesce(r.modifie_le::text, '') as version,
      (select coalesce(jsonb_agg(jsonb_build_object(
          'id', f.id, 'nom', f.nom, 'communeRetenue', co.nom) order by f.nom, f.id), '[]')
       from rattachements ra join familles f on f.id = ra.famille_id
       left join communes co on co.code_insee = f.code_insee
       where ra.responsable_id = r.id) as familles
    from responsables r join comptes c on c.id = r.compte_id
    where r.id = ${responsableId}`.execute(db);
  return rows[0] ? ficheDe(rows[0]) : null;
}

/** Retient la ligne jusqu'à la fin de la transaction : deux onglets passent l'un après l'autre. */
export async function verrouillerResponsable(tx: Tx, responsableId: number): Promise<void> {
  await sql`select id from responsables where id = ${responsableId} for update`.execute(tx);
}

export async function enregistrerCoordonnees(
  tx: Tx,
  responsableId: number,
  c: Coordonnees,
  le: Date,
): Promise<void> {
  await sql`
    update responsables set adresse = ${c.adresse}, code_postal = ${c.codePostal},
      commune = ${c.commune}, telephone = ${c.telephone}, portable = ${c.portable},
      facture_electronique = ${c.factureElectronique}, modifie_le = ${le}
    where id = ${responsableId}`.execute(tx);
}

function ficheDe(l: LigneFiche): FicheResponsable {
  const { adresse, codePostal, commune, telephone, portable, factureElectronique, ...reste } = l;
  return {
    ...reste,
    coordonnees: { adresse, codePostal, commune, telephone, portable, factureElectronique },
  };
}

export interface EnfantDeFamille {
  id: number;
  familleId: number;
  famille: string;
  prenom: string;
  nom: string;
  neLe: Jour;
  scolarites: { annee: string; ecole: string; classe: string; niveau: string }[];
}

/** Les enfants de ces familles et leurs classes de ces années scolaires. */
export async function listerEnfants(
  db: Db,
  familles: readonly number[],
  annees: readonly string[],
): Promise<EnfantDeFamille[]> {
  const { rows } = await sql<EnfantDeFamille>`
    select e.id, e.famille_id as "familleId", f.nom as famille, e.prenom, e.nom, e.ne_le as "neLe",
      (select coalesce(jsonb_agg(jsonb_build_object('annee', s.annee_scolaire, 'ecole', ec.nom,
          'classe', c.nom, 'niveau', c.niveau) order by s.annee_scolaire), '[]')
       from scolarites s join classes c on c.id = s.classe_id join ecoles ec on ec.id = c.ecole_id
       where s.enfant_id = e.id and s.annee_scolaire = any(${annees})) as scolarites
    from enfants e join familles f on f.id = e.famille_id
    where e.famille_id = any(${familles})
    order by f.nom, f.id, e.ne_le, e.prenom, e.id`.execute(db);
  return rows;
}
