/**
 * Les coordonnées d'un adulte (docs/regles/familles.md) : ce qu'on accepte, comment on l'écrit.
 */

/** Ce qui a été tapé, tel quel. */
export interface SaisieCoordonnees {
  adresse: string;
  codePostal: string;
  commune: string;
  telephone: string;
  portable: string;
  factureElectronique: boolean;
}

/** La même forme, une fois examinée : c'est ce qui s'enregistre. */
export type Coordonnees = SaisieCoordonnees;

export type ChampCoordonnees = keyof Coordonnees;

export interface ErreurDeSaisie {
  champ: ChampCoordonnees;
  message: string;
}

const LONGUEUR_ADRESSE = 200;
const LONGUEUR_COMMUNE = 100;

const LIBELLES: Record<ChampCoordonnees, string> = {
  adresse: 'adresse',
  codePostal: 'code postal',
  commune: 'commune',
  telephone: 'téléphone',
  portable: 'portable',
  factureElectronique: 'facture électronique',
};

/** Les coordonnées telles qu'elles s'écriront, et ce qui est à revoir, champ par champ. */
export function examinerCoordonnees(saisie: SaisieCoordonnees): {
  coordonnees: Coordonnees;
  erreurs: ErreurDeSaisie[];
} {
  const erreurs: ErreurDeSaisie[] = [];
  const refuser = (champ: ChampCoordonnees, message: string) => erreurs.push({ champ, message });

  const adresse = surUneLigne(saisie.adresse);
  if (!adresse) refuser('adresse', 'Écrivez votre adresse : numéro et rue, ou lieu-dit.');
  if (adresse.length > LONGUEUR_ADRESSE) {
    refuser('adresse', `L’adresse est trop longue : ${LONGUEUR_ADRESSE} caractères au plus.`);
  }
  const codePostal = saisie.codePostal.replace(/\s/g, '');
  if (!estCodePostal(codePostal)) {
    refuser('codePostal', 'Le code postal s’écrit avec cinq chiffres, comme 45130 ou 97400.');
  }
  const commune = surUneLigne(saisie.commune);
  if (!commune) refuser('commune', 'Écrivez le nom de votre commune.');
  if (commune.length > LONGUEUR_COMMUNE) {
    refuser('commune', `Le nom de la commune est trop long : ${LONGUEUR_COMMUNE} lettres au plus.`);
  }
  const telephone = normaliserTelephone(saisie.telephone);
  if (telephone === null) {
    refuser('telephone', 'Ce numéro ne ressemble pas à un téléphone, comme 02 38 12 34 56.');
  }
  const portable = normaliserTelephone(saisie.portable);
  if (portable === null || (portable !== '' && !estPortable(portable))) {
    refuser('portable', 'Un portable commence par 06 ou 07, comme 06 12 34 56 78.');
  }
  return {
    coordonnees: {
      adresse,
      codePostal,
      commune,
      telephone: telephone ?? saisie.telephone,
      portable: portable ?? saisie.portable,
      factureElectronique: saisie.factureElectronique,
    },
    erreurs,
  };
}

/** Métropole (la Corse s'écrit 20…), puis 971 à 978 et 986 à 988 outre-mer. */
export function estCodePostal(texte: string): boolean {
  return /^(?:(?:0[1-9]|[1-8]\d|9[0-5])\d{3}|97[1-8]\d{2}|98[678]\d{2})$/.test(texte);
}

/**
 * « 06 12 34 56 78 », « 0612345678 », « +33 (0)6 12 34 56 78 », « +262 692 12 34 56 » deviennent
 * « 06 12 34 56 78 » et « 06 92 12 34 56 ». Vide reste vide ; autre chose : null.
 *
 * Outre-mer, l'indicatif (262, 590, 594, 596) précède les neuf mêmes chiffres qu'après le 0.
 */
export function normaliserTelephone(texte: string): string | null {
  const compact = texte.replace(/[\s.\-/()_\u2010-\u2015]/g, '');
  if (compact === '') return texte.trim() === '' ? '' : null;
  const lu = /^(?:0|(?:\+|00)(?:33|262|590|594|596)0?)([1-79]\d{8})$/.exec(compact);
  return lu ? `0${lu[1]}`.replace(/(\d{2})(?=\d)/g, '$1 ') : null;
}

/** Les portables d'outre-mer (0690 à 0697, 0639) commencent eux aussi par 06 ou 07. */
export function estPortable(numero: string): boolean {
  return /^0[67]/.test(numero);
}

/** Les champs qui changent, dans l'ordre de la page. */
export function comparer(avant: Coordonnees, apres: Coordonnees): ChampCoordonnees[] {
  // Les clés d'un littéral typé par elles : la conversion ne perd rien.
  const champs = Object.keys(LIBELLES) as ChampCoordonnees[];
  return champs.filter((champ) => avant[champ] !== apres[champ]);
}

/** « Coordonnées modifiées : adresse, portable. » : les champs, jamais leurs valeurs, que l'autre
 * parent lirait. */
export function raconterChangement(champs: readonly ChampCoordonnees[]): string {
  return `Coordonnées modifiées : ${champs.map((c) => LIBELLES[c]).join(', ')}.`;
}

/** Les services le vérifient : la famille a pu changer de commune. */
export function changeDAdresse(champs: readonly ChampCoordonnees[]): boolean {
  return champs.some((c) => c === 'adresse' || c === 'codePostal' || c === 'commune');
}

function surUneLigne(texte: string): string {
  return texte.replace(/[\p{Cc}\s]+/gu, ' ').trim();
}
