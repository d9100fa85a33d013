/** Les écoles et leurs classes, d'une année scolaire à l'autre (Installation, règles 14 et 15). */
import type { ErreurDeSaisie } from './saisie-collectivite.ts';

/** Dans l'ordre où un enfant les traverse. L'ULIS accueille tous les âges : rien ne la suit. */
export const NIVEAUX = ['TPS', 'PS', 'MS', 'GS', 'CP', 'CE1', 'CE2', 'CM1', 'CM2', 'ULIS'] as const;
export type Niveau = (typeof NIVEAUX)[number];

/** « 2026-2027 » */
export type AnneeScolaire = string;

export interface Classe {
  nom: string;
  niveau: Niveau;
  /** null : depuis toujours. */
  premiereAnnee: AnneeScolaire | null;
  /** null : sans fin prévue. */
  derniereAnnee: AnneeScolaire | null;
}

export function estNiveau(valeur: string | null): valeur is Niveau {
  return NIVEAUX.some((n) => n === valeur);
}

/** Cette classe existe-t-elle cette année-là ? */
export function existeEn(
  { premiereAnnee, derniereAnnee }: Pick<Classe, 'premiereAnnee' | 'derniereAnnee'>,
  annee: AnneeScolaire,
): boolean {
  return (
    (premiereAnnee === null || premiereAnnee <= annee) &&
    (derniereAnnee === null || annee <= derniereAnnee)
  );
}

/** L'année d'après : « 2026-2027 » → « 2027-2028 ». */
export function anneeSuivante(annee: AnneeScolaire): AnneeScolaire {
  const debut = Number(annee.slice(0, 4)) + 1;
  return `${debut}-${debut + 1}`;
}

export function anneePrecedente(annee: AnneeScolaire): AnneeScolaire {
  const debut = Number(annee.slice(0, 4)) - 1;
  return `${debut}-${debut + 1}`;
}

/** Deux années qui se suivent, ou null. */
export function lireAnnee(saisie: string | null): AnneeScolaire | null {
  if (!saisie || !/^\d{4}-\d{4}$/.test(saisie)) return null;
  const [debut, fin] = saisie.split('-').map(Number);
  return fin === (debut ?? 0) + 1 ? saisie : null;
}

/** Une classe saisie, seule. */
export function lireClasse(form: URLSearchParams): {
  saisie: Classe | null;
  erreurs: ErreurDeSaisie[];
} {
  const nom = (form.get('nom') ?? '').trim().replace(/\s+/g, ' ').slice(0, 60);
  const niveau = form.get('niveau');
  const premiereAnnee = lireAnnee(form.get('premiere_annee'));
  const derniereAnnee = lireAnnee(form.get('derniere_annee'));
  const erreurs: ErreurDeSaisie[] = [];
  if (!nom) erreurs.push({ champ: 'nom', message: 'Écrivez le nom de la classe, « CE1 A ».' });
  if (!estNiveau(niveau)) erreurs.push({ champ: 'niveau', message: 'Choisissez le niveau.' });
  if (premiereAnnee && derniereAnnee && derniereAnnee < premiereAnnee) {
    erreurs.push({
      champ: 'derniere_annee',
      message: 'La dernière année vient avant la première : choisissez-en une plus tardive.',
    });
  }
  if (erreurs.length > 0 || !estNiveau(niveau)) return { saisie: null, erreurs };
  return { saisie: { nom, niveau, premiereAnnee, derniereAnnee }, erreurs };
}

/** Une école saisie. `communes` : les codes INSEE connus. */
export function lireEcole(
  form: URLSearchParams,
  communes: readonly string[],
): { saisie: { nom: string; codeInsee: string }; erreurs: ErreurDeSaisie[] } {
  const nom = (form.get('nom') ?? '').trim().replace(/\s+/g, ' ').slice(0, 120);
  const codeInsee = form.get('commune') ?? '';
  const erreurs: ErreurDeSaisie[] = [];
  if (!nom) {
    erreurs.push({ champ: 'nom', message: 'Écrivez le nom de l’école, « École Jules-Ferry ».' });
  }
  if (!communes.includes(codeInsee)) {
    erreurs.push({ champ: 'commune', message: 'Choisissez la commune de l’école.' });
  }
  return { saisie: { nom, codeInsee }, erreurs };
}
