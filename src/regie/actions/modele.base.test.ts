/** Une suite quelconque de factures, encaissements, avoirs, contrepassations : les comptes restent justes. */
import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { petiteCommune } from '../../../test/petite-commune.ts';
import { AUJOURDHUI, type PetiteRegie, petiteRegie } from '../../../test/petite-regie.ts';
import { ouvrirPortail, type Portail } from '../../../test/portail.ts';
import type { Mode } from '../regles/modes.ts';
import { listerEcarts } from '../requetes/soldes.ts';
import { deciderContrepassation, demanderContrepassation } from './contrepasser.ts';
import { payerAvecLeCredit } from './crediter.ts';

let portail: Portail;
let regie: PetiteRegie;
beforeAll(async () => {
  portail = await ouvrirPortail();
  regie = await petiteRegie(portail, await petiteCommune(portail.services.db));
});
afterAll(() => portail.fermer());

const qui = fc.integer({ min: 0, max: 1 });
const somme = fc.integer({ min: 1, max: 20_000 });
const mode = fc.constantFrom<Mode>('cheque', 'especes', 'cesu', 'virement');
const geste = fc.oneof(
  fc.record({ genre: fc.constant('facturer' as const), qui, garde: somme, repas: somme }),
  fc.record({ genre: fc.constant('encaisser' as const), qui, somme, mode, choisie: fc.boolean() }),
  fc.record({ genre: fc.constant('avoir' as const), qui, rang: fc.nat({ max: 5 }) }),
  fc.record({ genre: fc.constant('contrepasser' as const), rang: fc.nat({ max: 5 }) }),
  fc.record({ genre: fc.constant('crediter' as const), qui }),
);
type Geste = typeof geste extends fc.Arbitrary<infer G> ? G : never;

/** Ce que le modèle retient : qui doit quoi, qui a réglé quoi. */
interface Livre {
  factures: { id: number; qui: number; montant: number; annulee: boolean }[];
  reglements: { id: number; qui: number; montant: number; annule: boolean }[];
}

async function jouer(livre: Livre, g: Geste): Promise<void> {
  switch (g.genre) {
    case 'facturer': {
      const id = await regie.facturer(g.qui, [[g.garde], [g.repas, false, 'repas']]);
      livre.factures.push({ id, qui: g.qui, montant: g.garde + g.repas, annulee: false });
      return;
    }
    case 'encaisser': {
      const choisie = livre.factures.findLast((f) => f.qui === g.qui);
      const factures = g.choisie && choisie ? { factures: [choisie.id] } : {};
      const fait = await regie.encaisser(g.qui, g.somme, { mode: g.mode, ...factures });
      livre.reglements.push({ id: fait.reglementId, qui: g.qui, montant: g.somme, annule: false });
      return;
    }
    case 'avoir': {
      const facture = livre.factures.filter((f) => f.qui === g.qui && !f.annulee)[g.rang];
      if (!facture) return;
      await regie.annulerFacture(g.qui, facture.id);
      facture.annulee = true;
      return;
    }
    case 'contrepasser': {
      const reglement = livre.reglements.filter((r) => !r.annule)[g.rang];
      if (!reglement) return;
      const demandeId = await demanderContrepassation(portail.services, {
        reglementId: reglement.id,
        motif: 'Impayé',
        acteur: { compteId: regie.agents[0]!, nom: 'Agent 0' },
      });
      const acteur = { compteId: regie.agents[1]!, nom: 'Agent 1' };
      const decision = { demandeId, accepter: true, jour: AUJOURDHUI, acteur };
      await deciderContrepassation(portail.services, decision);
      reglement.annule = true;
      return;
    }
    case 'crediter': {
      const payeurId = regie.payeurs[g.qui]!;
      const acteur = { compteId: regie.agents[0]!, nom: 'Agent 0' };
      await payerAvecLeCredit(portail.services, { regieId: regie.regieId, payeurId, acteur });
    }
  }
}

async function verifier(livre: Livre): Promise<void> {
  expect(await listerEcarts(portail.services.db)).toEqual([]);
  const restes = await regie.restes();
  for (const f of livre.factures) expect(restes[f.id]).toBeGreaterThanOrEqual(0);
  for (const f of livre.factures) if (f.annulee) expect(restes[f.id]).toBe(0);
  for (const payeur of [0, 1]) {
    const du = livre.factures.filter((f) => f.qui === payeur && !f.annulee);
    const regle = livre.reglements.filter((r) => r.qui === payeur && !r.annule);
    const total = (l: readonly { montant: number }[]) => l.reduce((t, x) => t + x.montant, 0);
    const reste = du.reduce((t, f) => t + (restes[f.id] ?? 0), 0);
    // Ce qui reste dû moins le crédit est ce qu'on a facturé moins ce qui est réglé : rien ne se perd.
    expect(reste - (await regie.credit(payeur))).toBe(total(du) - total(regle));
    expect(await regie.credit(payeur)).toBeGreaterThanOrEqual(0);
  }
}

test('après chaque geste, Σ = 0, aucun reste négatif, le crédit est le reçu moins l’imputé', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(geste, { minLength: 4, maxLength: 14 }), async (gestes) => {
      await sql`truncate imputations, demandes_de_contrepassation, reglements, mouvements, ecritures,
        lignes_facture, factures, compteurs_de_numeros restart identity cascade`.execute(
        portail.services.db,
      );
      const livre: Livre = { factures: [], reglements: [] };
      for (const g of gestes) await jouer(livre, g);
      await verifier(livre);
    }),
    { numRuns: 25 },
  );
});
