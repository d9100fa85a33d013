/** Résout le défi ALTCHA pendant que la personne tape : rien à cocher, rien à déchiffrer. */
import { solveChallenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/web/sha';

const champ = document.querySelector<HTMLInputElement>('input[data-defi]');
const etat = document.querySelector<HTMLElement>('[data-etat-preuve]');

function dire(phrase: string): void {
  if (etat) etat.textContent = phrase;
}

async function resoudre(cible: HTMLInputElement): Promise<void> {
  const challenge = JSON.parse(cible.dataset.defi ?? 'null');
  const solution = await solveChallenge({ challenge, deriveKey });
  if (!solution) throw new Error('défi sans solution');
  cible.value = JSON.stringify({ challenge, solution });
  dire('Vérification faite : vous pouvez vous reconnecter.');
}

if (champ) {
  const attente = etat?.textContent ?? '';
  dire('Vérification automatique en cours…');
  // Sans crypto.subtle (adresse en http, vieux navigateur), reste la minute d'attente : on le redit.
  const fini = resoudre(champ).catch(() => dire(attente));
  // Envoyé trop tôt, le formulaire attend la preuve plutôt que d'être refusé sans elle.
  champ.form?.addEventListener(
    'submit',
    (evenement) => {
      if (champ.value) return;
      evenement.preventDefault();
      void fini.then(() => champ.form?.submit());
    },
    { once: true },
  );
}
