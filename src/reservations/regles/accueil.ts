/** Ce que l'accueil d'une famille met en avant : le prochain « avant telle heure », et rien de plus. */
import { ecrireInstant, type Fuseau } from '../../platform/instants.ts';

const PROCHE_MS = 72 * 3_600_000;

export interface LimiteProche {
  /** « avant mardi 24 novembre à 9 h » */
  avant: string;
  /** « Léo : Repas du jeudi 26 » … dans l'ordre donné. */
  quoi: string[];
}

/**
 * Les jours réservés dont la date limite d'annulation tombe dans les trois jours, la plus pressée
 * d'abord ; ceux qui ont la même vont ensemble.
 */
export function limitesProches(
  jours: readonly { mots: string; limite: Date }[],
  maintenant: Date,
  fuseau: Fuseau,
): LimiteProche[] {
  const proches = jours.filter(
    ({ limite }) => limite > maintenant && limite.getTime() - maintenant.getTime() <= PROCHE_MS,
  );
  return [...Map.groupBy(proches, (j) => j.limite.getTime())]
    .sort(([a], [b]) => a - b)
    .map(([limite, siens]) => ({
      avant: `avant ${ecrireInstant(new Date(limite), fuseau)}`,
      quoi: siens.map((j) => j.mots),
    }));
}
