import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { deriveKeyring, type Keyring, open, parseKeyring, seal } from './encryption.ts';

const cle = () => randomBytes(32).toString('base64');
const [une, deux] = [cle(), cle()];
const trousseau = (texte: string): Keyring => parseKeyring(texte)!;
const UN = trousseau(`1:${une}`);
const ICI = 'enfant:12:allergies';

describe('chiffrer', () => {
  test('ce qui est chiffré ne se lit pas, et se retrouve tel quel', () => {
    const texte = 'Arachide 🥜 : piqûre d’adrénaline, trousse rouge.';
    const scelle = seal(UN, texte, ICI);
    expect(scelle.data.toString('latin1')).not.toContain('Arachide');
    expect(open(UN, scelle, ICI)).toBe(texte);
  });

  test('deux fois le même texte : deux chiffrés, que rien ne rapproche', () => {
    expect(seal(UN, 'oui', ICI).data.equals(seal(UN, 'oui', ICI).data)).toBe(false);
  });

  test('« non » et une longue réponse font la même taille', () => {
    const tailles = ['', 'non', 'é'.repeat(500)].map((t) => seal(UN, t, ICI).data.length);
    expect(new Set(tailles).size).toBe(1);
    const long = 'é'.repeat(2000);
    expect(open(UN, seal(UN, long, ICI), ICI)).toBe(long);
  });

  test('recopié chez un autre enfant, retouché ou coupé, il ne s’ouvre pas', () => {
    const scelle = seal(UN, 'oui', ICI);
    expect(open(UN, scelle, 'enfant:13:allergies')).toBeNull();
    const retouche = Buffer.from(scelle.data);
    retouche[retouche.length - 1]! ^= 1;
    expect(open(UN, { ...scelle, data: retouche }, ICI)).toBeNull();
    expect(open(UN, { ...scelle, data: scelle.data.subarray(0, 20) }, ICI)).toBeNull();
  });
});

describe('les clés', () => {
  test('la plus récente chiffre, les anciennes ouvrent encore ; sans elle, rien', () => {
    const ancien = seal(UN, 'oui', ICI);
    const tourne = trousseau(`2:${deux},1:${une}`);
    const neuf = seal(tourne, 'oui', ICI);
    expect([ancien.key, neuf.key]).toEqual([1, 2]);
    expect([open(tourne, ancien, ICI), open(tourne, neuf, ICI)]).toEqual(['oui', 'oui']);
    expect(open(trousseau(`2:${deux}`), ancien, ICI)).toBeNull();
  });

  test('une clé mal écrite est refusée, jamais raccourcie', () => {
    for (const faux of ['', 'abc', une, `0:${une}`, `1:${une.slice(4)}`, `1:${une},1:${deux}`])
      expect(parseKeyring(faux)).toBeNull();
    expect(trousseau(` 12:${une} , 3:${deux}`).current).toBe(12);
  });

  test('tirée du secret, elle ne change pas d’un démarrage à l’autre', () => {
    const scelle = seal(deriveKeyring('un secret'), 'oui', ICI);
    expect(open(deriveKeyring('un secret'), scelle, ICI)).toBe('oui');
    expect(open(deriveKeyring('un autre'), scelle, ICI)).toBeNull();
  });
});
