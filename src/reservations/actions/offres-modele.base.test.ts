import fc from 'fast-check';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Gestes, gestesDe } from '../../../test/gestes.ts';
import { lireJetons, listerAnomalies } from '../../../test/offres.ts';
import { type PetiteCommune, petiteCommune } from '../../../test/petite-commune.ts';
import { ouvrirPortail, type Portail } from '../../../test/portail.ts';
import { verifierCompteurs } from '../../activites/requetes/places.ts';
import { Refus } from '../../platform/errors.ts';
import type { Decision } from '../regles/decider-agent.ts';
import type { Reponse } from '../regles/offre-de-place.ts';
import { repondreAUneOffre } from './repondre.ts';
import { tenirLaFile } from './tenir-la-file.ts';

const MERCREDI = '2026-12-16';
const DEPART = new Date('2026-11-16T09:00:00Z');

let portail: Portail;
let commune: PetiteCommune;
let gestes: Gestes;

beforeEach(async () => {
  portail = await ouvrirPortail();
  commune = await petiteCommune(portail.services.db, {
    places: 2,
    familles: 6,
    listeAttente: 'offre',
  });
  gestes = gestesDe(portail, commune);
  const { db } = portail.services;
  // Les enfants 4 et 5 sont frères, et l'activité veut les fratries ensemble.
  await sql`update activites set fratries_ensemble = true`.execute(db);
  await sql`update enfants set famille_id = ${gestes.famille(4).familles[0]}
    where id = ${gestes.famille(5).enfantId}`.execute(db);
  commune.familles[5]!.familleId = commune.familles[4]!.familleId;
});
afterEach(() => portail.fermer());

/** Ce que le modèle sait : l'heure avance. La vérité des places se recompte dans la base. */
interface Modele {
  heures: number;
}

class Geste implements fc.AsyncCommand<Modele, Portail> {
  readonly #nom: string;
  readonly #faire: (modele: Modele) => Promise<unknown>;
  constructor(nom: string, faire: (modele: Modele) => Promise<unknown>) {
    this.#nom = nom;
    this.#faire = faire;
  }
  check(): boolean {
    return true;
  }
  async run(modele: Modele): Promise<void> {
    try {
      await this.#faire(modele);
    } catch (erreur) {
      if (!(erreur instanceof Refus)) throw erreur;
    }
    await verifierLesPlaces();
  }
  toString(): string {
    return this.#nom;
  }
}

/** Ni donnée deux fois, ni perdue ; et rien d'utile ne reste libre. */
async function verifierLesPlaces() {
  const { db } = portail.services;
  expect(await verifierCompteurs(db)).toEqual([]);
  expect(await listerAnomalies(db)).toEqual([]);
  // Quelqu'un attend sans offre alors que chacune de ses jauges a une place : seulement une fratrie
  // que l'on n'a pas encore doublée deux fois, et qu'il faut réunir.
  const { rows } = await sql`
    select f.id from file_d_attente f
    where not exists (
      select from jauges_prestations l join places p on p.jauge_id = l.jauge_id and p.jour = f.jour
      where l.prestation_id = f.prestation_id and p.prises >= p.places)
      and (f.passages >= 2 or not exists (
        select from file_d_attente g where g.bloc = f.bloc and g.id <> f.id))`.execute(db);
  expect(rows).toEqual([]);
  const { rows: doublees } = await sql`select 1 from reservations where passages > 2`.execute(db);
  expect(doublees).toEqual([]);
}

const qui = fc.integer({ min: 0, max: 5 });
const unGeste = [
  fc
    .tuple(qui, fc.boolean())
    .map(
      ([n, journee]) =>
        new Geste(`demander ${n}${journee ? ' journée' : ''}`, () =>
          gestes.demander(n, [
            { prestationId: journee ? commune.journee : commune.matin, jour: MERCREDI },
          ]),
        ),
    ),
  qui.map(
    (n) =>
      new Geste(`renoncer ${n}`, async () => {
        const mienne = await derniereDe(n);
        if (mienne) await gestes.renoncer(n, mienne);
      }),
  ),
  fc.tuple(qui, fc.constantFrom<Decision>('valider', 'refuser', 'annuler')).map(
    ([n, decision]) =>
      new Geste(`${decision} ${n}`, async () => {
        const sienne = await derniereDe(n);
        if (sienne) await gestes.trancher([sienne], decision);
      }),
  ),
  fc.tuple(fc.nat(2), fc.constantFrom<Reponse>('accepter', 'laisser')).map(
    ([rang, reponse]) =>
      new Geste(`${reponse} par le lien ${rang}`, async () => {
        const jetons = await lireJetons(portail.services.db);
        const jeton = jetons[jetons.length - 1 - rang];
        if (jeton) await repondreAUneOffre(portail.services, { jeton }, reponse);
      }),
  ),
  fc.integer({ min: 1, max: 40 }).map(
    (heures) =>
      new Geste(`attendre ${heures} h`, async (modele) => {
        modele.heures += heures;
        portail.horloge.moveTo(new Date(+DEPART + modele.heures * 3_600_000));
        await tenirLaFile(portail.services);
      }),
  ),
];

async function derniereDe(n: number): Promise<number | undefined> {
  return (await gestes.lignes()).filter((l) => l.enfant === gestes.famille(n).enfantId).at(-1)?.id;
}

describe('N’importe quelle suite de gestes', () => {
  test('une place n’est jamais donnée deux fois ni perdue, et ne reste pas libre devant qui l’attend', async () => {
    const { db } = portail.services;
    await fc.assert(
      fc.asyncProperty(fc.commands(unGeste, { maxCommands: 18, size: 'max' }), async (suite) => {
        await sql`truncate reservations, demandes, offres_de_place restart identity cascade`.execute(
          db,
        );
        await sql`delete from courriels`.execute(db);
        await sql`update places set prises = 0`.execute(db);
        portail.horloge.moveTo(DEPART);
        // Tous ont demandé : deux ont une place, les autres attendent.
        for (const n of [0, 1, 2, 3, 4, 5])
          await gestes.demander(n, [{ prestationId: commune.matin, jour: MERCREDI }]);
        await fc.asyncModelRun(() => ({ model: { heures: 0 }, real: portail }), suite);
      }),
      { numRuns: 30 },
    );
  }, 120_000);
});
