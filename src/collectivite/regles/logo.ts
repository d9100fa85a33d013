/**
 * Le logo : un fichier reçu de dehors, jugé sur son contenu, jamais sur son nom ni sur ce que le
 * navigateur en dit (Installation, règle 7). Pas de SVG : ce
 * dessin-là est un document, qui peut porter un programme.
 */

export const LOGO_MAX_OCTETS = 200 * 1024;
const COTE_MIN = 32;
const COTE_MAX = 2000;

export type Logo = { type: 'image/png' | 'image/jpeg'; octets: Buffer };
export type JugementLogo = { logo: Logo; refus: null } | { logo: null; refus: string };

export const LOGOS_ACCEPTES = '.png,.jpg,.jpeg,image/png,image/jpeg';

/** Le logo tel qu'il sera servi, ou la phrase qui dit quoi changer. */
export function jugerLogo(octets: Buffer): JugementLogo {
  if (octets.length > LOGO_MAX_OCTETS) {
    return refuser('Ce logo dépasse 200 Ko. Enregistrez-le plus petit : 400 pixels suffisent.');
  }
  const dimensions = mesurerPng(octets) ?? mesurerJpeg(octets);
  if (dimensions) return jugerImage(octets, dimensions);
  return refuser(
    'Ce fichier n’est pas une image PNG ou JPEG. Enregistrez votre logo en PNG, puis recommencez.',
  );
}

interface Dimensions {
  type: Logo['type'];
  largeur: number;
  hauteur: number;
}

function jugerImage(octets: Buffer, { type, largeur, hauteur }: Dimensions): JugementLogo {
  const cotes = [largeur, hauteur];
  if (cotes.every((c) => c >= COTE_MIN && c <= COTE_MAX))
    return { logo: { type, octets }, refus: null };
  return refuser(
    `Ce logo fait ${largeur} × ${hauteur} pixels : choisissez-en un de ${COTE_MIN} à ${COTE_MAX} pixels de côté.`,
  );
}

function refuser(refus: string): JugementLogo {
  return { logo: null, refus };
}

const SIGNATURE_PNG = Buffer.from('89504e470d0a1a0a', 'hex');
const FIN_PNG = Buffer.from('0000000049454e44ae426082', 'hex');

/** PNG, 2e édition, § 5 et 11.2.2 : la signature, puis les dimensions ; rien après la fin. */
function mesurerPng(o: Buffer): Dimensions | null {
  const entier =
    o.length > 45 &&
    o.subarray(0, 8).equals(SIGNATURE_PNG) &&
    o.toString('latin1', 12, 16) === 'IHDR' &&
    o.subarray(-FIN_PNG.length).equals(FIN_PNG);
  return entier
    ? { type: 'image/png', largeur: o.readUInt32BE(16), hauteur: o.readUInt32BE(20) }
    : null;
}

/** UIT-T T.81, annexe B : des segments, jusqu'à celui qui donne les dimensions. */
function mesurerJpeg(o: Buffer): Dimensions | null {
  const entier =
    o.length > 20 && o.readUInt16BE(0) === 0xffd8 && o.readUInt16BE(o.length - 2) === 0xffd9;
  if (!entier) return null;
  for (let ici = 2; ici + 9 < o.length && o[ici] === 0xff; ) {
    const marque = o[ici + 1] ?? 0;
    if (estUneTrame(marque)) {
      return {
        type: 'image/jpeg',
        hauteur: o.readUInt16BE(ici + 5),
        largeur: o.readUInt16BE(ici + 7),
      };
    }
    ici += 2 + Math.max(2, o.readUInt16BE(ici + 2));
  }
  return null;
}

function estUneTrame(marque: number): boolean {
  return marque >= 0xc0 && marque <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marque);
}
