/** La file au clavier : j et k passent d'une demande à l'autre, x la choisit, Entrée l'ouvre. */
const formulaire = document.querySelector<HTMLFormElement>('form[data-file]');
const cases = [...(formulaire?.querySelectorAll<HTMLInputElement>('input[name=demande]') ?? [])];
const resume = formulaire?.querySelector<HTMLElement>('[data-resume-selection]');

function dire(): void {
  const n = cases.filter((c) => c.checked).length;
  if (resume) {
    resume.textContent =
      n === 0
        ? 'Choisissez des demandes, puis :'
        : `${n} demande${n > 1 ? 's' : ''} choisie${n > 1 ? 's' : ''} :`;
  }
}

function aller(pas: 1 | -1): void {
  const ici = cases.indexOf(document.activeElement as HTMLInputElement);
  cases[Math.min(cases.length - 1, Math.max(0, ici + pas))]?.focus();
}

document.addEventListener('keydown', (e) => {
  const cible = e.target as HTMLElement;
  if (
    e.ctrlKey ||
    e.metaKey ||
    e.altKey ||
    cible.matches('textarea, select, input:not([type=checkbox])')
  )
    return;
  if (e.key === 'j') aller(1);
  else if (e.key === 'k') aller(-1);
  else if (cible instanceof HTMLInputElement && cases.includes(cible)) {
    if (e.key === 'x') cible.click();
    else if (e.key === 'Enter') {
      // Sans cela, Entrée sur une case enverrait le formulaire par son premier bouton : « Valider… ».
      e.preventDefault();
      cible.closest('tr')?.querySelector('a')?.click();
    }
  }
});
formulaire?.addEventListener('change', dire);
