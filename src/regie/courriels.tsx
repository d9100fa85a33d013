import type { VNode } from 'preact';
import { LettreHtml } from '../ui/courriel.tsx';
import { direEcart, type EcartALire } from './regles/ecarts.ts';

const MONTRES = 20;

/** Au régisseur : la vérification de la nuit a trouvé un écart. */
export function lettreEcart(
  ecarts: readonly EcartALire[],
  lien: string,
): { sujet: string; html: VNode; texte: string } {
  const sujet = 'Les comptes de la régie ne tombent pas juste';
  const paragraphes = [
    'La vérification de cette nuit a trouvé ce qui suit. Ne corrigez rien à la main : prévenez la personne qui administre Préau.',
    ...ecarts.slice(0, MONTRES).map(direEcart),
  ];
  const bouton = { libelle: 'Ouvrir la régie', href: lien };
  const texte = ['Bonjour,', ...paragraphes, `${bouton.libelle} : ${lien}`].join('\n\n');
  const html = (
    <LettreHtml sujet={sujet} bonjour="Bonjour," paragraphes={paragraphes} lien={bouton} />
  );
  return { sujet, html, texte: `${texte}\n` };
}
