import { listerFermees } from '../../listes/actions/fermes.ts';
import type { Db } from '../../platform/db.ts';
import type { Jour } from '../../platform/jours.ts';
import { lireEcart, type Mouvement } from '../regles/additif.ts';
import { dateDArret } from '../regles/arret.ts';
import { listerAArreter } from '../requetes/a-arreter.ts';
import { listerEcarts } from '../requetes/ecarts.ts';
import { type AdditifDecide, listerAdditifsDuJour } from '../requetes/jour.ts';
import {
  type Effectif,
  listerEffectifsArretes,
  listerPrestationsDuJour,
  type PrestationDuJour,
} from '../requetes/lire.ts';

/** Qui bouge depuis l'arrêté ; les agents le lisent, la cuisine non. */
export interface MouvementNomme extends Mouvement {
  enfant: string;
  classe: string | null;
}

export interface EffectifDuJour extends PrestationDuJour {
  /** null : pas encore arrêté. */
  effectif: Effectif | null;
  mouvements: MouvementNomme[];
  additif: AdditifDecide | null;
  /** « fermé : grève » ; null : le jour ouvre. */
  ferme: string | null;
  /** Quand il s'arrêtera ; null : il l'est, ou le jour est passé sans lui. */
  limiteLe: Date | null;
}

/** Ce que la cuisine sert ce jour-là dans ces structures, arrêté ou pas encore. */
export async function lireLeJour(
  db: Db,
  structures: readonly number[] | null,
  { jour, aujourdhui }: { jour: Jour; aujourdhui: Jour },
): Promise<EffectifDuJour[]> {
  const prestations = await listerPrestationsDuJour(db, structures, jour);
  const fermees = await listerFermees(db, structures, jour);
  const ids = prestations.flatMap((p) => p.effectifId ?? []);
  const effectifs = ids.length > 0 ? await listerEffectifsArretes(db, ids) : [];
  const ecarts = ids.length > 0 ? await listerEcarts(db, ids) : [];
  const additifs = ids.length > 0 ? await listerAdditifsDuJour(db, jour) : [];
  const aVenir = jour >= aujourdhui && ids.length < prestations.length;
  const limites = aVenir ? await daterLesArrets(db, jour) : new Map<number, Date>();
  return prestations.map((p) => ({
    ...p,
    effectif: effectifs.find((e) => e.id === p.effectifId) ?? null,
    mouvements: ecarts
      .filter((e) => e.effectifId === p.effectifId)
      .flatMap((e) =>
        lireEcart(e).map((m) => ({ ...m, enfant: `${e.nom} ${e.prenom}`, classe: e.classe })),
      ),
    additif: additifs.find((a) => a.activiteId === p.activiteId) ?? null,
    ferme: fermees.get(p.prestationId) ?? null,
    limiteLe: limites.get(p.prestationId) ?? null,
  }));
}

async function daterLesArrets(db: Db, jour: Jour): Promise<Map<number, Date>> {
  const activites = await listerAArreter(db, { du: jour, au: jour });
  return new Map(
    activites.flatMap(({ delais, jours }) =>
      jours.map((servi) => [
        servi.prestationId,
        dateDArret(delais, servi, servi.jour, servi.faits),
      ]),
    ),
  );
}
