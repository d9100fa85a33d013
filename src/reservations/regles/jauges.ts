/** Telle prestation, pour tel groupe (null : tous), prend une place dans telle jauge. */
export interface LienJauge {
  jaugeId: number;
  prestationId: number;
  groupeId: number | null;
}

interface Preneur {
  prestationId: number;
  groupeId: number | null;
}

/** Les jauges où cette prestation, pour ce groupe, prend une place. */
export function jaugesDe(liens: readonly LienJauge[], preneur: Preneur): number[] {
  const miennes = liens
    .filter(
      (l) =>
        l.prestationId === preneur.prestationId &&
        (l.groupeId === null || l.groupeId === preneur.groupeId),
    )
    .map((l) => l.jaugeId);
  return [...new Set(miennes)];
}

/** Ce qu'il faut verrouiller pour décider : ces jauges-là, et celles de qui attend dans celles-là. */
export function jaugesAVerrouiller(
  liens: readonly LienJauge[],
  preneurs: readonly Preneur[],
): number[] {
  const miennes = new Set(preneurs.flatMap((p) => jaugesDe(liens, p)));
  const voisines = liens.filter((l) => miennes.has(l.jaugeId));
  const toutes = voisines.flatMap((v) =>
    liens
      .filter((l) => l.prestationId === v.prestationId && memeGroupe(l.groupeId, v.groupeId))
      .map((l) => l.jaugeId),
  );
  return [...new Set([...miennes, ...toutes])].sort((a, b) => a - b);
}

/**
 * Peut-on décider de celui-ci avec les seules jauges verrouillées ? Non s'il prend aussi ailleurs :
 * un autre groupe de la même prestation a ses places à lui, ni lues ni retenues (Places, règle 10).
 */
export function tientDansLeVerrou(
  prises: readonly number[],
  verrouillees: ReadonlySet<number>,
): boolean {
  return prises.length > 0 && prises.every((jauge) => verrouillees.has(jauge));
}

function memeGroupe(a: number | null, b: number | null): boolean {
  return a === null || b === null || a === b;
}

/** Les prestations qui prennent dans ces jauges : leur file compte. */
export function prestationsDesJauges(
  liens: readonly LienJauge[],
  jauges: readonly number[],
): number[] {
  const choisies = new Set(jauges);
  return [...new Set(liens.filter((l) => choisies.has(l.jaugeId)).map((l) => l.prestationId))];
}
