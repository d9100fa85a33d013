import { expect, test } from 'vitest';
import { ConfigurationInvalide, lireConfiguration } from './config.ts';

const PRODUCTION = {
  PREAU_MODE: 'production',
  PREAU_ADRESSE: 'https://famille.exemple.fr',
  PREAU_SECRET: 'un secret assez long pour un essai',
  PREAU_CLES: `1:${Buffer.alloc(32, 7).toString('base64')}`,
  PREAU_SMTP: 'smtps://smtp.exemple.fr',
  PREAU_EXPEDITEUR: 'Famille <famille@exemple.fr>',
};
const ESSAI = { PREAU_MODE: 'test', PREAU_SECRET: PRODUCTION.PREAU_SECRET };

test('la double authentification s’impose d’elle-même en production, et se propose ailleurs', () => {
  expect(lireConfiguration(PRODUCTION).doubleAuthentification).toBe('roles');
  expect(lireConfiguration(ESSAI).doubleAuthentification).toBe('propose');
});

test('en production, on peut l’étendre à tous, jamais en dispenser', () => {
  const avec = (valeur: string) =>
    lireConfiguration({ ...PRODUCTION, PREAU_DOUBLE_AUTHENTIFICATION: valeur })
      .doubleAuthentification;
  expect(avec('tous')).toBe('tous');
  expect(avec('roles')).toBe('roles');
  expect(() => avec('propose')).toThrow(ConfigurationInvalide);
  expect(() => avec('aucun')).toThrow('doit être propose, roles ou tous');
  expect(
    lireConfiguration({ ...ESSAI, PREAU_DOUBLE_AUTHENTIFICATION: 'tous' }).doubleAuthentification,
  ).toBe('tous');
});

test('sans clé de chiffrement, la production ne démarre pas, et dit laquelle donner', () => {
  const { PREAU_CLES: _, ...sansCle } = PRODUCTION;
  expect(() => lireConfiguration(sansCle)).toThrow('PREAU_CLES manque');
});

test('une clé mal écrite : la phrase dit comment, sans répéter la clé', () => {
  const fausse = Buffer.alloc(32, 9).toString('base64');
  const lire = () => lireConfiguration({ ...PRODUCTION, PREAU_CLES: fausse });
  expect(lire).toThrow('PREAU_CLES doit s’écrire 1:…');
  expect(lire).not.toThrow(fausse);
});

test('la clé la plus récente chiffre ; à l’essai, elle vient du secret', () => {
  const deux = `2:${Buffer.alloc(32, 8).toString('base64')},${PRODUCTION.PREAU_CLES}`;
  const { cles } = lireConfiguration({ ...PRODUCTION, PREAU_CLES: deux });
  expect([cles.current, cles.keys.size]).toEqual([2, 2]);
  expect(lireConfiguration(ESSAI).cles).toEqual(lireConfiguration(ESSAI).cles);
});
