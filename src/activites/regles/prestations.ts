/** Ce qui se coche : un nom, des heures, un rang (Calendrier, règle 10). */
import { ecrireHeure, estHeure } from '../../platform/instants.ts';
import { lireOrdre } from './groupes.ts';
import type { ErreurDeSaisie } from './saisie-delai.ts';

export interface PrestationSaisie {
  nom: string;
  debut: string;
  fin: string;
  ordre: number;
}

export function lirePrestation(f: URLSearchParams): {
  saisie: PrestationSaisie;
  erreurs: ErreurDeSaisie[];
} {
  const erreurs: ErreurDeSaisie[] = [];
  const lu = (nom: string) => (f.get(nom) ?? '').trim();
  const exiger = (tenu: boolean, champ: string, message: string) => {
    if (!tenu) erreurs.push({ champ, message });
  };
  const saisie = { nom: lu('nom').slice(0, 60), debut: lu('debut'), fin: lu('fin'), ordre: 1 };
  exiger(saisie.nom !== '', 'nom', 'Nommez ce qui se coche, comme « Repas ».');
  exiger(estHeure(saisie.debut), 'debut', 'Indiquez l’heure de début.');
  const apres = estHeure(saisie.fin) && saisie.debut < saisie.fin;
  exiger(apres, 'fin', 'Indiquez une heure de fin après le début.');
  const ordre = lireOrdre(f);
  exiger(ordre !== null, 'ordre', 'Indiquez un rang entre 0 et 99.');
  return { saisie: { ...saisie, ordre: ordre ?? 1 }, erreurs };
}

/** « Repas », de 12 h à 13 h 30, rang 1 */
export function direPrestation(p: PrestationSaisie): string {
  return `« ${p.nom} », ${direHeures(p)}, rang ${p.ordre}`;
}

/** « de 12 h à 13 h 30 » */
export function direHeures({ debut, fin }: { debut: string; fin: string }): string {
  return `de ${ecrireHeure(debut)} à ${ecrireHeure(fin)}`;
}
