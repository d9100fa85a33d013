import { sql } from 'kysely';
import type { Attachment, MailPiece } from '../../platform/mail.ts';
import { type Fichier, lirePdfDeFacture, type Sources } from './lire.ts';

type Composeur = (sources: Sources, commune: { fuseau: string }, id: number) => Promise<Fichier>;

/** Ce qu'un courriel peut emporter. */
const COMPOSEURS: Record<string, Composeur> = { facture: lirePdfDeFacture };

/** Les fichiers d'un courriel, composés au moment où il part. @throws Error si un genre est inconnu */
export async function composerPieces(
  sources: Sources,
  pieces: readonly MailPiece[],
): Promise<Attachment[]> {
  const { rows } = await sql<{ fuseau: string }>`select fuseau from collectivites`.execute(
    sources.db,
  );
  const commune = rows[0] ?? { fuseau: 'Europe/Paris' };
  return Promise.all(
    pieces.map(async ({ genre, id }) => {
      const composer = COMPOSEURS[genre];
      if (!composer) throw new Error(`Aucun document de ce genre : ${genre}`);
      const { nom, contenu } = await composer(sources, commune, id);
      return { filename: nom, content: contenu, contentType: 'application/pdf' };
    }),
  );
}
