import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

/** Les clés qui chiffrent ce que la base ne doit pas dire (docs/decisions/0022). */
export interface Keyring {
  /** La clé qui chiffre ; les autres ne font plus que déchiffrer. */
  current: number;
  keys: ReadonlyMap<number, Buffer>;
}

export interface Sealed {
  key: number;
  data: Buffer;
}

const KEY_BYTES = 32;
const IV_BYTES = 12;
const TAG_BYTES = 16;
/** La longueur aussi parle : « non » et « oui, à l'arachide » font la même taille. */
const BLOCK_BYTES = 1024;

/**
 * « 1:base64 » ou « 2:base64,1:base64 » : le plus grand numéro chiffre, tous déchiffrent.
 * Null si ce n'en est pas : une clé fait 32 octets, un numéro ne sert qu'une fois.
 */
export function parseKeyring(text: string): Keyring | null {
  const keys = new Map<number, Buffer>();
  for (const part of text.split(',')) {
    const read = /^\s*([1-9]\d{0,3}):([A-Za-z0-9+/]{43}=)\s*$/.exec(part);
    const number = Number(read?.[1]);
    const key = Buffer.from(read?.[2] ?? '', 'base64');
    if (key.length !== KEY_BYTES || keys.has(number)) return null;
    keys.set(number, key);
  }
  return { current: Math.max(...keys.keys()), keys };
}

/** Hors production : une clé tirée du secret, pour ne rien demander à qui essaie. */
export function deriveKeyring(secret: string): Keyring {
  const key = hkdfSync('sha256', secret, '', 'preau:chiffrement:1', KEY_BYTES);
  return { current: 1, keys: new Map([[1, Buffer.from(key)]]) };
}

/**
 * Chiffre et authentifie (AES-256-GCM). `context` dit de quoi il s'agit (« enfant:12:allergies ») :
 * recopié dans une autre ligne, le même chiffré ne s'ouvre plus.
 */
export function seal(keyring: Keyring, text: string, context: string): Sealed {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', keyOf(keyring, keyring.current), iv);
  cipher.setAAD(Buffer.from(context));
  const body = Buffer.concat([cipher.update(pad(text)), cipher.final()]);
  return { key: keyring.current, data: Buffer.concat([iv, cipher.getAuthTag(), body]) };
}

/** Le texte, ou null : clé perdue, chiffré retouché, ou d'une autre ligne. */
export function open(keyring: Keyring, { key, data }: Sealed, context: string): string | null {
  const secret = keyring.keys.get(key);
  if (!secret || data.length < IV_BYTES + TAG_BYTES) return null;
  const decipher = createDecipheriv('aes-256-gcm', secret, data.subarray(0, IV_BYTES));
  decipher.setAAD(Buffer.from(context));
  decipher.setAuthTag(data.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
  try {
    const body = data.subarray(IV_BYTES + TAG_BYTES);
    return unpad(Buffer.concat([decipher.update(body), decipher.final()]));
  } catch {
    return null;
  }
}

function keyOf(keyring: Keyring, number: number): Buffer {
  const key = keyring.keys.get(number);
  if (!key) throw new Error(`la clé ${number} manque`);
  return key;
}

/** La longueur du texte sur quatre octets, le texte, puis des zéros jusqu'au bloc. */
function pad(text: string): Buffer {
  const bytes = Buffer.from(text);
  const size = Math.ceil((bytes.length + 4) / BLOCK_BYTES) * BLOCK_BYTES;
  const block = Buffer.alloc(size);
  block.writeUInt32BE(bytes.length);
  bytes.copy(block, 4);
  return block;
}

function unpad(block: Buffer): string {
  return block.subarray(4, 4 + block.readUInt32BE()).toString();
}
