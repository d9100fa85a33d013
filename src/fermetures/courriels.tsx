import type { VNode } from 'preact';
import { ecrireJour } from '../platform/jours.ts';
import { majuscule } from '../platform/mots.ts';
import { LettreHtml } from '../ui/courriel.tsx';
import { finir, intituler } from './regles/phrases.ts';
import type { Genre } from './regles/types.ts';
import type { AvisDeFamille, LigneDAvis } from './requetes/avis.ts';

/** La lettre d'une famille, avant sa mise en forme : le HTML et le texte disent la même chose. */
export interface Lettre {
  sujet: string;
  bonjour: string;
  paragraphes: string[];
  listes: { titre: string; lignes: string[] }[];
  lien: { libelle: string; href: string };
  signature: string;
}

export interface Annonce {
  genre: Genre;
  motif: string;
  adresse: string;
  collectivite: string;
}

/** Tous les enfants, tous les jours, et ce qui se paie : rien à chercher ailleurs. */
export function composerLettre(
  annonce: Annonce,
  { lignes }: Pick<AvisDeFamille, 'lignes'>,
  prenom: string | null,
): Lettre {
  const jours = lignes.map((l) => l.jour);
  const enfants = [...new Set(lignes.map((l) => l.enfant))];
  const titre = majuscule(intituler(annonce.genre, jours));
  const annulees = lignes.filter((l) => l.sort === 'annulee');
  const gardees = lignes.filter((l) => l.sort === 'gardee');
  return {
    sujet: `${titre} : ${enumerer(enfants)}`,
    bonjour: prenom ? `Bonjour ${prenom},` : 'Bonjour,',
    paragraphes: [finir(annonce.motif), direCeQuiChange(annulees.length, gardees.length)],
    listes: [...parEnfant('Annulé par le centre', annulees), ...parEnfant('Maintenu', gardees)],
    lien: { libelle: 'Voir mes inscriptions', href: `${annonce.adresse}/famille/inscriptions` },
    signature: annonce.collectivite,
  };
}

export function rendreLettre(lettre: Lettre): { html: VNode; texte: string } {
  const listes = lettre.listes.map(
    (l) => `${l.titre}\n${l.lignes.map((x) => `- ${x}`).join('\n')}`,
  );
  const texte = [
    lettre.bonjour,
    ...lettre.paragraphes,
    ...listes,
    `${lettre.lien.libelle} : ${lettre.lien.href}`,
    lettre.signature,
  ].join('\n\n');
  return { html: <LettreHtml {...lettre} />, texte: `${texte}\n` };
}

function direCeQuiChange(annulees: number, gardees: number): string {
  if (annulees === 0)
    return 'Vos réservations de ces jours sont maintenues : vous n’avez rien à faire.';
  const rien = 'Vous n’avez rien à annuler : c’est fait.';
  return gardees === 0 ? rien : `${rien} Les réservations marquées « Maintenu » ne changent pas.`;
}

function parEnfant(titre: string, lignes: readonly LigneDAvis[]): Lettre['listes'] {
  return [...Map.groupBy(lignes, (l) => l.enfant)].map(([enfant, siennes]) => ({
    titre: `${titre} : ${enfant}`,
    lignes: siennes.map(direLigne),
  }));
}

function direLigne(l: LigneDAvis): string {
  const quoi = `${majuscule(ecrireJour(l.jour))}, ${l.activite}, ${l.prestation}`;
  return `${quoi} : ${direFacture(l)}`;
}

function direFacture({ etatAvant, facturee, sort }: LigneDAvis): string {
  if (etatAvant === 'demandee') return 'votre demande est close';
  if (etatAvant === 'en_liste_attente') return 'la liste d’attente est close';
  if (sort === 'gardee') return facturee ? 'facturé comme d’habitude' : 'non facturé';
  return facturee ? 'ce jour reste facturé' : 'non facturé';
}

/** « Léo, Inès et Tom ». */
function enumerer(mots: readonly string[]): string {
  if (mots.length < 2) return mots.join('');
  return `${mots.slice(0, -1).join(', ')} et ${mots.at(-1)}`;
}
