import type { Services } from '../../platform/http.ts';
import { oublierImports } from '../requetes/imports.ts';

const UN_JOUR = 86_400_000;

/** Chaque nuit : les fichiers examinés la veille et laissés là (Import, règle 12). */
export async function oublierLesImports({
  db,
  clock,
}: Pick<Services, 'db' | 'clock'>): Promise<void> {
  await oublierImports(db, new Date(clock.now().getTime() - UN_JOUR));
}
