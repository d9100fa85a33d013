import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Fuseau,
  type Heure,
  heureLocale,
  instantLocal,
  jourLocal,
} from '../../platform/instants.ts';
import {
  type Jour,
  type JourDeLaSemaine,
  jourDeLaSemaine,
  jourDeNumero,
  joursEntre,
  numeroDuJour,
} from '../../platform/jours.ts';
import { joursFeriesEntre } from '../calendrier/feries.ts';
import { decrireRegle, phraseDelai } from './phrases.ts';
import {
  CANAUX_TARDIFS,
  DECOMPTES,
  dateLimite,
  deciderDelai,
  type FaitsDelai,
  peutEncore,
  type RegleDelai,
  regleEnVigueur,
  UNITES,
} from './regles.ts';
import { schemaRegleDelai } from './schema.ts';

const feries = joursFeriesEntre('2026-01-01', '2028-12-31', 'metropole');
const ouvres = joursEntre('2026-01-01', '2028-12-31').filter(
  (jour) => [1, 2, 4, 5].includes(jourDeLaSemaine(jour)) && !feries.has(jour),
);
const FAITS: FaitsDelai = {
  fuseau: 'Europe/Paris',
  feries,
  joursOuverts: ouvres,
  periode: { du: '2027-02-22' },
};

const deux = (n: number) => String(n).padStart(2, '0');
const uneHeure: fc.Arbitrary<Heure> = fc
  .integer({ min: 0, max: 24 * 60 })
  .map((m) => `${deux(Math.floor(m / 60))}:${deux(m % 60)}`);
const unJourDeSemaine = fc.constantFrom<JourDeLaSemaine[]>(1, 2, 3, 4, 5, 6, 7);
const unJour = fc
  .integer({ min: numeroDuJour('2027-01-01'), max: numeroDuJour('2028-12-31') })
  .map(jourDeNumero);
const unFuseau = fc.constantFrom<Fuseau[]>(
  'Europe/Paris',
  'Indian/Reunion',
  'America/Guadeloupe',
  'America/Miquelon',
  'Pacific/Noumea',
);
const unInstant = fc.date({
  min: new Date('2025-06-01'),
  max: new Date('2029-06-01'),
  noInvalidDate: true,
});
const uneAvance = {
  nombre: fc.integer({ min: 0, max: 60 }),
  unite: fc.constantFrom(...UNITES),
  heure: uneHeure,
};
const uneLimiteDeSemaine = {
  jourSemaine: unJourDeSemaine,
  semaines: fc.integer({ min: 1, max: 4 }),
  heure: uneHeure,
};
const constante = <T extends string>(valeur: T) => fc.constant<T>(valeur);

const uneRegle: fc.Arbitrary<RegleDelai> = fc.oneof(
  fc.record({
    forme: constante('jour'),
    jours: fc.integer({ min: 0, max: 20 }),
    heure: uneHeure,
    decompte: fc.constantFrom(...DECOMPTES),
  }),
  fc.record({
    forme: constante('heures'),
    heures: fc.integer({ min: 0, max: 200 }),
    debutJournee: uneHeure,
  }),
  fc.record({ forme: constante('semaine'), ...uneLimiteDeSemaine }),
  fc.record({
    forme: constante('groupes_de_jours'),
    groupes: fc
      .tuple(
        fc.subarray<JourDeLaSemaine>([1, 2, 3], { minLength: 1 }),
        fc.constant([5, 6] as const),
      )
      .chain(([debut, fin]) =>
        fc.tuple(
          fc.record({ jours: fc.constant(debut), ...uneLimiteDeSemaine }),
          fc.record({ jours: fc.constant(fin), ...uneLimiteDeSemaine }),
        ),
      ),
  }),
  fc.record({
    forme: constante('mois'),
    quantieme: fc.integer({ min: 1, max: 31 }),
    mois: fc.integer({ min: 1, max: 3 }),
    heure: uneHeure,
  }),
  fc.record({
    forme: constante('periode'),
    ...uneAvance,
    ouvre: fc.option(fc.record(uneAvance)),
  }),
  fc.record({ forme: constante('aucune') }),
  fc.record({ forme: constante('jamais') }),
);

function limiteDe(regle: RegleDelai, jour: Jour, faits: FaitsDelai = FAITS): Date {
  const limite = dateLimite(regle, jour, faits);
  if (limite === 'jamais') throw new Error('une limite était attendue');
  return limite;
}

describe('peut-on encore ?', () => {
  test('un jour qui n’existe pas se refuse, quelle que soit la règle', () => {
    const pasUnJour = fc.constantFrom('2027-02-30', '2027-13-01', 'n’importe quoi', '');
    fc.assert(
      fc.property(uneRegle, pasUnJour, unInstant, (regle, jour, maintenant) => {
        const { issue } = deciderDelai(regle, jour, FAITS, maintenant);
        expect(issue).toBe(regle.forme === 'jamais' ? 'jamais' : 'passe');
      }),
    );
  });

  test('refusé maintenant, refusé plus tard sur les mêmes faits', () => {
    fc.assert(
      fc.property(uneRegle, unJour, unInstant, unInstant, (regle, jour, a, b) => {
        const [tot, tard] = a <= b ? [a, b] : [b, a];
        const limiteDuJour = dateLimite(regle, jour, FAITS);
        if (!peutEncore(limiteDuJour, tot)) expect(peutEncore(limiteDuJour, tard)).toBe(false);
        const avant = deciderDelai(regle, jour, FAITS, tot).issue;
        const apres = deciderDelai(regle, jour, FAITS, tard).issue;
        if (avant === 'passe' || avant === 'jamais') expect(apres).toBe(avant);
      }),
    );
  });
});

describe('la limite', () => {
  test('n’est jamais après la fin du jour réservé', () => {
    fc.assert(
      fc.property(uneRegle, unJour, unFuseau, (regle, jour, fuseau) => {
        const limite = dateLimite(regle, jour, { ...FAITS, fuseau });
        if (limite !== 'jamais') {
          expect(limite.getTime()).toBeLessThanOrEqual(
            instantLocal(jour, '24:00', fuseau).getTime(),
          );
        }
      }),
    );
  });

  test('en jours ouvrés, tombe un jour ouvré ; en jours d’ouverture, un jour d’ouverture', () => {
    const unRecul = fc.integer({ min: 1, max: 15 });
    fc.assert(
      fc.property(unJour, unRecul, fc.constantFrom(...DECOMPTES), (jour, jours, decompte) => {
        const regle: RegleDelai = { forme: 'jour', jours, heure: '09:00', decompte };
        const tombe = jourLocal(limiteDe(regle, jour), FAITS.fuseau);
        if (decompte === 'ouvres') {
          expect(jourDeLaSemaine(tombe)).toBeLessThan(6);
          expect(feries.has(tombe)).toBe(false);
          const entre = joursEntre(tombe, jour).slice(0, -1);
          const comptes = entre.filter((j) => jourDeLaSemaine(j) < 6 && !feries.has(j));
          expect(comptes).toHaveLength(jours);
        }
        if (decompte === 'ouverture') expect(ouvres).toContain(tombe);
      }),
    );
  });

  test('comptée en jours calendaires, en semaines ou en mois, ignore les fériés', () => {
    const sansFeries = { ...FAITS, feries: new Set<Jour>() };
    fc.assert(
      fc.property(uneRegle, unJour, (regle, jour) => {
        fc.pre(regle.forme !== 'jour' || regle.decompte === 'calendaires');
        expect(dateLimite(regle, jour, sansFeries)).toEqual(dateLimite(regle, jour, FAITS));
      }),
    );
  });

  test('comptée en jours ouvrés, un férié de plus ne peut que l’avancer', () => {
    fc.assert(
      fc.property(unJour, fc.integer({ min: 1, max: 10 }), unJour, (jour, jours, ferie) => {
        const regle: RegleDelai = { forme: 'jour', jours, heure: '09:00', decompte: 'ouvres' };
        const avecUnDePlus = { ...FAITS, feries: new Set([...feries.keys(), ferie]) };
        expect(limiteDe(regle, jour, avecUnDePlus) <= limiteDe(regle, jour)).toBe(true);
      }),
    );
  });

  test('ne dépend pas de la façon de donner les jours d’ouverture', () => {
    const ensemble = new Set(ouvres);
    const parQuestion = { ...FAITS, joursOuverts: (jour: Jour) => ensemble.has(jour) };
    fc.assert(
      fc.property(uneRegle, unJour, (regle, jour) => {
        expect(dateLimite(regle, jour, parQuestion)).toEqual(dateLimite(regle, jour, FAITS));
      }),
    );
  });

  test('ne recule pas quand le jour avance', () => {
    fc.assert(
      fc.property(uneRegle, unJour, unJour, (regle, a, b) => {
        // Deux groupes peuvent se croiser, c'est à la commune de voir.
        fc.pre(regle.forme !== 'groupes_de_jours' && regle.forme !== 'jamais');
        const [tot, tard] = a <= b ? [a, b] : [b, a];
        expect(limiteDe(regle, tot) <= limiteDe(regle, tard)).toBe(true);
      }),
    );
  });

  test('est un seul instant, qui marque l’heure dite, même les nuits où l’heure change', () => {
    const nuits = ['2027-03-28', '2027-10-31', '2028-03-26', '2028-10-29'];
    fc.assert(
      fc.property(fc.constantFrom(...nuits), uneHeure, unFuseau, (jour, heure, fuseau) => {
        fc.pre(heure !== '24:00' && !heure.startsWith('02:')); // 2 h : voir les exemples
        const regle: RegleDelai = { forme: 'jour', jours: 0, heure, decompte: 'calendaires' };
        const limite = limiteDe(regle, jour, { ...FAITS, fuseau });
        expect(heureLocale(limite, fuseau)).toBe(heure);
        expect(jourLocal(limite, fuseau)).toBe(jour);
      }),
    );
  });
});

describe('chaque règle se dit', () => {
  test('pour tout jour, en tout lieu, à tout moment, et passe par le jsonb', () => {
    fc.assert(
      fc.property(uneRegle, unJour, unFuseau, unInstant, (regle, jour, fuseau, maintenant) => {
        expect(schemaRegleDelai.parse(JSON.parse(JSON.stringify(regle)))).toEqual(regle);
        const mots = [
          decrireRegle(regle),
          phraseDelai('annuler', regle, jour, { ...FAITS, fuseau }, maintenant),
          phraseDelai('reserver', regle, jour, { ...FAITS, periode: null }, new Date(Number.NaN)),
          phraseDelai('reserver', regle, '2027-02-30', FAITS, maintenant),
        ];
        for (const texte of mots) {
          expect(texte).toMatch(/^[a-zà]/);
          expect(texte).not.toMatch(/undefined|NaN|null|Invalid|'| {2}/);
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('la règle en vigueur', () => {
  test('ne dépend pas de l’ordre de lecture', () => {
    const unDelai = fc.record({
      pour: fc.constantFrom<('reserver' | 'annuler')[]>('reserver', 'annuler'),
      prestationId: fc.constantFrom(null, 1, 2),
      du: fc.constantFrom('2027-01-01', '2027-06-01'),
      au: fc.option(unJour),
      regle: uneRegle,
      tardif: fc.constantFrom(...CANAUX_TARDIFS),
    });
    fc.assert(
      fc.property(fc.array(unDelai), unJour, (regles, jour) => {
        expect(regleEnVigueur(regles.toReversed(), 'reserver', jour, 1)).toEqual(
          regleEnVigueur(regles, 'reserver', jour, 1),
        );
      }),
    );
  });
});
