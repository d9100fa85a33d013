import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  changeDAdresse,
  comparer,
  estCodePostal,
  estPortable,
  examinerCoordonnees,
  normaliserTelephone,
  raconterChangement,
  type SaisieCoordonnees,
} from './coordonnees.ts';

const BONNE: SaisieCoordonnees = {
  adresse: '12 rue de l’École',
  codePostal: '45130',
  commune: 'Saint-Aubin',
  telephone: '02 38 12 34 56',
  portable: '06 12 34 56 78',
  factureElectronique: false,
};

describe('le téléphone', () => {
  test.each([
    ['0612345678', '06 12 34 56 78'],
    ['06.12.34.56.78', '06 12 34 56 78'],
    ['06-12-34-56-78', '06 12 34 56 78'],
    ['06\u00a012\u00a034\u00a056\u00a078', '06 12 34 56 78'],
    ['+33 6 12 34 56 78', '06 12 34 56 78'],
    ['+33 (0)6 12 34 56 78', '06 12 34 56 78'],
    ['0033612345678', '06 12 34 56 78'],
    ['+262 692 12 34 56', '06 92 12 34 56'],
    ['+590 690 12 34 56', '06 90 12 34 56'],
    ['00594 594 12 34 56', '05 94 12 34 56'],
    ['0262 12 34 56', '02 62 12 34 56'],
    ['09 70 12 34 56', '09 70 12 34 56'],
    ['', ''],
    ['   ', ''],
  ])('« %s » s’écrit « %s »', (tape, ecrit) => expect(normaliserTelephone(tape)).toBe(ecrit));

  test.each([
    '061234567',
    '06123456789',
    '0012345678',
    '0812345678',
    '+44 20 7946 0018',
    'rappelez-moi',
    '()',
    '06 12 34 56 7８',
    '06 12 34 56 78 ou 07',
  ])('« %s » n’est pas un téléphone', (tape) => expect(normaliserTelephone(tape)).toBeNull());

  test('déjà au propre, il ne change plus', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^0[1-79][0-9]{8}$/), (numero) => {
        const ecrit = normaliserTelephone(numero);
        expect(ecrit?.replace(/ /g, '')).toBe(numero);
        expect(normaliserTelephone(String(ecrit))).toBe(ecrit);
      }),
    );
  });

  test('n’importe quel texte donne un numéro bien écrit, rien, ou un refus', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'012367+ .-()/\u00a0x\0') }), (tape) => {
        const ecrit = normaliserTelephone(tape);
        expect(ecrit === null || ecrit === '' || /^0[1-79](?: \d\d){4}$/.test(ecrit)).toBe(true);
      }),
    );
  });

  test('un portable commence par 06 ou 07, outre-mer compris', () => {
    expect(['06 12 34 56 78', '07 12 34 56 78', '06 92 12 34 56'].every(estPortable)).toBe(true);
    expect(['02 62 12 34 56', '09 70 12 34 56'].some(estPortable)).toBe(false);
  });
});

describe('le code postal', () => {
  test.each(['45130', '01000', '20000', '20600', '95880', '97100', '97400', '97600', '98800'])(
    '%s existe, Corse et outre-mer compris',
    (code) => expect(estCodePostal(code)).toBe(true),
  );
  test.each(['', '4513', '451300', '2A004', '00100', '96000', '97900', '98000', '99100', '٤٥١٣٠'])(
    '« %s » n’en est pas un',
    (code) => expect(estCodePostal(code)).toBe(false),
  );
});

describe('les coordonnées', () => {
  test('se mettent au propre : espaces, retours à la ligne, écriture des numéros', () => {
    const { coordonnees, erreurs } = examinerCoordonnees({
      ...BONNE,
      adresse: '  12  rue\r\n de l’École\t',
      codePostal: '45 130',
      portable: '+33612345678',
    });
    expect(erreurs).toEqual([]);
    expect(coordonnees).toEqual(BONNE);
  });

  test('les deux téléphones sont facultatifs, le reste non', () => {
    const vide = {
      ...BONNE,
      adresse: ' ',
      codePostal: '',
      commune: '',
      telephone: '',
      portable: '',
    };
    expect(examinerCoordonnees(vide).erreurs.map((e) => e.champ)).toEqual([
      'adresse',
      'codePostal',
      'commune',
    ]);
  });

  test('un fixe n’est pas un portable, mais un portable peut être le téléphone', () => {
    const { erreurs } = examinerCoordonnees({
      ...BONNE,
      telephone: '0612345678',
      portable: '0238123456',
    });
    expect(erreurs.map((e) => e.champ)).toEqual(['portable']);
  });

  test('trop long est refusé, pas coupé', () => {
    const long = { ...BONNE, adresse: 'a'.repeat(201), commune: 'b'.repeat(101) };
    expect(examinerCoordonnees(long).erreurs.map((e) => e.champ)).toEqual(['adresse', 'commune']);
  });

  test('ce qui est refusé revient tel que tapé', () => {
    const { coordonnees } = examinerCoordonnees({ ...BONNE, portable: '06 12' });
    expect(coordonnees.portable).toBe('06 12');
  });
});

describe('ce que raconte le journal', () => {
  test('il nomme les champs changés, jamais leurs valeurs', () => {
    const champs = comparer(BONNE, { ...BONNE, adresse: '3 place du Puits', portable: '' });
    expect(raconterChangement(champs)).toBe('Coordonnées modifiées : adresse, portable.');
    expect(changeDAdresse(champs)).toBe(true);
  });

  test('un téléphone changé n’est pas une adresse à vérifier', () => {
    const champs = comparer(BONNE, { ...BONNE, telephone: '', factureElectronique: true });
    expect(champs).toEqual(['telephone', 'factureElectronique']);
    expect(changeDAdresse(champs)).toBe(false);
  });

  test('rien de changé ne raconte rien', () => expect(comparer(BONNE, { ...BONNE })).toEqual([]));
});
