/** Du formulaire d'une grille à sa règle, et retour : les mêmes noms de champs des deux côtés. */
import { lireEuros } from '../../platform/argent.ts';
import { schemaRegle } from './schema.ts';
import type { Base, Effet, Regime, RegleTarif } from './types.ts';

/** Les bases d'une grille ; le préfixe de leurs champs. */
export const BASES = ['base', 'hc', 'caf', 'msa', 'aucun'] as const;
export type NomBase = (typeof BASES)[number];
export const RANGS_FRATRIE = [2, 3, 4, 5] as const;
/** Préfixe et intitulé des effets hors fratrie. */
export const EFFETS = {
  panier: 'Panier-repas (projet d’accueil individualisé)',
  hors_delai: 'Réservé hors délai',
  sans_reservation: 'Venu sans réservation',
  absence: 'Absence non excusée',
} as const;
export type NomEffet = keyof typeof EFFETS;

export interface Erreur {
  champ: string;
  message: string;
}

/** Ce que le formulaire montre d'une règle. */
export function ecrireSaisie(regle: RegleTarif): URLSearchParams {
  const f = new URLSearchParams({ periodicite: regle.periodicite });
  const bases: Record<NomBase, Base | undefined> = {
    base: regle.base,
    hc: regle.nonResidents,
    caf: regle.regimes?.caf,
    msa: regle.regimes?.msa,
    aucun: regle.regimes?.aucun,
  };
  for (const nom of BASES) ecrireBase(f, nom, bases[nom]);
  for (const { rang, effet } of regle.fratrie ?? []) ecrireEffet(f, `fratrie${rang}`, effet);
  const { horsDelai, sansReservation, absence, retard } = regle.majorations ?? {};
  ecrireEffet(f, 'panier', regle.panierRepas);
  ecrireEffet(f, 'hors_delai', horsDelai);
  ecrireEffet(f, 'sans_reservation', sansReservation);
  ecrireEffet(f, 'absence', absence);
  if (retard) f.set('retard', enEuros(retard.centimes));
  if (retard?.uniteMinutes) f.set('retard_minutes', String(retard.uniteMinutes));
  if (regle.duree) {
    f.set('duree', String(regle.duree.uniteMinutes));
    if (regle.duree.minimumMinutes) f.set('duree_minimum', String(regle.duree.minimumMinutes));
    if (regle.duree.entiereMinutes) f.set('duree_entiere', String(regle.duree.entiereMinutes));
  }
  if (regle.carenceJours !== undefined) f.set('carence', String(regle.carenceJours));
  return f;
}

function ecrireBase(f: URLSearchParams, nom: NomBase, base: Base | undefined): void {
  if (!base) return;
  f.set(`${nom}_mode`, base.mode);
  if (base.mode === 'unique') f.set(`${nom}_prix`, enEuros(base.centimes));
  if (base.mode === 'tranches') {
    for (const { des, centimes } of base.tranches) {
      f.append(`${nom}_des`, String(des));
      f.append(`${nom}_tarif`, enEuros(centimes));
    }
    f.set(`${nom}_defaut`, enEuros(base.defautCentimes));
  }
  if (base.mode === 'taux_effort') {
    f.set(`${nom}_taux`, String(base.tauxMillioniemes / 10_000).replace('.', ','));
    f.set(`${nom}_plancher`, enEuros(base.plancherCentimes));
    f.set(`${nom}_plafond`, enEuros(base.plafondCentimes));
  }
}

function ecrireEffet(f: URLSearchParams, nom: string, effet: Effet | undefined): void {
  if (!effet) return;
  f.set(`${nom}_mode`, effet.mode);
  if (effet.mode === 'pourcent') f.set(`${nom}_valeur`, String(effet.pourcent));
  if (effet.mode === 'somme' || effet.mode === 'prix') {
    f.set(`${nom}_valeur`, enEuros(effet.centimes));
  }
}

/** 305 → « 3,05 » : ce qui se saisit, sans le signe. */
export function enEuros(centimes: number): string {
  return (centimes / 100).toFixed(2).replace('.', ',');
}

/** La règle saisie, ou ce qui manque, champ par champ. */
export function lireSaisie(f: URLSearchParams): { regle: RegleTarif | null; erreurs: Erreur[] } {
  const lecteur = new Lecteur(f);
  const periodicite = f.get('periodicite') ?? 'jour';
  const [base, hc, caf, msa, aucun] = BASES.map((nom) => lecteur.base(nom));
  const fratrie = RANGS_FRATRIE.flatMap((rang) => {
    const effet = lecteur.effet(`fratrie${rang}`);
    return effet ? [{ rang, effet }] : [];
  });
  const regimes = sansVides({ caf, msa, aucun } satisfies Partial<Record<Regime, unknown>>);
  const majorations = sansVides({
    horsDelai: lecteur.effet('hors_delai'),
    sansReservation: lecteur.effet('sans_reservation'),
    absence: lecteur.effet('absence'),
    retard: lecteur.retard(),
  });
  const brute = sansVides({
    periodicite,
    base,
    nonResidents: hc,
    regimes: Object.keys(regimes).length > 0 ? regimes : undefined,
    fratrie: fratrie.length > 0 ? fratrie : undefined,
    duree: lecteur.duree(),
    panierRepas: lecteur.effet('panier'),
    majorations: Object.keys(majorations).length > 0 ? majorations : undefined,
    carenceJours: lecteur.entierFacultatif('carence'),
  });
  if (lecteur.erreurs.length > 0) return { regle: null, erreurs: lecteur.erreurs };
  const lue = schemaRegle.safeParse(brute);
  if (lue.success) return { regle: lue.data, erreurs: [] };
  const erreurs = lue.error.issues.map((i) => ({ champ: champDe(i.path), message: dire(i) }));
  return {
    regle: null,
    erreurs: erreurs.filter((e, n) => erreurs.findIndex((x) => x.champ === e.champ) === n),
  };
}

const NOTRES = /^[A-ZÀÉ].*\.$/;

/** Nos phrases du schéma passent telles quelles ; celles de la bibliothèque ne sont pas pour un agent. */
function dire(issue: { code: string; message: string }): string {
  return issue.code === 'custom' || (issue.code === 'too_small' && NOTRES.test(issue.message))
    ? issue.message
    : 'Cette valeur n’est pas possible ici : trop grande, négative, ou d’un autre genre.';
}

const CHAMPS: Record<string, string> = {
  nonResidents: 'hc',
  panierRepas: 'panier',
  horsDelai: 'hors_delai',
  sansReservation: 'sans_reservation',
  carenceJours: 'carence',
};

/** L'identifiant, dans la page, de ce dont parle une erreur du schéma. */
function champDe(chemin: readonly PropertyKey[]): string {
  const [tete = 'periodicite', suite] = chemin.map(String);
  if (tete === 'regimes' || tete === 'majorations') {
    return suite === 'retard' ? 'retard' : `${CHAMPS[suite ?? ''] ?? suite}_mode`;
  }
  if (tete === 'fratrie') return 'fratrie2_mode';
  if (tete === 'base' || tete === 'nonResidents') return `${CHAMPS[tete] ?? tete}_mode`;
  if (tete === 'panierRepas') return 'panier_mode';
  return CHAMPS[tete] ?? tete;
}

/** Lit les champs et note ce qui ne se lit pas. */
class Lecteur {
  readonly erreurs: Erreur[] = [];
  readonly #f: URLSearchParams;

  constructor(f: URLSearchParams) {
    this.#f = f;
  }

  /** Sans mode, une base facultative n'existe pas ; la principale est un tarif unique. */
  base(nom: NomBase): unknown {
    const mode = this.#texte(`${nom}_mode`) || (nom === 'base' ? 'unique' : '');
    switch (mode) {
      case 'unique':
        return { mode, centimes: this.#euros(`${nom}_prix`) };
      case 'tranches':
        return {
          mode,
          tranches: this.#tranches(nom),
          defautCentimes: this.#euros(`${nom}_defaut`),
        };
      case 'taux_effort':
        return {
          mode,
          tauxMillioniemes: this.#taux(`${nom}_taux`),
          plancherCentimes: this.#euros(`${nom}_plancher`),
          plafondCentimes: this.#euros(`${nom}_plafond`),
        };
      default:
        return undefined;
    }
  }

  effet(nom: string): unknown {
    const mode = this.#texte(`${nom}_mode`);
    const champ = `${nom}_valeur`;
    if (mode === 'pourcent') return { mode, pourcent: this.#entier(champ) };
    if (mode === 'somme' || mode === 'prix') return { mode, centimes: this.#euros(champ) };
    return mode === 'gratuit' || mode === 'cout_de_revient' ? { mode } : undefined;
  }

  duree(): unknown {
    const unite = this.#texte('duree');
    if (unite === '') return undefined;
    return sansVides({
      uniteMinutes: Number(unite),
      minimumMinutes: this.entierFacultatif('duree_minimum'),
      entiereMinutes: this.entierFacultatif('duree_entiere'),
    });
  }

  retard(): unknown {
    if (this.#texte('retard') === '') return undefined;
    return sansVides({
      centimes: this.#euros('retard'),
      uniteMinutes: this.entierFacultatif('retard_minutes'),
    });
  }

  entierFacultatif(champ: string): number | undefined {
    return this.#texte(champ) === '' ? undefined : this.#entier(champ);
  }

  #texte(champ: string): string {
    return (this.#f.get(champ) ?? '').trim();
  }

  #tranches(nom: NomBase): { des: number; centimes: number }[] {
    const prix = this.#f.getAll(`${nom}_tarif`);
    return this.#f.getAll(`${nom}_des`).flatMap((des, i) => {
      const tarif = prix[i]?.trim() ?? '';
      if (des.trim() === '' && tarif === '') return [];
      const centimes = lireEuros(tarif);
      if (!/^\d{1,6}$/.test(des.trim()) || centimes === null) {
        this.#noter(
          `${nom}_des_${i + 1}`,
          `Tranche ${i + 1} : écrivez un quotient entier et un prix, ou laissez les deux vides.`,
        );
        return [];
      }
      return [{ des: Number(des), centimes }];
    });
  }

  #euros(champ: string): number {
    const centimes = lireEuros(this.#texte(champ));
    if (centimes !== null) return centimes;
    this.#noter(champ, 'Écrivez une somme, comme 3,05.');
    return 0;
  }

  #entier(champ: string): number {
    const saisie = this.#texte(champ).replace('−', '-');
    if (/^-?\d{1,5}$/.test(saisie)) return Number(saisie);
    this.#noter(champ, 'Écrivez un nombre entier, comme 15.');
    return 0;
  }

  /** « 0,55 » → 5 500 : quatre décimales au plus. */
  #taux(champ: string): number {
    const saisie = this.#texte(champ)
      .replace(/[\s\u00a0%]/g, '')
      .replace(',', '.');
    if (/^\d{1,3}(\.\d{1,4})?$/.test(saisie)) return Math.round(Number(saisie) * 10_000);
    this.#noter(champ, 'Écrivez un taux en pourcentage, comme 0,55.');
    return 1;
  }

  #noter(champ: string, message: string): void {
    this.erreurs.push({ champ, message });
  }
}

function sansVides(objet: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(objet).filter(([, valeur]) => valeur !== undefined));
}
