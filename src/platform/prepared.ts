import { createHash } from 'node:crypto';
import pg from 'pg';

/** Au-delà, un texte fabriqué à la volée remplirait la mémoire de chaque connexion. */
const MAX_NAMES = 300;
const names = new Map<string, string>();

/**
 * Un client qui nomme ses ordres : PostgreSQL garde leur plan par connexion. Préparer celui du
 * calendrier coûte plus que l'exécuter.
 */
export class PreparingClient extends pg.Client {
  constructor(config?: pg.ClientConfig) {
    super(config);
    const query = this.query.bind(this) as (...args: unknown[]) => unknown;
    // `query` a dix signatures ; seule « texte, valeurs » nous intéresse, les autres passent telles quelles.
    this.query = ((text: unknown, values: unknown, ...rest: unknown[]) => {
      // Sans valeur, le texte peut être une suite d'ordres, qui ne se prépare pas.
      const name =
        typeof text === 'string' && Array.isArray(values) && values.length > 0
          ? nameOf(text)
          : null;
      return name ? query({ name, text, values }, ...rest) : query(text, values, ...rest);
    }) as typeof this.query;
  }
}

function nameOf(text: string): string | null {
  const known = names.get(text);
  if (known || names.size >= MAX_NAMES) return known ?? null;
  const name = createHash('sha256').update(text).digest('base64url').slice(0, 22);
  names.set(text, name);
  return name;
}
