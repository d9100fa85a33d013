import { availableParallelism } from 'node:os';
import { hash, verify } from '@node-rs/argon2';

/** argon2id : 19 Mio, deux passes (recommandation de l'OWASP) ; 57 par seconde sur deux cœurs. */
const REGLAGE = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
// Un fil de libuv (il en a quatre) reste aux fichiers et aux noms : les pages continuent de sortir.
const ENSEMBLE = Math.max(1, Math.min(availableParallelism(), 3));

/** Une file à guichets : le hachage ne prend jamais toute la machine, et chacun connaît son rang. */
export class FileDAttente {
  #libres: number;
  #arrives = 0;
  #appeles = 0;
  readonly #attendent: (() => void)[] = [];

  constructor(guichets: number) {
    this.#libres = guichets;
  }

  /** Prend un numéro. `rang()` : combien passent avant ; 0 quand c'est son tour. */
  prendre<T>(travail: () => Promise<T>): { rang: () => number; fini: Promise<T> } {
    const numero = ++this.#arrives;
    return { rang: () => Math.max(0, numero - this.#appeles), fini: this.#passer(travail) };
  }

  get longueur(): number {
    return this.#attendent.length;
  }

  /** Combien de numéros ont été pris depuis le début. */
  get arrives(): number {
    return this.#arrives;
  }

  async #passer<T>(travail: () => Promise<T>): Promise<T> {
    if (this.#libres > 0) this.#libres -= 1;
    else await new Promise<void>((appel) => this.#attendent.push(appel));
    this.#appeles += 1;
    try {
      return await travail();
    } finally {
      const suivant = this.#attendent.shift();
      if (suivant) suivant();
      else this.#libres += 1;
    }
  }
}

export const fileDesMotsDePasse = new FileDAttente(ENSEMBLE);

/** Empreinte d'un mot de passe, à son tour dans la file. */
export function hacher(motDePasse: string): Promise<string> {
  return fileDesMotsDePasse.prendre(() => hash(motDePasse, REGLAGE)).fini;
}

// Un compte inconnu doit coûter le même temps qu'un mot de passe faux : on compare à celle-ci.
const LEURRE =
  '$argon2id$v=19$m=19456,t=2,p=1$3UzdZdArAdbej2fk5+O5yQ$zfSh6SDYW+bW+9IbEqpeXF+AXszC0urdWh6N1JdP1PY';

/** Compare, à son tour dans la file ; un compte sans mot de passe répond non, dans le même temps. */
export function prendreUnNumero(empreinte: string | null, motDePasse: string) {
  return fileDesMotsDePasse.prendre(async () => {
    const juste = await verify(empreinte ?? LEURRE, motDePasse).catch(() => false);
    return empreinte !== null && juste;
  });
}
