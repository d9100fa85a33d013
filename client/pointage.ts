/**
 * La feuille de pointage marche sans ce script. Avec lui, chaque geste part sans recharger la page :
 * le même formulaire, la même réponse, dont seule la feuille est reprise. L'écran ne saute pas, ce
 * qui est tapé ailleurs reste, et le compte est annoncé.
 */
const feuille = document.querySelector<HTMLElement>('[data-feuille]');
const compte = document.querySelector<HTMLElement>('[data-compte-pointage]');
/** Chaque enfant tel que le serveur l'a écrit : celui qui n'a pas changé n'est pas remplacé. */
const servis = new Map<string, string>();
let envois: Promise<void> = Promise.resolve();

if (feuille && compte) {
  retenir(feuille);
  feuille.addEventListener('submit', (e) => {
    const form = e.target;
    if (!(form instanceof HTMLFormElement) || form.method !== 'post') return;
    e.preventDefault();
    const donnees = new FormData(form, e.submitter);
    // L'un après l'autre : la dernière feuille reçue est celle du dernier geste.
    envois = envois.then(() => envoyer(form.action, donnees, feuille, compte));
  });
}

async function envoyer(
  adresse: string,
  donnees: FormData,
  cible: HTMLElement,
  annonce: HTMLElement,
): Promise<void> {
  const corps = new URLSearchParams();
  for (const [nom, valeur] of donnees) if (typeof valeur === 'string') corps.append(nom, valeur);
  try {
    const reponse = await fetch(adresse, { method: 'POST', body: corps });
    const page = new DOMParser().parseFromString(await reponse.text(), 'text/html');
    const neuve = page.querySelector('[data-feuille]');
    if (!neuve) {
      // Session finie, droits retirés : la page que le serveur a choisie dit pourquoi.
      location.assign(reponse.redirected ? reponse.url : location.href);
      return;
    }
    remplacer(cible, neuve, String(donnees.get('enfant') ?? ''));
    annonce.textContent = page.querySelector('[data-compte-pointage]')?.textContent ?? '';
  } catch {
    annonce.textContent =
      'Pas de réseau : ce geste n’est peut-être pas noté. Refaites-le, il ne comptera qu’une fois.';
  }
}

function remplacer(cible: HTMLElement, neuve: Element, enfant: string): void {
  const avaitLeFocus = document.activeElement?.closest('li')?.id ?? '';
  const avant = new Map([...cible.querySelectorAll('li[id]')].map((li) => [li.id, li]));
  for (const li of neuve.querySelectorAll('li[id]')) {
    const ancien = avant.get(li.id);
    if (ancien && servis.get(li.id) === li.outerHTML) li.replaceWith(ancien);
    else servis.set(li.id, li.outerHTML);
  }
  cible.replaceChildren(...neuve.childNodes);
  cible.querySelector('[role=alert]')?.scrollIntoView({ block: 'nearest' });
  viser(avaitLeFocus || (enfant && `enfant-${enfant}`));
}

function retenir(cible: HTMLElement): void {
  for (const li of cible.querySelectorAll('li[id]')) servis.set(li.id, li.outerHTML);
}

/** Le focus reste sur l'enfant qu'on pointait ; après « Tous présents », il va au compte. */
function viser(id: string): void {
  const enfant = id ? document.getElementById(id) : null;
  const cible = enfant?.querySelector<HTMLElement>('[aria-pressed=true], summary') ?? compte;
  if (cible === compte) compte?.setAttribute('tabindex', '-1');
  cible?.focus({ preventScroll: enfant !== null });
}
