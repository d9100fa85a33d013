import type { Db } from '../../platform/db.ts';
import { type Jour, lePlusTard } from '../../platform/jours.ts';
import {
  type Calendrier,
  chercherCalendriers,
} from '../../reservations/actions/lire-calendriers.ts';
import { cle, type Souhait } from '../../reservations/regles/types.ts';
import { comparer, type Difference, type JourPossible } from '../regles/comparer.ts';
import type { SemaineType } from '../regles/semaine.ts';
import { listerExistantes } from '../requetes/semaines.ts';
import type { Grille } from './lire-grille.ts';

export interface Preparation {
  difference: Difference;
  calendriers: Calendrier[];
  /** Ce qu'on demande, un enfant et une période à la fois. */
  demandes: { calendrier: Calendrier; souhaits: Souhait[] }[];
}

/**
 * Lit les calendriers et ce qui est réservé, et compare à la semaine voulue. Deux ordres. Sous
 * `tenirPourOperer`, ce qui en sort ne change plus ; sans lui, c'est un aperçu.
 */
export async function preparer(
  db: Db,
  qui: { familles: readonly number[]; grille: Grille; aujourdhui: Jour },
  semaine: SemaineType,
): Promise<Preparation> {
  const { familles, grille, aujourdhui } = qui;
  const du = lePlusTard(semaine.du, aujourdhui);
  const fenetre = { du, au: semaine.au };
  const [calendriers, existantes] = await Promise.all([
    chercherCalendriers(db, { familles }, grille.couples, fenetre),
    listerExistantes(
      db,
      grille.enfants.map((e) => e.id),
      grille.lignes.map((l) => l.prestationId),
      fenetre,
    ),
  ]);
  const possibles = listerPossibles(calendriers);
  const difference = comparer(
    semaine,
    possibles.map((p) => p.possible),
    existantes,
    aujourdhui,
  );
  const voulus = new Set(difference.souhaits);
  const parCalendrier = Map.groupBy(
    possibles.filter((p) => voulus.has(p.possible)),
    (p) => p.calendrier,
  );
  return {
    difference,
    calendriers,
    demandes: calendriers.flatMap((calendrier) => {
      const siens = parCalendrier.get(calendrier);
      return siens ? [{ calendrier, souhaits: siens.map((p) => p.possible) }] : [];
    }),
  };
}

/** Chaque case ouverte de chaque calendrier ; deux périodes qui se chevauchent ne la donnent qu'une fois. */
function listerPossibles(
  calendriers: readonly Calendrier[],
): { calendrier: Calendrier; possible: JourPossible }[] {
  const vues = new Set<string>();
  return calendriers.flatMap((calendrier) => {
    const { faits, jours, enfant } = calendrier;
    const { du, au } = faits.periode;
    return jours.flatMap(({ jour, ouvert }) => {
      if (!ouvert || jour < du || jour > au) return [];
      return faits.activite.prestations.flatMap(({ id: prestationId }) => {
        const sienne = cle({ prestationId, jour });
        if (!faits.ouvertures.has(sienne) || vues.has(`${enfant.id}/${sienne}`)) return [];
        vues.add(`${enfant.id}/${sienne}`);
        return [{ calendrier, possible: { enfantId: enfant.id, prestationId, jour } }];
      });
    });
  });
}
