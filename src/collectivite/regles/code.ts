/** Le code d'installation : recopié à la main depuis le journal du serveur (Installation, règle 2). */

/** Ni I, ni L, ni O, ni U : rien qui se confonde à la lecture (alphabet de Crockford). */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LONGUEUR = 12;

/** Douze signes de cinq bits : soixante bits, hors de portée d'essais comptés. */
export function composerCode(hasard: Uint8Array): string {
  const signes = [...hasard.subarray(0, LONGUEUR)].map((o) => ALPHABET[o & 31] ?? '');
  if (signes.length < LONGUEUR) throw new RangeError('il faut douze octets de hasard');
  return [0, 4, 8].map((debut) => signes.slice(debut, debut + 4).join('')).join('-');
}

/** Ce qui a été recopié, remis en forme : « k7qf 2m9x-trob » → « K7QF-2M9X-TR0B ». Null : pas un code. */
export function lireCode(saisie: string): string | null {
  const signes = saisie
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');
  if (signes.length !== LONGUEUR || [...signes].some((s) => !ALPHABET.includes(s))) return null;
  return `${signes.slice(0, 4)}-${signes.slice(4, 8)}-${signes.slice(8)}`;
}
