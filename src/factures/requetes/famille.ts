import { sql } from 'kysely';
import type { Db, Tx } from '../../platform/db.ts';
import type { Jour } from '../../platform/jours.ts';
import { payeurEstA, type Regard } from '../documents/requetes.ts';

export interface FactureMontree {
  id: number;
  exercice: number;
  numero: number;
  jour: Jour;
  echeance: Jour;
  tiers: string;
  montantCentimes: number;
  percuCentimes: number;
  avoirCentimes: number;
  resteCentimes: number;
  /** Passée au comptable public : elle ne se paie plus ici. */
  auTitre: boolean;
}

/** Les factures que ce responsable paie, la plus récente d'abord, en un ordre. */
export async function listerFactures(db: Db, regard: Regard): Promise<FactureMontree[]> {
  const { rows } = await sql<FactureMontree>`
    select f.id, f.exercice, f.numero, f.jour, f.echeance, f.destinataire ->> 'nom' as tiers,
      s.montant_centimes as "montantCentimes", s.percu_centimes as "percuCentimes",
      s.avoir_centimes as "avoirCentimes", s.reste_centimes as "resteCentimes",
      exists (select from titres t where t.facture_id = f.id) as "auTitre"
    from payeurs p join factures f on f.payeur_id = p.id
    join soldes_factures s on s.facture_id = f.id
    where ${payeurEstA(regard)} order by f.jour desc, f.id desc`.execute(db);
  return rows;
}

export interface APayer {
  nombre: number;
  centimes: number;
  /** La plus proche, passée ou non ; null : rien à payer. */
  echeance: Jour | null;
}

/** Ce qui reste à payer, sur combien de factures, et avant quand. */
export async function compterAPayer(db: Db, regard: Regard): Promise<APayer> {
  const { rows } = await sql<APayer>`
    select count(*)::int as nombre, coalesce(sum(s.reste_centimes), 0)::int as centimes,
      min(f.echeance) as echeance
    from payeurs p join soldes_factures s on s.payeur_id = p.id
    join factures f on f.id = s.facture_id
    where ${payeurEstA(regard)} and s.reste_centimes > 0
      and not exists (select from titres t where t.facture_id = s.facture_id)`.execute(db);
  return rows[0] ?? { nombre: 0, centimes: 0, echeance: null };
}

/** Les payeurs que ce responsable est. */
export async function listerMesPayeurs(db: Db, regard: Regard): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select p.id from payeurs p where ${payeurEstA(regard)}`.execute(db);
  return rows.map((r) => r.id);
}

export interface Contestation {
  id: number;
  enfantId: number;
  prestationId: number;
  jour: Jour;
  texte: string;
  reponse: string | null;
}

export async function listerContestations(
  db: Db,
  familles: readonly number[],
  du: Jour,
  au: Jour,
): Promise<Contestation[]> {
  const { rows } = await sql<Contestation>`
    select id, enfant_id as "enfantId", prestation_id as "prestationId", jour, texte, reponse
    from contestations where famille_id = any(${familles}::int[]) and jour between ${du} and ${au}
    order by recue_le`.execute(db);
  return rows;
}

/** Enregistre ; faux : ce formulaire l'a déjà fait. */
export async function insererContestation(
  tx: Tx,
  c: {
    familleId: number;
    responsableId: number;
    enfantId: number;
    prestationId: number;
    jour: Jour;
    texte: string;
    cleUnique: string;
    le: Date;
  },
): Promise<boolean> {
  const { rows } = await sql`
    insert into contestations (famille_id, responsable_id, enfant_id, prestation_id, jour, texte, recue_le, cle_unique)
    values (${c.familleId}, ${c.responsableId}, ${c.enfantId}, ${c.prestationId}, ${c.jour}, ${c.texte}, ${c.le}, ${c.cleUnique})
    on conflict on constraint une_contestation_ne_part_qu_une_fois do nothing returning id`.execute(
    tx,
  );
  return rows.length > 0;
}

export interface LigneContestable {
  familleId: number;
  enfant: string;
  quoi: string;
  courrielRegie: string | null;
}

/** La ligne contestée, si l'enfant est d'une de ces familles. */
export async function chercherLigneContestable(
  db: Db,
  familles: readonly number[],
  cle: { enfantId: number; prestationId: number },
): Promise<LigneContestable | null> {
  const { rows } = await sql<LigneContestable>`
    select e.famille_id as "familleId", e.prenom || ' ' || e.nom as enfant,
      a.nom || ', ' || p.nom as quoi, r.courriel::text as "courrielRegie"
    from enfants e, prestations p join activites a on a.id = p.activite_id
    left join regies r on r.id = a.regie_id
    where e.id = ${cle.enfantId} and e.famille_id = any(${familles}::int[])
      and p.id = ${cle.prestationId}
      and exists (select from demandes d where d.enfant_id = e.id and d.activite_id = a.id)`.execute(
    db,
  );
  return rows[0] ?? null;
}

export interface ContestationAgent extends Contestation {
  familleId: number;
  enfant: string;
  quoi: string;
  par: string;
  courriel: string | null;
  recueLe: Date;
}

const CHAMPS = sql`c.id, c.enfant_id as "enfantId", c.prestation_id as "prestationId", c.jour, c.texte,
  c.reponse, c.famille_id as "familleId", e.prenom || ' ' || e.nom as enfant,
  a.nom || ', ' || p.nom as quoi, r.prenom || ' ' || r.nom as par, co.courriel::text as courriel,
  c.recue_le as "recueLe"`;
const ORIGINE = sql`contestations c join enfants e on e.id = c.enfant_id
  join prestations p on p.id = c.prestation_id join activites a on a.id = p.activite_id
  join responsables r on r.id = c.responsable_id join comptes co on co.id = r.compte_id`;

export async function listerContestationsATraiter(db: Db): Promise<ContestationAgent[]> {
  const { rows } = await sql<ContestationAgent>`
    select ${CHAMPS} from ${ORIGINE} where c.repondue_le is null order by c.recue_le`.execute(db);
  return rows;
}

/** Verrouille une contestation sans réponse. */
export async function verrouillerContestation(
  tx: Tx,
  id: number,
): Promise<ContestationAgent | null> {
  const { rows } = await sql<ContestationAgent>`
    select ${CHAMPS} from ${ORIGINE} where c.id = ${id} for update of c`.execute(tx);
  return rows[0] ?? null;
}

export async function repondreContestation(
  tx: Tx,
  id: number,
  reponse: { texte: string; le: Date; par: number | null },
): Promise<void> {
  await sql`update contestations set reponse = ${reponse.texte}, repondue_le = ${reponse.le},
    repondue_par = ${reponse.par} where id = ${id}`.execute(tx);
}
