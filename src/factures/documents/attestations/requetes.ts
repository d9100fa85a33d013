import { sql } from 'kysely';
import { z } from 'zod';
import type { Db, Tx } from '../../../platform/db.ts';
import type { Jour } from '../../../platform/jours.ts';
import { lireDestinataire, lireEmetteur } from '../parties.ts';
import { emetteurDeLaRegie, payeurEstA, type Regard } from '../requetes.ts';
import type { AttestationEmise } from './contenu.ts';
import type { EnfantGarde, FactureReglee } from './regles.ts';

/** Un payeur et ce qu'il a réglé l'année voulue, factures d'avant comprises si elles y finissent. */
export interface PayeurAAttester {
  payeurId: number;
  familleId: number;
  destinataire: unknown;
  enfants: EnfantGarde[];
  factures: FactureReglee[];
  /** Celle qui vaut aujourd'hui, ou null. */
  derniere: DerniereAttestation | null;
}

export interface DerniereAttestation {
  id: number;
  numero: number;
  enfants: { nom: string; centimes: number }[];
}

/** Les payeurs qui ont réglé de la garde cette année-là, et leur attestation s'ils en ont une. */
export async function listerPayeursAAttester(
  db: Db,
  regieId: number,
  annee: number,
): Promise<PayeurAAttester[]> {
  const { rows } = await sql<PayeurAAttester>`
    with reglees as (
      select i.facture_id, extract(year from r.jour)::int as annee, sum(i.montant_centimes)::int as centimes
      from imputations i join reglements r on r.id = i.reglement_id
      where r.regie_id = ${regieId} and r.jour < ${`${annee + 1}-01-01`}::date
      group by 1, 2),
    choisies as (
      select f.id, f.payeur_id, f.montant_centimes from factures f
      where f.genre = 'facture' and f.regie_id = ${regieId}
        and exists (select from reglees x where x.facture_id = f.id and x.annee = ${annee})
        and exists (select from lignes_facture l where l.facture_id = f.id and l.garde_d_enfant)),
    detail as (
      select c.payeur_id, jsonb_agg(jsonb_build_object('montantCentimes', c.montant_centimes,
        'lignes', l.lignes, 'reglements', x.reglements) order by c.id) as factures
      from choisies c
        cross join lateral (
          select jsonb_agg(jsonb_build_object('enfantId', s.enfant_id, 'garde', s.garde_d_enfant,
            'centimes', s.centimes)) as lignes
          from (select enfant_id, garde_d_enfant, sum(montant_centimes)::int as centimes
            from lignes_facture where facture_id = c.id group by 1, 2) s) l
        cross join lateral (
          select jsonb_agg(jsonb_build_object('annee', annee, 'centimes', centimes)) as reglements
          from reglees where facture_id = c.id) x
      group by c.payeur_id)
    select d.payeur_id as "payeurId", p.famille_id as "familleId",
      adresse_du_payeur(p.id) as destinataire, d.factures,
      (select jsonb_agg(jsonb_build_object('id', e.id, 'nom', e.prenom || ' ' || e.nom,
          'neLe', e.ne_le) order by e.ne_le, e.id)
        from enfants e where e.famille_id = p.famille_id) as enfants,
      (select jsonb_build_object('id', a.id, 'numero', a.numero, 'enfants', a.contenu -> 'enfants')
        from attestations_fiscales a where a.regie_id = ${regieId} and a.annee = ${annee}
          and a.payeur_id = d.payeur_id
        order by a.id desc limit 1) as derniere
    from detail d join payeurs p on p.id = d.payeur_id
    where p.genre <> 'tiers'
    order by d.payeur_id`.execute(db);
  return rows.map((r) => ({ ...r, enfants: r.enfants ?? [] }));
}

export interface RegieAAttester {
  id: number;
  nom: string;
  regisseur: string;
  emetteur: unknown;
}

/** Tient la régie : deux émissions de la même année se suivent. */
export async function verrouillerRegie(tx: Tx, regieId: number): Promise<RegieAAttester | null> {
  const { rows } = await sql<RegieAAttester>`
    select r.id, r.nom, r.regisseur, ${emetteurDeLaRegie()} as emetteur
    from regies r where r.id = ${regieId} for no key update of r`.execute(tx);
  return rows[0] ?? null;
}

export async function insererAttestations(
  tx: Tx,
  lignes: readonly {
    regieId: number;
    annee: number;
    numero: number;
    payeurId: number;
    contenu: object;
    remplace: number | null;
  }[],
  le: Date,
): Promise<void> {
  await sql`
    insert into attestations_fiscales (regie_id, annee, numero, payeur_id, contenu, remplace, emise_le)
    select l."regieId", l.annee, l.numero, l."payeurId", l.contenu, l.remplace, ${le}
    from jsonb_to_recordset(${JSON.stringify(lignes)}::jsonb)
      l("regieId" int, annee int, numero int, "payeurId" int, contenu jsonb, remplace int)`.execute(
    tx,
  );
}

const contenu = z.object({
  jour: z.string(),
  regisseur: z.string(),
  emetteur: z.unknown(),
  destinataire: z.unknown(),
  enfants: z.array(z.object({ nom: z.string(), neLe: z.string(), centimes: z.int() })),
  totalCentimes: z.int(),
});

/** L'attestation figée. `regard` absent : pour la régie. */
export async function chercherAttestation(
  db: Db,
  id: number,
  regard: Regard | null,
): Promise<(AttestationEmise & { emiseLe: Date }) | null> {
  const { rows } = await sql<{
    annee: number;
    numero: number;
    contenu: unknown;
    emiseLe: Date;
    remplace: number | null;
  }>`
    select a.annee, a.numero, a.contenu, a.emise_le as "emiseLe",
      (select x.numero from attestations_fiscales x where x.id = a.remplace) as remplace
    from attestations_fiscales a join payeurs p on p.id = a.payeur_id
    where a.id = ${id} ${regard ? sql`and ${payeurEstA(regard)}` : sql``}`.execute(db);
  const [ligne] = rows;
  if (!ligne) return null;
  const { emetteur, destinataire, ...reste } = contenu.parse(ligne.contenu);
  return {
    ...reste,
    annee: ligne.annee,
    numero: ligne.numero,
    emiseLe: ligne.emiseLe,
    remplace: ligne.remplace,
    emetteur: lireEmetteur(emetteur),
    destinataire: lireDestinataire(destinataire),
  };
}

export interface AttestationListee {
  id: number;
  annee: number;
  numero: number;
  destinataire: string;
  regie: string;
  totalCentimes: number;
  jour: Jour;
  /** Une autre la remplace : elle ne vaut plus. */
  remplacee: boolean;
}

/** La plus récente d'abord ; celles de ce responsable, ou celles d'une régie et d'une année. */
export async function listerAttestations(
  db: Db,
  ou: { regard: Regard } | { regieId: number; annee: number },
): Promise<AttestationListee[]> {
  const filtre =
    'regard' in ou
      ? payeurEstA(ou.regard)
      : sql`a.regie_id = ${ou.regieId} and a.annee = ${ou.annee}`;
  const { rows } = await sql<AttestationListee>`
    select a.id, a.annee, a.numero, a.contenu -> 'destinataire' ->> 'nom' as destinataire,
      r.nom as regie, (a.contenu ->> 'totalCentimes')::int as "totalCentimes",
      a.contenu ->> 'jour' as jour,
      exists (select from attestations_fiscales x where x.remplace = a.id) as remplacee
    from attestations_fiscales a
      join payeurs p on p.id = a.payeur_id
      join regies r on r.id = a.regie_id
    where ${filtre}
    order by a.annee desc, a.numero desc`.execute(db);
  return rows;
}

export async function listerRegies(db: Db): Promise<{ id: number; nom: string }[]> {
  const { rows } = await sql<{ id: number; nom: string }>`
    select id, nom from regies order by code`.execute(db);
  return rows;
}
