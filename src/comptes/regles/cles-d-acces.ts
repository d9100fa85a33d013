/** Clés d'accès (WebAuthn) : Comptes, règles 15 à 20. */

/** Un téléphone, un ordinateur, une clé de secours, et ceux d'avant ; au-delà, on ne s'y retrouve plus. */
export const CLES_PAR_COMPTE = 10;
export const NOM_MAX = 60;

/**
 * Le compteur annoncé par la clé montre-t-il qu'une copie a pu servir ? (WebAuthn, § 6.1.1) `dernier` :
 * le plus grand déjà vu. Zéro et zéro : une clé qui ne compte pas, comme celles que les téléphones
 * recopient d'un appareil à l'autre.
 */
export function compteurRecule(dernier: number, annonce: number): boolean {
  if (dernier === 0 && annonce === 0) return false;
  return !(annonce > dernier);
}

export interface MoyensDEntrer {
  clesQuiOuvrent: number;
  motDePasse: boolean;
  courriel: boolean;
}

/** Pourquoi cette clé ne peut pas partir, ou null. Elle compte parmi `clesQuiOuvrent` si elle ouvre encore. */
export function refuserLeRetrait(moyens: MoyensDEntrer, ouvre: boolean): string | null {
  const restantes = moyens.clesQuiOuvrent - (ouvre ? 1 : 0);
  if (!ouvre || restantes > 0 || moyens.motDePasse || moyens.courriel) return null;
  return 'C’est votre seule façon d’entrer : ajoutez d’abord une autre clé, ou une adresse électronique.';
}

/** Le nom donné à la clé, ou celui de l'appareil ; jamais vide. */
export function nommerLaCle(saisie: string, appareil: string): string {
  return (saisie.replace(/\s+/g, ' ').trim() || appareil).slice(0, NOM_MAX);
}

/** Ce que dit l'appareil de la façon de lui parler : rien d'autre ne se range. */
export function garderLesTransports(annonces: readonly string[]): string[] {
  const connus = ['usb', 'nfc', 'ble', 'smart-card', 'hybrid', 'internal', 'cable'];
  return connus.filter((t) => annonces.includes(t));
}
