/** PostgreSQL ne peut pas démarrer : la phrase dit pourquoi et quoi faire. */
export class PostgresIndisponible extends Error {}

/** Où vont les phrases destinées à la personne qui lance Préau. */
export type Dire = (phrase: string) => void;

export const direEnConsole: Dire = (phrase) => {
  process.stderr.write(`${phrase}\n`);
};
