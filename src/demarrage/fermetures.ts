import { dire } from './echec.ts';

const PATIENCE_MS = 30_000;
const REBOND_MS = 1000;

/** Ce qui est ouvert se referme dans l'ordre inverse, une seule fois, quoi qu'il arrive. */
export class Fermetures {
  readonly #pile: { nom: string; fermer: () => Promise<unknown> }[] = [];
  #enCours: Promise<void> | null = null;

  ajouter(nom: string, fermer: () => Promise<unknown>): void {
    this.#pile.push({ nom, fermer });
  }

  tout(): Promise<void> {
    this.#enCours ??= this.#depiler();
    return this.#enCours;
  }

  get commencees(): boolean {
    return this.#enCours !== null;
  }

  async #depiler(): Promise<void> {
    for (let suivant = this.#pile.pop(); suivant; suivant = this.#pile.pop()) {
      try {
        await suivant.fermer();
      } catch (erreur) {
        dire(`Fermeture incomplète (${suivant.nom}) : ${(erreur as Error).message}`);
      }
    }
  }
}

/** Ctrl-C ou arrêt du service : tout se referme, code 0. Un second Ctrl-C n'attend plus. */
export function arreterAuSignal(fermetures: Fermetures): void {
  // Un même Ctrl-C peut arriver deux fois (au processus, puis à son groupe) : seul un second geste,
  // passé ce délai, coupe court.
  let forcable = false;
  const arreter = (signal: NodeJS.Signals) => {
    if (fermetures.commencees) {
      if (signal === 'SIGINT' && forcable) process.exit(130);
      return;
    }
    setTimeout(() => {
      forcable = true;
    }, REBOND_MS).unref();
    setTimeout(() => process.exit(1), PATIENCE_MS).unref();
    void fermetures.tout().then(() => process.exit(0));
  };
  process.on('SIGINT', arreter);
  process.on('SIGTERM', arreter);
}
