import type { Cell } from '../../platform/csv.ts';
import { ecrireJourEnChiffres, type Jour } from '../../platform/jours.ts';
import { direFerme, type EtatDuJour } from './jours.ts';

interface EnfantDuTableau {
  nom: string;
  prenom: string;
  neLe: Jour;
  ecole: string | null;
  classe: string | null;
  groupe: string | null;
  repas: string;
  jours: readonly Jour[];
  contacts: readonly { nom: string; telephone: string }[];
}

/** Les titres d'une liste en fichier ; un jour fermé y garde sa colonne et sa raison (règle 4). */
export function titresDeLaListe(jours: readonly EtatDuJour[]): string[] {
  const colonnes = jours.map((j) => {
    const jour = ecrireJourEnChiffres(j.jour);
    return j.etat === 'ferme' ? `${jour} (${direFerme(j.raison)})` : jour;
  });
  return ['Nom', 'Prénom', 'Né le', 'École', 'Classe', 'Groupe', 'Repas', ...colonnes, 'Contacts'];
}

/** Une ligne par enfant : 1 les jours où il est attendu, rien les autres. */
export function ligneDeLaListe(
  e: EnfantDuTableau,
  jours: readonly EtatDuJour[],
): Exclude<Cell, object>[] {
  return [
    e.nom,
    e.prenom,
    ecrireJourEnChiffres(e.neLe),
    e.ecole ?? '',
    e.classe ?? '',
    e.groupe ?? '',
    e.repas,
    ...jours.map((j) => (e.jours.includes(j.jour) ? 1 : '')),
    e.contacts.map((c) => `${c.nom} ${c.telephone}`.trim()).join(', '),
  ];
}
