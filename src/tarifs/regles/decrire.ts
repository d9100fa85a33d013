/** Une grille en mots : ce qu'un agent relit avant de publier, ce qu'une famille peut comprendre. */

import { ecrireEuros } from '../../platform/argent.ts';
import { majuscule } from '../../platform/mots.ts';
import { direRegime, ecrireTaux } from './phrases.ts';
import type { Base, Effet, Regime, RegleTarif } from './types.ts';

const PERIODICITES = { jour: 'par jour', mois: 'forfait par mois', annee: 'forfait par an' };

/** Ce que la règle dit, une phrase par ligne, sans point. */
export function decrireRegle(regle: RegleTarif): string[] {
  const { duree, fratrie = [], majorations = {}, panierRepas, carenceJours = 0 } = regle;
  const { retard } = majorations;
  const unite = duree
    ? `par ${duree.uniteMinutes}\u00a0minutes commencées${duree.minimumMinutes ? `, ${duree.minimumMinutes}\u00a0minutes au moins` : ''}`
    : PERIODICITES[regle.periodicite];
  const effets: [string, Effet | undefined][] = [
    ...fratrie.map(({ rang, effet }): [string, Effet] => [`${rang}e enfant`, effet]),
    ['Panier-repas', panierRepas],
    ['Réservé hors délai', majorations.horsDelai],
    ['Venu sans réservation', majorations.sansReservation],
    ['Absence non excusée', majorations.absence],
  ];
  return [
    `${majuscule(decrireBase(regle.base))}, ${unite}`,
    ...(regle.nonResidents ? [`Hors commune : ${decrireBase(regle.nonResidents)}`] : []),
    ...Object.entries(regle.regimes ?? {}).map(
      // Les clés d'un objet typé par régime sont des régimes.
      ([regime, base]) => `${majuscule(direRegime(regime as Regime))} : ${decrireBase(base)}`,
    ),
    ...effets.flatMap(([nom, effet]) => (effet ? [`${nom} : ${decrireEffet(effet)}`] : [])),
    ...(retard
      ? [
          `Retard du soir : ${ecrireEuros(retard.centimes)} ` +
            (retard.uniteMinutes
              ? `par ${retard.uniteMinutes}\u00a0minutes commencées`
              : 'par soir'),
        ]
      : []),
    carenceJours > 0
      ? `Absence excusée : gratuite après ${carenceJours} ${carenceJours > 1 ? 'jours' : 'jour'} de carence dans le mois`
      : 'Absence excusée : gratuite',
  ].filter((phrase) => regle.periodicite === 'jour' || !phrase.startsWith('Absence excusée'));
}

/** « de 0,80 € à 5,15 € en 5 tranches ». */
export function decrireBase(base: Base): string {
  switch (base.mode) {
    case 'unique':
      return `tarif unique de ${ecrireEuros(base.centimes)}`;
    case 'tranches': {
      const n = base.tranches.length;
      const prix = base.tranches.map((t) => t.centimes);
      const bornes = `de ${ecrireEuros(Math.min(...prix))} à ${ecrireEuros(Math.max(...prix))}`;
      const defaut = `${ecrireEuros(base.defautCentimes)} si le quotient est inconnu`;
      return `${bornes} en ${n} ${n > 1 ? 'tranches' : 'tranche'} de quotient, ${defaut}`;
    }
    case 'taux_effort': {
      const bornes = `de ${ecrireEuros(base.plancherCentimes)} à ${ecrireEuros(base.plafondCentimes)}`;
      return `${ecrireTaux(base.tauxMillioniemes)} du quotient, ${bornes}`;
    }
  }
}

function decrireEffet(effet: Effet): string {
  switch (effet.mode) {
    case 'pourcent':
      return `${signe(effet.pourcent)}${Math.abs(effet.pourcent)}\u00a0%`;
    case 'somme':
      return `${signe(effet.centimes)}${ecrireEuros(Math.abs(effet.centimes))}`;
    case 'prix':
      return ecrireEuros(effet.centimes);
    case 'gratuit':
      return 'gratuit';
    case 'cout_de_revient':
      return 'le coût de revient';
  }
}

function signe(nombre: number): string {
  return nombre < 0 ? '−' : '+';
}
