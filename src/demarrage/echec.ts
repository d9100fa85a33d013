/** Le démarrage s'arrête là : la phrase dit pourquoi et quoi faire. `code` : celui du processus. */
export class Echec extends Error {
  readonly code: number;
  constructor(phrase: string, code = 1) {
    super(phrase);
    this.code = code;
  }
}

export function dire(phrase: string): void {
  process.stderr.write(`${phrase}\n`);
}
