import { createHmac, timingSafeEqual } from 'node:crypto';

/** Signe un reçu : qui change un octet de la base ne sait pas refaire sa signature. */
export function signer(secret: string, contenu: string): string {
  return createHmac('sha256', secret).update(`reçu:${contenu}`).digest('base64url');
}

/** Faux si le contenu n'est plus celui qui a été signé, ou si le secret de l'installation a changé. */
export function estSigne(secret: string, contenu: string, signature: string): boolean {
  const attendue = Buffer.from(signer(secret, contenu));
  const recue = Buffer.from(signature);
  return attendue.length === recue.length && timingSafeEqual(attendue, recue);
}
