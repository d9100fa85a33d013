import { expect, test } from 'vitest';
import { limitesProches } from './accueil.ts';

const MAINTENANT = new Date('2026-11-23T17:00:00Z');
const jour = (mots: string, limite: string) => ({ mots, limite: new Date(limite) });

test('la limite la plus pressée d’abord ; la même pour deux jours n’en fait qu’une', () => {
  const limites = limitesProches(
    [
      jour('Léo : Soir', '2026-11-25T08:00:00Z'),
      jour('Léo : Repas', '2026-11-24T08:00:00Z'),
      jour('Zoé : Repas', '2026-11-24T08:00:00Z'),
    ],
    MAINTENANT,
    'Europe/Paris',
  );
  expect(limites).toEqual([
    { avant: 'avant mardi 24 novembre à 9\u00a0h', quoi: ['Léo : Repas', 'Zoé : Repas'] },
    { avant: 'avant mercredi 25 novembre à 9\u00a0h', quoi: ['Léo : Soir'] },
  ]);
});

test('une limite passée, ou à plus de trois jours, ne presse pas', () => {
  const jours = [jour('a', '2026-11-23T17:00:00Z'), jour('b', '2026-11-26T17:00:01Z')];
  expect(limitesProches(jours, MAINTENANT, 'Europe/Paris')).toEqual([]);
});
