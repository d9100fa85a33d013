import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

const VERSION = 1;
const IV = 12;
const TAG = 16;

/** Une clé par usage, tirée du secret de l'installation : l'une n'apprend rien de l'autre. */
function keyFor(secret: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, 'preau', purpose, 32));
}

/**
 * Chiffre (AES-256-GCM). `context` lie le texte à sa place : la ligne d'un compte, recopiée sur un
 * autre, ne s'ouvre plus.
 */
export function seal(secret: string, purpose: string, context: string, text: string): Buffer {
  const iv = randomBytes(IV);
  const cipher = createCipheriv('aes-256-gcm', keyFor(secret, purpose), iv);
  cipher.setAAD(Buffer.from(context));
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([Buffer.from([VERSION]), iv, cipher.getAuthTag(), body]);
}

/** Le texte, ou null : abîmé, recopié d'ailleurs, ou scellé sous un autre secret. */
export function unseal(
  secret: string,
  purpose: string,
  context: string,
  sealed: Buffer,
): string | null {
  if (sealed[0] !== VERSION || sealed.length < 1 + IV + TAG) return null;
  const iv = sealed.subarray(1, 1 + IV);
  const decipher = createDecipheriv('aes-256-gcm', keyFor(secret, purpose), iv);
  decipher.setAAD(Buffer.from(context));
  decipher.setAuthTag(sealed.subarray(1 + IV, 1 + IV + TAG));
  try {
    const body = decipher.update(sealed.subarray(1 + IV + TAG));
    return Buffer.concat([body, decipher.final()]).toString('utf8');
  } catch {
    return null;
  }
}

/** L'empreinte d'un code tiré au hasard : sans le secret, la base seule ne permet pas de l'essayer. */
export function fingerprint(secret: string, purpose: string, text: string): Buffer {
  return createHmac('sha256', keyFor(secret, purpose)).update(text).digest();
}
