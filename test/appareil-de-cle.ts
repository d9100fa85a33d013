import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';

/** Un appareil qui fabrique une clé d'accès et signe, comme le dit WebAuthn ; chaque fait se fausse. */
export interface AppareilDeCle {
  id: string;
  /** Ce que rend navigator.credentials.create(). */
  fabriquer(demande: string, faits?: Partial<FaitsSignes>): string;
  /** Ce que rend navigator.credentials.get(). */
  signer(demande: string, faits?: Partial<FaitsSignes>): string;
}

export interface FaitsSignes {
  origine: string;
  rpId: string;
  compteur: number;
  porteurReconnu: boolean;
  defi: string;
}

const PRESENT = 0x01;
const RECONNU = 0x04;
const CLE_JOINTE = 0x40;

export function creerAppareil(origine: string): AppareilDeCle {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const identifiant = randomBytes(32);
  const id = identifiant.toString('base64url');
  let usages = 0;

  function faitsDe(demande: string, faits: Partial<FaitsSignes>): FaitsSignes {
    const { challenge, rpId, rp } = JSON.parse(demande);
    usages += 1;
    return {
      origine,
      rpId: rpId ?? rp.id,
      compteur: usages,
      porteurReconnu: true,
      defi: challenge,
      ...faits,
    };
  }
  const donnees = (type: string, f: FaitsSignes) =>
    Buffer.from(JSON.stringify({ type, challenge: f.defi, origin: f.origine, crossOrigin: false }));

  function authentifier(f: FaitsSignes, cle: Buffer | null): Buffer {
    const drapeaux = PRESENT | (f.porteurReconnu ? RECONNU : 0) | (cle ? CLE_JOINTE : 0);
    const compteur = Buffer.alloc(4);
    compteur.writeUInt32BE(f.compteur);
    const rp = createHash('sha256').update(f.rpId).digest();
    return Buffer.concat([rp, Buffer.from([drapeaux]), compteur, ...(cle ? [cle] : [])]);
  }
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });

  return {
    id,
    fabriquer(demande, faits = {}) {
      const f = faitsDe(demande, faits);
      const cose = cbor(
        new Map<number, unknown>([
          [1, 2],
          [3, -7],
          [-1, 1],
          [-2, Buffer.from(x, 'base64url')],
          [-3, Buffer.from(y, 'base64url')],
        ]),
      );
      const longueur = Buffer.from([0, identifiant.length]);
      const jointe = Buffer.concat([Buffer.alloc(16), longueur, identifiant, cose]);
      const attestation = cbor(
        new Map<string, unknown>([
          ['fmt', 'none'],
          ['attStmt', new Map()],
          ['authData', authentifier(f, jointe)],
        ]),
      );
      return JSON.stringify({
        id,
        rawId: id,
        type: 'public-key',
        response: {
          clientDataJSON: donnees('webauthn.create', f).toString('base64url'),
          attestationObject: attestation.toString('base64url'),
          transports: ['internal', 'inventé'],
        },
        clientExtensionResults: {},
      });
    },
    signer(demande, faits = {}) {
      const f = faitsDe(demande, faits);
      const authData = authentifier(f, null);
      const client = donnees('webauthn.get', f);
      const aSigner = Buffer.concat([authData, createHash('sha256').update(client).digest()]);
      return JSON.stringify({
        id,
        rawId: id,
        type: 'public-key',
        response: {
          clientDataJSON: client.toString('base64url'),
          authenticatorData: authData.toString('base64url'),
          signature: sign('sha256', aSigner, privateKey).toString('base64url'),
        },
        clientExtensionResults: {},
      });
    },
  };
}

/** Le peu de CBOR (RFC 8949) qu'une clé demande : entiers, octets, textes, tables. */
function cbor(valeur: unknown): Buffer {
  if (typeof valeur === 'number') return valeur >= 0 ? entete(0, valeur) : entete(1, -1 - valeur);
  if (Buffer.isBuffer(valeur)) return Buffer.concat([entete(2, valeur.length), valeur]);
  if (typeof valeur === 'string') {
    const octets = Buffer.from(valeur);
    return Buffer.concat([entete(3, octets.length), octets]);
  }
  if (valeur instanceof Map) {
    const paires = [...valeur].flatMap(([cle, v]) => [cbor(cle), cbor(v)]);
    return Buffer.concat([entete(5, valeur.size), ...paires]);
  }
  throw new Error('Cette valeur ne s’écrit pas ici en CBOR.');
}

function entete(genre: number, nombre: number): Buffer {
  if (nombre < 24) return Buffer.from([(genre << 5) | nombre]);
  if (nombre < 256) return Buffer.from([(genre << 5) | 24, nombre]);
  return Buffer.from([(genre << 5) | 25, nombre >> 8, nombre & 255]);
}
