import { anneePrecedente } from '../../collectivite/regles/classes.ts';
import type { Db } from '../../platform/db.ts';
import { type Fuseau, type Heure, heureLocale, jourLocal } from '../../platform/instants.ts';
import { ajouterJours, type Jour } from '../../platform/jours.ts';
import { joursDOuverture } from '../calendrier/calendrier.ts';
import { joursFeriesEntre } from '../calendrier/feries.ts';
import {
  type Dates,
  type PeriodeConnue,
  proposerDates,
  reperesDe,
  trouverLaSuite,
  type VacancesPubliees,
} from '../regles/reconduction.ts';
import type { Saisies } from '../regles/reconduction-saisie.ts';
import {
  type ActiviteAReconduire,
  type FermetureSituee,
  listerActivitesAReconduire,
  listerExceptionsSituees,
  listerFermeturesSituees,
  listerVacancesPubliees,
  type PeriodeLue,
} from '../requetes/reconduire.ts';

/** Ce que voit l'agent, et l'année à préparer : « 2027-2028 ». */
export interface Cadre {
  structures: readonly number[] | null;
  vers: string;
  zone: string;
  fuseau: Fuseau;
}

/** Une période de l'année en cours, et ce que serait sa suite. */
export interface Suite {
  activite: ActiviteAReconduire;
  periode: PeriodeLue;
  /** null : le calendrier de l'année manque. */
  dates: Dates | null;
  /** La suite qui existe déjà. */
  deja: PeriodeConnue | null;
  heures: { ouvre: Heure; ferme: Heure };
  /** Les jours que le calendrier ouvre. */
  jours: Jour[];
  retenue: boolean;
}

/**
 * Chaque période de l'année d'avant et sa suite, en quatre ordres SQL. `saisies` : ce que l'agent a retenu
 * et corrigé ; null : tout ce qui peut se créer, aux dates proposées.
 */
export async function lireLaReconduction(
  db: Db,
  cadre: Cadre,
  saisies: Saisies | null,
): Promise<Suite[]> {
  const de = anneePrecedente(cadre.vers);
  const activites = await listerActivitesAReconduire(db, cadre.structures, {
    du: `${de.slice(0, 4)}-09-01`,
    au: `${cadre.vers.slice(0, 4)}-08-31`,
  });
  const vacances = await listerVacancesPubliees(db, cadre.zone);
  const reperes = {
    de: reperesDe(vacances, { avant: anneePrecedente(de), annee: de }),
    vers: reperesDe(vacances, { avant: de, annee: cadre.vers }),
  };
  const suites = activites.flatMap((activite) =>
    activite.periodes.map((periode): Suite => {
      const { heures, ...fenetre } = lireFenetre(periode, cadre.fuseau);
      const source = { ...fenetre, ...periode, rythme: activite.rythme };
      const dates = saisies?.dates.get(periode.id) ?? proposerDates(source, reperes);
      const corrigee = saisies?.dates.has(periode.id) ?? false;
      // Corrigée, elle ne se heurte qu'à sa propre suite : le reste se dit à côté du champ.
      const deja = trouverLaSuite(periode.id, corrigee ? null : dates, activite.connues);
      const retenue = saisies ? saisies.retenues.has(periode.id) : dates !== null && deja === null;
      return { activite, periode, dates, deja, heures, jours: [], retenue };
    }),
  );
  const bornes = bornesDe(suites);
  const fermetures = bornes ? await listerFermeturesSituees(db, bornes) : [];
  const exceptions = bornes ? await listerExceptionsSituees(db, bornes) : [];
  return suites.map((s) => ({ ...s, jours: ouvrir(s, { vacances, fermetures, exceptions }) }));
}

/** La fenêtre d'inscription en jours : « jusqu'à minuit » finit la veille. */
function lireFenetre(p: PeriodeLue, fuseau: Fuseau) {
  const ferme = { jour: jourLocal(p.fermeLe, fuseau), heure: heureLocale(p.fermeLe, fuseau) };
  const aMinuit = ferme.heure === '00:00';
  return {
    ouvre: jourLocal(p.ouvreLe, fuseau),
    ferme: aMinuit ? ajouterJours(ferme.jour, -1) : ferme.jour,
    heures: { ouvre: heureLocale(p.ouvreLe, fuseau), ferme: aMinuit ? '24:00' : ferme.heure },
  };
}

function bornesDe(suites: readonly Suite[]): { du: Jour; au: Jour } | null {
  const dates = suites.flatMap((s) => (s.dates && !s.deja ? [s.dates] : []));
  const du = dates.map((d) => d.du).toSorted()[0];
  const au = dates
    .map((d) => d.au)
    .toSorted()
    .at(-1);
  return du && au ? { du, au } : null;
}

function ouvrir(
  { activite, dates, deja }: Suite,
  calendrier: {
    vacances: readonly VacancesPubliees[];
    fermetures: readonly FermetureSituee[];
    exceptions: readonly { activiteId: number; jour: Jour; motif: string }[];
  },
): Jour[] {
  if (!dates || deja) return [];
  return joursDOuverture({
    du: dates.du,
    au: dates.au,
    rythme: activite.rythme,
    joursSemaine: activite.joursSemaine,
    feries: joursFeriesEntre(dates.du, dates.au, activite.territoire),
    vacances: calendrier.vacances,
    exceptions: new Map(
      calendrier.exceptions
        .filter((e) => e.activiteId === activite.id)
        .map((e) => [e.jour, e.motif]),
    ),
    fermetures: calendrier.fermetures.filter(
      (f) =>
        (f.structureId === null || f.structureId === activite.structureId) &&
        (f.activiteId === null || f.activiteId === activite.id),
    ),
  })
    .filter(({ ouvert }) => ouvert)
    .map(({ jour }) => jour);
}
