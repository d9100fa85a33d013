import { render } from 'preact-render-to-string';
import type { Element } from './types.ts';

/** Le document complet, prêt à partir : Preact a échappé tout ce qui vient des personnes. */
export function rendrePage(page: Element): string {
  return `<!doctype html>${render(page)}`;
}

/** Un fragment seul (courriel, essai). */
export function rendreFragment(fragment: Element): string {
  return render(fragment);
}
