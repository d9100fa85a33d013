import { sql } from 'kysely';
import type { Db, Tx } from '../../platform/db.ts';
import type { Jour } from '../../platform/jours.ts';
import type { LigneDuReleve } from '../regles/releve-du-tresor.ts';
import type { EtatDePaiement } from '../regles/suites.ts';

export interface PaiementSuivi {
  id: number;
  regieId: number;
  regie: string;
  fournisseur: 'payfip' | 'lyra';
  payeurId: number;
  payeur: string;
  etat: EtatDePaiement;
  montantCentimes: number;
  reference: string;
  creeLe: Date;
  ouvertLe: Date | null;
  concluLe: Date | null;
  verifications: number;
  echecs: number;
  anomalie: string | null;
  resultat: Record<string, string> | null;
  decision: 'encaisse' | 'ecarte' | null;
  motif: string | null;
}

const SUIVI = sql`
  select pe.id, pe.regie_id as "regieId", r.nom as regie, pe.fournisseur, pe.payeur_id as "payeurId",
    coalesce(p.nom, re.prenom || ' ' || re.nom, 'Famille ' || f.nom) as payeur, pe.etat,
    pe.montant_centimes as "montantCentimes", pe.reference, pe.cree_le as "creeLe", pe.ouvert_le as "ouvertLe",
    pe.conclu_le as "concluLe", pe.verifications, pe.echecs, pe.anomalie, pe.resultat,
    pe.decision, pe.motif
  from paiements_en_ligne pe join regies r on r.id = pe.regie_id
  join payeurs p on p.id = pe.payeur_id left join familles f on f.id = p.famille_id
  left join responsables re on re.id = p.responsable_id`;

/** Ce qui attend une personne (la quarantaine) ou le Trésor. */
export async function listerPaiementsASuivre(db: Db, limite: number): Promise<PaiementSuivi[]> {
  const { rows } = await sql<PaiementSuivi>`${SUIVI}
    where (pe.etat = 'anomalie' and pe.decision is null) or pe.etat in ('a_ouvrir', 'en_cours')
    order by pe.etat = 'anomalie' desc, pe.cree_le desc, pe.id limit ${limite}`.execute(db);
  return rows;
}

/** Les opérations Lyra expirées depuis, sans qu'on sache si elles sont payées (règle 17). */
export async function listerSansNouvelle(
  db: Db,
  depuis: Date,
  limite: number,
): Promise<PaiementSuivi[]> {
  const { rows } = await sql<PaiementSuivi>`${SUIVI}
    where pe.fournisseur = 'lyra' and pe.etat = 'expire' and pe.ouvert_le is not null
      and pe.conclu_le >= ${depuis}
    order by pe.conclu_le desc, pe.id limit ${limite}`.execute(db);
  return rows;
}

export async function chercherPaiementSuivi(db: Db, id: number): Promise<PaiementSuivi | null> {
  const { rows } = await sql<PaiementSuivi>`${SUIVI} where pe.id = ${id}`.execute(db);
  return rows[0] ?? null;
}

export interface JourneeRapprochee {
  jour: Jour;
  regie: string;
  iciCentimes: number;
  tresorCentimes: number;
  ecarts: number;
}

/** Par jour et par régie : encaissé ici, annoncé par le Trésor, et les lignes sans pendant. */
export async function listerJourneesRapprochees(
  db: Db,
  depuis: Jour,
): Promise<JourneeRapprochee[]> {
  const { rows } = await sql<JourneeRapprochee>`
    with lignes as (
      select re.regie_id, re.jour, re.montant_centimes as ici, 0 as tresor,
        (not exists (select from releves_du_tresor t where t.regie_id = re.regie_id
          and t.reference = pe.reference and t.montant_centimes = re.montant_centimes))::int as ecart
      from reglements re join paiements_en_ligne pe on pe.id = re.paiement_en_ligne_id
      where re.jour >= ${depuis} and pe.fournisseur = 'payfip'
      union all
      select t.regie_id, t.jour, 0, t.montant_centimes,
        (not exists (select from paiements_en_ligne pe join reglements re on re.paiement_en_ligne_id = pe.id
          where pe.regie_id = t.regie_id and pe.reference = t.reference
            and re.montant_centimes = t.montant_centimes))::int
      from releves_du_tresor t where t.jour >= ${depuis})
    select l.jour, r.nom as regie, sum(l.ici)::int as "iciCentimes",
      sum(l.tresor)::int as "tresorCentimes", sum(l.ecart)::int as ecarts
    from lignes l join regies r on r.id = l.regie_id
    group by l.jour, r.nom order by l.jour desc, r.nom`.execute(db);
  return rows;
}

export interface LigneSansPendant {
  jour: Jour;
  reference: string;
  montantCentimes: number;
  /** Où est cette somme ; l'autre côté l'ignore. */
  ou: 'ici' | 'tresor';
  paiementId: number | null;
}

export async function listerSansPendant(
  db: Db,
  depuis: Jour,
  limite: number,
): Promise<LigneSansPendant[]> {
  const { rows } = await sql<LigneSansPendant>`
    select re.jour, pe.reference, re.montant_centimes as "montantCentimes", 'ici' as ou,
      pe.id as "paiementId"
    from reglements re join paiements_en_ligne pe on pe.id = re.paiement_en_ligne_id
    where re.jour >= ${depuis} and pe.fournisseur = 'payfip' and not exists (
      select from releves_du_tresor t where t.regie_id = re.regie_id and t.reference = pe.reference
        and t.montant_centimes = re.montant_centimes)
    union all
    select t.jour, t.reference, t.montant_centimes, 'tresor',
      (select id from paiements_en_ligne where reference = t.reference and regie_id = t.regie_id)
    from releves_du_tresor t
    where t.jour >= ${depuis} and not exists (
      select from paiements_en_ligne pe join reglements re on re.paiement_en_ligne_id = pe.id
      where pe.regie_id = t.regie_id and pe.reference = t.reference
        and re.montant_centimes = t.montant_centimes)
    order by jour desc, reference limit ${limite}`.execute(db);
  return rows;
}

/** Range les lignes neuves ; rend combien l'étaient. Le même fichier deux fois n'ajoute rien. */
export async function insererReleve(
  tx: Tx,
  r: { regieId: number; lignes: readonly LigneDuReleve[]; le: Date; compteId: number },
): Promise<number> {
  const colonne = <T>(lire: (l: LigneDuReleve) => T) => r.lignes.map(lire);
  const { rows } = await sql`
    insert into releves_du_tresor (regie_id, jour, reference, montant_centimes, mode, importe_le,
      importe_par)
    select ${r.regieId}, l.jour, l.reference, l.montant, l.mode, ${r.le}, ${r.compteId}
    from unnest(${colonne((l) => l.jour)}::date[], ${colonne((l) => l.reference)}::text[],
      ${colonne((l) => l.montantCentimes)}::int[], ${colonne((l) => l.mode)}::text[])
      as l(jour, reference, montant, mode)
    on conflict do nothing returning id`.execute(tx);
  return rows.length;
}

/** Les paiements que le Trésor annonce et que nous n'avons pas encore encaissés. */
export async function listerAVerifierDuReleve(
  db: Db,
  regieId: number,
  references: readonly string[],
): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select id from paiements_en_ligne
    where regie_id = ${regieId} and reference = any(${references}::text[])
      and etat not in ('paye', 'anomalie') order by id`.execute(db);
  return rows.map((r) => r.id);
}

export interface RegieReglee {
  id: number;
  nom: string;
  fournisseur: 'payfip' | 'lyra' | 'aucun';
  numeroClient: string | null;
  saisie: 'T' | 'X' | 'W';
}

export async function listerRegies(db: Db): Promise<RegieReglee[]> {
  const { rows } = await sql<RegieReglee>`
    select id, nom, fournisseur_de_paiement as fournisseur, payfip_numero_client as "numeroClient",
      payfip_saisie as saisie
    from regies order by nom`.execute(db);
  return rows;
}

/** Vrai si la décision est prise maintenant ; faux si quelqu'un l'avait déjà prise. */
export async function marquerDecision(
  tx: Tx,
  d: {
    id: number;
    decision: 'encaisse' | 'ecarte';
    motif: string;
    le: Date;
    compteId: number;
  },
): Promise<boolean> {
  const etat = d.decision === 'encaisse' ? 'paye' : 'anomalie';
  const { rows } = await sql`
    update paiements_en_ligne set decision = ${d.decision}, motif = ${d.motif}, decide_le = ${d.le},
      decide_par = ${d.compteId}, etat = ${etat}
    where id = ${d.id} and etat = 'anomalie' and decision is null returning id`.execute(tx);
  return rows.length === 1;
}
