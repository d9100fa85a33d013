/**
 * Saint-Aubin, le seul jeu de données : la démonstration, les tests et les captures d'écran.
 * Tout est daté autour de `maintenant` : docs/jeu-saint-aubin.md dit qui incarne quoi.
 */
import { hash } from '@node-rs/argon2';
import { sql } from 'kysely';
import { chargerVacances } from '../../../src/activites/actions/ouvrir.ts';
import { type Db, type Tx, transaction } from '../../../src/platform/db.ts';
import type { Keyring } from '../../../src/platform/encryption.ts';
import { jourLocal } from '../../../src/platform/instants.ts';
import { insererActivites } from './activites.ts';
import { anneesDuJeu } from './annees.ts';
import { Carnet, type Ouverture } from './carnet.ts';
import { FUSEAU, insererCommune } from './commune.ts';
import { ecrireCarnet } from './ecrire.ts';
import { facturerLesMoisPasses } from './facturation.ts';
import { AGENTS, insererHabitants } from './habitants.ts';
import { raconter } from './histoire.ts';
import { insererPointages, insererRegie, reglerDesFactures } from './regie.ts';
import { insererFiches } from './sante.ts';
import { insererTarifs } from './tarifs.ts';

/** Le même pour tous les comptes de la démonstration. */
export const MOT_DE_PASSE_DE_DEMONSTRATION = 'Marronnier-2026';

export interface CompteDeDemonstration {
  identifiant: string;
  role:
    | 'famille'
    | 'agent'
    | 'administrateur'
    | 'regisseur'
    | 'animateur'
    | 'directeur'
    | 'lecture';
  qui: string;
}

export const COMPTES_DE_DEMONSTRATION: readonly CompteDeDemonstration[] = [
  {
    identifiant: 'camille.martin',
    role: 'famille',
    qui: 'Camille Martin, deux enfants dans deux écoles',
  },
  {
    identifiant: 'lucas.petit',
    role: 'famille',
    qui: 'Lucas Petit, seul avec Mila, en petite section',
  },
  { identifiant: AGENTS[0].identifiant, role: 'agent', qui: 'Nadia Benali, guichet' },
  { identifiant: AGENTS[1].identifiant, role: 'administrateur', qui: 'Thomas Leroy' },
  { identifiant: AGENTS[2].identifiant, role: 'regisseur', qui: 'Sophie Garnier, régie' },
  { identifiant: AGENTS[3].identifiant, role: 'animateur', qui: 'Yanis Durand, pointage' },
  { identifiant: AGENTS[4].identifiant, role: 'directeur', qui: 'Inès Caron, Les Tilleuls' },
  { identifiant: AGENTS[5].identifiant, role: 'lecture', qui: 'Odile Fontaine, élue' },
];

export interface Comptes {
  /** Faux : la base contenait déjà une collectivité, rien n'a été touché. */
  charge: boolean;
  /** La page de connexion. */
  connexion: string;
  motDePasse: string;
  comptes: readonly CompteDeDemonstration[];
}

/** Charge le jeu dans une base vide, en une transaction. Ne fait rien si elle ne l'est pas. */
export async function chargerSaintAubin(
  db: Db,
  { maintenant, adresse, cles }: { maintenant: Date; adresse: string; cles?: Keyring },
): Promise<Comptes> {
  const charge = await transaction(db, async (tx) => {
    // Deux processus qui démarrent ensemble : le second attend, puis voit la collectivité.
    await sql`select pg_advisory_xact_lock(hashtext('jeu de Saint-Aubin'))`.execute(tx);
    const deja = await tx.selectFrom('collectivites').select('id').executeTakeFirst();
    if (!deja) await remplir(tx, maintenant);
    // Sans les clés du portail, une fiche chiffrée ne s'ouvrirait pas : mieux vaut aucune fiche.
    if (!deja && cles) await insererFiches(tx, { cles, maintenant });
    return !deja;
  });
  if (charge) {
    await facturerLesMoisPasses(db, maintenant);
    await reglerDesFactures(db, maintenant);
  }
  return {
    charge,
    connexion: `${adresse}/connexion`,
    motDePasse: MOT_DE_PASSE_DE_DEMONSTRATION,
    comptes: COMPTES_DE_DEMONSTRATION,
  };
}

async function remplir(tx: Tx, maintenant: Date): Promise<void> {
  const aujourdhui = jourLocal(maintenant, FUSEAU);
  const annees = anneesDuJeu(aujourdhui);
  // argon2id, la valeur par défaut. Un seul calcul pour tous : à 20 ms l'un, le premier démarrage
  // attendrait.
  const hache = await hash(MOT_DE_PASSE_DE_DEMONSTRATION, {
    memoryCost: 19_456,
    timeCost: 2,
    parallelism: 1,
  });
  const commune = await insererCommune(tx, maintenant);
  await chargerVacances(tx);
  const activites = await insererActivites(tx, commune, annees, aujourdhui);
  const { enfants, agent } = await insererHabitants(tx, commune, annees, maintenant, hache);
  await insererTarifs(tx, activites, annees[0]?.rentree ?? 0, agent);
  const { rows: ouvertures } = await sql<Ouverture>`
    select prestation_id as "prestationId", jour, periode_id as "periodeId"
    from ouvertures order by jour, prestation_id`.execute(tx);
  const carnet = new Carnet({ activites, annees, ouvertures, agentId: agent.compteId });
  raconter({ carnet, enfants, annees, aujourdhui, maintenant });
  await ecrireCarnet(tx, carnet, activites, agent);
  await insererRegie(tx);
  await insererPointages(tx, { aujourdhui, agentId: agent.compteId });
}
