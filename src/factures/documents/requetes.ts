import { sql } from 'kysely';
import type { Db } from '../../platform/db.ts';
import type { Jour } from '../../platform/jours.ts';
import type { FaitsDeFacture, LigneEmise } from './contenu.ts';
import { lireDestinataire, lireEmetteur } from './parties.ts';

/** Une facture prête à écrire, et le nom de fichier de son PDF. */
export interface FactureAEcrire {
  id: number;
  emiseLe: Date;
  faits: FaitsDeFacture;
}

interface Ligne extends Omit<FaitsDeFacture, 'emetteur' | 'destinataire' | 'lignes' | 'situation'> {
  id: number;
  emiseLe: Date;
  emetteur: unknown;
  destinataire: unknown;
  lignes: LigneEmise[];
  situation: Omit<FaitsDeFacture['situation'], 'le'>;
  enLigne: boolean;
}

/** Ces factures et avoirs, entiers, dans l'ordre des numéros donnés ; inconnus, ils manquent. */
export async function lireFacturesAEcrire(
  db: Db,
  factureIds: readonly number[],
  pour: { le: Jour; adresse: string },
): Promise<FactureAEcrire[]> {
  if (factureIds.length === 0) return [];
  const { rows } = await sql<Ligne>`
    select f.id, f.genre, f.exercice, f.numero, f.jour, f.echeance, f.du, f.au,
      f.montant_centimes as "montantCentimes", f.motif, f.emise_le as "emiseLe",
      (select jsonb_build_object('exercice', a.exercice, 'numero', a.numero, 'jour', a.jour)
        from factures a where a.id = f.avoir_de) as "avoirDe",
      -- La copie rangée avec la facture l'emporte ; le reste vient de la régie et du payeur.
      ${emetteurDeLaRegie()} || jsonb_strip_nulls(f.emetteur) as emetteur,
      adresse_du_payeur(f.payeur_id) || jsonb_strip_nulls(f.destinataire) as destinataire,
      coalesce(l.lignes, '[]') as lignes,
      jsonb_build_object('avoirCentimes', coalesce(s.avoir_centimes, 0),
        'percuCentimes', coalesce(s.percu_centimes, 0),
        'resteCentimes', coalesce(s.reste_centimes, 0),
        'anterieurCentimes', (select coalesce(sum(v.reste_centimes), 0)::int
          from soldes_factures v where v.payeur_id = f.payeur_id and v.regie_id = f.regie_id
            and (v.jour, v.facture_id) < (f.jour, f.id) and v.reste_centimes > 0
            and not exists (select from titres t where t.facture_id = v.facture_id)),
        'preleve', exists (select from mandats m where m.payeur_id = f.payeur_id
          and m.regie_id = f.regie_id and m.revoque_le is null)) as situation,
      ${paieEnLigne()} as "enLigne"
    from unnest(${factureIds}::int[]) with ordinality as voulue(id, rang)
      join factures f on f.id = voulue.id
      join regies r on r.id = f.regie_id
      left join soldes_factures s on s.facture_id = f.id
      left join lateral (
        select jsonb_agg(jsonb_build_object('enfant', e.prenom || ' ' || e.nom,
          'enfantId', l.enfant_id, 'prestationId', l.prestation_id, 'jour', l.jour,
          'libelle', l.libelle, 'explication', l.explication, 'quantite', l.quantite,
          'prixUnitaireCentimes', l.prix_unitaire_centimes, 'montantCentimes', l.montant_centimes,
          'payableEnCesu', l.payable_en_cesu,
          'mentionTva', coalesce(l.details ->> 'mentionTva', p.mention_tva, '')) order by l.rang)
          as lignes
        from lignes_facture l
          left join enfants e on e.id = l.enfant_id
          left join prestations p on p.id = l.prestation_id
        where l.facture_id = f.id) l on true
    order by voulue.rang`.execute(db);
  return rows.map(({ id, emiseLe, enLigne, ...f }) => ({
    id,
    emiseLe,
    faits: {
      ...f,
      emetteur: lireEmetteur(f.emetteur),
      destinataire: lireDestinataire(f.destinataire),
      situation: { ...f.situation, le: pour.le },
      adressePaiement: enLigne ? `${pour.adresse}/famille/factures` : null,
    },
  }));
}

/** Les yeux d'un responsable : ses familles pour leur payeur commun, lui seul pour le sien. */
export interface Regard {
  responsableId: number;
  familles: readonly number[];
}

/** Cette facture est-elle à lui ? Celle de l'autre parent n'existe pas. */
export async function factureEstA(db: Db, factureId: number, regard: Regard): Promise<boolean> {
  const { rows } = await sql<{ trouvee: number }>`
    select 1 as trouvee from factures f join payeurs p on p.id = f.payeur_id
    where f.id = ${factureId} and ${payeurEstA(regard)}`.execute(db);
  return rows.length > 0;
}

/** À poser sur `payeurs p`. */
export function payeurEstA({ responsableId, familles }: Regard) {
  return sql`((p.genre = 'famille' and p.famille_id = any(${familles}::int[]))
    or (p.genre = 'responsable' and p.responsable_id = ${responsableId}
      and p.famille_id = any(${familles}::int[])))`;
}

/** À poser sur `regies r` : l'émetteur d'un document qui n'a pas sa copie. */
export function emetteurDeLaRegie() {
  return sql`jsonb_build_object('collectivite', (select nom from collectivites), 'regie', r.nom,
    'adresse', r.adresse, 'siret', r.siret, 'courriel', r.courriel, 'telephone', r.telephone,
    'comptable', r.comptable)`;
}

/** De même : cette régie a-t-elle un paiement en ligne réglé ? */
export function paieEnLigne() {
  return sql`case r.fournisseur_de_paiement when 'payfip' then r.payfip_numero_client is not null
    when 'lyra' then true else false end`;
}
