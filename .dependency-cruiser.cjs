// Les conventions d'import. Une tranche : un dossier de src/ qui parle du métier.
const HORS_TRANCHES = 'platform|ui|dev|demarrage|pages';
const TEST = '\\.test\\.tsx?$';
const role = (noms) => `^src/.+/(${noms})(\\.tsx?$|/)`;

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'pas-de-cycle',
      comment: 'Deux fichiers qui s’importent l’un l’autre ne se lisent plus séparément.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'regles-pures',
      comment: 'Les règles reçoivent des faits : ni base, ni HTTP, ni horloge, ni action.',
      severity: 'error',
      from: { path: role('regles'), pathNot: TEST },
      to: { path: [role('requetes|actions|pages'), '^src/platform/(clock|db|http)\\.ts$'] },
    },
    {
      name: 'requetes-sans-decision',
      comment: 'pages → actions → requetes → regles, dans ce sens seulement.',
      severity: 'error',
      from: { path: role('requetes'), pathNot: TEST },
      to: { path: role('actions|pages') },
    },
    {
      name: 'actions-sans-page',
      comment: 'pages → actions → requetes → regles, dans ce sens seulement.',
      severity: 'error',
      from: { path: role('actions'), pathNot: TEST },
      to: { path: role('pages') },
    },
    {
      name: 'chacun-ses-requetes',
      comment: 'D’une autre tranche, on appelle les actions ou les règles.',
      severity: 'error',
      from: { path: `^src/(?!(?:${HORS_TRANCHES})/)([^/]+)/`, pathNot: TEST },
      to: { path: role('requetes|pages'), pathNot: '^src/$1/' },
    },
    {
      name: 'plateforme-sans-metier',
      comment: 'src/platform et src/ui ignorent les tranches.',
      severity: 'error',
      from: { path: '^src/(platform|ui)/', pathNot: TEST },
      to: { path: '^src/', pathNot: '^src/(platform|ui)/' },
    },
    {
      name: 'developpement-a-part',
      comment: 'Le site en production ne connaît pas /_dev ; seul le lancement le charge.',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/(dev|demarrage)/', TEST] },
      to: { path: '^src/dev/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
  },
};
