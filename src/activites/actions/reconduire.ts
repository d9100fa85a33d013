import { type Acteur, noter } from '../../journal/actions.ts';
import { transaction } from '../../platform/db.ts';
import { Refus } from '../../platform/errors.ts';
import type { Services } from '../../platform/http.ts';
import { instantLocal } from '../../platform/instants.ts';
import { ecrireJour } from '../../platform/jours.ts';
import { delaisAProlonger } from '../regles/reconduction.ts';
import { refuserChevauchements, type Saisies } from '../regles/reconduction-saisie.ts';
import { insererSuites, prolongerDelais, verrouillerActivites } from '../requetes/reconduire.ts';
import { type Cadre, lireLaReconduction, type Suite } from './apercu-reconduction.ts';

export interface Reconduire extends Cadre {
  saisies: Saisies;
  acteur: Acteur;
}

/**
 * Crée les suites retenues, leurs jours, leurs places et leurs délais, d'un bloc. Envoyé deux fois, rien
 * ne s'écrit la seconde (docs/regles/reconduction.md, règles 10 et 14).
 * @returns le nombre de périodes créées
 * @throws Refus si deux se chevauchent
 */
export function reconduire(services: Services, geste: Reconduire): Promise<number> {
  const le = services.clock.now();
  return transaction(services.db, async (tx) => {
    await verrouillerActivites(tx, geste.structures);
    const suites = (await lireLaReconduction(tx, geste, geste.saisies)).filter(estRetenue);
    const [chevauchement] = refuserChevauchements(
      suites.map((s) => ({ id: s.periode.id, dates: s.dates, connues: s.activite.connues })),
    );
    if (chevauchement) throw new Refus('chevauche', chevauchement.message, chevauchement.champ);
    if (suites.length === 0) return 0;
    const ecrites = await insererSuites(
      tx,
      suites.map((s) => ({
        ...s.dates,
        reconduit: s.periode.id,
        activiteId: s.activite.id,
        ouvreLe: instantLocal(s.dates.ouvre, s.heures.ouvre, geste.fuseau),
        fermeLe: instantLocal(s.dates.ferme, s.heures.ferme, geste.fuseau),
        jours: s.jours,
      })),
    );
    const faites = new Set(ecrites.map((e) => e.reconduit));
    const creees = suites.filter((s) => faites.has(s.periode.id));
    await prolongerDelais(tx, prolongations(creees), le);
    await noter(
      tx,
      ...[...Map.groupBy(creees, (s) => s.activite)].map(([activite, siennes]) => ({
        le,
        acteur: geste.acteur,
        verbe: 'reconduire_activite',
        phrase: `Année ${geste.vers} : ${siennes.map(raconter).join(' ; ')}.`,
        sujets: [`activite:${activite.id}`],
      })),
    );
    return creees.length;
  });
}

type Retenue = Suite & { dates: NonNullable<Suite['dates']> };

function estRetenue(suite: Suite): suite is Retenue {
  return suite.retenue && suite.dates !== null && suite.deja === null;
}

/** Une règle ne se prolonge qu'une fois, même si plusieurs périodes de l'activité la demandent. */
function prolongations(suites: readonly Retenue[]): { id: number; du: string }[] {
  const demandees = suites.flatMap(({ activite, periode, dates }) =>
    delaisAProlonger(activite.delais, periode.au, dates.du),
  );
  return [...new Map(demandees.map((d) => [d.id, d])).values()];
}

function raconter({ periode, dates, jours }: Retenue): string {
  const bornes = `du ${ecrireJour(dates.du, { annee: true })} au ${ecrireJour(dates.au, { annee: true })}`;
  return `période « ${dates.nom} » créée d’après « ${periode.nom} », ${bornes}, ${jours.length} jours ouverts`;
}
