/** docs/regles/passage.md est la donnée de ces tests : un exemple faux dans la page est un échec. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { estNiveau, NIVEAUX, type Niveau } from './classes.ts';
import {
  agesDeLEcole,
  type ClasseDuPassage,
  type EnfantAPasser,
  grouper,
  niveauDansSaClasse,
  niveauDeSonAge,
  niveauSuivant,
  proposer,
} from './passage.ts';
import {
  choixProposes,
  direPourquoiGarder,
  effectifs,
  faireLeBilan,
  garderSaClasse,
  lireChoix,
} from './passage-choix.ts';

const page = readFileSync(new URL('../../../docs/regles/passage.md', import.meta.url), 'utf8');
const [niveaux = [], classes = [], defaire = []] = page
  .split(/^## Exemples/m)
  .slice(1)
  .map(lireTableau);
const ANNEE = '2026-2027';

test('la page donne ses trois tableaux, et chaque exemple cite une règle de la page', () => {
  expect([niveaux, classes, defaire].map((t) => t.length)).toEqual([10, 9, 4]);
  const regles = [...page.matchAll(/^(\d+)\. \*\*/gm)].map((trouve) => trouve[1]);
  expect(regles).toEqual(['1', '2', '3', '4', '5', '6', '7', '8', '9']);
  for (const ligne of [niveaux, classes, defaire].flat()) expect(regles).toContain(ligne.at(-1));
});

describe('Le niveau d’un enfant', () => {
  test.each(niveaux)('%s, né en %s : %s, puis %s', (classe, ne, niveau, suivant) => {
    const lue = /^« (.+) », (\w+)$/.exec(classe);
    const sienne = { nom: lue?.[1] ?? '', niveau: lireNiveau(lue?.[2] ?? '') };
    const enfant = { neLe: `${ne}-12-31` };
    const trouve = niveauDansSaClasse(enfant, sienne, ANNEE);
    expect([trouve, niveauSuivant(trouve, enfant, ANNEE) ?? 'collège']).toEqual([niveau, suivant]);
  });
});

describe('La classe proposée', () => {
  test.each(classes)('%s, vers le %s : %s ; ailleurs %s : %s', (depuis, vers, ici, la, dite) => {
    const connues = [...lireClasses(ici, 1), ...lireClasses(la, 2)];
    const rendue = proposer({ id: 99, nom: depuis, ecoleId: 1 }, lireNiveau(vers), connues);
    const proposee =
      rendue.genre === 'classe'
        ? connues.find((c) => c.id === rendue.classeId)?.nom
        : rendue.genre === 'a_choisir'
          ? 'à choisir'
          : 'aucune';
    expect(proposee).toBe(dite);
  });
});

describe('Défaire', () => {
  test.each(defaire)('%s, %s jours, après : %s : %s', (classe, jours, apres, dit) => {
    const raison = garderSaClasse({
      memeClasse: classe === 'la même',
      reservations: Number(jours),
      anneeDApres: apres === 'oui',
    });
    expect(raison ? `garde : ${direPourquoiGarder(raison, '2027-2028')}` : 'oui').toBe(dit);
  });
});

describe('les choix', () => {
  const ecole = lireClasses('CE1 A, CE1 B, CE2', 1);
  const cp = { id: 50, nom: 'CP A', niveau: 'CP' as const };
  const enfants = [1, 2, 3].map((id) => enfantDe(id, cp));
  const groupes = grouper(1, ANNEE, enfants, ecole);
  const cle = groupes[0]?.cle ?? '';
  const choisir = (choix: Record<string, string>) =>
    faireLeBilan(groupes, [], ecole, lireChoix(new URLSearchParams(choix)));
  const ou = (b: ReturnType<typeof choisir>) =>
    b.passages.map(({ enfant, classe }) => [enfant.id, classe.nom]);

  test('un enfant suit sa classe, sauf choix à lui : redoubler, sauter, partir', () => {
    const bilan = choisir({ [`groupe-${cle}`]: '1', 'enfant-2': '3', 'enfant-3': 'sortie' });
    expect(ou(bilan)).toEqual([
      [1, 'CE1 A'],
      [2, 'CE2'],
    ]);
    expect(bilan.sorties.map((e) => e.id)).toEqual([3]);
  });

  test('une classe qui n’existe pas cette année-là ne se choisit pas', () => {
    const bilan = choisir({ [`groupe-${cle}`]: '777' });
    expect([ou(bilan), bilan.aChoisir.length]).toEqual([[], 3]);
  });

  test('un groupe que la page n’a pas montré ne s’écrit pas', () => {
    expect(choisir({ 'groupe-autre': '1' }).passages).toEqual([]);
  });

  test('un enfant sans classe n’est placé que par un choix', () => {
    const arrive = { ...enfantDe(9, cp), classe: null };
    const rien = faireLeBilan([], [arrive], ecole, choixProposes([]));
    expect([rien.passages, rien.aChoisir]).toEqual([[], []]);
    const choix = lireChoix(new URLSearchParams({ 'enfant-9': '1' }));
    expect(ou(faireLeBilan([], [arrive], ecole, choix))).toEqual([[9, 'CE1 A']]);
  });

  test('l’effectif d’une classe compte ceux qui y sont et ceux qui arrivent', () => {
    const [premiere] = ecole;
    const pleine = premiere ? [{ ...premiere, enfants: 20 }, ...ecole.slice(1)] : [];
    const bilan = faireLeBilan(groupes, [], pleine, choixProposes(groupes));
    expect(
      effectifs(pleine, bilan).map((l) => [l.classe.nom, l.classe.enfants, l.arrivent]),
    ).toEqual([['CE1 A', 20, 3]]);
  });

  test('qui a déjà sa classe n’est plus à faire passer', () => {
    expect(grouper(1, ANNEE, [{ ...enfantDe(1, cp), dejaEn: 1 }], ecole)).toEqual([]);
  });

  test('personne n’est perdu ni compté deux fois, quels que soient les choix', () => {
    const unChoix = fc.constantFrom('', '1', '2', '3', '888', 'sortie', 'x');
    fc.assert(
      fc.property(unChoix, fc.array(unChoix, { minLength: 3, maxLength: 3 }), (g, siens) => {
        const choix = Object.fromEntries(siens.map((c, i) => [`enfant-${i + 1}`, c]));
        const b = choisir({ [`groupe-${cle}`]: g, ...choix });
        const tous = [...b.passages.map((p) => p.enfant), ...b.sorties, ...b.aChoisir];
        expect(tous.map((e) => e.id).sort()).toEqual([1, 2, 3]);
      }),
    );
  });
});

test('une école ne montre que les enfants de l’âge de ses classes, un an de plus compris', () => {
  const ages = (ici: string) => agesDeLEcole(1, [...lireClasses(ici, 1), ...lireClasses('CM2', 2)]);
  expect([ages('PS, MS, GS'), ages('CP, CE1-CE2'), ages('CM1, CM2'), ages('')]).toEqual([
    { de: 3, a: 6 },
    { de: 6, a: 9 },
    { de: 9, a: 10 },
    null,
  ]);
  expect(ages('CP, ULIS')).toEqual({ de: 2, a: 10 });
});

test('le niveau de son âge va de la TPS au CM2', () => {
  expect(
    ['2025', '2024', '2023', '2020', '2016', '2015'].map((a) =>
      niveauDeSonAge(`${a}-01-01`, ANNEE),
    ),
  ).toEqual([null, 'TPS', 'PS', 'CP', 'CM2', null]);
});

function lireNiveau(mot: string): Niveau {
  if (!estNiveau(mot)) throw new Error(`« ${mot} » n’est pas un niveau.`);
  return mot;
}

function lireClasses(liste: string, ecoleId: number): ClasseDuPassage[] {
  return liste
    .split(', ')
    .filter(Boolean)
    .map((nom, i) => ({
      id: ecoleId === 1 ? i + 1 : i + 101,
      nom,
      niveau: NIVEAUX.find((n) => nom.startsWith(n)) ?? 'CP',
      ecoleId,
      ecole: `École ${ecoleId}`,
      enfants: 0,
    }));
}

function enfantDe(id: number, classe: NonNullable<EnfantAPasser['classe']>): EnfantAPasser {
  const nom = { prenom: `Enfant ${id}`, nom: 'MARTIN', neLe: '2020-05-01' };
  return { id, familleId: id, ...nom, classe, dejaEn: null };
}

function lireTableau(partie: string): string[][] {
  return partie
    .split('\n')
    .filter((ligne) => ligne.startsWith('|'))
    .slice(2)
    .map((ligne) =>
      ligne
        .split('|')
        .slice(1, -1)
        .map((cellule) => cellule.trim()),
    );
}
