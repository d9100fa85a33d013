/** La plus petite collectivité où essayer les ouvertures et les places. */
import { sql } from 'kysely';
import { chargerVacances } from '../src/activites/actions/ouvrir.ts';
import type { Tx } from '../src/platform/db.ts';
import type { Jour } from '../src/platform/jours.ts';

export interface Terrain {
  cantine: number;
  mercredis: number;
  annee: number;
  matin: number;
  journee: number;
  salle: number;
  enfant: number;
  demande: number;
}

/** La cantine et les mercredis de 2026-2027, zone B, un enfant et sa demande. */
export async function planter(tx: Tx): Promise<Terrain> {
  await sql`
    insert into collectivites (nom, nom_court, courriel, zone_scolaire, code_insee, creee_le)
      values ('Essai', 'Essai', 'm@essai.example', 'B', '45999', '2026-01-01')`.execute(tx);
  await chargerVacances(tx);
  const un = async (ordre: ReturnType<typeof sql<{ id: number }>>) => {
    const { rows } = await ordre.execute(tx);
    return rows[0]?.id ?? 0;
  };
  const structure = await un(
    sql`insert into structures (nom, courriel) values ('Enfance', 'e@essai.example') returning id`,
  );
  const activite = (nom: string, genre: string, jours: number[]) =>
    un(sql`insert into activites (structure_id, nom, genre, approbation, liste_attente, rythme,
        jours_semaine)
      values (${structure}, ${nom}, ${genre}, 'automatique', 'aucune', 'scolaire', ${jours})
      returning id`);
  const cantine = await activite('Cantine', 'cantine', [1, 2, 4, 5]);
  const mercredis = await activite('Mercredis', 'mercredi', [3]);
  const prestation = (id: number, nom: string) =>
    un(sql`insert into prestations (activite_id, nom, heure_debut, heure_fin)
      values (${id}, ${nom}, '08:00', '12:00') returning id`);
  await prestation(cantine, 'Repas');
  const matin = await prestation(mercredis, 'Matin');
  const journee = await prestation(mercredis, 'Journée');
  const periode = (id: number) =>
    un(sql`insert into periodes (activite_id, nom, du, au, ouvre_le, ferme_le)
      values (${id}, 'Année', '2026-09-01', '2027-07-02', '2026-06-01', '2027-07-02')
      returning id`);
  const annee = await periode(mercredis);
  const salle = await un(
    sql`insert into jauges (structure_id, nom) values (${structure}, 'Salle') returning id`,
  );
  await sql`insert into jauges_prestations (jauge_id, prestation_id)
    values (${salle}, ${matin}), (${salle}, ${journee})`.execute(tx);
  const compte = await un(
    sql`insert into comptes (identifiant, cree_le) values ('a', '2026-01-01') returning id`,
  );
  const famille = await un(
    sql`insert into familles (nom, creee_le) values ('Essai', '2026-01-01') returning id`,
  );
  const enfant = await un(sql`insert into enfants (famille_id, prenom, nom, ne_le, cree_le)
    values (${famille}, 'Zoé', 'Essai', '2020-01-01', '2026-01-01') returning id`);
  const demande = await un(sql`insert into demandes (enfant_id, activite_id, periode_id, compte_id,
      origine, cle_unique, recue_le)
    values (${enfant}, ${mercredis}, ${annee}, ${compte}, 'portail', gen_random_uuid(),
      '2026-06-02') returning id`);
  return { cantine, mercredis, annee, matin, journee, salle, enfant, demande };
}

export async function reserver(
  tx: Tx,
  t: Terrain,
  jour: Jour,
  { prestation = t.matin, etat = 'validee' }: { prestation?: number; etat?: string } = {},
): Promise<void> {
  await sql`insert into reservations (demande_id, enfant_id, prestation_id, jour, etat, origine,
      ordre_attente, creee_le)
    values (${t.demande}, ${t.enfant}, ${prestation}, ${jour}, ${etat}, 'portail', 1, '2026-06-02')
  `.execute(tx);
}
