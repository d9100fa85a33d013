import { composerFichiers } from '../effectifs/actions/fichier.ts';
import { composerPieces } from '../factures/documents/pieces.ts';
import type { Services } from '../platform/http.ts';
import type { Attachment, MailPiece } from '../platform/mail.ts';

/** Les fichiers d'un courriel qui part, chacun composé par la tranche à qui il est. */
export async function composerLesPieces(
  services: Services,
  pieces: readonly MailPiece[],
): Promise<Attachment[]> {
  const { effectif = [], autre = [] } = Object.groupBy(pieces, (p) =>
    p.genre === 'effectif' ? 'effectif' : 'autre',
  );
  return [
    ...(await composerFichiers(services.db, effectif)),
    ...(autre.length > 0 ? await composerPieces(services, autre) : []),
  ];
}
