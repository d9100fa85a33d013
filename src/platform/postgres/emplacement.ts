import { createHash } from 'node:crypto';
import { chmodSync, chownSync, existsSync, lstatSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Compte, peutAtteindre, proprietaire } from './compte.ts';
import { type Dire, PostgresIndisponible } from './phrases.ts';

const CHEMIN_DE_PRISE_MAX = 107; // limite du noyau pour une prise Unix
const NOM_DE_PRISE = '/.s.PGSQL.5432';

function empreinte(texte: string): string {
  return createHash('sha256').update(texte).digest('hex').slice(0, 12);
}

/** Prépare le dossier de la grappe, au nom du compte qui la fera tourner. */
export function preparerDossier(demande: string, compte: Compte, dire: Dire): string {
  mkdirSync(demande, { recursive: true });
  if (!compte) return demande;
  chownSync(demande, compte.uid, compte.gid);
  if (peutAtteindre(compte, demande)) return demande;
  const refuge = `/var/lib/preau/${empreinte(demande)}`;
  if (!existsSync(refuge)) {
    dire(`${demande} est fermé au compte de PostgreSQL : les données sont rangées dans ${refuge}.`);
  }
  mkdirSync(refuge, { recursive: true });
  chmodSync('/var/lib/preau', 0o755);
  chmodSync(refuge, 0o755);
  chownSync(refuge, compte.uid, compte.gid);
  return refuge;
}

/**
 * Le dossier de la prise Unix : court, privé, toujours le même pour ces données.
 * @throws PostgresIndisponible si quelqu'un d'autre occupe ce nom.
 */
export function preparerPrise(dossier: string, compte: Compte): string {
  const uid = proprietaire(compte);
  const nom = `preau-${empreinte(`${uid}:${dossier}`)}`;
  const candidat = join(tmpdir(), nom);
  const convient =
    candidat.length + NOM_DE_PRISE.length <= CHEMIN_DE_PRISE_MAX && peutAtteindre(compte, tmpdir());
  const prise = convient ? candidat : join('/tmp', nom);
  if (!existsSync(prise)) {
    mkdirSync(prise, { mode: 0o700 });
    if (compte) chownSync(prise, compte.uid, compte.gid);
  }
  const etat = lstatSync(prise);
  if (!etat.isDirectory() || etat.uid !== uid || (etat.mode & 0o077) !== 0) {
    throw new PostgresIndisponible(
      `${prise} appartient à un autre compte ou est ouvert à tous : supprimez-le, puis relancez.`,
    );
  }
  return prise;
}
