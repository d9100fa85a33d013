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

/** Ce qui se lira, et sur les pages de quelles autres activités. */
export interface Dit {
  phrase: string;
  aussi: readonly { id: number }[];
}

/**
 * Change un réglage de l'activité, seul à la régler, et l'écrit au journal. `travail` rend la phrase
 * qui dit ce qui devient et ce qui était, ou null si rien n'a changé.
 */
export async function reglerEnNotant(
  services: Services,
  { activiteId, acteur, verbe }: Geste,
  travail: (tx: Tx, activite: ActiviteReglee) => Promise<string | Dit | null>,
): Promise<string | null> {
  return transaction(services.db, async (tx) => {
    if (!(await verrouillerActivite(tx, activiteId))) throw new Introuvable();
    const activite = await chercherActivite(tx, activiteId);
    if (!activite) throw new Introuvable();
    const dit = await travail(tx, activite);
    if (dit === null) return null;
    const { phrase, aussi } = typeof dit === 'string' ? { phrase: dit, aussi: [] } : dit;
    await noter(tx, {
      le: services.clock.now(),
      acteur,
      verbe,
      phrase,
      sujets: [activiteId, ...aussi.map(({ id }) => id)].map((id) => `activite:${id}`),
    });
    return phrase;
  });
}
