import { type Acteur, noter } from '../../journal/actions.ts';
import { transaction } from '../../platform/db.ts';
import { Introuvable, Refus } from '../../platform/errors.ts';
import type { Services } from '../../platform/http.ts';
import { jourLocal } from '../../platform/instants.ts';
import { passerFactures } from '../../regie/actions/ecritures.ts';
import { prendreNumeros } from '../../regie/actions/numeroter.ts';
import { ecrireNumero } from '../documents/contenu.ts';
import { insererAvoir, verrouillerFacture } from '../requetes/emettre.ts';
import { chercherFuseau } from '../requetes/fuseau.ts';

const MOTIF_MINIMUM = 5;

/**
 * Annule une facture par un avoir, son miroir : mêmes lignes, montants opposés. Ce qui avait été
 * payé devient un crédit du payeur (Factures, règle 10).
 * @throws Refus sans motif, ou si la facture a déjà un avoir, est un avoir, ou est passée au titre
 */
export async function faireAvoir(
  { db, clock }: Pick<Services, 'db' | 'clock'>,
  saisie: { factureId: number; motif: string; acteur: Acteur },
): Promise<number> {
  const le = clock.now();
  const motif = saisie.motif.trim();
  if (motif.length < MOTIF_MINIMUM) {
    throw new Refus('motif', 'Écrivez le motif : la famille et le comptable le liront.', 'motif');
  }
  const jour = jourLocal(le, await chercherFuseau(db));
  return transaction(db, async (tx) => {
    const facture = await verrouillerFacture(tx, saisie.factureId);
    if (!facture) throw new Introuvable();
    const refus = refuser(facture);
    if (refus) throw new Refus('avoir_impossible', refus);
    const exercice = Number(jour.slice(0, 4));
    const { regieId } = facture;
    const numero = await prendreNumeros(tx, { regieId, exercice, serie: 'facture', nombre: 1 });
    const { compteId } = saisie.acteur;
    const id = await insererAvoir(tx, facture.id, { exercice, numero, jour, motif, le, compteId });
    await passerFactures(tx, [id], { le, compteId });
    await noter(tx, {
      le,
      acteur: saisie.acteur,
      verbe: 'faire_avoir',
      phrase: `Avoir n° ${ecrireNumero({ exercice, numero })} : annule la facture n° ${ecrireNumero(facture)}. Motif : ${motif}`,
      sujets: [
        `facture:${facture.id}`,
        ...(facture.familleId === null ? [] : [`famille:${facture.familleId}`]),
      ],
    });
    return id;
  });
}

function refuser(facture: { genre: string; avoir: boolean; auTitre: boolean }): string | null {
  if (facture.genre === 'avoir') return 'Un avoir ne s’annule pas : émettez une nouvelle facture.';
  if (facture.avoir) return 'Cette facture a déjà son avoir.';
  if (facture.auTitre) {
    return 'Cette facture est passée au comptable public : demandez-lui une réduction de titre.';
  }
  return null;
}
