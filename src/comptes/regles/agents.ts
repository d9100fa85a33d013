import { Refus } from '../../platform/errors.ts';
import { ROLES_EN_MOTS, type Role } from './droits.ts';

export interface ReglagesDAgent {
  role: Role;
  /** null : toutes les structures. */
  structures: readonly number[] | null;
}

export interface FaitsDAgent extends ReglagesDAgent {
  suspendu: boolean;
  /** Les autres administrateurs qui peuvent se connecter : activés, ni suspendus, ni limités. */
  autresAdministrateurs: number;
  /** L'agent est celui qui agit. */
  soiMeme: boolean;
}

/** L'administrateur et le régisseur mêlent toutes les structures : les limiter les priverait de tout. */
export function seLimite(role: Role): boolean {
  return role !== 'administrateur' && role !== 'regisseur';
}

/** Ce qui ne va pas dans un rôle et ses structures, ou null (Agents, règle 2). */
export function refuserReglages({ role, structures }: ReglagesDAgent): Refus | null {
  if (structures !== null && !seLimite(role))
    return new Refus(
      'role_sans_limite',
      `Le rôle « ${ROLES_EN_MOTS[role]} » voit toutes les structures : choisissez « Toutes », ou un autre rôle.`,
      'structures',
    );
  if (structures?.length === 0)
    return new Refus(
      'aucune_structure',
      'Cochez au moins une structure, ou choisissez « Toutes ».',
      'structures',
    );
  return null;
}

/** Peut-on donner ce rôle et ces structures à cet agent ? null : oui (Agents, règles 2 et 3). */
export function refuserChangement(avant: FaitsDAgent, apres: ReglagesDAgent): Refus | null {
  const refus = refuserReglages(apres);
  if (refus) return refus;
  return tientSeulLePortail(avant) && apres.role !== 'administrateur' ? dernier('role') : null;
}

/** Peut-on le suspendre ? null : oui (Agents, règles 3 et 4). */
export function refuserSuspension(agent: FaitsDAgent): Refus | null {
  if (agent.soiMeme)
    return new Refus(
      'soi_meme',
      'Vous ne pouvez pas vous suspendre vous-même : demandez-le à un autre administrateur.',
      'motif_suspension',
    );
  return tientSeulLePortail(agent) ? dernier('motif_suspension') : null;
}

export function memesReglages(a: ReglagesDAgent, b: ReglagesDAgent): boolean {
  const trier = (ids: readonly number[] | null) =>
    ids === null ? 'toutes' : [...ids].sort((x, y) => x - y).join();
  return a.role === b.role && trier(a.structures) === trier(b.structures);
}

function tientSeulLePortail(agent: FaitsDAgent): boolean {
  return agent.role === 'administrateur' && !agent.suspendu && agent.autresAdministrateurs === 0;
}

function dernier(champ: string): Refus {
  return new Refus(
    'dernier_administrateur',
    'C’est le dernier administrateur qui puisse se connecter : nommez-en un autre d’abord, et attendez qu’il ait activé son accès.',
    champ,
  );
}

/** @throws Refus sans motif : le journal doit dire pourquoi (Agents, règle 5) */
export function exigerMotif(motif: string, champ: string): void {
  if (motif === '')
    throw new Refus('motif', 'Écrivez pourquoi, en quelques mots : le journal le garde.', champ);
}

/** « Guichet, toutes les structures » ; « Directeur, Centre de loisirs ». */
export function direReglages(role: Role, structures: readonly string[] | null): string {
  return `${ROLES_EN_MOTS[role]}, ${structures === null ? 'toutes les structures' : structures.join(' et ')}`;
}

/** L'état d'un accès, en un mot. */
export function direEtat(agent: { activeLe: Date | null; suspenduLe: Date | null }): string {
  if (agent.suspenduLe) return 'Suspendu';
  return agent.activeLe ? 'En service' : 'Invité';
}
