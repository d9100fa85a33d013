/**
 * La recherche marche sans ce script, par Entrée. Avec lui, elle propose pendant la frappe : flèches
 * pour choisir, Entrée pour ouvrir, Échap pour fermer (motif « combobox » de l'ARIA).
 */
interface Suggestion {
  href: string;
  nom: string;
  detail: string;
}

const ATTENTE_MS = 120;

const recherche = document.querySelector<HTMLFormElement>('form[data-suggestions]');
const champ = recherche?.querySelector<HTMLInputElement>('input[type=search]');
if (recherche && champ) proposer(champ, recherche.dataset.suggestions ?? '');

function proposer(saisie: HTMLInputElement, adresse: string): void {
  const liste = document.createElement('ul');
  liste.id = 'suggestions';
  liste.className = 'suggestions';
  liste.role = 'listbox';
  liste.ariaLabel = 'Familles trouvées';
  liste.hidden = true;
  const annonce = document.createElement('p');
  annonce.className = 'vh';
  annonce.role = 'status';
  saisie.after(liste, annonce);
  saisie.role = 'combobox';
  saisie.ariaAutoComplete = 'list';
  saisie.setAttribute('aria-controls', liste.id);
  saisie.ariaExpanded = 'false';

  let minuterie: ReturnType<typeof setTimeout> | undefined;
  let envoi: AbortController | undefined;
  let choisie = -1;

  const options = () => [...liste.querySelectorAll<HTMLElement>('[role=option]')];
  const choisir = (rang: number) => {
    choisie = rang;
    options().forEach((option, i) => {
      option.ariaSelected = String(i === rang);
      if (i === rang) option.scrollIntoView({ block: 'nearest' });
    });
    if (rang < 0) saisie.removeAttribute('aria-activedescendant');
    else saisie.setAttribute('aria-activedescendant', `suggestion-${rang}`);
  };
  const fermer = () => {
    liste.hidden = true;
    saisie.ariaExpanded = 'false';
    choisir(-1);
  };
  const montrer = (suggestions: readonly Suggestion[]) => {
    liste.replaceChildren(...suggestions.map(ligne));
    liste.hidden = suggestions.length === 0;
    saisie.ariaExpanded = String(suggestions.length > 0);
    choisir(-1);
    annonce.textContent = direNombre(suggestions.length);
  };
  const chercher = async () => {
    envoi?.abort();
    const texte = saisie.value.trim();
    if (texte.length < 2) return fermer();
    envoi = new AbortController();
    try {
      const reponse = await fetch(`${adresse}?nom=${encodeURIComponent(texte)}`, {
        signal: envoi.signal,
      });
      // Session finie, site occupé : la page entière, par Entrée, le dira mieux qu'une liste.
      if (!reponse.ok || reponse.redirected) return fermer();
      montrer((await reponse.json()) as Suggestion[]);
    } catch {
      // Une frappe plus récente a repris la main, ou le réseau manque : Entrée marche toujours.
    }
  };

  saisie.addEventListener('input', () => {
    clearTimeout(minuterie);
    minuterie = setTimeout(() => void chercher(), ATTENTE_MS);
  });
  saisie.addEventListener('keydown', (e) => {
    const lignes = options();
    if (liste.hidden || lignes.length === 0) return;
    if (e.key === 'ArrowDown') choisir((choisie + 1) % lignes.length);
    else if (e.key === 'ArrowUp') choisir((choisie <= 0 ? lignes.length : choisie) - 1);
    else if (e.key === 'Escape') fermer();
    else if (e.key === 'Enter' && choisie >= 0) lignes[choisie]?.querySelector('a')?.click();
    else return;
    e.preventDefault();
  });
  saisie.addEventListener('blur', () => setTimeout(fermer, 200));
}

function ligne({ href, nom, detail }: Suggestion, rang: number): HTMLElement {
  const option = document.createElement('li');
  option.role = 'option';
  option.id = `suggestion-${rang}`;
  const lien = document.createElement('a');
  lien.href = href;
  lien.tabIndex = -1;
  const titre = document.createElement('b');
  titre.textContent = nom;
  const reste = document.createElement('small');
  reste.textContent = detail;
  lien.append(titre, reste);
  option.append(lien);
  return option;
}

function direNombre(n: number): string {
  if (n === 0) return 'Aucune famille.';
  return n === 1 ? '1 famille proposée.' : `${n} familles proposées.`;
}
