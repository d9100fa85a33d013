import { expect, test } from 'vitest';
import { routes } from '../../routes.ts';
import { peutOuvrir } from './portee.ts';

test('un animateur n’ouvre que le pointage, ses listes et son compte ; les autres rôles passent la porte', () => {
  const services = routes.map((r) => r.path).filter((p) => p.startsWith('/agent'));
  expect(services.filter((p) => peutOuvrir({ role: 'animateur' }, p))).toEqual([
    '/agent/mot-de-passe',
    '/agent/appareils',
    '/agent',
    '/agent/listes',
    '/agent/listes/:prestation/:jour',
    '/agent/listes/:prestation/:jour/liste.csv',
    '/agent/pointages',
    '/agent/pointages/:prestation/:jour',
    '/agent/pointages/:prestation/:jour/enfants/:enfant',
  ]);
  expect(services.every((p) => peutOuvrir({ role: 'guichet' }, p))).toBe(true);
  expect(peutOuvrir({ role: 'animateur' }, '/agent/pointages-de-paie')).toBe(false);
});
