import { ecrireEuros } from '../../platform/argent.ts';
import { ajouterMois, ecrireJour, type Jour } from '../../platform/jours.ts';

/** Ce que la régie détient vraiment : espèces et compte de dépôt ; un chèque n'est pas encaissé. */
export function encaisseDe(soldes: { caisse?: number; depot_de_fonds?: number }): number {
  return (soldes.caisse ?? 0) + (soldes.depot_de_fonds ?? 0);
}

/** Ce qui oblige à verser maintenant, en phrases ; vide : rien ne presse (Régie, règle 14). */
export function alertesDeVersement(faits: {
  encaisseCentimes: number;
  plafondCentimes: number;
  /** Le dernier versement ou, à défaut, le premier encaissement. */
  depuis: Jour | null;
  aujourdhui: Jour;
}): string[] {
  const { encaisseCentimes, plafondCentimes, depuis, aujourdhui } = faits;
  if (encaisseCentimes <= 0) return [];
  const alertes: string[] = [];
  if (encaisseCentimes >= plafondCentimes) {
    alertes.push(
      `L’encaisse (${ecrireEuros(encaisseCentimes)}) atteint son plafond de ${ecrireEuros(plafondCentimes)} : versez au comptable dès aujourd’hui.`,
    );
  }
  if (depuis !== null && ajouterMois(depuis, 1) <= aujourdhui) {
    alertes.push(
      `Rien n’a été versé depuis le ${ecrireJour(depuis, { annee: true })} : un versement par mois au moins est obligatoire.`,
    );
  }
  return alertes;
}

/**
 * Partage une somme entre les produits d'une facture, au prorata, au centime : le reste des arrondis
 * va aux plus fortes décimales, puis dans l'ordre des codes (Régie, règle 15).
 */
export function ventiler(
  montantCentimes: number,
  codes: readonly { code: string; montantCentimes: number }[],
): Map<string, number> {
  const payants = codes.filter((c) => c.montantCentimes > 0);
  const total = payants.reduce((t, c) => t + c.montantCentimes, 0);
  if (total === 0) return new Map([['', montantCentimes]]);
  const signe = Math.sign(montantCentimes);
  const parts = payants.map((c) => {
    const produit = Math.abs(montantCentimes) * c.montantCentimes;
    return { code: c.code, entier: Math.floor(produit / total), reste: produit % total };
  });
  let manque = Math.abs(montantCentimes) - parts.reduce((t, p) => t + p.entier, 0);
  const parReste = parts.toSorted((a, b) => b.reste - a.reste || (a.code < b.code ? -1 : 1));
  for (const part of parReste) {
    if (manque === 0) break;
    part.entier += 1;
    manque -= 1;
  }
  return new Map(parts.map((p) => [p.code, signe * p.entier]));
}

/** Additionne des ventilations, produit par produit ; les produits à zéro disparaissent. */
export function cumuler(ventilations: readonly Map<string, number>[]): Record<string, number> {
  const cumul = new Map<string, number>();
  for (const ventilation of ventilations)
    for (const [code, montant] of ventilation) cumul.set(code, (cumul.get(code) ?? 0) + montant);
  return Object.fromEntries([...cumul].filter(([, montant]) => montant !== 0).sort());
}
