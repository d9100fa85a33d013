import type { SanteLue } from '../../actions/fiche.ts';
import type { EnfantDeLaFiche, ResteDeLaFiche } from '../../requetes/fiche.ts';
import type { Saisie } from './saisie.ts';

/** Ce que chaque partie de la page a sous la main. */
export interface PropsFiche {
  enfant: EnfantDeLaFiche;
  sante: SanteLue;
  reste: ResteDeLaFiche;
  /** Ce qui vient d'être refusé, ou null. */
  saisie: Saisie | null;
  adresse: string;
  fuseau: string;
}
