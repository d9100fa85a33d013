import type { Ctx } from '../../platform/http.ts';
import { jourLocal } from '../../platform/instants.ts';
import { dresserLaListe, type Etape } from '../regles/mise-en-route.ts';
import { compterCeQuiEstPret } from '../requetes/etat.ts';

/** Où en est la mise en route, aujourd'hui. */
export async function suivreLaMiseEnRoute({
  db,
  clock,
  commune,
}: Pick<Ctx, 'db' | 'clock' | 'commune'>): Promise<Etape[]> {
  const aujourdhui = jourLocal(clock.now(), commune.fuseau);
  return dresserLaListe(await compterCeQuiEstPret(db, aujourdhui));
}
