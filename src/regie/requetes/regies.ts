import { sql } from 'kysely';
import type { Db, Tx } from '../../platform/db.ts';
import type { Jour } from '../../platform/jours.ts';

export interface Regie {
  id: number;
  nom: string;
  code: string;
  siret: string;
  regisseur: string;
  adresse: string;
  courriel: string;
  comptable: string;
  plafondCentimes: number;
  ics: string | null;
  iban: string | null;
  bic: string | null;
  dernierClos: Jour | null;
}

export async function listerRegies(db: Db | Tx): Promise<Regie[]> {
  const { rows } = await sql<Regie>`
    select r.id, r.nom, r.code, r.siret, r.regisseur, r.adresse, r.courriel::text as courriel,
      r.comptable, r.plafond_encaisse_centimes as "plafondCentimes", r.ics, r.iban, r.bic,
      (select max(jour) from clotures c where c.regie_id = r.id) as "dernierClos"
    from regies r order by r.code`.execute(db);
  return rows;
}
