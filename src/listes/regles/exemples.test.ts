/** docs/regles/listes.md est la donnée de ces tests : un exemple faux dans la page est un échec. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { joursFeriesEntre } from '../../activites/calendrier/feries.ts';
import { GENRES } from '../../fermetures/regles/types.ts';
import { grouper, lireRangement, RANGEMENTS } from './grouper.ts';
import { direFerme, direLesJours } from './jours.ts';
import { ligneDeLaListe, titresDeLaListe } from './tableau.ts';

const page = readFileSync(new URL('../../../docs/regles/listes.md', import.meta.url), 'utf8');
const [jours = [], rangements = []] = page
  .split(/^## Exemples/m)
  .slice(1)
  .map(lireTableau);

test('la page donne ses deux tableaux, et chaque exemple cite une règle de la page', () => {
  expect([jours, rangements].map((t) => t.length)).toEqual([9, 6]);
  const regles = [...page.matchAll(/^(\d+)\. \*\*/gm)].map((trouve) => trouve[1]);
  expect(regles).toEqual(['1', '2', '3', '4', '5', '6']);
  for (const ligne of [jours, rangements].flat()) expect(regles).toContain(ligne.at(-1));
});

describe('Ouvert, fermé', () => {
  test.each(jours)('le %s, ouvert en base %s, déclaré %s : %s', (jour, ouvert, declare, dit) => {
    const genre = GENRES.find((g) => g === declare);
    const [etat] = direLesJours({
      du: jour,
      au: jour,
      rythme: 'scolaire',
      joursSemaine: [1, 2, 4, 5],
      ouverts: ouvert === 'oui' ? [jour] : [],
      declares: genre ? [{ jour, genre }] : [],
      periodes: [{ du: '2026-09-01', au: '2027-07-05' }],
      feries: joursFeriesEntre('2026-09-01', '2027-07-31', 'metropole'),
      vacances: [{ nom: 'Vacances de Noël', du: '2026-12-19', reprise: '2027-01-04' }],
      fermetures: [{ nom: 'travaux', du: '2026-11-19', reprise: '2026-11-20' }],
    });
    const lu =
      etat?.etat === 'ferme'
        ? direFerme(etat.raison)
        : etat?.etat === 'ouvert'
          ? 'ouvert'
          : 'sans objet';
    expect(lu).toBe(dit);
  });
});

describe('Ranger', () => {
  const ecole = 'Jules-Ferry';
  const enfants = [
    { prenom: 'Zoé', ecole, classe: 'CM1', groupe: 'Grands', repas: 'Repas ordinaire' },
    { prenom: 'Ali', ecole, classe: 'CP', groupe: 'Petits', repas: 'Sans porc' },
    { prenom: 'Lou', ecole: null, classe: null, groupe: null, repas: 'Repas ordinaire' },
  ];

  test.each(rangements)('%s : %s', (par, dit) => {
    const listes = grouper(enfants, lireRangement(par)).map(({ titre, enfants: siens }) => {
      const noms = siens.map((e) => e.prenom).join(', ');
      return titre ? `${titre} : ${noms}` : noms;
    });
    expect(listes.join(' ; ')).toBe(dit);
  });

  test('quel que soit le rangement, chaque enfant est sur une page et une seule', () => {
    const mot = fc.constantFrom('A', 'B', 'CE1', 'CE10', 'CE2');
    const peutEtre = fc.option(mot, { nil: null });
    const enfant = fc.record({ ecole: peutEtre, classe: peutEtre, groupe: peutEtre, repas: mot });
    fc.assert(
      fc.property(fc.array(enfant), fc.constantFrom(...RANGEMENTS), (liste, par) => {
        const paquets = grouper(liste, par);
        expect(new Set(paquets.flatMap((p) => p.enfants))).toEqual(new Set(liste));
        expect(paquets.flatMap((p) => p.enfants)).toHaveLength(liste.length);
        expect(paquets.every((p) => p.enfants.length > 0)).toBe(true);
        expect(new Set(paquets.map((p) => p.titre)).size).toBe(paquets.length);
      }),
    );
  });
});

test('en fichier, un jour fermé garde sa colonne et sa raison', () => {
  const semaine = [
    { jour: '2026-11-16', etat: 'ouvert' },
    { jour: '2026-11-17', etat: 'ferme', raison: 'grève' },
  ] as const;
  expect(titresDeLaListe(semaine).slice(7, 9)).toEqual([
    '16/11/2026',
    '17/11/2026 (fermé : grève)',
  ]);
  const zoe = {
    ...{ nom: 'MARTIN', prenom: 'Zoé', neLe: '2018-05-02', ecole: null, classe: null },
    ...{ groupe: null, repas: 'Sans porc', jours: ['2026-11-16'] },
    contacts: [{ nom: 'Claire MARTIN', telephone: '' }],
  };
  expect(ligneDeLaListe(zoe, semaine)).toEqual([
    'MARTIN',
    'Zoé',
    '02/05/2018',
    '',
    '',
    '',
    'Sans porc',
    1,
    '',
    'Claire MARTIN',
  ]);
});

function lireTableau(partie: string): string[][] {
  return partie
    .split('\n')
    .filter((ligne) => ligne.startsWith('|'))
    .slice(2)
    .map((ligne) =>
      ligne
        .slice(1, -1)
        .split('|')
        .map((c) => c.trim()),
    );
}
