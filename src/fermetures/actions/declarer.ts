import { type Acteur, noter } from '../../journal/actions.ts';
import { transaction } from '../../platform/db.ts';
import { Introuvable, Refus } from '../../platform/errors.ts';
import type { Services } from '../../platform/http.ts';
import { MOTS_DU_GENRE } from '../regles/phrases.ts';
import { type DeclarationSaisie, direFacturationRefusee } from '../regles/saisie.ts';
import { facturationPermise } from '../regles/sorts.ts';
import {
  chercherDeclarationDeLaCle,
  insererDeclaration,
  insererJours,
  type Structures,
} from '../requetes/declarations.ts';

export interface GesteDeDeclarer extends DeclarationSaisie {
  acteur: Acteur & { compteId: number };
  structures: Structures;
  /** Donnée par le formulaire : la même ne déclare qu'une fois. */
  cleUnique: string;
}

/**
 * Prépare une déclaration : rien n'est annulé, personne n'est prévenu, on va pouvoir relire.
 * Rend son numéro ; envoyée deux fois, elle n'en fait qu'une.
 * @throws Refus si rien n'ouvre ces jours-là, ou si ce genre ne se facture pas ainsi
 */
export async function declarer(services: Services, saisie: GesteDeDeclarer): Promise<number> {
  const { acteur, choix, motif, cleUnique } = saisie;
  if (!facturationPermise(choix)) {
    throw new Refus('facturation', direFacturationRefusee(choix), 'facturation');
  }
  const le = services.clock.now();
  return transaction(services.db, async (tx) => {
    const declaration = { ...choix, motif, cleUnique, le, par: acteur.compteId };
    const id = await insererDeclaration(tx, declaration);
    if (id === null) {
      const deja = await chercherDeclarationDeLaCle(tx, cleUnique, acteur.compteId);
      if (deja === null) throw new Introuvable();
      return deja;
    }
    if ((await insererJours(tx, id, saisie.portee, saisie.structures)) === 0) {
      throw new Refus(
        'rien_n_ouvre',
        'Rien de ce que vous avez coché n’ouvre ces jours-là : vérifiez les dates et les cases.',
        'du',
      );
    }
    await noter(tx, {
      le,
      acteur,
      verbe: 'preparer_declaration',
      phrase: `Déclaration préparée (${MOTS_DU_GENRE[choix.genre]}) : rien n’est encore annulé.`,
      sujets: [`declaration:${id}`],
    });
    return id;
  });
}
