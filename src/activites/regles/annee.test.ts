/** Le second exemple de docs/regles/calendrier.md est la donnée de ces tests. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ecrireJour, type Jour, joursEntre } from '../../platform/jours.ts';
import { joursFeriesEntre } from '../calendrier/feries.ts';
import { vacancesDeLaZone } from '../vacances-scolaires.ts';
import {
  changerLaSuite,
  comparerAnnees,
  direDifference,
  direGarde,
  direLAnnee,
  type FaitsDAnnee,
  raisonsDuMois,
} from './annee.ts';

const [du, au] = ['2026-12-01', '2027-09-30'];
const cantine: FaitsDAnnee = {
  du,
  au,
  periodes: [{ du: '2026-09-01', au: '2027-07-05' }],
  inscrits: new Map([['2026-12-11', 1]]),
  calendrier: {
    rythme: 'scolaire',
    joursSemaine: [1, 2, 4, 5],
    feries: joursFeriesEntre(du, au, 'metropole'),
    vacances: vacancesDeLaZone('B'),
    fermetures: [{ nom: 'Inventaire', du: '2027-01-05', reprise: '2027-01-07' }],
    exceptions: new Map([['2026-12-24', 'repas de fête']]),
  },
};
const changee = {
  ...cantine,
  calendrier: { ...cantine.calendrier, joursSemaine: [1, 2, 3, 4] as const },
};

const page = readFileSync(new URL('../../../docs/regles/calendrier.md', import.meta.url), 'utf8');
const exemples = [
  ...(page.split('## Exemple : les jours changent')[1] ?? '').matchAll(
    /^\| (\S+ \S+ \S+ \d{4}) \| ([^|]+) \|/gm,
  ),
].map(([, jour = '', devient = '']) => [jour, devient.trim()] as const);
const parNom = new Map(joursEntre(du, au).map((j) => [ecrireJour(j, { annee: true }), j]));

function dire(jour: Jour): string {
  const dit = direLAnnee(changee).find((j) => j.jour === jour);
  if (dit?.etat === 'ouvert') return 'ouvert';
  if (dit?.etat === 'garde') return `gardé : ${dit.pourquoi}`;
  if (dit?.etat === 'exception') return `ouvert par exception : ${dit.pourquoi}`;
  if (dit?.etat === 'hors_periode') return 'hors période';
  // Ce qui va de soi ne se répète pas sous le calendrier : la page des familles le dit.
  return dit?.pourquoi ?? 'Pas d’accueil le vendredi';
}

test('la page donne ses six exemples', () => expect(exemples).toHaveLength(6));

test.each(exemples)('%s : %s', (jour, devient) => {
  expect(dire(parNom.get(jour) ?? '')).toBe(devient);
});

test('ce qui change se compte, ce qui est réservé se nomme, le passé ne bouge pas', () => {
  const bornes = { du: '2026-12-01', au: '2026-12-18' };
  const difference = comparerAnnees(
    direLAnnee({ ...cantine, ...bornes }),
    direLAnnee({ ...changee, ...bornes }),
    '2026-12-07',
  );
  expect(direDifference(difference)).toBe('2 jours s’ouvrent, 1 jour se ferme');
  expect(difference.ouverts).toEqual(['2026-12-09', '2026-12-16']);
  expect(difference.fermes).toEqual(['2026-12-18']);
  expect(difference.gardes.map(direGarde)).toEqual(['vendredi 11 décembre (1 enfant inscrit)']);
  expect(direDifference({ ouverts: [], fermes: [], gardes: [] })).toBe('aucun jour ne change');
});

test('un réglage ne change rien d’avant aujourd’hui', () => {
  const [avant, apres] = [direLAnnee(cantine), direLAnnee(changee)];
  const suite = changerLaSuite(avant, apres, '2026-12-09');
  expect(suite.find((j) => j.jour === '2026-12-02')?.etat).toBe('ferme');
  expect(suite.find((j) => j.jour === '2026-12-09')?.etat).toBe('ouvert');
  expect(suite).toHaveLength(avant.length);
});

test('les raisons d’un mois tiennent en quelques lignes, un week-end ne coupe pas des vacances', () => {
  const decembre = direLAnnee({ ...changee, du: '2026-12-01', au: '2026-12-31' });
  expect(raisonsDuMois(decembre)).toEqual([
    { jours: '11', pourquoi: '1 enfant inscrit' },
    { jours: '21 au 23', pourquoi: 'Vacances de Noël' },
    { jours: '24', pourquoi: 'repas de fête' },
    { jours: '25', pourquoi: 'Noël' },
    { jours: '28 au 31', pourquoi: 'Vacances de Noël' },
  ]);
});
