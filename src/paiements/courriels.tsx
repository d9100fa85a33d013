import type { VNode } from 'preact';
import { ecrireEuros } from '../platform/argent.ts';
import { LettreHtml } from '../ui/courriel.tsx';
import type { Moyen } from './port.ts';

interface Lettre {
  sujet: string;
  html: VNode;
  texte: string;
}

/** À qui a payé : le reçu, avec son numéro de quittance. */
export function lettreRecu(p: {
  objet: string;
  montantCentimes: number;
  moyen: Moyen;
  quittance: number;
  quand: string;
  regie: string;
  lien: string;
}): Lettre {
  const par =
    p.moyen === 'carte'
      ? 'par carte bancaire'
      : 'par prélèvement, qui apparaîtra sur votre compte dans quelques jours';
  return composer({
    sujet: `Votre paiement de ${ecrireEuros(p.montantCentimes)} est enregistré`,
    bonjour: 'Bonjour,',
    paragraphes: [
      `Nous avons bien reçu votre paiement de ${ecrireEuros(p.montantCentimes)}, ${par}, ${p.quand}.`,
      `Objet : ${p.objet}. Quittance n° ${p.quittance}.`,
      'Vous n’avez rien d’autre à faire. Le reçu se retrouve sur le portail, dans « Mes paiements ».',
    ],
    lien: { libelle: 'Voir le reçu', href: p.lien },
    signature: p.regie,
  });
}

/** Au régisseur : une réponse du Trésor ne correspond pas à la demande. */
export function lettreAnomalie(p: {
  paiementId: number;
  raison: string;
  montantCentimes: number;
  lien: string;
}): Lettre {
  return composer({
    sujet: `Paiement en ligne n° ${p.paiementId} à vérifier`,
    bonjour: 'Bonjour,',
    paragraphes: [
      `Le Trésor annonce un paiement qui ne correspond pas à ce qui était demandé. ${p.raison}`,
      `Somme demandée : ${ecrireEuros(p.montantCentimes)}. Rien n’est encaissé : à vous de décider.`,
    ],
    lien: { libelle: 'Ouvrir les paiements à vérifier', href: p.lien },
  });
}

function composer(l: {
  sujet: string;
  bonjour: string;
  paragraphes: string[];
  lien: { libelle: string; href: string };
  signature?: string;
}): Lettre {
  const texte = [l.bonjour, ...l.paragraphes, `${l.lien.libelle} : ${l.lien.href}`].join('\n\n');
  return { sujet: l.sujet, html: <LettreHtml {...l} />, texte: `${texte}\n` };
}
