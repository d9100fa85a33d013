import { cleDEnfant, type DossierNouveau } from '../../familles/regles/dossier.ts';
import type { Probleme, References } from './controler.ts';

/**
 * Ce que la base a appris depuis l'examen, et qui ferait un double. La ligne du fichier n'est plus
 * connue : 0.
 */
export function revoir(
  dossiers: readonly DossierNouveau[],
  { enfantsConnus, courrielsConnus }: Pick<References, 'enfantsConnus' | 'courrielsConnus'>,
): Probleme[] {
  return dossiers.flatMap(({ adultes, enfants }) => [
    ...enfants.flatMap((e) => {
      const famille = enfantsConnus.get(cleDEnfant(e));
      const phrase = `${e.prenom} ${e.nom} a été créé entre-temps, dans la famille ${famille}.`;
      return famille === undefined ? [] : [{ ligne: 0, phrase }];
    }),
    ...adultes.flatMap(({ courriel }) => {
      const famille = courriel === null ? undefined : courrielsConnus.get(courriel);
      const phrase = `${courriel} est entre-temps l’adresse de ${famille}.`;
      return famille === undefined ? [] : [{ ligne: 0, phrase }];
    }),
  ]);
}
