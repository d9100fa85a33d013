/**
 * Qui peut faire quoi. Une seule table, lue par la porte du portail, par les menus et par les pages ;
 * docs/droits.md la montre aux élus, et un essai compare les deux.
 */
export const ROLES = [
  'administrateur',
  'guichet',
  'directeur',
  'animateur',
  'regisseur',
  'lecture',
] as const;
export type Role = (typeof ROLES)[number];

export const ROLES_EN_MOTS: Record<Role, string> = {
  administrateur: 'Administrateur',
  guichet: 'Guichet',
  directeur: 'Directeur',
  animateur: 'Animateur',
  regisseur: 'Régisseur',
  lecture: 'Lecture seule',
};

/**
 * - `partout` : les structures n'y changent rien ;
 * - `siennes` : dans ses structures ; un agent sans structure attribuée les a toutes ;
 * - `toutes` : seulement un agent qui les a toutes, car la page les mêle.
 */
export type Portee = 'partout' | 'siennes' | 'toutes';

interface Regle {
  roles: readonly Role[];
  portee: Portee;
}

const partout = (...roles: Role[]): Regle => ({ roles, portee: 'partout' });
const siennes = (...roles: Role[]): Regle => ({ roles, portee: 'siennes' });
const toutes = (...roles: Role[]): Regle => ({ roles, portee: 'toutes' });

const LES_SERVICES = ['administrateur', 'guichet', 'directeur'] as const;

/** Sujet, verbe, portée, rôles. Ce qui n'est pas écrit ici est refusé. */
export const DROITS = {
  /** Son propre compte : accueil, aide, mot de passe, appareils, second facteur. */
  compte: { lire: partout(...ROLES), modifier: partout(...ROLES) },
  demande: {
    lire: siennes(...LES_SERVICES, 'regisseur', 'lecture'),
    decider: siennes(...LES_SERVICES),
    /** Au nom d'une famille, la date limite passée s'il le faut. */
    inscrire: siennes(...LES_SERVICES),
    /** Au-delà des places : le nombre d'enfants par animateur, le directeur en répond. */
    deborder: siennes('administrateur', 'directeur'),
  },
  /** Les listes du jour et les feuilles de pointage. */
  liste: {
    lire: siennes(...LES_SERVICES, 'animateur', 'regisseur', 'lecture'),
    /** Qui encaisse ne dit pas qui était présent : deux personnes, deux regards. */
    pointer: siennes(...LES_SERVICES, 'animateur'),
  },
  message: {
    lire: siennes(...LES_SERVICES, 'regisseur', 'lecture'),
    repondre: siennes(...LES_SERVICES, 'regisseur'),
  },
  famille: {
    lire: siennes(...LES_SERVICES, 'regisseur', 'lecture'),
    /** Créer, fusionner, séparer, archiver : un agent limité ne verrait pas tout ce qu'il mêle. */
    tenir: toutes(...LES_SERVICES),
    /** Importer, et tout exporter. */
    exporter: toutes('administrateur'),
  },
  sante: {
    lireLaSante: siennes(...LES_SERVICES, 'animateur'),
    modifierLaSante: siennes(...LES_SERVICES),
  },
  activite: {
    lire: siennes('administrateur', 'directeur'),
    regler: siennes('administrateur', 'directeur'),
  },
  tarif: {
    /** Un tarif est voté en public : on lit aussi ceux des autres structures. */
    lire: partout(...LES_SERVICES, 'regisseur', 'lecture'),
    regler: siennes('administrateur', 'guichet'),
  },
  /** Quotients, paniers-repas, partages : ce que gagne une famille regarde peu de monde. */
  payeur: {
    lire: siennes(...LES_SERVICES, 'regisseur'),
    regler: siennes('administrateur', 'guichet'),
  },
  /** La régie mêle les familles de toutes les structures. */
  regie: {
    lire: toutes('administrateur', 'regisseur'),
    facturer: toutes('administrateur', 'regisseur'),
    encaisser: toutes('administrateur', 'regisseur'),
  },
  /** Structures, écoles, communes, agents, mise en route. */
  collectivite: { administrer: toutes('administrateur') },
} as const satisfies Record<string, Record<string, Regle>>;

export type TypeDeSujet = keyof typeof DROITS;
export type VerbeDe<T extends TypeDeSujet> = keyof (typeof DROITS)[T] & string;

/** « decider demande » : un droit, comme la table des pages l'écrit. */
export type Droit = { [T in TypeDeSujet]: `${VerbeDe<T>} ${T}` }[TypeDeSujet];

export interface Acteur {
  role: string;
  /** null : toutes les structures. */
  structures: readonly number[] | null;
}

export interface Sujet<T extends TypeDeSujet = TypeDeSujet> {
  type: T;
  /** La structure de ce dont on parle ; null : dans l'une au moins des siennes. */
  structureId: number | null;
}

export type Reponse = { oui: true } | { oui: false; raison: string };

/** Cet agent peut-il faire cela ? La raison s'écrit pour un administrateur, jamais sur la page refusée. */
export function peut<T extends TypeDeSujet>(
  acteur: Acteur,
  verbe: VerbeDe<T>,
  sujet: Sujet<T>,
): Reponse {
  return examiner(acteur, `${verbe} ${sujet.type}`, sujet.structureId);
}

/** Le même, pour un droit tel qu'une adresse le porte ; inconnu de la table, il est refusé. */
export function examiner(acteur: Acteur, droit: string, structureId: number | null): Reponse {
  const regle = REGLES.get(droit);
  if (!regle) return { oui: false, raison: `« ${droit} » n’est pas dans la table des droits.` };
  if (!regle.roles.some((role) => role === acteur.role))
    return { oui: false, raison: `Le rôle « ${acteur.role} » n’ouvre pas « ${droit} ».` };
  if (acteur.structures === null || regle.portee === 'partout') return { oui: true };
  if (regle.portee === 'toutes')
    return { oui: false, raison: `« ${droit} » demande de voir toutes les structures.` };
  return structureId === null || acteur.structures.includes(structureId)
    ? { oui: true }
    : { oui: false, raison: `La structure ${structureId} n’est pas l’une des siennes.` };
}

/** Toutes les règles, dans l'ordre de la table. */
export const REGLES: ReadonlyMap<string, Regle> = new Map(
  Object.entries(DROITS).flatMap(([type, verbes]) =>
    Object.entries<Regle>(verbes).map(([verbe, regle]) => [`${verbe} ${type}`, regle] as const),
  ),
);
