/** Les tarifs de Saint-Aubin : une délibération, une grille par prestation, les quotients. */
import { sql } from 'kysely';
import { type Acteur, noter } from '../../../src/journal/actions.ts';
import type { Tx } from '../../../src/platform/db.ts';
import { ecrireJourEnChiffres, type Jour } from '../../../src/platform/jours.ts';
import { type Exemple, FAITS_ORDINAIRES } from '../../../src/tarifs/regles/essais.ts';
import type { Base, RegleTarif } from '../../../src/tarifs/regles/types.ts';
import type { Activites } from './activites.ts';
import type { NomActivite } from './modeles.ts';

const BORNES = [0, 400, 600, 900, 1300];

/** Cinq tranches ; un quotient inconnu paie comme le plus élevé. */
function tranches(...prix: number[]): Base {
  const liste = BORNES.map((des, i) => ({ des, centimes: prix[i] ?? 0 }));
  return { mode: 'tranches', tranches: liste, defautCentimes: prix.at(-1) ?? 0 };
}

const FRATRIE: RegleTarif['fratrie'] = [{ rang: 3, effet: { mode: 'pourcent', pourcent: -25 } }];
const RETARD = { centimes: 500, uniteMinutes: 15 };

/** Les deux premières tranches du repas sont la « cantine à 1 € ». */
const REPAS: RegleTarif = {
  periodicite: 'jour',
  base: tranches(80, 100, 305, 420, 515),
  nonResidents: { mode: 'unique', centimes: 690 },
  fratrie: FRATRIE,
  panierRepas: { mode: 'prix', centimes: 110 },
  majorations: {
    horsDelai: { mode: 'somme', centimes: 100 },
    sansReservation: { mode: 'pourcent', pourcent: 50 },
  },
  carenceJours: 1,
};

const GARDERIE = (millioniemes: number, plancher: number, plafond: number): RegleTarif => ({
  periodicite: 'jour',
  base: {
    mode: 'taux_effort',
    tauxMillioniemes: millioniemes,
    plancherCentimes: plancher,
    plafondCentimes: plafond,
  },
  nonResidents: { mode: 'unique', centimes: plafond + 60 },
  fratrie: FRATRIE,
  majorations: { retard: RETARD },
});

const MERCREDI = (base: Base, dehors: number): RegleTarif => ({
  periodicite: 'jour',
  base,
  nonResidents: { mode: 'unique', centimes: dehors },
  fratrie: FRATRIE,
  majorations: { absence: { mode: 'pourcent', pourcent: 50 }, retard: RETARD },
});

const VACANCES: RegleTarif = {
  periodicite: 'jour',
  base: {
    mode: 'taux_effort',
    tauxMillioniemes: 15_000,
    plancherCentimes: 450,
    plafondCentimes: 1990,
  },
  nonResidents: {
    mode: 'taux_effort',
    tauxMillioniemes: 18_000,
    plancherCentimes: 900,
    plafondCentimes: 2490,
  },
  fratrie: FRATRIE,
  majorations: { retard: RETARD },
};

interface GrilleDuJeu {
  activite: NomActivite;
  prestation: string;
  regle: RegleTarif;
  cout: number;
  /** Ce que paie un quotient de 640, habitant de la commune. */
  attendu: number;
}

const GRILLES: readonly GrilleDuJeu[] = [
  { activite: 'Restaurant scolaire', prestation: 'Repas', regle: REPAS, cout: 940, attendu: 305 },
  {
    activite: 'Garderie périscolaire',
    prestation: 'Matin',
    regle: GARDERIE(2500, 60, 190),
    cout: 410,
    attendu: 160,
  },
  {
    activite: 'Garderie périscolaire',
    prestation: 'Soir',
    regle: GARDERIE(4000, 90, 319),
    cout: 620,
    attendu: 256,
  },
  {
    activite: 'Étude surveillée',
    prestation: 'Étude',
    regle: { periodicite: 'jour', base: { mode: 'unique', centimes: 150 } },
    cout: 480,
    attendu: 150,
  },
  {
    activite: 'Mercredis',
    prestation: 'Matin',
    regle: MERCREDI(tranches(210, 320, 480, 640, 790), 1050),
    cout: 2100,
    attendu: 480,
  },
  {
    activite: 'Mercredis',
    prestation: 'Matin avec repas',
    regle: MERCREDI(tranches(290, 420, 785, 1060, 1305), 1740),
    cout: 3040,
    attendu: 785,
  },
  {
    activite: 'Mercredis',
    prestation: 'Journée',
    regle: MERCREDI(tranches(450, 680, 1190, 1560, 1890), 2450),
    cout: 4600,
    attendu: 1190,
  },
  {
    activite: 'Vacances',
    prestation: 'Journée avec repas',
    regle: VACANCES,
    cout: 4800,
    attendu: 960,
  },
];

/** Publie les grilles à la rentrée de la première année, et donne un quotient à presque chacun. */
export async function insererTarifs(
  tx: Tx,
  activites: Activites,
  rentree: number,
  agent: Acteur & { compteId: number },
): Promise<void> {
  await publierLesGrilles(tx, activites, `${rentree}-07-01`, agent);
  await insererQuotients(tx, `${rentree}-07-01`, agent.compteId);
  await sql`
    insert into paniers_repas (enfant_id, du)
    select e.id, ${`${rentree}-09-01`}::date from enfants e join familles f on f.id = e.famille_id
    where f.nom = 'Diallo' and e.prenom = 'Awa'`.execute(tx);
}

async function publierLesGrilles(
  tx: Tx,
  activites: Activites,
  du: Jour,
  agent: Acteur & { compteId: number },
): Promise<void> {
  const votee = `${du.slice(0, 4)}-06-12`;
  const deliberation = await tx
    .insertInto('deliberations')
    .values({
      numero: '2026-031',
      objet: 'Tarifs périscolaires et extrascolaires',
      adoptee_le: votee,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  const le = new Date(`${votee}T16:00:00Z`);
  const grilles = await tx
    .insertInto('grilles')
    .values(
      GRILLES.map(({ activite, prestation, regle, cout, attendu }) => {
        const exemple: Exemple = { faits: FAITS_ORDINAIRES, attenduCentimes: attendu };
        return {
          prestation_id: activites[activite].prestations(prestation),
          du,
          deliberation_id: deliberation.id,
          regle: JSON.stringify(regle),
          exemples: JSON.stringify([exemple]),
          cout_de_revient_centimes: cout,
          creee_le: le,
          creee_par: agent.compteId,
          publiee_le: le,
          publiee_par: agent.compteId,
        };
      }),
    )
    .returning('id')
    .execute();
  const phrases = GRILLES.map(({ activite, prestation }) => `${activite}, ${prestation}`);
  await noter(
    tx,
    ...grilles.map(({ id }, rang) => ({
      le,
      acteur: agent,
      verbe: 'publier_grille',
      phrase: `Grille « ${phrases[rang]} » publiée, à partir du ${ecrireJourEnChiffres(du)}.`,
      sujets: [`grille:${id}`],
    })),
  );
}

/** Les Martin à 640, les Fontaine à la MSA, les Faure inconnus ; les autres, de tout. */
async function insererQuotients(tx: Tx, du: Jour, agentId: number): Promise<void> {
  await sql`
    insert into quotients_familiaux (payeur_id, valeur, regime, source, du, vu_le, vu_par)
    select p.id,
      case f.nom when 'Martin' then 640 when 'Petit' then 380 else 210 + (f.id * 173) % 1500 end,
      case f.nom when 'Fontaine' then 'msa' else 'caf' end,
      case f.nom when 'Fontaine' then 'msa' else 'caf' end,
      ${du}::date, ${du}::date, ${agentId}
    from payeurs p join familles f on f.id = p.famille_id
    where p.genre = 'famille' and f.nom <> 'Faure'`.execute(tx);
}
