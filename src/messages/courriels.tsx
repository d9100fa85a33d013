import type { VNode } from 'preact';
import { LettreHtml } from '../ui/courriel.tsx';

interface Lettre {
  sujet: string;
  html: VNode;
  texte: string;
}

export interface MessageDecrit {
  numero: number;
  objet: string;
  texte: string;
  /** « Mme Nadia Benali ». */
  expediteur: string;
  courriel: string | null;
  telephone: string;
  famille: string;
  /** À qui il est adressé : la structure, ou la collectivité. */
  destinataire: string;
  /** « lundi 16 novembre 2026 à 10 h ». */
  quand: string;
}

/** Au centre : le message entier, et de quoi répondre. */
export function lettreAuCentre(m: MessageDecrit, lien: string): Lettre {
  return composer({
    sujet: `Message de ${m.expediteur} : ${m.objet}`,
    bonjour: 'Bonjour,',
    paragraphes: [
      `${m.expediteur} (famille ${m.famille}) vous a écrit par le portail, ${m.quand}.`,
      `Objet : ${m.objet}`,
      ...lignes(m.texte),
      m.courriel
        ? `Pour lui répondre, répondez à ce courriel : votre réponse ira à ${m.courriel}.`
        : 'Cette personne n’a pas donné d’adresse électronique.',
      ...(m.telephone ? [`Téléphone : ${m.telephone}`] : []),
    ],
    lien: { libelle: 'Ouvrir le message', href: lien },
  });
}

/** Au parent : l'accusé de réception, avec la date, le service et le numéro (CRPA, L. 112-11). */
export function lettreAccuse(m: MessageDecrit, prenom: string, lien: string): Lettre {
  return composer({
    sujet: `Votre message est bien parti : ${m.objet}`,
    bonjour: `Bonjour ${prenom},`,
    paragraphes: [
      `Votre message n° ${m.numero}, « ${m.objet} », est arrivé ${m.quand}. Destinataire : ${m.destinataire}.`,
      'Vous pouvez le relire et suivre son traitement sur le portail.',
    ],
    lien: { libelle: 'Voir mon message', href: lien },
  });
}

export interface EchangeDecrit {
  numero: number;
  objet: string;
  texte: string;
  auteur: string;
}

/** Au parent : ce que les services lui répondent, en entier, et où poursuivre. */
export function lettreReponse(
  e: EchangeDecrit & { collectivite: string },
  prenom: string,
  lien: string,
): Lettre {
  return composer({
    sujet: `Réponse à votre message : ${e.objet}`,
    bonjour: `Bonjour ${prenom},`,
    paragraphes: [
      `${e.auteur} (${e.collectivite}) a répondu à votre message n° ${e.numero} :`,
      ...lignes(e.texte),
    ],
    lien: { libelle: 'Lire ou poursuivre la conversation', href: lien },
  });
}

/** Au centre : la famille a écrit de nouveau. */
export function lettreSuite(e: EchangeDecrit & { agent: string | null }, lien: string): Lettre {
  return composer({
    sujet: `Suite du message n° ${e.numero} : ${e.objet}`,
    bonjour: 'Bonjour,',
    paragraphes: [
      `${e.auteur} a écrit de nouveau :`,
      ...lignes(e.texte),
      e.agent ? `${e.agent} s’en occupe.` : 'Personne ne s’en occupe encore.',
    ],
    lien: { libelle: 'Ouvrir la conversation', href: lien },
  });
}

/** À l'agent à qui un collègue confie une conversation. */
export function lettreConfiee(
  c: { numero: number; objet: string; par: string; famille: string },
  lien: string,
): Lettre {
  return composer({
    sujet: `Message n° ${c.numero} : à vous de répondre`,
    bonjour: 'Bonjour,',
    paragraphes: [
      `${c.par} vous confie le message n° ${c.numero}, « ${c.objet} », de la famille ${c.famille}.`,
    ],
    lien: { libelle: 'Ouvrir la conversation', href: lien },
  });
}

function lignes(texte: string): string[] {
  return texte.split('\n').filter((ligne) => ligne.trim() !== '');
}

function composer(l: {
  sujet: string;
  bonjour: string;
  paragraphes: string[];
  lien: { libelle: string; href: string };
}): Lettre {
  const texte = [l.bonjour, ...l.paragraphes, `${l.lien.libelle} : ${l.lien.href}`].join('\n\n');
  return { sujet: l.sujet, html: <LettreHtml {...l} />, texte: `${texte}\n` };
}
