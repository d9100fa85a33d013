import { placerEnClasse } from '../../familles/actions/scolarites.ts';
import { type Acteur, noter, noterEnNombre } from '../../journal/actions.ts';
import { type Db, type Tx, transaction } from '../../platform/db.ts';
import { Introuvable } from '../../platform/errors.ts';
import type { Services } from '../../platform/http.ts';
import { type AnneeScolaire, anneePrecedente } from '../regles/classes.ts';
import {
  agesDeLEcole,
  type ClasseDuPassage,
  type EnfantAPasser,
  type GroupeDuPassage,
  grouper,
} from '../regles/passage.ts';
import { type Choisis, faireLeBilan } from '../regles/passage-choix.ts';
import { chercherEcole, verrouillerEcoles } from '../requetes/ecoles.ts';
import {
  insererPassage,
  listerClassesDuPassage,
  listerEnfantsAPasser,
  listerEnfantsSansClasse,
} from '../requetes/passages.ts';

export interface FaitsDuPassage {
  classes: ClasseDuPassage[];
  groupes: GroupeDuPassage[];
  /** Ils ont déjà leur classe de l'année où l'on passe. */
  deja: EnfantAPasser[];
  sansClasse: { total: number; enfants: EnfantAPasser[] };
}

/** Tout ce qu'il faut pour décider du passage d'une école. `limite` : des enfants sans classe montrés. */
export async function lireLePassage(
  db: Db,
  ecoleId: number,
  vers: AnneeScolaire,
  limite: number | null,
): Promise<FaitsDuPassage> {
  const de = anneePrecedente(vers);
  const classes = await listerClassesDuPassage(db, ecoleId, vers);
  const ages = agesDeLEcole(ecoleId, classes);
  const enfants = await listerEnfantsAPasser(db, ecoleId, { de, vers });
  return {
    classes,
    groupes: grouper(ecoleId, de, enfants, classes),
    deja: enfants.filter(({ dejaEn }) => dejaEn !== null),
    sansClasse: ages
      ? await listerEnfantsSansClasse(db, ecoleId, { de, vers }, ages, limite)
      : { total: 0, enfants: [] },
  };
}

export interface Passer {
  ecoleId: number;
  vers: AnneeScolaire;
  choisis: Choisis;
  acteur: Acteur & { compteId: number };
}

/**
 * Fait passer les enfants d'une école, d'un bloc. Qui a déjà sa classe la garde : envoyé deux fois, le
 * passage ne s'écrit qu'une fois.
 * @returns le nombre d'enfants placés
 * @throws Introuvable
 */
export function passerEnClasseSuperieure(
  { db, clock }: Pick<Services, 'db' | 'clock'>,
  { ecoleId, vers, choisis, acteur }: Passer,
): Promise<number> {
  const le = clock.now();
  return transaction(db, async (tx) => {
    // Une classe ne change pas d'années pendant que l'on y place des enfants.
    await verrouillerEcoles(tx);
    const ecole = await chercherEcole(tx, ecoleId);
    if (!ecole) throw new Introuvable();
    const faits = await lireLePassage(tx, ecoleId, vers, null);
    const { groupes, sansClasse, classes } = faits;
    const { passages } = faireLeBilan(groupes, sansClasse.enfants, classes, choisis);
    const places = passages.map((p) => ({ enfantId: p.enfant.id, classeId: p.classe.id }));
    const ecrites = new Set(await placerEnClasse(tx, vers, places));
    const faites = passages.filter((p) => ecrites.has(p.enfant.id));
    if (faites.length === 0) return 0;
    await insererPassage(
      tx,
      { ecoleId, versAnnee: vers, le, par: acteur.compteId },
      places.filter((p) => ecrites.has(p.enfantId)),
    );
    await raconter(tx, { le, acteur, ecole, vers }, faites);
    return faites.length;
  });
}

/** Une ligne pour l'école, une pour chaque famille : elle lira où va chacun de ses enfants. */
async function raconter(
  tx: Tx,
  acte: { le: Date; acteur: Acteur; ecole: { id: number; nom: string }; vers: AnneeScolaire },
  passages: readonly { enfant: EnfantAPasser; classe: ClasseDuPassage }[],
): Promise<void> {
  const { le, acteur, ecole, vers } = acte;
  const n = passages.length;
  await noter(tx, {
    le,
    acteur,
    verbe: 'passer_en_classe_superieure',
    phrase: `${acteur.nom} a fait passer ${n} enfant${n > 1 ? 's' : ''} de « ${ecole.nom} » en ${vers}.`,
    sujets: [`ecole:${ecole.id}`],
  });
  const parFamille = Map.groupBy(passages, (p) => p.enfant.familleId);
  await noterEnNombre(
    tx,
    { le, acteur, verbe: 'passer_en_classe_superieure' },
    [...parFamille].map(([familleId, siens]) => ({
      phrase: `En ${vers} : ${siens.map(direOuIlVa).join(' ; ')}.`,
      sujets: [`famille:${familleId}`, ...siens.map((p) => `enfant:${p.enfant.id}`)],
    })),
  );
}

function direOuIlVa({ enfant, classe }: { enfant: EnfantAPasser; classe: ClasseDuPassage }) {
  return `${enfant.prenom} sera en ${classe.nom}, ${classe.ecole}`;
}
