/** Ce que l'agent a choisi pour un passage, et ce que cela donne (docs/regles/passage.md). */
import type { ClasseDuPassage, EnfantAPasser, GroupeDuPassage } from './passage.ts';

/** Une classe, « quitte l'école », ou rien encore. */
export type Choix = number | 'sortie' | null;

export interface Choisis {
  /** Par groupe ; un groupe qui n'y est pas n'a pas été montré : rien ne s'y écrit. */
  groupes: ReadonlyMap<string, Choix>;
  /** Par enfant ; sans choix à lui, il suit son groupe. */
  enfants: ReadonlyMap<number, Exclude<Choix, null>>;
}

export interface Bilan {
  passages: { enfant: EnfantAPasser; classe: ClasseDuPassage }[];
  sorties: EnfantAPasser[];
  /** Ils resteront à placer. */
  aChoisir: EnfantAPasser[];
}

/** Les choix proposés, tant que personne n'a rien changé. */
export function choixProposes(groupes: readonly GroupeDuPassage[]): Choisis {
  return {
    groupes: new Map(groupes.map(({ cle, proposition: p }) => [cle, choixDe(p)])),
    enfants: new Map(),
  };
}

function choixDe(p: GroupeDuPassage['proposition']): Choix {
  return p.genre === 'classe' ? p.classeId : p.genre === 'sortie' ? 'sortie' : null;
}

/** Les choix d'un formulaire : « groupe-12-CE1 », « enfant-40 ». */
export function lireChoix(form: URLSearchParams): Choisis {
  const groupes = new Map<string, Choix>();
  const enfants = new Map<number, Exclude<Choix, null>>();
  for (const [nom, valeur] of form) {
    if (nom.startsWith('groupe-')) groupes.set(nom.slice('groupe-'.length), lire(valeur));
    const numero = /^enfant-([1-9]\d{0,8})$/.exec(nom)?.[1];
    const choix = lire(valeur);
    if (numero && choix !== null) enfants.set(Number(numero), choix);
  }
  return { groupes, enfants };
}

function lire(valeur: string): Choix {
  if (valeur === 'sortie') return 'sortie';
  return /^[1-9]\d{0,8}$/.test(valeur) ? Number(valeur) : null;
}

/**
 * Où va chacun. Une classe qui n'existe pas cette année-là ne se choisit pas : ses enfants restent à
 * placer. Qui a déjà sa classe la garde.
 */
export function faireLeBilan(
  groupes: readonly GroupeDuPassage[],
  sansClasse: readonly EnfantAPasser[],
  classes: readonly ClasseDuPassage[],
  choisis: Choisis,
): Bilan {
  const parId = new Map(classes.map((c) => [c.id, c]));
  const bilan: Bilan = { passages: [], sorties: [], aChoisir: [] };
  const ranger = (enfant: EnfantAPasser, choix: Choix) => {
    if (enfant.dejaEn !== null) return;
    const classe = typeof choix === 'number' ? parId.get(choix) : undefined;
    if (classe) bilan.passages.push({ enfant, classe });
    else if (choix === 'sortie') bilan.sorties.push(enfant);
    else bilan.aChoisir.push(enfant);
  };
  for (const groupe of groupes) {
    const duGroupe = choisis.groupes.get(groupe.cle) ?? null;
    for (const enfant of groupe.enfants) {
      ranger(enfant, choisis.enfants.get(enfant.id) ?? duGroupe);
    }
  }
  for (const enfant of sansClasse) {
    const choix = choisis.enfants.get(enfant.id) ?? null;
    if (choix !== null) ranger(enfant, choix);
  }
  return bilan;
}

/** Combien d'enfants dans chaque classe, une fois passés ; celles où personne n'est n'y sont pas. */
export function effectifs(
  classes: readonly ClasseDuPassage[],
  { passages }: Pick<Bilan, 'passages'>,
): { classe: ClasseDuPassage; arrivent: number }[] {
  const arrivees = new Map<number, number>();
  for (const { classe } of passages) arrivees.set(classe.id, (arrivees.get(classe.id) ?? 0) + 1);
  return classes
    .map((classe) => ({ classe, arrivent: arrivees.get(classe.id) ?? 0 }))
    .filter(({ classe, arrivent }) => classe.enfants + arrivent > 0);
}

export type RaisonDeGarder = 'classe_changee' | 'reservations' | 'annee_d_apres';

/** Ce qui est arrivé depuis à un enfant passé. */
export interface DepuisLePassage {
  /** Sa classe de cette année-là est-elle encore celle du passage ? */
  memeClasse: boolean;
  reservations: number;
  /** Il a déjà une classe l'année d'après. */
  anneeDApres: boolean;
}

/** Peut-on défaire pour lui ? null : oui. */
export function garderSaClasse(depuis: DepuisLePassage): RaisonDeGarder | null {
  if (!depuis.memeClasse) return 'classe_changee';
  if (depuis.anneeDApres) return 'annee_d_apres';
  return depuis.reservations > 0 ? 'reservations' : null;
}

/** « parce que… » : lue par l'agent, qui sait alors quoi faire. */
export function direPourquoiGarder(raison: RaisonDeGarder, annee: string): string {
  switch (raison) {
    case 'classe_changee':
      return 'sa classe a changé depuis';
    case 'reservations':
      return `des jours sont déjà réservés en ${annee}`;
    case 'annee_d_apres':
      return 'sa classe de l’année d’après est déjà connue';
  }
}
