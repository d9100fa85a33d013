/** docs/regles/liste-attente.md est la donnée de ces tests : un exemple faux dans la page est un échec. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  CRITERES,
  type Critere,
  estCritere,
  refuserCriteres,
} from '../../activites/regles/attente.ts';
import { type Attente, comparerPriorites, direRangEtRaison, ordonnerLaFile } from './file.ts';

const page = readFileSync(
  new URL('../../../docs/regles/liste-attente.md', import.meta.url),
  'utf8',
);
const [ordres = [], lectures = [], permissions = []] = page
  .split(/^## Exemples/m)
  .slice(1)
  .map((section) =>
    [...section.matchAll(/^\| (.+) \|$/gm)].slice(1).map((t) => (t[1] ?? '').split(' | ')),
  );

test('chaque exemple cite une règle de la page', () => {
  const regles = new Set([...page.matchAll(/^(\d+)\. \*\*/gm)].map((trouve) => trouve[1]));
  expect([ordres, lectures, permissions].map((t) => t.length)).toEqual([7, 4, 4]);
  for (const ligne of [...ordres, ...lectures, ...permissions])
    expect(regles).toContain(ligne.at(-1));
});

describe('L’ordre de la file', () => {
  test.each(ordres)('%s : %s', (criteres = '', arrivent = '', dit) => {
    const attentes = arrivent.split(' ; ').map((ecrit, ordre) => {
      const [, nom = '', remplis = ''] = /^(\S+)(?: \((.*)\))?$/.exec(ecrit) ?? [];
      return { nom, ...attente(ordre, lireCriteres(criteres, ', '), lireCriteres(remplis, ' ')) };
    });
    expect(
      ordonnerLaFile(attentes)
        .map((a) => a.nom)
        .join(' ; '),
    ).toBe(dit);
  });
});

describe('Ce que lit la famille', () => {
  test.each(lectures)('%s, remplit %s, rang %s', (criteres = '', remplis = '', rang, dit) => {
    const a = attente(1, lireCriteres(criteres, ', '), lireCriteres(remplis, ' '));
    expect(
      direRangEtRaison({ ...a, rang: Number(rang) }, 'Europe/Paris').replace(/\u00a0/g, ' '),
    ).toBe(dit);
  });
});

test.each(permissions)('%s peut-elle choisir %s ? %s', (genre = '', criteres = '', dit) => {
  expect(refuserCriteres(genre, criteres.split(', ')) === null ? 'oui' : 'non').toBe(dit);
});

test('la cantine qui demanderait l’emploi des parents lit la loi', () => {
  expect(refuserCriteres('cantine', ['emploi'])).toContain('L. 131-13');
});

const unAttente = (id: number): fc.Arbitrary<Attente> =>
  fc
    .record({ criteres: fc.shuffledSubarray([...CRITERES]), remplis: fc.subarray([...CRITERES]) })
    .map(({ criteres, remplis }) => attente(id, criteres, remplis));
const uneFile = fc
  .integer({ min: 0, max: 12 })
  .chain((n) => fc.tuple(...[...Array(n).keys()].map(unAttente)))
  .chain((attentes) => fc.shuffledSubarray(attentes, { minLength: attentes.length }));

describe('Quelle que soit la file', () => {
  test('personne ne double à égalité de priorité', () => {
    fc.assert(
      fc.property(uneFile, (file) => {
        const servie = ordonnerLaFile(file);
        for (const [i, avant] of servie.entries())
          for (const apres of servie.slice(i + 1)) {
            const ecart = comparerPriorites(avant, apres);
            expect(ecart).toBeLessThanOrEqual(0);
            if (ecart === 0) expect(avant.ordre).toBeLessThan(apres.ordre);
          }
      }),
    );
  });

  test('les rangs vont de 1 à n sans trou, et l’ordre de lecture n’y change rien', () => {
    fc.assert(
      fc.property(uneFile, (file) => {
        const servie = ordonnerLaFile(file);
        expect(servie.map((a) => a.rang)).toEqual(file.map((_, i) => i + 1));
        expect(ordonnerLaFile([...file].reverse())).toEqual(servie);
      }),
    );
  });

  test('que l’un parte, l’ordre des autres ne bouge pas', () => {
    fc.assert(
      fc.property(uneFile, fc.nat(11), (file, parti) => {
        const reste = ordonnerLaFile(file.filter((a) => a.id !== parti)).map((a) => a.id);
        expect(reste).toEqual(
          ordonnerLaFile(file)
            .map((a) => a.id)
            .filter((id) => id !== parti),
        );
      }),
    );
  });

  test('remplir un critère de plus ne fait jamais reculer', () => {
    fc.assert(
      fc.property(unAttente(0), fc.constantFrom(...CRITERES), (a, critere) => {
        const mieux = { ...a, remplis: [...a.remplis, critere] };
        expect(comparerPriorites(mieux, a)).toBeLessThanOrEqual(0);
      }),
    );
  });
});

function attente(ordre: number, criteres: Critere[], remplis: Critere[]): Attente {
  return { id: ordre, ordre, depuisLe: new Date('2026-11-03T09:12:00Z'), criteres, remplis };
}

function lireCriteres(texte: string, separateur: string): Critere[] {
  if (texte === '' || texte === 'aucun') return [];
  return texte.split(separateur).map((c) => {
    if (!estCritere(c)) throw new Error(`critère inconnu dans la page : « ${c} »`);
    return c;
  });
}
