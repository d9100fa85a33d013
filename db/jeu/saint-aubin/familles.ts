/** Qui habite Saint-Aubin. Chaque famille incarne un cas : docs/jeu-saint-aubin.md. */
import { type Niveau, SAINT_AUBIN, VILLENEUVE } from './commune.ts';

export interface EnfantDuJeu {
  prenom: string;
  /** null : celui de la famille. */
  nom?: string;
  /** null : trop jeune pour l'école. */
  niveau: Niveau | null;
  /** Mois et jour de naissance ; l'année se déduit du niveau. */
  neLe: string;
  /** Jours de cantine, 1 = lundi. */
  cantine?: number[];
  soir?: number[];
  /** Ce qui est pris chaque mercredi. */
  mercredi?: 'Matin' | 'Matin avec repas' | 'Journée';
  vacances?: boolean;
}

export interface AdulteDuJeu {
  prenom: string;
  nom: string;
  qualite: 'mere' | 'pere' | 'tuteur' | 'autre';
  adresse?: string;
  /** 'a_activer' : le compte existe, son lien n'a jamais servi. */
  compte?: 'a_activer' | 'sans_courriel';
}

export interface FamilleDuJeu {
  nom: string;
  codeInsee: string;
  adultes: AdulteDuJeu[];
  enfants: EnfantDuJeu[];
}

const TOUS = [1, 2, 4, 5];
const ST = SAINT_AUBIN;

export const NOM_CANARI = `<script>alert(1)</script> O'Brien & "fils"`;
export const NOM_TRES_LONG = 'de La Rochefoucauld-Montmorency-Vandenbroucke-Schwarzenberger';

/** Les deux familles de démonstration : leur histoire est dans histoire.ts. */
export const MARTIN: FamilleDuJeu = {
  nom: 'Martin',
  codeInsee: ST,
  adultes: [
    { prenom: 'Camille', nom: 'Martin', qualite: 'mere', adresse: '8 rue des Lavandières' },
    { prenom: 'Julien', nom: 'Martin', qualite: 'pere', adresse: '8 rue des Lavandières' },
  ],
  enfants: [
    {
      prenom: 'Lucie',
      niveau: 'CE1',
      neLe: '03-12',
      cantine: TOUS,
      soir: [1, 4],
      mercredi: 'Matin avec repas',
    },
    { prenom: 'Hugo', niveau: 'MS', neLe: '05-27', cantine: TOUS, soir: [1, 4] },
  ],
};

export const PETIT: FamilleDuJeu = {
  nom: 'Petit',
  codeInsee: ST,
  adultes: [{ prenom: 'Lucas', nom: 'Petit', qualite: 'pere', adresse: '3 impasse du Moulin' }],
  enfants: [{ prenom: 'Mila', niveau: 'PS', neLe: '02-08', cantine: [1, 2, 4], soir: [2] }],
};

const fam = (
  nom: string,
  adultes: AdulteDuJeu[],
  enfants: EnfantDuJeu[],
  codeInsee = ST,
): FamilleDuJeu => ({ nom, codeInsee, adultes, enfants });
const mere = (prenom: string, nom: string, plus: Partial<AdulteDuJeu> = {}): AdulteDuJeu => ({
  prenom,
  nom,
  qualite: 'mere',
  ...plus,
});
const pere = (prenom: string, nom: string, plus: Partial<AdulteDuJeu> = {}): AdulteDuJeu => ({
  ...mere(prenom, nom, plus),
  qualite: 'pere',
});
const enfant = (
  prenom: string,
  niveau: Niveau | null,
  neLe: string,
  plus: Partial<EnfantDuJeu> = {},
): EnfantDuJeu => ({ prenom, niveau, neLe, ...plus });

const journee = { mercredi: 'Journée' } as const;
const matin = { mercredi: 'Matin' } as const;

const CAS: FamilleDuJeu[] = [
  // Séparés : deux adresses, une famille. Karim est aussi de la famille Roux (même compte).
  fam(
    'Haddad-Moreau',
    [
      mere('Sophie', 'Moreau', { adresse: '21 rue Haute' }),
      pere('Karim', 'Haddad', { adresse: '5 quai de la Loue' }),
    ],
    [
      enfant('Inès', 'CP', '01-19', { nom: 'Haddad', cantine: TOUS, ...journee }),
      enfant('Noé', 'CM1', '09-30', { nom: 'Haddad', cantine: TOUS }),
    ],
  ),
  fam(
    'Roux',
    [mere('Élodie', 'Roux', { adresse: '5 quai de la Loue' }), pere('Karim', 'Haddad')],
    [enfant('Sacha', 'GS', '04-02', { cantine: [1, 2, 4], ...journee })],
  ),
  // Hors de la commune : ni Saint-Aubin, ni la commune conventionnée.
  fam(
    'Lefèvre',
    [mere('Nathalie', 'Lefèvre', { adresse: '2 chemin des Oies' })],
    [enfant('Tom', 'CE2', '06-14', { cantine: [1, 4] })],
    '45997',
  ),
  fam(
    'Da Silva',
    [pere('Rui', 'Da Silva', { adresse: '40 grande rue' })],
    [enfant('Léa', 'CM2', '02-21', { cantine: TOUS, soir: [1, 2], vacances: true })],
    VILLENEUVE,
  ),
  // Un bébé : trop jeune pour tout.
  fam(
    'Nguyen',
    [mere('Linh', 'Nguyen'), pere('Marc', 'Nguyen')],
    [enfant('Gabin', null, '02-11'), enfant('Alix', 'CE1', '08-05', { cantine: TOUS })],
  ),
  // Jumelles.
  fam(
    'Bonnet',
    [mere('Aurélie', 'Bonnet')],
    [
      enfant('Jade', 'GS', '07-07', { cantine: TOUS, ...matin, vacances: true }),
      enfant('Rose', 'GS', '07-07', { cantine: TOUS, ...matin, vacances: true }),
    ],
  ),
  fam(
    NOM_CANARI,
    [mere('<b>Siobhán</b>', NOM_CANARI, { adresse: `7 rue "de l'Église" <i>bis</i> & ter` })],
    [enfant(`Zoé "l'intrépide" & <u>Cie</u>`, 'CP', '10-10', { cantine: [1, 2] })],
  ),
  fam(
    'Girard',
    [mere('Pauline', 'Girard', { compte: 'a_activer' })],
    [enfant('Maël', 'PS', '01-05', { cantine: [4, 5] })],
  ),
  fam(
    NOM_TRES_LONG,
    [mere('Marie-Emmanuelle-Bernadette', NOM_TRES_LONG)],
    [
      enfant('Maximilien-Alexandre-Barthélemy', 'CM1', '12-01', { cantine: TOUS, ...journee }),
      enfant('Anne-Élisabeth-Constance', 'MS', '11-30', { cantine: TOUS }),
    ],
  ),
  fam(
    'Fontaine',
    [mere('Jeannine', 'Fontaine', { compte: 'sans_courriel', qualite: 'tuteur' })],
    [enfant('Kylian', 'CE2', '03-03', { cantine: TOUS, soir: TOUS })],
  ),
];

/** Les autres : de quoi remplir une école, deux salles et la liste d'attente des mercredis. */
const AUTRES: FamilleDuJeu[] = [
  fam(
    'Lambert',
    [mere('Claire', 'Lambert'), pere('Éric', 'Lambert')],
    [
      enfant('Louise', 'CP', '04-18', { cantine: TOUS, soir: TOUS, ...journee }),
      enfant('Arthur', 'CM2', '01-23', { cantine: TOUS }),
    ],
  ),
  fam(
    'Diallo',
    [mere('Aminata', 'Diallo')],
    [
      enfant('Fatou', 'CE1', '05-09', { cantine: TOUS, soir: TOUS, vacances: true }),
      enfant('Moussa', 'GS', '03-29', { cantine: TOUS, soir: TOUS, vacances: true }),
      enfant('Awa', 'PS', '01-14', { cantine: [1, 2] }),
    ],
  ),
  fam(
    'Chevalier',
    [pere('Benoît', 'Chevalier')],
    [enfant('Margaux', 'CE2', '02-02', { cantine: TOUS, ...journee })],
  ),
  fam(
    'Rousseau',
    [mere('Hélène', 'Rousseau'), pere('Paul', 'Rousseau')],
    [
      enfant('Gabriel', 'CM1', '06-25', { cantine: [1, 4], ...matin }),
      enfant('Alice', 'CP', '08-17', { cantine: [1, 4], ...matin }),
    ],
  ),
  fam(
    'Kowalski',
    [mere('Ewa', 'Kowalska')],
    [enfant('Adam', 'CE1', '09-04', { nom: 'Kowalski', cantine: TOUS, soir: [1, 2, 4] })],
  ),
  fam(
    'Mercier',
    [mere('Laura', 'Mercier')],
    [
      enfant('Ethan', 'MS', '02-27', { cantine: [2, 5], ...journee }),
      enfant('Lina', 'CE2', '10-22', { cantine: [2, 5], ...journee }),
    ],
  ),
  fam('Blanc', [pere('Olivier', 'Blanc')], [enfant('Jules', 'CM2', '11-11', { cantine: TOUS })]),
  fam(
    'Garnier',
    [mere('Céline', 'Garnier'), pere('David', 'Garnier')],
    [
      enfant('Emma', 'GS', '01-30', { cantine: TOUS, soir: [4, 5], vacances: true }),
      enfant('Nathan', 'CE1', '12-12', { cantine: TOUS, soir: [4, 5], vacances: true }),
    ],
  ),
  fam('Faure', [mere('Isabelle', 'Faure')], [enfant('Chloé', 'CP', '03-21', { cantine: [1] })]),
  fam(
    'Barbier',
    [pere('Stéphane', 'Barbier')],
    [
      enfant('Raphaël', 'CM1', '05-05', { cantine: TOUS, ...journee }),
      enfant('Éva', 'PS', '04-24', { cantine: TOUS }),
    ],
  ),
  fam(
    'Perrin',
    [mere('Sandrine', 'Perrin')],
    [
      enfant('Théo', 'CE2', '07-01', { cantine: [2, 4] }),
      enfant('Manon', 'MS', '06-06', { cantine: [2, 4] }),
    ],
  ),
  fam('Benoit', [mere('Yasmine', 'Benoit')], [enfant('Nour', 'CP', '02-15', { cantine: TOUS })]),
  fam(
    'Renaud',
    [mere('Virginie', 'Renaud'), pere('Luc', 'Renaud')],
    [
      enfant('Paul', 'CE1', '08-28', { cantine: [1, 2], vacances: true }),
      enfant('Juliette', 'CM2', '04-04', { cantine: [1, 2], vacances: true }),
    ],
  ),
  fam(
    'Leclerc',
    [pere('Antoine', 'Leclerc')],
    [enfant('Victor', 'GS', '05-19', { cantine: TOUS, ...journee })],
  ),
  fam(
    'Marchand',
    [mere('Anaïs', 'Marchand')],
    [
      enfant('Lola', 'CM1', '09-09', { cantine: [4, 5], soir: [4] }),
      enfant('Axel', 'CP', '01-27', { cantine: [4, 5], soir: [4] }),
    ],
  ),
  fam(
    'Colin',
    [mere('Émilie', 'Colin')],
    [
      enfant('Timéo', 'PS', '03-08', { cantine: [1, 2, 4] }),
      enfant('Sarah', 'CE2', '05-13', { cantine: [1, 2, 4] }),
    ],
  ),
  fam(
    'Aubert',
    [mere('Delphine', 'Aubert'), pere('Yann', 'Aubert')],
    [enfant('Malo', 'CM2', '07-19', { cantine: TOUS })],
  ),
  fam(
    'Traoré',
    [pere('Ibrahim', 'Traoré')],
    [
      enfant('Aïcha', 'CE1', '06-02', { cantine: TOUS, soir: TOUS }),
      enfant('Issa', 'MS', '10-18', { cantine: TOUS, soir: TOUS }),
    ],
  ),
];

export const FAMILLES: readonly FamilleDuJeu[] = [MARTIN, PETIT, ...CAS, ...AUTRES];
