import type { Db } from '../../platform/db.ts';
import type { Jour } from '../../platform/jours.ts';
import { type Decision, deciderSorts } from '../regles/decider-agent.ts';
import { jaugesAVerrouiller, jaugesDe } from '../regles/jauges.ts';
import {
  type DemandeNommee,
  listerDecidables,
  listerReservationsDemandees,
  nommerDemandes,
  type Structures,
} from '../requetes/agent.ts';
import { lirePlaces, listerLiensJauges } from '../requetes/places.ts';

/** Une demande, et ce que la décision en ferait maintenant. */
export interface DemandeSimulee extends DemandeNommee {
  jours: number;
  /** Les jours qui ne tiendraient pas, demandes choisies ensemble comprises. */
  sansPlace: Jour[];
}

/**
 * Ce que la décision ferait si elle était prise maintenant : la même règle, sans verrou ni écriture.
 * Entre cet aperçu et la décision, une place peut partir : la décision relit tout.
 */
export async function simulerDecision(
  db: Db,
  choix: { demandes: readonly number[]; structures: Structures; decision: Decision },
): Promise<DemandeSimulee[]> {
  const { demandes, structures, decision } = choix;
  const nommees = await nommerDemandes(db, demandes, structures);
  const ids = await listerReservationsDemandees(db, demandes, structures);
  const vues = await listerDecidables(db, ids, structures);
  const jours = vues.map((v) => v.jour).sort();
  const [premier, dernier] = [jours[0], jours.at(-1)];
  const liens = await listerLiensJauges(db, [...new Set(vues.map((v) => v.prestationId))]);
  const jauges = jaugesAVerrouiller(liens, vues);
  const places = premier && dernier ? await lirePlaces(db, jauges, premier, dernier) : [];
  const limitees = new Set(places.map((p) => `${p.jaugeId}:${p.jour}`));
  const sorts = deciderSorts(
    vues.map((v) => ({
      ...v,
      jauges: jaugesDe(liens, v).filter((j) => limitees.has(`${j}:${v.jour}`)),
    })),
    decision,
    places,
  );
  return nommees.map((d) => {
    const siens = vues.flatMap((v, i) => (v.demandeId === d.id ? [{ v, sort: sorts[i] }] : []));
    const pleins = siens.filter(({ sort }) => sort?.sort === 'impossible');
    return { ...d, jours: siens.length, sansPlace: pleins.map(({ v }) => v.jour) };
  });
}
