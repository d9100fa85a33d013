/** Montre le bouton « Afficher le mot de passe » et le fait marcher ; sans script, il reste caché. */
for (const bouton of document.querySelectorAll<HTMLButtonElement>('[data-voir-secret]')) {
  const champ = document.getElementById(bouton.dataset.voirSecret ?? '');
  if (!(champ instanceof HTMLInputElement)) continue;
  bouton.hidden = false;
  const montrer = (clair: boolean) => {
    champ.type = clair ? 'text' : 'password';
    bouton.setAttribute('aria-pressed', String(clair));
  };
  bouton.addEventListener('click', () => {
    montrer(champ.type === 'password');
    champ.focus();
  });
  // Envoyé en clair, le navigateur ne proposerait plus de retenir le mot de passe.
  champ.form?.addEventListener('submit', () => montrer(false));
}
