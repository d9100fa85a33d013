import { groupeDu } from './admission.ts';
import { type Droits, examinerPourLaFamille } from './direct.ts';
import type { SouhaitRecevable } from './places.ts';
import { ecartDeja, examinerJour } from './possible.ts';
import { exigerLeMinimum } from './rythme.ts';
import type { Ecart, Faits, Souhait } from './types.ts';

export type Recevable = Souhait & {
  groupeId: number | null;
  tardif: SouhaitRecevable['tardif'];
  horsDelai: boolean;
  /** La date qu'un agent a dépassée pour la famille ; null : rien n'est dépassé. */
  depasse: Ecart | null;
};

export interface Tri {
  recevables: Recevable[];
  ecartes: (Souhait & Ecart)[];
}

/** Jour, puis prestation, sans doublon : l'ordre des cases dans le formulaire ne change rien. */
export function ordonner(
  souhaits: readonly Souhait[],
  rangs: ReadonlyMap<number, number>,
): Souhait[] {
  const uniques = new Map(souhaits.map((s) => [`${s.prestationId}:${s.jour}`, s]));
  return [...uniques.values()].sort((a, b) =>
    a.jour < b.jour
      ? -1
      : a.jour > b.jour
        ? 1
        : (rangs.get(a.prestationId) ?? 0) - (rangs.get(b.prestationId) ?? 0),
  );
}

/** Sépare ce qui peut être réservé de ce qui s'écarte, chacun avec sa raison ; places non comptées. */
export function trier(faits: Faits, souhaits: readonly Souhait[], maintenant: Date): Tri {
  const parJour = Map.groupBy(souhaits, (s) => s.jour);
  const examines = [...parJour.values()].flatMap((duJour) =>
    examinerJour(duJour, faits, maintenant),
  );
  const tri: Tri = { recevables: [], ecartes: [] };
  for (const { souhait, avis } of examines) {
    if (avis.avis === 'possible') {
      const { tardif } = avis;
      const groupeId = groupeIdDe(faits, souhait);
      tri.recevables.push({
        ...souhait,
        groupeId,
        tardif,
        horsDelai: tardif !== null,
        depasse: null,
      });
    } else tri.ecartes.push({ ...souhait, ...ecartDe(avis) });
  }
  return exigerLeMinimum(tri, faits, maintenant);
}

/** De même quand un agent inscrit : ses droits décident de ce qu'il peut dépasser. */
export function trierPourLaFamille(
  faits: Faits,
  souhaits: readonly Souhait[],
  maintenant: Date,
  droits: Droits,
): Tri {
  const tri: Tri = { recevables: [], ecartes: [] };
  for (const souhait of souhaits) {
    const avis = examinerPourLaFamille(souhait, faits, maintenant, droits);
    if (avis.avis === 'possible') {
      const { depasse } = avis;
      tri.recevables.push({
        ...souhait,
        groupeId: groupeIdDe(faits, souhait),
        tardif: null,
        // Avant l'heure n'est pas en retard : aucun supplément n'en vient.
        horsDelai: depasse !== null && depasse.raison !== 'pas_encore_ouverte',
        depasse,
      });
    } else tri.ecartes.push({ ...souhait, ...ecartDe(avis) });
  }
  return tri;
}

function ecartDe(avis: { avis: 'impossible'; ecart: Ecart } | Deja): Ecart {
  return avis.avis === 'deja' ? ecartDeja(avis.etat) : avis.ecart;
}

type Deja = { avis: 'deja'; etat: Parameters<typeof ecartDeja>[0] };

function groupeIdDe(faits: Faits, { jour }: Souhait): number | null {
  return groupeDu(faits.enfant, faits.activite.groupes, jour)?.id ?? null;
}
