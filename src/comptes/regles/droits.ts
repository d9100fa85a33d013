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

/** Qui tient l'argent ou les accès des autres : un mot de passe seul ne suffit pas. */
export const ROLES_A_DOUBLE_AUTHENTIFICATION: readonly Role[] = ['administrateur', 'regisseur'];

/**
 * - `partout` : les structures n'y changent rien ;
 * - `siennes` : dans ses structures ; un agent sans structure attribuée les a toutes ;
 * - `toutes` : seulement un agent qui les a toutes, car la page les mêle.
 */
export type Portee = 'partout' | 'siennes' | 'toutes';

interface Regle {
  /** Ce que c'est, comme on le dirait à un élu. */
  phrase: string;
  roles: readonly Role[];
  portee: Portee;
}

type Ecrire = (phrase: string, ...roles: Role[]) => Regle;
const partout: Ecrire = (phrase, ...roles) => ({ phrase, roles, portee: 'partout' });
const siennes: Ecrire = (phrase, ...roles) => ({ phrase, roles, portee: 'siennes' });
const toutes: Ecrire = (phrase, ...roles) => ({ phrase, roles, portee: 'toutes' });

const SERVICES = ['administrateur', 'guichet', 'directeur'] as const;

/** Sujet, verbe, portée, phrase, rôles. Ce qui n'est pas écrit ici est refusé. */
export const DROITS = {
  compte: {
    lire: partout('Voir son compte et l’aide', ...ROLES),
    modifier: partout('Changer son mot de passe, ses clés d’accès, fermer ses appareils', ...ROLES),
    proteger: partout('Poser sa double authentification', ...ROLES),
  },
  demande: {
    lire: siennes('Lire les demandes des familles', ...SERVICES, 'regisseur', 'lecture'),
    decider: siennes('Valider, mettre en attente, refuser, annuler', ...SERVICES),
    inscrire: siennes('Inscrire pour une famille, la date limite passée', ...SERVICES),
    /** Les places tiennent au nombre d'enfants par animateur : le directeur en répond. */
    deborder: siennes('Inscrire au-delà des places', 'administrateur', 'directeur'),
  },
  liste: {
    lire: siennes(
      'Lire les listes du jour et le pointage',
      ...SERVICES,
      'animateur',
      'regisseur',
      'lecture',
    ),
    /** Qui encaisse ne dit pas qui était présent : deux personnes, deux regards. */
    pointer: siennes('Pointer, corriger un pointage', ...SERVICES, 'animateur'),
  },
  fermeture: {
    lire: siennes('Lire les fermetures déclarées', ...SERVICES, 'regisseur', 'lecture'),
    /** Annuler mille réservations engage qui dirige. */
    declarer: siennes('Déclarer une fermeture, une grève', 'administrateur', 'directeur'),
  },
  message: {
    lire: siennes('Lire les messages des familles', ...SERVICES, 'regisseur', 'lecture'),
    repondre: siennes('Répondre aux messages, les clore', ...SERVICES, 'regisseur'),
    diffuser: siennes('Écrire à un groupe de familles', ...SERVICES),
  },
  actualite: {
    /** L'accueil est à toute la commune : une structure seule n'en dispose pas. */
    publier: toutes('Écrire, publier, retirer une actualité', 'administrateur', 'guichet'),
  },
  famille: {
    lire: siennes('Chercher une famille, lire son dossier', ...SERVICES, 'regisseur', 'lecture'),
    /** Un agent limité ne verrait ni la famille qu'il crée, ni tout ce qu'il mêle. */
    tenir: toutes('Créer, fusionner, séparer, archiver un dossier', ...SERVICES),
    exporter: toutes('Importer des familles, tout exporter', 'administrateur'),
  },
  sante: {
    /** Le guichet dit à une famille que son PAI est connu ; il n'a pas à le lire. */
    constater: siennes('Savoir qu’un enfant a un PAI', ...SERVICES, 'animateur'),
    /**
     * « Consulter » et non « lire » : cela écrit une trace. Reste à la fiche de savoir si l'enfant
     * vient chez cet agent (src/sante/regles/lecture.ts).
     */
    consulter: siennes(
      'Lire une fiche sanitaire (lecture notée)',
      'administrateur',
      'directeur',
      'animateur',
    ),
    ouvrir: siennes(
      'L’ouvrir sans dire pourquoi, le jour où l’enfant est là',
      'directeur',
      'animateur',
    ),
  },
  activite: {
    lire: siennes('Lire les réglages des activités', 'administrateur', 'directeur'),
    regler: siennes('Régler activités, jours et délais', 'administrateur', 'directeur'),
  },
  tarif: {
    /** Un tarif est voté en public : on lit aussi ceux des autres structures. */
    lire: partout('Lire les tarifs', ...SERVICES, 'regisseur', 'lecture'),
    regler: siennes('Préparer et publier un tarif', 'administrateur', 'guichet'),
  },
  /** Ce que gagne une famille regarde peu de monde. */
  payeur: {
    lire: siennes('Lire quotients et payeurs d’une famille', ...SERVICES, 'regisseur'),
    regler: siennes('Changer quotients et payeurs', 'administrateur', 'guichet'),
  },
  /** La régie mêle les familles de toutes les structures. */
  regie: {
    lire: toutes('Voir factures, paiements et régie', 'administrateur', 'regisseur'),
    facturer: toutes('Facturer, faire un avoir, relancer', 'administrateur', 'regisseur'),
    encaisser: toutes('Encaisser, remettre, verser, clore', 'administrateur', 'regisseur'),
  },
  collectivite: {
    administrer: toutes('Régler la collectivité, ses structures, ses agents', 'administrateur'),
  },
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
