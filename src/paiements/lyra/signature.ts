import { createHmac, timingSafeEqual } from 'node:crypto';

/** Les valeurs des champs `vads_*`, dans l'ordre de leurs noms, puis la clé (Lyra, formulaire V2). */
export function chaineASigner(champs: Record<string, string>, cle: string): string {
  const noms = Object.keys(champs)
    .filter((nom) => nom.startsWith('vads_'))
    .sort();
  return [...noms.map((nom) => champs[nom]), cle].join('+');
}

export function signer(champs: Record<string, string>, cle: string): string {
  return createHmac('sha256', cle).update(chaineASigner(champs, cle)).digest('base64');
}

/** Compare en temps constant. */
export function signatureJuste(champs: Record<string, string>, cle: string): boolean {
  const attendue = Buffer.from(signer(champs, cle));
  const recue = Buffer.from(champs.signature ?? '');
  return attendue.length === recue.length && timingSafeEqual(attendue, recue);
}
