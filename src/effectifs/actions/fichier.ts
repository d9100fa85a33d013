import { writeCsv } from '../../platform/csv.ts';
import type { Db } from '../../platform/db.ts';
import { ecrireJourEnChiffres } from '../../platform/jours.ts';
import type { Attachment, MailPiece } from '../../platform/mail.ts';
import { sansPaniers } from '../regles/repas.ts';
import { type Effectif, listerEffectifsArretes } from '../requetes/lire.ts';

const CSV = 'text/csv; charset=utf-8';

/** Des effectifs arrêtés pour un tableur : une ligne par école, groupe et repas ; ni nom, ni panier (règle 5). */
export function ecrireEffectifsEnCsv(effectifs: readonly Effectif[]): string {
  const entetes = ['Jour', 'Activité', 'Prestation', 'École', 'Groupe', 'Repas', 'Enfants'];
  return writeCsv(
    entetes,
    effectifs.flatMap((e) =>
      sansPaniers(e.comptes).map((c) => [
        ecrireJourEnChiffres(e.jour),
        e.activite,
        e.prestation,
        c.ecole,
        c.groupe,
        c.repas,
        c.nombre,
      ]),
    ),
  );
}

/** Le fichier joint à une lettre, composé quand elle part : ses lignes ne changent plus. */
export async function composerFichiers(
  db: Db,
  pieces: readonly MailPiece[],
): Promise<Attachment[]> {
  if (pieces.length === 0) return [];
  const effectifs = await listerEffectifsArretes(
    db,
    pieces.map((p) => p.id),
  );
  return [
    {
      filename: `effectif-${effectifs[0]?.jour ?? ''}.csv`,
      content: Buffer.from(ecrireEffectifsEnCsv(effectifs)),
      contentType: CSV,
    },
  ];
}
