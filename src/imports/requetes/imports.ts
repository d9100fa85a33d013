import { sql } from 'kysely';
import type { DossierNouveau } from '../../familles/regles/dossier.ts';
import type { Db, Tx } from '../../platform/db.ts';
import { type Bilan, bilan } from '../regles/bilan.ts';

export type EtatDImport = 'a_corriger' | 'pret' | 'en_cours' | 'ecrit';

export interface Import {
  id: number;
  fichier: string;
  recuLe: Date;
  recuPar: { compteId: number; nom: string };
  anneeScolaire: string;
  etat: EtatDImport;
  bilan: Bilan;
  famillesEcrites: number;
  ecritLe: Date | null;
}

const IMPORT = sql`
  select i.id, i.fichier, i.recu_le as "recuLe", i.annee_scolaire as "anneeScolaire", i.etat, i.bilan,
    i.familles_ecrites as "famillesEcrites", i.ecrit_le as "ecritLe",
    jsonb_build_object('compteId', i.recu_par,
      'nom', coalesce((select a.prenom || ' ' || a.nom from agents a where a.compte_id = i.recu_par
        limit 1), '')) as "recuPar"
  from imports i`;

export async function listerImports(db: Db): Promise<Import[]> {
  const { rows } = await sql<Import>`${IMPORT} order by i.id desc limit 10`.execute(db);
  return rows.map((r) => ({ ...r, bilan: bilan.parse(r.bilan) }));
}

export async function chercherImport(db: Db | Tx, id: number): Promise<Import | null> {
  const { rows } = await sql<Import>`${IMPORT} where i.id = ${id}`.execute(db);
  const [ligne] = rows;
  return ligne ? { ...ligne, bilan: bilan.parse(ligne.bilan) } : null;
}

export async function insererImport(
  db: Db,
  i: {
    fichier: string;
    recuLe: Date;
    recuPar: number;
    anneeScolaire: string;
    bilan: Bilan;
    dossiers: readonly DossierNouveau[] | null;
  },
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into imports (fichier, recu_le, recu_par, annee_scolaire, etat, bilan, dossiers)
    values (${i.fichier}, ${i.recuLe}, ${i.recuPar}, ${i.anneeScolaire},
      ${i.dossiers ? 'pret' : 'a_corriger'}, ${JSON.stringify(i.bilan)}::jsonb,
      ${i.dossiers && JSON.stringify(i.dossiers)}::jsonb)
    returning id`.execute(db);
  const [ligne] = rows;
  if (!ligne) throw new Error('L’import inséré n’a pas rendu son numéro.');
  return ligne.id;
}

/** Vrai si c'est bien cet appel qui lance l'écriture : un double-clic ne la lance qu'une fois. */
export async function lancerImport(tx: Tx, id: number): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update imports set etat = 'en_cours' where id = ${id} and etat = 'pret'`.execute(tx);
  return numAffectedRows === 1n;
}

/** Un seul ouvrier écrit cet import ; le verrou part avec sa transaction, ou avec lui. */
export async function prendreImport(tx: Tx, id: number): Promise<boolean> {
  const { rows } = await sql<{ pris: boolean }>`
    select pg_try_advisory_xact_lock(hashtext('imports'), ${id}) as pris`.execute(tx);
  return rows[0]?.pris ?? false;
}

export async function lireDossiers(tx: Tx, id: number): Promise<DossierNouveau[]> {
  const { rows } = await sql<{ dossiers: DossierNouveau[] | null }>`
    select dossiers from imports where id = ${id} and etat = 'en_cours'`.execute(tx);
  return rows[0]?.dossiers ?? [];
}

/** Personne ne crée d'enfant pendant que l'import vérifie qu'il n'en double aucun. */
export async function retenirLesEnfants(tx: Tx): Promise<void> {
  await sql`lock table enfants in share row exclusive mode`.execute(tx);
}

/** Où en est l'écriture : hors de sa transaction, pour que la page le lise. */
export async function avancer(db: Db, id: number, famillesEcrites: number): Promise<void> {
  await sql`update imports set familles_ecrites = ${famillesEcrites} where id = ${id}`.execute(db);
}

export async function conclureImport(
  tx: Tx,
  id: number,
  familles: number,
  le: Date,
): Promise<void> {
  await sql`
    update imports set etat = 'ecrit', ecrit_le = ${le}, dossiers = null, familles_ecrites = ${familles}
    where id = ${id}`.execute(tx);
}

/** La base a changé depuis l'examen : rien ne s'écrit, le bilan dit quoi corriger. */
export async function renvoyerImport(tx: Tx, id: number, corrige: Bilan): Promise<void> {
  await sql`
    update imports set etat = 'a_corriger', dossiers = null, familles_ecrites = 0,
      bilan = ${JSON.stringify(corrige)}::jsonb where id = ${id}`.execute(tx);
}

export async function listerImportsEnCours(db: Db): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select id from imports where etat = 'en_cours' order by id`.execute(db);
  return rows.map((r) => r.id);
}

/** Un fichier examiné et laissé là porte des noms : il ne passe pas la nuit suivante. */
export async function oublierImports(db: Db, avant: Date): Promise<void> {
  await sql`
    delete from imports where etat in ('pret', 'a_corriger') and recu_le < ${avant}`.execute(db);
}
