import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { deciderPointage, type Etat, type Pointage } from './pointer.ts';
import { situationDe } from './situation.ts';

const AUJOURDHUI = '2026-11-18';
const ETATS: Record<string, Etat> = {
  présent: 'present',
  absent: 'absent',
  excusé: 'absent_excuse',
};

const page = readFileSync(new URL('../../../docs/regles/pointages.md', import.meta.url), 'utf8');
const [pointer = [], facturer = []] = page
  .split(/^## Exemples/m)
  .slice(1)
  .map((partie) =>
    partie
      .split('\n')
      .filter((l) => l.startsWith('|'))
      .slice(2)
      .map((l) =>
        l
          .split('|')
          .slice(1, -1)
          .map((c) => c.trim()),
      ),
  );

test('la page donne ses deux tableaux, et chaque exemple cite une règle de la page', () => {
  expect([pointer.length, facturer.length]).toEqual([9, 11]);
  const regles = [...page.matchAll(/^(\d+)\. \*\*/gm)].map((m) => m[1]);
  for (const ligne of [...pointer, ...facturer]) expect(regles).toContain(ligne.at(-1));
});

function lire(texte = ''): Pointage | null {
  if (texte === 'rien') return null;
  const [mot = '', motif = null] = texte.split(', ');
  const [etat = '', heures = ''] = mot.split(' ');
  const [arrivee = '', depart = ''] = heures.split('–');
  return {
    etat: ETATS[etat] ?? 'present',
    arrivee: arrivee || null,
    depart: depart || null,
    motif,
  };
}

describe('Pointer', () => {
  test.each(pointer)(
    '%s, déjà %s, nouveau %s, facturé %s : %s',
    (jour, deja, nouveau, facture, dit) => {
      const decision = deciderPointage({
        aujourdhui: AUJOURDHUI,
        jour: jour ?? '',
        deja: lire(deja),
        nouveau: lire(nouveau) ?? { etat: 'present', arrivee: null, depart: null, motif: null },
        facture: facture === 'oui',
      });
      expect(decision.issue === 'refuser' ? decision.raison : decision.issue).toBe(dit);
    },
  );
});

describe('Facturer', () => {
  test.each(facturer)(
    'réservé %s, pointé %s, facturée sur %s : %s',
    (reserve, pointe, sur, dit, duree, retard) => {
      const venue = situationDe({
        reservation: reserve === 'oui' ? 'validee' : null,
        pointage: lire(pointe),
        factureSur: sur === 'présence' ? 'presence' : 'reservation',
        heureDebut: '16:30:00',
        heureFin: '18:30:00',
      });
      if (dit === 'rien') return expect(venue).toBeNull();
      expect(venue).toEqual({
        situation: dit,
        dureeMinutes: duree === '–' ? null : Number(duree),
        retardMinutes: Number(retard),
      });
    },
  );
});
