import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type DelaiDate, type RegleDelai, regleEnVigueur } from './regles.ts';
import { type DelaiEcrit, delaisConnusLe } from './versions.ts';

const veille: RegleDelai = { forme: 'jour', jours: 1, heure: '09:00', decompte: 'ouvres' };
const jeudi: RegleDelai = { forme: 'semaine', jourSemaine: 4, semaines: 1, heure: '09:00' };
const septJours: RegleDelai = { ...veille, jours: 7 };

const ecrire = (ecritLe: string | null, du: string, au: string | null, regle: RegleDelai) => {
  const delai: DelaiDate = {
    pour: 'annuler',
    prestationId: null,
    du,
    au,
    regle,
    tardif: 'refusee',
  };
  return { ecritLe: ecritLe === null ? null : new Date(`${ecritLe}T08:00Z`), delai };
};

/** La veille, depuis toujours ; le jeudi, écrit le 10 novembre ; sept jours, écrit le 20. */
const ecrits: DelaiEcrit[] = [
  ecrire(null, '2026-01-01', '2026-11-25', veille),
  ecrire('2026-11-20', '2026-11-25', '2026-12-07', septJours),
  ecrire('2026-11-10', '2026-12-07', null, jeudi),
];
const NOMS = new Map<RegleDelai, string>([
  [veille, 'la veille à 9 h'],
  [septJours, 'sept jours avant'],
  [jeudi, 'le jeudi d’avant'],
]);

test('les exemples de docs/regles/delais.md : un jour garde la règle sous laquelle il est réservé', () => {
  const page = readFileSync(new URL('../../../docs/regles/delais.md', import.meta.url), 'utf8');
  const lignes = [...page.matchAll(/^\| (\d{4}-\S+) \| (\d{4}-\S+) \| ([^|]+) \|$/gm)];
  expect(lignes).toHaveLength(5);
  for (const [, reserveLe = '', jour = '', dite] of lignes) {
    const connus = delaisConnusLe(ecrits, new Date(`${reserveLe}T12:00Z`));
    const { regle } = regleEnVigueur(connus, 'annuler', jour, 1);
    expect([reserveLe, jour, NOMS.get(regle)]).toEqual([reserveLe, jour, dite]);
  }
});

test('réservé à l’instant où la règle s’écrit, un jour la suit', () => {
  const [ecritLe] = [ecrits[2]?.ecritLe ?? new Date(0)];
  const connus = delaisConnusLe(ecrits, ecritLe);
  expect(regleEnVigueur(connus, 'annuler', '2026-12-08', 1).regle).toBe(jeudi);
});
