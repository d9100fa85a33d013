import { type Acteur, noter } from '../../journal/actions.ts';
import { type Tx, transaction } from '../../platform/db.ts';
import { Introuvable, Refus } from '../../platform/errors.ts';
import type { Commune, Services } from '../../platform/http.ts';
import { ecrireInstant, instantLocal, jourLocal } from '../../platform/instants.ts';
import { queueMail } from '../../platform/mail.ts';
import { lettreAccuse, lettreAuCentre, type MessageDecrit } from '../courriels.tsx';
import {
  estCleUnique,
  MESSAGES_PAR_JOUR,
  peutEcrireEncore,
  type SaisieMessage,
} from '../regles/ecrire.ts';
import {
  chercherParCle,
  chercherStructure,
  type Expediteur,
  insererMessage,
  verrouillerExpediteur,
} from '../requetes/messages.ts';

export interface EnvoiMessage {
  acteur: Acteur;
  responsableId: number;
  commune: Commune;
  /** Donnée par le formulaire : le même envoi deux fois n'en fait qu'un. */
  cle: string;
  /** Examiné par `examinerMessage` : la famille est l'une des siennes. */
  message: SaisieMessage;
}

/**
 * Envoie un message au centre : une ligne, le journal, un courriel au centre, un accusé au parent.
 * Rejoué avec la même clé, rend le même numéro et n'envoie rien.
 * @throws Refus si la structure n'existe plus, si la clé est abîmée, ou après dix messages ce jour
 */
export async function envoyerMessage(services: Services, envoi: EnvoiMessage): Promise<number> {
  const le = services.clock.now();
  const { responsableId, commune, message } = envoi;
  const { familleId } = message;
  if (familleId === null) throw new Introuvable();
  if (!estCleUnique(envoi.cle)) {
    throw new Refus('cle', 'Cette page est restée ouverte trop longtemps. Renvoyez votre message.');
  }
  const minuit = instantLocal(jourLocal(le, commune.fuseau), '00:00', commune.fuseau);
  return transaction(services.db, async (tx) => {
    const expediteur = await verrouillerExpediteur(tx, responsableId, familleId, minuit);
    if (!expediteur) throw new Introuvable();
    const dejaParti = await chercherParCle(tx, envoi.cle, responsableId);
    if (dejaParti !== null) return dejaParti;
    if (!peutEcrireEncore(expediteur.dejaEnvoyes)) throw tropDeMessages(commune);
    const destinataire = await trouverDestinataire(tx, message.structureId, commune);
    const numero = await insererMessage(tx, {
      ...message,
      familleId,
      responsableId,
      cle: envoi.cle,
      le,
    });
    await noter(tx, {
      le,
      acteur: envoi.acteur,
      verbe: 'envoyer_message',
      phrase: `Message n° ${numero} envoyé (${destinataire.nom}).`,
      sujets: [`famille:${familleId}`, `message:${numero}`],
    });
    const decrit: MessageDecrit = {
      numero,
      objet: message.objet,
      texte: message.texte,
      ...decrire(expediteur),
      famille: expediteur.famille,
      destinataire: destinataire.nom,
      quand: ecrireInstant(le, commune.fuseau, { annee: true }),
    };
    await annoncer(tx, services, decrit, { expediteur, destinataire, familleId, le });
    return numero;
  });
}

export function tropDeMessages(commune: Commune): Refus {
  const telephone = commune.telephone ? ` au ${commune.telephone}` : '';
  return new Refus(
    'trop_de_messages',
    `Vous avez déjà envoyé ${MESSAGES_PAR_JOUR} messages aujourd’hui. Ils sont bien arrivés : revenez demain, ou appelez-nous${telephone}.`,
  );
}

export async function trouverDestinataire(tx: Tx, structureId: number | null, commune: Commune) {
  // « Je ne sais pas » : la collectivité lit, et transmet.
  if (structureId === null) return { nom: commune.nom, courriel: commune.courriel };
  const structure = await chercherStructure(tx, structureId);
  if (!structure) {
    throw new Refus('structure', 'Choisissez à qui vous écrivez dans la liste.', 'structure');
  }
  return structure;
}

function decrire(e: Expediteur) {
  const nom = [e.civilite, e.prenom, e.nom].filter(Boolean).join(' ');
  return { expediteur: nom, courriel: e.courriel, telephone: e.telephone };
}

async function annoncer(
  tx: Tx,
  services: Services,
  decrit: MessageDecrit,
  pour: {
    expediteur: Expediteur;
    destinataire: { courriel: string };
    familleId: number;
    le: Date;
  },
): Promise<void> {
  const { adresse } = services.config;
  const sujets = [`famille:${pour.familleId}`, `message:${decrit.numero}`];
  const auCentre = lettreAuCentre(decrit, `${adresse}/agent/messages/${decrit.numero}`);
  await queueMail(tx, services.jobs, {
    ...auCentre,
    destinataire: pour.destinataire.courriel,
    repondreA: decrit.courriel,
    sujets,
    le: pour.le,
  });
  if (!decrit.courriel) return;
  const suivi = `${adresse}/famille/contact/${decrit.numero}`;
  const accuse = lettreAccuse(decrit, pour.expediteur.prenom, suivi);
  await queueMail(tx, services.jobs, {
    ...accuse,
    destinataire: decrit.courriel,
    sujets,
    le: pour.le,
  });
}
