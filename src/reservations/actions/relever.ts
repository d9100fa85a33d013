import { definirPlaces } from '../../activites/actions/places.ts';
import { type Acteur, noter } from '../../journal/actions.ts';
import { transaction } from '../../platform/db.ts';
import { Introuvable, Refus } from '../../platform/errors.ts';
import type { Services } from '../../platform/http.ts';
import { ecartJours, ecrireJour, type Jour, joursEntre } from '../../platform/jours.ts';
import type { PlacesDuJour } from '../regles/places.ts';
import { exigeUnMotifDePlaces } from '../regles/remplissage.ts';
import type { Structures } from '../requetes/agent.ts';
import { listerLiensJauges, verrouillerPlaces } from '../requetes/places.ts';
import { chercherJauge } from '../requetes/remplissage.ts';
import { promouvoir } from './promouvoir.ts';

export interface SaisiePlaces {
  acteur: Acteur;
  structures: Structures;
  jaugeId: number;
  /** Premier et dernier jour, compris. */
  du: Jour;
  au: Jour;
  places: number;
  motif: string;
}

/** Une année scolaire et ses bords : au-delà, une faute de frappe plus sûrement qu'un projet. */
const JOURS_AU_PLUS = 400;

/**
 * Fixe les places d'une jauge chaque jour ouvert ; celles qui s'ajoutent vont à la file dans la même
 * transaction (Liste d'attente, règle 14). Rend faux si c'étaient déjà les mêmes.
 * @throws Introuvable si la jauge n'est pas d'une structure de l'agent
 * @throws Refus sous ce qui est déjà pris, si rien n'ouvre, ou au-delà de la capacité sans motif
 */
export async function releverLesPlaces(services: Services, saisie: SaisiePlaces): Promise<boolean> {
  const { jaugeId, du, au, places } = saisie;
  const motif = saisie.motif.trim();
  const jours = joursBornes(du, au);
  return transaction(services.db, async (tx) => {
    const jauge = await chercherJauge(tx, jaugeId, saisie.structures);
    if (!jauge) throw new Introuvable();
    exigerLeMotif(places, jauge.capacite, motif);
    const liens = await listerLiensJauges(tx, jauge.prestations);
    const jauges = [...new Set([jaugeId, ...liens.map((l) => l.jaugeId)])].sort((a, b) => a - b);
    const avant = desPlaces(await verrouillerPlaces(tx, jauges, jours), jaugeId);
    const ecrites = await definirPlaces(tx, { jaugeId, du, au, places });
    if (ecrites === 0) throw rienNOuvre(du, au);
    const toutes = await verrouillerPlaces(tx, jauges, jours);
    const apres = desPlaces(toutes, jaugeId);
    const changes = [...apres].filter(([jour, n]) => avant.get(jour) !== n);
    if (changes.length === 0) return false;
    const le = services.clock.now();
    const etaient = direPlacesDAvant(changes.map(([jour]) => avant.get(jour) ?? null));
    await noter(tx, {
      le,
      acteur: saisie.acteur,
      verbe: 'relever_places',
      phrase:
        `« ${jauge.nom} », ${direJours(du, au, changes.length)} : ${places} places${du === au ? '' : ' par jour'} ` +
        `(avant : ${etaient})${motif ? `. Motif : ${motif}` : ''}.`,
      sujets: jauge.activites.map((id) => `activite:${id}`),
      details: { jaugeId, du, au, places, etaient },
    });
    await promouvoir(tx, services, { liens, jauges, places: toutes, jours }, le);
    return true;
  });
}

function joursBornes(du: Jour, au: Jour): Jour[] {
  if (ecartJours(du, au) > JOURS_AU_PLUS) {
    throw new Refus('trop_de_jours', 'Choisissez une année au plus, en plusieurs fois.', 'au');
  }
  return joursEntre(du, au);
}

/** Les jours limités de cette jauge, et leur nombre de places. */
function desPlaces(places: readonly PlacesDuJour[], jaugeId: number): Map<Jour, number> {
  return new Map(places.filter((p) => p.jaugeId === jaugeId).map((p) => [p.jour, p.places]));
}

function rienNOuvre(du: Jour, au: Jour): Refus {
  const quand = du === au ? 'Rien n’ouvre ce jour-là' : 'Rien n’ouvre entre ces deux jours';
  return new Refus('ferme', `${quand} : il n’y a pas de places à fixer.`, 'places');
}

function direJours(du: Jour, au: Jour, nombre: number): string {
  const dire = (jour: Jour) => ecrireJour(jour, { annee: true });
  if (du === au) return dire(du);
  return `du ${dire(du)} au ${dire(au)} (${nombre} ${nombre > 1 ? 'jours changés' : 'jour changé'})`;
}

/** « 12 », « de 10 à 12 », « sans limite » */
function direPlacesDAvant(etaient: readonly (number | null)[]): string {
  const limitees = etaient.flatMap((n) => (n === null ? [] : [n])).sort((a, b) => a - b);
  const [moins, plus] = [limitees[0], limitees.at(-1)];
  if (moins === undefined) return 'sans limite';
  const nombre = moins === plus ? `${moins}` : `de ${moins} à ${plus}`;
  return limitees.length < etaient.length ? `${nombre}, ou sans limite` : nombre;
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
