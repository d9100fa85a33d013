import { type Acteur, noter } from '../../journal/actions.ts';
import { transaction } from '../../platform/db.ts';
import { Introuvable } from '../../platform/errors.ts';
import type { Services } from '../../platform/http.ts';
import type { Cible } from '../regles/cible.ts';
import {
  chercherDiffusionDeLaCle,
  insererDiffusion,
  type StructuresVues,
} from '../requetes/diffusions.ts';

export interface Preparation {
  acteur: Acteur & { compteId: number };
  structures: StructuresVues;
  /** Examinée par `examinerCible`, et dite en mots par `decrireCible`. */
  cible: Cible;
  portee: string;
  objet: string;
  texte: string;
  cleUnique: string;
}

/** Prépare un message à un groupe, à relire : rien ne part. Le même formulaire n'en fait qu'un. */
export function preparer(services: Services, p: Preparation): Promise<number> {
  const le = services.clock.now();
  const { acteur, objet, texte, portee, cleUnique } = p;
  return transaction(services.db, async (tx) => {
    const id = await insererDiffusion(tx, {
      ...p.cible,
      objet,
      texte,
      portee,
      cleUnique,
      vues: p.structures,
      le,
      par: acteur.compteId,
    });
    if (id === null) {
      const deja = await chercherDiffusionDeLaCle(tx, cleUnique, acteur.compteId);
      if (deja === null) throw new Introuvable();
      return deja;
    }
    await noter(tx, {
      le,
      acteur,
      verbe: 'preparer_diffusion',
      phrase: `Message à un groupe préparé, « ${objet} » (${portee}) : rien n’est envoyé.`,
      sujets: [`diffusion:${id}`],
    });
    return id;
  });
}
