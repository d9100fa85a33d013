import type { DelaiDate } from './regles.ts';

/** Un délai et quand un agent l'a écrit ; null : connu de toujours. */
export interface DelaiEcrit {
  ecritLe: Date | null;
  delai: DelaiDate;
}

/**
 * Les délais tels qu'ils étaient à cet instant (règle 18) : sans ceux écrits depuis, et sans la fin
 * que ceux-ci ont donnée aux précédents. Sans cette fin, c'est le plus récent des connus qui vaut.
 */
export function delaisConnusLe(ecrits: readonly DelaiEcrit[], instant: Date): DelaiDate[] {
  const estConnu = ({ ecritLe }: DelaiEcrit) => ecritLe === null || ecritLe <= instant;
  const depuis = ecrits.filter((ecrit) => !estConnu(ecrit)).map(({ delai }) => delai);
  const finiDepuis = (ancien: DelaiDate) =>
    depuis.some(
      (d) => d.pour === ancien.pour && d.prestationId === ancien.prestationId && d.du === ancien.au,
    );
  return ecrits
    .filter(estConnu)
    .map(({ delai }) => (finiDepuis(delai) ? { ...delai, au: null } : delai));
}
