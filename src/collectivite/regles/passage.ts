/** Le passage en classe supérieure (docs/regles/passage.md) : qui va où, et pourquoi. */
import type { Jour } from '../../platform/jours.ts';
import { type AnneeScolaire, NIVEAUX, type Niveau } from './classes.ts';

/** Une classe de l'année où l'on passe. */
export interface ClasseDuPassage {
  id: number;
  nom: string;
  niveau: Niveau;
  ecoleId: number;
  ecole: string;
  /** Les enfants qui y ont déjà leur place cette année-là. */
  enfants: number;
}

export interface EnfantAPasser {
  id: number;
  familleId: number;
  prenom: string;
  nom: string;
  neLe: Jour;
  /** Sa classe de l'année qui finit ; null : aucune. */
  classe: { id: number; nom: string; niveau: Niveau } | null;
  /** Sa classe de l'année où l'on passe, si elle est déjà écrite. */
  dejaEn: number | null;
}

export type Proposition =
  | { genre: 'classe'; classeId: number }
  /** Personne n'y écrit rien : il quitte l'école, ou aucune classe de ce niveau n'est connue. */
  | { genre: 'sortie'; raison: 'college' | 'aucune_classe' }
  | { genre: 'a_choisir' };

/** Des enfants d'une même classe et d'un même niveau : ils passent ensemble. */
export interface GroupeDuPassage {
  /** « 12-CE1-CE2 » : le nom du choix dans le formulaire. */
  cle: string;
  classe: { id: number; nom: string };
  niveau: Niveau;
  /** Le niveau d'après ; null : plus rien dans nos écoles. */
  suivant: Niveau | null;
  enfants: EnfantAPasser[];
  proposition: Proposition;
}

/** Les niveaux d'une classe : celui qu'elle porte, et ceux que dit son nom (« CE1-CE2 B »). */
export function niveauxDe({ nom, niveau }: { nom: string; niveau: Niveau }): Niveau[] {
  if (niveau === 'ULIS') return ['ULIS'];
  const mots = nom.split(/[^\p{L}\p{N}]+/u);
  return NIVEAUX.filter((n) => n === niveau || (n !== 'ULIS' && mots.includes(n)));
}

/** Le niveau de son âge, d'après l'année de naissance ; null : ni en maternelle, ni à l'école élémentaire. */
export function niveauDeSonAge(neLe: Jour, annee: AnneeScolaire): Niveau | null {
  const ans = Number(annee.slice(0, 4)) - Number(neLe.slice(0, 4));
  return ans >= AGE_EN_TPS && ans <= AGE_EN_CM2 ? (NIVEAUX[ans - AGE_EN_TPS] ?? null) : null;
}

const AGE_EN_TPS = 2;
const AGE_EN_CM2 = 10;

/** Les âges que l'école accueille à la rentrée, d'après ses classes ; null : elle n'en a aucune. */
export function agesDeLEcole(
  ecoleId: number,
  classes: readonly ClasseDuPassage[],
): { de: number; a: number } | null {
  const niveaux = classes.filter((c) => c.ecoleId === ecoleId).flatMap(niveauxDe);
  if (niveaux.length === 0) return null;
  if (niveaux.includes('ULIS')) return { de: AGE_EN_TPS, a: AGE_EN_CM2 };
  const ages = niveaux.map((n) => NIVEAUX.indexOf(n) + AGE_EN_TPS);
  // Un an de plus : qui a redoublé, sans dépasser l'âge du CM2.
  return { de: Math.min(...ages), a: Math.min(Math.max(...ages) + 1, AGE_EN_CM2) };
}

/** Dans une classe à plusieurs niveaux, celui qui est le plus près de son âge. */
export function niveauDansSaClasse(
  enfant: Pick<EnfantAPasser, 'neLe'>,
  classe: { nom: string; niveau: Niveau },
  annee: AnneeScolaire,
): Niveau {
  const ans = Number(annee.slice(0, 4)) - Number(enfant.neLe.slice(0, 4));
  const ecart = (n: Niveau) => Math.abs(NIVEAUX.indexOf(n) + AGE_EN_TPS - ans);
  return niveauxDe(classe).reduce((a, b) => (ecart(b) < ecart(a) ? b : a));
}

/** Le niveau d'après ; null : le collège. L'ULIS accueille tous les âges : on y reste jusqu'au collège. */
export function niveauSuivant(
  niveau: Niveau,
  { neLe }: Pick<EnfantAPasser, 'neLe'>,
  annee: AnneeScolaire,
): Niveau | null {
  if (niveau === 'ULIS') {
    return Number(annee.slice(0, 4)) - Number(neLe.slice(0, 4)) < AGE_EN_CM2 ? 'ULIS' : null;
  }
  return niveau === 'CM2' ? null : (NIVEAUX[NIVEAUX.indexOf(niveau) + 1] ?? null);
}

/**
 * La classe d'après, s'il n'y a pas à hésiter : la seule de ce niveau dans l'école, à défaut dans les
 * autres ; ou, parmi plusieurs, la seule qui s'appelle pareil (« CP A » → « CE1 A »).
 */
export function proposer(
  depuis: { id: number; nom: string; ecoleId: number },
  suivant: Niveau | null,
  classes: readonly ClasseDuPassage[],
): Proposition {
  if (suivant === null) return { genre: 'sortie', raison: 'college' };
  if (suivant === 'ULIS' && classes.some((c) => c.id === depuis.id)) {
    return { genre: 'classe', classeId: depuis.id };
  }
  const duNiveau = classes.filter((c) => niveauxDe(c).includes(suivant));
  const ici = duNiveau.filter((c) => c.ecoleId === depuis.ecoleId);
  const candidates = ici.length > 0 ? ici : duNiveau;
  if (candidates.length === 0) return { genre: 'sortie', raison: 'aucune_classe' };
  const [seule] = candidates;
  if (seule && candidates.length === 1) return { genre: 'classe', classeId: seule.id };
  const jumelles = candidates.filter((c) => sansNiveau(c.nom) === sansNiveau(depuis.nom));
  const [jumelle] = jumelles;
  return jumelle && jumelles.length === 1
    ? { genre: 'classe', classeId: jumelle.id }
    : { genre: 'a_choisir' };
}

/** « CE1 A » → « a » : ce qui distingue une classe des autres de son niveau. */
function sansNiveau(nom: string): string {
  const mots = nom.split(/[^\p{L}\p{N}]+/u).filter((m) => !NIVEAUX.some((n) => n === m));
  return mots.join(' ').trim().toLowerCase();
}

/** Les enfants d'une école par classe et par niveau, des plus jeunes aux plus grands. */
export function grouper(
  ecoleId: number,
  annee: AnneeScolaire,
  enfants: readonly EnfantAPasser[],
  classes: readonly ClasseDuPassage[],
): GroupeDuPassage[] {
  const groupes = new Map<string, GroupeDuPassage>();
  for (const enfant of enfants) {
    const { classe } = enfant;
    if (!classe || enfant.dejaEn !== null) continue;
    const niveau = niveauDansSaClasse(enfant, classe, annee);
    const suivant = niveauSuivant(niveau, enfant, annee);
    const cle = `${classe.id}-${niveau}-${suivant ?? 'fin'}`;
    const groupe = groupes.get(cle) ?? {
      cle,
      classe: { id: classe.id, nom: classe.nom },
      niveau,
      suivant,
      enfants: [],
      proposition: proposer({ ...classe, ecoleId }, suivant, classes),
    };
    groupe.enfants.push(enfant);
    groupes.set(cle, groupe);
  }
  const rang = ({ niveau }: GroupeDuPassage) => NIVEAUX.indexOf(niveau);
  return [...groupes.values()].sort(
    (a, b) => rang(a) - rang(b) || a.classe.nom.localeCompare(b.classe.nom, 'fr'),
  );
}
