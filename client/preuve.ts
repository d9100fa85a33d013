/** Résout le défi ALTCHA pendant que la personne tape : rien à cocher, rien à déchiffrer. */
import { solveChallenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/web/sha';

const champ = document.querySelector<HTMLInputElement>('input[data-defi]');
const etat = document.querySelector<HTMLElement>('[data-etat-preuve]');

async function resoudre(cible: HTMLInputElement): Promise<void> {
  const challenge = JSON.parse(cible.dataset.defi ?? 'null');
  const solution = await solveChallenge({ challenge, deriveKey });
  if (!solution) return;
  cible.value = JSON.stringify({ challenge, solution });
  if (etat) etat.textContent = 'Vérification faite : vous pouvez vous connecter.';
}

if (champ) {
  if (etat) etat.textContent = 'Vérification en cours…';
  void resoudre(champ);
}
