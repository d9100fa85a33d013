/** docs/regles/paiements.md est la donnée de ces tests : un exemple faux dans la page est un échec. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Constat, Resultat } from '../port.ts';
import { courrielAccepte, ecrireReference, normaliserObjet } from './normaliser.ts';
import { prochaineVerification, verificationApresPanne } from './releves.ts';
import { deciderSuite, ETATS_DE_PAIEMENT, type PaiementConnu, type Suite } from './suites.ts';

const page = readFileSync(new URL('../../../docs/regles/paiements.md', import.meta.url), 'utf8');
const [suites = [], releves = [], objets = [], adresses = []] = [
  ...page.matchAll(/^\|-.*\n((?:\|.+\n)+)/gm),
].map((t) =>
  (t[1] ?? '')
    .trim()
    .split('\n')
    .map((ligne) => ligne.slice(2, -2).split(' | ')),
);

const OUVERT = new Date('2026-10-15T07:31:00Z');
const UNITES: Record<string, number> = { min: 60_000, h: 3_600_000, j: 86_400_000 };
const duree = (texte = '') => {
  const [nombre, unite = ''] = texte.split(' ');
  return Number(nombre) * (UNITES[unite] ?? Number.NaN);
};
const apres = (texte = '') => new Date(OUVERT.getTime() + duree(texte));

const demande = (etat: PaiementConnu['etat']): PaiementConnu => ({
  etat,
  montantCentimes: 4560,
  numeroClient: '123456',
  reference: '012026F001234T1',
  ouvertLe: OUVERT,
});
const constat = (de: Partial<Constat> = {}): Constat => ({
  montantCentimes: 4560,
  numeroClient: '123456',
  reference: '012026F001234T1',
  autorisation: 'A1B2C3',
  brut: {},
  ...de,
});

function lireReponse(texte = ''): Resultat {
  const paye = (de: Partial<Constat>): Resultat => ({
    issue: 'paye',
    moyen: 'carte',
    constat: constat(de),
  });
  if (texte === 'payé par carte') return paye({});
  if (texte === 'payé par prélèvement') {
    return { issue: 'paye', moyen: 'prelevement', constat: constat() };
  }
  if (texte === 'refusé') return { issue: 'refuse', moyen: 'carte', constat: constat() };
  if (texte === 'abandonné') return { issue: 'abandonne', constat: constat() };
  if (texte === 'inconnu') return { issue: 'inconnu' };
  if (texte === 'en attente') return { issue: 'en_attente' };
  const montant = /^payé (\d+),(\d\d) €$/.exec(texte);
  if (montant) return paye({ montantCentimes: Number(`${montant[1]}${montant[2]}`) });
  const client = /^payé au client (\d+)$/.exec(texte)?.[1];
  if (client) return paye({ numeroClient: client });
  const reference = /^payé pour (\w+)$/.exec(texte)?.[1];
  if (reference) return paye({ reference });
  throw new Error(`réponse inconnue dans la page : « ${texte} »`);
}

function dire(s: Suite): string {
  if (s.suite === 'encaisser') {
    return `encaisser par ${s.moyen === 'carte' ? 'carte' : 'prélèvement'}`;
  }
  return s.suite === 'conclure' ? s.etat : s.suite;
}

test('la page donne ses tableaux, et chaque exemple cite une règle de la page', () => {
  expect([suites, releves, objets, adresses].map((t) => t.length)).toEqual([19, 11, 3, 4]);
  const regles = new Set([...page.matchAll(/^(\d+)\. \*\*/gm)].map((trouve) => trouve[1]));
  expect(regles.size).toBe(17);
  for (const ligne of [...suites, ...releves, ...objets, ...adresses]) {
    expect(regles).toContain(ligne.at(-1));
  }
});

describe('Ce que devient un paiement', () => {
  test.each(suites)('%s, %s, %s : %s', (etat, age, reponse, alors) => {
    const connu = ETATS_DE_PAIEMENT.find((e) => e === etat);
    if (!connu) throw new Error(`état inconnu : ${etat}`);
    expect(dire(deciderSuite(demande(connu), lireReponse(reponse), apres(age)))).toBe(alors);
  });
});

describe('Quand redemander', () => {
  test.each(releves)('à %s, après %s pannes : dans %s', (age, pannes, dans) => {
    const maintenant = apres(age);
    const quand =
      pannes === '0'
        ? prochaineVerification(OUVERT, maintenant)
        : verificationApresPanne(OUVERT, Number(pannes), maintenant);
    expect(quand === null ? null : quand.getTime() - maintenant.getTime()).toBe(
      dans === 'jamais' ? null : duree(dans),
    );
  });
});

describe('Ce qui part au Trésor', () => {
  test.each(objets)('%s', (ecrit = '', part) => expect(normaliserObjet(ecrit)).toBe(part));
  test.each(adresses)('%s : %s', (adresse = '', acceptee) =>
    expect(courrielAccepte(adresse)).toBe(acceptee === 'oui'),
  );
});

test('quoi qu’on écrive, l’objet et la référence respectent les règles du Trésor', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (texte) => {
      expect(normaliserObjet(texte)).toMatch(/^[A-Za-z0-9 ]{0,100}$/);
      expect(normaliserObjet(normaliserObjet(texte))).toBe(normaliserObjet(texte));
    }),
  );
  fc.assert(
    fc.property(
      fc.option(fc.integer({ min: 1, max: 999_999 })),
      fc.integer({ min: 1, max: 999_999_999 }),
      (numero, rang) => {
        const reference = ecrireReference({ codeRegie: '01', exercice: 2026, numero, rang });
        expect(reference).toMatch(/^[A-Za-z0-9]{6,30}$/);
      },
    ),
  );
});

test('payé ne redevient jamais autre chose, quelle que soit la réponse', () => {
  const reponses = suites.map((ligne) => lireReponse(ligne[2]));
  fc.assert(
    fc.property(fc.constantFrom(...reponses), fc.nat(10 * 86_400_000), (reponse, age) => {
      const maintenant = new Date(OUVERT.getTime() + age);
      expect(deciderSuite(demande('paye'), reponse, maintenant)).toEqual({ suite: 'rien' });
    }),
  );
});
