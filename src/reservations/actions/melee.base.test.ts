import fc from 'fast-check';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Gestes, gestesDe } from '../../../test/gestes.ts';
import { type PetiteCommune, petiteCommune } from '../../../test/petite-commune.ts';
import { ouvrirPortail, type Portail } from '../../../test/portail.ts';
import { verifierCompteurs } from '../../activites/requetes/places.ts';
import { Refus } from '../../platform/errors.ts';
import type { Decision } from '../regles/decider-agent.ts';

const MERCREDIS = ['2026-11-25', '2026-12-02'] as const;

let portail: Portail;
let commune: PetiteCommune;
let gestes: Gestes;

beforeEach(async () => {
  portail = await ouvrirPortail();
});
afterEach(() => portail.fermer());

type Geste =
  | { geste: 'reserver'; qui: number; journee: boolean; jour: number }
  | { geste: 'annuler'; qui: number; jour: number }
  | { geste: 'decider'; qui: number; decision: Decision };

const qui = fc.integer({ min: 0, max: 5 });
const unJour = fc.integer({ min: 0, max: 1 });
const unGeste: fc.Arbitrary<Geste> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      geste: fc.constant('reserver' as const),
      qui,
      journee: fc.boolean(),
      jour: unJour,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ geste: fc.constant('annuler' as const), qui, jour: unJour }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      geste: fc.constant('decider' as const),
      qui,
      decision: fc.constantFrom<Decision>('valider', 'refuser', 'liste_attente', 'annuler'),
    }),
  },
);

/** Un geste, tel que le site le fait ; un refus dit à la personne n'est pas une panne. */
async function faire(geste: Geste): Promise<void> {
  const siennes = async () =>
    (await gestes.lignes()).filter((l) => l.enfant === gestes.famille(geste.qui).enfantId);
  try {
    if (geste.geste === 'reserver') {
      const prestationId = geste.journee ? commune.journee : commune.matin;
      await gestes.demander(geste.qui, [
        { prestationId, jour: MERCREDIS[geste.jour] ?? MERCREDIS[0] },
      ]);
    } else if (geste.geste === 'annuler') {
      const mienne = (await siennes()).filter((l) => l.jour === MERCREDIS[geste.jour]).at(-1);
      if (mienne) await gestes.renoncer(geste.qui, mienne.id);
    } else {
      const ids = (await siennes()).map((l) => l.id);
      if (ids.length > 0) await gestes.trancher(ids, geste.decision);
    }
  } catch (erreur) {
    if (!(erreur instanceof Refus)) throw erreur;
  }
}

describe('N’importe quelle mêlée de familles et d’agents', () => {
  test.each(['automatique', 'agent'] as const)(
    'approbation %s : les compteurs disent ce que disent les réservations, et jamais plus que les places',
    async (approbation) => {
      const { db } = portail.services;
      commune = await petiteCommune(db, { places: 2, familles: 6, approbation });
      gestes = gestesDe(portail, commune);
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.array(unGeste, { minLength: 1, maxLength: 5 }), { maxLength: 5 }),
          async (vagues) => {
            await sql`truncate reservations, demandes restart identity cascade`.execute(db);
            await sql`update places set prises = 0`.execute(db);
            // Les gestes d'une vague partent ensemble ; les vagues se suivent.
            for (const vague of vagues) await Promise.all(vague.map(faire));
            expect(await verifierCompteurs(db)).toEqual([]);
            const { rows } = await sql`
              select 1 from places where prises < 0 or prises > places`.execute(db);
            expect(rows).toEqual([]);
          },
        ),
        { numRuns: 15 },
      );
    },
  );
});
