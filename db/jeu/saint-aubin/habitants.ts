/** Met en base les familles et les agents, avec leurs comptes. */
import type { Tx } from '../../../src/platform/db.ts';
import type { Jour } from '../../../src/platform/jours.ts';
import type { Annee } from './annees.ts';
import { COMMUNES, type Commune, NIVEAUX, type Niveau } from './commune.ts';
import { type AdulteDuJeu, type EnfantDuJeu, FAMILLES, type FamilleDuJeu } from './familles.ts';
import { insererConversation } from './messages.ts';

export interface Enfant {
  id: number;
  familleId: number;
  famille: FamilleDuJeu;
  jeu: EnfantDuJeu;
  nomComplet: string;
  neLe: Jour;
  /** Le compte de l'adulte qui demande, et son nom. */
  compteId: number;
  demandeur: string;
  sansCompte: boolean;
}

export interface Habitants {
  enfants: Enfant[];
  agent: { compteId: number; nom: string };
}

export const AGENTS = [
  { identifiant: 'agent.benali', prenom: 'Nadia', nom: 'Benali', role: 'guichet' },
  { identifiant: 'admin.leroy', prenom: 'Thomas', nom: 'Leroy', role: 'administrateur' },
  { identifiant: 'regisseur.garnier', prenom: 'Sophie', nom: 'Garnier', role: 'regisseur' },
  { identifiant: 'animateur.durand', prenom: 'Yanis', nom: 'Durand', role: 'animateur' },
  { identifiant: 'directrice.caron', prenom: 'Inès', nom: 'Caron', role: 'directeur' },
  { identifiant: 'elue.fontaine', prenom: 'Odile', nom: 'Fontaine', role: 'lecture' },
] as const;

/** La directrice des Tilleuls ne voit que son centre. */
const LIMITES = { 'directrice.caron': 'tilleuls' } as const;

/** Le niveau de l'enfant la n-ième année du jeu ; null : pas encore, ou plus, à l'école. */
export function niveauEn(enfant: EnfantDuJeu, rangAnnee: number): Niveau | null {
  return enfant.niveau ? (NIVEAUX[NIVEAUX.indexOf(enfant.niveau) + rangAnnee] ?? null) : null;
}

export async function insererHabitants(
  tx: Tx,
  commune: Commune,
  annees: readonly Annee[],
  maintenant: Date,
  motDePasseHache: string,
): Promise<Habitants> {
  const rentree = annees[0]?.rentree ?? 0;
  const creeLe = new Date(`${rentree}-05-11T07:00:00Z`);
  const comptes = await insererComptes(tx, creeLe, motDePasseHache);
  const agent = await insererAgents(tx, comptes, commune, creeLe);
  const responsables = await insererResponsables(tx, comptes, creeLe);
  const familles = await insererFamilles(tx, responsables, creeLe);
  const enfants = await insererEnfants(tx, { comptes, familles, rentree, creeLe });
  await insererScolarites(tx, commune, annees, enfants);
  await insererMessage(tx, enfants, responsables, maintenant);
  await insererConversation(tx, maintenant);
  return { enfants, agent };
}

/** « camille.martin » : prénom et nom, sans accents ni signes, assez courts pour un téléphone. */
export function identifiantDe({ prenom, nom }: { prenom: string; nom: string }): string {
  const simple = (texte: string) =>
    texte
      .normalize('NFD')
      .replace(/<[^>]*>|\p{M}/gu, '')
      .toLowerCase()
      .replace(/[^a-z]+/g, '-')
      .replace(/^-|-$/g, '')
      .slice(0, 20);
  return `${simple(prenom)}.${simple(nom.replace(/<script>.*<\/script>/, ''))}`;
}

/** Un même adulte peut être de deux familles : un seul compte. */
function adultes(): Map<string, AdulteDuJeu> {
  const connus = new Map<string, AdulteDuJeu>();
  for (const { adultes: liste } of FAMILLES) {
    for (const a of liste) {
      const cle = identifiantDe(a);
      if (!connus.has(cle)) connus.set(cle, a);
    }
  }
  return connus;
}

async function insererComptes(tx: Tx, creeLe: Date, hache: string): Promise<Map<string, number>> {
  const familles = [...adultes()].map(([identifiant, { compte }]) => ({
    identifiant,
    courriel: compte === 'sans_courriel' ? null : `${identifiant}@familles.example`,
    mot_de_passe_hache: compte === 'a_activer' ? null : hache,
    active_le: compte === 'a_activer' ? null : creeLe,
    cree_le: creeLe,
  }));
  const agents = AGENTS.map(({ identifiant }) => ({
    identifiant,
    courriel: `${identifiant}@saint-aubin.example`,
    mot_de_passe_hache: hache,
    active_le: creeLe,
    cree_le: creeLe,
  }));
  const lignes = await tx
    .insertInto('comptes')
    .values([...familles, ...agents])
    .returning(['id', 'identifiant'])
    .execute();
  return new Map(lignes.map(({ id, identifiant }) => [identifiant, id]));
}

async function insererAgents(
  tx: Tx,
  comptes: Map<string, number>,
  commune: Commune,
  cree_le: Date,
): Promise<Habitants['agent']> {
  const lignes = await tx
    .insertInto('agents')
    .values(
      AGENTS.map(({ identifiant, ...agent }) => ({
        ...agent,
        compte_id: exiger(comptes, identifiant),
        cree_le,
      })),
    )
    .returning(['id', 'compte_id'])
    .execute();
  const parCompte = new Map(lignes.map(({ id, compte_id }) => [compte_id, id]));
  await tx
    .insertInto('agents_structures')
    .values(
      Object.entries(LIMITES).map(([identifiant, structure]) => ({
        agent_id: exiger(parCompte, exiger(comptes, identifiant)),
        structure_id: commune.structures[structure],
      })),
    )
    .execute();
  const [{ identifiant, prenom, nom }] = AGENTS;
  return { compteId: exiger(comptes, identifiant), nom: `${prenom} ${nom}` };
}

async function insererResponsables(
  tx: Tx,
  comptes: Map<string, number>,
  cree_le: Date,
): Promise<Map<string, number>> {
  const liste = [...adultes()];
  const lignes = await tx
    .insertInto('responsables')
    .values(
      liste.map(([identifiant, a], rang) => {
        const famille = FAMILLES.find((f) => f.adultes.includes(a));
        const commune = COMMUNES.find((c) => c.code_insee === famille?.codeInsee);
        return {
          compte_id: exiger(comptes, identifiant),
          civilite: a.qualite === 'pere' ? 'M.' : 'Mme',
          prenom: a.prenom,
          nom: a.nom,
          adresse: a.adresse ?? `${(rang % 60) + 1} rue des Tilleuls`,
          code_postal: commune?.code_postal ?? '',
          commune: commune?.nom ?? '',
          // 06 39 98 : la tranche que l'Arcep réserve à la fiction.
          portable: `06 39 98 ${String(10 + (rang % 90))} ${String(10 + ((rang * 7) % 90))}`,
          facture_electronique: rang % 3 === 0 && a.compte !== 'sans_courriel',
          cree_le,
        };
      }),
    )
    .returning(['id', 'compte_id'])
    .execute();
  const parCompte = new Map(lignes.map(({ id, compte_id }) => [compte_id, id]));
  return new Map(liste.map(([cle]) => [cle, exiger(parCompte, exiger(comptes, cle))] as const));
}

async function insererFamilles(
  tx: Tx,
  responsables: Map<string, number>,
  creee_le: Date,
): Promise<Map<string, number>> {
  const lignes = await tx
    .insertInto('familles')
    .values(FAMILLES.map(({ nom, codeInsee }) => ({ nom, code_insee: codeInsee, creee_le })))
    .returning(['id', 'nom'])
    .execute();
  const familles = new Map(lignes.map(({ id, nom }) => [nom, id]));
  await tx
    .insertInto('rattachements')
    .values(
      FAMILLES.flatMap(({ nom, adultes: liste }) =>
        liste.map((a) => ({
          famille_id: exiger(familles, nom),
          responsable_id: exiger(responsables, identifiantDe(a)),
          qualite: a.qualite,
          depuis_le: creee_le,
        })),
      ),
    )
    .execute();
  return familles;
}

async function insererEnfants(
  tx: Tx,
  faits: {
    comptes: Map<string, number>;
    familles: Map<string, number>;
    rentree: number;
    creeLe: Date;
  },
): Promise<Enfant[]> {
  const { comptes, familles, rentree, creeLe } = faits;
  const preparees = FAMILLES.flatMap((famille) =>
    famille.enfants.map((jeu) => {
      const nom = jeu.nom ?? famille.nom;
      const naissance = rentree - (jeu.niveau ? NIVEAUX.indexOf(jeu.niveau) + 3 : 1);
      const [demandeur = { prenom: '', nom: '', qualite: 'autre' as const }] = famille.adultes;
      return {
        familleId: exiger(familles, famille.nom),
        famille,
        jeu,
        nom,
        nomComplet: `${jeu.prenom} ${nom}`,
        neLe: `${naissance}-${jeu.neLe}`,
        compteId: exiger(comptes, identifiantDe(demandeur)),
        demandeur: `${demandeur.prenom} ${demandeur.nom}`,
        sansCompte: demandeur.compte === 'a_activer',
      };
    }),
  );
  const lignes = await tx
    .insertInto('enfants')
    .values(
      preparees.map(({ familleId, jeu, nom, neLe }) => ({
        famille_id: familleId,
        prenom: jeu.prenom,
        nom,
        ne_le: neLe,
        cree_le: creeLe,
      })),
    )
    .returning(['id', 'famille_id', 'prenom'])
    .execute();
  const ids = new Map(lignes.map((l) => [`${l.famille_id}:${l.prenom}`, l.id]));
  return preparees.map(({ nom: _, ...e }) => ({
    ...e,
    id: exiger(ids, `${e.familleId}:${e.jeu.prenom}`),
  }));
}

async function insererScolarites(
  tx: Tx,
  { classes }: Commune,
  annees: readonly Annee[],
  enfants: readonly Enfant[],
): Promise<void> {
  const lignes = annees.flatMap(({ nom }, rang) =>
    enfants.flatMap((e) => {
      const niveau = niveauEn(e.jeu, rang);
      return niveau ? [{ enfant_id: e.id, annee_scolaire: nom, classe_id: classes[niveau] }] : [];
    }),
  );
  await tx.insertInto('scolarites').values(lignes).execute();
}

async function insererMessage(
  tx: Tx,
  enfants: readonly Enfant[],
  responsables: Map<string, number>,
  maintenant: Date,
): Promise<void> {
  const nour = enfants.find((e) => e.jeu.prenom === 'Nour');
  if (!nour) return;
  await tx
    .insertInto('messages')
    .values({
      famille_id: nour.familleId,
      responsable_id: exiger(responsables, 'yasmine.benoit'),
      objet: 'Changement d’adresse',
      texte: 'Bonjour, nous déménageons le mois prochain au 12 rue Haute. Merci de le noter.',
      cle_unique: crypto.randomUUID(),
      recu_le: new Date(maintenant.getTime() - 26 * 3_600_000),
    })
    .execute();
}

function exiger<C>(ids: ReadonlyMap<C, number>, cle: C): number {
  const id = ids.get(cle);
  if (id === undefined) throw new Error(`Le jeu de données ne contient pas « ${cle} ».`);
  return id;
}
