import { type Acteur, peut } from '../../comptes/regles/droits.ts';
import { type Db, transaction } from '../../platform/db.ts';
import { Introuvable } from '../../platform/errors.ts';
import type { Services } from '../../platform/http.ts';
import { ajouterJours, type Jour } from '../../platform/jours.ts';
import { deciderLecture, FENETRE_JOURS } from '../regles/lecture.ts';
import { type ResteDeLaFiche, trouverReste } from '../requetes/fiche.ts';
import {
  chercherEnfantAccueilli,
  type EnfantAccueilli,
  insererLecture,
  listerReperes,
  listerVenues,
  type Repere,
} from '../requetes/lectures.ts';
import { lireSante, type SanteLue } from './fiche.ts';

export interface DemandeDeLecture {
  agent: Acteur & { id: number };
  enfantId: number;
  aujourdhui: Jour;
  raison: string | null;
}

export type Lecture =
  | { issue: 'demander'; enfant: EnfantAccueilli }
  | { issue: 'lire'; enfant: EnfantAccueilli; sante: SanteLue; reste: ResteDeLaFiche };

/**
 * Un agent ouvre une fiche. La lecture s'écrit dans la transaction qui déchiffre, et le texte n'en
 * sort qu'une fois écrite : sans trace, rien ne se lit (Santé, règle 13).
 * @throws Introuvable si l'enfant n'existe pas, ou ne vient pas chez cet agent : la même page
 */
export function lireLaFiche(services: Services, demande: DemandeDeLecture): Promise<Lecture> {
  const { agent, enfantId, aujourdhui, raison } = demande;
  const le = services.clock.now();
  return transaction(services.db, async (tx) => {
    const enfant = await chercherEnfantAccueilli(tx, enfantId, fenetreDe(aujourdhui));
    if (!enfant) throw new Introuvable();
    const decision = deciderLecture({ agent, aujourdhui, venues: enfant.venues, raison });
    if (decision.issue === 'refuser') throw new Introuvable();
    if (decision.issue === 'demander') return { issue: 'demander', enfant };
    await insererLecture(tx, {
      enfantId,
      agentId: agent.id,
      role: agent.role,
      raison: decision.raison,
      le,
    });
    const sante = await lireSante(tx, services, enfantId);
    return { issue: 'lire', enfant, sante, reste: await trouverReste(tx, enfantId) };
  });
}

function fenetreDe(aujourdhui: Jour): { du: Jour; au: Jour } {
  return {
    du: ajouterJours(aujourdhui, -FENETRE_JOURS),
    au: ajouterJours(aujourdhui, FENETRE_JOURS),
  };
}

/** Parmi ces enfants, ceux dont cet agent peut ouvrir la fiche : un lien ne mène pas à une impasse. */
export async function fichesOuvertes(
  db: Db,
  agent: Acteur,
  enfants: readonly number[],
  aujourdhui: Jour,
): Promise<ReadonlySet<number>> {
  if (!peut(agent, 'consulter', { type: 'sante', structureId: null }).oui) return new Set();
  const lignes = await listerVenues(db, enfants, fenetreDe(aujourdhui));
  const ouvre = (venues: EnfantAccueilli['venues']) =>
    deciderLecture({ agent, aujourdhui, venues, raison: null }).issue !== 'refuser';
  return new Set(lignes.filter(({ venues }) => ouvre(venues)).map(({ id }) => id));
}

export interface ReperesVus {
  /** Le rôle ouvre la fiche : la marque « PAI » y mène. */
  ouvreLaFiche: boolean;
  parEnfant: ReadonlyMap<number, { pai: boolean; depart: Omit<Repere, 'pai'> | null }>;
}

/**
 * Ce que cet agent voit de ces enfants sans ouvrir leur fiche : s'ils ont un PAI, et, pour qui pointe,
 * qui vient les chercher. Le régisseur et la lecture seule n'en voient rien.
 */
export async function reperer(
  db: Db,
  agent: Acteur,
  structureId: number | null,
  enfants: readonly number[],
): Promise<ReperesVus> {
  const constate = peut(agent, 'constater', { type: 'sante', structureId }).oui;
  const pointe = peut(agent, 'pointer', { type: 'liste', structureId }).oui;
  const ouvreLaFiche = peut(agent, 'consulter', { type: 'sante', structureId }).oui;
  const reperes = constate || pointe ? await listerReperes(db, enfants) : [];
  return {
    ouvreLaFiche,
    parEnfant: new Map(
      reperes.map(({ pai, ...depart }) => [
        depart.enfantId,
        { pai: constate && pai, depart: pointe ? depart : null },
      ]),
    ),
  };
}
