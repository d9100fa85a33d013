import { sql } from 'kysely';
import type { Db } from '../../platform/db.ts';
import type { Jour, Mois } from '../../platform/jours.ts';
import { estResident } from '../../tarifs/regles/fratrie.ts';
import { lireRegle } from '../../tarifs/regles/schema.ts';
import type { Grille, Quotient } from '../../tarifs/regles/types.ts';
import { lirePartage } from '../regles/schema.ts';
import type {
  EnfantFacture,
  FaitsDuMois,
  Partage,
  PrestationFacturee,
  Venue,
} from '../regles/types.ts';

/** Quoi lire : une régie, un mois, et ces familles seulement si l'on n'en montre qu'une. */
export interface Portee {
  regieId: number | null;
  mois: Mois;
  familles: readonly number[] | null;
}

/** Tous les faits d'un mois, en six ordres quel que soit le nombre de familles. */
export async function lireFaitsDuMois(db: Db, portee: Portee): Promise<FaitsDuMois> {
  const prestations = await listerPrestations(db, portee.regieId);
  const ids = prestations.map((p) => p.id);
  const grilles = await listerGrilles(db, ids);
  const venues = await listerVenues(db, ids, portee);
  const enfants = await listerEnfants(db, [...new Set(venues.map((v) => v.enfantId))]);
  const payeurs = enfants.flatMap((e) => [e.payeurFamilleId, ...e.partages.map((p) => p.payeurId)]);
  return {
    prestations,
    grilles,
    venues,
    enfants,
    quotients: await listerQuotients(db, [...new Set(payeurs)]),
    forfaitsDejaFactures: await listerForfaits(db, grilles, portee.mois),
  };
}

async function listerPrestations(db: Db, regieId: number | null): Promise<PrestationFacturee[]> {
  const { rows } = await sql<PrestationFacturee>`
    select p.id, p.nom, a.id as "activiteId", a.nom as activite, s.nom as structure,
      a.facture_sur as "factureSur", p.heure_debut as "heureDebut", p.heure_fin as "heureFin",
      p.garde_d_enfant as "gardeDEnfant", p.payable_en_cesu as "payableEnCesu",
      p.code_produit as "codeProduit"
    from prestations p join activites a on a.id = p.activite_id
    join structures s on s.id = a.structure_id
    where ${regieId}::int is null or a.regie_id = ${regieId}::int
    order by p.id`.execute(db);
  return rows;
}

async function listerGrilles(db: Db, prestations: readonly number[]): Promise<Grille[]> {
  const { rows } = await sql<Omit<Grille, 'regle'> & { regle: unknown }>`
    select g.id, g.prestation_id as "prestationId", g.du, d.numero as deliberation, g.regle,
      g.cout_de_revient_centimes as "coutDeRevientCentimes"
    from grilles g join deliberations d on d.id = g.deliberation_id
    where g.publiee_le is not null and g.prestation_id = any(${prestations}::int[])`.execute(db);
  return rows.map((g) => ({ ...g, regle: lireRegle(g.regle) }));
}

interface LigneVenue {
  enfantId: number;
  prestationId: number;
  jour: Jour;
  horsDelai: boolean | null;
  etat: NonNullable<Venue['pointage']>['etat'] | null;
  arrivee: string | null;
  depart: string | null;
}

/**
 * Être venu et avoir réservé sont deux faits : l'un sans l'autre compte aussi. Une déclaration du
 * centre a le dernier mot : jour annulé mais dû, jour gardé mais offert (Fermetures, règle 4).
 */
async function listerVenues(
  db: Db,
  prestations: readonly number[],
  { mois, familles }: Portee,
): Promise<Venue[]> {
  const du = `${mois}-01`;
  const { rows } = await sql<LigneVenue>`
    with reservees as (
      select r.enfant_id, r.prestation_id, r.jour, r.hors_delai from reservations r
      where r.etat = 'validee' and r.prestation_id = any(${prestations}::int[])
        and r.jour >= ${du}::date and r.jour < ${du}::date + interval '1 month'
        and not exists (select from reservations_declarees d
          where d.reservation_id = r.id and not d.facturee)
      union all
      select r.enfant_id, r.prestation_id, r.jour, r.hors_delai from reservations r
        join reservations_declarees d on d.reservation_id = r.id and d.sort = 'annulee' and d.facturee
        join prestations p on p.id = r.prestation_id
        join activites a on a.id = p.activite_id and a.facture_sur = 'reservation'
      where r.etat = 'annulee_par_centre' and r.prestation_id = any(${prestations}::int[])
        and r.jour >= ${du}::date and r.jour < ${du}::date + interval '1 month'),
    pointees as (
      select t.enfant_id, t.prestation_id, t.jour, t.etat, t.arrivee, t.depart from pointages t
      where t.prestation_id = any(${prestations}::int[])
        and t.jour >= ${du}::date and t.jour < ${du}::date + interval '1 month'
        and not exists (select from reservations r
          join reservations_declarees d on d.reservation_id = r.id
          where r.enfant_id = t.enfant_id and r.prestation_id = t.prestation_id and r.jour = t.jour
            and (d.sort = 'annulee' or not d.facturee)))
    select enfant_id as "enfantId", prestation_id as "prestationId", jour,
      r.hors_delai as "horsDelai", p.etat, p.arrivee, p.depart
    from reservees r full join pointees p using (enfant_id, prestation_id, jour)
    where ${familles}::int[] is null
      or enfant_id in (select id from enfants where famille_id = any(${familles}::int[]))`.execute(
    db,
  );
  return rows.map(({ horsDelai, etat, arrivee, depart, ...cle }) => ({
    ...cle,
    reservation: horsDelai === null ? null : { horsDelai },
    pointage: etat === null ? null : { etat, arrivee, depart },
  }));
}

type LigneEnfant = Omit<EnfantFacture, 'partages' | 'resident'> & {
  communeDeLaFamille: string | null;
  commune: string;
  partages: (Omit<Partage, 'regle'> & { regle: unknown })[];
};

async function listerEnfants(db: Db, enfantIds: readonly number[]): Promise<EnfantFacture[]> {
  const { rows } = await sql<LigneEnfant>`
    select e.id, e.prenom, e.nom, e.famille_id as "familleId", e.ne_le as "neLe",
      f.code_insee as "communeDeLaFamille", (select code_insee from collectivites) as commune,
      py.id as "payeurFamilleId", coalesce(pr.paniers, '[]') as paniers,
      coalesce(pa.partages, '[]') as partages
    from enfants e join familles f on f.id = e.famille_id
    join payeurs py on py.famille_id = f.id and py.genre = 'famille'
      and py.repris_par is null
    left join (
      select enfant_id, jsonb_agg(jsonb_build_object('du', du, 'au', au)) as paniers
      from paniers_repas group by enfant_id) pr on pr.enfant_id = e.id
    left join (
      select enfant_id, jsonb_agg(jsonb_build_object('payeurId', payeur_id,
        'activiteId', activite_id, 'du', du, 'au', au, 'regle', regle)) as partages
      from partages group by enfant_id) pa on pa.enfant_id = e.id
    where e.id = any(${enfantIds}::int[])`.execute(db);
  return rows.map(({ communeDeLaFamille, commune, ...e }) => ({
    ...e,
    resident: estResident(communeDeLaFamille, commune),
    partages: e.partages.map((p) => ({ ...p, regle: lirePartage(p.regle) })),
  }));
}

async function listerQuotients(
  db: Db,
  payeurs: readonly number[],
): Promise<Map<number, Quotient[]>> {
  const { rows } = await sql<Quotient & { payeurId: number }>`
    select payeur_id as "payeurId", valeur, regime, du, au from quotients_familiaux
    where payeur_id = any(${payeurs}::int[])`.execute(db);
  return Map.groupBy(rows, (q) => q.payeurId);
}

/** Les forfaits annuels déjà facturés cette année scolaire, avoirs déduits. */
async function listerForfaits(
  db: Db,
  grilles: readonly Grille[],
  mois: Mois,
): Promise<Set<string>> {
  const annuelles = grilles.filter((g) => g.regle.periodicite === 'annee');
  if (annuelles.length === 0) return new Set();
  const [annee = 0, rang = 0] = mois.split('-').map(Number);
  const rentree: Jour = `${rang >= 9 ? annee : annee - 1}-09-01`;
  const { rows } = await sql<{ cle: string }>`
    select distinct coalesce(e.fusionne_dans, l.enfant_id) || ':' || l.prestation_id as cle
    from lignes_facture l join factures f on f.id = l.facture_id
      join enfants e on e.id = l.enfant_id
    where l.prestation_id = any(${annuelles.map((g) => g.prestationId)}::int[])
      and l.jour >= ${rentree} and l.jour < ${`${mois}-01`} and f.genre = 'facture'
      and not exists (select from factures a where a.avoir_de = f.id)`.execute(db);
  return new Set(rows.map((r) => r.cle));
}
