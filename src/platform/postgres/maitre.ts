import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** Le processus maître de PostgreSQL, tel que sa grappe le déclare. */
export interface Maitre {
  pid: number;
  prise: string;
}

/** Lit postmaster.pid ; null si aucun serveur ne tient cette grappe. */
export function chercherMaitre(grappe: string): Maitre | null {
  const fichier = join(grappe, 'postmaster.pid');
  if (!existsSync(fichier)) return null;
  const lignes = readFileSync(fichier, 'utf8').split('\n');
  const pid = Number.parseInt(lignes[0] ?? '', 10);
  if (!(pid > 0) || !estPostgres(pid)) return null;
  return { pid, prise: (lignes[4] ?? '').trim() };
}

/** Après une coupure, le numéro peut être mort ou porté par un tout autre programme. */
export function retirerPidPerime(grappe: string): void {
  if (!chercherMaitre(grappe)) rmSync(join(grappe, 'postmaster.pid'), { force: true });
}

function estPostgres(pid: number): boolean {
  // Un zombie n'a plus de ligne de commande : ps le note « <defunct> » ou rien, /proc la rend vide.
  const commande = existsSync('/proc/self/cmdline')
    ? lire(`/proc/${pid}/cmdline`)
    : spawnSync('ps', ['-p', String(pid), '-o', 'command='], { encoding: 'utf8' }).stdout;
  return /postgres/.test(commande);
}

function lire(fichier: string): string {
  try {
    return readFileSync(fichier, 'utf8');
  } catch {
    return '';
  }
}

/** Arrêt « rapide » : les connexions sont fermées, tout est écrit. Attend la fin. */
export async function arreterMaitre(grappe: string): Promise<void> {
  const maitre = chercherMaitre(grappe);
  if (!maitre) return;
  envoyer(maitre.pid, 'SIGINT');
  // Il retire postmaster.pid un instant avant de finir : c'est le processus que l'on attend. Un gros
  // point de reprise peut durer ; au-delà d'une minute, l'arrêt immédiat reste sans perte.
  for (let attente = 0; estPostgres(maitre.pid); attente += 50) {
    if (attente === 60_000) envoyer(maitre.pid, 'SIGQUIT');
    await new Promise((suite) => setTimeout(suite, 50));
  }
}

function envoyer(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // Déjà parti.
  }
}
