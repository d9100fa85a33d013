/** La seule horloge : rien d'autre dans Préau ne demande l'heure au système. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

/** Horloge que l'on déplace : développement (`/_dev`) et tests. */
export interface MovableClock extends Clock {
  moveTo(instant: Date): void;
  advance(milliseconds: number): void;
  reset(): void;
}

/** Avance au rythme du système, décalée ; `frozenAt` la fige (tests). */
export function movableClock(frozenAt?: Date): MovableClock {
  let frozen = frozenAt;
  let offset = 0;
  return {
    now: () => frozen ?? new Date(Date.now() + offset),
    moveTo(instant) {
      if (frozen) frozen = instant;
      else offset = instant.getTime() - Date.now();
    },
    advance(milliseconds) {
      if (frozen) frozen = new Date(frozen.getTime() + milliseconds);
      else offset += milliseconds;
    },
    reset() {
      if (frozen) frozen = frozenAt;
      offset = 0;
    },
  };
}
