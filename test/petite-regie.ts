import { sql } from 'kysely';
import { type Db, type Tx, transaction } from '../src/platform/db.ts';
import { passerFactures } from '../src/regie/actions/ecritures.ts';
import { encaisser, type SaisieEncaissement } from '../src/regie/actions/encaisser.ts';
import { verrouillerPayeurs } from '../src/regie/requetes/payeurs.ts';
import type { PetiteCommune } from './petite-commune.ts';
import type { Portail } from './portail.ts';

/** Le jour où l'on est dans ces essais : celui de l'horloge du portail. */
export const AUJOURDHUI = '2026-11-16';

/** Une ligne : des centimes, le CESU permis ou non, l'imputation du comptable. */
export type LigneEssai = readonly [centimes: number, cesu?: boolean, code?: string];

/** Une régie, ses comptes (agents 1 et 2) et de quoi facturer sans campagne. */
export async function petiteRegie({ services }: Portail, commune: PetiteCommune) {
  const { db } = services;
  const regieId = await insererRegie(db);
  const agents = await insererAgents(db);
  const payeurs = await listerPayeurs(db, commune);
  let dernier = 0;

  async function facturer(
    qui: number,
    lignes: readonly LigneEssai[],
    options: { jour?: string; avoirDe?: number } = {},
  ): Promise<number> {
    const id = await transaction(db, async (tx) => {
      await verrouillerPayeurs(tx, [payeurs[qui]!]);
      const total = lignes.reduce((t, [c]) => t + c, 0);
      dernier += 1;
      const facture = await inserer(tx, { payeurId: payeurs[qui]!, total, ...options });
      await insererLignes(tx, facture, lignes);
      await passerFactures(tx, [facture], { le: services.clock.now(), compteId: agents[0]! });
      return facture;
    });
    return id;
  }

  async function inserer(
    tx: Tx,
    f: { payeurId: number; total: number; jour?: string; avoirDe?: number },
  ): Promise<number> {
    const genre = f.avoirDe === undefined ? 'facture' : 'avoir';
    const { rows } = await sql<{ id: number }>`
      insert into factures (regie_id, exercice, numero, genre, payeur_id, avoir_de, motif, jour,
        echeance, du, au, montant_centimes, emetteur, destinataire, emise_le)
      values (${regieId}, 2026, ${dernier}, ${genre}, ${f.payeurId}, ${f.avoirDe ?? null},
        ${genre === 'avoir' ? 'Erreur' : null}, ${f.jour ?? AUJOURDHUI}, '2026-12-31',
        '2026-10-01', '2026-11-01', ${f.total}, '{}', '{}', ${services.clock.now()})
      returning id`.execute(tx);
    return rows[0]!.id;
  }

  /** L'avoir de toute une facture : ses lignes, en négatif. */
  async function annulerFacture(qui: number, factureId: number): Promise<number> {
    const { rows } = await sql<{ montant: number; cesu: boolean; code: string }>`
      select montant_centimes as montant, payable_en_cesu as cesu, code_produit as code
      from lignes_facture where facture_id = ${factureId} order by rang`.execute(db);
    const lignes = rows.map((l) => [-l.montant, l.cesu, l.code] as const);
    return facturer(qui, lignes, { avoirDe: factureId });
  }

  return {
    regieId,
    agents,
    payeurs,
    facturer,
    annulerFacture,
    encaisser: (qui: number, montantCentimes: number, saisie: Partial<SaisieEncaissement> = {}) =>
      transaction(db, (tx) =>
        encaisser(tx, services, {
          regieId,
          payeurId: payeurs[qui]!,
          mode: 'cheque',
          montantCentimes,
          jour: AUJOURDHUI,
          acteur: { compteId: agents[0]!, nom: 'Agent 0' },
          le: services.clock.now(),
          ...saisie,
        }),
      ),
    restes: () => lireRestes(db),
    soldes: () => lireSoldes(db),
    credit: (qui: number) => lireCredit(db, payeurs[qui]!),
  };
}

export type PetiteRegie = Awaited<ReturnType<typeof petiteRegie>>;

async function insererRegie(db: Db): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into regies (nom, code, siret, regisseur, adresse, courriel, comptable,
      plafond_encaisse_centimes, ics, iban, bic)
    values ('Régie périscolaire', '01', '21459990000013', 'Sophie Moreau', '1 place de la Mairie',
      'regie@saint-aubin.test', 'SGC d’Orléans', 100000, 'FR72ZZZ123456',
      'FR7630006000011234567890189', 'AGRIFRPP')
    returning id`.execute(db);
  return rows[0]!.id;
}

async function insererAgents(db: Db): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    with c as (
      insert into comptes (identifiant, courriel, active_le, cree_le)
      select 'agent.' || n, 'agent.' || n || '@mairie.test', '2026-01-01', '2026-01-01'
      from generate_series(0, 2) n returning id, identifiant)
    insert into agents (compte_id, prenom, nom, role, cree_le)
    select id, 'Agent', identifiant,
      case identifiant when 'agent.2' then 'guichet' when 'agent.1' then 'administrateur'
        else 'regisseur' end, '2026-01-01'
    from c order by identifiant returning compte_id as id`.execute(db);
  return rows.map((l) => l.id);
}

async function listerPayeurs(db: Db, commune: PetiteCommune): Promise<number[]> {
  const { rows } = await sql<{ id: number; famille: number }>`
    select id, famille_id as famille from payeurs where genre = 'famille'`.execute(db);
  return commune.familles.map((f) => rows.find((r) => r.famille === f.familleId)!.id);
}

async function insererLignes(
  tx: Tx,
  factureId: number,
  lignes: readonly LigneEssai[],
): Promise<void> {
  await sql`
    insert into lignes_facture (facture_id, rang, jour, libelle, explication,
      prix_unitaire_centimes, montant_centimes, garde_d_enfant, payable_en_cesu, code_produit)
    select ${factureId}, rang, '2026-10-05', 'Garderie', '', montant, montant, cesu, cesu, code
    from unnest(${lignes.map(([c]) => c)}::int[], ${lignes.map(([, g]) => g ?? true)}::boolean[],
      ${lignes.map(([, , code]) => code ?? '7067')}::text[])
      with ordinality l(montant, cesu, code, rang)`.execute(tx);
}

async function lireRestes(db: Db): Promise<Record<number, number>> {
  const { rows } = await sql<{ id: number; reste: number }>`
    select facture_id as id, reste_centimes as reste from soldes_factures order by 1`.execute(db);
  return Object.fromEntries(rows.map((l) => [l.id, l.reste]));
}

async function lireSoldes(db: Db): Promise<Record<string, number>> {
  const { rows } = await sql<{ compte: string; solde: number }>`
    select compte, sum(montant_centimes)::int as solde from mouvements
    group by compte order by compte`.execute(db);
  return Object.fromEntries(rows.map((l) => [l.compte, l.solde]));
}

async function lireCredit(db: Db, payeurId: number): Promise<number> {
  const { rows } = await sql<{ credit: number }>`
    select ((select coalesce(sum(montant_centimes), 0) from reglements where payeur_id = ${payeurId})
      - (select coalesce(sum(i.montant_centimes), 0) from imputations i
         join reglements r on r.id = i.reglement_id where r.payeur_id = ${payeurId}))::int
      as credit`.execute(db);
  return rows[0]!.credit;
}
