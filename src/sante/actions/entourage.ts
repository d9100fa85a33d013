import { Introuvable, Refus } from '../../platform/errors.ts';
import type { Services } from '../../platform/http.ts';
import type { Autorisation } from '../regles/autorisations.ts';
import { PERSONNES_AU_PLUS, type PersonneAutorisee } from '../regles/personnes.ts';
import {
  aUnePersonne,
  changerRegime,
  compterPersonnes,
  enregistrerAutorisations,
  insererPersonne,
  retirerPersonne,
} from '../requetes/ecrire.ts';
import { trouverReste } from '../requetes/fiche.ts';
import { type GesteDeFamille, noterSurLaFiche, surLaFiche } from './fiche.ts';

/**
 * Ce qui entoure l'enfant et n'est pas de la santé : l'assiette, les autorisations, les personnes.
 * Chaque geste rend faux quand il n'y avait rien à changer.
 */

/** @throws Refus si ce régime vient d'être retiré de la liste */
export function choisirRegime(
  services: Services,
  geste: GesteDeFamille & { regimeId: number | null },
): Promise<boolean> {
  const { acteur, regimeId } = geste;
  return surLaFiche(services, geste, async (tx, enfant, le) => {
    const { regime } = await trouverReste(tx, enfant.id);
    if ((regime?.id ?? null) === regimeId) return false;
    const cle = { enfantId: enfant.id, le, par: acteur.compteId };
    if (!(await changerRegime(tx, cle, regimeId))) {
      throw new Refus(
        'regime_retire',
        'Ce régime ne se propose plus. Choisissez-en un autre, ou écrivez-nous.',
        'regime',
      );
    }
    await noterSurLaFiche(tx, enfant, acteur, le, 'Régime alimentaire modifié');
    return true;
  });
}

export function repondreAuxAutorisations(
  services: Services,
  geste: GesteDeFamille & { reponses: readonly { genre: Autorisation; accordee: boolean }[] },
): Promise<boolean> {
  const { acteur, reponses } = geste;
  return surLaFiche(services, geste, async (tx, enfant, le) => {
    const cle = { enfantId: enfant.id, le, par: acteur.compteId };
    if ((await enregistrerAutorisations(tx, cle, reponses)) === 0) return false;
    await noterSurLaFiche(tx, enfant, acteur, le, 'Autorisations modifiées');
    return true;
  });
}

/** @throws Refus au-delà de dix : une équipe doit s'y retrouver */
export function ajouterPersonne(
  services: Services,
  geste: GesteDeFamille & { personne: PersonneAutorisee; cleUnique: string },
): Promise<boolean> {
  const { acteur, personne, cleUnique } = geste;
  return surLaFiche(services, geste, async (tx, enfant, le) => {
    const cle = { enfantId: enfant.id, le, par: acteur.compteId };
    if (!(await insererPersonne(tx, cle, { ...personne, cleUnique }))) return false;
    if ((await compterPersonnes(tx, enfant.id)) > PERSONNES_AU_PLUS) {
      throw new Refus(
        'trop_de_personnes',
        `Pas plus de ${PERSONNES_AU_PLUS} personnes par enfant : retirez-en une d’abord.`,
      );
    }
    await noterSurLaFiche(tx, enfant, acteur, le, 'Personne autorisée ajoutée');
    return true;
  });
}

/** @throws Introuvable si la personne n'est pas de cet enfant */
export function retirer(
  services: Services,
  geste: GesteDeFamille & { personneId: number },
): Promise<boolean> {
  const { acteur, personneId } = geste;
  return surLaFiche(services, geste, async (tx, enfant, le) => {
    const connue = await aUnePersonne(tx, enfant.id, personneId);
    if (!connue) throw new Introuvable();
    const cle = { enfantId: enfant.id, le, par: acteur.compteId };
    if (!(await retirerPersonne(tx, cle, personneId))) return false;
    await noterSurLaFiche(tx, enfant, acteur, le, 'Personne autorisée retirée');
    return true;
  });
}
