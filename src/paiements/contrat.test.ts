/**
 * Le contrat de PayFiP, tenu par l'adaptateur face au jumeau, ou face au vrai service en mode test :
 * PAYFIP_BASE_URL=https://www.payfip.gouv.fr PAYFIP_NUMCLI=… npx vitest run src/paiements/contrat.test.ts
 */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { demarrerJumeauPayfip, type JumeauPayfip } from '../dev/payfip/serveur.ts';
import { movableClock } from '../platform/clock.ts';
import { payfip } from './payfip/adaptateur.ts';
import {
  type DemandeDePaiement,
  type Fournisseur,
  PanneDuFournisseur,
  RefusDuFournisseur,
} from './port.ts';

const VRAI = process.env.PAYFIP_BASE_URL;
const horloge = movableClock(new Date('2026-10-15T07:31:00Z'));
let jumeau: JumeauPayfip;
let port: Fournisseur;

beforeAll(async () => {
  jumeau = await demarrerJumeauPayfip({ horloge });
  port = payfip({ adresse: VRAI ?? jumeau.adresse, delaiMs: 15_000 });
});
afterAll(() => jumeau.arreter());
beforeEach(() => {
  jumeau.remettre();
  horloge.reset();
});

const demande = (de: Partial<DemandeDePaiement> = {}): DemandeDePaiement => ({
  numeroClient: process.env.PAYFIP_NUMCLI ?? '123456',
  exercice: 2026,
  reference: '012026F0012341',
  objet: 'Facture 2026 001234 periscolaire',
  montantCentimes: 4560,
  courriel: 'claire.exemple@example.org',
  saisie: 'T',
  rang: 1,
  le: horloge.now(),
  retour: 'https://famille.exemple.fr/paiement/retour',
  notification: 'https://famille.exemple.fr/paiement/notification',
  ...de,
});
const code = (promesse: Promise<unknown>) =>
  promesse.then(
    () => 'accepté',
    (e) =>
      e instanceof RefusDuFournisseur ? e.code : e instanceof PanneDuFournisseur ? 'panne' : e,
  );

describe('le contrat, au jumeau comme au vrai', () => {
  test('une opération s’ouvre, attend, et se paie à une adresse', async () => {
    const operation = await port.ouvrir(demande());
    expect(operation).toMatch(/^[\da-f-]{36}$/);
    expect(await port.demanderResultat(operation, [])).toEqual({ issue: 'en_attente' });
    expect(port.destination(demande(), operation)).toEqual({
      methode: 'GET',
      adresse: `${VRAI ?? jumeau.adresse}/tpa/paiementws.web?idop=${operation}`,
    });
  });

  test('les caractères de XML et les accents de l’objet passent, sans rien casser', async () => {
    expect(await code(port.ouvrir(demande({ objet: 'Été <b>&"\u0001]]> O’Brien' })))).toBe(
      'accepté',
    );
  });

  test('une opération jamais ouverte est inconnue', async () => {
    expect(await port.demanderResultat('6d1f0a52-7c3e-11f1-9b42-0a58a9feac02', [])).toEqual({
      issue: 'inconnu',
    });
  });

  test('la configuration se teste : le client a des libellés', async () => {
    expect((await port.testerConfiguration(demande().numeroClient)).length).toBeGreaterThan(0);
  });

  test.each([
    ['T1', { numeroClient: '12' }],
    ['T2', { numeroClient: '999999' }],
    ['A1', { courriel: '' }],
    ['A2', { courriel: 'sans-arobase', montantCentimes: 1e9 }],
    ['M3', { montantCentimes: 99 }],
    ['M5', { montantCentimes: 1e9 }],
    ['R3', { reference: 'abc' }],
  ])('une demande fautive reçoit %s', async (attendu, de) => {
    expect(await code(port.ouvrir(demande(de)))).toBe(attendu);
  });
});

describe.skipIf(VRAI)('les issues et les pannes, au jumeau seulement', () => {
  test.each([
    ['P', { issue: 'paye', moyen: 'carte' }],
    ['V', { issue: 'paye', moyen: 'prelevement' }],
    ['R', { issue: 'refuse', moyen: 'carte' }],
    ['Z', { issue: 'refuse', moyen: 'prelevement' }],
    ['A', { issue: 'abandonne' }],
  ] as const)('resultrans %s se lit', async (choix, attendu) => {
    const operation = await port.ouvrir(demande());
    jumeau.reglages.notification = 'jamais';
    await jumeau.choisir(operation, choix);
    for (const reglage of [{}, { idopMinuscule: true }, { exerciceTronque: true }]) {
      Object.assign(jumeau.reglages, reglage);
      expect(await port.demanderResultat(operation, [])).toMatchObject({
        ...attendu,
        constat: { montantCentimes: 4560, reference: demande().reference, numeroClient: '123456' },
      });
    }
    const resultat = await port.demanderResultat(operation, []);
    const brut = 'constat' in resultat ? resultat.constat.brut : {};
    expect([brut.dattrans, brut.heurtrans]).toEqual(['15102026', '0931']);
    expect('numauto' in brut).toBe(choix === 'P' || choix === 'V');
  });

  test.each(['S1', 'T4', 'N1', 'D1', 'M1'])('la faute %s garde son code', async (faute) => {
    for (const prefixe of ['S', 'soapenv'] as const) {
      Object.assign(jumeau.reglages, { fauteALOuverture: faute, prefixe });
      expect(await code(port.ouvrir(demande()))).toBe(faute);
    }
  });

  test('un code inconnu est un refus avec ce code ; une faute technique est une panne', async () => {
    const operation = await port.ouvrir(demande());
    jumeau.reglages.fauteAuDetail = 'ZZ';
    expect(await code(port.demanderResultat(operation, []))).toBe('ZZ');
    jumeau.reglages.fauteAuDetail = '999';
    expect(await code(port.demanderResultat(operation, []))).toBe('panne');
  });

  test.each(['arret', 'muet', 'vide', 'technique'] as const)(
    'service en panne (%s) : une panne, jamais un résultat',
    async (panne) => {
      const presse = payfip({ adresse: jumeau.adresse, delaiMs: 200 });
      const operation = await presse.ouvrir(demande());
      jumeau.reglages.panne = panne;
      expect(await code(presse.demanderResultat(operation, []))).toBe('panne');
      expect(await code(presse.ouvrir(demande()))).toBe('panne');
    },
  );

  test('service éteint : une panne', async () => {
    const eteint = payfip({ adresse: 'http://127.0.0.1:9', delaiMs: 500 });
    expect(await code(eteint.ouvrir(demande()))).toBe('panne');
  });

  test('la page de paiement ne sert qu’une fois, et quinze minutes', async () => {
    const visiter = async (operation: string) => {
      const vers = port.destination(demande(), operation);
      return (await fetch(vers.adresse)).text();
    };
    const operation = await port.ouvrir(demande());
    expect(await visiter(operation)).toContain('45,60');
    expect(await visiter(operation)).toContain('P3');
    const tardive = await port.ouvrir(demande());
    horloge.advance(16 * 60_000);
    expect(await visiter(tardive)).toContain('P4');
    jumeau.purger();
    expect(await port.demanderResultat(tardive, [])).toEqual({ issue: 'inconnu' });
  });
});

test('une notification se lit en idop ou idOp, et rien d’autre n’y est cru', () => {
  const lire = (corps: string) => port.lireNotification(new URLSearchParams(corps));
  expect(lire('idop=abc-1&montant=1')).toEqual({ operation: 'abc-1', contenu: { idop: 'abc-1' } });
  expect(lire('idOp=abc-1')?.operation).toBe('abc-1');
  expect(lire('')).toBeNull();
  expect(lire(`idop=${'x'.repeat(65)}`)).toBeNull();
  expect(lire('idop=<script>')).toBeNull();
});
