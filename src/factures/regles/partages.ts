/** Un partage de plus, ou qui finit : docs/regles/factures.md, règles 12 et 13. */
import { ecrireEuros } from '../../platform/argent.ts';
import { ajouterJours, ecrireJourEnChiffres, type Jour } from '../../platform/jours.ts';
import { direGarde } from './partager.ts';
import type { Intervalle, Partage, RegleDePartage } from './types.ts';

/** Un partage et qui paie. */
export interface PartageNomme extends Partage {
  id: number;
  payeur: string;
}

export interface NouveauPartage extends Partage {
  /** Un tiers prend en charge ; un parent paie une part ou ses semaines. */
  tiers: boolean;
}

export type Examen = { permis: true } | { permis: false; champ: string; raison: string };

const PERMIS: Examen = { permis: true };

/**
 * Ce partage peut-il s'ajouter à ceux de l'enfant ? `premierJourLibre` : le lendemain du dernier
 * mois facturé, null si aucun ne l'est.
 */
export function examinerPartage(
  existants: readonly PartageNomme[],
  nouveau: NouveauPartage,
  premierJourLibre: Jour | null,
): Examen {
  const { regle } = nouveau;
  if (nouveau.tiers !== (regle.mode === 'prise_en_charge')) {
    return refuser(
      'mode',
      nouveau.tiers
        ? 'Un tiers prend en charge une part du prix : choisissez « Prise en charge ».'
        : 'Un parent paie une part du prix, ou toutes ses semaines : la prise en charge est pour un tiers.',
    );
  }
  if (nouveau.au !== null && nouveau.au <= nouveau.du) {
    return refuser('au', 'Le dernier jour vient avant le premier.');
  }
  if (premierJourLibre !== null && nouveau.du < premierJourLibre) {
    return refuser('du', direMoisFacture(premierJourLibre));
  }
  const voisins = existants.filter(
    (p) => p.activiteId === nouveau.activiteId && seRecouvrent(p, nouveau),
  );
  return examinerVoisins(voisins, nouveau);
}

/** Règle 12 : finir un partage ne touche pas non plus à ce qui est facturé. */
export function examinerFin(au: Jour, premierJourLibre: Jour | null): Examen {
  if (premierJourLibre !== null && au < premierJourLibre) {
    return refuser('fini_le', direMoisFacture(premierJourLibre));
  }
  return PERMIS;
}

/** Règle 13 : les mêmes jours, pour la même activité. */
function examinerVoisins(voisins: readonly PartageNomme[], nouveau: NouveauPartage): Examen {
  const deja = voisins.find((p) => p.payeurId === nouveau.payeurId);
  if (deja) {
    return refuser(
      'payeur',
      `${deja.payeur} a déjà une part (${direPartage(deja.regle)}, ${direDates(deja)}). Finissez-la d’abord.`,
    );
  }
  const { regle } = nouveau;
  if (regle.mode === 'semaines') {
    const autre = voisins.find((p) => p.regle.mode === 'semaines' && seCroisent(p.regle, regle));
    if (autre) {
      return refuser('mode', `Ces jours-là, ${autre.payeur} ${direPartage(autre.regle)}.`);
    }
  }
  if (regle.mode === 'pourcentage') {
    const pris = voisins.reduce(
      (somme, p) => somme + (p.regle.mode === 'pourcentage' ? p.regle.pourcent : 0),
      0,
    );
    if (pris + regle.pourcent > 100) {
      return refuser(
        'pourcent',
        `Les parts feraient ${pris + regle.pourcent} % : il reste ${100 - pris} %.`,
      );
    }
  }
  return PERMIS;
}

type Garde = Extract<RegleDePartage, { mode: 'semaines' }>;

/** Un même jour de la semaine, une même semaine. */
function seCroisent(a: Garde, b: Garde): boolean {
  const semaines = a.semaines === b.semaines || a.semaines === 'toutes' || b.semaines === 'toutes';
  const { jours } = a;
  return semaines && (!jours || !b.jours || b.jours.some((j) => jours.includes(j)));
}

function seRecouvrent(a: Intervalle, b: Intervalle): boolean {
  return (b.au === null || a.du < b.au) && (a.au === null || b.du < a.au);
}

function refuser(champ: string, raison: string): Examen {
  return { permis: false, champ, raison };
}

function direMoisFacture(premierJourLibre: Jour): string {
  return `Les jours d’avant le ${ecrireJourEnChiffres(premierJourLibre)} sont facturés : choisissez ce jour ou un suivant. Pour le passé, faites un avoir.`;
}

/** « 60 % du prix », « les semaines paires », « prend en charge 50 %, au plus 2,00 € par repas ou séance ». */
export function direPartage(regle: RegleDePartage): string {
  if (regle.mode === 'semaines') return `paie tout, ${direGarde(regle)}`;
  if (regle.mode === 'pourcentage') return `paie ${regle.pourcent} % du prix`;
  const plafond = regle.plafondCentimes
    ? `, au plus ${ecrireEuros(regle.plafondCentimes)} par repas ou séance`
    : '';
  return `prend en charge ${regle.pourcent} %${plafond}`;
}

/** Dernier jour compris : `au`, lui, est exclu. */
export function direDates({ du, au }: Intervalle): string {
  const depuis = `à partir du ${ecrireJourEnChiffres(du)}`;
  return au === null
    ? depuis
    : `du ${ecrireJourEnChiffres(du)} au ${ecrireJourEnChiffres(ajouterJours(au, -1))}`;
}
