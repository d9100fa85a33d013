import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ajouterJours } from '../../platform/jours.ts';
import type { Grille, RegleTarif } from '../../tarifs/regles/types.ts';
import { releverAnomalies } from './anomalies.ts';
import { composerLignes, composerParEtapes } from './composer.ts';
import { partager } from './partager.ts';
import { semaineIso } from './semaine.ts';
import type { EnfantFacture, FaitsDuMois, Venue } from './types.ts';

const REPAS = 1;
const SOIR = 2;
const TRANCHES: RegleTarif = {
  periodicite: 'jour',
  base: {
    mode: 'tranches',
    tranches: [
      { des: 0, centimes: 100 },
      { des: 600, centimes: 305 },
    ],
    defautCentimes: 480,
  },
  fratrie: [{ rang: 2, effet: { mode: 'pourcent', pourcent: -50 } }],
};

function grille(prestationId: number, regle: RegleTarif): Grille {
  return {
    id: prestationId,
    prestationId,
    du: '2026-09-01',
    deliberation: '2026-031',
    regle,
    coutDeRevientCentimes: null,
  };
}

function enfant(id: number, options: Partial<EnfantFacture> = {}): EnfantFacture {
  return {
    id,
    prenom: `Enfant ${id}`,
    nom: 'Martin',
    familleId: 1,
    neLe: `201${id}-03-02`,
    resident: true,
    payeurFamilleId: 1,
    paniers: [],
    partages: [],
    ...options,
  };
}

function reservee(enfantId: number, prestationId: number, jour: string): Venue {
  return { enfantId, prestationId, jour, reservation: { horsDelai: false }, pointage: null };
}

function faits(options: Partial<FaitsDuMois> = {}): FaitsDuMois {
  const prestation = (id: number, factureSur: 'reservation' | 'presence') => ({
    id,
    nom: id === REPAS ? 'Repas' : 'Soir',
    activiteId: id,
    activite: id === REPAS ? 'Restaurant scolaire' : 'Garderie',
    structure: 'Pôle enfance',
    factureSur,
    heureDebut: '12:00:00',
    heureFin: '13:30:00',
    gardeDEnfant: id === SOIR,
    payableEnCesu: id === SOIR,
    codeProduit: '7067',
  });
  return {
    prestations: [prestation(REPAS, 'reservation'), prestation(SOIR, 'presence')],
    grilles: [grille(REPAS, TRANCHES), grille(SOIR, { ...TRANCHES, periodicite: 'mois' })],
    enfants: [enfant(5), enfant(7)],
    venues: [],
    quotients: new Map([[1, [{ valeur: 640, regime: 'caf', du: '2026-01-01', au: '2027-01-01' }]]]),
    forfaitsDejaFactures: new Set(),
    ...options,
  };
}

describe('Composer un mois', () => {
  test('un repas réservé se facture au quotient de la famille, avec son explication', () => {
    const { lignes } = composerLignes(faits({ venues: [reservee(5, REPAS, '2026-11-16')] }));
    expect(lignes).toHaveLength(1);
    expect(lignes[0]).toMatchObject({
      payeurId: 1,
      montantCentimes: 305,
      libelle: 'Enfant 5, Restaurant scolaire, Repas',
    });
    expect(lignes[0]?.explication).toContain('tranche 2 (QF 640');
    expect(lignes[0]?.explication).toContain('délibération 2026-031');
  });

  test('le deuxième enfant de la famille, à la même activité ce mois-là, paie son rang', () => {
    const venues = [reservee(5, REPAS, '2026-11-16'), reservee(7, REPAS, '2026-11-30')];
    const { lignes } = composerLignes(faits({ venues }));
    expect(lignes.map((l) => [l.enfantId, l.montantCentimes])).toEqual([
      [5, 305],
      [7, 153],
    ]);
  });

  test('sur la présence, une réservation que personne n’a pointée se signale et ne se facture pas', () => {
    const { lignes, manques } = composerLignes(
      faits({ venues: [reservee(5, SOIR, '2026-11-16')] }),
    );
    expect(lignes).toEqual([]);
    expect(manques.map((m) => m.raison)).toEqual(['reservation_sans_pointage']);
  });

  test('un forfait du mois se facture une fois, au premier jour de venue', () => {
    const pointage = { etat: 'present', arrivee: null, depart: null } as const;
    const venues = ['2026-11-20', '2026-11-16', '2026-11-23'].map((jour) => ({
      ...reservee(5, SOIR, jour),
      pointage,
    }));
    const { lignes } = composerLignes(faits({ venues }));
    expect(lignes.map((l) => l.jour)).toEqual(['2026-11-16']);
  });

  test('sans grille ce jour-là, rien n’est inventé', () => {
    const { lignes, manques } = composerLignes(
      faits({ grilles: [], venues: [reservee(5, REPAS, '2026-11-16')] }),
    );
    expect([lignes.length, manques[0]?.raison]).toEqual([0, 'sans_grille']);
  });

  test('chacun son quotient en garde alternée', () => {
    const partage = (payeurId: number) => ({
      payeurId,
      activiteId: null,
      du: '2026-09-01',
      au: null,
      regle: { mode: 'pourcentage', pourcent: 50 } as const,
    });
    const { lignes } = composerLignes(
      faits({
        enfants: [enfant(5, { partages: [partage(2), partage(3)] })],
        quotients: new Map([
          [2, [{ valeur: 100, regime: 'caf', du: '2026-01-01', au: null }]],
          [3, [{ valeur: 900, regime: 'caf', du: '2026-01-01', au: null }]],
        ]),
        venues: [reservee(5, REPAS, '2026-11-16')],
      }),
    );
    expect(lignes.map((l) => [l.payeurId, l.montantCentimes])).toEqual([
      [2, 50],
      [3, 153],
    ]);
    expect(lignes[0]?.explication).toContain('part de 50 %');
  });
});

test('un total qui saute de plus de moitié se signale ; un payeur sans adresse aussi', () => {
  const composition = composerLignes(
    faits({
      venues: Array.from({ length: 20 }, (_, i) =>
        reservee(5, REPAS, ajouterJours('2026-11-01', i)),
      ),
    }),
  );
  const genres = (precedent: number) =>
    releverAnomalies({
      composition,
      precedents: new Map([[1, precedent]]),
      sansAdresse: new Set([1]),
    }).map((a) => a.genre);
  expect(genres(3000)).toEqual(['saut', 'sans_adresse']);
  expect(genres(6000)).toEqual(['sans_adresse']);
});

test('un grand mois se compose par étapes, où d’autres visites passent', () => {
  const jours = Array.from({ length: 5000 }, () => reservee(5, REPAS, '2026-11-16'));
  const etapes = composerParEtapes(faits({ venues: jours }));
  let pauses = 0;
  let etape = etapes.next();
  for (; !etape.done; etape = etapes.next()) pauses += 1;
  expect([pauses, etape.value.lignes.length]).toEqual([2, 5000]);
});

describe('Quoi qu’il arrive', () => {
  const uneVenue = fc.record({
    enfantId: fc.constantFrom(5, 7),
    prestationId: fc.constantFrom(REPAS, SOIR),
    jour: fc.integer({ min: 0, max: 29 }).map((n) => ajouterJours('2026-11-01', n)),
    reservation: fc.constantFrom(null, { horsDelai: false }),
    pointage: fc
      .constantFrom(null, ...(['present', 'absent', 'absent_excuse'] as const))
      .map((etat) => (etat ? { etat, arrivee: null, depart: null } : null)),
  });
  const desVenues = fc.uniqueArray(uneVenue, {
    selector: (v) => `${v.enfantId}:${v.prestationId}:${v.jour}`,
    maxLength: 40,
  });

  test('l’ordre des faits ne change rien aux lignes', () => {
    fc.assert(
      fc.property(desVenues, fc.integer(), (venues, graine) => {
        const autre = venues.toSorted(
          (a, b) =>
            ((a.enfantId * 31 + graine) % 7) - ((b.enfantId * 31 + graine) % 7) ||
            (a.jour < b.jour ? 1 : -1),
        );
        expect(composerLignes(faits({ venues: autre }))).toEqual(composerLignes(faits({ venues })));
      }),
    );
  });

  test('des parts en pourcentage d’un même prix font toujours ce prix, à un centime jamais perdu', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 100_000 }),
        fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 2 }),
        (prix, pourcents) => {
          const partages = pourcents.map((pourcent, i) => ({
            payeurId: i + 2,
            activiteId: null,
            du: '2026-09-01',
            au: null,
            regle: { mode: 'pourcentage', pourcent } as const,
          }));
          const parts = partager(
            enfant(5, { partages }),
            { jour: '2026-11-18', activiteId: REPAS },
            () => prix,
          );
          expect(parts.reduce((somme, p) => somme + p.montantCentimes, 0)).toBe(prix);
        },
      ),
    );
  });

  test('la semaine ISO suit le calendrier : 53 semaines en 2026, la première de 2027 le 4 janvier', () => {
    expect(['2026-01-01', '2026-12-31', '2027-01-03', '2027-01-04'].map(semaineIso)).toEqual([
      1, 53, 53, 1,
    ]);
  });
});
