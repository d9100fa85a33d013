import type { VNode } from 'preact';
import { LettreHtml } from '../ui/courriel.tsx';

interface Lettre {
  sujet: string;
  bonjour: string;
  paragraphes: string[];
  lien: { libelle: string; href: string };
}

/** Le HTML et le texte disent la même chose, lien en entier et signés de la collectivité. */
export function rendre(
  lettre: Lettre,
  collectivite: string,
): { sujet: string; html: VNode; texte: string } {
  const texte = [
    lettre.bonjour,
    ...lettre.paragraphes,
    `${lettre.lien.libelle} :\n${lettre.lien.href}`,
    collectivite,
  ].join('\n\n');
  return {
    sujet: lettre.sujet,
    html: <LettreHtml {...lettre} signature={collectivite} />,
    texte: `${texte}\n`,
  };
}

/** Un compte sans personne n'a pas de prénom. */
function saluer(prenom: string): string {
  return prenom ? `Bonjour ${prenom},` : 'Bonjour,';
}

export function lettreDActivation(prenom: string, identifiant: string, lien: string): Lettre {
  return {
    sujet: 'Activez votre accès au portail famille',
    bonjour: saluer(prenom),
    paragraphes: [
      `Votre accès au portail famille est prêt. Votre identifiant : ${identifiant}.`,
      'Choisissez votre mot de passe par le lien ci-dessous. Il vaut trente jours et ne sert qu’une fois ; passé ce temps, la même page vous en envoie un autre.',
    ],
    lien: { libelle: 'Choisir mon mot de passe', href: lien },
  };
}

export function lettreDeReinitialisation(prenom: string, lien: string): Lettre {
  return {
    sujet: 'Choisissez un nouveau mot de passe',
    bonjour: saluer(prenom),
    paragraphes: [
      'Vous avez demandé un nouveau mot de passe. Le lien ci-dessous vaut une heure et ne sert qu’une fois.',
      'Vous n’avez rien demandé ? Ignorez ce message : votre mot de passe ne change pas.',
    ],
    lien: { libelle: 'Choisir un nouveau mot de passe', href: lien },
  };
}

export function lettreDeConnexion(prenom: string, lien: string): Lettre {
  return {
    sujet: 'Votre lien pour entrer',
    bonjour: saluer(prenom),
    paragraphes: [
      'Vous avez demandé à entrer sans mot de passe. Le lien ci-dessous vaut un quart d’heure et ne sert qu’une fois, sur l’appareil de votre choix.',
      'Vous n’avez rien demandé ? Ignorez ce message, et ne donnez ce lien à personne.',
    ],
    lien: { libelle: 'Entrer', href: lien },
  };
}

export function lettreMotDePasseChange(prenom: string, lien: string): Lettre {
  return {
    sujet: 'Votre mot de passe a changé',
    bonjour: saluer(prenom),
    paragraphes: [
      'Votre mot de passe du portail famille vient de changer, et vos autres appareils ont été déconnectés.',
      'Ce n’est pas vous ? Choisissez-en un autre sans attendre, puis prévenez le centre.',
    ],
    lien: { libelle: 'Choisir un autre mot de passe', href: lien },
  };
}

export function lettreAdresseAConfirmer(prenom: string, lien: string): Lettre {
  return {
    sujet: 'Confirmez votre nouvelle adresse électronique',
    bonjour: saluer(prenom),
    paragraphes: [
      'Confirmez cette adresse pour recevoir ici les messages du portail famille. Le lien vaut un jour.',
    ],
    lien: { libelle: 'Confirmer mon adresse', href: lien },
  };
}

export function lettreAdresseChange(prenom: string, lien: string): Lettre {
  return {
    sujet: 'Changement d’adresse demandé',
    bonjour: saluer(prenom),
    paragraphes: [
      'Une autre adresse électronique a été demandée pour votre accès au portail famille. Elle remplacera celle-ci une fois confirmée.',
      'Ce n’est pas vous ? Changez votre mot de passe sans attendre.',
    ],
    lien: { libelle: 'Changer mon mot de passe', href: lien },
  };
}

export function lettreDoubleAuthentification(
  prenom: string,
  quoi: 'posee' | 'retiree' | 'reinitialisee',
  lien: string,
): Lettre {
  const faits = {
    posee:
      'La double authentification est posée : un code de votre téléphone vous sera demandé à chaque connexion.',
    retiree: 'La double authentification est retirée : votre mot de passe suffit désormais.',
    reinitialisee:
      'Un administrateur a retiré votre double authentification, et vos appareils sont déconnectés. Connectez-vous avec votre mot de passe, puis posez-la de nouveau.',
  };
  return {
    sujet: 'Votre double authentification a changé',
    bonjour: saluer(prenom),
    paragraphes: [
      faits[quoi],
      'Vous ne vous y attendiez pas ? Choisissez un autre mot de passe sans attendre, puis prévenez un administrateur.',
    ],
    lien: { libelle: 'Choisir un autre mot de passe', href: lien },
  };
}

export function lettreCleDAcces(
  prenom: string,
  quoi: 'ajoutee' | 'retiree',
  nom: string,
  lien: string,
): Lettre {
  const fait =
    quoi === 'ajoutee'
      ? `Une clé d’accès, « ${nom} », ouvre désormais votre espace, sans mot de passe.`
      : `La clé d’accès « ${nom} » est retirée : elle n’ouvre plus votre espace.`;
  return {
    sujet: quoi === 'ajoutee' ? 'Une clé d’accès est ajoutée' : 'Une clé d’accès est retirée',
    bonjour: saluer(prenom),
    paragraphes: [
      fait,
      'Ce n’est pas vous ? Retirez les clés que vous ne reconnaissez pas, déconnectez vos autres appareils, puis prévenez le centre.',
    ],
    lien: { libelle: 'Voir mes clés d’accès', href: lien },
  };
}

export function lettreCleSuspecte(prenom: string, nom: string, lien: string): Lettre {
  return {
    sujet: 'Une clé d’accès est bloquée',
    bonjour: saluer(prenom),
    paragraphes: [
      `Votre clé d’accès « ${nom} » a peut-être été copiée : elle annonce moins d’usages que nous n’en avons vu. Elle n’ouvre plus rien.`,
      'Entrez par un lien reçu par courriel ou par votre mot de passe, retirez cette clé, puis ajoutez-en une autre.',
    ],
    lien: { libelle: 'Voir mes clés d’accès', href: lien },
  };
}

export function lettreCodeDeSecours(prenom: string, restants: number, lien: string): Lettre {
  const reste =
    restants === 0
      ? 'C’était le dernier : refaites-en dix autres.'
      : `Il vous en reste ${restants}.`;
  return {
    sujet: 'Un de vos codes de secours a servi',
    bonjour: saluer(prenom),
    paragraphes: [
      `Un code de secours vient d’être donné pour votre compte. ${reste}`,
      'Ce n’est pas vous ? Changez votre mot de passe sans attendre, puis prévenez un administrateur.',
    ],
    lien: { libelle: 'Voir ma double authentification', href: lien },
  };
}
