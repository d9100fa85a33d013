/* Un mois à facturer pour toute la commune : réservations, pointages, tarifs, quotients. */
import { sql } from 'kysely';
import { type Db, transaction } from '../src/platform/db.ts';

export interface MoisAFacturer {
  regieId: number;
  mois: string;
  reservations: number;
}

const CASES_PAR_ENFANT = 20;

const REGLE = {
  periodicite: 'jour',
  base: {
    mode: 'taux_effort',
    tauxMillioniemes: 4500,
    plancherCentimes: 60,
    plafondCentimes: 515,
  },
  fratrie: [{ rang: 2, effet: { mode: 'pourcent', pourcent: -20 } }],
};

/** Le dernier mois fini où l'école ouvrait ; vingt venues par enfant, dont une sur trente non pointée. */
export async function poserMois(db: Db): Promise<MoisAFacturer> {
  return transaction(db, async (tx) => {
    await sql`set local statement_timeout = 0`.execute(tx);
    const { rows } = await sql<{ regie: number; mois: string }>`
      with r as (
        insert into regies (nom, code, siret, regisseur, adresse, courriel, comptable,
          plafond_encaisse_centimes, payfip_numero_client)
        values ('Régie enfance', '01', '21449990000017', 'Agent Premier', '1 place de la Mairie',
          'regie@grandville.example', 'SGC de Grandville', 100000, '123456')
        returning id)
      select r.id as regie, (select to_char(max(o.jour), 'YYYY-MM') from ouvertures o
        join prestations p on p.id = o.prestation_id join activites a on a.id = p.activite_id
        where a.genre = 'garderie' and o.jour < date_trunc('month', current_date)) as mois
      from r`.execute(tx);
    const { regie, mois } = rows[0] ?? { regie: 0, mois: null };
    if (!mois) throw new Error('Aucun mois fini à facturer : l’année scolaire commence.');
    await sql`
      update activites set regie_id = ${regie} where genre in ('garderie', 'cantine')`.execute(tx);
    await sql`
      with d as (insert into deliberations (numero, objet, adoptee_le)
        values ('2020-031', 'Tarifs', '2020-06-20') returning id)
      insert into grilles (prestation_id, du, deliberation_id, regle, creee_le, publiee_le)
      select p.id, '2020-09-01', d.id, ${JSON.stringify(REGLE)}::jsonb, '2020-06-21', '2020-06-21'
      from prestations p join activites a on a.id = p.activite_id, d
      where a.regie_id = ${regie}`.execute(tx);
    await sql`
      insert into quotients_familiaux (payeur_id, valeur, regime, source, du, vu_le)
      select id, 200 + id * 37 % 1500, 'caf', 'caf', '2020-01-01', '2020-01-01'
      from payeurs where genre = 'famille'`.execute(tx);
    const reservations = await reserver(tx, `${mois}-01`);
    await sql`
      insert into pointages (enfant_id, prestation_id, jour, etat, pointe_le, pointe_par)
      select enfant_id, prestation_id, jour, 'present', jour + time '18:00', (select min(compte_id) from agents)
      from reservations where id % 30 <> 0`.execute(tx);
    return { regieId: regie, mois, reservations };
  });
}

async function reserver(db: Db, premier: string): Promise<number> {
  const { numAffectedRows } = await sql`
    with cases as (
      select e.id as enfant_id, p.id as prestation_id, o.jour, p.activite_id, o.periode_id, e.famille_id,
        row_number() over (partition by e.id order by o.jour, p.id) as rang
      from enfants e join scolarites s on s.enfant_id = e.id
        join classes c on c.id = s.classe_id
        join activites_ecoles ae on ae.ecole_id = c.ecole_id
        join prestations p on p.activite_id = ae.activite_id
        join ouvertures o on o.prestation_id = p.id
        join periodes pe on pe.id = o.periode_id
      where o.jour >= ${premier}::date and o.jour < ${premier}::date + interval '1 month'
        and s.annee_scolaire = (select min(annee_scolaire) from scolarites)),
    retenues as (select * from cases where rang <= ${CASES_PAR_ENFANT}),
    d as (
      insert into demandes (enfant_id, activite_id, periode_id, compte_id, origine, cle_unique,
        recue_le, traitee_le)
      select distinct on (r.enfant_id) r.enfant_id, r.activite_id, r.periode_id, re.compte_id, 'portail',
        gen_random_uuid(), ${premier}::timestamptz, ${premier}::timestamptz
      from retenues r join rattachements ra on ra.famille_id = r.famille_id
        join responsables re on re.id = ra.responsable_id
      returning id, enfant_id)
    insert into reservations (demande_id, enfant_id, prestation_id, jour, etat, origine, creee_le)
    select d.id, r.enfant_id, r.prestation_id, r.jour, 'validee', 'portail', ${premier}::timestamptz
    from retenues r join d using (enfant_id)`.execute(db);
  return Number(numAffectedRows ?? 0);
}
