import type { Db } from '../../platform/db.ts';
import type { Fuseau } from '../../platform/instants.ts';
import {
  ajouterJours,
  type Jour,
  type JourDeLaSemaine,
  lePlusTard,
  lePlusTot,
} from '../../platform/jours.ts';
import {
  type Couple,
  type EnfantAInscrire,
  lireOffres,
  type OffreProposee,
} from '../../reservations/actions/lire-calendriers.ts';
import { anneeScolaireDu } from '../../reservations/regles/admission.ts';
import type { CaseDeSemaine } from '../regles/semaine.ts';
import { listerPrestations, type PrestationProposee } from '../requetes/grille.ts';

export interface Quand {
  aujourdhui: Jour;
  maintenant: Date;
  fuseau: Fuseau;
}

export type LigneDeGrille = PrestationProposee & {
  /** Les enfants qu'elle peut accueillir. */
  pour: number[];
};

export interface Grille {
  /** « 2026-2027 » */
  annee: string;
  /** Les autres années où il y a quelque chose à choisir. */
  annees: string[];
  /** Ce que l'on peut encore choisir de cette année, bornes comprises. */
  bornes: { du: Jour; au: Jour };
  enfants: EnfantAInscrire[];
  lignes: LigneDeGrille[];
  couples: Couple[];
  activites: number[];
}

/** Trois semaines avant la fin, l'année est jouée : on prépare la suivante. */
const FIN_PROCHE_JOURS = 21;

/** La grille d'une famille pour une année scolaire ; sans année, celle qui se prépare. Trois ordres. */
export async function lireGrille(
  db: Db,
  familles: readonly number[],
  quand: Quand,
  anneeVoulue: string | null,
): Promise<Grille> {
  const { aujourdhui } = quand;
  const { enfants, proposees } = await lireOffres(db, familles, quand);
  const parAnnee = Map.groupBy(proposees, (o) => anneeDe(o, aujourdhui));
  const annees = [...parAnnee.keys()].sort();
  const enCours = annees.find(
    (a) => finDe(parAnnee.get(a)) > ajouterJours(aujourdhui, FIN_PROCHE_JOURS),
  );
  const annee =
    annees.find((a) => a === anneeVoulue) ??
    enCours ??
    annees.at(-1) ??
    anneeScolaireDu(aujourdhui);
  const offres = parAnnee.get(annee) ?? [];
  const limites = bornesDe(annee, aujourdhui);
  const prestations = await listerPrestations(
    db,
    [...new Set(offres.map((o) => o.activiteId))],
    limites,
  );
  const activites = [...new Set(prestations.map((p) => p.activiteId))];
  const retenues = offres.filter((o) => activites.includes(o.activiteId));
  return {
    annee,
    annees,
    bornes: resserrer(limites, retenues),
    enfants: enfants.filter((e) => retenues.some((o) => o.pour.includes(e.id))),
    lignes: prestations.map((p) => ({
      ...p,
      pour: enfants
        .filter((e) => retenues.some((o) => o.activiteId === p.activiteId && o.pour.includes(e.id)))
        .map((e) => e.id),
    })),
    couples: retenues.flatMap((o) =>
      o.pour.map((enfantId) => ({ enfantId, periodeId: o.periodeId })),
    ),
    activites,
  };
}

/** Ce que la grille propose : le reste vient d'une page ancienne, ou n'en vient pas. */
export function seulementDeLaGrille(
  { lignes }: Grille,
  cases: readonly CaseDeSemaine[],
): CaseDeSemaine[] {
  const admises = new Map(lignes.map((l) => [l.prestationId, l]));
  return cases.filter((c) => {
    const ligne = admises.get(c.prestationId);
    return (
      ligne?.pour.includes(c.enfantId) && ligne.jours.includes(c.jour satisfies JourDeLaSemaine)
    );
  });
}

/** L'année scolaire d'une période : celle de son premier jour encore à venir. */
function anneeDe({ du }: OffreProposee, aujourdhui: Jour): string {
  return anneeScolaireDu(lePlusTard(du, aujourdhui));
}

function finDe(offres: readonly OffreProposee[] | undefined): Jour {
  return lePlusTard('', ...(offres ?? []).map((o) => o.au));
}

function bornesDe(annee: string, aujourdhui: Jour): { du: Jour; au: Jour } {
  const rentree = `${annee.slice(0, 4)}-09-01`;
  return { du: lePlusTard(rentree, aujourdhui), au: `${annee.slice(5)}-08-31` };
}

function resserrer(limites: { du: Jour; au: Jour }, offres: readonly OffreProposee[]) {
  const premier = lePlusTot(limites.au, ...offres.map((o) => o.du));
  return {
    du: lePlusTard(premier, limites.du),
    au: lePlusTot(finDe(offres) || limites.au, limites.au),
  };
}
