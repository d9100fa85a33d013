import { configDefaults, defineConfig } from 'vitest/config';

const jsx = { oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } } } as const;
const base = ['**/*.base.test.{ts,tsx}'];
const parcours = ['test/parcours/*.parcours.test.ts'];
const ailleurs = [...configDefaults.exclude, 'var/**', 'dist/**', '.outils/**'];

export default defineConfig({
  ...jsx,
  test: {
    maxWorkers: 2,
    projects: [
      {
        ...jsx,
        test: {
          name: 'regles',
          include: ['src/**/*.test.{ts,tsx}', 'client/**/*.test.{ts,tsx}', 'test/*.test.{ts,tsx}'],
          exclude: [...ailleurs, ...base, ...parcours],
          // Les propriétés tirent des centaines d'exemples : sur une machine chargée, cinq secondes n'y suffisent pas.
          testTimeout: 60_000,
        },
      },
      {
        ...jsx,
        test: {
          name: 'base',
          include: base,
          exclude: ailleurs,
          globalSetup: 'test/modele.ts',
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        ...jsx,
        test: {
          name: 'parcours',
          include: parcours,
          exclude: ailleurs,
          globalSetup: 'test/modele.ts',
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
