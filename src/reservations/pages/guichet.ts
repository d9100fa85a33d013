import type { SessionFamille } from '../../comptes/session.ts';
import type { Acteur } from '../../journal/actions.ts';
import type { Droits } from '../regles/direct.ts';

/** Qui remplit les écrans d'inscription : la famille elle-même, ou un agent pour elle. */
export interface Guichet {
  /** Le début des adresses : « /famille/pre-inscrire », « /agent/familles/12/faire-pour ». */
  base: string;
  acteur: Acteur & { compteId: number };
  familles: readonly number[];
  /** L'adulte dont le quotient fait le prix montré. */
  responsableId: number;
  agent: AgentAuGuichet | null;
}

export interface AgentAuGuichet {
  famille: { id: number; nom: string };
  /** L'adulte au nom de qui l'on inscrit, et à qui l'on écrit. */
  adulte: { compteId: number; nom: string };
  structures: readonly number[] | null;
  droits: Droits;
}

/** La famille à son propre guichet. */
export function guichetDeLaFamille({ compteId, responsable }: SessionFamille): Guichet {
  return {
    base: '/famille/pre-inscrire',
    acteur: { compteId, nom: `${responsable.prenom} ${responsable.nom}` },
    familles: responsable.familles,
    responsableId: responsable.id,
    agent: null,
  };
}

/** Où trouver de l'aide : la famille appelle le centre, l'agent ouvre le dossier. */
export function recours({ agent }: Guichet): { href: string; libelle: string } {
  return agent
    ? { href: `/agent/familles/${agent.famille.id}`, libelle: 'Ouvrir le dossier' }
    : { href: '/famille/contact', libelle: 'Contacter le centre' };
}
