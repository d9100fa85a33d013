import type { Jour } from '../../platform/jours.ts';
import {
  ETATS_VIVANTS,
  type EtatReservation,
  type EtatVivant,
} from '../../reservations/regles/types.ts';
import { type SemaineType, vouloir } from './semaine.ts';

/** La dernière réservation d'un enfant pour une prestation un jour, vivante ou non. */
export interface Existante {
  id: number;
  enfantId: number;
  prestationId: number;
  jour: Jour;
  etat: EtatReservation;
  /** La semaine type l'a posée, ou reprise. */
  parSemaine: boolean;
  /** Retirée avec d'autres, par une semaine type ou en défaisant une opération : ce n'est pas un choix pour ce jour-là. */
  enBloc: boolean;
}

/** Une prestation ouverte un jour, qu'un enfant pourrait vouloir. */
export interface JourPossible {
  enfantId: number;
  prestationId: number;
  jour: Jour;
}

export const GENRES_D_EXCEPTION = ['absent', 'refusee', 'annulee_par_centre', 'en_plus'] as const;
export type GenreDException = (typeof GENRES_D_EXCEPTION)[number];

export type ExceptionDeSemaine = JourPossible & { id: number; genre: GenreDException };

/** Ce que la semaine type changerait, avant les délais et les places. */
export interface Difference {
  souhaits: JourPossible[];
  retraits: (Existante & { etat: EtatVivant })[];
  /** Déjà là et voulus : rien ne change. */
  gardees: Existante[];
  /** Parmi celles-là, celles faites à la main, que la semaine type reprend. */
  reprises: number[];
  exceptions: ExceptionDeSemaine[];
}

/**
 * Compare la semaine voulue à ce qui est réservé (règles 4 à 6). Elle ne demande que ce qui n'a jamais
 * été tranché ce jour-là, et ne retire que ce qu'elle avait posé : ce qu'on a réservé, annulé ou vu
 * refuser à la main reste tel quel.
 */
export function comparer(
  semaine: SemaineType,
  possibles: readonly JourPossible[],
  existantes: readonly Existante[],
  aujourdhui: Jour,
): Difference {
  const veut = vouloir(semaine);
  const dedans = ({ jour }: { jour: Jour }) =>
    jour >= aujourdhui && jour >= semaine.du && jour <= semaine.au;
  const difference: Difference = {
    souhaits: [],
    retraits: [],
    gardees: [],
    reprises: [],
    exceptions: [],
  };
  const parCle = new Map(existantes.map((e) => [cleDe(e), e]));
  for (const possible of possibles) {
    if (!dedans(possible) || !veut(possible)) continue;
    const existante = parCle.get(cleDe(possible));
    if (existante && estVivante(existante)) continue;
    const genre = existante && trancheParQui(existante);
    if (genre) difference.exceptions.push({ ...possible, id: existante.id, genre });
    else difference.souhaits.push(possible);
  }
  for (const e of existantes) {
    if (!dedans(e) || !estVivante(e)) continue;
    if (veut(e)) {
      difference.gardees.push(e);
      if (!e.parSemaine) difference.reprises.push(e.id);
    } else if (e.parSemaine) difference.retraits.push(e);
    else difference.exceptions.push({ ...seulementLeJour(e), id: e.id, genre: 'en_plus' });
  }
  return difference;
}

/** Le jour a-t-il été tranché à part, et par qui ? Retiré en bloc, il ne l'a pas été. */
function trancheParQui({ etat, enBloc }: Existante): GenreDException | null {
  if (etat === 'refusee' || etat === 'annulee_par_centre') return etat;
  return enBloc ? null : 'absent';
}

function estVivante(e: Existante): e is Existante & { etat: EtatVivant } {
  return ETATS_VIVANTS.some((etat) => etat === e.etat);
}

function cleDe({ enfantId, prestationId, jour }: JourPossible): string {
  return `${enfantId}.${prestationId}.${jour}`;
}

function seulementLeJour({ enfantId, prestationId, jour }: Existante): JourPossible {
  return { enfantId, prestationId, jour };
}
