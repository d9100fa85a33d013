import { stringify } from 'csv-stringify/sync';
import { sql } from 'kysely';
import type { Db, Tx } from '../../../platform/db.ts';
import type { Jour } from '../../../platform/jours.ts';
import { ecrireNumero } from '../contenu.ts';

export interface LigneTitre {
  factureId: number;
  exercice: number;
  numero: number;
  montantCentimes: number;
  totalCentimes: number;
}

export async function insererTitres(
  tx: Tx,
  lignes: readonly LigneTitre[],
  qui: { le: Date; compteId: number | null },
): Promise<void> {
  await sql`
    insert into titres (facture_id, exercice, numero, montant_centimes, total_centimes, emis_le,
      emis_par)
    select t."factureId", t.exercice, t.numero, t."montantCentimes", t."totalCentimes", ${qui.le},
      ${qui.compteId}::int
    from jsonb_to_recordset(${JSON.stringify(lignes)}::jsonb) t("factureId" int, exercice int,
      numero int, "montantCentimes" int, "totalCentimes" int)`.execute(tx);
}

/** Une facture dans un titre : ce que le service financier doit savoir. */
export interface LigneExportee {
  regie: string;
  exercice: number;
  numero: number;
  emisLe: Jour;
  totalCentimes: number;
  payeurId: number;
  nom: string;
  adresse: string;
  codePostal: string;
  commune: string;
  factureExercice: number;
  factureNumero: number;
  du: Jour;
  au: Jour;
  montantCentimes: number;
  /** Imputations du comptable, sur les lignes de la facture. */
  codesProduits: string[];
  factureId: number;
}

export async function listerTitres(
  db: Db,
  exercice: number,
  fuseau: string,
): Promise<LigneExportee[]> {
  const { rows } = await sql<LigneExportee>`
    select r.nom as regie, t.exercice, t.numero, f.id as "factureId",
      to_char(t.emis_le at time zone ${fuseau}, 'YYYY-MM-DD') as "emisLe",
      t.total_centimes as "totalCentimes", f.payeur_id as "payeurId", a.d ->> 'nom' as nom,
      a.d ->> 'adresse' as adresse, a.d ->> 'codePostal' as "codePostal",
      a.d ->> 'commune' as commune, f.exercice as "factureExercice", f.numero as "factureNumero",
      f.du, f.au, t.montant_centimes as "montantCentimes",
      coalesce((select jsonb_agg(distinct l.code_produit) from lignes_facture l
        where l.facture_id = f.id and l.code_produit <> ''), '[]') as "codesProduits"
    from titres t join factures f on f.id = t.facture_id join regies r on r.id = f.regie_id
      cross join lateral (select adresse_du_payeur(f.payeur_id) as d) a
    where t.exercice = ${exercice}
    order by r.code, t.numero, f.id`.execute(db);
  return rows;
}

/** Pour le logiciel financier : une ligne par facture, en français, prête pour un tableur. */
export function ecrireCsvDesTitres(lignes: readonly LigneExportee[]): string {
  return stringify(
    lignes.map((l) => ({
      Régie: l.regie,
      Titre: ecrireNumero(l),
      'Émis le': l.emisLe,
      'Total du titre': enDecimal(l.totalCentimes),
      'Code payeur': l.payeurId,
      Nom: l.nom,
      Adresse: l.adresse,
      'Code postal': l.codePostal,
      Commune: l.commune,
      Facture: ecrireNumero({ exercice: l.factureExercice, numero: l.factureNumero }),
      'Période du': l.du,
      au: l.au,
      Objet: 'Accueil et restauration des enfants',
      Montant: enDecimal(l.montantCentimes),
      Imputations: l.codesProduits.join(' + '),
    })),
    // Un nom qui commence par = ou + ne doit pas devenir une formule du tableur.
    { header: true, delimiter: ';', bom: true, escape_formulas: true, record_delimiter: 'windows' },
  );
}

function enDecimal(centimes: number): string {
  return (centimes / 100).toFixed(2).replace('.', ',');
}
