/** À qui écrit un message à un groupe (docs/regles/messages.md, règles 9 et 10). */
import { ajouterJours, ecrireJour, estJour, type Jour } from '../../platform/jours.ts';

/** Ce que l'agent coche ; un tableau vide ne restreint rien. */
export interface Cible {
  structures: readonly number[];
  activites: readonly number[];
  ecoles: readonly number[];
  classes: readonly number[];
  /** Le premier et le dernier jour, compris. */
  du: Jour | null;
  au: Jour | null;
}

export interface Nomme {
  id: number;
  nom: string;
}

/** Ce qu'il peut cocher : ce qu'il voit. */
export interface Lieux {
  structures: readonly (Nomme & { activites: readonly Nomme[] })[];
  ecoles: readonly (Nomme & { classes: readonly Nomme[] })[];
}

export type ChampDeDiffusion = 'ou' | 'classe' | 'du' | 'au' | 'objet' | 'texte';
export interface ErreurDeDiffusion {
  champ: ChampDeDiffusion;
  message: string;
}

/**
 * Les jours où l'enfant doit avoir une réservation validée (règle 9) ; null : seule la classe compte.
 * Sans jour choisi, une activité veut dire : à partir d'aujourd'hui.
 */
export function joursVises(cible: Cible, aujourdhui: Jour): { du: Jour; au: Jour | null } | null {
  if (cible.du !== null) return { du: cible.du, au: cible.au };
  const parLieu = cible.structures.length > 0 || cible.activites.length > 0;
  return parLieu ? { du: aujourdhui, au: null } : null;
}

/** Le jour dont on prend la classe : la rentrée passée, un enfant en a une autre. */
export function jourDeLaClasse(cible: Cible, aujourdhui: Jour): Jour {
  return cible.du ?? aujourdhui;
}

/** Un jour seul se choisit en ne donnant que le premier. */
export function examinerCible(
  saisie: Cible & { duSaisi: string; auSaisi: string },
  lieux: Lieux,
): { cible: Cible; erreurs: ErreurDeDiffusion[] } {
  const erreurs: ErreurDeDiffusion[] = [];
  const { duSaisi, auSaisi } = saisie;
  const du = estJour(duSaisi) ? duSaisi : null;
  const au = estJour(auSaisi) ? auSaisi : du;
  const cible = { ...saisie, du, au };
  const { structures, activites, ecoles, classes } = cible;
  if (duSaisi && du === null) erreurs.push({ champ: 'du', message: 'Ce jour n’existe pas.' });
  if (auSaisi && !estJour(auSaisi)) erreurs.push({ champ: 'au', message: 'Ce jour n’existe pas.' });
  if (!duSaisi && auSaisi) erreurs.push({ champ: 'du', message: 'Donnez aussi le premier jour.' });
  if (du !== null && au !== null && au < du) {
    erreurs.push({ champ: 'au', message: 'Le dernier jour vient avant le premier.' });
  }
  if (du !== null && au !== null && au > ajouterJours(du, JOURS_AU_PLUS)) {
    erreurs.push({ champ: 'au', message: 'Choisissez un an au plus.' });
  }
  if (!estConnu(cible, lieux)) {
    erreurs.push({ champ: 'ou', message: 'Choisissez dans les listes.' });
  }
  const rien = [structures, activites, ecoles, classes].every((liste) => liste.length === 0);
  if (rien && !duSaisi && !auSaisi) {
    erreurs.push({
      champ: 'ou',
      message:
        'Dites à qui vous écrivez : un lieu, une activité, des jours, une école ou une classe.',
    });
  }
  return { cible: { structures, activites, ecoles, classes, du, au }, erreurs };
}

const JOURS_AU_PLUS = 366;

function estConnu(cible: Cible, lieux: Lieux): boolean {
  const ids = (liste: readonly Nomme[]) => new Set(liste.map((l) => l.id));
  const tous = (choisis: readonly number[], connus: Set<number>) =>
    choisis.every((id) => connus.has(id));
  return (
    tous(cible.structures, ids(lieux.structures)) &&
    tous(cible.activites, ids(lieux.structures.flatMap((s) => s.activites))) &&
    tous(cible.ecoles, ids(lieux.ecoles)) &&
    tous(cible.classes, ids(lieux.ecoles.flatMap((e) => e.classes)))
  );
}

/** « Restaurant scolaire, lundi 16 novembre 2026 ; École Jules-Ferry ». Lisible sans le reste. `limite` : l'agent n'a que `lieux`. */
export function decrireCible(cible: Cible, lieux: Lieux, limite = false): string {
  const nommer = (choisis: readonly number[], parmi: readonly Nomme[]) =>
    parmi.filter((n) => choisis.includes(n.id)).map((n) => n.nom);
  const ou = [
    ...nommer(cible.structures, lieux.structures),
    ...nommer(
      cible.activites,
      lieux.structures.flatMap((s) =>
        s.activites.map((a) => ({ id: a.id, nom: `${a.nom} (${s.nom})` })),
      ),
    ),
  ];
  const classes = [
    ...nommer(cible.ecoles, lieux.ecoles),
    ...nommer(
      cible.classes,
      lieux.ecoles.flatMap((e) => e.classes.map((c) => ({ id: c.id, nom: `${c.nom} (${e.nom})` }))),
    ),
  ];
  const jours = direJours(cible);
  const siennes = lieux.structures.map((s) => s.nom).join(', ');
  const partout = limite ? siennes : jours ? 'Toutes les activités' : '';
  const venue = [ou.join(', ') || partout, jours];
  return [venue.filter(Boolean).join(', '), classes.join(', ')].filter(Boolean).join(' ; ');
}

function direJours({ du, au }: Cible): string {
  if (du === null) return '';
  if (au === null || au === du) return ecrireJour(du, { annee: true });
  return `du ${ecrireJour(du, { annee: true })} au ${ecrireJour(au, { annee: true })}`;
}
