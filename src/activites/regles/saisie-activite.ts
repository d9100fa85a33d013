import { estHeure } from '../../platform/instants.ts';
import { estJour, type Jour, type JourDeLaSemaine } from '../../platform/jours.ts';
import { chercherModele, type Modele } from './modeles.ts';
import type { ErreurDeSaisie } from './saisie-delai.ts';

export interface ActiviteSaisie {
  modele: Modele;
  structureId: number;
  nom: string;
  joursSemaine: JourDeLaSemaine[];
  prestation: { nom: string; debut: string; fin: string };
  periode: { nom: string; du: Jour; au: Jour; ouvre: Jour; ferme: Jour };
  /** null : pas de limite. */
  places: number | null;
}

const SEMAINE: readonly JourDeLaSemaine[] = [1, 2, 3, 4, 5, 6, 7];
const PLACES_MAX = 9999;

/** Lit la création d'une activité ; `structures` : celles où cet agent peut la mettre. */
export function lireActivite(
  f: URLSearchParams,
  structures: readonly number[],
): { saisie: ActiviteSaisie | null; erreurs: ErreurDeSaisie[] } {
  const erreurs: ErreurDeSaisie[] = [];
  const exiger = (tenu: boolean, champ: string, message: string) => {
    if (!tenu) erreurs.push({ champ, message });
  };
  const lu = (nom: string) => (f.get(nom) ?? '').trim();
  const modele = chercherModele(lu('modele'));
  exiger(modele !== null, 'modele', 'Choisissez un point de départ.');
  const structureId = Number(lu('structure'));
  exiger(structures.includes(structureId), 'structure', 'Choisissez une structure de la liste.');
  exiger(lu('nom') !== '', 'nom', 'Donnez un nom à l’activité, comme « Cantine Jules-Ferry ».');
  exiger(lu('prestation') !== '', 'prestation', 'Nommez ce qui se coche, comme « Repas ».');
  const [debut, fin] = [lu('debut'), lu('fin')];
  exiger(estHeure(debut), 'debut', 'Indiquez l’heure de début.');
  exiger(estHeure(fin) && debut < fin, 'fin', 'Indiquez une heure de fin après le début.');
  const [du, au, ouvre, ferme] = [lu('du'), lu('au'), lu('ouvre'), lu('ferme')];
  exiger(estJour(du), 'du', 'Choisissez le premier jour d’accueil.');
  exiger(estJour(au) && du <= au, 'au', 'Choisissez un dernier jour après le premier.');
  exiger(estJour(ouvre), 'ouvre', 'Choisissez le jour où les inscriptions ouvrent.');
  exiger(
    estJour(ferme) && ouvre <= ferme,
    'ferme',
    'Choisissez un dernier jour d’inscription après le premier.',
  );
  const places = lu('places') === '' ? null : Number(lu('places'));
  exiger(
    places === null || (/^\d+$/.test(lu('places')) && places <= PLACES_MAX),
    'places',
    'Indiquez un nombre de places entier, ou laissez vide : pas de limite.',
  );
  if (!modele || erreurs.length > 0) return { saisie: null, erreurs };
  const coches = SEMAINE.filter((jour) => f.getAll('jours').includes(String(jour)));
  return {
    erreurs,
    saisie: {
      modele,
      structureId,
      nom: lu('nom'),
      joursSemaine: coches.length > 0 ? coches : [...modele.joursSemaine],
      prestation: { nom: lu('prestation'), debut, fin },
      periode: { nom: lu('periode') || `Du ${du} au ${au}`, du, au, ouvre, ferme },
      places,
    },
  };
}
