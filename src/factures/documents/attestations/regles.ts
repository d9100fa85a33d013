import type { Jour } from '../../../platform/jours.ts';

/** Ce qu'un payeur a réglé d'une facture, et de quoi elle est faite. */
export interface FactureReglee {
  montantCentimes: number;
  /** Par enfant : la garde d'un côté, le reste (repas, sorties) de l'autre ; une aide est négative. */
  lignes: readonly { enfantId: number | null; garde: boolean; centimes: number }[];
  /** Net par année de règlement ; les années d'avant comptent aussi. */
  reglements: readonly { annee: number; centimes: number }[];
}

export interface EnfantGarde {
  id: number;
  nom: string;
  neLe: Jour;
}

export interface SommeAttestee {
  enfantId: number;
  nom: string;
  neLe: Jour;
  centimes: number;
}

export interface DecisionAttestation {
  enfants: SommeAttestee[];
  totalCentimes: number;
  /** Réglé pour la garde, mais l'enfant avait déjà six ans au 1er janvier. */
  tropGrands: EnfantGarde[];
}

/** Pratique de l'administration : pour 2026, les enfants nés en 2020 ou après. */
const ANS = 6;

/**
 * Ce qu'on atteste pour une année : garde des moins de six ans, sommes vraiment réglées cette
 * année-là, jamais un repas. Source : CGI, art. 200 quater B ; docs/regles/attestations.md.
 */
export function deciderAttestation(
  annee: number,
  enfants: readonly EnfantGarde[],
  factures: readonly FactureReglee[],
): DecisionAttestation {
  const sommes = new Map<number, number>();
  for (const facture of factures) {
    for (const [id, centimes] of imputerParEnfant(facture, annee)) {
      sommes.set(id, (sommes.get(id) ?? 0) + centimes);
    }
  }
  const gardes = enfants.filter((e) => (sommes.get(e.id) ?? 0) > 0);
  const attestes = gardes
    .filter((e) => aMoinsDeSixAns(e.neLe, annee))
    .map((e) => ({ enfantId: e.id, nom: e.nom, neLe: e.neLe, centimes: sommes.get(e.id) ?? 0 }));
  return {
    enfants: attestes,
    totalCentimes: attestes.reduce((somme, e) => somme + e.centimes, 0),
    tropGrands: gardes.filter((e) => !aMoinsDeSixAns(e.neLe, annee)),
  };
}

/**
 * Règle 8 : rien n'a été attesté et il y a de quoi, ou ce qui l'a été ne dit plus la même chose ;
 * fût-ce zéro, car une attestation fausse ne doit pas rester la dernière.
 */
export function estAEmettre(
  { enfants }: Pick<DecisionAttestation, 'enfants'>,
  attestes: readonly { nom: string; centimes: number }[] | null,
): boolean {
  if (attestes === null) return enfants.length > 0;
  const dire = (liste: readonly { nom: string; centimes: number }[]) =>
    liste.map((e) => `${e.nom}:${e.centimes}`).join();
  return dire(enfants) !== dire(attestes);
}

export function aMoinsDeSixAns(neLe: Jour, annee: number): boolean {
  return Number(neLe.slice(0, 4)) >= annee - ANS;
}

/** Un poste d'une facture : la garde d'un enfant, ou tout le reste (null). */
interface Poste {
  enfantId: number | null;
  du: number;
  regle: number;
}

/**
 * Ce que les règlements de l'année ont payé de la garde de chaque enfant. Chaque année se partage
 * en proportion de ce qui restait dû à chaque poste, au plus fort reste : la somme des années ne
 * dépasse jamais ni le réglé ni le dû, et une facture soldée atteste toute sa garde, au centime.
 */
export function imputerParEnfant(facture: FactureReglee, annee: number): Map<number, number> {
  const postes = ouvrirPostes(facture);
  const parAnnee = Map.groupBy(facture.reglements, (r) => r.annee);
  const annees = [...parAnnee.keys()].filter((a) => a <= annee).sort((a, b) => a - b);
  const attestees = new Map<number, number>();
  for (const a of annees) {
    const net = (parAnnee.get(a) ?? []).reduce((somme, r) => somme + r.centimes, 0);
    for (const [poste, part] of repartirSurPostes(net, postes)) {
      poste.regle += part;
      if (a === annee && poste.enfantId !== null) attestees.set(poste.enfantId, part);
    }
  }
  return attestees;
}

/** Une aide plus forte que la garde ne se reporte pas sur l'enfant d'à côté. */
function ouvrirPostes({ montantCentimes, lignes }: FactureReglee): Poste[] {
  const gardes = Map.groupBy(
    lignes.filter((l) => l.garde && l.enfantId !== null),
    (l) => l.enfantId,
  );
  const postes = [...gardes].map(([enfantId, siennes]) => ({
    enfantId,
    du: Math.max(
      0,
      siennes.reduce((somme, l) => somme + l.centimes, 0),
    ),
    regle: 0,
  }));
  postes.sort((a, b) => (a.enfantId ?? 0) - (b.enfantId ?? 0));
  const garde = postes.reduce((somme, p) => somme + p.du, 0);
  return [...postes, { enfantId: null, du: Math.max(0, montantCentimes - garde), regle: 0 }];
}

/** Un net négatif (règlement rejeté une autre année) reprend ce qui avait été donné. */
function repartirSurPostes(net: number, postes: readonly Poste[]): [Poste, number][] {
  const poids = postes.map((p) => (net >= 0 ? p.du - p.regle : p.regle));
  const total = poids.reduce((somme, p) => somme + p, 0);
  const parts = repartir(Math.min(Math.abs(net), total), poids);
  return postes.map((poste, rang) => [poste, Math.sign(net) * (parts[rang] ?? 0)]);
}

/**
 * Partage une somme en parts entières proportionnelles aux poids, au plus fort reste ; à égalité,
 * le premier. Aucune part ne dépasse son poids si la somme ne dépasse pas le total des poids.
 */
export function repartir(somme: number, poids: readonly number[]): number[] {
  const total = poids.reduce((a, b) => a + b, 0);
  if (total === 0) return poids.map(() => 0);
  const parts = poids.map((p) => Math.floor((somme * p) / total));
  const restes = poids
    .map((p, rang) => ({ rang, reste: (somme * p) % total }))
    .sort((a, b) => b.reste - a.reste || a.rang - b.rang);
  const manque = somme - parts.reduce((a, b) => a + b, 0);
  for (const { rang } of restes.slice(0, manque)) parts[rang] = (parts[rang] ?? 0) + 1;
  return parts;
}
