import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { petiteCommune } from '../../../test/petite-commune.ts';
import { AUJOURDHUI, type PetiteRegie, petiteRegie } from '../../../test/petite-regie.ts';
import { ouvrirPortail, type Portail } from '../../../test/portail.ts';
import { lancerEnsemble, PAYEURS_TENUS } from '../../../test/verrous.ts';
import { Refus } from '../../platform/errors.ts';
import { cloreJournee } from './clore.ts';
import { deciderContrepassation, demanderContrepassation } from './contrepasser.ts';
import { remettre } from './remettre.ts';
import { verifierLesComptes } from './verifier.ts';
import { verser } from './verser.ts';

let portail: Portail;
let regie: PetiteRegie;
beforeEach(async () => {
  portail = await ouvrirPortail();
  regie = await petiteRegie(portail, await petiteCommune(portail.services.db));
});
afterEach(async () => {
  await portail.fermer();
});

const REGIE_TENUE = sql`select from regies for no key update`;
const agent = (n: number) => ({ compteId: regie.agents[n]!, nom: `Agent ${n}` });
const demander = (reglementId: number, qui = 0, motif = 'Chèque impayé') =>
  demanderContrepassation(portail.services, { reglementId, motif, acteur: agent(qui) });
const decider = (demandeId: number, qui = 1, accepter = true) =>
  deciderContrepassation(portail.services, {
    demandeId,
    accepter,
    jour: AUJOURDHUI,
    acteur: agent(qui),
  });
const porter = (reglementIds: number[]) =>
  remettre(portail.services, {
    regieId: regie.regieId,
    mode: 'cheque',
    jour: AUJOURDHUI,
    reglementIds,
    acteur: agent(0),
  });
const envoyer = () =>
  verser(portail.services, { regieId: regie.regieId, jour: AUJOURDHUI, acteur: agent(0) });
const clore = (jour: string) =>
  cloreJournee(portail.services, {
    regieId: regie.regieId,
    jour,
    aujourdhui: AUJOURDHUI,
    acteur: agent(0),
  });
const ecarts = () => verifierLesComptes(portail.services);

describe('Contrepasser', () => {
  test('un chèque impayé rouvre la facture et s’écrit en miroir', async () => {
    const facture = await regie.facturer(0, [[1000]]);
    const { reglementId } = await regie.encaisser(0, 1200);
    await decider(await demander(reglementId));
    expect(await regie.restes()).toEqual({ [facture]: 1000 });
    expect(await regie.credit(0)).toBe(0);
    expect(await regie.soldes()).toEqual({ cheques: 0, produits: -1000, redevables: 1000 });
    expect(await ecarts()).toEqual([]);
  });

  test('qui demande ne confirme pas, et rien ne bouge avant la confirmation', async () => {
    const facture = await regie.facturer(0, [[1000]]);
    const { reglementId } = await regie.encaisser(0, 1000);
    const demande = await demander(reglementId);
    await expect(decider(demande, 0)).rejects.toThrow(/autre personne/);
    expect(await regie.restes()).toEqual({ [facture]: 0 });
  });

  test('la base aussi refuse deux fois la même personne', async () => {
    const { reglementId } = await regie.encaisser(0, 1000);
    const demande = await demander(reglementId);
    await expect(
      sql`update demandes_de_contrepassation set decidee_le = '2026-11-16', acceptee = true,
        decidee_par = ${regie.agents[0]} where id = ${demande}`.execute(portail.services.db),
    ).rejects.toMatchObject({ constraint: 'quatre_yeux_valent_mieux_que_deux' });
  });

  test('confirmée deux fois au même instant, elle ne contrepasse qu’une fois', async () => {
    await regie.facturer(0, [[1000]]);
    const { reglementId } = await regie.encaisser(0, 1000);
    const demande = await demander(reglementId);
    const clics = [1, 2, 2].map((qui) => () => decider(demande, qui));
    await lancerEnsemble(portail.services.db, PAYEURS_TENUS, clics);
    expect((await regie.soldes()).cheques).toBe(0);
    await expect(demander(reglementId)).rejects.toThrow(/déjà contrepassé/);
  });

  test('écartée, la demande laisse le règlement tel quel et peut être refaite', async () => {
    const facture = await regie.facturer(0, [[1000]]);
    const { reglementId } = await regie.encaisser(0, 1000);
    await decider(await demander(reglementId), 1, false);
    expect(await regie.restes()).toEqual({ [facture]: 0 });
    await demander(reglementId);
    await expect(demander(reglementId)).rejects.toThrow(/attend déjà/);
  });

  test('un chèque déjà remis se reprend sur le compte de dépôt', async () => {
    const { reglementId } = await regie.encaisser(0, 1000);
    await porter([reglementId]);
    await decider(await demander(reglementId));
    expect(await regie.soldes()).toEqual({ cheques: 0, depot_de_fonds: 0, redevables: 0 });
  });
});

describe('Remettre et verser', () => {
  test('le bordereau porte les chèques au compte de dépôt, une seule fois', async () => {
    const cheques = [await regie.encaisser(0, 1000), await regie.encaisser(1, 500)];
    const ids = cheques.map((c) => c.reglementId);
    const remises = [() => porter(ids), () => porter(ids)];
    expect(await lancerEnsemble(portail.services.db, REGIE_TENUE, remises)).toBe(1);
    expect(await regie.soldes()).toEqual({ cheques: 0, depot_de_fonds: 1500, redevables: -1500 });
  });

  test('un chèque contrepassé ne se remet pas', async () => {
    const { reglementId } = await regie.encaisser(0, 1000);
    await decider(await demander(reglementId));
    await expect(porter([reglementId])).rejects.toThrow(Refus);
  });

  test('le versement vide la caisse et le dépôt, par mode et par produit ; un chèque attend', async () => {
    await regie.facturer(0, [
      [600, true, 'garde'],
      [300, false, 'repas'],
    ]);
    await regie.encaisser(0, 901, { mode: 'especes' });
    await regie.encaisser(1, 500, { mode: 'virement' });
    await regie.encaisser(2, 700);
    await envoyer();
    expect(await regie.soldes()).toMatchObject({
      caisse: 0,
      cheques: 700,
      comptable: 1401,
      depot_de_fonds: 0,
    });
    const { rows } = await sql<{ details: object }>`select details from versements`.execute(
      portail.services.db,
    );
    expect(rows[0]?.details).toEqual({
      totalCentimes: 1401,
      parMode: { especes: 901, virement: 500 },
      parProduit: { avances: 501, garde: 600, repas: 300 },
    });
    await expect(envoyer()).rejects.toThrow(/rien à verser/);
  });

  test('deux versements au même instant : l’argent part une fois', async () => {
    await regie.encaisser(0, 901, { mode: 'especes' });
    expect(await lancerEnsemble(portail.services.db, REGIE_TENUE, [envoyer, envoyer])).toBe(1);
    expect(await regie.soldes()).toMatchObject({ caisse: 0, comptable: 901 });
  });

  test('un impayé connu après le versement diminue le suivant', async () => {
    const { reglementId } = await regie.encaisser(0, 500, { mode: 'virement' });
    await envoyer();
    await decider(await demander(reglementId));
    await regie.encaisser(1, 800, { mode: 'especes' });
    await envoyer();
    expect(await regie.soldes()).toMatchObject({ comptable: 800, caisse: 0, depot_de_fonds: 0 });
  });
});

describe('Clore une journée', () => {
  test('un règlement daté d’un jour clos s’écrit au premier jour ouvert', async () => {
    await clore('2026-11-13');
    await regie.encaisser(0, 500, { jour: '2026-11-10' });
    const { rows } = await sql<{ jour: string; ecrit: string }>`
      select r.jour, e.jour as ecrit from reglements r
      join ecritures e on e.id = r.ecriture_id`.execute(portail.services.db);
    expect(rows).toEqual([{ jour: '2026-11-14', ecrit: '2026-11-14' }]);
  });

  test('deux agents qui closent ensemble ne closent qu’une fois', async () => {
    const closes = [() => clore(AUJOURDHUI), () => clore(AUJOURDHUI)];
    expect(await lancerEnsemble(portail.services.db, REGIE_TENUE, closes)).toBe(1);
    const { rows } = await sql`select 1 from clotures`.execute(portail.services.db);
    expect(rows).toHaveLength(1);
  });

  test('ni une journée à venir, ni deux fois la même', async () => {
    await expect(clore('2026-11-17')).rejects.toThrow(/pas finie/);
    await clore(AUJOURDHUI);
    await expect(clore('2026-11-10')).rejects.toThrow(/déjà close/);
  });

  test('encaisser et clore au même instant : rien n’entre dans la journée close', async () => {
    await Promise.all([
      ...[0, 1, 2, 0, 1].map((qui) => regie.encaisser(qui, 500)),
      clore(AUJOURDHUI),
    ]);
    const { rows } = await sql<{ fige: number; lu: number }>`
      select coalesce((c.soldes->>'cheques')::int, 0) as fige,
        (select coalesce(sum(m.montant_centimes), 0)::int from mouvements m
          join ecritures e on e.id = m.ecriture_id
          where m.compte = 'cheques' and e.jour <= c.jour) as lu
      from clotures c`.execute(portail.services.db);
    expect(rows[0]?.fige).toBe(rows[0]?.lu);
    expect((await regie.soldes()).cheques).toBe(2500);
  });

  test('la base refuse une écriture dans une journée close', async () => {
    await clore(AUJOURDHUI);
    await expect(
      sql`insert into ecritures (regie_id, exercice, numero, jour, genre, libelle, passee_le)
        values (${regie.regieId}, 2026, 999, ${AUJOURDHUI}, 'remise', 'x', '2026-11-16')`.execute(
        portail.services.db,
      ),
    ).rejects.toMatchObject({ constraint: 'une_journee_close_ne_recoit_plus_rien' });
  });
});

describe('Vérifier les comptes', () => {
  test('un redevable sans écriture se voit, se note et s’écrit au régisseur', async () => {
    await regie.facturer(0, [[1000]]);
    expect(await ecarts()).toEqual([]);
    await sql`insert into factures (regie_id, exercice, numero, genre, payeur_id, jour, echeance,
        du, au, montant_centimes, emetteur, destinataire, emise_le)
      values (${regie.regieId}, 2026, 77, 'facture', ${regie.payeurs[0]}, '2026-11-16',
        '2026-12-16', '2026-10-01', '2026-11-01', 250, '{}', '{}', '2026-11-16')`.execute(
      portail.services.db,
    );
    expect(await ecarts()).toEqual([
      { regle: 'redevable', numero: regie.payeurs[0], ecartCentimes: -250 },
    ]);
    const { rows } = await sql<{
      destinataire: string;
    }>`select destinataire from courriels`.execute(portail.services.db);
    expect(rows).toEqual([{ destinataire: 'regie@saint-aubin.test' }]);
  });
});
