import { renderPdf } from '../../platform/pdf.ts';
import { type ContenuDeFacture, contenuDeFacture, type FaitsDeFacture } from './contenu.ts';

const MODELES = 'src/factures/documents/modeles';

/** Le PDF d'une facture ou d'un avoir ; `emiseLe` date le fichier. */
export function composerFacture(faits: FaitsDeFacture, emiseLe: Date): Promise<Buffer> {
  const contenu = contenuDeFacture(faits);
  return composerFactures(contenu.titre, [contenu], emiseLe);
}

/** Un seul PDF de plusieurs factures, dans l'ordre donné ; chacune commence sa page 1. */
export function composerFactures(
  titre: string,
  contenus: readonly ContenuDeFacture[],
  le: Date,
): Promise<Buffer> {
  return renderPdf({
    template: `${MODELES}/facture.typ`,
    // La clé repère la dernière page de chacune dans le document : son rang suffit.
    data: { titre, factures: contenus.map((c, rang) => ({ ...c, cle: String(rang) })) },
    createdAt: le,
  });
}
