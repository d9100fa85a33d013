import { describe, expect, test } from 'vitest';
import { decrireReglages, ecrireReglages, estUnSiret, lireReglages } from './reglages.ts';

const SAISIE = {
  nom: 'Régie périscolaire',
  code: '01',
  siret: '214 599 900 00013',
  regisseur: 'Sophie Garnier',
  adresse: '1 place de la Mairie\r\n  45999 Saint-Aubin',
  courriel: 'Regie@Saint-Aubin.fr',
  comptable: 'SGC d’Orléans',
  plafond: '1 200,00',
  delai: '30',
  fournisseur: 'payfip',
  numero_payfip: '123 456',
  saisie_payfip: 'W',
  ics: 'FR72ZZZ123456',
  iban: 'FR76 1007 1450 0000 0010 0012 319',
  bic: 'trpufrp1',
};
const lire = (change: Record<string, string> = {}) =>
  lireReglages(new URLSearchParams({ ...SAISIE, ...change }));
const champs = (change: Record<string, string>) => lire(change).erreurs.map((e) => e.champ);

describe('lire les réglages d’une régie', () => {
  test('tels qu’on les recopie de l’acte, espaces compris', () => {
    expect(lire()).toEqual({
      erreurs: [],
      saisie: {
        nom: 'Régie périscolaire',
        code: '01',
        siret: '21459990000013',
        regisseur: 'Sophie Garnier',
        adresse: '1 place de la Mairie\n45999 Saint-Aubin',
        courriel: 'regie@saint-aubin.fr',
        telephone: null,
        comptable: 'SGC d’Orléans',
        plafondCentimes: 120_000,
        delaiDePaiementJours: 30,
        fournisseur: 'payfip',
        numeroPayfip: '123456',
        saisiePayfip: 'W',
        ics: 'FR72ZZZ123456',
        iban: 'FR7610071450000000100012319',
        bic: 'TRPUFRP1',
      },
    });
  });

  test.each([
    [{ code: '1' }, ['code']],
    [{ siret: '21459990000017' }, ['siret']],
    [{ plafond: '0' }, ['plafond']],
    [{ plafond: 'mille' }, ['plafond']],
    [{ delai: '0' }, ['delai']],
    [{ delai: '30,5' }, ['delai']],
    [{ fournisseur: 'autre' }, ['fournisseur']],
    [{ fournisseur: 'toString' }, ['fournisseur']],
    [{ numero_payfip: '12345' }, ['numero_payfip']],
    [{ numero_payfip: '' }, ['numero_payfip']],
    [{ numero_payfip: '', saisie_payfip: 'T' }, []],
    [{ numero_payfip: '', fournisseur: 'aucun' }, []],
    [{ iban: '' }, ['ics']],
    [{ ics: '', iban: '', bic: '' }, []],
    [{ iban: 'FR7610071450000000100012318' }, ['iban']],
    [{ nom: ' ', courriel: 'regie' }, ['nom', 'courriel']],
  ])('%j : %j', (change, attendus) => expect(champs(change)).toEqual(attendus));

  test('le formulaire rempli redonne les mêmes réglages', () => {
    const { saisie } = lire();
    expect(saisie && lireReglages(ecrireReglages(saisie)).saisie).toEqual(saisie);
  });
});

test('ce qui change se dit, avec l’avant et l’après', () => {
  const avant = lire().saisie!;
  const apres = lire({ plafond: '2000', telephone: '02 38 00 00 00' }).saisie!;
  expect(decrireReglages(avant, apres).map((c) => c.replace(/\s/g, ' '))).toEqual([
    'le téléphone (rien → 02 38 00 00 00)',
    'le plafond d’encaisse (1 200,00 € → 2 000,00 €)',
  ]);
  expect(decrireReglages(avant, avant)).toEqual([]);
});

test.each([
  ['73282932000074', true],
  ['73282932000075', false],
  ['35600000000048', true],
  ['35600000012346', true],
  ['7328293200007', false],
])('SIRET %s : %s', (siret, juste) => expect(estUnSiret(siret)).toBe(juste));
