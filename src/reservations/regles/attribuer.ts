import { attribuerDirectement, type Droits } from './direct.ts';
import { jaugesDe, type LienJauge } from './jauges.ts';
import {
  type Attribution,
  additionnerPrises,
  attribuer,
  type Candidat,
  type PlacesDuJour,
  type Prise,
} from './places.ts';
import type { Recevable } from './souhaits.ts';
import type { FaitsActivite } from './types.ts';

/** Les souhaits d'un enfant pour une période, déjà triés : ils n'attendent plus que des places. */
export interface PartieAPlacer {
  activite: Pick<FaitsActivite, 'approbation' | 'listeAttente'> & { id: number };
  recevables: readonly Recevable[];
}

/** L'agent qui inscrit, et s'il relève les places là où c'est complet ; null : la famille. */
export type ParUnAgent = { droits: Droits; depasser: boolean } | null;

export type Retenu = Recevable & Candidat & { etat: Exclude<Attribution, 'complet'> };

export interface PartiePlacee {
  retenus: Retenu[];
  complets: Recevable[];
  /** Les places ajoutées par l'agent qui dépasse. */
  rallonges: Prise[];
}

/** Les places telles que lues, et la file dans l'ordre, avec les jauges de chacun. */
export interface PlacesLues {
  liens: readonly LienJauge[];
  places: readonly PlacesDuJour[];
  file: readonly Candidat[];
}

/**
 * Donne les places à toutes les parties d'un même geste, activité après activité, jour après jour :
 * deux frères ne reçoivent pas la même dernière place, le premier de la liste l'a (Semaine type,
 * règle 8). Rend une réponse par partie, dans l'ordre donné.
 */
export function placerParties(
  parties: readonly PartieAPlacer[],
  { liens, places, file }: PlacesLues,
  agent: ParUnAgent,
): PartiePlacee[] {
  const placees = parties.map((): PartiePlacee => ({ retenus: [], complets: [], rallonges: [] }));
  const restantes = new Map(places.map((p) => [`${p.jaugeId}:${p.jour}`, { ...p }]));
  const parActivite = Map.groupBy(
    parties.flatMap((partie, rang) =>
      partie.recevables.map((r) => ({ ...r, jauges: jaugesDe(liens, r), rang })),
    ),
    ({ rang }) => parties[rang]?.activite.id,
  );
  for (const siens of parActivite.values()) {
    const [premier] = siens;
    const activite = premier && parties[premier.rang]?.activite;
    if (!activite) continue;
    const dans = siens.toSorted((a, b) => (a.jour < b.jour ? -1 : a.jour > b.jour ? 1 : 0));
    const { attributions, rallonges } = decider(
      dans,
      activite,
      [...restantes.values()],
      file,
      agent,
    );
    const validees: Candidat[] = [];
    dans.forEach(({ rang, ...candidat }, i) => {
      const etat = attributions[i];
      if (!etat || etat === 'complet') placees[rang]?.complets.push(candidat);
      else placees[rang]?.retenus.push({ ...candidat, etat });
      if (etat === 'validee') validees.push(candidat);
    });
    placees[premier.rang]?.rallonges.push(...rallonges);
    for (const { jaugeId, jour, ecart } of additionnerPrises(validees, 1)) {
      const reste = restantes.get(`${jaugeId}:${jour}`);
      if (reste) reste.prises += ecart;
    }
  }
  return placees;
}

/** La famille prend ce qui reste ; l'agent valide, et dépasse s'il en a le droit et l'a demandé. */
function decider(
  candidats: readonly (Recevable & Candidat)[],
  activite: PartieAPlacer['activite'],
  places: readonly PlacesDuJour[],
  file: readonly Candidat[],
  agent: ParUnAgent,
): { attributions: Attribution[]; rallonges: Prise[] } {
  if (!agent) return { attributions: attribuer(candidats, activite, places, file), rallonges: [] };
  const depasser = agent.depasser && agent.droits.places;
  const { listeAttente } = activite;
  return attribuerDirectement(candidats, places, file, { depasser, listeAttente });
}
