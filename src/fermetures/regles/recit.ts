import type { Jour } from '../../platform/jours.ts';
import { majuscule } from '../../platform/mots.ts';
import { compter, intituler } from './phrases.ts';
import type { Genre } from './types.ts';

/** Ce qu'il faut d'une réservation pour en parler au journal. */
export interface Racontee {
  id: number;
  demandeId: number;
  familleId: number;
  enfantId: number;
  prenom: string;
  jour: Jour;
  sort: 'annulee' | 'gardee';
}

/** Une ligne par famille : elle se lit sur la page de chacun de ses enfants et de ses jours. */
export function raconterAuxFamilles(
  { genre, motif }: { genre: Genre; motif: string },
  racontees: readonly Racontee[],
): { phrase: string; sujets: string[] }[] {
  return [...Map.groupBy(racontees, (r) => r.familleId)].map(([familleId, siennes]) => {
    const annulees = siennes.filter((r) => r.sort === 'annulee');
    const quoi = annulees.length > 0 ? 'Annulé par le centre' : 'Maintenu par le centre';
    const dites = annulees.length > 0 ? annulees : siennes;
    const titre = intituler(
      genre,
      dites.map((r) => r.jour),
    );
    return {
      phrase: `${quoi} : ${titre} (${direParEnfant(dites)}). Motif : ${motif}`,
      sujets: sujetsDe(familleId, siennes),
    };
  });
}

/** Le retrait, dit aux mêmes : ce qui était annulé ne l'est plus. */
export function raconterLeRetrait(
  { genre }: { genre: Genre },
  retablies: readonly Omit<Racontee, 'sort'>[],
): { phrase: string; sujets: string[] }[] {
  return [...Map.groupBy(retablies, (r) => r.familleId)].map(([familleId, siennes]) => {
    const titre = intituler(
      genre,
      siennes.map((r) => r.jour),
    );
    return {
      phrase: `${majuscule(titre)} : déclaration retirée, rétabli (${direParEnfant(siennes)}).`,
      sujets: sujetsDe(familleId, siennes),
    };
  });
}

function direParEnfant(siennes: readonly { prenom: string; enfantId: number }[]): string {
  return [...Map.groupBy(siennes, (r) => r.enfantId).values()]
    .map((r) => `${r[0]?.prenom} : ${compter(r.length, 'réservation')}`)
    .join(', ');
}

function sujetsDe(
  familleId: number,
  siennes: readonly { enfantId: number; demandeId: number; id: number }[],
): string[] {
  return [
    ...new Set([
      `famille:${familleId}`,
      ...siennes.flatMap((r) => [
        `enfant:${r.enfantId}`,
        `demande:${r.demandeId}`,
        `reservation:${r.id}`,
      ]),
    ]),
  ];
}
