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
