import { estJour, type Jour } from '../../platform/jours.ts';
import {
  CANAUX_TARDIFS,
  type CanalTardif,
  type GroupeDeJours,
  type Pour,
  type RegleDelai,
} from '../delais/regles.ts';
import { schemaRegleDelai } from '../delais/schema.ts';

export interface ErreurDeSaisie {
  champ: string;
  message: string;
}

/** Ce qu'un agent propose : la même règle, pour réserver, pour annuler, ou pour les deux. */
export interface DelaiSaisi {
  pour: Pour[];
  prestationId: number | null;
  du: Jour;
  regle: RegleDelai;
  tardif: CanalTardif;
}

export const GROUPES_SAISIS = [1, 2, 3] as const;

const POUR: Record<string, Pour[]> = {
  les_deux: ['reserver', 'annuler'],
  reserver: ['reserver'],
  annuler: ['annuler'],
};

/** Lit le formulaire ; la règle passe par le schéma de ce qui est stocké, et par lui seul. */
export function lireDelai(
  f: URLSearchParams,
  prestations: readonly number[],
): { delai: DelaiSaisi | null; erreurs: ErreurDeSaisie[] } {
  const erreurs: ErreurDeSaisie[] = [];
  const refuser = (champ: string, message: string) => erreurs.push({ champ, message });
  const pour = POUR[f.get('pour') ?? ''];
  if (!pour)
    refuser('pour', 'Dites si la règle vaut pour réserver, pour annuler ou pour les deux.');
  const prestation = f.get('prestation') ?? '';
  const prestationId = prestation === '' ? null : Number(prestation);
  if (prestationId !== null && !prestations.includes(prestationId)) {
    refuser('prestation', 'Choisissez une prestation de la liste.');
  }
  const du = f.get('du') ?? '';
  if (!estJour(du)) refuser('du', 'Choisissez le premier jour que la règle gouverne.');
  const tardif = CANAUX_TARDIFS.find((canal) => canal === f.get('tardif'));
  if (!tardif) refuser('tardif', 'Dites ce que devient une demande arrivée trop tard.');
  const lue = schemaRegleDelai.safeParse(brute(f));
  for (const { path, message } of lue.success ? [] : lue.error.issues) {
    refuser(
      champDe(path),
      message.startsWith('Une ') || message.startsWith('La ') || message.startsWith('Un ')
        ? message
        : 'Cette réponse est hors de ce qu’un délai permet : vérifiez le nombre ou le choix.',
    );
  }
  if (!lue.success || !pour || !tardif || erreurs.length > 0) return { delai: null, erreurs };
  return { delai: { pour, prestationId, du, regle: lue.data, tardif }, erreurs };
}

/** Un nom de champ par erreur : celui que la page montre. */
function champDe(path: readonly PropertyKey[]): string {
  const [premier, rang, cle] = path.map(String);
  if (premier === 'groupes')
    return rang === undefined ? 'g1_jours' : `g${Number(rang) + 1}_${cle ?? 'jours'}`;
  if (premier === 'ouvre') return `ouvre_${rang ?? 'nombre'}`;
  return premier ?? 'forme';
}

function brute(f: URLSearchParams): unknown {
  const nombre = (nom: string) => entierOuRien(f.get(nom));
  const heure = f.get('heure') ?? '';
  const forme = f.get('forme') ?? '';
  switch (forme) {
    case 'jour':
      return { forme, jours: nombre('jours'), heure, decompte: f.get('decompte') };
    case 'heures':
      return { forme, heures: nombre('heures'), debutJournee: f.get('debutJournee') ?? '' };
    case 'semaine':
      return { forme, jourSemaine: nombre('jourSemaine'), semaines: nombre('semaines'), heure };
    case 'groupes_de_jours':
      return { forme, groupes: groupesSaisis(f) };
    case 'mois':
      return { forme, quantieme: nombre('quantieme'), mois: nombre('mois'), heure };
    case 'periode':
      return { forme, ...avant(f, ''), ouvre: f.has('ouvre') ? avant(f, 'ouvre_') : null };
    default:
      return { forme };
  }
}

function avant(f: URLSearchParams, prefixe: string) {
  return {
    nombre: entierOuRien(f.get(`${prefixe}nombre`)),
    unite: f.get(`${prefixe}unite`),
    heure: f.get(`${prefixe}heure`) ?? '',
  };
}

/** Un groupe sans aucun jour coché n'a pas été rempli. */
function groupesSaisis(f: URLSearchParams) {
  return GROUPES_SAISIS.filter((n) => f.has(`g${n}_jours`)).map((n) => ({
    jours: f.getAll(`g${n}_jours`).map(entierOuRien),
    jourSemaine: entierOuRien(f.get(`g${n}_jourSemaine`)),
    semaines: entierOuRien(f.get(`g${n}_semaines`)),
    heure: f.get(`g${n}_heure`) ?? '',
  }));
}

/** NaN plutôt que zéro pour une case vide : le schéma la refuse. */
function entierOuRien(valeur: string | null): number {
  return valeur !== null && /^\d{1,4}$/.test(valeur.trim()) ? Number(valeur) : Number.NaN;
}

/** Une règle, telle que le formulaire la montre. */
export function ecrireDelai(regle: RegleDelai): URLSearchParams {
  const f = new URLSearchParams();
  for (const [cle, valeur] of Object.entries(regle)) {
    if (typeof valeur === 'string' || typeof valeur === 'number') f.set(cle, String(valeur));
  }
  if (regle.forme === 'groupes_de_jours') {
    for (const [rang, groupe] of regle.groupes.entries()) ecrireGroupe(f, rang + 1, groupe);
  }
  if (regle.forme === 'periode' && regle.ouvre) {
    f.set('ouvre', 'oui');
    for (const [cle, valeur] of Object.entries(regle.ouvre)) f.set(`ouvre_${cle}`, String(valeur));
  }
  return f;
}

function ecrireGroupe(f: URLSearchParams, n: number, groupe: GroupeDeJours) {
  for (const jour of groupe.jours) f.append(`g${n}_jours`, String(jour));
  f.set(`g${n}_jourSemaine`, String(groupe.jourSemaine));
  f.set(`g${n}_semaines`, String(groupe.semaines));
  f.set(`g${n}_heure`, groupe.heure);
}
