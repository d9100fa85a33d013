import { spawnSync } from 'node:child_process';

/** Le compte sous lequel PostgreSQL tourne ; `null` : le nôtre. */
export type Compte = { uid: number; gid: number } | null;

/** PostgreSQL refuse root : on lui prête le compte « postgres », sinon « nobody ». */
export function compteDePostgres(): Compte {
  if (process.getuid?.() !== 0) return null;
  for (const nom of ['postgres', 'nobody']) {
    const uid = identifiant('-u', nom);
    const gid = identifiant('-g', nom);
    if (uid !== null && gid !== null && uid !== 0) return { uid, gid };
  }
  return { uid: 65534, gid: 65534 };
}

function identifiant(option: '-u' | '-g', nom: string): number | null {
  const { status, stdout } = spawnSync('id', [option, nom], { encoding: 'utf8' });
  return status === 0 ? Number(stdout.trim()) : null;
}

/** L'identité attendue comme propriétaire des dossiers de PostgreSQL. */
export function proprietaire(compte: Compte): number {
  return compte?.uid ?? process.getuid?.() ?? -1;
}

/** Ce compte peut-il traverser ce dossier, ou exécuter ce fichier ? Le noyau répond mieux que nous. */
export function peutAtteindre(compte: Compte, chemin: string): boolean {
  if (!compte) return true;
  return spawnSync('test', ['-x', chemin], { ...compte, cwd: '/' }).status === 0;
}
