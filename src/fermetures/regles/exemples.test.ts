/** docs/regles/fermetures.md est la donnée de ces tests : un exemple faux dans la page est un échec. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { heureLocale } from '../../platform/instants.ts';
import { instantDEnvoi, type QuandEnvoyer } from './envoi.ts';
import { deciderSorts, facturationPermise } from './sorts.ts';
import { type Choix, DECISIONS, FACTURATIONS, GENRES, type Touchee } from './types.ts';

const page = readFileSync(new URL('../../../docs/regles/fermetures.md', import.meta.url), 'utf8');
const [sorts = [], permis = [], departs = []] = page
  .split(/^## Exemples/m)
  .slice(1)
  .map(lireTableau);

test('la page donne ses trois tableaux, et chaque exemple cite une règle de la page', () => {
  expect([sorts, permis, departs].map((t) => t.length)).toEqual([11, 7, 5]);
  const regles = [...page.matchAll(/^(\d+)\. \*\*/gm)].map((trouve) => trouve[1]);
  expect(regles).toEqual(['1', '2', '3', '4', '5', '6', '7', '8', '9', '10']);
  for (const ligne of [sorts, permis, departs].flat()) expect(regles).toContain(ligne.at(-1));
});

describe('Ce que devient une réservation', () => {
  test.each(sorts)('%s, facturation %s : %s', (quoi, facturation, jours, devient, facture) => {
    const rendus = deciderSorts(lireChoix(quoi, facturation), jours.split(' ; ').map(lireTouchee));
    expect(rendus.map((s) => s?.sort ?? 'rien').join(' ; ')).toBe(devient);
    expect(rendus.map((s) => (s?.facturee ? 'oui' : 'non')).join(' ; ')).toBe(facture);
  });
});

describe('Ce qu’un agent peut déclarer', () => {
  test.each(permis)('%s, facturation %s : %s', (quoi, facturation, dit) => {
    expect(facturationPermise(lireChoix(quoi, facturation)) ? 'oui' : 'non').toBe(dit);
  });
});

describe('Quand partent les lettres', () => {
  const maintenant = new Date('2026-11-16T09:00:00Z');
  test.each(departs)('%s : %s', (choix, heure) => {
    const envoi = instantDEnvoi(lireQuand(choix), maintenant, 'Europe/Paris');
    expect(heureLocale(envoi, 'Europe/Paris')).toBe(heure);
  });
});

test('la carence se compte enfant par enfant, et toutes les prestations du premier jour sont dues', () => {
  const choix = lireChoix('enseignant_absent annuler', 'premier_jour');
  const validee = { etat: 'validee', venue: false } as const;
  const rendus = deciderSorts(choix, [
    { id: 1, enfantId: 1, jour: '2026-11-19', ...validee },
    { id: 2, enfantId: 1, jour: '2026-11-19', ...validee },
    { id: 3, enfantId: 1, jour: '2026-11-20', ...validee },
    { id: 4, enfantId: 2, jour: '2026-11-20', ...validee },
  ]);
  expect(rendus.map((s) => s?.facturee)).toEqual([true, true, false, true]);
});

function lireTableau(partie: string): string[][] {
  return partie
    .split('\n')
    .filter((ligne) => ligne.startsWith('|'))
    .slice(2)
    .map((ligne) =>
      ligne
        .slice(1, -1)
        .split('|')
        .map((c) => c.trim()),
    );
}

function lireChoix(quoi: string, facturation: string): Choix {
  const [genre, decision] = quoi.split(' ');
  return {
    genre: parmi(GENRES, genre),
    decision: parmi(DECISIONS, decision),
    facturation: parmi(FACTURATIONS, facturation),
  };
}

function lireTouchee(ecrit: string, rang: number): Touchee {
  const [jour, etat, venue] = ecrit.split(' ');
  return {
    id: rang,
    enfantId: 1,
    jour: jour === 'jeudi' ? '2026-11-19' : '2026-11-20',
    etat: parmi(['demandee', 'en_liste_attente', 'validee'] as const, etat),
    venue: venue === 'présent',
  };
}

function lireQuand(choix: string): QuandEnvoyer {
  if (choix === 'maintenant') return { minutes: 0 };
  const heure = /^à (.+)$/.exec(choix)?.[1];
  return heure ? { heure } : { minutes: Number.parseInt(choix, 10) };
}

function parmi<T extends string>(valeurs: readonly T[], mot: string | undefined): T {
  const trouvee = valeurs.find((v) => v === mot);
  if (!trouvee) throw new Error(`« ${mot} » est inconnu.`);
  return trouvee;
}
