import type { Db } from '../../platform/db.ts';
import type { Jour } from '../../platform/jours.ts';
import { deciderAnnulation } from '../regles/annuler.ts';
import { type PartiePlacee, placerParties, type Retenu } from '../regles/attribuer.ts';
import { type Attente, compterDevant } from '../regles/calendrier-saisie.ts';
import { ordonnerLaFile } from '../regles/file.ts';
import {
  jaugesAVerrouiller,
  jaugesDe,
  prestationsDesJauges,
  tientDansLeVerrou,
} from '../regles/jauges.ts';
import { ordonner, type Recevable, trier } from '../regles/souhaits.ts';
import type { Ecart, Souhait } from '../regles/types.ts';
import { compterAttente } from '../requetes/attente.ts';
import type { Calendrier } from '../requetes/faits.ts';
import {
  chercherDelaisDe,
  decrireReservations,
  type ReservationDecrite,
} from '../requetes/lire.ts';
import { lirePlaces, listerFile, listerLiensJauges } from '../requetes/places.ts';
import { COMPLET } from './reserver.ts';

export interface PartieApercue {
  calendrier: Calendrier;
  /** `rang` : sa place dans la file, s'il attend. */
  retenus: (Retenu & { rang: number | null })[];
  ecartes: (Souhait & Ecart)[];
}

export interface Apercu {
  parties: PartieApercue[];
  retirees: ReservationDecrite[];
  /** Ce que la famille ne peut plus retirer, et pourquoi. */
  retenues: (ReservationDecrite & { phrase: string })[];
}

/**
 * Ce que ferait l'opération si elle était confirmée maintenant : les mêmes règles, sans verrou ni
 * écriture. Entre cet aperçu et la confirmation, une place peut partir : `operer` relit tout.
 */
export async function apercevoir(
  db: Db,
  demandes: readonly { calendrier: Calendrier; souhaits: readonly Souhait[] }[],
  retraits: readonly number[],
  maintenant: Date,
): Promise<Apercu> {
  const triees = demandes.map(({ calendrier, souhaits }) => {
    const rangs = new Map(calendrier.faits.activite.prestations.map((p, rang) => [p.id, rang]));
    return { calendrier, ...trier(calendrier.faits, ordonner(souhaits, rangs), maintenant) };
  });
  const [lues, sorts] = await Promise.all([
    lireLesPlaces(
      db,
      triees.flatMap((t) => t.recevables),
    ),
    trierLesRetraits(db, retraits, maintenant),
  ]);
  const placees = placerParties(
    triees.map(({ calendrier, recevables }) => ({
      activite: { ...calendrier.faits.activite, id: calendrier.activite.id },
      recevables,
    })),
    lues,
    null,
  );
  const parties = await Promise.all(
    triees.map(async ({ calendrier, ecartes }, i): Promise<PartieApercue> => {
      const { retenus = [], complets = [] }: Partial<PartiePlacee> = placees[i] ?? {};
      return {
        calendrier,
        retenus: await donnerLesRangs(db, calendrier, retenus, lues),
        ecartes: [...ecartes, ...complets.map((c) => ({ ...c, ...COMPLET }))],
      };
    }),
  );
  return { parties, ...sorts };
}

type Lues = Parameters<typeof placerParties>[1] & { jauges: readonly number[] };

async function lireLesPlaces(db: Db, recevables: readonly Recevable[]): Promise<Lues> {
  const jours = [...new Set(recevables.map((r) => r.jour))].sort();
  const [premier, dernier] = [jours[0], jours.at(-1)];
  if (!premier || !dernier) return { liens: [], places: [], file: [], jauges: [] };
  const liens = await listerLiensJauges(db, [...new Set(recevables.map((r) => r.prestationId))]);
  const jauges = jaugesAVerrouiller(liens, recevables);
  const places = await lirePlaces(db, jauges, premier, dernier);
  const voulus = new Set(jours);
  const avecPlace = places.filter((p) => p.prises < p.places && voulus.has(p.jour));
  const file = ordonnerLaFile(
    await listerFile(db, prestationsDesJauges(liens, jauges), [
      ...new Set(avecPlace.map((p) => p.jour)),
    ]),
  );
  const vues = new Set(jauges);
  const enFile = file
    .map((f) => ({ ...f, jauges: jaugesDe(liens, f) }))
    .filter((f) => tientDansLeVerrou(f.jauges, vues));
  return { liens, places, file: enFile, jauges };
}

/** Le rang se compte pour les seuls jours complets : la plupart du temps, il n'y en a aucun. */
async function donnerLesRangs(
  db: Db,
  { enfant, activite }: Calendrier,
  retenus: readonly Retenu[],
  { liens, jauges }: Lues,
): Promise<PartieApercue['retenus']> {
  const pleins = [
    ...new Set(retenus.filter((r) => r.etat === 'en_liste_attente').map((r) => r.jour)),
  ];
  if (pleins.length === 0) return retenus.map((r) => ({ ...r, rang: null }));
  const attente = await compterAttente(
    db,
    prestationsDesJauges(liens, [...jauges]),
    pleins,
    activite.avecPriorites ? { enfantId: enfant.id, activiteId: activite.id } : null,
  );
  const parJour: Map<Jour, (Attente & { jauges: number[] })[]> = Map.groupBy(
    attente.map((a) => ({ ...a, jauges: jaugesDe(liens, a) })),
    (a) => a.jour,
  );
  return retenus.map((r) => ({
    ...r,
    rang: r.etat === 'en_liste_attente' ? 1 + compterDevant(r, parJour.get(r.jour) ?? []) : null,
  }));
}

async function trierLesRetraits(
  db: Db,
  ids: readonly number[],
  maintenant: Date,
): Promise<Pick<Apercu, 'retirees' | 'retenues'>> {
  const sorts: Pick<Apercu, 'retirees' | 'retenues'> = { retirees: [], retenues: [] };
  if (ids.length === 0) return sorts;
  const [decrites, delais] = await Promise.all([
    decrireReservations(db, ids),
    chercherDelaisDe(db, ids),
  ]);
  for (const r of decrites) {
    const d = delais.get(r.id);
    const decision = d && deciderAnnulation(r, d.delais, d.faits, maintenant);
    if (!decision || decision.issue === 'possible') sorts.retirees.push(r);
    else sorts.retenues.push({ ...r, phrase: decision.phrase });
  }
  return sorts;
}
