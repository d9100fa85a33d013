import type { Jour } from '../../platform/jours.ts';

/** Une réservation et son sort, telle qu'on la compte. */
export interface Comptee {
  enfantId: number;
  familleId: number;
  prestationId: number;
  jour: Jour;
  etatAvant: string;
  sort: 'annulee' | 'gardee';
  facturee: boolean;
}

/** Les chiffres qu'un agent lit avant de confirmer, et après. */
export interface Resume {
  familles: number;
  enfants: number;
  jours: number;
  annulees: number;
  gardees: number;
  /** Ce qui attendait une réponse ou une place : clos sans rien facturer. */
  demandes: number;
  enAttente: number;
  /** Annulées et pourtant dues. */
  facturees: number;
  parPrestation: { prestationId: number; nombre: number }[];
}

export function resumer(comptees: readonly Comptee[]): Resume {
  const distincts = (choix: (c: Comptee) => unknown) => new Set(comptees.map(choix)).size;
  const nombre = (choix: (c: Comptee) => boolean) => comptees.filter(choix).length;
  const parPrestation = Map.groupBy(
    comptees.filter((c) => c.etatAvant === 'validee'),
    (c) => c.prestationId,
  );
  return {
    familles: distincts((c) => c.familleId),
    enfants: distincts((c) => c.enfantId),
    jours: distincts((c) => c.jour),
    annulees: nombre((c) => c.sort === 'annulee' && c.etatAvant === 'validee'),
    gardees: nombre((c) => c.sort === 'gardee'),
    demandes: nombre((c) => c.etatAvant === 'demandee'),
    enAttente: nombre((c) => c.etatAvant === 'en_liste_attente'),
    facturees: nombre((c) => c.sort === 'annulee' && c.facturee),
    parPrestation: [...parPrestation].map(([prestationId, siennes]) => ({
      prestationId,
      nombre: siennes.length,
    })),
  };
}
