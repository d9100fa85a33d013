import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { petiteCommune } from '../../../test/petite-commune.ts';
import { AUJOURDHUI, type PetiteRegie, petiteRegie } from '../../../test/petite-regie.ts';
import { ouvrirPortail, type Portail } from '../../../test/portail.ts';
import { lancerEnsemble, PAYEURS_TENUS } from '../../../test/verrous.ts';
import { listerRegies } from '../requetes/regies.ts';
import { listerPrelevements } from '../requetes/sepa.ts';
import { deciderContrepassation } from './contrepasser.ts';
import { enregistrerMandat } from './mandats.ts';
import { encaisserLot, preparerLot, rejeterPrelevement } from './prelever.ts';

let portail: Portail;
let regie: PetiteRegie;
beforeEach(async () => {
  portail = await ouvrirPortail();
  regie = await petiteRegie(portail, await petiteCommune(portail.services.db));
});
afterEach(() => portail.fermer());

const agent = (n: number) => ({ compteId: regie.agents[n]!, nom: `Agent ${n}` });
const signer = (qui: number, iban = 'FR1420041010050500013M02606') =>
  enregistrerMandat(portail.services, {
    regie: { id: regie.regieId, code: '01' },
    payeurId: regie.payeurs[qui]!,
    titulaire: 'Parent',
    iban,
    bic: '',
    signeLe: '2026-09-01',
    aujourdhui: AUJOURDHUI,
    acteur: agent(0),
  });
async function preparer(jourDExecution = '2026-11-30') {
  const [laRegie] = await listerRegies(portail.services.db);
  return preparerLot(portail.services, {
    regie: laRegie!,
    campagneId: null,
    jourDExecution,
    aujourdhui: AUJOURDHUI,
    acteur: agent(0),
  });
}
const commun = (lotId: number) => ({ regieId: regie.regieId, lotId, acteur: agent(0) });
const crediter = (lotId: number) =>
  encaisserLot(portail.services, { ...commun(lotId), aujourdhui: '2026-12-01' });
const rejeter = (lotId: number, prelevementId: number) =>
  rejeterPrelevement(portail.services, { ...commun(lotId), prelevementId, code: 'AM04' });
const lignes = (lotId: number) => listerPrelevements(portail.services.db, lotId);

describe('Prélever', () => {
  test('le lot prend les factures des seuls payeurs à mandat, et jamais deux fois', async () => {
    await signer(0);
    const facture = await regie.facturer(0, [[1000]]);
    await regie.facturer(1, [[2000]]);
    const lot = await preparer();
    expect(await lignes(lot)).toMatchObject([{ factureId: facture, sequence: 'FRST' }]);
    await expect(preparer()).rejects.toThrow(/Aucune facture/);
  });

  test('deux lots préparés au même instant : chaque facture n’est que dans l’un', async () => {
    await signer(0);
    await regie.facturer(0, [[1000]]);
    expect(await lancerEnsemble(portail.services.db, PAYEURS_TENUS, [preparer, preparer])).toBe(1);
  });

  test('crédité, il paie les factures, une seule fois ; le mandat devient récurrent', async () => {
    await signer(0);
    const facture = await regie.facturer(0, [[1000]]);
    const lot = await preparer();
    const deux = [() => crediter(lot), () => crediter(lot)];
    await lancerEnsemble(portail.services.db, PAYEURS_TENUS, deux);
    expect(await regie.restes()).toEqual({ [facture]: 0 });
    expect((await regie.soldes()).depot_de_fonds).toBe(1000);
    await regie.facturer(0, [[500]]);
    expect(await lignes(await preparer())).toMatchObject([{ sequence: 'RCUR' }]);
  });

  test('rejeté après coup : une seconde personne confirme, la facture se rouvre', async () => {
    await signer(0);
    const facture = await regie.facturer(0, [[1000]]);
    const lot = await preparer();
    await crediter(lot);
    const [ligne] = await lignes(lot);
    await rejeter(lot, ligne!.id);
    expect(await regie.restes()).toEqual({ [facture]: 0 });
    const { rows } = await sql<{ id: number }>`select id from demandes_de_contrepassation`.execute(
      portail.services.db,
    );
    await deciderContrepassation(portail.services, {
      demandeId: rows[0]!.id,
      accepter: true,
      jour: AUJOURDHUI,
      acteur: agent(1),
    });
    expect(await regie.restes()).toEqual({ [facture]: 1000 });
    const [apres] = await lignes(lot);
    expect([apres?.codeRejet, apres?.rejeteLe !== null]).toEqual(['AM04', true]);
  });

  test('rejeté avant d’être crédité : rien n’est encaissé, la facture se prélève de nouveau', async () => {
    await signer(0);
    const facture = await regie.facturer(0, [[1000]]);
    const lot = await preparer();
    const [ligne] = await lignes(lot);
    await rejeter(lot, ligne!.id);
    await crediter(lot);
    expect(await regie.restes()).toEqual({ [facture]: 1000 });
    expect(await lignes(await preparer())).toHaveLength(1);
  });

  test('un IBAN faux est refusé, un second mandat aussi', async () => {
    await expect(signer(0, 'FR1520041010050500013M02606')).rejects.toMatchObject({ champ: 'iban' });
    expect(await signer(0)).toBe(`PREAU-01-${String(regie.payeurs[0]).padStart(6, '0')}-1`);
    await expect(signer(0)).rejects.toThrow(/vaut déjà/);
  });
});
