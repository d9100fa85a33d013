/** Saint-Aubin, commune inventée : la collectivité, ses voisines, ses structures, ses écoles. */
import type { Tx } from '../../../src/platform/db.ts';
import { ZONE } from './annees.ts';

export const SAINT_AUBIN = '45999';
export const VILLENEUVE = '45998';
export const FUSEAU = 'Europe/Paris';

export const COMMUNES = [
  { code_insee: SAINT_AUBIN, nom: 'Saint-Aubin', code_postal: '45990' },
  { code_insee: VILLENEUVE, nom: 'Villeneuve-sur-Loue', code_postal: '45980' },
  { code_insee: '45997', nom: 'La Ferté-aux-Oies', code_postal: '45970' },
  { code_insee: '45996', nom: 'Cravantaux', code_postal: '45970' },
];

/** Dans l'ordre des âges : l'enfant de petite section a trois ans l'année de la rentrée. */
export const NIVEAUX = ['PS', 'MS', 'GS', 'CP', 'CE1', 'CE2', 'CM1', 'CM2'] as const;
export type Niveau = (typeof NIVEAUX)[number];
export type Cycle = 'maternelle' | 'elementaire';

export function cycleDe(niveau: Niveau): Cycle {
  return NIVEAUX.indexOf(niveau) < 3 ? 'maternelle' : 'elementaire';
}

const ENSEIGNANTS: Record<Niveau, string> = {
  PS: 'Mme Aubry',
  MS: 'M. Delmas',
  GS: 'Mme Kone',
  CP: 'Mme Lacaze',
  CE1: 'M. Thévenot',
  CE2: 'Mme Baptiste',
  CM1: 'M. Guérin',
  CM2: 'Mme Oliveira',
};

export interface Commune {
  structures: { enfance: number; tilleuls: number };
  ecoles: Record<Cycle, number>;
  classes: Record<Niveau, number>;
}

export async function insererCommune(tx: Tx, maintenant: Date): Promise<Commune> {
  await tx
    .insertInto('collectivites')
    .values({
      nom: 'Commune de Saint-Aubin',
      nom_court: 'Saint-Aubin',
      courriel: 'mairie@saint-aubin.example',
      telephone: '02 38 00 00 00',
      adresse: '1 place de la Mairie, 45990 Saint-Aubin',
      couleur: '#1f6f5c',
      fuseau: FUSEAU,
      zone_scolaire: ZONE,
      code_insee: SAINT_AUBIN,
      directeur_publication: 'Hélène Marchand, maire de Saint-Aubin',
      hebergeur_nom: 'Syndicat numérique du Val de Loue',
      hebergeur_adresse: '4 rue des Peupliers, 45980 Villeneuve-sur-Loue',
      hebergeur_telephone: '02 38 00 00 90',
      creee_le: maintenant,
    })
    .execute();
  await tx.insertInto('communes').values(COMMUNES).execute();
  const ecoles = await insererEcoles(tx);
  return {
    structures: await insererStructures(tx),
    ecoles,
    classes: await insererClasses(tx, ecoles),
  };
}

async function insererStructures(tx: Tx): Promise<Commune['structures']> {
  const lignes = await tx
    .insertInto('structures')
    .values([
      {
        nom: 'Service enfance',
        courriel: 'enfance@saint-aubin.example',
        telephone: '02 38 00 00 10',
        adresse: '1 place de la Mairie, 45990 Saint-Aubin',
      },
      {
        nom: 'Centre de loisirs Les Tilleuls',
        courriel: 'tilleuls@saint-aubin.example',
        telephone: '02 38 00 00 20',
        adresse: '14 allée des Tilleuls, 45990 Saint-Aubin',
      },
    ])
    .returning(['id', 'nom'])
    .execute();
  const id = idParNom(lignes);
  return { enfance: id('Service enfance'), tilleuls: id('Centre de loisirs Les Tilleuls') };
}

async function insererEcoles(tx: Tx): Promise<Commune['ecoles']> {
  const lignes = await tx
    .insertInto('ecoles')
    .values([
      { nom: 'École maternelle Les Lilas', code_insee: SAINT_AUBIN },
      { nom: 'École élémentaire Jules-Ferry', code_insee: SAINT_AUBIN },
    ])
    .returning(['id', 'nom'])
    .execute();
  const id = idParNom(lignes);
  return {
    maternelle: id('École maternelle Les Lilas'),
    elementaire: id('École élémentaire Jules-Ferry'),
  };
}

async function insererClasses(tx: Tx, ecoles: Commune['ecoles']): Promise<Commune['classes']> {
  const nomDe = (niveau: Niveau) => `${niveau} – ${ENSEIGNANTS[niveau]}`;
  const lignes = await tx
    .insertInto('classes')
    .values(NIVEAUX.map((n) => ({ ecole_id: ecoles[cycleDe(n)], niveau: n, nom: nomDe(n) })))
    .returning(['id', 'nom'])
    .execute();
  const id = idParNom(lignes);
  // Conversion sûre : chaque niveau a sa classe, `id` échoue sinon.
  return Object.fromEntries(NIVEAUX.map((n) => [n, id(nomDe(n))])) as Record<Niveau, number>;
}

/** Retrouve une ligne insérée à son nom. @throws si le nom n'y est pas : le jeu est mal écrit. */
export function idParNom(lignes: readonly { id: number; nom: string }[]): (nom: string) => number {
  const ids = new Map(lignes.map(({ id, nom }) => [nom, id]));
  return (nom) => {
    const id = ids.get(nom);
    if (id === undefined) throw new Error(`Le jeu de données ne contient pas « ${nom} ».`);
    return id;
  };
}
