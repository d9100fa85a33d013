/** Ce qu'un agent doit voir avant d'émettre : docs/regles/factures.md, règle 11. */
import type { Composition } from './composer.ts';
import type { Ligne } from './types.ts';

export type GenreAnomalie =
  | 'sans_grille'
  | 'reservation_sans_pointage'
  | 'quotient_inconnu'
  | 'au_dessus_du_cout_de_revient'
  | 'saut'
  | 'sans_adresse';

export interface Anomalie {
  genre: GenreAnomalie;
  /** Le payeur concerné ; null : une venue que personne ne paie encore. */
  payeurId: number | null;
  enfantId: number | null;
  /** Combien de venues. */
  nombre: number;
}

/** Un mois qui dépasse l'autre de plus de moitié, et d'au moins dix euros, se regarde. */
const SAUT_POURCENT = 50;
const SAUT_MINIMUM_CENTIMES = 1000;

export interface FaitsAnomalies {
  composition: Composition;
  /** Par payeur, le total du mois d'avant ; absent : aucun. */
  precedents: ReadonlyMap<number, number>;
  sansAdresse: ReadonlySet<number>;
}

export function releverAnomalies(faits: FaitsAnomalies): Anomalie[] {
  const { lignes, manques } = faits.composition;
  return [
    ...compter(manques.map((m) => ({ genre: m.raison, payeurId: null, enfantId: m.enfantId }))),
    ...compter(
      lignes.flatMap((l) =>
        l.alertes.map((genre) => ({ genre, payeurId: l.payeurId, enfantId: l.enfantId })),
      ),
    ),
    ...releverParPayeur(totauxParPayeur(lignes), faits),
  ];
}

export function totauxParPayeur(lignes: readonly Ligne[]): Map<number, number> {
  const totaux = new Map<number, number>();
  for (const { payeurId, montantCentimes } of lignes) {
    totaux.set(payeurId, (totaux.get(payeurId) ?? 0) + montantCentimes);
  }
  return totaux;
}

function releverParPayeur(
  totaux: ReadonlyMap<number, number>,
  { precedents, sansAdresse }: FaitsAnomalies,
): Anomalie[] {
  return [...totaux].flatMap(([payeurId, total]): Anomalie[] => {
    const trouvees: Anomalie[] = [];
    const avant = precedents.get(payeurId);
    const ecart = avant === undefined ? 0 : Math.abs(total - avant);
    if (avant && ecart >= SAUT_MINIMUM_CENTIMES && ecart * 100 > avant * SAUT_POURCENT) {
      trouvees.push({ genre: 'saut', payeurId, enfantId: null, nombre: 1 });
    }
    if (sansAdresse.has(payeurId)) {
      trouvees.push({ genre: 'sans_adresse', payeurId, enfantId: null, nombre: 1 });
    }
    return trouvees;
  });
}

function compter(vues: readonly Omit<Anomalie, 'nombre'>[]): Anomalie[] {
  const parCle = new Map<string, Anomalie>();
  for (const vue of vues) {
    const cle = `${vue.genre}:${vue.payeurId}:${vue.enfantId}`;
    const deja = parCle.get(cle);
    if (deja) deja.nombre++;
    else parCle.set(cle, { ...vue, nombre: 1 });
  }
  return [...parCle.values()];
}
