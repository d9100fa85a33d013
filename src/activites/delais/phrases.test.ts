import { describe, expect, test } from 'vitest';
import { decrireCanalTardif, decrireRegle, phraseDelai } from './phrases.ts';
import { CANAUX_TARDIFS, type FaitsDelai, type RegleDelai } from './regles.ts';

const FAITS: FaitsDelai = {
  fuseau: 'Europe/Paris',
  feries: new Set(['2027-01-01']),
  joursOuverts: [],
  periode: { du: '2027-02-22' },
};
const veilleOuvree: RegleDelai = { forme: 'jour', jours: 1, heure: '09:00', decompte: 'ouvres' };
const lisible = (texte: string) => texte.replaceAll('\u00a0', ' ');

function dire(regle: RegleDelai, maintenant: string, pour: 'reserver' | 'annuler' = 'annuler') {
  return lisible(phraseDelai(pour, regle, '2027-01-08', FAITS, new Date(maintenant)));
}

describe('la phrase d’un jour', () => {
  test('avant la limite, dit jusqu’à quand', () => {
    expect(dire(veilleOuvree, '2027-01-05T10:00Z')).toBe('à annuler avant jeudi 7 janvier à 9 h');
    expect(dire(veilleOuvree, '2027-01-05T10:00Z', 'reserver')).toBe(
      'à réserver avant jeudi 7 janvier à 9 h',
    );
  });

  test('après la limite, dit depuis quand', () => {
    expect(dire(veilleOuvree, '2027-01-07T08:00:01Z')).toBe(
      'le délai est passé depuis jeudi 7 janvier à 9 h',
    );
  });

  test('dit minuit du jour qui finit', () => {
    const veille: RegleDelai = { ...veilleOuvree, heure: '24:00' };
    expect(dire(veille, '2027-01-05T10:00Z')).toBe('à annuler avant jeudi 7 janvier à minuit');
  });

  test('dit l’année quand le jour est loin', () => {
    expect(dire(veilleOuvree, '2026-01-05T10:00Z')).toBe(
      'à annuler avant jeudi 7 janvier 2027 à 9 h',
    );
    expect(dire(veilleOuvree, '2028-01-05T10:00Z')).toBe(
      'le délai est passé depuis jeudi 7 janvier 2027 à 9 h',
    );
  });

  test('sans délai, ou jamais en ligne, dit quoi faire', () => {
    expect(dire({ forme: 'aucune' }, '2027-01-08T10:00Z')).toBe('à annuler jusqu’au jour même');
    expect(dire({ forme: 'aucune' }, '2027-01-09T10:00Z')).toBe(
      'le délai est passé depuis vendredi 8 janvier à minuit',
    );
    expect(dire({ forme: 'jamais' }, '2027-01-05T10:00Z', 'reserver')).toBe(
      'impossible à réserver en ligne : contactez le service',
    );
  });

  test('avant l’ouverture de la fenêtre, dit quand elle s’ouvre', () => {
    const vacances: RegleDelai = {
      forme: 'periode',
      nombre: 8,
      unite: 'jours',
      heure: '24:00',
      ouvre: { nombre: 6, unite: 'semaines', heure: '08:30' },
    };
    expect(dire(vacances, '2027-01-04T10:00Z', 'reserver')).toBe(
      'à réserver à partir de lundi 11 janvier à 8 h 30',
    );
  });
});

describe('la phrase d’une règle', () => {
  test('garde l’heure sur une même ligne', () => {
    expect(decrireRegle(veilleOuvree)).toBe('jusqu’à la veille à 9\u00a0h, jours ouvrés');
  });

  test('accorde et énumère', () => {
    const heure = '24:00';
    expect(
      decrireRegle({ forme: 'periode', nombre: 1, unite: 'semaines', heure, ouvre: null }),
    ).toBe('jusqu’à 1 semaine avant le début de la période, à minuit');
    expect(decrireRegle({ forme: 'mois', quantieme: 1, mois: 2, heure: '12:00' })).toBe(
      'jusqu’au 1er du mois, 2 mois plus tôt, à midi',
    );
    const groupe = { jours: [4, 1, 2] as const, jourSemaine: 5, semaines: 1, heure } as const;
    expect(lisible(decrireRegle({ forme: 'groupes_de_jours', groupes: [groupe] }))).toContain(
      'pour le lundi, le mardi et le jeudi ; jusqu’à la veille à minuit pour les autres jours',
    );
  });
});

test('le canal tardif dit la suite, et n’empêche jamais de libérer une place', () => {
  expect(decrireCanalTardif('reserver', 'refusee')).toBe(
    'Passé ce délai, la réservation n’est plus possible en ligne.',
  );
  for (const tardif of CANAUX_TARDIFS) {
    expect(lisible(decrireCanalTardif('annuler', tardif))).toBe(
      'Passé ce délai, l’annulation n’est plus possible en ligne : contactez le centre.',
    );
  }
  expect(decrireCanalTardif('reserver', 'majoree')).toContain('avec un supplément');
  expect(decrireCanalTardif('reserver', 'agent')).toContain('le service décide');
  expect(decrireCanalTardif('reserver', 'liste_attente')).toContain('liste d’attente');
});
