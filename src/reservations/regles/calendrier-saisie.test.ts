import { describe, expect, test } from 'vitest';
import {
  type CaseCalendrier,
  cocherEnMasse,
  composerCalendrier,
  rienACocher,
} from './calendrier-saisie.ts';
import { direCompte } from './compte.ts';
import type { Faits } from './types.ts';

const MAINTENANT = new Date('2026-11-16T09:00:00Z'); // un lundi
const MATIN = 1;
const SOIR = 2;
const TOUTE = { semaine: new Set([1, 2, 3, 4, 5, 6, 7]), mois: null };

const faits: Faits = {
  enfant: { neLe: '2018-05-02', scolarites: [], codeInsee: '45001' },
  activite: {
    approbation: 'automatique',
    listeAttente: 'automatique',
    ageMin: null,
    ageMax: null,
    ecoles: [],
    communes: [],
    groupes: [],
    joursMin: null,
    delais: [],
    prestations: [
      { id: MATIN, nom: 'Matin' },
      { id: SOIR, nom: 'Soir' },
    ],
  },
  periode: {
    du: '2026-11-09',
    au: '2026-12-18',
    ouvreLe: new Date('2026-06-01T08:00:00Z'),
    fermeLe: new Date('2026-12-15T08:00:00Z'),
  },
  delai: {
    fuseau: 'Europe/Paris',
    feries: new Set(),
    joursOuverts: ['2026-11-13', '2026-11-16', '2026-11-19', '2026-11-20'],
    periode: { du: '2026-11-09' },
  },
  ouvertures: new Set(
    ['2026-11-13', '2026-11-16', '2026-11-19', '2026-11-20'].flatMap((j) => [`1:${j}`, `2:${j}`]),
  ),
  fermetures: new Map([['2026-11-23', 'pont']]),
  dejaLa: new Map([['1:2026-11-20', 'en_liste_attente']]),
};
const jours = ['2026-11-13', '2026-11-16', '2026-11-19', '2026-11-20', '2026-11-23'].map(
  (jour) => ({
    jour,
    ouvert: jour !== '2026-11-23',
  }),
);
const SANS_LIMITE = { liens: [], places: [], attente: [] };
/** Une seule place en tout, au matin du 19. */
const liens = [{ jaugeId: 7, prestationId: MATIN, groupeId: null }];
const places = (prises: number) => [{ jaugeId: 7, jour: '2026-11-19', places: 1, prises }];
const attente = (nombre: number) =>
  nombre > 0 ? [{ jour: '2026-11-19', prestationId: MATIN, groupeId: null, nombre }] : [];

function composer(
  options: {
    faits?: Partial<Faits['activite']>;
    places?: Parameters<typeof composerCalendrier>[1];
    vue?: Parameters<typeof composerCalendrier>[2];
    cochees?: string[];
    maintenant?: Date;
  } = {},
) {
  return composerCalendrier(
    { faits: { ...faits, activite: { ...faits.activite, ...options.faits } }, jours },
    options.places ?? SANS_LIMITE,
    options.vue ?? TOUTE,
    new Set(options.cochees),
    options.maintenant ?? MAINTENANT,
  );
}

function caseDu(jour: string, rang: number, lignes = composer()): CaseCalendrier | undefined {
  return lignes.find((l) => l.jour === jour)?.cases?.[rang];
}

describe('les lignes', () => {
  test('les jours passés ne sont pas montrés, le jour même l’est', () => {
    expect(composer()[0]?.jour).toBe('2026-11-16');
  });
  test('un jour fermé est une ligne grisée qui dit pourquoi', () => {
    expect(composer().at(-1)).toEqual({ jour: '2026-11-23', ferme: 'Fermé : pont' });
  });
  test('seuls les jours de la semaine et le mois choisis sont montrés', () => {
    const jeudi = composer({ vue: { semaine: new Set([4]), mois: null } });
    expect(jeudi.map((l) => l.jour)).toEqual(['2026-11-19']);
    expect(composer({ vue: { ...TOUTE, mois: '2026-12' } })).toEqual([]);
  });
  test('la date limite se dit une fois quand elle vaut pour tout le jour', () => {
    expect(composer()[1]).toMatchObject({
      echeance: 'à réserver avant mercredi 18 novembre à minuit',
    });
  });
  test('deux prestations aux limites différentes disent chacune la leur', () => {
    const delais = [
      {
        pour: 'reserver' as const,
        prestationId: SOIR,
        du: '2026-01-01',
        au: null,
        regle: { forme: 'aucune' as const },
        tardif: 'refusee' as const,
      },
    ];
    const [, jeudi] = composer({ faits: { delais } });
    expect(jeudi).toMatchObject({
      echeance: expect.stringMatching(/^Matin : à réserver avant .* ; Soir : à réserver avant /),
    });
  });
});

describe('les cases', () => {
  test('libre et cochée, ou déjà demandée', () => {
    const lignes = composer({ cochees: ['1:2026-11-19', '1:2026-11-20'] });
    expect(caseDu('2026-11-19', 0, lignes)).toEqual({ etat: 'libre', cochee: true });
    expect(caseDu('2026-11-20', 0, lignes)).toMatchObject({ etat: 'reservee' });
  });
  test('hors délai, la case est grisée avec sa raison', () => {
    expect(caseDu('2026-11-16', 0)).toEqual({
      etat: 'impossible',
      raison: 'le délai est passé depuis dimanche 15 novembre à minuit',
    });
  });
  test('complet : le rang compte ceux qui attendent déjà', () => {
    const lignes = composer({ places: { liens, places: places(1), attente: attente(2) } });
    expect(caseDu('2026-11-19', 0, lignes)).toMatchObject({
      etat: 'liste_attente',
      note: 'complet : liste d’attente, vous seriez n°\u00a03',
    });
    expect(caseDu('2026-11-19', 1, lignes)).toMatchObject({ etat: 'libre' });
  });
  test('une place rendue que la file attend n’est pas libre', () => {
    const avecFile = composer({ places: { liens, places: places(0), attente: attente(1) } });
    expect(caseDu('2026-11-19', 0, avecFile)?.etat).toBe('liste_attente');
    const sansFile = composer({ places: { liens, places: places(0), attente: attente(0) } });
    expect(caseDu('2026-11-19', 0, sansFile)?.etat).toBe('libre');
  });
  test('complet sans liste d’attente : la case ne se coche pas', () => {
    const lignes = composer({
      faits: { listeAttente: 'aucune' },
      places: { liens, places: places(1), attente: [] },
    });
    expect(caseDu('2026-11-19', 0, lignes)).toEqual({ etat: 'impossible', raison: 'complet' });
  });
});

describe('la sélection en masse', () => {
  test('coche ces jours et ces prestations, là où c’est possible', () => {
    const masse = { semaine: new Set([1, 4, 5]), prestations: new Set([MATIN]) };
    expect(cocherEnMasse(composer(), faits.activite.prestations, masse)).toEqual(['1:2026-11-19']);
  });
});

describe('quand rien ne se coche', () => {
  test('la page dit la raison la plus fréquente', () => {
    expect(rienACocher(composer())).toBeNull();
    const close = composer({ maintenant: new Date('2026-12-15T08:00:00Z') });
    expect(rienACocher(close)).toBe('aucun jour à venir dans cette période');
    const pasOuverte = composer({ maintenant: new Date('2026-05-01T08:00:00Z') });
    expect(rienACocher(pasOuverte)).toMatch(/^les pré-inscriptions ouvrent /);
  });
});

test('le compte s’accorde et dit ce qui reste à confirmer', () => {
  expect(direCompte(0, 0)).toBe('Aucune case cochée');
  expect(direCompte(1, 0)).toBe('1 case cochée');
  expect(direCompte(12, 2)).toBe('12 cases cochées, dont 2 à confirmer');
});
