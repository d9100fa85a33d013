/**
 * Quel que soit l'ordre où reviennent le navigateur, la notification et le relevé, avec les pannes
 * et les pertes, le portail finit par dire ce que dit le Trésor, une seule fois, au centime près.
 */
import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ouvrirCaisse, type PetiteCaisse, viderCaisse } from '../../../test/petite-caisse.ts';
import { constaterPaiement } from './constater.ts';

const MINUTE = 60_000;
let caisse: PetiteCaisse;
beforeAll(async () => {
  caisse = await ouvrirCaisse({ familles: 1, delaiMs: 250 });
});
afterAll(() => caisse.fermer());

const CHOIX = ['P', 'V', 'R', 'Z', 'A'] as const;
const NOTIFICATIONS = ['avant', 'apres', 'deux_fois', 'jamais', 'retenue'] as const;
const PANNES = ['aucune', 'arret', 'technique', 'vide'] as const;

/** Ce qui peut arriver, à tout moment ; `rang` choisit l'opération dont il s'agit. */
const geste = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({ fait: fc.constant('lancer' as const), confirme: fc.boolean() }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      fait: fc.constant('choisir' as const),
      rang: fc.nat(3),
      choix: fc.constantFrom(...CHOIX),
      notification: fc.constantFrom(...NOTIFICATIONS),
    }),
  },
  { weight: 3, arbitrary: fc.record({ fait: fc.constant('revenir' as const), rang: fc.nat(3) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      fait: fc.constant('bousculer' as const),
      rang: fc.nat(3),
      fois: fc.integer({ min: 2, max: 4 }),
    }),
  },
  { weight: 3, arbitrary: fc.constant({ fait: 'relever' as const }) },
  {
    weight: 2,
    arbitrary: fc.record({ fait: fc.constant('lacher' as const), aLEnvers: fc.boolean() }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      fait: fc.constant('attendre' as const),
      minutes: fc.constantFrom(1, 3, 21, 200, 2000),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      fait: fc.constant('panne' as const),
      panne: fc.constantFrom(...PANNES),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      fait: fc.constant('montant' as const),
      ecart: fc.constantFrom(0, -1, 100),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ fait: 'nuit' as const }) },
);
type Geste = typeof geste extends fc.Arbitrary<infer G> ? G : never;

async function jouer(g: Geste, facture: number): Promise<void> {
  const { jumeau, horloge, services } = caisse;
  const de = async (rang: number) => {
    const paiements = (await caisse.paiements()).filter((p) => p.operation !== null);
    return paiements.length === 0 ? null : (paiements[rang % paiements.length] ?? null);
  };
  switch (g.fait) {
    case 'lancer':
      await caisse.lancer(0, [facture], { confirme: g.confirme }).catch(() => null);
      return;
    case 'choisir': {
      const p = await de(g.rang);
      if (!p?.operation) return;
      jumeau.reglages.notification = g.notification;
      await jumeau.choisir(p.operation, g.choix);
      return;
    }
    case 'revenir':
    case 'bousculer': {
      const p = await de(g.rang);
      if (!p?.operation) return;
      const contenu = { idop: p.operation };
      const fois = g.fait === 'bousculer' ? g.fois : 1;
      const annonces = Array.from({ length: fois }, (_, i) =>
        constaterPaiement(services, p.id, { source: i % 2 ? 'notification' : 'retour', contenu }),
      );
      await Promise.all([...annonces, ...(fois > 1 ? [caisse.relever()] : [])]);
      return;
    }
    case 'relever':
      await caisse.relever();
      return;
    case 'lacher':
      await jumeau.lacher(g.aLEnvers);
      return;
    case 'attendre':
      horloge.advance(g.minutes * MINUTE);
      return;
    case 'panne':
      jumeau.reglages.panne = g.panne;
      return;
    case 'montant':
      jumeau.reglages.ecartDeMontant = g.ecart;
      return;
    case 'nuit':
      jumeau.purger();
  }
}

/** Les pannes finissent par cesser ; la dernière annonce, ou le relevé, arrive toujours. */
async function laisserFinir(): Promise<void> {
  const { jumeau, horloge, services } = caisse;
  jumeau.reglages.panne = 'aucune';
  await jumeau.lacher();
  for (let tour = 0; tour < 3; tour++) {
    await caisse.relever();
    horloge.advance(31 * MINUTE);
  }
  // Ce qui fut conclu trop tôt, ou payé pendant une panne de sept jours : le Trésor finit par redire.
  for (const p of await caisse.paiements()) {
    if (p.operation) {
      const contenu = { idop: p.operation };
      await constaterPaiement(services, p.id, { source: 'rapprochement', contenu });
    }
  }
  horloge.advance(8 * 24 * 60 * MINUTE);
  await caisse.relever();
}

async function verifier(facture: number, duCentimes: number): Promise<void> {
  const { jumeau, services } = caisse;
  const auTresor = new Map(jumeau.operations().map((o) => [o.idOp, o]));
  let recu = 0;
  for (const p of await caisse.paiements()) {
    const dit = p.operation ? auTresor.get(p.operation)?.etat : undefined;
    const accepte = dit === 'P' || dit === 'V';
    // Payé là-bas : payé ou en quarantaine ici. Sinon : jamais payé ici.
    expect(accepte, `paiement ${p.id} : ${dit} là-bas, ${p.etat} ici`).toBe(
      p.etat === 'paye' || p.etat === 'anomalie',
    );
    expect(p.reglements, `règlements du paiement ${p.id}`).toBe(p.etat === 'paye' ? 1 : 0);
    if (!accepte) expect(['refuse', 'abandonne', 'expire']).toContain(p.etat);
    expect(p.verifierLe).toBeNull();
    recu += p.reglements * duCentimes;
  }
  const { rows } = await sql<{ recu: number; mouvements: number }>`
    select (select coalesce(sum(montant_centimes), 0)::int from reglements) as recu,
      (select coalesce(sum(montant_centimes), 0)::int from mouvements) as mouvements`.execute(
    services.db,
  );
  // Une seconde opération ouverte avant la fin de la première porte la même somme.
  expect(rows[0]).toEqual({ recu, mouvements: 0 });
  expect((await caisse.regie.restes())[facture]).toBe(recu > 0 ? 0 : duCentimes);
  const { rows: recus } = await sql<{ n: number }>`
    select count(*) as n from courriels where sujet like 'Votre paiement%'`.execute(services.db);
  expect(recus[0]?.n).toBe(recu / duCentimes);
}

test('constater deux fois égale une fois, quel que soit l’entrelacement', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(geste, { minLength: 4, maxLength: 14 }), async (gestes) => {
      await viderCaisse(caisse);
      const facture = await caisse.regie.facturer(0, [[4560]]);
      await jouer({ fait: 'lancer', confirme: false }, facture);
      for (const g of gestes) await jouer(g, facture);
      await laisserFinir();
      await verifier(facture, 4560);
    }),
    { numRuns: Number(process.env.ENTRELACEMENTS ?? 40) },
  );
}, 240_000);
