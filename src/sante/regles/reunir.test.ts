import { describe, expect, test } from 'vitest';
import { reunirRubrique } from './reunir.ts';

const avant = new Date('2026-09-01T08:00:00Z');
const apres = new Date('2026-10-01T08:00:00Z');

describe('deux fiches sanitaires pour un enfant', () => {
  test('un « oui » l’emporte, d’où qu’il vienne', () => {
    const non = { contenu: { reponse: 'non' as const, texte: '' }, modifieeLe: apres };
    const oui = { contenu: { reponse: 'oui' as const, texte: 'Arachide' }, modifieeLe: avant };
    for (const [a, b] of [
      [non, oui],
      [oui, non],
    ] as const)
      expect(reunirRubrique('allergies', a, b)).toEqual({ reponse: 'oui', texte: 'Arachide' });
  });

  test('deux textes différents restent l’un sous l’autre, le même une seule fois', () => {
    const dire = (texte: string) => ({
      contenu: { reponse: 'oui' as const, texte },
      modifieeLe: avant,
    });
    expect(reunirRubrique('allergies', dire('Arachide'), dire('Œuf'))).toEqual({
      reponse: 'oui',
      texte: 'Arachide\nŒuf',
    });
    expect(reunirRubrique('allergies', dire('Œuf'), dire('Œuf'))?.texte).toBe('Œuf');
  });

  test('un PAI dure jusqu’au dernier jour écrit', () => {
    const pai = (jusquAu: string | null) => ({
      contenu: { reponse: 'oui' as const, texte: 'Ventoline', jusquAu },
      modifieeLe: avant,
    });
    expect(reunirRubrique('pai', pai('2027-07-01'), pai(null))?.jusquAu).toBe('2027-07-01');
  });

  test('pour les vaccins, le moins favorable', () => {
    const vaccins = (reponse: 'a_jour' | 'pas_a_jour' | 'contre_indication') => ({
      contenu: { reponse },
      modifieeLe: avant,
    });
    expect(reunirRubrique('vaccins', vaccins('a_jour'), vaccins('pas_a_jour'))).toEqual({
      reponse: 'pas_a_jour',
    });
    expect(reunirRubrique('vaccins', vaccins('contre_indication'), vaccins('a_jour'))).toEqual({
      reponse: 'contre_indication',
    });
  });

  test('pour le médecin, le plus récent', () => {
    const medecin = (nom: string, modifieeLe: Date) => ({
      contenu: { nom, telephone: '' },
      modifieeLe,
    });
    const [ancien, nouveau] = [medecin('Dr Ancien', avant), medecin('Dr Neuf', apres)];
    expect(reunirRubrique('medecin', ancien, nouveau)?.nom).toBe('Dr Neuf');
    expect(reunirRubrique('medecin', nouveau, ancien)?.nom).toBe('Dr Neuf');
  });

  test('ce qui n’est écrit que d’un côté, ou ne s’ouvre plus de l’autre, reste', () => {
    const contenu = { reponse: 'oui' as const, texte: 'Asthme' };
    const seule = { contenu, modifieeLe: avant };
    expect(reunirRubrique('traitement', undefined, seule)).toEqual(contenu);
    expect(reunirRubrique('traitement', seule, { contenu: null, modifieeLe: apres })).toEqual(
      contenu,
    );
  });
});
