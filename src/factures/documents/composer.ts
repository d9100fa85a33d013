import { renderPdf } from '../../platform/pdf.ts';
import { type ContenuDeFacture, contenuDeFacture, type FaitsDeFacture } from './contenu.ts';

const MODELES = 'src/factures/documents/modeles';

/** Le PDF d'une facture ou d'un avoir ; `emiseLe` date le fichier. */
export function composerFacture(faits: FaitsDeFacture, emiseLe: Date): Promise<Buffer> {
  const contenu = contenuDeFacture(faits);
  return composer(contenu.titre, [contenu], { createdAt: emiseLe });
}

/** Les lettres à imprimer, en un PDF, dans l'ordre donné ; chacune commence sa page 1. */
export function composerCourrier(
  titre: string,
  contenus: readonly ContenuDeFacture[],
  le: Date,
): Promise<Buffer> {
  return composer(titre, contenus, { createdAt: le, paperOnly: true });
}

function composer(
  titre: string,
  contenus: readonly ContenuDeFacture[],
  options: { createdAt: Date; paperOnly?: boolean },
): Promise<Buffer> {
  return renderPdf({
    template: `${MODELES}/facture.typ`,
    // La clé repère la dernière page de chacune dans le document : son rang suffit.
    data: { titre, factures: contenus.map((c, rang) => ({ ...c, cle: String(rang) })) },
    ...options,
  });
}
