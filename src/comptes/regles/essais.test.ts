import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { direAttente, type Echecs, echecsRetenus, ouvrirLaPorte } from './essais.ts';

const dernierLe = new Date('2026-11-16T09:00:00Z');
const apres = (secondes: number) => new Date(dernierLe.getTime() + secondes * 1000);
const echecs = (nombre: number): Echecs => ({ nombre, dernierLe });

describe('un compte', () => {
  test('deux échecs ne coûtent rien', () => {
    expect(ouvrirLaPorte(echecs(2), null, false, apres(0))).toEqual({ issue: 'ouverte' });
  });

  test('après trois échecs, une preuve ouvre tout de suite ; sans elle, une minute suffit', () => {
    expect(ouvrirLaPorte(echecs(3), null, false, apres(0))).toEqual({
      issue: 'preuve',
      secondes: 60,
    });
    expect(ouvrirLaPorte(echecs(3), null, true, apres(0)).issue).toBe('ouverte');
    expect(ouvrirLaPorte(echecs(4), null, false, apres(59)).issue).toBe('preuve');
    expect(ouvrirLaPorte(echecs(4), null, false, apres(60)).issue).toBe('ouverte');
  });

  test('cinq échecs : trente secondes, même avec une preuve', () => {
    expect(ouvrirLaPorte(echecs(5), null, true, apres(1))).toEqual({
      issue: 'attendre',
      secondes: 29,
    });
    expect(ouvrirLaPorte(echecs(5), null, true, apres(30)).issue).toBe('ouverte');
  });

  test.each([
    [5, 30],
    [10, 300],
    [15, 900],
    [9999, 900],
  ])('%i échecs font attendre %i secondes, preuve ou non, et pas plus', (nombre, secondes) => {
    const attente = { issue: 'attendre', secondes };
    expect(ouvrirLaPorte(echecs(nombre), null, true, apres(0))).toEqual(attente);
    expect(ouvrirLaPorte(echecs(nombre), null, false, apres(secondes - 1)).issue).not.toBe(
      'ouverte',
    );
    expect(ouvrirLaPorte(echecs(nombre), null, true, apres(secondes)).issue).toBe('ouverte');
  });
});

describe('un visiteur, qui peut être tout un quartier', () => {
  test('vingt-neuf échecs ne gênent pas le voisin ; au trentième, une preuve', () => {
    expect(ouvrirLaPorte(null, echecs(29), false, apres(0)).issue).toBe('ouverte');
    expect(ouvrirLaPorte(null, echecs(30), false, apres(0)).issue).toBe('preuve');
  });

  test('il n’attend jamais plus de trente secondes avec une preuve', () => {
    expect(ouvrirLaPorte(null, echecs(5000), true, apres(29)).issue).toBe('attendre');
    expect(ouvrirLaPorte(null, echecs(5000), true, apres(30)).issue).toBe('ouverte');
  });
});

test('une heure sans échec efface tout', () => {
  expect(echecsRetenus(echecs(12), apres(3599))).not.toBeNull();
  expect(echecsRetenus(echecs(12), apres(3600))).toBeNull();
  expect(echecsRetenus(null, apres(0))).toBeNull();
});

test('l’attente se dit en secondes, puis en minutes entières', () => {
  expect(direAttente(1)).toBe('1\u00a0seconde');
  expect(direAttente(60)).toBe('60\u00a0secondes');
  expect(direAttente(899)).toBe('15\u00a0minutes');
});

describe('propriétés', () => {
  const nombre = fc.nat(300);
  const duree = fc.nat(4000);

  test('jamais de blocage définitif : un quart d’heure après, la porte s’ouvre toujours', () => {
    fc.assert(
      fc.property(nombre, nombre, fc.boolean(), (c, v, preuve) => {
        const porte = ouvrirLaPorte(echecs(c), echecs(v), preuve, apres(900));
        return porte.issue === 'ouverte';
      }),
    );
  });

  test('attendre ne fait jamais fermer une porte ouverte', () => {
    fc.assert(
      fc.property(nombre, nombre, duree, duree, fc.boolean(), (c, v, t, plus, preuve) => {
        const porte = (s: number) => ouvrirLaPorte(echecs(c), echecs(v), preuve, apres(s)).issue;
        return porte(t) !== 'ouverte' || porte(t + plus) === 'ouverte';
      }),
    );
  });

  test('l’attente annoncée suffit', () => {
    fc.assert(
      fc.property(nombre, nombre, duree, fc.boolean(), (c, v, t, preuve) => {
        const porte = ouvrirLaPorte(echecs(c), echecs(v), preuve, apres(t));
        if (porte.issue === 'ouverte') return true;
        const ensuite = ouvrirLaPorte(echecs(c), echecs(v), preuve, apres(t + porte.secondes));
        return ensuite.issue === 'ouverte' || porte.issue === 'attendre';
      }),
    );
  });
});

test('une date invalide n’ouvre pas', () => {
  const porte = ouvrirLaPorte(
    { nombre: 12, dernierLe: new Date(Number.NaN) },
    null,
    true,
    apres(0),
  );
  expect(porte.issue).toBe('attendre');
});
