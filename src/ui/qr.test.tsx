import { renderToString } from 'preact-render-to-string';
import { encode } from 'uqr';
import { expect, test } from 'vitest';
import { CodeQr, tracer } from './qr.tsx';

/** Redessine la grille d'après le tracé. */
function noircir(trace: string, taille: number): boolean[][] {
  const grille = Array.from({ length: taille }, () => Array<boolean>(taille).fill(false));
  for (const [, x, y, n] of trace.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g))
    grille[Number(y)]?.fill(true, Number(x), Number(x) + Number(n));
  return grille;
}

test('le tracé noircit les modules du code, et eux seuls', () => {
  const { data, size } = encode('otpauth://totp/Préau:n.benali@mairie.fr?secret=ABC', {
    border: 4,
  });
  expect(noircir(tracer(data), size)).toEqual(data);
});

test('quatre modules de blanc l’entourent, et il dit ce qu’il est', () => {
  const html = renderToString(<CodeQr texte="essai" titre="Dessin à photographier" />);
  const { size } = encode('essai', { ecc: 'M', border: 0 });
  expect(html).toContain(`viewBox="0 0 ${size + 8} ${size + 8}"`);
  expect(html).toContain('aria-label="Dessin à photographier"');
  expect(html).toContain('fill="#fff"');
});
