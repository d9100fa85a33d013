import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decrireAppareil } from './appareil.ts';
import { type Echecs, ouvrirLaPorte } from './essais.ts';
import { refuserMotDePasse } from './mot-de-passe.ts';

const interdits = ['camille.martin', 'Martin', 'Camille', 'Saint-Aubin'];
const famille = { interdits, exigence: 'famille' } as const;
const agent = { interdits, exigence: 'agent' } as const;

describe('le mot de passe', () => {
  test('huit caractères de trois sortes conviennent à une famille', () => {
    expect(refuserMotDePasse('Trois7mo', famille)).toBeNull();
  });
  test('le même est trop court pour un agent, et la phrase dit combien il manque', () => {
    expect(refuserMotDePasse('Trois7mo', agent)).toBe(
      'Il faut au moins 12 caractères : il en manque 4.',
    );
  });
  test('une phrase longue convient sans signe ni chiffre', () => {
    expect(refuserMotDePasse('le chat dort sous le toit', famille)).toBeNull();
  });
  test('deux sortes de caractères ne suffisent pas', () => {
    expect(refuserMotDePasse('abricotier12', famille)).toMatch(/trois|3 sortes/);
  });
  test.each(['M@rtin2026', 'camille.martin9', 'Saint-Aubin1', 'ma CAMILLE adorée !'])(
    '%s contient le nom, l’identifiant ou la commune',
    (motDePasse) => {
      expect(refuserMotDePasse(motDePasse, famille)).not.toBeNull();
    },
  );
  test.each(['Azerty123', 'Soleil2026', 'Motdepasse1', 'P@ssw0rd123', 'aaaaaaaaaaaaaaaa'])(
    '%s est trop courant',
    (motDePasse) => {
      expect(refuserMotDePasse(motDePasse, famille)).not.toBeNull();
    },
  );
  test('cent vingt-neuf caractères sont trop', () => {
    expect(refuserMotDePasse('aB3$'.repeat(33), famille)).toMatch(/128/);
  });
  test('un refus est toujours une phrase, jamais une erreur', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), (motDePasse) => {
        const refus = refuserMotDePasse(motDePasse, famille);
        expect(refus === null || refus.endsWith('.')).toBe(true);
      }),
    );
  });
  test('ce qui convient à un agent convient à une famille', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), (motDePasse) => {
        if (refuserMotDePasse(motDePasse, agent) === null)
          expect(refuserMotDePasse(motDePasse, famille)).toBeNull();
      }),
    );
  });
});

describe('les essais', () => {
  const maintenant = new Date('2026-11-16T09:00:00Z');
  const echecs = (nombre: number, ilYASecondes = 0): Echecs => ({
    nombre,
    dernierLe: new Date(maintenant.getTime() - ilYASecondes * 1000),
  });

  test('deux échecs ne changent rien', () => {
    expect(ouvrirLaPorte(echecs(2), null, false, maintenant).issue).toBe('ouverte');
  });
  test('trois échecs demandent une preuve, ou une minute', () => {
    expect(ouvrirLaPorte(echecs(3), null, false, maintenant)).toEqual({
      issue: 'preuve',
      secondes: 60,
    });
    expect(ouvrirLaPorte(echecs(3), null, true, maintenant).issue).toBe('ouverte');
    expect(ouvrirLaPorte(echecs(3, 60), null, false, maintenant).issue).toBe('ouverte');
  });
  test.each([
    [5, 30],
    [10, 300],
    [15, 900],
    [1000, 900],
  ])('%i échecs font attendre %i secondes, preuve ou non, et pas plus', (nombre, secondes) => {
    expect(ouvrirLaPorte(echecs(nombre), null, true, maintenant)).toEqual({
      issue: 'attendre',
      secondes,
    });
    expect(ouvrirLaPorte(echecs(nombre, secondes), null, true, maintenant).issue).toBe('ouverte');
  });
  test('une box partagée supporte dix fois plus d’échecs', () => {
    expect(ouvrirLaPorte(null, echecs(29), false, maintenant).issue).toBe('ouverte');
    expect(ouvrirLaPorte(null, echecs(30), false, maintenant).issue).toBe('preuve');
    expect(ouvrirLaPorte(null, echecs(50), true, maintenant).issue).toBe('attendre');
  });
  test('nul n’est enfermé dehors : un quart d’heure suffit toujours', () => {
    fc.assert(
      fc.property(fc.nat(100_000), fc.nat(100_000), (a, b) => {
        expect(ouvrirLaPorte(echecs(a, 900), echecs(b, 900), true, maintenant).issue).toBe(
          'ouverte',
        );
      }),
    );
  });
});

describe('l’appareil en mots', () => {
  test.each([
    ['Mozilla/5.0 (Android 14; Mobile; rv:130.0) Gecko/130.0 Firefox/130.0', 'Firefox sur Android'],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 Version/17.0 Safari/604.1',
      'Safari sur iPhone',
    ],
    [
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/126.0 Safari/537.36 Edg/126.0',
      'Edge sur Windows',
    ],
    ['', 'Un navigateur sur un appareil inconnu'],
  ])('%s', (userAgent, mots) => {
    expect(decrireAppareil(userAgent)).toBe(mots);
  });
});
