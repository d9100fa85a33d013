import { sql } from 'kysely';
import type { Db, Tx } from '../../platform/db.ts';
import type { Autorisation } from '../regles/autorisations.ts';
import type { PersonneAutorisee } from '../regles/personnes.ts';
import type { Rubrique } from '../regles/rubriques.ts';

export interface EnfantDeLaFiche {
  id: number;
  familleId: number;
  prenom: string;
  nom: string;
}

/** Une rubrique telle que la base la garde : chiffrée. */
export interface RubriqueChiffree {
  rubrique: Rubrique;
  cle: number;
  contenu: Buffer;
  modifieeLe: Date;
  modifieePar: string;
}

/** L'enfant, s'il est de l'une de ces familles ; sinon null, comme s'il n'existait pas. */
export async function chercherEnfant(
  db: Db,
  familles: readonly number[],
  enfantId: number,
): Promise<EnfantDeLaFiche | null> {
  const { rows } = await sql<EnfantDeLaFiche>`
    select id, famille_id as "familleId", prenom, nom from enfants
    where id = ${enfantId} and famille_id = any(${familles}::int[])`.execute(db);
  return rows[0] ?? null;
}

/** Comment on nomme qui a écrit : l'adulte, sinon l'agent. */
const nomDuCompte = (compte: string) => sql<string>`
  (select coalesce(r.prenom || ' ' || r.nom, a.prenom || ' ' || a.nom, '')
   from comptes c left join responsables r on r.compte_id = c.id left join agents a on a.compte_id = c.id
   where c.id = ${sql.ref(compte)})`;

export async function listerRubriques(db: Db, enfantId: number): Promise<RubriqueChiffree[]> {
  const { rows } = await sql<RubriqueChiffree>`
    select ru.rubrique, ru.cle, ru.contenu_chiffre as contenu, ru.modifiee_le as "modifieeLe",
      ${nomDuCompte('ru.modifiee_par')} as "modifieePar"
    from rubriques_sanitaires ru where ru.enfant_id = ${enfantId}`.execute(db);
  return rows;
}

/** Ce que la fiche dit en clair : rien de la santé, hors l'existence d'un PAI. */
export interface ResteDeLaFiche {
  pai: boolean;
  confirmee: Signature | null;
  /** null : le repas ordinaire. */
  regime: (Signature & { id: number; nom: string }) | null;
  regimes: { id: number; nom: string }[];
  autorisations: (Signature & { genre: Autorisation; accordee: boolean })[];
  personnes: (PersonneAutorisee & { id: number })[];
}

/** Quand, en ISO, et par qui. */
interface Signature {
  le: string;
  par: string;
}

export async function trouverReste(db: Db, enfantId: number): Promise<ResteDeLaFiche> {
  const { rows } = await sql<ResteDeLaFiche>`
    select coalesce(f.pai, false) as pai,
      case when f.confirmee_le is not null then jsonb_build_object('le', f.confirmee_le,
        'par', ${nomDuCompte('f.confirmee_par')}) end as confirmee,
      (select jsonb_build_object('id', ra.id, 'nom', ra.nom, 'le', re.choisi_le,
          'par', ${nomDuCompte('re.choisi_par')})
        from regimes_des_enfants re join regimes_alimentaires ra on ra.id = re.regime_id
        where re.enfant_id = e.id) as regime,
      (select coalesce(jsonb_agg(jsonb_build_object('id', id, 'nom', nom) order by ordre, id), '[]')
        from regimes_alimentaires where retire_le is null) as regimes,
      (select coalesce(jsonb_agg(jsonb_build_object('genre', au.genre, 'accordee', au.accordee,
          'le', au.donnee_le, 'par', ${nomDuCompte('au.donnee_par')})), '[]')
        from autorisations au where au.enfant_id = e.id) as autorisations,
      (select coalesce(jsonb_agg(jsonb_build_object('id', p.id, 'nom', p.nom, 'lien', p.lien,
          'telephone', p.telephone, 'vientChercher', p.vient_chercher, 'aPrevenir', p.a_prevenir)
          order by p.id), '[]')
        from personnes_autorisees p where p.enfant_id = e.id and p.retiree_le is null) as personnes
    from enfants e left join fiches_sanitaires f on f.enfant_id = e.id
    where e.id = ${enfantId}`.execute(db);
  const ligne = rows[0];
  if (!ligne) throw new Error(`enfant ${enfantId} introuvable`);
  return ligne;
}

export interface DatesDeFiche {
  enfantId: number;
  /** Par rubrique, en ISO. */
  ecrites: Partial<Record<Rubrique, string>>;
  confirmeeLe: Date | null;
}

/** Quand chaque rubrique a été écrite : de quoi dire où en est une fiche sans l'ouvrir. */
export async function listerDates(db: Db, enfants: readonly number[]): Promise<DatesDeFiche[]> {
  const { rows } = await sql<DatesDeFiche>`
    select e.id as "enfantId", f.confirmee_le as "confirmeeLe",
      (select coalesce(jsonb_object_agg(ru.rubrique, ru.modifiee_le), '{}')
        from rubriques_sanitaires ru where ru.enfant_id = e.id) as ecrites
    from enfants e left join fiches_sanitaires f on f.enfant_id = e.id
    where e.id = any(${enfants}::int[])`.execute(db);
  return rows;
}

/** Retient l'enfant : deux onglets, deux parents passent l'un après l'autre. */
export async function verrouillerEnfant(tx: Tx, enfantId: number): Promise<void> {
  await sql`select id from enfants where id = ${enfantId} for no key update`.execute(tx);
}

export async function enregistrerRubrique(
  tx: Tx,
  r: { enfantId: number; rubrique: Rubrique; cle: number; contenu: Buffer; le: Date; par: number },
): Promise<void> {
  await sql`
    insert into rubriques_sanitaires
      (enfant_id, rubrique, cle, contenu_chiffre, modifiee_le, modifiee_par)
    values (${r.enfantId}, ${r.rubrique}, ${r.cle}, ${r.contenu}, ${r.le}, ${r.par})
    on conflict (enfant_id, rubrique) do update set cle = excluded.cle,
      contenu_chiffre = excluded.contenu_chiffre, modifiee_le = excluded.modifiee_le,
      modifiee_par = excluded.modifiee_par`.execute(tx);
}

/** La fiche existe dès sa première rubrique ; `pai` null : ne pas y toucher. */
export async function ouvrirFiche(tx: Tx, enfantId: number, pai: boolean | null): Promise<void> {
  await sql`
    insert into fiches_sanitaires (enfant_id, pai) values (${enfantId}, ${pai ?? false})
    on conflict (enfant_id) do update set pai = coalesce(${pai}::boolean, fiches_sanitaires.pai)`.execute(
    tx,
  );
}

export async function confirmer(
  tx: Tx,
  { enfantId, le, par }: { enfantId: number; le: Date; par: number },
): Promise<void> {
  await sql`
    update fiches_sanitaires set confirmee_le = ${le}, confirmee_par = ${par}
    where enfant_id = ${enfantId}`.execute(tx);
}
