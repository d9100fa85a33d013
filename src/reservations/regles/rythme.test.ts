/** Le dernier tableau de docs/regles/places.md est la donnée de ces tests (Places, règle 12). */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { activite, faits, MATIN } from '../../../test/faits.ts';
import { ajouterJours, type Jour, nomDuJour } from '../../platform/jours.ts';
import { direLeMinimum } from './rythme.ts';
import { trier } from './souhaits.ts';
import { cle } from './types.ts';

const LUNDI = '2026-11-30';
const MAINTENANT = new Date('2026-11-20T10:00Z');
const SEMAINE = ([1, 2, 3, 4, 5, 6, 7] as const).map(nomDuJour);
const page = readFileSync(new URL('../../../docs/regles/places.md', import.meta.url), 'utf8');
const exemples = (page.split('## Exemples : au moins trois jours par semaine')[1] ?? '')
  .split('\n')
  .filter((ligne) => ligne.startsWith('| ') && !ligne.startsWith('| À partir'))
  .map((ligne) =>
    ligne
      .split('|')
      .slice(1, -1)
      .map((cellule) => cellule.trim()),
  );

const jourNomme = (nom: string): Jour => ajouterJours(LUNDI, SEMAINE.indexOf(nom));
const jours = (liste: string) => (liste === 'rien' ? [] : liste.split(' ; ').map(jourNomme));
const nommer = (jour: Jour) =>
  SEMAINE[Number(jour.slice(8)) === 30 ? 0 : Number(jour.slice(8))] ?? '';

function semaine(options: {
  du: Jour;
  ouverts: readonly Jour[];
  pris?: readonly Jour[];
  nombre?: number;
}) {
  const { du, ouverts, pris = [], nombre = 3 } = options;
  return faits({
    activite: activite({ joursMin: { nombre, du } }),
    ouvertures: new Set(ouverts.map((jour) => cle({ prestationId: MATIN, jour }))),
    dejaLa: new Map(pris.map((jour) => [cle({ prestationId: MATIN, jour }), 'validee' as const])),
  });
}

const souhaits = (coches: readonly Jour[]) => coches.map((jour) => ({ jour, prestationId: MATIN }));

test('la page donne ses sept exemples', () => expect(exemples).toHaveLength(7));

describe('au moins trois jours par semaine', () => {
  test.each(exemples)('à partir du %s, %s ouverts, %s déjà, %s : %s', (...ligne) => {
    const [du = '', ouverts = '', deja = '', coche = '', decision] = ligne;
    const f = semaine({ du: jourNomme(du), ouverts: jours(ouverts), pris: jours(deja) });
    const { ecartes } = trier(f, souhaits(jours(coche)), MAINTENANT);
    const manque = /cochez-en (\d+) de plus/.exec(ecartes[0]?.phrase ?? '')?.[1];
    const noms = ecartes.map(({ jour }) => nommer(jour)).join(', ');
    const accord = ecartes.length > 1 ? 'écartés' : 'écarté';
    expect(ecartes.length === 0 ? 'retenus' : `${noms} ${accord} : ${manque} de plus`).toBe(
      decision,
    );
    for (const { raison } of ecartes) expect(raison).toBe('semaine_incomplete');
  });
});

test('la phrase dit le nombre, combien ajouter et quelle semaine', () => {
  const f = semaine({ du: LUNDI, ouverts: jours('lundi ; mardi ; jeudi ; vendredi'), nombre: 2 });
  expect(trier(f, souhaits([LUNDI]), MAINTENANT).ecartes[0]?.phrase).toBe(
    'au moins 2 jours par semaine : cochez-en 1 de plus la semaine du lundi 30 novembre',
  );
});

test('sur le calendrier, un minimum à venir dit quand il commence', () => {
  const joursMin = { nombre: 2, du: '2027-01-04' };
  expect(direLeMinimum(joursMin, '2026-11-20')).toBe(
    'Au moins 2 jours par semaine, à partir du lundi 4 janvier 2027.',
  );
  expect(direLeMinimum(joursMin, '2027-01-04')).toBe('Au moins 2 jours par semaine.');
});

test('propriété : ce qui est retenu remplit la semaine, ou tout ce qu’elle ouvre ; l’ordre n’y change rien', () => {
  const unJour = fc.integer({ min: 0, max: 13 }).map((n) => ajouterJours(LUNDI, n));
  const desJours = fc.uniqueArray(unJour);
  fc.assert(
    fc.property(desJours, desJours, desJours, fc.integer({ min: 2, max: 7 }), (o, p, c, nombre) => {
      const pris = p.filter((jour) => o.includes(jour));
      const f = semaine({ du: LUNDI, ouverts: o, pris, nombre });
      const { recevables } = trier(f, souhaits(c), MAINTENANT);
      for (const debut of [LUNDI, ajouterJours(LUNDI, 7)]) {
        const dedans = (jour: Jour) => jour >= debut && jour < ajouterJours(debut, 7);
        const nouveaux = recevables.filter(({ jour }) => dedans(jour)).length;
        const total = nouveaux + pris.filter(dedans).length;
        if (nouveaux > 0)
          expect(total).toBeGreaterThanOrEqual(Math.min(nombre, o.filter(dedans).length));
      }
      const retournes = trier(f, souhaits(c.toReversed()), MAINTENANT).recevables;
      expect(new Set(retournes.map((x) => x.jour))).toEqual(new Set(recevables.map((x) => x.jour)));
    }),
  );
});
