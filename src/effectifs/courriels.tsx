import type { VNode } from 'preact';
import { ecrireInstant } from '../platform/instants.ts';
import { ecrireJour, type Jour } from '../platform/jours.ts';
import { majuscule } from '../platform/mots.ts';
import { LettreHtml } from '../ui/courriel.tsx';
import { type Correction, ecrireCorrection } from './regles/additif.ts';
import { estEnRetard } from './regles/arret.ts';
import { mettreEnTableau, sansPaniers } from './regles/repas.ts';
import type { Effectif } from './requetes/lire.ts';

/** Des nombres, jamais un nom d'enfant : une boîte de cuisine se lit à plusieurs (règle 5). */
interface Lettre {
  sujet: string;
  bonjour: string;
  paragraphes: string[];
  listes: { titre: string; lignes: string[] }[];
  lien: { libelle: string; href: string };
  signature: string;
}

interface Cadre {
  adresse: string;
  collectivite: string;
  fuseau: string;
}

/** L'effectif d'un jour, ou de plusieurs quand une même date limite les arrête. */
export function composerEffectif(effectifs: readonly Effectif[], cadre: Cadre): Lettre {
  const jours = [...new Set(effectifs.map((e) => e.jour))];
  const [premier] = effectifs;
  const total = effectifs.reduce((n, e) => n + mettreEnTableau(e.comptes).totalAServir, 0);
  const retard = effectifs.find(estEnRetard);
  const arrete = premier ? ecrireInstant(premier.arreteLe, cadre.fuseau) : '';
  return {
    sujet: `${premier?.activite ?? ''}, ${direJours(jours)} : ${compter(total)}`,
    bonjour: 'Bonjour,',
    paragraphes: [
      `Voici les repas à préparer, arrêtés ${arrete}. Ces nombres ne changeront plus ; s’il y a du nouveau, vous recevrez un additif le matin même.`,
      ...(retard
        ? [
            `Cet effectif est arrêté en retard : il devait l’être ${ecrireInstant(retard.limiteLe, cadre.fuseau)}. Ce que les familles ont changé entre-temps y est compté.`,
          ]
        : []),
    ],
    listes: effectifs.map((e) => ({
      titre: `${majuscule(ecrireJour(e.jour))}, ${e.prestation}`,
      lignes: lignesDe(e),
    })),
    lien: lienVers(jours[0], cadre),
    signature: cadre.collectivite,
  };
}

/** Repas par repas, puis le détail des écoles ou des groupes s'il y en a plusieurs. */
function lignesDe({ comptes }: Effectif): string[] {
  const tableau = mettreEnTableau(sansPaniers(comptes));
  if (tableau.lignes.length === 0) return ['Aucun repas à préparer.'];
  const detail = (nombres: readonly number[]) =>
    tableau.colonnes.length < 2
      ? ''
      : ` (${tableau.colonnes
          .flatMap((nom, i) => ((nombres[i] ?? 0) > 0 ? [`${nom} ${nombres[i]}`] : []))
          .join(', ')})`;
  return [
    ...tableau.lignes.map((l) => `${l.repas} : ${l.total}${detail(l.nombres)}`),
    `À préparer : ${compter(tableau.totalAServir)}`,
  ];
}

export function composerAdditif(
  { activite, jour }: { activite: string; jour: Jour },
  corrections: readonly Correction[],
  cadre: Cadre,
): Lettre {
  return {
    sujet: `Additif : ${activite}, ${ecrireJour(jour)}`,
    bonjour: 'Bonjour,',
    paragraphes: [
      'Depuis l’effectif que vous avez reçu, ceci a changé. Il n’y aura pas d’autre additif aujourd’hui : les changements suivants se lisent sur la page.',
    ],
    listes: [
      {
        titre: 'À corriger',
        lignes: corrections.map((c) => `${c.repas} : ${ecrireCorrection(c)}`),
      },
    ],
    lien: lienVers(jour, cadre),
    signature: cadre.collectivite,
  };
}

function lienVers(jour: Jour | undefined, { adresse }: Cadre): Lettre['lien'] {
  return {
    libelle: 'Voir l’effectif et son additif',
    href: `${adresse}/agent/effectifs?jour=${jour ?? ''}`,
  };
}

function direJours(jours: readonly Jour[]): string {
  const [premier, dernier] = [jours[0], jours.at(-1)];
  if (premier === undefined || dernier === undefined) return '';
  if (premier === dernier) return ecrireJour(premier);
  return `du ${ecrireJour(premier)} au ${ecrireJour(dernier)}`;
}

function compter(repas: number): string {
  return repas > 1 ? `${repas} repas` : repas === 1 ? '1 repas' : 'aucun repas';
}

export function rendreLettre(lettre: Lettre): { html: VNode; texte: string } {
  const texte = [
    lettre.bonjour,
    ...lettre.paragraphes,
    ...lettre.listes.map((l) => `${l.titre}\n${l.lignes.map((x) => `- ${x}`).join('\n')}`),
    `${lettre.lien.libelle} : ${lettre.lien.href}`,
    lettre.signature,
  ].join('\n\n');
  return { html: <LettreHtml {...lettre} />, texte: `${texte}\n` };
}
