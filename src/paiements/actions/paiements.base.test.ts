import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ouvrirCaisse, type PetiteCaisse, viderCaisse } from '../../../test/petite-caisse.ts';
import { lancerEnsemble, PAYEURS_TENUS } from '../../../test/verrous.ts';
import { Refus } from '../../platform/errors.ts';
import { constaterPaiement } from './constater.ts';

const MINUTE = 60_000;
let caisse: PetiteCaisse;
beforeAll(async () => {
  caisse = await ouvrirCaisse({ delaiMs: 300 });
});
afterAll(() => caisse.fermer());
beforeEach(() => viderCaisse(caisse));

const dernier = async () => (await caisse.paiements()).at(-1)!;
const dejaRefuse = (promesse: Promise<unknown>) =>
  promesse.then(
    () => 'permis',
    (erreur) => (erreur instanceof Refus ? erreur.code : erreur),
  );
const compter = async (table: string) =>
  (
    await sql<{ n: number }>`select count(*) as n from ${sql.table(table)}`.execute(
      caisse.services.db,
    )
  ).rows[0]?.n;
const courriels = async () =>
  (
    await sql<{ sujet: string; destinataire: string }>`
      select sujet, destinataire from courriels order by id`.execute(caisse.services.db)
  ).rows;

describe('ouvrir', () => {
  test('la facture part au Trésor avec sa référence, et le navigateur y va', async () => {
    const facture = await caisse.regie.facturer(0, [[4560]]);
    const { vers } = await caisse.lancer(0, [facture]);
    const [operation] = caisse.jumeau.operations();
    expect(vers).toEqual({
      methode: 'GET',
      adresse: `${caisse.jumeau.adresse}/tpa/paiementws.web?idop=${operation?.idOp}`,
    });
    expect(operation?.champs).toMatchObject({
      montant: '4560',
      numcli: '123456',
      exer: '2026',
      objet: 'Regie periscolaire facture 2026 000001',
      refdet: '012026F000001T1',
      mel: 'parent@famille.test',
      saisie: 'T',
    });
    expect(await dernier()).toMatchObject({ etat: 'en_cours', operation: operation?.idOp });
  });

  test('un panier réunit les factures d’un même payeur ; celles de deux payeurs, non', async () => {
    const a = await caisse.regie.facturer(0, [[1000]]);
    const b = await caisse.regie.facturer(0, [[2000]]);
    const autre = await caisse.regie.facturer(1, [[500]]);
    await caisse.lancer(0, [a, b]);
    expect(caisse.jumeau.operations()[0]?.champs.montant).toBe('3000');
    await expect(caisse.lancer(0, [a, autre])).rejects.toThrow('Introuvable');
  });

  test.each([
    [[[99]], 'minimum'],
    [[[0]], 'payee'],
  ])('une facture de %s centimes : %s', async (lignes, code) => {
    const facture = await caisse.regie.facturer(0, lignes as [number][]);
    expect(await dejaRefuse(caisse.lancer(0, [facture]))).toBe(code);
  });

  test('une adresse que le Trésor refuserait se corrige avant', async () => {
    const facture = await caisse.regie.facturer(0, [[1000]]);
    expect(await dejaRefuse(caisse.lancer(0, [facture], { courriel: 'abc' }))).toBe('courriel');
    expect(await caisse.paiements()).toEqual([]);
  });

  test('un double-clic n’ouvre qu’une opération, et mène au même endroit', async () => {
    const facture = await caisse.regie.facturer(0, [[1000]]);
    const cle = randomUUID();
    const [un, deux] = [
      await caisse.lancer(0, [facture], { cle }),
      await caisse.lancer(0, [facture], { cle }),
    ];
    expect(deux).toEqual(un);
    expect(caisse.jumeau.operations()).toHaveLength(1);
  });

  test('deux envois au même instant : une seule opération', async () => {
    const facture = await caisse.regie.facturer(0, [[1000]]);
    const cle = randomUUID();
    const envois = [1, 2, 3].map(() => () => caisse.lancer(0, [facture], { cle }));
    expect(await lancerEnsemble(caisse.services.db, PAYEURS_TENUS, envois)).toBe(3);
    expect(await caisse.paiements()).toHaveLength(1);
    expect(caisse.jumeau.operations()).toHaveLength(1);
  });

  test('deux écrans au même instant : un paie, l’autre est prévenu', async () => {
    const facture = await caisse.regie.facturer(0, [[1000]]);
    const ecrans = [1, 2].map(() => () => caisse.lancer(0, [facture]));
    expect(await lancerEnsemble(caisse.services.db, PAYEURS_TENUS, ecrans)).toBe(1);
    expect(caisse.jumeau.operations()).toHaveLength(1);
  });

  test('une opération récente prévient ; confirmée, ou vingt minutes après, on peut payer', async () => {
    const facture = await caisse.regie.facturer(0, [[1000]]);
    await caisse.lancer(0, [facture]);
    expect(await dejaRefuse(caisse.lancer(0, [facture]))).toBe('deja_ouverte');
    expect(await dejaRefuse(caisse.lancer(0, [facture], { confirme: true }))).toBe('permis');
    caisse.horloge.advance(21 * MINUTE);
    expect(await dejaRefuse(caisse.lancer(0, [facture]))).toBe('permis');
  });

  test.each(['arret', 'muet', 'technique', 'vide'] as const)(
    'le Trésor en panne (%s) : une phrase claire, et la facture se paie plus tard',
    async (panne) => {
      const facture = await caisse.regie.facturer(0, [[1000]]);
      caisse.jumeau.reglages.panne = panne;
      await expect(caisse.lancer(0, [facture])).rejects.toThrow('votre facture reste à payer');
      expect(await dernier()).toMatchObject({ etat: 'expire', reglements: 0 });
      caisse.jumeau.remettre();
      expect(await dejaRefuse(caisse.lancer(0, [facture]))).toBe('permis');
    },
  );

  test.each(['T1', 'T2', 'T4', 'S1', 'M5', 'A2', 'N1', 'D1', 'R3', 'ZZ'])(
    'le Trésor refuse (%s) : la personne sait quoi faire, rien ne reste ouvert',
    async (code) => {
      const facture = await caisse.regie.facturer(0, [[1000]]);
      caisse.jumeau.reglages.fauteALOuverture = code;
      expect(await dejaRefuse(caisse.lancer(0, [facture]))).toBe(`paiement_${code}`);
      expect((await dernier()).etat).toBe('expire');
    },
  );
});

describe('constater', () => {
  const ouvrir = async (centimes = 4560) => {
    const facture = await caisse.regie.facturer(0, [[centimes]]);
    const { paiementId } = await caisse.lancer(0, [facture]);
    const { operation } = await dernier();
    return { facture, paiementId, operation: operation! };
  };

  test('payé par carte : un règlement, la facture soldée, le reçu part, Σ = 0', async () => {
    const { facture, operation } = await ouvrir();
    await caisse.jumeau.choisir(operation, 'P');
    expect(await dernier()).toMatchObject({ etat: 'paye', reglements: 1, verifierLe: null });
    expect(await caisse.regie.restes()).toEqual({ [facture]: 0 });
    expect(await caisse.regie.soldes()).toEqual({
      depot_de_fonds: 4560,
      produits: -4560,
      redevables: 0,
    });
    expect((await courriels()).map((c) => c.destinataire)).toEqual(['parent@famille.test']);
  });

  test.each([
    ['V', 'paye', 1],
    ['R', 'refuse', 0],
    ['Z', 'refuse', 0],
  ] as const)('%s : %s', async (choix, etat, reglements) => {
    const { operation } = await ouvrir();
    await caisse.jumeau.choisir(operation, choix);
    expect(await dernier()).toMatchObject({ etat, reglements });
  });

  test('abandonné : rien avant vingt minutes, puis la facture se paie de nouveau', async () => {
    const { facture, operation } = await ouvrir();
    await caisse.jumeau.choisir(operation, 'A');
    expect((await dernier()).etat).toBe('en_cours');
    caisse.horloge.advance(21 * MINUTE);
    await caisse.relever();
    expect((await dernier()).etat).toBe('abandonne');
    expect(await dejaRefuse(caisse.lancer(0, [facture]))).toBe('permis');
  });

  test('notifié deux fois, revenu, relevé : un seul règlement, un seul reçu', async () => {
    const { paiementId, operation } = await ouvrir();
    caisse.jumeau.reglages.notification = 'deux_fois';
    await Promise.all([
      caisse.jumeau.choisir(operation, 'P'),
      ...Array.from({ length: 4 }, () =>
        constaterPaiement(caisse.services, paiementId, {
          source: 'retour',
          contenu: { idop: operation },
        }),
      ),
      caisse.relever(),
    ]);
    await caisse.relever();
    expect(await dernier()).toMatchObject({ etat: 'paye', reglements: 1 });
    expect(await courriels()).toHaveLength(1);
  });

  test('quatre constats au même instant, chacun sûr d’être le premier : un seul encaisse', async () => {
    const { facture, paiementId, operation } = await ouvrir();
    caisse.jumeau.reglages.notification = 'jamais';
    await caisse.jumeau.choisir(operation, 'P');
    const constats = [1, 2, 3, 4].map(
      () => () => constaterPaiement(caisse.services, paiementId, { source: 'releve' }),
    );
    expect(await lancerEnsemble(caisse.services.db, PAYEURS_TENUS, constats)).toBe(4);
    expect(await dernier()).toMatchObject({ etat: 'paye', reglements: 1 });
    expect(await caisse.regie.restes()).toEqual({ [facture]: 0 });
    expect(await courriels()).toHaveLength(1);
  });

  test('l’onglet fermé et la notification perdue : le relevé trouve le paiement', async () => {
    const { operation } = await ouvrir();
    caisse.jumeau.reglages.notification = 'jamais';
    await caisse.jumeau.choisir(operation, 'P');
    await caisse.relever();
    expect((await dernier()).etat).toBe('en_cours'); // pas avant deux minutes
    caisse.horloge.advance(2 * MINUTE);
    await caisse.relever();
    expect(await dernier()).toMatchObject({ etat: 'paye', reglements: 1 });
  });

  test('un autre montant : quarantaine, rien n’est encaissé, la régie est prévenue', async () => {
    const { facture, operation } = await ouvrir();
    caisse.jumeau.reglages.ecartDeMontant = -60;
    await caisse.jumeau.choisir(operation, 'P');
    expect(await dernier()).toMatchObject({ etat: 'anomalie', reglements: 0 });
    expect((await dernier()).anomalie).toContain('montant');
    expect(await caisse.regie.restes()).toEqual({ [facture]: 4560 });
    expect((await courriels()).map((c) => c.destinataire)).toEqual(['regie@saint-aubin.test']);
  });

  test('conclu sans suite ici, payé là-bas : payé', async () => {
    const { operation } = await ouvrir();
    caisse.jumeau.reglages.resultatRetenu = true;
    await caisse.jumeau.choisir(operation, 'P');
    caisse.horloge.advance(8 * 24 * 60 * MINUTE);
    await caisse.relever();
    expect((await dernier()).etat).toBe('expire');
    caisse.jumeau.remettre();
    const { paiementId } = { paiementId: (await dernier()).id };
    await constaterPaiement(caisse.services, paiementId, {
      source: 'notification',
      contenu: { idop: operation },
    });
    expect(await dernier()).toMatchObject({ etat: 'paye', reglements: 1 });
  });

  test('payé deux fois la même facture : deux règlements, le second gardé en avance', async () => {
    const { facture, operation } = await ouvrir(1000);
    await caisse.lancer(0, [facture], { confirme: true });
    const seconde = (await dernier()).operation!;
    await caisse.jumeau.choisir(operation, 'P');
    await caisse.jumeau.choisir(seconde, 'P');
    expect(await compter('reglements')).toBe(2);
    expect(await caisse.regie.credit(0)).toBe(1000);
  });

  test('le Trésor en panne ne fait rien conclure : cinq minutes, puis trente', async () => {
    const { operation } = await ouvrir();
    caisse.jumeau.reglages.notification = 'jamais';
    await caisse.jumeau.choisir(operation, 'P');
    caisse.jumeau.reglages.panne = 'technique';
    for (const attente of [5, 5, 30]) {
      const avant = caisse.horloge.now();
      caisse.horloge.moveTo((await dernier()).verifierLe!);
      await caisse.relever();
      expect((await dernier()).etat).toBe('en_cours');
      const { verifierLe } = await dernier();
      expect((verifierLe!.getTime() - caisse.horloge.now().getTime()) / MINUTE).toBe(attente);
      expect(caisse.horloge.now().getTime()).toBeGreaterThan(avant.getTime());
    }
    caisse.jumeau.remettre();
    caisse.horloge.moveTo((await dernier()).verifierLe!);
    await caisse.relever();
    expect(await dernier()).toMatchObject({ etat: 'paye', reglements: 1 });
  });

  test('une coupure avant la réponse du Trésor : la ligne jamais ouverte expire', async () => {
    const { paiementId } = await ouvrir();
    await sql`update paiements_en_ligne set etat = 'a_ouvrir', operation = null, ouvert_le = null,
      verifier_le = ${new Date(caisse.horloge.now().getTime() + 20 * MINUTE)}
      where id = ${paiementId}`.execute(caisse.services.db);
    caisse.horloge.advance(20 * MINUTE);
    await caisse.relever();
    expect((await dernier()).etat).toBe('expire');
  });
});
