import fc from 'fast-check';
import ICAL from 'ical.js';
import { describe, expect, test } from 'vitest';
import { ecrireAgenda, type JourReserve, nommerAgenda, premierJour } from './ecrire-agenda.ts';

const ENTETE = {
  nom: 'Saint-Aubin : Léo',
  adresse: 'https://portail.saint-aubin.test',
  fuseau: 'Europe/Paris',
};

function jour(plus: Partial<JourReserve> = {}): JourReserve {
  return {
    id: 12,
    prenom: 'Léo',
    activite: 'CANTINE JULES-FERRY',
    prestation: 'Repas',
    structure: 'Pôle enfance',
    jour: '2026-11-19',
    debut: '12:00',
    fin: '13:30',
    etat: 'validee',
    placeOfferte: false,
    creeLe: new Date('2026-09-01T08:00:00Z'),
    changeLe: new Date('2026-09-02T08:00:00Z'),
    ...plus,
  };
}

/** Ce qu'en comprend un vrai lecteur de calendriers, qui refuse ce qui n'est pas à la norme. */
function lire(texte: string) {
  const agenda = new ICAL.Component(ICAL.parse(texte));
  const evenements = agenda.getAllSubcomponents('vevent').map((c) => new ICAL.Event(c));
  return { agenda, evenements };
}

function lireUn(plus: Partial<JourReserve> = {}) {
  const { evenements } = lire(ecrireAgenda(ENTETE, [jour(plus)]));
  const [premier] = evenements;
  if (!premier) throw new Error('aucun événement');
  return premier;
}

describe('un jour réservé, dans l’agenda', () => {
  test('dit l’enfant par son prénom, l’activité, le lieu et les heures', () => {
    const e = lireUn();
    expect([e.summary, e.location, e.uid]).toEqual([
      'Léo : CANTINE JULES-FERRY, Repas',
      'Pôle enfance',
      'reservation-12@portail.saint-aubin.test',
    ]);
    expect(e.startDate.toJSDate().toISOString()).toBe('2026-11-19T11:00:00.000Z');
    expect(e.endDate.toJSDate().toISOString()).toBe('2026-11-19T12:30:00.000Z');
  });

  test.each([
    ['2026-10-23', '2026-10-23T05:30:00.000Z'],
    ['2026-10-26', '2026-10-26T06:30:00.000Z'],
    ['2027-03-26', '2027-03-26T06:30:00.000Z'],
    ['2027-03-29', '2027-03-29T05:30:00.000Z'],
  ])('le %s à 7 h 30 reste 7 h 30, quel que soit le changement d’heure', (lejour, attendu) => {
    const e = lireUn({ jour: lejour, debut: '07:30', fin: '08:30' });
    expect(e.startDate.toJSDate().toISOString()).toBe(attendu);
  });

  test.each([
    [{ etat: 'validee' }, 'CONFIRMED', ''],
    [{ etat: 'demandee' }, 'TENTATIVE', ' (en attente)'],
    [{ etat: 'en_liste_attente' }, 'TENTATIVE', ' (liste d’attente)'],
    [{ etat: 'en_liste_attente', placeOfferte: true }, 'TENTATIVE', ' (place proposée, répondez)'],
  ] as const)('%o est %s', (plus, statut, mot) => {
    const e = lireUn(plus);
    expect(e.component.getFirstPropertyValue('status')).toBe(statut);
    expect(e.summary).toBe(`Léo : CANTINE JULES-FERRY, Repas${mot}`);
  });

  test('une décision le change sans en faire un autre : même identifiant, version plus haute', () => {
    const avant = lireUn({ changeLe: jour().creeLe });
    const apres = lireUn();
    expect(apres.uid).toBe(avant.uid);
    expect(apres.sequence).toBeGreaterThan(avant.sequence);
    expect(apres.component.getFirstPropertyValue('last-modified')?.toString()).toBe(
      '2026-09-02T08:00:00Z',
    );
  });

  test('ne rend pas le parent indisponible et reste privé', () => {
    const { component } = lireUn();
    expect(component.getFirstPropertyValue('transp')).toBe('TRANSPARENT');
    expect(component.getFirstPropertyValue('class')).toBe('PRIVATE');
  });
});

describe('l’agenda', () => {
  test('porte le nom choisi et dit quand le relire', () => {
    const { agenda } = lire(ecrireAgenda(ENTETE, []));
    expect(agenda.getFirstPropertyValue('x-wr-calname')).toBe('Saint-Aubin : Léo');
    expect(String(agenda.getFirstPropertyValue('refresh-interval'))).toBe('PT6H');
    expect(agenda.getFirstPropertyValue('version')).toBe('2.0');
  });

  test('les mêmes jours donnent les mêmes octets', () => {
    expect(ecrireAgenda(ENTETE, [jour()])).toBe(ecrireAgenda(ENTETE, [jour()]));
  });

  test('garde les trente jours d’avant', () => {
    expect(premierJour('2026-11-16')).toBe('2026-10-17');
    expect(nommerAgenda('Saint-Aubin', null)).toBe('Saint-Aubin : mes enfants');
  });

  test('quels que soient les noms, il se relit tel quel, en lignes de 75 octets', () => {
    const mots = fc
      .string({ unit: fc.constantFrom(...'aéÉœ ,;:\\"’«»🎈👩‍🍳\u{1F1EB}', '\n', '\\n') })
      .map((s) => s.replace(/\s+/g, ' ').trim())
      .filter((s) => s !== '');
    const long = fc.tuple(mots, fc.nat(40)).map(([m, fois]) => `${m}${' été'.repeat(fois)}`);
    fc.assert(
      fc.property(long, long, long, (prenom, activite, structure) => {
        const texte = ecrireAgenda(ENTETE, [jour({ prenom, activite, structure })]);
        expect(texte.split('\r\n').every((l) => Buffer.byteLength(l) <= 75)).toBe(true);
        expect(texte.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
        const [e] = lire(texte).evenements;
        expect(e?.summary).toBe(`${prenom} : ${activite}, Repas`);
        expect(e?.location).toBe(structure);
      }),
    );
  });
});
