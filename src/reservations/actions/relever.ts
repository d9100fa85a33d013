import { definirPlaces } from '../../activites/actions/places.ts';
import { type Acteur, noter } from '../../journal/actions.ts';
import { transaction } from '../../platform/db.ts';
import { Introuvable, Refus } from '../../platform/errors.ts';
import type { Services } from '../../platform/http.ts';
import { ecrireJour, type Jour } from '../../platform/jours.ts';
import { exigeUnMotifDePlaces } from '../regles/remplissage.ts';
import type { Structures } from '../requetes/agent.ts';
import { listerLiensJauges, verrouillerPlaces } from '../requetes/places.ts';
import { chercherJauge } from '../requetes/remplissage.ts';
import { promouvoir } from './promouvoir.ts';

export interface SaisiePlaces {
  acteur: Acteur;
  structures: Structures;
  jaugeId: number;
  jour: Jour;
  places: number;
  motif: string;
}

/**
 * Change les places d'une jauge un jour ; celles qui s'ajoutent vont à la file dans la même transaction
 * (Liste d'attente, règle 14). Sans effet si ce sont déjà les mêmes.
 * @throws Introuvable si la jauge n'est pas d'une structure de l'agent
 * @throws Refus sous ce qui est déjà pris, un jour fermé, ou au-delà de la capacité sans motif
 */
export async function releverLesPlaces(services: Services, saisie: SaisiePlaces): Promise<void> {
  const { acteur, jaugeId, jour, places } = saisie;
  const motif = saisie.motif.trim();
  const le = services.clock.now();
  await transaction(services.db, async (tx) => {
    const jauge = await chercherJauge(tx, jaugeId, saisie.structures);
    if (!jauge) throw new Introuvable();
    exigerLeMotif(places, jauge.capacite, motif);
    const liens = await listerLiensJauges(tx, jauge.prestations);
    const jauges = [...new Set([jaugeId, ...liens.map((l) => l.jaugeId)])].sort((a, b) => a - b);
    const avant = await verrouillerPlaces(tx, jauges, [jour]);
    const etaient = avant.find((p) => p.jaugeId === jaugeId)?.places ?? null;
    if (etaient === places) return;
    const ecrites = await definirPlaces(tx, { jaugeId, du: jour, au: jour, places });
    if (ecrites === 0)
      throw new Refus(
        'ferme',
        'Rien n’ouvre ce jour-là : il n’y a pas de places à fixer.',
        'places',
      );
    await noter(tx, {
      le,
      acteur,
      verbe: 'relever_places',
      phrase:
        `« ${jauge.nom} », ${ecrireJour(jour, { annee: true })} : ${places} places ` +
        `(avant : ${etaient ?? 'sans limite'})${motif ? `. Motif : ${motif}` : ''}.`,
      sujets: jauge.activites.map((id) => `activite:${id}`),
      details: { jaugeId, jour, places, etaient },
    });
    const apres = await verrouillerPlaces(tx, jauges, [jour]);
    await promouvoir(tx, services, { liens, jauges, places: apres, jours: [jour] }, le);
  });
}

function exigerLeMotif(places: number, capacite: number | null, motif: string): void {
  if (exigeUnMotifDePlaces(places, capacite) && motif === '')
    throw new Refus(
      'motif',
      `La capacité déclarée est de ${capacite} : écrivez pourquoi vous la dépassez.`,
      'motif',
    );
  if (motif.length > 500)
    throw new Refus('motif', 'Le motif tient en 500 caractères : raccourcissez-le.', 'motif');
}
