import { Refus } from '../../platform/errors.ts';
import { texte } from '../../platform/forms.ts';
import { type CaseDeSemaine, CYCLES, type Cycle, lireCase } from '../regles/semaine.ts';

/** Ce que dit le formulaire, tel quel : les dates ne sont pas encore vérifiées. */
export interface SaisieDeGrille {
  annee: string;
  du: string;
  au: string;
  cycle: Cycle;
  cases: CaseDeSemaine[];
}

const FORME_ANNEE = /^\d{4}-\d{4}$/;

export function lireAnnee(champs: URLSearchParams): string | null {
  const annee = champs.get('annee') ?? '';
  return FORME_ANNEE.test(annee) ? annee : null;
}

export function lireSaisie(form: URLSearchParams, annee: string): SaisieDeGrille {
  const cases = form.getAll('case').flatMap((valeur) => lireCase(valeur) ?? []);
  const cycle = CYCLES.find((c) => c === texte(form, 'cycle')) ?? 'chaque_semaine';
  return { annee, du: texte(form, 'du'), au: texte(form, 'au'), cycle, cases };
}

/** « copier.12.15 » : du premier enfant vers le second ; null : ce n'est pas ce geste. */
export function lireCopie(geste: string): { de: number; vers: number } | null {
  const [, de, vers] = /^copier\.([1-9]\d{0,8})\.([1-9]\d{0,8})$/.exec(geste) ?? [];
  return de && vers ? { de: Number(de), vers: Number(vers) } : null;
}

const FORME_CLE = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** La clé du formulaire. @throws Refus si elle n'en est pas une */
export function lireCle(form: URLSearchParams): string {
  const valeur = form.get('cle') ?? '';
  if (FORME_CLE.test(valeur)) return valeur;
  throw new Refus(
    'formulaire_incomplet',
    'Ce formulaire est incomplet. Vérifiez votre semaine, puis validez de nouveau.',
  );
}
