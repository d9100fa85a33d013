import tseslint from 'typescript-eslint';

// Biome tient le style ; ici, seulement ce qui demande les types : une promesse oubliée perd une erreur.
export default tseslint.config({
  files: ['src/**/*.{ts,tsx}'],
  ignores: ['src/platform/tables.ts'],
  languageOptions: {
    parser: tseslint.parser,
    parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
  },
  plugins: { '@typescript-eslint': tseslint.plugin },
  linterOptions: { reportUnusedDisableDirectives: 'off' },
  rules: {
    '@typescript-eslint/no-floating-promises': 'error',
    '@typescript-eslint/no-misused-promises': 'error',
  },
});
