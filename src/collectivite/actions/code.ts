import { createHash, randomBytes } from 'node:crypto';
import { transaction } from '../../platform/db.ts';
import type { Services } from '../../platform/http.ts';
import { composerCode } from '../regles/code.ts';
import {
  aUneCollectivite,
  remplacerCode,
  verrouillerCollectivite,
} from '../requetes/collectivite.ts';

/**
 * Au démarrage d'une base vide : un code neuf, à afficher par le serveur. Qui lit le journal du serveur
 * est l'exploitant ; le premier venu sur le réseau n'installe rien. Null si le portail l'est déjà.
 */
export function creerCodeDInstallation({
  db,
  clock,
}: Pick<Services, 'db' | 'clock'>): Promise<string | null> {
  return transaction(db, async (tx) => {
    await verrouillerCollectivite(tx);
    if (await aUneCollectivite(tx)) return null;
    const code = composerCode(randomBytes(12));
    await remplacerCode(tx, empreinteDuCode(code), clock.now());
    return code;
  });
}

export function empreinteDuCode(code: string): Buffer {
  return createHash('sha256').update(`installation:${code}`).digest();
}
