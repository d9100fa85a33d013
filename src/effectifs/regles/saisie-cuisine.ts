import { estHeure } from '../../platform/instants.ts';

export interface SaisieCuisine {
  courriels: string[];
  heureAdditif: string;
  prestations: number[];
}

export interface ErreurDeCuisine {
  champ: string;
  message: string;
}

const ADRESSES_AU_PLUS = 5;

/** Une adresse par ligne, ou séparées par des virgules ; répétée, elle ne compte qu'une fois. */
export function lireCourriels(saisie: string): string[] {
  const adresses = saisie.split(/[\s,;]+/).filter((a) => a !== '');
  return [...new Map(adresses.map((a) => [a.toLowerCase(), a])).values()];
}

/** Ce qu'un agent a écrit ne convient pas ; vide : tout va. */
export function examinerCuisine(saisie: SaisieCuisine): ErreurDeCuisine[] {
  const fautive = saisie.courriels.find((a) => !/^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>"]{2,}$/.test(a));
  const erreurs: ErreurDeCuisine[] = [];
  const erreur = (champ: string, message: string) => erreurs.push({ champ, message });
  if (fautive !== undefined)
    erreur(
      'courriels',
      `« ${fautive} » n’est pas une adresse : écrivez-la comme cuisine@ville.fr.`,
    );
  else if (saisie.courriels.length > ADRESSES_AU_PLUS)
    erreur('courriels', 'Cinq adresses au plus : pour davantage, utilisez une liste de diffusion.');
  if (!estHeure(saisie.heureAdditif) || saisie.heureAdditif === '24:00')
    erreur('heure', 'Indiquez une heure, comme 09:00.');
  return erreurs;
}

/** « cuisine@ville.fr ; additif à 09:00 ; Repas ». */
export function direCuisine(c: SaisieCuisine, nomDe: (prestation: number) => string): string {
  const ou = c.courriels.length === 0 ? 'sans courriel' : c.courriels.join(', ');
  const quoi =
    c.prestations.length === 0 ? 'aucune prestation' : c.prestations.map(nomDe).join(', ');
  return `${ou} ; additif à ${c.heureAdditif} ; ${quoi}`;
}
