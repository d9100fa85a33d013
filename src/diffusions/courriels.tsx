import type { VNode } from 'preact';
import { LettreHtml } from '../ui/courriel.tsx';

interface Lettre {
  sujet: string;
  html: VNode;
  texte: string;
}

/** La lettre d'un adulte : le texte de l'agent, pourquoi il le reçoit, jamais le nom d'un enfant. */
export function composerLettre(
  d: { objet: string; texte: string; portee: string },
  pour: { prenom: string; adresse: string; collectivite: string },
): Lettre {
  const lettre = {
    sujet: d.objet,
    bonjour: pour.prenom ? `Bonjour ${pour.prenom},` : 'Bonjour,',
    paragraphes: [
      ...d.texte.split('\n').filter((ligne) => ligne.trim() !== ''),
      `Vous recevez ce message parce qu’un de vos enfants est concerné (${d.portee}).`,
    ],
    lien: {
      libelle: 'Relire ce message dans mon compte',
      href: `${pour.adresse}/famille/messages`,
    },
    signature: pour.collectivite,
  };
  const texte = [
    lettre.bonjour,
    ...lettre.paragraphes,
    `${lettre.lien.libelle} : ${lettre.lien.href}`,
    lettre.signature,
  ].join('\n\n');
  return { sujet: lettre.sujet, html: <LettreHtml {...lettre} />, texte: `${texte}\n` };
}
