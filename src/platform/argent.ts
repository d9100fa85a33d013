const EUROS = new Intl.NumberFormat('fr-FR', { style: 'currency', currency: 'EUR' });

/** 305 → « 3,05 € », avec les espaces insécables du français. */
export function ecrireEuros(centimes: number): string {
  return EUROS.format(centimes / 100);
}

/** Lit « 3,05 », « 3.05 € » ou « 1 250 » ; null : ce n'est pas une somme au centime près. */
export function lireEuros(saisie: string): number | null {
  const net = saisie.replace(/[\s\u00a0\u202f€]/g, '').replace(',', '.');
  if (!/^-?\d{1,9}(\.\d{1,2})?$/.test(net)) return null;
  return Math.round(Number(net) * 100);
}
