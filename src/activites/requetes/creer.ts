import { sql } from 'kysely';
import type { Tx } from '../../platform/db.ts';
import type { Jour, JourDeLaSemaine } from '../../platform/jours.ts';
import type { Modele } from '../regles/modeles.ts';

export interface ActiviteAInserer {
  structureId: number;
  nom: string;
  modele: Modele;
  joursSemaine: readonly JourDeLaSemaine[];
  prestation: { nom: string; debut: string; fin: string };
  periode: { nom: string; du: Jour; au: Jour; ouvreLe: Date; fermeLe: Date };
}

/** L'activité, sa prestation, sa période et la jauge de ses places ; pas encore ses jours. */
export async function insererActivite(
  tx: Tx,
  a: ActiviteAInserer,
): Promise<{ activiteId: number; periodeId: number; jaugeId: number }> {
  const { modele, prestation, periode } = a;
  const { rows } = await sql<{ activiteId: number; periodeId: number; jaugeId: number }>`
    with a as (
      insert into activites (structure_id, nom, genre, approbation, liste_attente, rythme,
        jours_semaine, criteres_attente)
      values (${a.structureId}, ${a.nom}, ${modele.genre}, ${modele.approbation},
        ${modele.listeAttente}, ${modele.rythme}, ${[...a.joursSemaine]}::int[],
        ${[...modele.criteres]}::text[])
      returning id, structure_id, nom
    ), p as (
      insert into prestations (activite_id, nom, heure_debut, heure_fin, ordre, garde_d_enfant,
        payable_en_cesu)
      select id, ${prestation.nom}, ${prestation.debut}::time, ${prestation.fin}::time, 1,
        ${modele.genre !== 'cantine'}, ${modele.genre !== 'cantine'} from a
      returning id
    ), pe as (
      insert into periodes (activite_id, nom, du, au, ouvre_le, ferme_le)
      select id, ${periode.nom}, ${periode.du}::date, ${periode.au}::date,
        ${periode.ouvreLe}::timestamptz, ${periode.fermeLe}::timestamptz from a
      returning id
    ), j as (
      insert into jauges (structure_id, nom) select structure_id, nom from a returning id
    ), jp as (
      insert into jauges_prestations (jauge_id, prestation_id) select j.id, p.id from j, p
    )
    select a.id as "activiteId", pe.id as "periodeId", j.id as "jaugeId" from a, pe, j
  `.execute(tx);
  const [ligne] = rows;
  if (!ligne) throw new Error('L’activité n’a pas été écrite.');
  return ligne;
}

/** Ce qu'un agent change d'un coup sur la page d'une activité. */
export interface Reglages {
  nom: string;
  approbation: string;
  listeAttente: string;
  ouverteAuxFamilles: boolean;
}

export async function enregistrerReglages(tx: Tx, id: number, r: Reglages): Promise<void> {
  await sql`
    update activites set nom = ${r.nom}, approbation = ${r.approbation},
      liste_attente = ${r.listeAttente}, ouverte_aux_familles = ${r.ouverteAuxFamilles}
    where id = ${id}`.execute(tx);
}
