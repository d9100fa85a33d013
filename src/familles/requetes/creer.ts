import { sql } from 'kysely';
import type { Tx } from '../../platform/db.ts';
import type { AdulteNouveau, DossierNouveau, EnfantNouveau } from '../regles/dossier.ts';

/** Des numéros pris d'avance : chaque ligne connaît le sien avant d'être écrite, et l'ordre se garde. */
async function reserverNumeros(
  tx: Tx,
  table: 'familles' | 'responsables' | 'enfants',
  nombre: number,
): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select nextval(pg_get_serial_sequence(${table}, 'id')) as id
    from generate_series(1, ${nombre}::int)`.execute(tx);
  return rows.map((r) => r.id);
}

/** Les familles, sans personne encore ; rend leurs numéros dans l'ordre donné. */
export async function insererFamilles(
  tx: Tx,
  dossiers: readonly Pick<DossierNouveau, 'nom' | 'codeInsee'>[],
  le: Date,
): Promise<number[]> {
  const ids = await reserverNumeros(tx, 'familles', dossiers.length);
  await sql`
    insert into familles (id, nom, code_insee, creee_le) overriding system value
    select t.id, t.nom, t.code_insee, ${le}
    from unnest(${ids}::int[], ${dossiers.map((d) => d.nom)}::text[],
      ${dossiers.map((d) => d.codeInsee)}::text[]) as t (id, nom, code_insee)`.execute(tx);
  return ids;
}

export type AdulteARanger = AdulteNouveau & { familleId: number; compteId: number };

/** Des adultes et leur rattachement ; rend leurs numéros dans l'ordre donné. */
export async function insererAdultes(
  tx: Tx,
  adultes: readonly AdulteARanger[],
  le: Date,
): Promise<number[]> {
  if (adultes.length === 0) return [];
  const ids = await reserverNumeros(tx, 'responsables', adultes.length);
  const lignes = JSON.stringify(adultes.map((a, i) => ({ ...a, id: ids[i] })));
  await sql`
    insert into responsables (id, compte_id, civilite, prenom, nom, adresse, code_postal, commune,
      telephone, portable, cree_le) overriding system value
    select id, "compteId", civilite, prenom, nom, adresse, "codePostal", commune, telephone, portable,
      ${le}
    from jsonb_to_recordset(${lignes}::jsonb) as t (id int, "compteId" int, civilite text,
      prenom text, nom text, adresse text, "codePostal" text, commune text, telephone text,
      portable text)`.execute(tx);
  await sql`
    insert into rattachements (famille_id, responsable_id, qualite, depuis_le)
    select "familleId", id, qualite, ${le}
    from jsonb_to_recordset(${lignes}::jsonb) as t (id int, "familleId" int, qualite text)
  `.execute(tx);
  return ids;
}

export type EnfantARanger = EnfantNouveau & { familleId: number };

/** Des enfants et leur classe de cette année ; rend leurs numéros dans l'ordre donné. */
export async function insererEnfants(
  tx: Tx,
  enfants: readonly EnfantARanger[],
  annee: string,
  le: Date,
): Promise<number[]> {
  if (enfants.length === 0) return [];
  const ids = await reserverNumeros(tx, 'enfants', enfants.length);
  const lignes = JSON.stringify(enfants.map((e, i) => ({ ...e, id: ids[i] })));
  await sql`
    insert into enfants (id, famille_id, prenom, nom, ne_le, cree_le) overriding system value
    select id, "familleId", prenom, nom, "neLe", ${le}
    from jsonb_to_recordset(${lignes}::jsonb)
      as t (id int, "familleId" int, prenom text, nom text, "neLe" date)`.execute(tx);
  await sql`
    insert into scolarites (enfant_id, annee_scolaire, classe_id)
    select id, ${annee}, "classeId"
    from jsonb_to_recordset(${lignes}::jsonb) as t (id int, "classeId" int)
    where "classeId" is not null`.execute(tx);
  return ids;
}
