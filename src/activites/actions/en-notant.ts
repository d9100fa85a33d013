import { type Acteur, noter } from '../../journal/actions.ts';
import { type Tx, transaction } from '../../platform/db.ts';
import { Introuvable } from '../../platform/errors.ts';
import type { Services } from '../../platform/http.ts';
import {
  type ActiviteReglee,
  chercherActivite,
  verrouillerActivite,
} from '../requetes/reglages.ts';

export interface Geste {
  activiteId: number;
  acteur: Acteur;
  verbe: string;
}

/**
 * Change un réglage de l'activité, seul à la régler, et l'écrit au journal. `travail` rend la phrase
 * qui dit ce qui devient et ce qui était, ou null si rien n'a changé.
 */
export async function reglerEnNotant(
  services: Services,
  { activiteId, acteur, verbe }: Geste,
  travail: (tx: Tx, activite: ActiviteReglee) => Promise<string | null>,
): Promise<string | null> {
  return transaction(services.db, async (tx) => {
    if (!(await verrouillerActivite(tx, activiteId))) throw new Introuvable();
    const activite = await chercherActivite(tx, activiteId);
    if (!activite) throw new Introuvable();
    const phrase = await travail(tx, activite);
    if (phrase === null) return null;
    await noter(tx, {
      le: services.clock.now(),
      acteur,
      verbe,
      phrase,
      sujets: [`activite:${activiteId}`],
    });
    return phrase;
  });
}
