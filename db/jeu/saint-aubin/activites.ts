/** Met en base les activités, leurs groupes, prestations, périodes, délais et jauges. */

import { engendrerOuvertures } from '../../../src/activites/actions/ouvrir.ts';
import { definirPlaces } from '../../../src/activites/actions/places.ts';
import type { Tx } from '../../../src/platform/db.ts';
import { instantLocal } from '../../../src/platform/instants.ts';
import { ajouterJours, type Jour } from '../../../src/platform/jours.ts';
import type { Annee } from './annees.ts';
import { type Commune, FUSEAU, idParNom, SAINT_AUBIN, VILLENEUVE } from './commune.ts';
import { insererFermetures } from './fermetures.ts';
import { MODELES, type Modele, type NomActivite } from './modeles.ts';

export interface Activite {
  id: number;
  modele: Modele;
  prestations: (nom: string) => number;
  groupes: (nom: string) => number;
  jauges: { id: number; places: number; prestationIds: number[]; groupeId: number | null }[];
}
export type Activites = Record<NomActivite, Activite>;

export async function insererActivites(
  tx: Tx,
  commune: Commune,
  annees: readonly Annee[],
  aujourdhui: Jour,
): Promise<Activites> {
  const lignes = await tx
    .insertInto('activites')
    .values(
      MODELES.map((m, ordre) => ({
        structure_id: commune.structures[m.structure],
        nom: m.nom,
        genre: m.genre,
        approbation: m.approbation,
        liste_attente: m.listeAttente,
        rythme: m.rythme,
        jours_semaine: m.jours,
        age_min: m.ages[0],
        age_max: m.ages[1],
        ordre,
      })),
    )
    .returning(['id', 'nom'])
    .execute();
  const id = idParNom(lignes);
  const activites = {} as Activites; // remplie à la ligne suivante, un modèle après l'autre
  for (const modele of MODELES) {
    activites[modele.nom] = await insererDetails(tx, commune, id(modele.nom), modele);
  }
  await limiterLesPublics(tx, commune, activites);
  await insererDelais(tx, activites, annees);
  await insererFermetures(tx, commune, activites, annees, aujourdhui);
  await ouvrir(tx, activites, annees);
  return activites;
}

async function insererDetails(
  tx: Tx,
  commune: Commune,
  activiteId: number,
  modele: Modele,
): Promise<Activite> {
  const groupes = await insererGroupes(tx, activiteId, modele.groupes);
  const prestations = await tx
    .insertInto('prestations')
    .values(
      modele.prestations.map(([nom, heure_debut, heure_fin], ordre) => ({
        activite_id: activiteId,
        nom,
        heure_debut,
        heure_fin,
        ordre,
      })),
    )
    .returning(['id', 'nom'])
    .execute();
  const groupeDe = idParNom(groupes);
  const prestationDe = idParNom(prestations);
  const structure_id = commune.structures[modele.structure];
  const jauges = await tx
    .insertInto('jauges')
    .values(modele.jauges.map(([nom]) => ({ structure_id, nom })))
    .returning(['id', 'nom'])
    .execute();
  const jaugeDe = idParNom(jauges);
  const decrites = modele.jauges.map(([nom, places, noms, groupe]) => ({
    id: jaugeDe(nom),
    places,
    prestationIds: noms.map(prestationDe),
    groupeId: groupe ? groupeDe(groupe) : null,
  }));
  await tx
    .insertInto('jauges_prestations')
    .values(
      decrites.flatMap((j) =>
        j.prestationIds.map((prestation_id) => ({
          jauge_id: j.id,
          prestation_id,
          groupe_id: j.groupeId,
        })),
      ),
    )
    .execute();
  return { id: activiteId, modele, prestations: prestationDe, groupes: groupeDe, jauges: decrites };
}

async function insererGroupes(
  tx: Tx,
  activite_id: number,
  lignes: Modele['groupes'],
): Promise<{ id: number; nom: string }[]> {
  if (lignes.length === 0) return [];
  return tx
    .insertInto('groupes')
    .values(lignes.map((l, ordre) => ({ ...l, activite_id, ordre })))
    .returning(['id', 'nom'])
    .execute();
}

/** L'étude est pour l'élémentaire ; les vacances, pour Saint-Aubin et la commune conventionnée. */
async function limiterLesPublics(tx: Tx, commune: Commune, activites: Activites): Promise<void> {
  await tx
    .insertInto('activites_ecoles')
    .values({
      activite_id: activites['Étude surveillée'].id,
      ecole_id: commune.ecoles.elementaire,
    })
    .execute();
  await tx
    .insertInto('activites_communes')
    .values(
      [SAINT_AUBIN, VILLENEUVE].map((code_insee) => ({
        activite_id: activites.Vacances.id,
        code_insee,
      })),
    )
    .execute();
}

async function insererDelais(
  tx: Tx,
  activites: Activites,
  annees: readonly Annee[],
): Promise<void> {
  const du = `${annees[0]?.rentree}-01-01`;
  await tx
    .insertInto('delais')
    .values(
      Object.values(activites).flatMap(({ id, modele }) =>
        (['reserver', 'annuler'] as const).map((pour) => ({
          activite_id: id,
          pour,
          du,
          regle: JSON.stringify(modele[pour]),
        })),
      ),
    )
    .execute();
}

async function ouvrir(tx: Tx, activites: Activites, annees: readonly Annee[]): Promise<void> {
  const periodes = await tx
    .insertInto('periodes')
    .values(
      Object.values(activites).flatMap(({ id, modele }) =>
        annees
          .flatMap((a) => (modele.rythme === 'scolaire' ? [anneeEntiere(a)] : sejours(a)))
          .map((periode) => ({ ...periode, activite_id: id })),
      ),
    )
    .returning('id')
    .execute();
  for (const { id } of periodes) await engendrerOuvertures(tx, id);
  const du = annees[0]?.du;
  const au = `${(annees.at(-1)?.rentree ?? 0) + 1}-12-31`;
  if (!du) return;
  for (const { jauges } of Object.values(activites)) {
    for (const { id: jaugeId, places } of jauges) {
      await definirPlaces(tx, { jaugeId, du, au, places });
    }
  }
}

interface PeriodeAInserer {
  nom: string;
  du: Jour;
  au: Jour;
  ouvre_le: Date;
  ferme_le: Date;
}

function anneeEntiere({ nom, rentree, du, au }: Annee): PeriodeAInserer {
  return {
    nom: `Année scolaire ${nom}`,
    du,
    au,
    ouvre_le: instantLocal(`${rentree}-06-01`, '08:00', FUSEAU),
    ferme_le: instantLocal(au, '24:00', FUSEAU),
  };
}

/** La fenêtre publiée : ouvre six semaines avant, ferme trois semaines avant. */
function sejours({ sejours: liste }: Annee): PeriodeAInserer[] {
  return liste.map((s) => ({
    ...s,
    ouvre_le: instantLocal(ajouterJours(s.du, -42), '08:00', FUSEAU),
    ferme_le: instantLocal(ajouterJours(s.du, -21), '24:00', FUSEAU),
  }));
}
