import { Introuvable } from '../../platform/errors.ts';
import type { Commune, Services } from '../../platform/http.ts';
import { jourLocal } from '../../platform/instants.ts';
import { composerFacture } from './composer.ts';
import { ecrireNumero } from './contenu.ts';
import { type FactureAEcrire, lireFacturesAEcrire } from './requetes.ts';

/** Ce qu'il faut pour lire et composer : une page l'a, le facteur aussi. */
export type Sources = Pick<Services, 'db' | 'clock' | 'config'>;

export interface Fichier {
  nom: string;
  contenu: Buffer;
}

/** Ces factures avec leur situation d'aujourd'hui. */
export function lireFacturesDuJour(
  services: Sources,
  commune: Pick<Commune, 'fuseau'>,
  factureIds: readonly number[],
): Promise<FactureAEcrire[]> {
  const le = jourLocal(services.clock.now(), commune.fuseau);
  return lireFacturesAEcrire(services.db, factureIds, { le, adresse: services.config.adresse });
}

/** Le PDF d'une facture, situation d'aujourd'hui. @throws Introuvable */
export async function lirePdfDeFacture(
  services: Sources,
  commune: Pick<Commune, 'fuseau'>,
  factureId: number,
): Promise<Fichier> {
  const [facture] = await lireFacturesDuJour(services, commune, [factureId]);
  if (!facture) throw new Introuvable();
  const { faits, emiseLe } = facture;
  return {
    nom: `${faits.genre}-${ecrireNumero(faits)}.pdf`,
    contenu: await composerFacture(faits, emiseLe),
  };
}
