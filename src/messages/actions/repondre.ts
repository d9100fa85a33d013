import { type Acteur, noter } from '../../journal/actions.ts';
import { type Tx, transaction } from '../../platform/db.ts';
import { Introuvable, Refus } from '../../platform/errors.ts';
import type { Commune, Services } from '../../platform/http.ts';
import { queueMail } from '../../platform/mail.ts';
import { lettreReponse } from '../courriels.tsx';
import {
  agentApresReponse,
  ETATS_EN_MOTS,
  ecritsEntreTemps,
  type Suite,
} from '../regles/conversation.ts';
import { estCleUnique } from '../regles/ecrire.ts';
import {
  aDejaEcrit,
  type Conversation,
  chercherConversation,
  enregistrerSituation,
  insererEchange,
  listerEchanges,
  type StructuresVues,
  verrouillerConversation,
} from '../requetes/conversations.ts';
import { chercherStructure } from '../requetes/messages.ts';

export interface Reponse {
  acteur: Acteur & { compteId: number };
  agentId: number;
  structures: StructuresVues;
  commune: Commune;
  messageId: number;
  /** Examinée par `examinerEchange`. */
  texte: string;
  suite: Suite;
  /** Le dernier échange que l'agent avait sous les yeux ; 0 : aucun. */
  vuJusqua: number;
  cle: string;
}

/**
 * Répond à la famille : un échange, l'état choisi, le journal, une lettre. Rejouée, n'écrit rien.
 * @throws Introuvable si le message n'est pas adressé à ses structures
 * @throws Refus si quelqu'un a écrit entre-temps : l'agent relit, sa réponse est gardée
 */
export async function repondre(services: Services, reponse: Reponse): Promise<void> {
  const { acteur, messageId, texte, cle } = reponse;
  if (!estCleUnique(cle)) {
    throw new Refus('cle', 'Cette page est restée ouverte trop longtemps. Renvoyez la réponse.');
  }
  const le = services.clock.now();
  await transaction(services.db, async (tx) => {
    await verrouillerConversation(tx, messageId);
    const avant = await chercherConversation(tx, reponse.structures, messageId);
    if (!avant) throw new Introuvable();
    if (await aDejaEcrit(tx, { messageId, cle, compteId: acteur.compteId })) return;
    await exigerQueRienNAitChange(tx, reponse);
    await insererEchange(tx, {
      messageId,
      de: 'services',
      compteId: acteur.compteId,
      auteur: acteur.nom,
      texte,
      cle,
      le,
    });
    const agentId = agentApresReponse(avant.agentId, reponse.agentId);
    await enregistrerSituation(tx, messageId, { etat: reponse.suite, agentId, le });
    await noter(tx, {
      le,
      acteur,
      verbe: 'repondre_message',
      phrase: `Réponse au message n° ${messageId} : ${ETATS_EN_MOTS[reponse.suite].toLowerCase()}.`,
      sujets: [`famille:${avant.familleId}`, `message:${messageId}`],
    });
    await ecrireALaFamille(tx, services, avant, reponse, le);
  });
}

async function exigerQueRienNAitChange(tx: Tx, reponse: Reponse): Promise<void> {
  const echanges = await listerEchanges(tx, reponse.messageId);
  const autres = ecritsEntreTemps(echanges, reponse.vuJusqua, reponse.acteur.compteId);
  const auteurs = [...new Set(autres.map((e) => e.auteur))];
  if (auteurs.length === 0) return;
  const qui = `${auteurs.join(' et ')} ${auteurs.length > 1 ? 'ont' : 'a'} écrit`;
  throw new Refus(
    'ecrit_entre_temps',
    `${qui} pendant que vous prépariez votre réponse : elle n’est pas partie. Relisez la conversation ci-dessus, puis envoyez si elle est encore utile.`,
  );
}

async function ecrireALaFamille(
  tx: Tx,
  services: Services,
  c: Conversation,
  { acteur, commune, texte }: Reponse,
  le: Date,
): Promise<void> {
  if (!c.courriel) return;
  const structure = c.structureId === null ? null : await chercherStructure(tx, c.structureId);
  const decrit = { numero: c.id, objet: c.objet, texte, auteur: acteur.nom };
  const lien = `${services.config.adresse}/famille/contact/${c.id}`;
  await queueMail(tx, services.jobs, {
    ...lettreReponse({ ...decrit, collectivite: c.structure ?? commune.nom }, c.prenom, lien),
    destinataire: c.courriel,
    repondreA: structure?.courriel ?? commune.courriel,
    sujets: [`famille:${c.familleId}`, `message:${c.id}`],
    le,
  });
}
