import { sql } from 'kysely';
import type { Tx } from '../../platform/db.ts';

interface Paires {
  de: readonly number[];
  vers: readonly number[];
}

export interface FamilleTenue {
  id: number;
  nom: string;
  fusionneeDans: number | null;
  archivee: boolean;
}

/** Le tout premier verrou d'une fusion, par numéro : deux fusions croisées se suivent. */
export async function verrouillerFamilles(
  tx: Tx,
  familles: readonly number[],
): Promise<Map<number, FamilleTenue>> {
  const { rows } = await sql<FamilleTenue>`
    select id, nom, fusionnee_dans as "fusionneeDans", archivee_le is not null as archivee
    from familles where id = any(${familles}::int[]) order by id for update`.execute(tx);
  return new Map(rows.map((f) => [f.id, f]));
}

/** L'enfant en double disparaît derrière l'autre ; les autres changent de dossier. */
export async function reunirEnfants(
  tx: Tx,
  familles: { de: number; vers: number },
  { de, vers }: Paires,
  arrivants: readonly number[],
): Promise<void> {
  await sql`
    insert into scolarites (enfant_id, annee_scolaire, classe_id)
    select p.vers, s.annee_scolaire, s.classe_id
    from unnest(${de}::int[], ${vers}::int[]) as p (de, vers)
      join scolarites s on s.enfant_id = p.de
    on conflict (enfant_id, annee_scolaire) do nothing`.execute(tx);
  await sql`delete from scolarites where enfant_id = any(${de}::int[])`.execute(tx);
  await sql`
    update enfants e set fusionne_dans = p.vers
    from unnest(${de}::int[], ${vers}::int[]) as p (de, vers)
    where e.id = p.de or e.fusionne_dans = p.de`.execute(tx);
  await sql`
    update enfants set famille_id = ${familles.vers}
    where id = any(${arrivants}::int[]) and famille_id = ${familles.de}`.execute(tx);
}

/**
 * Les adultes du dossier entrent dans l'autre ; celui qui était en double laisse ses familles à l'autre.
 * La qualité du dossier qui reste l'emporte.
 */
export async function reunirAdultes(
  tx: Tx,
  familles: { de: number; vers: number },
  { de, vers }: Paires,
): Promise<void> {
  await sql`
    insert into rattachements (famille_id, responsable_id, qualite, depuis_le)
    select distinct on (1, 2)
      case when ra.famille_id = ${familles.de} then ${familles.vers} else ra.famille_id end,
      coalesce(p.vers, ra.responsable_id), ra.qualite, ra.depuis_le
    from rattachements ra
      left join unnest(${de}::int[], ${vers}::int[]) as p (de, vers) on p.de = ra.responsable_id
    where ra.famille_id = ${familles.de} or p.de is not null
    order by 1, 2, ra.depuis_le
    on conflict (famille_id, responsable_id) do nothing`.execute(tx);
  await sql`
    delete from rattachements
    where famille_id = ${familles.de} or responsable_id = any(${de}::int[])`.execute(tx);
  await sql`
    update responsables r set fusionne_dans = p.vers
    from unnest(${de}::int[], ${vers}::int[]) as p (de, vers)
    where r.id = p.de or r.fusionne_dans = p.de`.execute(tx);
}

/** Les coordonnées de l'adulte qui disparaît remplacent celles de l'autre ; vides, elles ne l'effacent pas. */
export async function reprendreCoordonnees(tx: Tx, { de, vers }: Paires, le: Date): Promise<void> {
  await sql`
    update responsables r set
      civilite = coalesce(nullif(d.civilite, ''), r.civilite),
      adresse = case when d.adresse = '' then r.adresse else d.adresse end,
      code_postal = case when d.adresse = '' then r.code_postal else d.code_postal end,
      commune = case when d.adresse = '' then r.commune else d.commune end,
      telephone = coalesce(nullif(d.telephone, ''), r.telephone),
      portable = coalesce(nullif(d.portable, ''), r.portable),
      modifie_le = ${le}
    from unnest(${de}::int[], ${vers}::int[]) as p (de, vers)
      join responsables d on d.id = p.de
    where r.id = p.vers`.execute(tx);
}

/** Le dossier disparu ne garde que son numéro, qui mène à l'autre, de même que ceux qu'il avait repris. */
export async function fermerLeDossier(
  tx: Tx,
  { de, vers }: { de: number; vers: number },
  le: Date,
): Promise<void> {
  await sql`
    update familles f set code_insee = coalesce(f.code_insee, d.code_insee)
    from familles d where f.id = ${vers} and d.id = ${de}`.execute(tx);
  await sql`
    update familles set fusionnee_dans = ${vers}, archivee_le = coalesce(archivee_le, ${le})
    where id = ${de} or fusionnee_dans = ${de}`.execute(tx);
}
