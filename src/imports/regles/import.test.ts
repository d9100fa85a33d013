import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { COLONNES, reconnaitre, TITRES } from './colonnes.ts';
import { controler, type References } from './controler.ts';
import { decoder, lireFichier } from './fichier.ts';
import { composerModele } from './modele.ts';
import { revoir } from './revoir.ts';

const REFERENCES: References = {
  ecoles: [
    { id: 1, nom: 'École des Tilleuls', classes: [{ id: 10, nom: 'CP A' }] },
    {
      id: 2,
      nom: 'Jules Ferry',
      classes: [
        { id: 20, nom: 'CP A' },
        { id: 21, nom: 'CE1' },
      ],
    },
  ],
  communes: [
    { codeInsee: '45999', nom: 'Saint-Aubin', codePostal: '45130' },
    { codeInsee: '45001', nom: 'Beaulieu', codePostal: '45130' },
  ],
  enfantsConnus: new Map([['tom|durand|2018-05-04', 'Durand']]),
  courrielsConnus: new Map([['deja@exemple.fr', 'la famille Bernard']]),
};

const lire = (texte: string, laisserLesConnus = false) => {
  const lu = lireFichier(texte);
  if (lu.rangees === null) throw new Error(lu.erreur);
  return controler(lu.rangees, REFERENCES, { aujourdhui: '2026-11-23', laisserLesConnus });
};

const ENTETE =
  'Dossier;Civilité;Nom;Prénom;Courriel;Portable;Code postal;Commune;Prénom de l’enfant;Date de naissance;École;Classe';
const BONNE =
  '1;Mme;Martin;Claire;claire@exemple.fr;06 12 34 56 78;45130;Saint-Aubin;Zoé;07/03/2019;jules ferry;CE1';

describe('les titres de colonnes', () => {
  test.each([
    ['Nom du responsable légal 1', 'nom'],
    ['PRENOM', 'prenom'],
    ['E-mail', 'courriel'],
    ['Email responsable 2', 'courriel2'],
    ['Né(e) le', 'neLe'],
    ['Date de naissance de l’enfant', 'neLe'],
    ['Tél. portable', 'portable'],
    ['Couleur préférée', null],
    ['', null],
  ])('« %s » : %s', (titre, colonne) => expect(reconnaitre(titre)).toBe(colonne));

  test('le modèle se relit en entier', () => {
    for (const colonne of COLONNES) expect(reconnaitre(TITRES[colonne])).toBe(colonne);
    const { titres, lignes } = composerModele();
    const { problemes, dossiers } = lire([titres, ...lignes].map((l) => l.join(';')).join('\n'));
    expect(problemes).toEqual([]);
    expect(dossiers.map((d) => [d.adultes.length, d.enfants.length])).toEqual([[2, 2]]);
  });
});

describe('le fichier, quel que soit le tableur', () => {
  const texte = `${ENTETE}\n${BONNE}\n`;
  const utf16 = new Uint8Array([0xff, 0xfe, ...Buffer.from(texte, 'utf16le')]);
  test.each([
    ['UTF-8', Buffer.from(texte)],
    ['UTF-8 avec marque', Buffer.from(`\ufeff${texte}`)],
    ['Windows-1252', Buffer.from(texte.replaceAll('’', '\x92'), 'latin1')],
    ['UTF-16 d’Excel', utf16],
    ['tabulations', Buffer.from(texte.replaceAll(';', '\t'))],
    ['virgules', Buffer.from(texte.replaceAll(';', ','))],
    ['fins de ligne de Windows', Buffer.from(texte.replaceAll('\n', '\r\n'))],
  ])('%s', (_nom, octets) => {
    const { problemes, dossiers } = lire(decoder(octets));
    expect(problemes).toEqual([]);
    expect(dossiers[0]?.adultes[0]).toMatchObject({
      civilite: 'Mme',
      qualite: 'mere',
      courriel: 'claire@exemple.fr',
      portable: '06 12 34 56 78',
    });
    expect(dossiers[0]?.enfants).toEqual([
      { prenom: 'Zoé', nom: 'Martin', neLe: '2019-03-07', classeId: 21 },
    ]);
  });

  test.each([
    ['', 'vide'],
    ['PK\u0003\u0004', 'classeur'],
    ['Nom;Prénom\nMartin;Claire', 'il y manque « Prénom de l’enfant », « Date de naissance »'],
    [ENTETE, 'que ses titres'],
    [`${ENTETE};Mail\n${BONNE};x`, 'Deux colonnes s’appellent « Courriel »'],
    [`${ENTETE}\n"jamais fermé`, 'un guillemet ne se ferme pas'],
  ])('%j : %s', (contenu, phrase) => expect(lireFichier(contenu).erreur).toContain(phrase));

  test('aucun texte ne fait tomber la lecture', () => {
    const morceau = fc.constantFrom(';', '"', '\n', 'é', '0', '2019-03-07', '\0', '\u2028', 'x');
    const valeur = fc.array(morceau, { maxLength: 30 }).map((m) => m.join(''));
    fc.assert(
      fc.property(valeur, (v) => {
        const lu = lireFichier(`${ENTETE}\n${BONNE}\n${v}`);
        if (lu.rangees)
          controler(lu.rangees, REFERENCES, { aujourdhui: '2026-11-23', laisserLesConnus: false });
      }),
      { numRuns: 300 },
    );
  });
});

describe('ce qui empêche d’écrire a sa ligne et sa phrase', () => {
  test.each([
    [BONNE.replace('06 12 34 56 78', '12'), '« 12 » n’est pas un téléphone'],
    [BONNE.replace('claire@', 'claire'), 'n’est pas une adresse électronique'],
    [BONNE.replace('45130', '451'), 'n’est pas un code postal'],
    [BONNE.replace('07/03/2019', '31/02/2019'), 'n’est pas une date de naissance'],
    [BONNE.replace('07/03/2019', ''), 'Il manque la date de naissance'],
    [BONNE.replace('07/03/2019', '07/03/1986'), 'n’est pas celle d’un enfant'],
    [BONNE.replace('07/03/2019', '07/03/2027'), 'n’est pas celle d’un enfant'],
    [BONNE.replace('Zoé', ''), 'Il manque le prénom de l’enfant'],
    [BONNE.replace('Martin', ''), 'il manque le nom ou le prénom'],
    [BONNE.replace('jules ferry', 'Jean Moulin'), 'L’école « Jean Moulin » n’existe pas'],
    [BONNE.replace('CE1', 'CM2'), 'La classe « CM2 » n’existe pas cette année à l’école'],
    [BONNE.replace('jules ferry;CE1', ';CP A'), 'Plusieurs écoles ont une classe « CP A »'],
    [BONNE.replace('claire@', 'deja@'), 'est déjà l’adresse de la famille Bernard'],
    [BONNE.replace('Zoé;07/03/2019', 'Tom;04/05/2018').replace('Martin', 'Durand'), 'déjà connu'],
  ])('%s : %s', (ligne, phrase) => {
    const { problemes } = lire(`${ENTETE}\n${ligne}`);
    expect(problemes.map((p) => p.ligne)).toEqual([2]);
    expect(problemes[0]?.phrase).toContain(phrase);
  });

  test('toutes les lignes sont lues, et chaque problème nommé', () => {
    const fautes = `${ENTETE}\n${BONNE}\n;;;;;;;;Léo;2020\n${BONNE.replace('Zoé', '')}`;
    expect(lire(fautes).problemes.map((p) => p.ligne)).toEqual([3, 3, 4]);
  });

  test('deux adultes d’un dossier n’ont pas la même adresse électronique', () => {
    const entete = `${ENTETE};Nom 2;Prénom 2;Courriel 2`;
    const { problemes } = lire(`${entete}\n${BONNE};Petit;Paul;claire@exemple.fr`);
    expect(problemes.map((p) => p.phrase).join()).toContain('n’ouvre qu’un accès');
  });

  test('le même enfant deux fois, une adresse dans deux dossiers, un adulte écrit deux façons', () => {
    const phrases = (autre: string) => lire(`${ENTETE}\n${BONNE}\n${autre}`).problemes;
    expect(phrases(BONNE)).toEqual([{ ligne: 3, phrase: 'Zoé Martin est déjà à la ligne 2.' }]);
    expect(phrases(BONNE.replace('1;', '2;').replace('Zoé', 'Léo'))[0]?.phrase).toContain(
      'le même numéro de dossier',
    );
    expect(phrases(BONNE.replace('Zoé', 'Léo').replace('claire@', 'clara@'))[0]?.phrase).toContain(
      'n’est pas écrit comme à la ligne 2',
    );
  });
});

describe('les dossiers', () => {
  test('un zéro mangé par le tableur se retrouve', () => {
    const { dossiers } = lire(
      `${ENTETE}\n${BONNE.replace('06 12 34 56 78', '612345678').replace('45130', '1000')}`,
    );
    expect(dossiers[0]?.adultes[0]).toMatchObject({
      portable: '06 12 34 56 78',
      codePostal: '01000',
    });
  });

  test('sans numéro de dossier, le premier adulte réunit ses enfants', () => {
    const sans = [BONNE, BONNE.replace('Zoé', 'Léo')].map((l) => l.replace('1;', ';'));
    expect(lire(`${ENTETE}\n${sans.join('\n')}`).dossiers.map((d) => d.enfants.length)).toEqual([
      2,
    ]);
  });

  test('ce qui se complétera à l’écran n’empêche pas d’écrire', () => {
    const { problemes, remarques, dossiers } = lire(
      `${ENTETE}\n${BONNE.replace('claire@exemple.fr', '').replace('Saint-Aubin', 'Ailleurs')}`,
    );
    expect([problemes, remarques.length, dossiers[0]?.codeInsee]).toEqual([[], 2, null]);
  });

  test('les enfants déjà connus se laissent de côté si on le demande', () => {
    const connu = BONNE.replace('Zoé;07/03/2019', 'Tom;04/05/2018').replace('Martin', 'Durand');
    const { problemes, laissees, dossiers } = lire(
      `${ENTETE}\n${connu}\n${BONNE.replace('1;', '2;')}`,
      true,
    );
    expect([problemes, laissees, dossiers.length]).toEqual([[], 1, 1]);
  });

  test('ce que la base a appris entre-temps se dit avant d’écrire', () => {
    const { dossiers } = lire(`${ENTETE}\n${BONNE}`);
    const depuis = {
      enfantsConnus: new Map([['zoe|martin|2019-03-07', 'Martin']]),
      courrielsConnus: new Map([['claire@exemple.fr', 'Autre']]),
    };
    expect(revoir(dossiers, depuis)).toHaveLength(2);
    expect(revoir(dossiers, REFERENCES)).toEqual([]);
  });
});
