import { type Acteur, noter } from '../../journal/actions.ts';
import { type Tx, transaction } from '../../platform/db.ts';
import { Introuvable, Refus } from '../../platform/errors.ts';
import { tenter } from '../../platform/forms.ts';
import type { Services } from '../../platform/http.ts';
import {
  direReglages,
  exigerMotif,
  type FaitsDAgent,
  memesReglages,
  type ReglagesDAgent,
  refuserChangement,
  refuserReglages,
  refuserSuspension,
} from '../regles/agents.ts';
import {
  type AgentLu,
  changerRole,
  chercherAgent,
  chercherAgentParCourriel,
  compterAutresAdministrateurs,
  insererAgent,
  noterSuspension,
  remplacerStructures,
  verrouillerAdministrateurs,
} from '../requetes/agents.ts';
import { eteindreLiens } from '../requetes/liens.ts';
import { revoquerSessions } from '../requetes/sessions.ts';
import { inviter } from './liens.ts';

type ActeurConnecte = Acteur & { compteId: number };

export interface Invitation extends ReglagesDAgent {
  prenom: string;
  nom: string;
  courriel: string;
  acteur: ActeurConnecte;
}

/**
 * Crée l'accès d'un collègue et lui écrit. Deux clics n'en font qu'un : la même invitation, pas encore
 * acceptée, est rendue telle quelle.
 * @throws Refus si l'adresse sert déjà, ou si ce rôle ne se limite pas
 */
export async function inviterAgent(services: Services, i: Invitation): Promise<number> {
  const refus = refuserReglages(i);
  if (refus) throw refus;
  const le = services.clock.now();
  const creer = () =>
    transaction(services.db, async (tx) => {
      const { compteId, agentId } = await insererAgent(tx, { ...i, le });
      const agent = await limiter(tx, agentId, i);
      await inviter(tx, services, compteId);
      await noter(tx, {
        le,
        acteur: i.acteur,
        verbe: 'inviter_agent',
        phrase: `${i.acteur.nom} a invité ${direAgent(agent)} : ${direSesReglages(agent)}.`,
        sujets: [`agent:${agentId}`],
      });
      return agentId;
    });
  const { fait, refus: refusDeLaBase } = await tenter(creer);
  if (!refusDeLaBase) return fait;
  const deja = await chercherAgentParCourriel(services.db, i.courriel);
  if (deja && !deja.activeLe && deja.prenom === i.prenom && deja.nom === i.nom) return deja.id;
  throw refusDeLaBase;
}

/** Renvoie le lien d'activation ; le précédent ne sert plus. @throws Refus s'il est déjà entré */
export async function renvoyerInvitation(
  services: Services,
  { agentId, acteur }: { agentId: number; acteur: ActeurConnecte },
): Promise<void> {
  const le = services.clock.now();
  await transaction(services.db, async (tx) => {
    await verrouillerAdministrateurs(tx, agentId);
    const agent = await trouver(tx, agentId);
    if (agent.activeLe)
      throw new Refus('deja_active', 'Cette personne a déjà choisi son mot de passe.');
    if (agent.suspenduLe)
      throw new Refus('suspendu', 'Cet accès est suspendu : réactivez-le d’abord.');
    await inviter(tx, services, agent.compteId);
    await noter(tx, {
      le,
      acteur,
      verbe: 'inviter_agent',
      phrase: `${acteur.nom} a renvoyé l’invitation à ${direAgent(agent)}.`,
      sujets: [`agent:${agentId}`],
    });
  });
}

export interface ChangementDAgent extends ReglagesDAgent {
  agentId: number;
  motif: string;
  acteur: ActeurConnecte;
}

/** Change le rôle et les structures. Faux : il les avait déjà, rien n'est écrit. @throws Refus */
export async function changerAgent(services: Services, c: ChangementDAgent): Promise<boolean> {
  const le = services.clock.now();
  return transaction(services.db, async (tx) => {
    const avant = await retenir(tx, c.agentId, c.acteur);
    if (memesReglages(avant.faits, c)) return false;
    exigerMotif(c.motif, 'motif');
    const refus = refuserChangement(avant.faits, c);
    if (refus) throw refus;
    await changerRole(tx, c.agentId, c.role);
    const apres = await limiter(tx, c.agentId, c);
    await noter(tx, {
      le,
      acteur: c.acteur,
      verbe: 'changer_agent',
      phrase: `${c.acteur.nom} a changé les droits de ${direAgent(apres)} : ${direSesReglages(avant.agent)} → ${direSesReglages(apres)}. Motif : ${c.motif}.`,
      sujets: [`agent:${c.agentId}`],
      details: { motif: c.motif },
    });
    return true;
  });
}

export interface GesteSurAgent {
  agentId: number;
  motif: string;
  acteur: ActeurConnecte;
}

/** Suspend : ses sessions se ferment à l'instant, ses liens ne servent plus. @throws Refus */
export async function suspendreAgent(services: Services, g: GesteSurAgent): Promise<void> {
  const le = services.clock.now();
  await transaction(services.db, async (tx) => {
    const { agent, faits } = await retenir(tx, g.agentId, g.acteur);
    if (agent.suspenduLe) return;
    exigerMotif(g.motif, 'motif_suspension');
    const refus = refuserSuspension(faits);
    if (refus) throw refus;
    await noterSuspension(tx, g.agentId, le);
    await revoquerSessions(tx, agent.compteId, { saufSession: null }, le);
    await eteindreLiens(tx, agent.compteId, le);
    await noter(tx, {
      le,
      acteur: g.acteur,
      verbe: 'suspendre_agent',
      phrase: `${g.acteur.nom} a suspendu l’accès de ${direAgent(agent)}. Motif : ${g.motif}.`,
      sujets: [`agent:${g.agentId}`],
      details: { motif: g.motif },
    });
  });
}

/** Rend son accès : même rôle, mêmes structures, même mot de passe. @throws Refus sans motif */
export async function reactiverAgent(services: Services, g: GesteSurAgent): Promise<void> {
  const le = services.clock.now();
  await transaction(services.db, async (tx) => {
    const { agent } = await retenir(tx, g.agentId, g.acteur);
    if (!agent.suspenduLe) return;
    exigerMotif(g.motif, 'motif_suspension');
    await noterSuspension(tx, g.agentId, null);
    await noter(tx, {
      le,
      acteur: g.acteur,
      verbe: 'reactiver_agent',
      phrase: `${g.acteur.nom} a rendu son accès à ${direAgent(agent)}. Motif : ${g.motif}.`,
      sujets: [`agent:${g.agentId}`],
      details: { motif: g.motif },
    });
  });
}

/** L'agent, sous le verrou de tous les administrateurs : ce qui est lu vaut jusqu'à l'écriture. */
async function retenir(
  tx: Tx,
  agentId: number,
  acteur: ActeurConnecte,
): Promise<{ agent: AgentLu; faits: FaitsDAgent }> {
  await verrouillerAdministrateurs(tx, agentId);
  const agent = await trouver(tx, agentId);
  return {
    agent,
    faits: {
      ...reglagesDe(agent),
      suspendu: agent.suspenduLe !== null,
      autresAdministrateurs: await compterAutresAdministrateurs(tx, agentId),
      soiMeme: agent.compteId === acteur.compteId,
    },
  };
}

/** Aucune ligne veut dire « toutes » : un numéro inventé ne doit pas ouvrir ce qu'il devait fermer. */
async function limiter(tx: Tx, agentId: number, voulu: ReglagesDAgent): Promise<AgentLu> {
  await remplacerStructures(tx, agentId, voulu.structures);
  const agent = await trouver(tx, agentId);
  if (!memesReglages(reglagesDe(agent), voulu)) throw new Introuvable();
  return agent;
}

async function trouver(tx: Tx, id: number): Promise<AgentLu> {
  const agent = await chercherAgent(tx, id);
  if (!agent) throw new Introuvable();
  return agent;
}

/** Tels qu'ils sont rangés. */
const reglagesDe = (a: AgentLu): ReglagesDAgent => ({
  role: a.role,
  structures: a.structures?.map((x) => x.id) ?? null,
});

const direAgent = ({ prenom, nom }: AgentLu) => `${prenom} ${nom}`;

const direSesReglages = (a: AgentLu) =>
  direReglages(a.role, a.structures?.map((s) => s.nom) ?? null);
