/** docs/regles/sante.md, exécutée. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { etatDeLaFiche } from './fiche.ts';
import { deciderLecture } from './lecture.ts';
import { RUBRIQUES } from './rubriques.ts';

const page = readFileSync(new URL('../../../docs/regles/sante.md', import.meta.url), 'utf8');
const [nuit = [], lectures = [], etats = []] = page
  .split(/^## Exemples/m)
  .slice(1)
  .map((partie) =>
    partie
      .split('\n')
      .filter((l) => l.startsWith('|'))
      .slice(2)
      .map((l) =>
        l
          .split('|')
          .slice(1, -1)
          .map((c) => c.trim()),
      ),
  );

test('chaque exemple cite une règle de la page', () => {
  expect([nuit.length, lectures.length, etats.length]).toEqual([7, 17, 7]);
  const regles = [...page.matchAll(/^(\d+)\. \*\*/gm)].map((m) => m[1]);
  for (const ligne of [...nuit, ...lectures, ...etats]) expect(regles).toContain(ligne.at(-1));
});

test.each(etats)('rubriques « %s », relue « %s » : %s', (ecrites = '', relue = '', attendu) => {
  const [premier = '', second] = ecrites.match(/\d{4}-\d\d-\d\d/g) ?? [];
  const remplies = ecrites.startsWith('cinq') ? RUBRIQUES.slice(1) : RUBRIQUES;
  const etat = etatDeLaFiche({
    aujourdhui: '2026-11-16',
    ecrites: Object.fromEntries(
      remplies.map((r, i) => [r, i === 3 ? (second ?? premier) : premier]),
    ),
    confirmeeLe: relue === 'jamais' ? null : relue,
  });
  const suite =
    etat.etat === 'a_jour' ? ` ${etat.jusquAu}` : etat.etat === 'a_revoir' ? ` ${etat.depuis}` : '';
  expect(`${etat.etat}${suite}`).toBe(attendu);
});

test.each(lectures)(
  '%s de %s ; l’enfant vient : %s ; raison %s : %s',
  (role, ou, vient, raison, attendu) => {
    const decision = deciderLecture({
      agent: { role: role ?? '', structures: ou === 'toutes' ? null : [1] },
      aujourdhui: '2026-11-16',
      venues: [...(vient ?? '').matchAll(/(\d) le (\S+?)(?:,|$)/g)].map(([, s, jour = '']) => ({
        structureId: Number(s),
        jour,
      })),
      raison: raison === 'aucune' ? null : (raison ?? null),
    });
    const suite = decision.issue === 'demander' ? '' : ` ${decision.raison}`;
    expect(`${decision.issue}${suite}`).toBe(attendu);
  },
);
