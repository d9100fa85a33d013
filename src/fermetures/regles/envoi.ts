import { type Fuseau, type Heure, instantLocal, jourLocal } from '../../platform/instants.ts';

/** Quand préviennent les lettres : après un délai, à une heure d'aujourd'hui, ou tout de suite. */
export type QuandEnvoyer = { minutes: number } | { heure: Heure };

/** De quoi se relire, et se rétracter, avant que les familles ne lisent. */
export const MINUTES_AVANT_ENVOI = 30;

/** L'instant du départ ; une heure déjà passée part tout de suite (Fermetures, règle 7). */
export function instantDEnvoi(quand: QuandEnvoyer, maintenant: Date, fuseau: Fuseau): Date {
  if ('minutes' in quand) return new Date(maintenant.getTime() + quand.minutes * 60_000);
  const choisi = instantLocal(jourLocal(maintenant, fuseau), quand.heure, fuseau);
  return choisi > maintenant ? choisi : maintenant;
}

/** Retirer reste possible tant que les lettres ne sont pas parties (Fermetures, règle 8). */
export function minutesRestantes(envoiLe: Date, maintenant: Date): number {
  return Math.max(0, Math.ceil((envoiLe.getTime() - maintenant.getTime()) / 60_000));
}

/** « 12 minutes », « 8 h 30 » ; espaces insécables. */
export function direDuree(minutes: number): string {
  if (minutes < 60) return `${minutes}\u00a0minute${minutes > 1 ? 's' : ''}`;
  const reste = minutes % 60;
  const heures = `${Math.floor(minutes / 60)}\u00a0h`;
  return reste === 0 ? heures : `${heures}\u00a0${String(reste).padStart(2, '0')}`;
}
