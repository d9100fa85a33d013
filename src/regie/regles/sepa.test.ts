import fc from 'fast-check';
import { XMLParser } from 'fast-xml-parser';
import { describe, expect, test } from 'vitest';
import {
  composerPain008,
  composerRum,
  estIcs,
  type LigneSepa,
  type LotSepa,
  latiniser,
  lireBic,
  lireIban,
  sequenceDe,
} from './sepa.ts';

const ligne = (de: Partial<LigneSepa> = {}): LigneSepa => ({
  reference: '01-2026-00012-1',
  montantCentimes: 4560,
  rum: 'PREAU-01-000012-1',
  signeLe: '2026-09-01',
  titulaire: 'Élise Lœvy & fils',
  iban: 'FR1420041010050500013M02606',
  bic: null,
  libelle: 'Saint-Aubin facture 2026-00012',
  sequence: 'RCUR',
  ...de,
});
const lot = (lignes: LigneSepa[]): LotSepa => ({
  message: 'PREAU-01-20261115080000',
  creeLe: new Date('2026-11-15T08:00:00Z'),
  jourDExecution: '2026-11-27',
  creancier: {
    nom: 'Saint-Aubin Régie périscolaire',
    iban: 'FR7630006000011234567890189',
    bic: 'AGRIFRPP',
    ics: 'FR72ZZZ123456',
  },
  lignes,
});

const parser = new XMLParser({
  ignoreAttributes: false,
  parseTagValue: false,
  isArray: (nom) => nom === 'PmtInf' || nom === 'DrctDbtTxInf',
});
const relire = (xml: string) => parser.parse(xml).Document.CstmrDrctDbtInitn;

describe('Le fichier pain.008', () => {
  test.each(['02', '08'] as const)('se relit, version .%s', (version) => {
    const xml = composerPain008(lot([ligne({ bic: 'PSSTFRPPLIL' })]), version);
    expect(xml).toContain(`urn:iso:std:iso:20022:tech:xsd:pain.008.001.${version}"`);
    const { GrpHdr, PmtInf } = relire(xml);
    expect(GrpHdr).toMatchObject({
      MsgId: 'PREAU-01-20261115080000',
      CreDtTm: '2026-11-15T08:00:00',
      NbOfTxs: '1',
      CtrlSum: '45.60',
    });
    const [bloc] = PmtInf;
    expect(bloc).toMatchObject({
      PmtMtd: 'DD',
      NbOfTxs: '1',
      CtrlSum: '45.60',
      PmtTpInf: { SvcLvl: { Cd: 'SEPA' }, LclInstrm: { Cd: 'CORE' }, SeqTp: 'RCUR' },
      ReqdColltnDt: '2026-11-27',
      CdtrSchmeId: { Id: { PrvtId: { Othr: { Id: 'FR72ZZZ123456' } } } },
    });
    const balise = version === '02' ? 'BIC' : 'BICFI';
    expect(bloc.DrctDbtTxInf[0]).toMatchObject({
      PmtId: { EndToEndId: '01-2026-00012-1' },
      InstdAmt: { '#text': '45.60', '@_Ccy': 'EUR' },
      DrctDbtTx: {
        MndtRltdInf: { MndtId: 'PREAU-01-000012-1', DtOfSgntr: '2026-09-01' },
      },
      DbtrAgt: { FinInstnId: { [balise]: 'PSSTFRPPLIL' } },
      Dbtr: { Nm: 'Elise Loevy fils' },
      DbtrAcct: { Id: { IBAN: 'FR1420041010050500013M02606' } },
    });
  });

  test('un bloc par séquence, sans BIC, sans adresse', () => {
    const xml = composerPain008(lot([ligne(), ligne({ sequence: 'FRST', reference: 'b' })]));
    const { PmtInf } = relire(xml);
    const sequences = PmtInf.map((b: { PmtTpInf: { SeqTp: string } }) => b.PmtTpInf.SeqTp);
    expect(sequences).toEqual(['FRST', 'RCUR']);
    expect(xml).toContain('NOTPROVIDED');
    expect(xml).not.toContain('PstlAdr');
  });

  test('les sommes de contrôle sont exactes au centime, quel que soit le nombre de lignes', () => {
    const montants = fc.array(fc.integer({ min: 1, max: 99_999_999 }), {
      minLength: 1,
      maxLength: 60,
    });
    fc.assert(
      fc.property(montants, (liste) => {
        const lignes = liste.map((montantCentimes, i) =>
          ligne({ montantCentimes, reference: `r${i}`, sequence: i % 3 ? 'RCUR' : 'FRST' }),
        );
        const { GrpHdr } = relire(composerPain008(lot(lignes)));
        const total = liste.reduce((t, m) => t + m, 0);
        expect(GrpHdr.CtrlSum).toBe(
          `${Math.floor(total / 100)}.${String(total % 100).padStart(2, '0')}`,
        );
        expect(GrpHdr.NbOfTxs).toBe(String(liste.length));
      }),
      { numRuns: 60 },
    );
  });

  test('un nom hostile ne casse ni le fichier ni son alphabet', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 100 }), (texte) => {
        const sur = latiniser(texte, 70);
        expect(sur).toMatch(/^[a-zA-Z0-9/\-?:().,'+ ]{0,70}$/);
        expect(sur).not.toMatch(/^\/|\/$|\/\//);
      }),
    );
  });
});

describe('Les identifiants', () => {
  test('un IBAN se vérifie par sa clé, avec ou sans espaces', () => {
    expect(lireIban('FR14 2004 1010 0505 0001 3M02 606')).toBe('FR1420041010050500013M02606');
    expect(lireIban('FR15 2004 1010 0505 0001 3M02 606')).toBeNull();
    expect(lireIban('')).toBeNull();
  });
  test('un BIC a huit ou onze caractères', () => {
    expect([lireBic('psst fr pp lil'), lireBic('PSSTFRPPLI')]).toEqual(['PSSTFRPPLIL', null]);
  });
  test('l’identifiant créancier a sa clé', () => {
    expect([estIcs('FR72ZZZ123456'), estIcs('FR73ZZZ123456')]).toEqual([true, false]);
  });
  test('une RUM tient en 35 caractères, et le rang la rend unique', () => {
    expect(composerRum('01', 12, 2)).toBe('PREAU-01-000012-2');
    expect(composerRum('99', 2_147_483_647, 99).length).toBeLessThanOrEqual(35);
  });
  test('FRST la première fois, RCUR ensuite', () => {
    expect([sequenceDe(null), sequenceDe('2026-10-05')]).toEqual(['FRST', 'RCUR']);
  });
});
