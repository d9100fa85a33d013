/** Racines que l'on essaie d'abord, en France ; comparées après simplification (casse, accents, 0→o…). */
const RACINES = `
motdepasse password passwort azerty azertyuiop qwerty qwertyuiop qsdfghjklm wxcvbn soleil doudou loulou chouchou
bonjour bonsoir coucou salut jetaime amour mamour cheri cherie bebe maman papa mamie papi famille enfants
marseille paris lyon bordeaux toulouse nantes lille nice rennes bretagne france
chocolat vanille fraise cerise pomme orange citron banane nutella camembert
printemps ete automne hiver lundi mardi mercredi jeudi vendredi samedi dimanche
janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre
football rugby tennis zidane mbappe equipe champion voiture moto peugeot renault citroen
nicolas julien thomas alexandre antoine maxime pierre camille marion pauline manon emma louise jade
gabriel arthur raphael leo hugo lucas nathan enzo chloe lea ines sarah julie sophie isabelle nathalie
dragon licorne princesse pokemon pikachu starwars superman batman harrypotter minecraft fortnite
admin administrateur administrator root bienvenue welcome secret internet ordinateur telephone iloveyou
letmein monkey shadow master sunshine football trustno abcdef abcdefgh abcd portail famille mairie cantine garderie ecole
`;
const SUFFIXES = ['', 'i', 'ie', 'iz', 'ize', 'izea', 'izeas', 'oo', 'oi', 'eoea', 'zozs', 'zozo'];
const CHIFFRES = [
  '123456',
  '1234567',
  '12345678',
  '123456789',
  '1234567890',
  '987654321',
  '00000000',
  '11111111',
  '123123123',
  '147258369',
  '19992000',
  '20202020',
];

/** Les suites de chiffres se simplifient comme le reste : « 1 » devient « i », « 2 » reste. */
const SIMPLES: Record<string, string> = { '0': 'o', '1': 'i', '3': 'e', '4': 'a', '5': 's' };
const simplifier = (suite: string) => suite.replace(/[01345]/g, (c) => SIMPLES[c] ?? c);
const FINS = [
  '',
  '1',
  '12',
  '123',
  '1234',
  '12345',
  '2020',
  '2021',
  '2022',
  '2023',
  '2024',
  '2025',
  '2026',
  '2027',
  '01',
  '00',
  '69',
  '75',
];

export const MOTS_DE_PASSE_COURANTS: ReadonlySet<string> = new Set([
  ...RACINES.trim()
    .split(/\s+/)
    .flatMap((racine) => [...FINS, ...SUFFIXES].map((fin) => racine + simplifier(fin))),
  ...CHIFFRES.map(simplifier),
  ...CHIFFRES.flatMap((suite) =>
    ['azerty', 'qwerty', 'abc'].map((racine) => racine + simplifier(suite)),
  ),
]);
