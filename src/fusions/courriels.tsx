import type { VNode } from 'preact';
import { LettreHtml } from '../ui/courriel.tsx';

export interface Lettre {
  sujet: string;
  html: VNode;
  texte: string;
}

/** À un adulte qui avait deux accès : lequel garder, lequel oublier. */
export function lettreAccesReuni(
  a: { prenom: string; garde: string; ferme: string; collectivite: string },
  lien: string,
): Lettre {
  return composer({
    sujet: 'Vos deux dossiers n’en font plus qu’un',
    bonjour: `Bonjour ${a.prenom},`,
    paragraphes: [
      'Vous aviez deux dossiers sur le portail famille. Nous les avons réunis : vos enfants, vos réservations, vos messages et vos factures sont au même endroit.',
      `Connectez-vous avec l’identifiant « ${a.garde} ». L’accès « ${a.ferme} » est fermé.`,
      'Quelque chose manque ? Répondez à la collectivité par la page « Contacter le centre ».',
    ],
    lien: { libelle: 'Se connecter', href: lien },
    signature: a.collectivite,
  });
}

export function composer(lettre: Parameters<typeof LettreHtml>[0]): Lettre {
  const { sujet, bonjour, paragraphes, lien, signature } = lettre;
  return {
    sujet,
    html: <LettreHtml {...lettre} />,
    texte: [
      bonjour,
      ...paragraphes,
      ...(lien ? [`${lien.libelle} : ${lien.href}`] : []),
      ...(signature ? [signature] : []),
    ].join('\n\n'),
  };
}

/** À l'adulte qui a désormais son dossier. */
export function lettreSonDossier(
  a: { prenom: string; commun: boolean; collectivite: string },
  lien: string,
): Lettre {
  return composer({
    sujet: 'Vous avez maintenant votre dossier',
    bonjour: `Bonjour ${a.prenom},`,
    paragraphes: [
      'À votre demande ou à celle de l’autre parent, le service a ouvert votre propre dossier sur le portail famille. Votre identifiant et votre mot de passe ne changent pas.',
      a.commun
        ? 'Les enfants en garde alternée restent dans le dossier commun, que vous voyez toujours.'
        : 'Vous n’entrez plus dans l’ancien dossier ; l’autre parent n’entre pas dans le vôtre.',
      'Vérifiez votre adresse et vos téléphones dans « Mes informations » : l’autre parent ne les lit pas.',
    ],
    lien: { libelle: 'Ouvrir mon dossier', href: lien },
    signature: a.collectivite,
  });
}

/** À l'adulte qui reste : ce qui change pour lui, sans rien dire de l'autre. */
export function lettreDossierSepare(
  a: { prenom: string; partant: string; commun: boolean; collectivite: string },
  lien: string,
): Lettre {
  return composer({
    sujet: 'Votre dossier a changé',
    bonjour: `Bonjour ${a.prenom},`,
    paragraphes: [
      `${a.partant} a désormais son propre dossier sur le portail famille.`,
      a.commun
        ? 'Les enfants en garde alternée restent dans le dossier commun, que vous voyez toujours tous les deux.'
        : 'Votre dossier n’est plus qu’à vous : vérifiez les enfants et les réservations que vous y voyez.',
      'Votre adresse et vos téléphones ne sont lus que par vous et par le service.',
    ],
    lien: { libelle: 'Ouvrir mon dossier', href: lien },
    signature: a.collectivite,
  });
}
