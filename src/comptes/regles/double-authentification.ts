import { Secret, TOTP } from 'otpauth';
import { ROLES_A_DOUBLE_AUTHENTIFICATION } from './droits.ts';

/** `propose` : hors production seulement ; `roles` : ceux qui tiennent l'argent ou les accès ; `tous`. */
export type ReglageDeLaDoubleAuthentification = 'propose' | 'roles' | 'tous';

/** Ce rôle doit-il poser la double authentification ? (Agents, règle 6) */
export function exigeLaDoubleAuthentification(
  { role }: { role: string },
  reglage: ReglageDeLaDoubleAuthentification,
): boolean {
  if (reglage === 'propose') return false;
  return reglage === 'tous' || ROLES_A_DOUBLE_AUTHENTIFICATION.some((r) => r === role);
}

const PERIODE_SECONDES = 30;
/** Un pas d'avance ou de retard : l'heure d'un téléphone n'est jamais tout à fait la nôtre. */
const TOLERANCE_EN_PAS = 1;
/** RFC 4226, § 4 : 160 bits. */
export const OCTETS_DU_SECRET = 20;

/** Le pas de trente secondes de cet instant (RFC 6238, § 4.2). */
export function pasDe(instant: Date): number {
  return Math.floor(instant.getTime() / 1000 / PERIODE_SECONDES);
}

export type AvisSurUnCode = { issue: 'juste'; pas: number } | { issue: 'faux' | 'rejoue' };

/**
 * Ce code est-il bon, maintenant ? `dernierPas` : le dernier accepté, qui ne l'est plus, ni aucun
 * d'avant (RFC 6238, § 5.2) ; null : aucun encore.
 */
export function examinerCode(
  secret: string,
  code: string,
  maintenant: Date,
  dernierPas: number | null,
): AvisSurUnCode {
  if (!/^\d{6}$/.test(code)) return { issue: 'faux' };
  const ecart = totpDe(secret).validate({
    token: code,
    timestamp: maintenant.getTime(),
    window: TOLERANCE_EN_PAS,
  });
  if (ecart === null) return { issue: 'faux' };
  const pas = pasDe(maintenant) + ecart;
  return dernierPas === null || pas > dernierPas ? { issue: 'juste', pas } : { issue: 'rejoue' };
}

/** Le code que montrerait l'application : essais et démonstration. */
export function codeDe(secret: string, instant: Date): string {
  return totpDe(secret).generate({ timestamp: instant.getTime() });
}

/** L'adresse otpauth:// que lit l'application. */
export function adresseOtp(secret: string, compte: string, emetteur: string): string {
  return totpDe(secret, compte, emetteur).toString();
}

/** SHA-1, six chiffres, trente secondes : ce que toutes les applications savent lire. */
function totpDe(secret: string, label = 'Préau', issuer = ''): TOTP {
  return new TOTP({
    secret: Secret.fromBase32(secret),
    label,
    issuer,
    algorithm: 'SHA1',
    digits: 6,
    period: PERIODE_SECONDES,
  });
}

export const NOMBRE_DE_CODES = 10;
/** Ni 0 ni O, ni 1, I ou L, ni U : se recopie sans se tromper. Dix signes font 49 bits. */
export const ALPHABET_DES_CODES = 'ABCDEFGHJKMNPQRSTVWXYZ23456789';
export const LONGUEUR_DES_CODES = 10;

export type SaisieDeCode = { genre: 'application' | 'secours'; code: string };

/** Ce qui est tapé : six chiffres, ou un code de secours, avec les espaces et tirets que l'on veut. */
export function lireCode(saisie: string): SaisieDeCode | null {
  const code = saisie.toUpperCase().replace(/[^A-Z0-9]/g, '');
  if (/^\d{6}$/.test(code)) return { genre: 'application', code };
  const secours = code.length === LONGUEUR_DES_CODES;
  return secours && [...code].every((signe) => ALPHABET_DES_CODES.includes(signe))
    ? { genre: 'secours', code }
    : null;
}

/** « ABCDE-FGHJK » : se lit et se recopie par moitiés. */
export function ecrireCodeDeSecours(code: string): string {
  return `${code.slice(0, 5)}-${code.slice(5)}`;
}

/** Le secret par groupes de quatre, pour qui ne peut pas photographier le dessin. */
export function ecrireSecret(secret: string): string {
  return secret.match(/.{1,4}/g)?.join(' ') ?? '';
}
