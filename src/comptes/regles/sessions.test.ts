import { expect, test } from 'vitest';
import { finDeSession, peutResterConnecte, prolonger } from './sessions.ts';

const jour = (numero: number) => new Date(Date.UTC(2026, 8, 1 + numero));

test('douze heures, ou quatre-vingt-dix jours pour qui reste connecté', () => {
  expect(finDeSession(jour(0), false)).toEqual(new Date('2026-09-01T12:00:00Z'));
  expect(finDeSession(jour(0), true)).toEqual(jour(90));
});

test('chaque visite repousse la fin, jamais au-delà d’un an', () => {
  expect(prolonger(jour(0), jour(30))).toEqual(jour(120));
  expect(prolonger(jour(0), jour(275))).toEqual(jour(365));
  expect(prolonger(jour(0), jour(364))).toEqual(jour(365));
});

test('un agent ne reste pas connecté, même s’il est aussi parent', () => {
  expect(peutResterConnecte({ estAgent: true })).toBe(false);
  expect(peutResterConnecte({ estAgent: false })).toBe(true);
});
