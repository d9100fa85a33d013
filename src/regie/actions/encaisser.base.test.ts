import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { petiteCommune } from '../../../test/petite-commune.ts';
import { type PetiteRegie, petiteRegie } from '../../../test/petite-regie.ts';
import { ouvrirPortail, type Portail } from '../../../test/portail.ts';
import { transaction } from '../../platform/db.ts';
import { Introuvable, Refus } from '../../platform/errors.ts';

let portail: Portail;
let regie: PetiteRegie;
beforeEach(async () => {
  portail = await ouvrirPortail();
  regie = await petiteRegie(portail, await petiteCommune(portail.services.db));
});
afterEach(() => portail.fermer());

async function compter(table: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from ${sql.table(table)}`.execute(
    portail.services.db,
  );
  return rows[0]!.n;
}

describe('Écrire une facture', () => {
  test('redevables d’un côté, produits de l’autre, par imputation du comptable', async () => {
    await regie.facturer(0, [[1000], [500, false, '70671'], [200, true, '70671']]);
    expect(await regie.soldes()).toEqual({ produits: -1700, redevables: 1700 });
    const { rows } = await sql<{ code: string; montant: number }>`
      select code_produit as code, montant_centimes as montant from mouvements
      where compte = 'produits' order by 1`.execute(portail.services.db);
    expect(rows).toEqual([
      { code: '7067', montant: -1000 },
      { code: '70671', montant: -700 },
    ]);
  });

  test('facture et avoir font zéro, et ce qui était payé devient un crédit', async () => {
    const facture = await regie.facturer(0, [[1000], [500, false]]);
    await regie.encaisser(0, 900);
    await regie.annulerFacture(0, facture);
    expect(await regie.restes()).toEqual({ [facture]: 0 });
    expect(await regie.credit(0)).toBe(900);
    expect(await regie.soldes()).toEqual({ cheques: 900, produits: 0, redevables: -900 });
  });

  test('le crédit paie la facture suivante, sans rien demander', async () => {
    await regie.encaisser(0, 900);
    const facture = await regie.facturer(0, [[1000]]);
    expect(await regie.restes()).toEqual({ [facture]: 100 });
    expect(await regie.credit(0)).toBe(0);
  });

  test('un CESU en trop attend de la garde, jamais un repas', async () => {
    await regie.encaisser(0, 900, { mode: 'cesu' });
    const repas = await regie.facturer(0, [[1000, false]]);
    const garde = await regie.facturer(0, [
      [300, true],
      [400, false],
    ]);
    expect(await regie.restes()).toEqual({ [repas]: 1000, [garde]: 400 });
    expect(await regie.credit(0)).toBe(600);
  });
});

describe('Encaisser', () => {
  test('la quittance se numérote, l’argent va au compte de son mode, la facture se solde', async () => {
    const facture = await regie.facturer(0, [[1000]]);
    const premier = await regie.encaisser(0, 400);
    const second = await regie.encaisser(0, 600, { mode: 'especes' });
    expect([premier.numero, second.numero]).toEqual([1, 2]);
    expect(await regie.restes()).toEqual({ [facture]: 0 });
    expect(await regie.soldes()).toEqual({
      caisse: 600,
      cheques: 400,
      produits: -1000,
      redevables: 0,
    });
  });

  test('le même formulaire deux fois, même au même instant, n’encaisse qu’une fois', async () => {
    await regie.facturer(0, [[1000]]);
    const cleUnique = randomUUID();
    const essais = await Promise.all([1, 2, 3].map(() => regie.encaisser(0, 400, { cleUnique })));
    expect(new Set(essais.map((e) => e.reglementId)).size).toBe(1);
    expect(essais.filter((e) => !e.deja)).toHaveLength(1);
    expect([await compter('reglements'), await compter('imputations')]).toEqual([1, 1]);
  });

  test('la clé d’un autre règlement est refusée', async () => {
    const cleUnique = randomUUID();
    await regie.encaisser(0, 400, { cleUnique });
    await expect(regie.encaisser(1, 400, { cleUnique })).rejects.toThrow(Refus);
  });

  test('la facture d’un autre payeur n’existe pas', async () => {
    const facture = await regie.facturer(1, [[1000]]);
    await expect(regie.encaisser(0, 400, { factures: [facture] })).rejects.toThrow(Introuvable);
  });

  test('plus de 300 € en espèces est refusé, et rien n’est pris', async () => {
    await expect(regie.encaisser(0, 30_001, { mode: 'especes' })).rejects.toThrow(/300/);
    expect(await compter('compteurs_de_numeros')).toBe(0);
  });

  test('deux paiements de la même facture au même instant : un la paie, l’autre fait crédit', async () => {
    const facture = await regie.facturer(0, [[1000]]);
    await Promise.all([1, 2, 3, 4].map(() => regie.encaisser(0, 1000, { factures: [facture] })));
    expect(await regie.restes()).toEqual({ [facture]: 0 });
    expect(await regie.credit(0)).toBe(3000);
    expect((await regie.soldes()).redevables).toBe(-3000);
  });

  test('sans le verrou du payeur, la course a lieu : la facture est payée deux fois', async () => {
    const facture = await regie.facturer(0, [[1000]]);
    const reglements = [await regie.encaisser(1, 1000), await regie.encaisser(1, 1000)];
    let arrives = 0;
    const { promise: tousArrives, resolve: ouvrir } = Promise.withResolvers<void>();
    await Promise.all(
      reglements.map(({ reglementId }) =>
        transaction(portail.services.db, async (tx) => {
          await sql`insert into imputations (reglement_id, facture_id, montant_centimes, imputee_le)
            select ${reglementId}, facture_id, reste_centimes, '2026-11-16' from soldes_factures
            where facture_id = ${facture}`.execute(tx);
          // La base vérifie ici, sans voir l'autre : le verrou est bien le seul gardien de la course.
          await sql`set constraints all immediate`.execute(tx);
          arrives += 1;
          if (arrives === 2) ouvrir();
          await tousArrives;
        }),
      ),
    );
    expect(await regie.restes()).toEqual({ [facture]: -1000 });
  });
});
