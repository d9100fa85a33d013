import { renderPdf } from '../../../platform/pdf.ts';
import type { Fichier } from '../lire.ts';
import { type AttestationEmise, contenuAttestation } from './contenu.ts';

/** Le PDF d'une attestation figée : le même fichier, quel que soit le jour où on l'ouvre. */
export async function composerAttestation(
  attestation: AttestationEmise & { emiseLe: Date },
): Promise<Fichier> {
  const contenu = await renderPdf({
    template: 'src/factures/documents/modeles/attestation.typ',
    data: contenuAttestation(attestation),
    createdAt: attestation.emiseLe,
  });
  return { nom: `attestation-fiscale-${attestation.annee}.pdf`, contenu };
}
