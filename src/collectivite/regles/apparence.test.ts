import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { composerCode, lireCode } from './code.ts';
import { CONTRASTE_EXIGE, contrasteAvecLeBlanc, jugerCouleur, lireCouleur } from './couleur.ts';
import { jugerLogo, LOGO_MAX_OCTETS } from './logo.ts';

const PNG_1X1 =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

/** Un PNG dont seules les dimensions changent : ce que l'on juge, pas ce que l'on dessine. */
function png(largeur: number, hauteur: number): Buffer {
  const octets = Buffer.from(PNG_1X1, 'base64');
  octets.writeUInt32BE(largeur, 16);
  octets.writeUInt32BE(hauteur, 20);
  return octets;
}

function jpeg(largeur: number, hauteur: number): Buffer {
  const trame = Buffer.from('ffd8ffe000104a46494600010100000100010000ffc0001108', 'hex');
  const cotes = Buffer.alloc(4);
  cotes.writeUInt16BE(hauteur, 0);
  cotes.writeUInt16BE(largeur, 2);
  return Buffer.concat([trame, cotes, Buffer.from('03012200021101031101ffd9', 'hex')]);
}

describe('la couleur', () => {
  test('s’écrit comme on la connaît : avec ou sans dièse, en trois ou six signes', () => {
    expect(
      ['#1F6F5C', '1f6f5c', ' #1f6f5c ', '#abc', 'vert', '#12345', ''].map(lireCouleur),
    ).toEqual(['#1f6f5c', '#1f6f5c', '#1f6f5c', '#aabbcc', null, null, null]);
  });

  test('le contraste avec le blanc est celui de la norme', () => {
    expect(contrasteAvecLeBlanc('#ffffff')).toBeCloseTo(1, 5);
    expect(contrasteAvecLeBlanc('#000000')).toBeCloseTo(21, 5);
    expect(contrasteAvecLeBlanc('#767676')).toBeCloseTo(4.54, 2);
  });

  test('un jaune est trop pâle : la phrase le dit et propose le même, plus foncé', () => {
    expect(jugerCouleur('#1f6f5c')).toEqual({ lisible: true });
    const avis = jugerCouleur('#ffd400');
    expect(avis).toMatchObject({ lisible: false, phrase: expect.stringContaining('trop pâle') });
    expect(!avis.lisible && avis.phrase).toContain(!avis.lisible && avis.proche);
  });

  test('quelle que soit la couleur, celle qui est proposée se lit', () => {
    const couleur = fc
      .integer({ min: 0, max: 0xffffff })
      .map((n) => `#${n.toString(16).padStart(6, '0')}`);
    fc.assert(
      fc.property(couleur, (c) => {
        const avis = jugerCouleur(c);
        expect(contrasteAvecLeBlanc(avis.lisible ? c : avis.proche)).toBeGreaterThanOrEqual(
          CONTRASTE_EXIGE,
        );
      }),
    );
  });
});

describe('le logo', () => {
  test('une image PNG ou JPEG convenable est prise pour ce qu’elle est', () => {
    expect(jugerLogo(png(400, 200)).logo?.type).toBe('image/png');
    expect(jugerLogo(jpeg(64, 48)).logo?.type).toBe('image/jpeg');
  });

  test.each([
    ['trop lourde', Buffer.concat([png(400, 400), Buffer.alloc(LOGO_MAX_OCTETS)]), '200 Ko'],
    ['trop petite', png(16, 400), '16 × 400 pixels'],
    ['immense : 40 000 pixels tiendraient toute la mémoire', png(400, 40_000), 'pixels'],
    ['une page', Buffer.from('<html><script>alert(1)</script></html>'), 'n’est pas une image'],
    ['un PNG suivi d’une page', Buffer.concat([png(64, 64), Buffer.from('<p>')]), 'n’est pas une'],
    ['un JPEG coupé', jpeg(64, 64).subarray(0, -2), 'n’est pas une image'],
    ['SVG : il peut porter un programme', Buffer.from('<svg/>'), 'PNG ou JPEG'],
    ['rien', Buffer.alloc(0), 'n’est pas une image'],
  ])('une image %s est refusée', (_cas, octets, mots) => {
    expect(jugerLogo(octets).refus).toContain(mots);
  });
});

describe('le code d’installation', () => {
  test('se recopie à la main, avec ou sans tirets, un o pour un zéro', () => {
    const code = composerCode(Uint8Array.from([20, 7, 26, 15, 2, 22, 9, 30, 27, 24, 0, 11]));
    expect(code).toBe('M7TF-2P9Y-VR0B');
    expect(lireCode('m7tf 2p9y vrob')).toBe(code);
    expect([lireCode(''), lireCode('M7TF-2P9Y'), lireCode('M7TF-2P9Y-VRUB')]).toEqual([
      null,
      null,
      null,
    ]);
  });

  test('ce qui est affiché se relit toujours', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 12, maxLength: 12 }), (hasard) => {
        const code = composerCode(hasard);
        expect(lireCode(code.toLowerCase().replaceAll('-', ' '))).toBe(code);
      }),
    );
  });
});
