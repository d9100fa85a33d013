import { sql } from 'kysely';
import { ecrireEuros } from '../../../platform/argent.ts';
import type { Db } from '../../../platform/db.ts';
import type { Jour } from '../../../platform/jours.ts';
import { renderPdf } from '../../../platform/pdf.ts';
import { MODES, type Mode } from '../../../regie/regles/modes.ts';
import { ecrireNumero } from '../contenu.ts';
import { ecrireDate } from '../dates.ts';
import type { Fichier } from '../lire.ts';
import {
  lignesDuDestinataire,
  lignesEmetteur,
  lireDestinataire,
  lireEmetteur,
} from '../parties.ts';
import { emetteurDeLaRegie, payeurEstA, type Regard } from '../requetes.ts';

/** Un règlement reçu, et ce qu'il a soldé. */
export interface Quittance {
  exercice: number;
  numero: number;
  jour: Jour;
  mode: Mode;
  montantCentimes: number;
  reference: string;
  encaisseLe: Date;
  /** Rejeté ou annulé depuis : la quittance ne vaut plus. */
  annulee: boolean;
  emetteur: unknown;
  destinataire: unknown;
  parts: { exercice: number; numero: number; centimes: number }[];
}

/** `regard` null : pour la régie. Un règlement négatif n'a pas de quittance. */
export async function chercherQuittance(
  db: Db,
  reglementId: number,
  regard: Regard | null,
): Promise<Quittance | null> {
  const { rows } = await sql<Quittance>`
    select g.exercice, g.numero, g.jour, g.mode, g.montant_centimes as "montantCentimes",
      g.reference, g.encaisse_le as "encaisseLe",
      exists (select from reglements n where n.contrepasse = g.id) as annulee,
      ${emetteurDeLaRegie()} as emetteur, adresse_du_payeur(g.payeur_id) as destinataire,
      coalesce((select jsonb_agg(jsonb_build_object('exercice', x.exercice, 'numero', x.numero,
          'centimes', x.centimes) order by x.exercice, x.numero)
        from (select f.exercice, f.numero, sum(i.montant_centimes)::int as centimes
          from imputations i join factures f on f.id = i.facture_id
          where i.reglement_id = g.id group by 1, 2
          having sum(i.montant_centimes) > 0) x), '[]') as parts
    from reglements g join regies r on r.id = g.regie_id join payeurs p on p.id = g.payeur_id
    where g.id = ${reglementId} and g.montant_centimes > 0
      ${regard ? sql`and ${payeurEstA(regard)}` : sql``}`.execute(db);
  return rows[0] ?? null;
}

/** Le PDF de la quittance : reçu de tel payeur, tel jour, telle somme, pour telles factures. */
export async function composerQuittance(q: Quittance): Promise<Fichier> {
  const contenu = await renderPdf({
    template: 'src/factures/documents/modeles/quittance.typ',
    data: contenuDeQuittance(q),
    createdAt: q.encaisseLe,
  });
  return { nom: `quittance-${ecrireNumero(q)}.pdf`, contenu };
}

export function contenuDeQuittance(q: Quittance) {
  const destinataire = lireDestinataire(q.destinataire);
  const impute = q.parts.reduce((somme, p) => somme + p.centimes, 0);
  const avance = q.montantCentimes - impute;
  return {
    titre: `Quittance n° ${ecrireNumero(q)}`,
    emetteur: lignesEmetteur(lireEmetteur(q.emetteur)),
    destinataire: lignesDuDestinataire(destinataire),
    reperes: [
      { terme: 'Reçu de', valeur: destinataire.nom },
      { terme: 'Le', valeur: ecrireDate(q.jour) },
      { terme: 'Moyen', valeur: MODES[q.mode].libelle },
      ...(q.reference ? [{ terme: 'Référence', valeur: q.reference }] : []),
      { terme: 'Somme', valeur: ecrireEuros(q.montantCentimes) },
    ],
    parts: [
      ...q.parts.map((p) => ({
        libelle: `Facture n° ${ecrireNumero(p)}`,
        somme: ecrireEuros(p.centimes),
      })),
      ...(avance > 0 && !q.annulee
        ? [{ libelle: 'Gardé en avance pour vos prochaines factures', somme: ecrireEuros(avance) }]
        : []),
    ],
    annulee: q.annulee
      ? 'Ce règlement a été annulé ou rejeté : cette quittance ne vaut plus.'
      : null,
  };
}
