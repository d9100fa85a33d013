import { ecrireJour, type Jour } from '../platform/jours.ts';
import { LettreHtml } from '../ui/courriel.tsx';

interface Lettre {
  sujet: string;
  bonjour: string;
  paragraphes: string[];
  lien: { libelle: string; href: string };
}

function rendre(lettre: Lettre) {
  const texte = [
    lettre.bonjour,
    ...lettre.paragraphes,
    `${lettre.lien.libelle} : ${lettre.lien.href}`,
  ].join('\n\n');
  return {
    sujet: lettre.sujet,
    html: <LettreHtml {...lettre} listes={[]} />,
    texte: `${texte}\n`,
  };
}

/** À la régie : une famille conteste une ligne. */
export function lettreContestation(c: {
  enfant: string;
  quoi: string;
  jour: Jour;
  texte: string;
  par: string;
  adresse: string;
}) {
  return rendre({
    sujet: `Ligne contestée : ${c.enfant}, ${c.quoi}, ${ecrireJour(c.jour)}`,
    bonjour: 'Bonjour,',
    paragraphes: [
      `${c.par} conteste ${c.quoi}, ${ecrireJour(c.jour)}, pour ${c.enfant} :`,
      c.texte,
    ],
    lien: { libelle: 'Répondre', href: `${c.adresse}/agent/contestations` },
  });
}

/** À la famille : la réponse de la régie. */
export function lettreReponse(c: {
  enfant: string;
  quoi: string;
  jour: Jour;
  reponse: string;
  adresse: string;
}) {
  return rendre({
    sujet: `Réponse à votre contestation : ${c.quoi}, ${ecrireJour(c.jour)}`,
    bonjour: 'Bonjour,',
    paragraphes: [
      `La régie répond au sujet de ${c.quoi}, ${ecrireJour(c.jour)}, pour ${c.enfant} :`,
      c.reponse,
    ],
    lien: {
      libelle: 'Voir le compte du mois',
      href: `${c.adresse}/famille/compte-du-mois?mois=${c.jour.slice(0, 7)}`,
    },
  });
}
