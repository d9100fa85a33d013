/** Ce que la collectivité dit d'elle, à l'installation puis dans ses réglages (Installation, règle 4). */
import { TERRITOIRES, type Territoire } from '../../activites/calendrier/feries.ts';
import { estFuseau } from '../../platform/instants.ts';
import { lireCouleur } from './couleur.ts';

export interface Collectivite {
  nom: string;
  nomCourt: string;
  courriel: string;
  telephone: string | null;
  adresse: string | null;
  codeInsee: string;
  codePostal: string;
  directeurPublication: string | null;
  hebergeurNom: string | null;
  hebergeurAdresse: string | null;
  hebergeurTelephone: string | null;
  couleur: string;
  fuseau: string;
  zoneScolaire: 'A' | 'B' | 'C';
  territoire: Territoire;
}

export type ErreurDeSaisie = { champ: string; message: string };

export const COULEUR_PAR_DEFAUT = '#1f6f5c';

/** Les fuseaux de la République, la métropole d'abord. */
export const FUSEAUX: Readonly<Record<string, string>> = {
  'Europe/Paris': 'Métropole (Paris)',
  'America/Guadeloupe': 'Guadeloupe',
  'America/Martinique': 'Martinique',
  'America/Cayenne': 'Guyane',
  'Indian/Reunion': 'La Réunion',
  'Indian/Mayotte': 'Mayotte',
  'America/St_Barthelemy': 'Saint-Barthélemy',
  'America/Marigot': 'Saint-Martin',
  'America/Miquelon': 'Saint-Pierre-et-Miquelon',
  'Pacific/Noumea': 'Nouvelle-Calédonie',
};

export const NOMS_DES_TERRITOIRES: Readonly<Record<Territoire, string>> = {
  metropole: 'Métropole',
  'alsace-moselle': 'Alsace-Moselle (deux jours fériés de plus)',
  guadeloupe: 'Guadeloupe',
  martinique: 'Martinique',
  guyane: 'Guyane',
  reunion: 'La Réunion',
  mayotte: 'Mayotte',
  'saint-barthelemy': 'Saint-Barthélemy',
  'saint-martin': 'Saint-Martin',
  'saint-pierre-et-miquelon': 'Saint-Pierre-et-Miquelon',
  'nouvelle-caledonie': 'Nouvelle-Calédonie',
};

export const ZONES_SCOLAIRES = ['A', 'B', 'C'] as const;

/** Lit le formulaire : tout ce qui manque est dit d'un coup, champ par champ. */
export function lireCollectivite(form: URLSearchParams): {
  saisie: Collectivite | null;
  erreurs: ErreurDeSaisie[];
} {
  const lu = lireLesMots(form);
  const couleur = lireCouleur(form.get('couleur') ?? '');
  const zoneScolaire = ZONES_SCOLAIRES.find((z) => z === form.get('zone'));
  const territoire = TERRITOIRES.find((t) => t === form.get('territoire'));
  const fuseau = form.get('fuseau') ?? '';
  const erreurs = [
    exiger(lu.nom !== '', 'nom', 'Écrivez le nom de la collectivité, « Commune de Beaulieu ».'),
    exiger(lu.nomCourt !== '', 'nom_court', 'Écrivez son nom court, « Beaulieu ».'),
    exiger(
      estUnCourriel(lu.courriel),
      'courriel',
      'Écrivez l’adresse électronique où les familles vous joignent, « mairie@beaulieu.fr ».',
    ),
    ...refuserLesNumeros(lu),
    exiger(couleur !== null, 'couleur', 'Choisissez une couleur, ou écrivez-la : « #1f6f5c ».'),
    exiger(zoneScolaire !== undefined, 'zone', 'Choisissez la zone des vacances : A, B ou C.'),
    exiger(territoire !== undefined, 'territoire', 'Choisissez le territoire.'),
    exiger(fuseau in FUSEAUX && estFuseau(fuseau), 'fuseau', 'Choisissez le fuseau horaire.'),
  ].filter((e) => e !== null);
  if (erreurs.length > 0 || !couleur || !zoneScolaire || !territoire) {
    return { saisie: null, erreurs };
  }
  return { saisie: { ...lu, couleur, zoneScolaire, territoire, fuseau }, erreurs };
}

/** La saisie qui redonnerait cette collectivité : le formulaire des réglages, déjà rempli. */
export function ecrireCollectivite(c: Collectivite): URLSearchParams {
  return new URLSearchParams({
    nom: c.nom,
    nom_court: c.nomCourt,
    courriel: c.courriel,
    telephone: c.telephone ?? '',
    adresse: c.adresse ?? '',
    code_insee: c.codeInsee,
    code_postal: c.codePostal,
    directeur_publication: c.directeurPublication ?? '',
    hebergeur_nom: c.hebergeurNom ?? '',
    hebergeur_adresse: c.hebergeurAdresse ?? '',
    hebergeur_telephone: c.hebergeurTelephone ?? '',
    couleur: c.couleur,
    fuseau: c.fuseau,
    zone: c.zoneScolaire,
    territoire: c.territoire,
  });
}

function lireLesMots(form: URLSearchParams) {
  const mot = (nom: string) => (form.get(nom) ?? '').trim().replace(/\s+/g, ' ').slice(0, 300);
  const facultatif = (nom: string) => mot(nom) || null;
  return {
    nom: mot('nom'),
    nomCourt: mot('nom_court'),
    courriel: mot('courriel').toLowerCase(),
    telephone: facultatif('telephone'),
    adresse: facultatif('adresse'),
    codeInsee: mot('code_insee').toUpperCase(),
    codePostal: mot('code_postal'),
    directeurPublication: facultatif('directeur_publication'),
    hebergeurNom: facultatif('hebergeur_nom'),
    hebergeurAdresse: facultatif('hebergeur_adresse'),
    hebergeurTelephone: facultatif('hebergeur_telephone'),
  };
}

function refuserLesNumeros(lu: ReturnType<typeof lireLesMots>): (ErreurDeSaisie | null)[] {
  return [
    exiger(
      estUnTelephone(lu.telephone),
      'telephone',
      'Écrivez un numéro de téléphone, « 02 38 00 00 00 », ou laissez vide.',
    ),
    exiger(
      estUnTelephone(lu.hebergeurTelephone),
      'hebergeur_telephone',
      'Écrivez un numéro de téléphone, « 01 23 45 67 89 », ou laissez vide.',
    ),
    exiger(
      estUnCodeInsee(lu.codeInsee),
      'code_insee',
      'Le code INSEE compte cinq signes, « 45269 » : ce n’est pas le code postal.',
    ),
    exiger(
      estUnCodePostal(lu.codePostal),
      'code_postal',
      'Le code postal compte cinq chiffres, « 45130 ».',
    ),
  ];
}

export function estUnCourriel(valeur: string): boolean {
  return valeur.length <= 254 && /^[^\s@<>"',;]+@[^\s@<>"',;.]+(\.[^\s@<>"',;.]+)+$/.test(valeur);
}

export function estUnTelephone(valeur: string | null): boolean {
  return valeur === null || /^\+?[\d .()-]{4,24}$/.test(valeur);
}

export function estUnCodeInsee(valeur: string): boolean {
  return /^(\d{5}|2[AB]\d{3})$/.test(valeur);
}

export function estUnCodePostal(valeur: string): boolean {
  return /^\d{5}$/.test(valeur);
}

function exiger(tenu: boolean, champ: string, message: string): ErreurDeSaisie | null {
  return tenu ? null : { champ, message };
}
