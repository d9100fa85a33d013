/** docs/regles/liste-attente.md est la donnée de ces tests. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { heureLocale, instantLocal, jourLocal } from '../../platform/instants.ts';
import type { Candidat } from './compteur.ts';
import { type CandidatEnFile, fratriesDoublees, servirParFratries } from './fratries.ts';
import { deciderEcheance, deciderReponse, ISSUES } from './offre-de-place.ts';
import { Compteur, type PlacesDuJour } from './places.ts';

const FUSEAU = 'Europe/Paris';
const JOUR = '2026-11-25';
const SALLE = 1;
const page = readFileSync(
  new URL('../../../docs/regles/liste-attente.md', import.meta.url),
  'utf8',
);
const lire = (titre: string) =>
  [...(page.split(`## Exemples : ${titre}`)[1] ?? '').split('\n## ')[0]!.matchAll(/^\| (.+) \|$/gm)]
    .slice(1)
    .map((t) => (t[1] ?? '').split(' | '));

describe('Jusqu’à quand répondre', () => {
  const exemples = lire('jusqu’à quand répondre');
  test('la page en donne neuf', () => expect(exemples).toHaveLength(9));
  test.each(exemples)('le %s, %s h, limite %s', (libre, heures, limite, lettre, reponse) => {
    const echeance = deciderEcheance(instantDe(libre), {
      heures: Number(heures),
      limite: instantDe(limite === 'aucune' ? '25/11 à 08:30' : limite),
      fuseau: FUSEAU,
    });
    const dire = (le: Date | undefined) =>
      le ? `${jourLocal(le, FUSEAU).slice(8)}/11 à ${heureLocale(le, FUSEAU)}` : 'personne';
    expect(dire(echeance?.annonceLe)).toBe(lettre);
    expect(dire(echeance?.expireLe)).toBe(reponse);
  });

  test('jamais une lettre ni une échéance la nuit, ni après la limite, changements d’heure compris', () => {
    const unInstant = fc
      .integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2027, 11, 31) })
      .map((ms) => new Date(ms));
    fc.assert(
      fc.property(
        unInstant,
        unInstant,
        fc.integer({ min: 2, max: 336 }),
        (maintenant, limite, heures) => {
          const echeance = deciderEcheance(maintenant, { heures, limite, fuseau: FUSEAU });
          if (!echeance) return;
          const { annonceLe, expireLe } = echeance;
          expect(annonceLe >= maintenant && annonceLe < expireLe && expireLe <= limite).toBe(true);
          const lettre = heureLocale(annonceLe, FUSEAU);
          expect(lettre >= '08:00' && lettre < '21:00').toBe(true);
          const fin = heureLocale(expireLe, FUSEAU);
          expect(fin >= '08:00' && fin <= '21:00').toBe(true);
        },
      ),
      { numRuns: 500 },
    );
  });
});

test('une offre close, ou passée, dit ce qui s’est passé ; ouverte, on peut répondre jusqu’à l’échéance comprise', () => {
  const expireLe = new Date('2026-11-18T09:00:00Z');
  expect(deciderReponse({ issue: null, expireLe }, expireLe, FUSEAU).issue).toBe('possible');
  const apres = new Date(expireLe.getTime() + 1);
  const phrases = [null, ...ISSUES].map((issue) =>
    deciderReponse({ issue, expireLe }, apres, FUSEAU),
  );
  expect(phrases.every((d) => d.issue === 'trop_tard')).toBe(true);
  expect(deciderReponse({ issue: 'acceptee', expireLe }, expireLe, FUSEAU)).toMatchObject({
    phrase: 'Vous avez accepté cette place : elle est à vous.',
  });
});

describe('Des fratries dans la file', () => {
  const exemples = lire('des fratries dans la file');
  test('la page en donne huit', () => expect(exemples).toHaveLength(8));
  test.each(exemples)('%s libres, attendent %s', (libres, attendent = '', recoivent, passees) => {
    const file = attendent.split(' ; ').map((ecrit) => {
      const [, nom = '', n = '0'] = /^(\S+)(?: \((\d)\))?$/.exec(ecrit) ?? [];
      return { nom, jour: JOUR, jauges: [SALLE], bloc: nom[0] ?? null, passages: Number(n) };
    });
    const service = servirParFratries(new Compteur(salle(Number(libres))), file);
    const dits = service.groupes.map((g) => g.map((c) => c.nom).join(' et '));
    expect(dits.join(' ; ') || 'personne').toBe(recoivent);
    const devant = service.passees.map((p) => `${p.bloc} : ${p.passages}`);
    expect(devant.join(', ') || 'personne').toBe(passees);
  });

  test('une réservation nouvelle compte comme une famille passée, si la fratrie aurait eu l’usage de sa place', () => {
    const fratrie = ['a1', 'a2'].map((nom) => ({ nom, jour: JOUR, jauges: [SALLE], bloc: 'a' }));
    const doublees = (jauge: number) =>
      fratriesDoublees(salle(1), fratrie, [{ jour: JOUR, jauges: [jauge] }]).map((c) => c.nom);
    expect(doublees(SALLE)).toEqual(['a1', 'a2']);
    expect(doublees(2)).toEqual([]);
  });
});

const unCandidat = fc.record({
  jour: fc.constant(JOUR),
  jauges: fc.subarray([1, 2], { minLength: 1 }),
  bloc: fc.constantFrom('a', 'b', 'c', null),
  passages: fc.constant(0),
});
const uneFile = fc.array(unCandidat, { maxLength: 9 });
const desPlaces = fc.tuple(fc.nat(4), fc.nat(4));

describe('Quelles que soient la file et les places', () => {
  test('on ne donne jamais plus que les places, et rien d’utile ne reste libre', () => {
    fc.assert(
      fc.property(uneFile, desPlaces, (file, [a, b]) => {
        const { groupes, passees } = servirParFratries(
          new Compteur([...salle(a), ...salle(b, 2)]),
          file,
        );
        const servis = groupes.flat();
        const prises = (jauge: number) => servis.filter((c) => c.jauges.includes(jauge)).length;
        expect(prises(1)).toBeLessThanOrEqual(a);
        expect(prises(2)).toBeLessThanOrEqual(b);
        const reste = new Compteur([...salle(a - prises(1)), ...salle(b - prises(2), 2)]);
        const attendent = file.filter((c) => !servis.includes(c));
        for (const c of attendent) {
          // Seule une fratrie que l'on attend encore de réunir peut laisser une place libre.
          const siens = attendent.filter((x) => c.bloc && x.bloc === c.bloc);
          const passages = passees.find((p) => p.bloc === c.bloc)?.passages ?? 0;
          const reunir = siens.length > 1 && passages < 2;
          if (!reunir) expect(reste.libres(c)).toBe(0);
        }
      }),
      { numRuns: 400 },
    );
  });

  test('une fratrie entière entre d’un coup ou pas du tout, tant que deux familles ne sont pas passées', () => {
    fc.assert(
      fc.property(uneFile, desPlaces, (file, [a, b]) => {
        const { groupes, passees } = servirParFratries(
          new Compteur([...salle(a), ...salle(b, 2)]),
          file,
        );
        for (const [bloc, siens] of Map.groupBy(
          file.filter((c) => c.bloc),
          (c) => c.bloc,
        )) {
          const passages = passees.find((p) => p.bloc === bloc)?.passages ?? 0;
          expect(passages).toBeLessThanOrEqual(2);
          const servis = groupes.filter((g) => g.some((c) => c.bloc === bloc));
          if (passages < 2 && servis.length > 0) expect(servis).toEqual([siens]);
        }
      }),
      { numRuns: 400 },
    );
  });

  test('au fil des places rendues, jamais plus de deux familles ne passent devant une fratrie', () => {
    fc.assert(
      fc.property(
        uneFile,
        fc.array(fc.constantFrom(1, 2), { maxLength: 12 }),
        (depart, rendues) => {
          let file: CandidatEnFile[] = depart;
          for (const jauge of rendues) {
            const compteur = new Compteur([
              ...salle(Number(jauge === 1)),
              ...salle(Number(jauge === 2), 2),
            ]);
            const { groupes, passees } = servirParFratries(compteur, file);
            const servis = groupes.flat();
            file = file
              .filter((c) => !servis.includes(c))
              .map((c) => {
                const n = passees.find((p) => p.bloc === c.bloc)?.passages ?? 0;
                return { ...c, passages: (c.passages ?? 0) + n };
              });
            for (const c of file) expect(c.passages ?? 0).toBeLessThanOrEqual(2);
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  test('sans fratrie, c’est la file simple : le premier qui peut prend', () => {
    fc.assert(
      fc.property(uneFile, desPlaces, (fratries, [a, b]) => {
        const file: Candidat[] = fratries.map(({ jour, jauges }) => ({ jour, jauges }));
        const compteur = new Compteur([...salle(a), ...salle(b, 2)]);
        const temoin = new Compteur([...salle(a), ...salle(b, 2)]);
        expect(servirParFratries(compteur, file).groupes.flat()).toEqual(
          file.filter((c) => temoin.prendre(c)),
        );
      }),
    );
  });
});

function salle(libres: number, jaugeId = SALLE): PlacesDuJour[] {
  return [{ jaugeId, jour: JOUR, places: libres + 3, prises: 3 }];
}

/** « 16/11 à 10:00 », heure de Paris. */
function instantDe(ecrit = ''): Date {
  const [jour = '', heure = ''] = ecrit.split(' à ');
  return instantLocal(`2026-11-${jour.slice(0, 2)}`, heure, FUSEAU);
}
