import { type Acteur, noter } from '../../journal/actions.ts';
import { type Tx, transaction } from '../../platform/db.ts';
import { Introuvable, Refus } from '../../platform/errors.ts';
import type { Services } from '../../platform/http.ts';
import { queueMail } from '../../platform/mail.ts';
import { lettreConfiee } from '../courriels.tsx';
import { attribuables, ETATS_EN_MOTS, type Situation, suivre } from '../regles/conversation.ts';
import {
  type Conversation,
  chercherConversation,
  enregistrerSituation,
  listerCollegues,
  type StructuresVues,
  verrouillerConversation,
} from '../requetes/conversations.ts';

export interface Suivi {
  acteur: Acteur;
  agentId: number;
  structures: StructuresVues;
  messageId: number;
  choisi: Situation;
  /** Qui s'en occupait quand la page s'est affichée. */
  agentVu: number | null;
}

/**
 * Confie une conversation, la prend, la rend, change son état. Deux fois égale une.
 * @throws Introuvable si elle n'est pas adressée à ses structures
 * @throws Refus si un collègue l'a prise entre-temps, ou si celui qu'on choisit ne peut pas y répondre
 */
export async function suivreConversation(services: Services, suivi: Suivi): Promise<void> {
  const le = services.clock.now();
  const { acteur, messageId, choisi } = suivi;
  await transaction(services.db, async (tx) => {
    await verrouillerConversation(tx, messageId);
    const avant = await chercherConversation(tx, suivi.structures, messageId);
    if (!avant) throw new Introuvable();
    const { apres, change } = suivre(avant, { ...choisi, agentQuiAgit: suivi.agentId });
    if (!change) return;
    const changeDeMains = apres.agentId !== avant.agentId;
    if (changeDeMains) exigerQuePersonneNeLAitPrise(avant, suivi);
    const choix = attribuables(await listerCollegues(tx), avant.structureId);
    const agent = choix.find((c) => c.id === apres.agentId) ?? null;
    if (changeDeMains && apres.agentId !== null && !agent) {
      throw new Refus('agent', 'Choisissez dans la liste qui s’en occupe.', 'agent');
    }
    await enregistrerSituation(tx, messageId, { ...apres, le });
    await noter(tx, {
      le,
      acteur,
      verbe: 'suivre_message',
      phrase: raconter(messageId, avant, { ...apres, agent: agent?.nom ?? null }),
      sujets: [`famille:${avant.familleId}`, `message:${messageId}`],
    });
    const confiee = changeDeMains && agent !== null && agent.id !== suivi.agentId;
    if (confiee && agent.courriel) await prevenir(tx, services, avant, agent.courriel, acteur, le);
  });
}

function exigerQuePersonneNeLAitPrise(avant: Conversation, { agentVu, choisi }: Suivi): void {
  if (avant.agentId === agentVu || avant.agentId === choisi.agentId) return;
  throw new Refus(
    'prise_entre_temps',
    avant.agent
      ? `${avant.agent} vient de prendre cette conversation : rien n’est changé. Voyez ensemble qui répond.`
      : 'Cette conversation vient d’être rendue par un collègue : rien n’est changé. Choisissez de nouveau.',
    'agent',
  );
}

function raconter(
  numero: number,
  avant: Conversation,
  apres: Situation & { agent: string | null },
): string {
  const faits = [
    ...(apres.agentId === avant.agentId
      ? []
      : [apres.agent ? `confiée à ${apres.agent}` : 'confiée à personne']),
    ...(apres.etat === avant.etat ? [] : [ETATS_EN_MOTS[apres.etat].toLowerCase()]),
  ];
  return `Conversation n° ${numero} : ${faits.join(', ')}.`;
}

async function prevenir(
  tx: Tx,
  services: Services,
  c: Conversation,
  courriel: string,
  acteur: Acteur,
  le: Date,
): Promise<void> {
  const decrit = { numero: c.id, objet: c.objet, famille: c.famille, par: acteur.nom };
  await queueMail(tx, services.jobs, {
    ...lettreConfiee(decrit, `${services.config.adresse}/agent/messages/${c.id}`),
    destinataire: courriel,
    sujets: [`message:${c.id}`],
    le,
  });
}
