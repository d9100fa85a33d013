import { estJour, type Jour } from '../../platform/jours.ts';

/** Une ligne du fichier que le Trésor donne au régisseur. */
export interface LigneDuReleve {
  jour: Jour;
  reference: string;
  montantCentimes: number;
  mode: string;
}

export type Releve = { lignes: LigneDuReleve[]; erreur: null } | { lignes: null; erreur: string };

const LIGNES_AU_PLUS = 5000;

/**
 * Lit le fichier : EN-TETE, des LIGNE;date;référence;montant;mode, et PIED-DE-PAGE;nombre;total. Le
 * pied doit tomber juste, sinon rien n'est pris : un fichier coupé ne se rapproche pas
 * (Paiements, règle 15).
 */
export function lireReleve(rangees: readonly (readonly string[])[]): Releve {
  const utiles = rangees.map((r) => r.map((c) => c.trim())).filter((r) => r.some((c) => c !== ''));
  const genre = (r: readonly string[] | undefined) => (r?.[0] ?? '').toUpperCase();
  if (utiles.length > LIGNES_AU_PLUS) return refuser('Ce fichier est trop long.');
  if (genre(utiles[0]) !== 'EN-TETE') return refuser('La première ligne doit être EN-TETE.');
  if (genre(utiles.at(-1)) !== 'PIED-DE-PAGE') {
    return refuser('La dernière ligne doit être PIED-DE-PAGE : le fichier est peut-être coupé.');
  }
  const lignes: LigneDuReleve[] = [];
  for (const [i, rangee] of utiles.slice(1, -1).entries()) {
    const lue = genre(rangee) === 'LIGNE' ? lireLigne(rangee) : null;
    if (!lue) return refuser(`La ligne ${i + 2} ne se lit pas : ${rangee.join(';').slice(0, 80)}`);
    lignes.push(lue);
  }
  const [, nombre = '', total = ''] = utiles.at(-1) ?? [];
  const somme = lignes.reduce((t, l) => t + l.montantCentimes, 0);
  if (Number(nombre) !== lignes.length || lireMontant(total) !== somme) {
    return refuser('Le pied de page ne correspond pas aux lignes : le fichier est incomplet.');
  }
  return { lignes, erreur: null };
}

function refuser(erreur: string): Releve {
  return { lignes: null, erreur };
}

function lireLigne(rangee: readonly string[]): LigneDuReleve | null {
  const [, date = '', reference = '', montant = '', mode = ''] = rangee;
  const jour = lireDate(date);
  const montantCentimes = lireMontant(montant);
  if (!jour || montantCentimes === null || !/^[A-Za-z0-9]{6,30}$/.test(reference)) return null;
  return { jour, reference, montantCentimes, mode: mode.slice(0, 40) };
}

/** JJ/MM/AAAA ou JJMMAAAA. */
function lireDate(texte: string): Jour | null {
  const lue = /^(\d{2})\/?(\d{2})\/?(\d{4})$/.exec(texte);
  const jour = lue ? `${lue[3]}-${lue[2]}-${lue[1]}` : '';
  return estJour(jour) ? jour : null;
}

/** « 45,60 » en euros ; « 4560 », sans virgule, en centimes, comme dans les échanges. */
function lireMontant(texte: string): number | null {
  const euros = /^(\d{1,7})[,.](\d{2})$/.exec(texte);
  if (euros) return Number(euros[1]) * 100 + Number(euros[2]);
  return /^\d{1,9}$/.test(texte) ? Number(texte) : null;
}
