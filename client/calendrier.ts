/**
 * Le calendrier de pré-inscription marche sans ce script. Avec lui : le compte se tient à jour, une
 * colonne ou une semaine se coche d'un geste, la sélection en masse s'applique sans aller-retour,
 * et ce qui n'est pas envoyé est gardé.
 */
import { jourDeLaSemaine } from '../src/platform/jours.ts';
import { direCompte } from '../src/reservations/regles/compte.ts';
import { conclureEnvoi, garder, lireGardees, noterEnvoi, oublierEnvoi } from './saisie-gardee.ts';

if (document.querySelector('[data-saisie-faite]')) conclureEnvoi();
const formulaire = document.querySelector<HTMLFormElement>('form[data-saisie]');
if (formulaire) animer(formulaire, formulaire.dataset.saisie ?? '');

function animer(form: HTMLFormElement, saisie: string): void {
  const cases = [...form.querySelectorAll<HTMLInputElement>('input[name=case]')];
  const presentes = new Set(cases.map((c) => c.value));
  const cochees = () => cases.filter((c) => c.checked);

  const compter = () => {
    const choisies = cochees();
    const aConfirmer = choisies.filter((c) => c.closest('.rang')).length;
    const resume = form.querySelector('[data-resume-selection] b');
    if (resume) resume.textContent = direCompte(choisies.length, aConfirmer);
  };
  const changer = () => {
    compter();
    const valeurs = cochees().map((c) => c.value);
    garder(saisie, valeurs, presentes);
  };

  // Le serveur a rendu des cases cochées : elles viennent d'un envoi, elles l'emportent.
  oublierEnvoi();
  if (cases.some((c) => c.defaultChecked)) changer();
  else rendreGardees(form, cases, lireGardees(saisie), changer);
  compter();

  form.addEventListener('change', (e) => {
    if (e.target instanceof HTMLInputElement && e.target.name === 'case') changer();
  });
  form.addEventListener('click', (e) => {
    const bouton = e.target instanceof Element ? e.target.closest('button') : null;
    if (!bouton) return;
    const geste = bouton.dataset.geste;
    if (geste === 'reinitialiser') {
      e.preventDefault();
      cocher(cases, false);
      changer();
    } else if (geste === 'appliquer' && appliquer(form, cases)) {
      e.preventDefault();
      changer();
    }
  });
  form.addEventListener('submit', (e) => {
    const geste = e.submitter instanceof HTMLButtonElement ? e.submitter.value : '';
    const valeurs = cochees().map((c) => c.value);
    if (geste === 'sortir' || geste === 'nouvelle') noterEnvoi(saisie, valeurs);
  });
  ajouterBascules(form, changer);
}

function cocher(cases: Iterable<HTMLInputElement>, etat: boolean): void {
  for (const c of cases) c.checked = etat;
}

/** Faux s'il manque un jour ou une prestation : le serveur dira quoi cocher. */
function appliquer(form: HTMLFormElement, cases: readonly HTMLInputElement[]): boolean {
  const choix = new FormData(form);
  const jours = new Set(choix.getAll('masse_jour'));
  const prestations = new Set(choix.getAll('masse_prestation'));
  if (jours.size === 0 || prestations.size === 0) return false;
  const visees = cases.filter((c) => {
    const [jour = '', prestation = ''] = c.value.split('.');
    return jours.has(String(jourDeLaSemaine(jour))) && prestations.has(prestation);
  });
  cocher(visees, true);
  return true;
}

/** Rend ce qui avait été coché, et le dit : on ne coche pas dans le dos de quelqu'un. */
function rendreGardees(
  form: HTMLFormElement,
  cases: readonly HTMLInputElement[],
  gardees: readonly string[],
  changer: () => void,
): void {
  const voulues = new Set(gardees);
  const rendues = cases.filter((c) => voulues.has(c.value));
  if (rendues.length === 0) return;
  cocher(rendues, true);
  const annonce = document.createElement('div');
  annonce.className = 'message h-info';
  annonce.setAttribute('role', 'status');
  const texte = document.createElement('p');
  texte.textContent = `${direCompte(rendues.length, 0)} la dernière fois, pas encore envoyée${
    rendues.length > 1 ? 's' : ''
  } : nous les avons gardées. `;
  const effacer = document.createElement('button');
  effacer.type = 'button';
  effacer.className = 'bouton b-discret';
  effacer.textContent = 'Repartir de zéro';
  effacer.addEventListener('click', () => {
    cocher(cases, false);
    changer();
    annonce.remove();
  });
  annonce.append(texte, effacer);
  form.before(annonce);
}

/** Un bouton par colonne de chaque mois, et un par semaine : il coche tout, puis décoche tout. */
function ajouterBascules(form: HTMLFormElement, changer: () => void): void {
  for (const table of form.querySelectorAll<HTMLTableElement>('table[data-calendrier]')) {
    const mois = table.caption?.textContent ?? '';
    for (const entete of table.querySelectorAll<HTMLElement>('thead [data-prestation]')) {
      const selecteur = `input[data-prestation="${entete.dataset.prestation}"]`;
      const viser = () => table.querySelectorAll<HTMLInputElement>(selecteur);
      const nom = `${entete.textContent ?? ''}, ${mois}`;
      if (viser().length > 1) entete.append(bascule('Tout', nom, viser, changer));
    }
    for (const semaine of table.tBodies) {
      const viser = () => semaine.querySelectorAll<HTMLInputElement>('input[name=case]');
      const titre = semaine.querySelector('.sem');
      const nom = titre?.textContent ?? '';
      if (viser().length > 1) titre?.append(bascule('Tout', nom, viser, changer));
    }
  }
}

function bascule(
  libelle: string,
  precision: string,
  viser: () => NodeListOf<HTMLInputElement>,
  changer: () => void,
): HTMLButtonElement {
  const bouton = document.createElement('button');
  bouton.type = 'button';
  const cache = document.createElement('span');
  cache.className = 'vh';
  cache.textContent = ` : ${precision}`;
  bouton.append(libelle, cache);
  bouton.addEventListener('click', () => {
    const visees = [...viser()];
    cocher(visees, !visees.every((c) => c.checked));
    changer();
  });
  return bouton;
}
