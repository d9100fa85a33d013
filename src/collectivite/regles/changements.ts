import { type Collectivite, FUSEAUX, NOMS_DES_TERRITOIRES } from './saisie-collectivite.ts';

const INTITULES: Readonly<Record<keyof Collectivite, string>> = {
  nom: 'le nom',
  nomCourt: 'le nom court',
  courriel: 'l’adresse électronique',
  telephone: 'le téléphone',
  adresse: 'l’adresse',
  codeInsee: 'le code INSEE',
  codePostal: 'le code postal',
  directeurPublication: 'la direction de la publication',
  hebergeurNom: 'le nom de l’hébergeur',
  hebergeurAdresse: 'l’adresse de l’hébergeur',
  hebergeurTelephone: 'le téléphone de l’hébergeur',
  couleur: 'la couleur',
  fuseau: 'le fuseau horaire',
  zoneScolaire: 'la zone des vacances',
  territoire: 'le territoire',
};

/** Ce qui change, en mots : « la couleur (#1f6f5c → #7a3b69) ». Vide : rien n'a changé. */
export function decrireChangements(avant: Collectivite, apres: Collectivite): string[] {
  return (Object.keys(INTITULES) as (keyof Collectivite)[])
    .filter((cle) => avant[cle] !== apres[cle])
    .map((cle) => `${INTITULES[cle]} (${montrer(cle, avant)} → ${montrer(cle, apres)})`);
}

function montrer(cle: keyof Collectivite, c: Collectivite): string {
  const valeur = c[cle];
  if (valeur === null || valeur === '') return 'rien';
  if (cle === 'fuseau') return FUSEAUX[valeur] ?? valeur;
  return cle === 'territoire' ? NOMS_DES_TERRITOIRES[c.territoire] : valeur;
}
