/** Ce qui ferme à Saint-Aubin : toute la commune, une structure, une activité. */
import { joursDOuverture } from '../../../src/activites/calendrier/calendrier.ts';
import { joursFeriesEntre, paques } from '../../../src/activites/calendrier/feries.ts';
import { vacancesDeLaZone } from '../../../src/activites/vacances-scolaires.ts';
import type { Tx } from '../../../src/platform/db.ts';
import {
  ajouterJours,
  type Jour,
  type JourDeLaSemaine,
  lundiDe,
} from '../../../src/platform/jours.ts';
import type { Activites } from './activites.ts';
import { type Annee, ZONE } from './annees.ts';
import type { Commune } from './commune.ts';

export async function insererFermetures(
  tx: Tx,
  { structures }: Commune,
  activites: Activites,
  annees: readonly Annee[],
  aujourdhui: Jour,
): Promise<void> {
  const un = (jour: Jour, motif: string, ou: { structure?: number; activite?: number } = {}) => ({
    structure_id: ou.structure ?? null,
    activite_id: ou.activite ?? null,
    du: jour,
    au: jour,
    motif,
  });
  // Dix jours plus loin : assez près pour se voir dans le mois, assez loin pour être annoncée.
  const pedagogique = prochainJour(annees, 5, ajouterJours(aujourdhui, 10));
  const formation = prochainJour(annees, 3, ajouterJours(aujourdhui, 40));
  await tx
    .insertInto('fermetures')
    .values([
      ...annees.map((a) =>
        un(ajouterJours(paques(a.rentree + 1), 40), 'Pont de l’Ascension : services fermés'),
      ),
      ...annees.map((a) => ({
        ...un(lundiDe(`${a.rentree}-12-28`), 'Fermeture de fin d’année', {
          structure: structures.tilleuls,
        }),
        au: ajouterJours(lundiDe(`${a.rentree}-12-28`), 4),
      })),
      ...(pedagogique
        ? [un(pedagogique, 'Journée pédagogique', { structure: structures.enfance })]
        : []),
      ...(formation
        ? [un(formation, 'Formation de l’équipe', { activite: activites.Mercredis.id })]
        : []),
    ])
    .execute();
}

/** Le premier jour de classe tombant ce jour de la semaine, à partir de ce jour. */
function prochainJour(
  annees: readonly Annee[],
  semaine: JourDeLaSemaine,
  apartir: Jour,
): Jour | undefined {
  return annees
    .flatMap(({ du, au }) =>
      joursDOuverture({
        du,
        au,
        joursSemaine: [semaine],
        rythme: 'scolaire',
        feries: joursFeriesEntre(du, au, 'metropole'),
        vacances: vacancesDeLaZone(ZONE),
        fermetures: [],
      }),
    )
    .find(({ jour, ouvert }) => ouvert && jour >= apartir)?.jour;
}
