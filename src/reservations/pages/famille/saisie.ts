import { Refus } from '../../../platform/errors.ts';
import { choix, entierDe } from '../../../platform/forms.ts';
import { estJour, type Mois } from '../../../platform/jours.ts';
import { cle, type Souhait } from '../../regles/types.ts';

/** Ce que disent l'adresse ou les champs cachés du calendrier. */
export interface ChoixCalendrier {
  enfantId: number;
  periodeId: number;
  semaine: ReadonlySet<number>;
  /** Les valeurs telles que choisies, pour les redonner ; vide : tous les jours. */
  jours: number[];
  mois: Mois | null;
}

const SEMAINE = [1, 2, 3, 4, 5, 6, 7];
const FORME_MOIS = /^(?:19|2[01])\d\d-(?:0[1-9]|1[0-2])$/;
const FORME_CASE = /^(\d{4}-\d{2}-\d{2})\.([1-9]\d{0,8})$/;
const FORME_CLE = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** @throws Introuvable si l'enfant ou la période n'ont pas la forme d'un identifiant */
export function lireChoix(champs: URLSearchParams): ChoixCalendrier {
  const valeurs = champs.getAll('jours').map(Number);
  // « Tous les jours » est cochée d'avance : un jour coché en plus dit qu'on ne veut que lui.
  const jours = SEMAINE.filter((j) => valeurs.includes(j));
  return {
    enfantId: entierDe(champs.get('enfant')),
    periodeId: entierDe(champs.get('periode')),
    jours,
    semaine: new Set(jours.length > 0 ? jours : SEMAINE),
    mois: lireMois(champs.get('mois')),
  };
}

/** Un mois bien écrit, ou null : une adresse abîmée montre tout plutôt que rien. */
export function lireMois(valeur: string | null): Mois | null {
  return valeur && FORME_MOIS.test(valeur) ? valeur : null;
}

/** Les champs que le formulaire ne peut pas deviner : sans eux, retour au choix. */
export function champsManquants(champs: URLSearchParams): string[] {
  return ['enfant', 'periode'].filter((nom) => !champs.get(nom));
}

/** Les cases cochées. @throws Refus si l'une n'a pas la forme « AAAA-MM-JJ.prestation » */
export function lireCases(form: URLSearchParams): Souhait[] {
  return form.getAll('case').map((valeur) => {
    const souhait = lireCase(valeur);
    if (souhait) return souhait;
    throw new Refus(
      'case_illisible',
      'Une case cochée est illisible. Rouvrez le calendrier depuis « Pré-inscrire ».',
    );
  });
}

/** Les mêmes, pour réafficher : ce qui est illisible se perd, le reste est gardé. */
export function casesGardees(form: URLSearchParams): Set<string> {
  return new Set(
    form.getAll('case').flatMap((valeur) => {
      const souhait = lireCase(valeur);
      return souhait ? [cle(souhait)] : [];
    }),
  );
}

function lireCase(valeur: string): Souhait | null {
  const [, jour, prestation] = FORME_CASE.exec(valeur) ?? [];
  return estJour(jour) && prestation ? { jour, prestationId: Number(prestation) } : null;
}

/** La clé du formulaire. @throws Refus si elle n'en est pas une */
export function lireCle(form: URLSearchParams): string {
  const valeur = form.get('cle') ?? '';
  if (FORME_CLE.test(valeur)) return valeur;
  throw new Refus(
    'formulaire_incomplet',
    'Ce formulaire est incomplet. Vérifiez vos cases, puis validez de nouveau.',
  );
}

export interface Masse {
  semaine: ReadonlySet<number>;
  prestations: ReadonlySet<number>;
}

export function lireMasse(form: URLSearchParams): Masse {
  const lire = (nom: string) =>
    new Set(form.getAll(nom).flatMap((v) => choix(new URLSearchParams({ v }), 'v') ?? []));
  return { semaine: lire('masse_jour'), prestations: lire('masse_prestation') };
}

/** L'adresse du calendrier de ces choix, à ce guichet. */
export function adresseCalendrier(c: ChoixCalendrier, base: string): string {
  const champs = new URLSearchParams({
    enfant: String(c.enfantId),
    periode: String(c.periodeId),
  });
  for (const jour of c.jours) champs.append('jours', String(jour));
  if (c.mois) champs.set('mois', c.mois);
  return `${base}/calendrier?${champs}`;
}
