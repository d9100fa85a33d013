import type { VNode } from 'preact';
import { ecrireEuros } from '../../platform/argent.ts';
import type { Jour } from '../../platform/jours.ts';
import { LettreHtml } from '../../ui/courriel.tsx';
import { ecrireNumero } from './contenu.ts';
import { ecrireDate, ecrirePeriode } from './dates.ts';

export interface Lettre {
  sujet: string;
  html: VNode;
  texte: string;
}

export interface FactureAnnoncee {
  exercice: number;
  numero: number;
  du: Jour;
  au: Jour;
  echeance: Jour;
  montantCentimes: number;
  resteCentimes: number;
  prenom: string | null;
  collectivite: string;
}

/** La facture est jointe ; `lien` : où la lire et la payer, null pour un tiers sans accès. */
export function lettreFacture(f: FactureAnnoncee, lien: string | null): Lettre {
  const periode = ecrirePeriode(f.du, f.au);
  const reste = ecrireEuros(f.resteCentimes);
  const paragraphes = [
    `Voici la facture n° ${ecrireNumero(f)} (${periode}), d’un montant de ${ecrireEuros(f.montantCentimes)}. Elle est jointe à ce courriel.`,
    f.resteCentimes > 0
      ? `Il reste ${reste} à payer avant le ${ecrireDate(f.echeance)}.`
      : 'Elle est déjà soldée : vous n’avez rien à payer.',
  ];
  return composer({
    sujet: `Votre facture (${periode}) : ${ecrireEuros(f.montantCentimes)}`,
    prenom: f.prenom,
    paragraphes,
    lien: lien ? { libelle: 'Voir la facture et payer en ligne', href: lien } : null,
    signature: f.collectivite,
  });
}

/** Habille une lettre, en HTML et en texte. */
export function composer(l: {
  sujet: string;
  prenom: string | null;
  paragraphes: string[];
  lien: { libelle: string; href: string } | null;
  signature: string;
}): Lettre {
  const bonjour = l.prenom ? `Bonjour ${l.prenom},` : 'Bonjour,';
  const lien = l.lien ?? undefined;
  const texte = [
    bonjour,
    ...l.paragraphes,
    ...(lien ? [`${lien.libelle} : ${lien.href}`] : []),
    l.signature,
  ].join('\n\n');
  return {
    sujet: l.sujet,
    html: <LettreHtml {...l} bonjour={bonjour} lien={lien} />,
    texte: `${texte}\n`,
  };
}
