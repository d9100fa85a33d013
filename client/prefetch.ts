/**
 * Va chercher la page d'un lien dès qu'on s'apprête à le suivre. Rien si la personne économise ses
 * données. Une page par adresse, et seulement des GET de ce site.
 */
const DELAI_MS = 65; // en deçà, la souris ne fait que passer
// « connection » n'est pas dans les types du DOM : tous les navigateurs ne l'ont pas.
const { connection: reseau } = navigator as Navigator & {
  connection?: { saveData?: boolean; effectiveType?: string };
};
const vues = new Set<string>([location.href]);
let attente = 0;

if (!reseau?.saveData && !reseau?.effectiveType?.includes('2g')) {
  document.addEventListener('pointerover', (e) => {
    clearTimeout(attente);
    const lien = lienDe(e);
    if (lien) attente = setTimeout(() => chercher(lien), DELAI_MS);
  });
  document.addEventListener('touchstart', (e) => chercher(lienDe(e)), { passive: true });
  document.addEventListener('focusin', (e) => chercher(lienDe(e)));
}

function lienDe(e: Event): HTMLAnchorElement | null {
  return e.target instanceof Element ? e.target.closest<HTMLAnchorElement>('a[href]') : null;
}

function chercher(lien: HTMLAnchorElement | null): void {
  if (!lien || lien.origin !== location.origin || lien.download) return;
  const adresse = lien.href.split('#')[0] ?? '';
  // Un calendrier porte la clé d'un seul envoi : deux onglets ne doivent pas recevoir la même page.
  if (vues.has(adresse) || lien.hash || lien.pathname.endsWith('/calendrier')) return;
  vues.add(adresse);
  const balise = document.createElement('link');
  balise.rel = 'prefetch';
  balise.href = adresse;
  document.head.append(balise);
}
