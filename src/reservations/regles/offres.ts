import { ecrireInstant, type Fuseau } from '../../platform/instants.ts';
import { ecrireJourEnChiffres, type Jour } from '../../platform/jours.ts';
import { anneeScolaireDu, refuserAdmission } from './admission.ts';
import type { Ecart, FaitsActivite, FaitsEnfant, Scolarite } from './types.ts';

export interface EnfantAInscrire extends FaitsEnfant {
  id: number;
  familleId: number;
  prenom: string;
  nom: string;
  scolarites: readonly (Scolarite & { ecole: string; classe: string })[];
}

/** Une période d'une activité, telle que proposée au choix. */
export interface Offre {
  periodeId: number;
  periode: string;
  du: Jour;
  au: Jour;
  ouvreLe: Date;
  fermeLe: Date;
  activiteId: number;
  activite: string;
  conditions: FaitsActivite;
}

export type EtatFenetre = 'ouverte' | 'a_venir' | 'close';

export interface OffreProposee extends Offre {
  fenetre: EtatFenetre;
  /** « ouvertes jusqu’au jeudi 1er juillet 2027 à minuit » */
  phrase: string;
  /** Les enfants qu'elle peut accueillir, par identifiant. */
  pour: number[];
}

export interface OffreEcartee {
  activite: string;
  enfant: string;
  phrase: string;
}

/**
 * Ce qu'une famille peut choisir : les périodes qui accueillent au moins un de ses enfants, et
 * pourquoi les autres n'y sont pas. Un enfant qui aura l'âge avant la fin de la période y est.
 */
export function proposerOffres(
  enfants: readonly EnfantAInscrire[],
  offres: readonly Offre[],
  aujourdhui: Jour,
  fuseau: Fuseau,
  maintenant: Date,
): { proposees: OffreProposee[]; ecartees: OffreEcartee[] } {
  const proposees: OffreProposee[] = [];
  const ecartees = new Map<string, OffreEcartee>();
  for (const offre of offres) {
    const pour: number[] = [];
    for (const enfant of enfants) {
      const refus = refuserOffre(enfant, offre, aujourdhui);
      if (!refus) pour.push(enfant.id);
      else {
        const phrase = { activite: offre.activite, enfant: enfant.prenom, phrase: refus.phrase };
        ecartees.set(`${offre.activiteId}:${enfant.id}`, phrase);
      }
    }
    const fenetre = etatFenetre(offre, maintenant);
    const phrase = direFenetre(fenetre, offre, fuseau);
    if (pour.length > 0) proposees.push({ ...offre, fenetre, phrase, pour });
  }
  // Admis à une période de l'activité : rien à expliquer pour une autre.
  for (const { activiteId, pour } of proposees) {
    for (const id of pour) ecartees.delete(`${activiteId}:${id}`);
  }
  return { proposees, ecartees: [...ecartees.values()] };
}

function refuserOffre(enfant: FaitsEnfant, offre: Offre, aujourdhui: Jour): Ecart | null {
  const premier = offre.du > aujourdhui ? offre.du : aujourdhui;
  const refus = refuserAdmission(enfant, offre.conditions, premier);
  return refus && refuserAdmission(enfant, offre.conditions, offre.au) ? refus : null;
}

export function etatFenetre(
  { ouvreLe, fermeLe }: Pick<Offre, 'ouvreLe' | 'fermeLe'>,
  maintenant: Date,
): EtatFenetre {
  if (maintenant < ouvreLe) return 'a_venir';
  return maintenant < fermeLe ? 'ouverte' : 'close';
}

/** « ouvertes jusqu’au … », « ouvrent le … », « closes depuis le … ». */
export function direFenetre(
  etat: EtatFenetre,
  { ouvreLe, fermeLe }: Pick<Offre, 'ouvreLe' | 'fermeLe'>,
  fuseau: Fuseau,
): string {
  const dire = (instant: Date) => ecrireInstant(instant, fuseau, { annee: true });
  switch (etat) {
    case 'ouverte':
      return `ouvertes jusqu’au ${dire(fermeLe)}`;
    case 'a_venir':
      return `ouvrent le ${dire(ouvreLe)}`;
    case 'close':
      return `closes depuis le ${dire(fermeLe)}`;
  }
}

/** « du 02/09/2026 au 05/07/2027 » : l'écriture du guide. */
export function direPeriode({ du, au }: { du: Jour; au: Jour }): string {
  return `du ${ecrireJourEnChiffres(du)} au ${ecrireJourEnChiffres(au)}`;
}

/** « École Jules-Ferry, CE1 » l'année scolaire de ce jour ; vide si elle n'est pas connue. */
export function direClasse(enfant: EnfantAInscrire, jour: Jour): string {
  const annee = anneeScolaireDu(jour);
  const scolarite = enfant.scolarites.find((s) => s.anneeScolaire === annee);
  return scolarite ? `${scolarite.ecole}, ${scolarite.classe}` : '';
}
