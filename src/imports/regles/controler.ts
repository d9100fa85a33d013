/** Des lignes aux dossiers, et tout ce qui les empêche (docs/regles/import.md). */
import { cleDEnfant, type DossierNouveau } from '../../familles/regles/dossier.ts';
import { nomDeCommune } from '../../familles/regles/famille.ts';
import type { Jour } from '../../platform/jours.ts';
import { lireAdultes, memeAdulte } from './adultes.ts';
import { lireEnfant } from './enfants.ts';
import type { Rangee } from './fichier.ts';

/** Ce que la base sait déjà, lu une fois. */
export interface References {
  ecoles: readonly { id: number; nom: string; classes: readonly { id: number; nom: string }[] }[];
  communes: readonly { codeInsee: string; nom: string; codePostal: string }[];
  /** Clé d'enfant → le nom de sa famille. */
  enfantsConnus: ReadonlyMap<string, string>;
  /** Adresse électronique en minuscules → à qui elle est : « la famille Martin ». */
  courrielsConnus: ReadonlyMap<string, string>;
}

export interface Probleme {
  ligne: number;
  phrase: string;
}

export interface Options {
  aujourdhui: Jour;
  /** Un enfant déjà connu : un problème, ou une ligne que l'on laisse de côté. */
  laisserLesConnus: boolean;
}

export interface Controle {
  dossiers: DossierNouveau[];
  /** Un seul suffit à ne rien écrire (règle 10). */
  problemes: Probleme[];
  /** À savoir avant d'écrire, sans empêcher. */
  remarques: Probleme[];
  laissees: number;
}

interface Groupe {
  ligne: number;
  dossier: DossierNouveau & { adultes: DossierNouveau['adultes'][number][] };
  enfants: DossierNouveau['enfants'][number][];
}

/** Contrôle tout le fichier : chaque problème a sa ligne, aucun n'arrête la lecture. */
export function controler(
  rangees: readonly Rangee[],
  references: References,
  options: Options,
): Controle {
  const controle: Controle = { dossiers: [], problemes: [], remarques: [], laissees: 0 };
  const groupes = new Map<string, Groupe>();
  const vus: Vus = { enfants: new Map(), courriels: new Map() };
  for (const rangee of rangees) {
    const lus = lireAdultes(rangee.valeurs);
    const { enfant, problemes: deLEnfant } = lireEnfant(rangee.valeurs, references, options);
    const phrases = [...lus.problemes, ...deLEnfant];
    const signaler = (phrase: string) => controle.problemes.push({ ligne: rangee.ligne, phrase });
    for (const phrase of phrases) signaler(phrase);
    if (enfant === null || lus.adultes.length === 0) continue;
    const cle = cleDEnfant(enfant);
    const connu = references.enfantsConnus.get(cle);
    if (connu !== undefined && options.laisserLesConnus) {
      controle.laissees += 1;
      continue;
    }
    const qui = `${enfant.prenom} ${enfant.nom}`;
    if (connu !== undefined) signaler(`${qui} est déjà connu, dans la famille ${connu}.`);
    const premiere = vus.enfants.get(cle);
    if (premiere !== undefined) signaler(`${qui} est déjà à la ligne ${premiere}.`);
    else vus.enfants.set(cle, rangee.ligne);
    if (phrases.length > 0 || connu !== undefined || premiere !== undefined) continue;
    ranger(groupes, rangee, { adultes: lus.adultes, enfant }, signaler);
  }
  for (const groupe of groupes.values()) {
    refuserLesCourriels(groupe, references, vus, controle);
    controle.dossiers.push(conclure(groupe, references, controle));
  }
  const parLigne = (a: Probleme, b: Probleme) => a.ligne - b.ligne;
  return {
    ...controle,
    problemes: controle.problemes.toSorted(parLigne),
    remarques: controle.remarques.toSorted(parLigne),
  };
}

interface Vus {
  enfants: Map<string, number>;
  courriels: Map<string, number>;
}

type Lue = {
  adultes: DossierNouveau['adultes'][number][];
  enfant: DossierNouveau['enfants'][number];
};

/** Règle 5 : le numéro de dossier réunit les lignes ; sans lui, le premier adulte. */
function ranger(
  groupes: Map<string, Groupe>,
  { ligne, valeurs }: Rangee,
  { adultes, enfant }: Lue,
  signaler: (phrase: string) => void,
): void {
  const [premier] = adultes;
  if (!premier) return;
  const cle = valeurs.dossier
    ? `dossier:${valeurs.dossier}`
    : JSON.stringify([premier.prenom, premier.nom, premier.courriel ?? premier.portable]);
  const groupe = groupes.get(cle);
  if (!groupe) {
    const dossier = { nom: premier.nom, codeInsee: null, adultes, enfants: [] };
    groupes.set(cle, { ligne, dossier, enfants: [enfant] });
    return;
  }
  groupe.enfants.push(enfant);
  for (const [rang, adulte] of adultes.entries()) {
    const autre = groupe.dossier.adultes[rang];
    if (!autre) groupe.dossier.adultes.push(adulte);
    else if (!memeAdulte(autre, adulte)) {
      signaler(
        `${adulte.prenom} ${adulte.nom} n’est pas écrit comme à la ligne ${groupe.ligne} du même dossier.`,
      );
    }
  }
}

/** Règle 8 : une adresse électronique n'ouvre qu'un dossier. */
function refuserLesCourriels(
  { ligne, dossier }: Groupe,
  { courrielsConnus }: References,
  { courriels }: Vus,
  { problemes }: Controle,
): void {
  const siennes = dossier.adultes.flatMap((a) => a.courriel ?? []);
  if (new Set(siennes).size < siennes.length) {
    const phrase =
      'Une adresse électronique n’ouvre qu’un accès : laissez vide celle du second adulte.';
    problemes.push({ ligne, phrase });
  }
  for (const courriel of new Set(siennes)) {
    const famille = courrielsConnus.get(courriel);
    const premiere = courriels.get(courriel);
    if (famille !== undefined)
      problemes.push({ ligne, phrase: `${courriel} est déjà l’adresse de ${famille}.` });
    else if (premiere !== undefined) {
      const phrase = `${courriel} est déjà celui d’un autre dossier, ligne ${premiere} : donnez-leur le même numéro de dossier, ou corrigez l’adresse.`;
      problemes.push({ ligne, phrase });
    } else courriels.set(courriel, ligne);
  }
}

/** Règle 9 : ce qui manque sans empêcher se complétera à l'écran. */
function conclure(
  { ligne, dossier, enfants }: Groupe,
  { communes }: References,
  { remarques }: Controle,
): DossierNouveau {
  const codeInsee = trouverCommune(dossier.adultes[0], communes);
  if (codeInsee === null)
    remarques.push({ ligne, phrase: 'La commune reste à préciser : aucune ne lui correspond.' });
  if (dossier.adultes.every((a) => a.courriel === null))
    remarques.push({ ligne, phrase: 'Sans adresse électronique : l’accès s’activera au guichet.' });
  return { ...dossier, codeInsee, enfants };
}

function trouverCommune(
  adulte: DossierNouveau['adultes'][number] | undefined,
  communes: References['communes'],
): string | null {
  if (!adulte) return null;
  const memeNom = communes.filter((c) => nomDeCommune(c.nom) === nomDeCommune(adulte.commune));
  const exactes = memeNom.filter((c) => c.codePostal === adulte.codePostal);
  const [seule, autre] = exactes.length > 0 ? exactes : memeNom;
  return seule && !autre ? seule.codeInsee : null;
}
