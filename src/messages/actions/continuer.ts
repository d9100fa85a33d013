import { type Acteur, noter } from '../../journal/actions.ts';
import { type Tx, transaction } from '../../platform/db.ts';
import { Introuvable, Refus } from '../../platform/errors.ts';
import type { Commune, Services } from '../../platform/http.ts';
import { instantLocal, jourLocal } from '../../platform/instants.ts';
import { queueMail } from '../../platform/mail.ts';
import { lettreSuite } from '../courriels.tsx';
import { attendDeja, reprendre } from '../regles/conversation.ts';
import { estCleUnique, peutEcrireEncore } from '../regles/ecrire.ts';
import {
  aDejaEcrit,
  type Conversation,
  chercherConversation,
  enregistrerSituation,
  insererEchange,
  verrouillerConversation,
} from '../requetes/conversations.ts';
import { verrouillerExpediteur } from '../requetes/messages.ts';
import { tropDeMessages, trouverDestinataire } from './envoyer.ts';

export interface Continuation {
  acteur: Acteur & { compteId: number };
  responsableId: number;
  commune: Commune;
  messageId: number;
  /** Examiné par `examinerEchange`. */
  texte: string;
  cle: string;
}

/**
 * La famille écrit de nouveau : la conversation redevient à traiter ; close, elle se rouvre. Le même
 * formulaire n'écrit qu'une fois.
 * @throws Introuvable si elle n'est pas de cet adulte
 * @throws Refus si la clé est abîmée, ou après dix messages ce jour
 */
export async function continuerConversation(
  services: Services,
  suite: Continuation,
): Promise<void> {
  const { acteur, commune, messageId, texte, cle } = suite;
  if (!estCleUnique(cle)) {
    throw new Refus('cle', 'Cette page est restée ouverte trop longtemps. Renvoyez votre réponse.');
  }
  const le = services.clock.now();
  const minuit = instantLocal(jourLocal(le, commune.fuseau), '00:00', commune.fuseau);
  await transaction(services.db, async (tx) => {
    const vue = await chercherConversation(tx, null, messageId);
    if (!vue || vue.responsableId !== suite.responsableId) throw new Introuvable();
    const expediteur = await verrouillerExpediteur(tx, suite.responsableId, vue.familleId, minuit);
    await verrouillerConversation(tx, messageId);
    const avant = await chercherConversation(tx, null, messageId);
    // Détaché de la famille depuis : ce dossier n'est plus le sien.
    if (!expediteur || !avant) throw new Introuvable();
    if (await aDejaEcrit(tx, { messageId, cle, compteId: acteur.compteId })) return;
    if (!peutEcrireEncore(expediteur.dejaEnvoyes)) throw tropDeMessages(commune);
    await insererEchange(tx, {
      messageId,
      de: 'famille',
      compteId: acteur.compteId,
      auteur: acteur.nom,
      texte,
      cle,
      le,
    });
    const { apres, rouverte } = reprendre(avant);
    const attendDepuisLe = attendDeja(avant.etat) ? undefined : le;
    await enregistrerSituation(tx, messageId, { ...apres, le, attendDepuisLe });
    await noter(tx, {
      le,
      acteur,
      verbe: 'continuer_message',
      phrase: rouverte
        ? `Message n° ${messageId} : la famille a répondu, la conversation est rouverte.`
        : `Message n° ${messageId} : la famille a répondu.`,
      sujets: [`famille:${avant.familleId}`, `message:${messageId}`],
    });
    await prevenirLeCentre(tx, services, avant, suite, le);
  });
}

async function prevenirLeCentre(
  tx: Tx,
  services: Services,
  c: Conversation,
  { acteur, commune, texte }: Continuation,
  le: Date,
): Promise<void> {
  const { courriel } = await trouverDestinataire(tx, c.structureId, commune);
  const { id: numero, objet, agent } = c;
  const decrit = { numero, objet, texte, auteur: acteur.nom, agent };
  await queueMail(tx, services.jobs, {
    ...lettreSuite(decrit, `${services.config.adresse}/agent/messages/${numero}`),
    destinataire: courriel,
    repondreA: c.courriel,
    sujets: [`famille:${c.familleId}`, `message:${numero}`],
    le,
  });
}
