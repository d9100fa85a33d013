import type { Jour } from '../../platform/jours.ts';
import { sansAccent } from '../../platform/mots.ts';

/** Ce qu'on sait des deux dossiers avant de n'en faire qu'un (docs/regles/fusions.md). */
export interface EnfantDuDossier {
  id: number;
  prenom: string;
  nom: string;
  neLe: Jour;
  /** Il a un partage entre payeurs, passé ou à venir. */
  partage: boolean;
}

export interface AdulteDuDossier {
  id: number;
  compteId: number;
  prenom: string;
  nom: string;
  identifiant: string;
  courriel: string | null;
  portable: string;
  adresse: string;
  actif: boolean;
  agent: boolean;
  modifieLe: Date | null;
}

export interface Dossier {
  id: number;
  nom: string;
  enfants: readonly EnfantDuDossier[];
  adultes: readonly AdulteDuDossier[];
}

/** Ce qui interdit la fusion pour l'instant. */
export interface Empechements {
  paiementEnCours: boolean;
  prelevementEnCours: boolean;
  emissionEnCours: boolean;
}

/** Pour chaque personne du dossier qui disparaît : la même en face, ou null, une autre. */
export interface Choix {
  enfants: ReadonlyMap<number, number | null>;
  adultes: ReadonlyMap<number, number | null>;
  /** Les adultes du dossier qui disparaît dont les coordonnées sont les bonnes. */
  coordonnees: ReadonlySet<number>;
}

export interface Paire {
  de: number;
  vers: number;
}

export interface PaireDAdultes extends Paire {
  /** L'accès qui se ferme, celui qui reste. */
  compteDe: number;
  compteVers: number;
  /** Les coordonnées de celui qui disparaît remplacent celles de celui qui reste. */
  reprendreLesCoordonnees: boolean;
}

export interface Plan {
  enfants: Paire[];
  arrivants: number[];
  adultes: PaireDAdultes[];
}

export type Examen = { permis: true; plan: Plan } | { permis: false; raisons: string[] };

/** Qui semble être le même : enfants par le nom et le jour ; adultes par le nom ou le portable. */
export function proposer(gardee: Dossier, disparue: Dossier): Choix {
  const enfants = new Map<number, number | null>();
  for (const e of disparue.enfants) {
    const meme = gardee.enfants.find(
      (g) => cle(g) === cle(e) && g.neLe === e.neLe && ![...enfants.values()].includes(g.id),
    );
    enfants.set(e.id, meme?.id ?? null);
  }
  const adultes = new Map<number, number | null>();
  for (const a of disparue.adultes) {
    const meme =
      gardee.adultes.find((g) => g.id === a.id) ??
      gardee.adultes.find((g) => cle(g) === cle(a) && ![...adultes.values()].includes(g.id));
    adultes.set(a.id, meme?.id ?? null);
  }
  const plusRecent = disparue.adultes.filter((a) => {
    const autre = gardee.adultes.find((g) => g.id === adultes.get(a.id));
    return autre && autre.id !== a.id && (a.modifieLe ?? 0) > (autre.modifieLe ?? 0);
  });
  return { enfants, adultes, coordonnees: new Set(plusRecent.map((a) => a.id)) };
}

function cle({ prenom, nom }: { prenom: string; nom: string }): string {
  return sansAccent(`${prenom} ${nom}`)
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
}

/**
 * Ce que fera la fusion, ou pourquoi elle attend (Fusions, règles 4 à 8). Toute personne du dossier
 * qui disparaît doit avoir été vue : sinon il a changé depuis l'aperçu.
 */
export function examiner(
  gardee: Dossier,
  disparue: Dossier,
  choix: Choix,
  empechements: Empechements,
): Examen {
  const raisons = [...direEmpechements(empechements), ...direErreurs(gardee, disparue, choix)];
  if (raisons.length > 0) return { permis: false, raisons };
  const enfants = disparue.enfants.flatMap(({ id }) => paireDe(id, choix.enfants));
  const reunis = new Set(enfants.map((e) => e.de));
  const adultes = disparue.adultes.flatMap((a) => {
    const autre = gardee.adultes.find((g) => g.id === choix.adultes.get(a.id));
    return autre && autre.id !== a.id ? [reunirAdultes(autre, a, choix.coordonnees.has(a.id))] : [];
  });
  const arrivants = disparue.enfants.map((e) => e.id).filter((id) => !reunis.has(id));
  return { permis: true, plan: { enfants, arrivants, adultes } };
}

function paireDe(id: number, choix: ReadonlyMap<number, number | null>): Paire[] {
  const vers = choix.get(id) ?? null;
  return vers === null ? [] : [{ de: id, vers }];
}

/**
 * L'accès qui reste : celui d'un agent, sinon celui qui a servi, sinon celui du dossier qui reste
 * (Fusions, règle 6). L'adulte dont l'accès se ferme disparaît, de quelque dossier qu'il vienne.
 */
function reunirAdultes(
  garde: AdulteDuDossier,
  disparu: AdulteDuDossier,
  coordonneesDuDisparu: boolean,
): PaireDAdultes {
  const poids = (a: AdulteDuDossier) => (a.agent ? 2 : 0) + (a.actif ? 1 : 0);
  const [reste, part] = poids(disparu) > poids(garde) ? [disparu, garde] : [garde, disparu];
  return {
    de: part.id,
    vers: reste.id,
    compteDe: part.compteId,
    compteVers: reste.compteId,
    reprendreLesCoordonnees: (part === disparu) === coordonneesDuDisparu,
  };
}

function direEmpechements(e: Empechements): string[] {
  return [
    ...(e.paiementEnCours
      ? ['Un paiement en ligne est en cours pour ce dossier : attendez sa conclusion.']
      : []),
    ...(e.prelevementEnCours
      ? ['Un prélèvement est en cours pour ce dossier : attendez qu’il soit encaissé ou rejeté.']
      : []),
    ...(e.emissionEnCours
      ? ['Des factures sont en cours d’émission : recommencez quand la campagne sera émise.']
      : []),
  ];
}

function direErreurs(gardee: Dossier, disparue: Dossier, choix: Choix): string[] {
  const raisons: string[] = [];
  const inconnus =
    disparue.enfants.some((e) => !choix.enfants.has(e.id)) ||
    disparue.adultes.some((a) => !choix.adultes.has(a.id)) ||
    [...choix.enfants.values()].some(
      (v) => v !== null && !gardee.enfants.some((g) => g.id === v),
    ) ||
    [...choix.adultes.values()].some((v) => v !== null && !gardee.adultes.some((g) => g.id === v));
  if (inconnus) raisons.push('L’un des dossiers a changé entre-temps : relisez l’aperçu.');
  if (aDesRepetitions(choix.enfants) || aDesRepetitions(choix.adultes))
    raisons.push('Une même personne est choisie deux fois : revoyez qui est qui.');
  for (const e of disparue.enfants) {
    const autre = gardee.enfants.find((g) => g.id === choix.enfants.get(e.id));
    if (autre?.partage && e.partage)
      raisons.push(
        `${e.prenom} a des parts dans « Qui paie » des deux dossiers : n’en laissez que dans un seul.`,
      );
  }
  for (const a of disparue.adultes) {
    const autre = gardee.adultes.find((g) => g.id === choix.adultes.get(a.id));
    if (autre && autre.id !== a.id && autre.agent && a.agent)
      raisons.push(
        `${a.prenom} ${a.nom} a deux accès d’agent : demandez à un administrateur d’en suspendre un.`,
      );
  }
  return raisons;
}

function aDesRepetitions(choix: ReadonlyMap<number, number | null>): boolean {
  const pris = [...choix.values()].filter((v) => v !== null);
  return new Set(pris).size < pris.length;
}
