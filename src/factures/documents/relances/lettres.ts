import type { Jour } from '../../../platform/jours.ts';
import { lireDestinataire, lireEmetteur } from '../parties.ts';
import { type ContenuDeRelance, contenuDeRelance, type FactureRelancee } from './contenu.ts';
import type { Degre } from './regles.ts';
import type { RegieDeRelance } from './requetes.ts';

interface Relancee extends FactureRelancee {
  regieId: number;
  payeurId: number;
  degre: Degre;
  destinataire: unknown;
}

export interface LettreDeRelance<R> {
  contenu: ContenuDeRelance;
  degre: Degre;
  factures: R[];
}

/** Une lettre par payeur et par régie, dans l'ordre des factures données. */
export function grouperEnLettres<R extends Relancee>(
  relancees: readonly R[],
  regies: ReadonlyMap<number, RegieDeRelance>,
  pour: { le: Jour; adresse: string },
): LettreDeRelance<R>[] {
  const groupes = Map.groupBy(relancees, (r) => `${r.payeurId}-${r.regieId}`);
  return [...groupes.values()].flatMap((factures) => {
    const [premiere] = factures;
    const regie = premiere && regies.get(premiere.regieId);
    if (!premiere || !regie) return [];
    const degre =
      factures
        .map((f) => f.degre)
        .sort()
        .at(-1) ?? 1;
    const contenu = contenuDeRelance({
      degre,
      le: pour.le,
      emetteur: lireEmetteur(regie.emetteur),
      destinataire: lireDestinataire(premiere.destinataire),
      factures,
      adressePaiement: regie.enLigne ? `${pour.adresse}/famille/factures` : null,
    });
    return [{ contenu, degre, factures }];
  });
}
