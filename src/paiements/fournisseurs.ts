import type { Config } from '../platform/config.ts';
import { lyra } from './lyra/adaptateur.ts';
import { payfip } from './payfip/adaptateur.ts';
import { type Fournisseur, type NomFournisseur, PanneDuFournisseur } from './port.ts';

/** Le fournisseur réglé pour cette installation. @throws PanneDuFournisseur s'il n'est pas réglé */
export function fournisseur(config: Pick<Config, 'paiement'>, nom: NomFournisseur): Fournisseur {
  const { paiement } = config;
  if (nom === 'payfip') {
    if (paiement.payfip === null) throw new PanneDuFournisseur('PREAU_PAYFIP_ADRESSE manque.');
    return payfip({ adresse: paiement.payfip, delaiMs: paiement.delaiMs });
  }
  if (paiement.lyra === null) throw new PanneDuFournisseur('Le paiement par Lyra n’est pas réglé.');
  return lyra(paiement.lyra);
}

/** Les fournisseurs réglés ici, dans l'ordre où l'on essaie de lire une annonce. */
export function fournisseursRegles(config: Pick<Config, 'paiement'>): Fournisseur[] {
  return (['lyra', 'payfip'] as const).flatMap((nom) => {
    try {
      return [fournisseur(config, nom)];
    } catch {
      return [];
    }
  });
}
