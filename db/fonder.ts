import { sql } from 'kysely';
import { z } from 'zod';
import { type Db, transaction } from '../src/platform/db.ts';

const adresseElectronique = z.email('doit être une adresse électronique');
const nonVide = z.string('manque').trim().min(1, 'manque');

/** Le peu qu'il faut pour qu'un portail neuf ouvre ses pages et que quelqu'un puisse y entrer. */
export const schemaFondation = z.object({
  nom: nonVide,
  'nom-court': nonVide,
  courriel: adresseElectronique,
  'code-insee': z.string('manque').regex(/^(\d{5}|2[AB]\d{3})$/, 'a cinq caractères, comme 45269'),
  'code-postal': z.string('manque').regex(/^\d{5}$/, 'a cinq chiffres, comme 45130'),
  zone: z.enum(['A', 'B', 'C'], 'est A, B ou C'),
  fuseau: z.string().default('Europe/Paris'),
  couleur: z
    .string()
    .regex(/^#[0-9a-f]{6}$/, 'est une couleur comme #1f6f5c')
    .default('#1f6f5c'),
  logo: z.string().optional(),
  'admin-prenom': nonVide,
  'admin-nom': nonVide,
  'admin-courriel': adresseElectronique,
});
export type Fondation = z.infer<typeof schemaFondation>;

/** Faux, sans rien écrire, si la base a déjà sa collectivité. Deux à la fois n'en fondent qu'une. */
export function fonder(db: Db, f: Fondation, le: Date): Promise<boolean> {
  return transaction(db, async (tx) => {
    await sql`lock table collectivites in exclusive mode`.execute(tx);
    const deja = await tx.selectFrom('collectivites').select('id').executeTakeFirst();
    if (deja) return false;
    await sql`
      insert into communes (code_insee, nom, code_postal)
      values (${f['code-insee']}, ${f['nom-court']}, ${f['code-postal']})
      on conflict do nothing`.execute(tx);
    await sql`
      insert into collectivites (nom, nom_court, courriel, code_insee, zone_scolaire, fuseau,
        couleur, creee_le)
      values (${f.nom}, ${f['nom-court']}, ${f.courriel}, ${f['code-insee']}, ${f.zone}, ${f.fuseau},
        ${f.couleur}, ${le})`.execute(tx);
    await sql`
      with c as (insert into comptes (identifiant, courriel, cree_le)
        values (${f['admin-courriel']}, ${f['admin-courriel']}, ${le}) returning id)
      insert into agents (compte_id, prenom, nom, role, cree_le)
      select id, ${f['admin-prenom']}, ${f['admin-nom']}, 'administrateur', ${le} from c`.execute(
      tx,
    );
    return true;
  });
}
