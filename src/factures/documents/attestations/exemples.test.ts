/** docs/regles/attestations.md est la donnée de ces tests : un exemple faux dans la page est un échec. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { deciderAttestation, type FactureReglee, imputerParEnfant, repartir } from './regles.ts';

const page = readFileSync(
  new URL('../../../../docs/regles/attestations.md', import.meta.url),
  'utf8',
);
const exemples = page
  .split('\n')
  .filter((ligne) => /^\| \d{4} /.test(ligne))
  .map((ligne) =>
    ligne
      .split('|')
      .slice(1, -1)
      .map((c) => c.trim()),
  );

test('la page donne quinze exemples, et chacun cite une règle de la page', () => {
  expect(exemples.length).toBe(15);
  const regles = new Set([...page.matchAll(/^(\d+)\. \*\*/gm)].map((trouve) => trouve[1]));
  for (const ligne of exemples) expect(regles).toContain(ligne.at(-1));
});

test.each(exemples)('%s, %s, réglée %s : %s', (annee, facture = '', reglements = '', atteste) => {
  const { enfants, ...faits } = lireFacture(facture);
  const decision = deciderAttestation(Number(annee), enfants, [
    { ...faits, reglements: lireReglements(reglements) },
  ]);
  const dit = decision.enfants.map((e) => `${e.nom} ${euros(e.centimes)}`).join(' ; ');
  expect(dit || 'rien').toBe(atteste);
});

const centimes = (texte: string) => Math.round(Number(texte.replace(',', '.')) * 100);
const euros = (somme: number) => (somme / 100).toFixed(2).replace('.', ',');

function lireFacture(texte: string) {
  const enfants = texte.split(' ; ').map((bloc, rang) => {
    const [, nom = '', annee = '', lignes = ''] = bloc.match(/^(\S+) \((\d{4})\) : (.*)$/) ?? [];
    return { id: rang + 1, nom, neLe: `${annee}-06-15`, lignes };
  });
  const lignes = enfants.flatMap(({ id, lignes: siennes }) =>
    [...siennes.matchAll(/(garde|aide|repas) (-?[\d,]+\d)/g)].map(([, genre, somme = '']) => ({
      enfantId: id,
      garde: genre !== 'repas',
      centimes: centimes(somme),
    })),
  );
  return { enfants, lignes, montantCentimes: lignes.reduce((a, l) => a + l.centimes, 0) };
}

function lireReglements(texte: string) {
  return texte.split(' ; ').map((r) => {
    const [annee = '', somme = ''] = r.split(' : ');
    return { annee: Number(annee), centimes: centimes(somme) };
  });
}

describe('Quoi qu’il soit réglé, et quand', () => {
  const facture = fc
    .record({
      lignes: fc.array(
        fc.record({
          enfantId: fc.integer({ min: 1, max: 3 }),
          garde: fc.boolean(),
          centimes: fc.integer({ min: 0, max: 20_000 }),
        }),
        { minLength: 1, maxLength: 8 },
      ),
      parts: fc.array(
        fc.record({ annee: fc.integer({ min: 2024, max: 2027 }), part: fc.nat(100) }),
        {
          minLength: 1,
          maxLength: 6,
        },
      ),
    })
    .map(({ lignes, parts }): FactureReglee => {
      const montantCentimes = lignes.reduce((somme, l) => somme + l.centimes, 0);
      const voulu = repartir(
        montantCentimes,
        parts.map((p) => p.part),
      );
      const reglements = parts.map((p, rang) => ({ annee: p.annee, centimes: voulu[rang] ?? 0 }));
      return { montantCentimes, lignes, reglements };
    });
  const ANNEES = [2024, 2025, 2026, 2027];
  const sommer = (sommes: Iterable<number>) => [...sommes].reduce((a, b) => a + b, 0);

  test('une année n’atteste jamais plus que le réglé de l’année, et jamais moins que rien', () => {
    fc.assert(
      fc.property(facture, (f) => {
        for (const annee of ANNEES) {
          const regle = sommer(
            f.reglements.filter((r) => r.annee === annee).map((r) => r.centimes),
          );
          const attestes = [...imputerParEnfant(f, annee).values()];
          expect(sommer(attestes)).toBeLessThanOrEqual(regle);
          expect(Math.min(0, ...attestes)).toBe(0);
        }
      }),
    );
  });

  test('les années ensemble n’attestent jamais plus que la garde due, et tout une fois soldée', () => {
    fc.assert(
      fc.property(facture, (f) => {
        const soldee = sommer(f.reglements.map((r) => r.centimes)) === f.montantCentimes;
        for (const enfantId of [1, 2, 3]) {
          const garde = f.lignes.filter((l) => l.garde && l.enfantId === enfantId);
          const due = sommer(garde.map((l) => l.centimes));
          const atteste = sommer(ANNEES.map((a) => imputerParEnfant(f, a).get(enfantId) ?? 0));
          expect(atteste).toBeLessThanOrEqual(due);
          if (soldee) expect(atteste).toBe(due);
        }
      }),
    );
  });

  test('l’ordre des lignes et des règlements ne change rien', () => {
    fc.assert(
      fc.property(facture, (f) => {
        const retournee = {
          ...f,
          lignes: [...f.lignes].reverse(),
          reglements: [...f.reglements].reverse(),
        };
        for (const annee of ANNEES) {
          const [a, b] = [f, retournee].map((x) => imputerParEnfant(x, annee));
          expect([...(a ?? [])].sort()).toEqual([...(b ?? [])].sort());
        }
      }),
    );
  });
});
