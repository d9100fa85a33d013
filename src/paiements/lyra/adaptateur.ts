import {
  type Annonce,
  type DemandeDePaiement,
  type Destination,
  type Fournisseur,
  RefusDuFournisseur,
  type Resultat,
} from '../port.ts';
import { signatureJuste, signer } from './signature.ts';

export interface ReglagesLyra {
  /** https://secure.payzen.eu/vads-payment/, ou le jumeau. */
  adresse: string;
  /** Huit chiffres. */
  site: string;
  cle: string;
  mode: 'TEST' | 'PRODUCTION';
}

// AUTHORISED_TO_VALIDATE n'y est pas : sans le geste du marchand, la banque ne débite jamais.
const PAYES = ['AUTHORISED', 'CAPTURED', 'ACCEPTED'];
const REFUSES = ['REFUSED'];
const ABANDONNES = ['ABANDONED', 'CANCELLED', 'EXPIRED', 'NOT_CREATED'];

/** PayZen, Systempay, Scellius : un formulaire signé part, une notification signée revient. */
export function lyra(reglages: ReglagesLyra): Fournisseur {
  return {
    nom: 'lyra',
    // Rien à demander d'avance : le formulaire signé est l'ouverture. Notre référence sert de numéro.
    ouvrir: (demande) => Promise.resolve(demande.reference),
    destination: (demande) => formulaire(demande, reglages),
    lireNotification: (champs) => lireNotification(Object.fromEntries(champs), reglages.cle),
    demanderResultat: (_operation, recus) => Promise.resolve(relire(recus, reglages)),
    testerConfiguration(numeroClient) {
      if (numeroClient !== reglages.site) {
        throw new RefusDuFournisseur('site', `La boutique ${numeroClient} n’est pas celle réglée.`);
      }
      return Promise.resolve([`Boutique ${reglages.site}`, `Mode ${reglages.mode}`]);
    },
  };
}

function formulaire(d: DemandeDePaiement, r: ReglagesLyra): Destination {
  const champs: Record<string, string> = {
    vads_action_mode: 'INTERACTIVE',
    vads_amount: String(d.montantCentimes),
    vads_ctx_mode: r.mode,
    vads_currency: '978',
    vads_cust_email: d.courriel,
    vads_order_id: d.reference,
    vads_page_action: 'PAYMENT',
    vads_payment_config: 'SINGLE',
    vads_return_mode: 'GET',
    vads_site_id: r.site,
    vads_trans_date: d.le.toISOString().replace(/\D/g, '').slice(0, 14),
    // Six chiffres, uniques dans la journée : le rang de la tentative y suffit.
    vads_trans_id: String(d.rang % 900_000).padStart(6, '0'),
    vads_url_check: d.notification,
    vads_url_return: d.retour,
    // Remise automatique, quel que soit le réglage de la boutique.
    vads_validation_mode: '0',
    vads_version: 'V2',
  };
  return {
    methode: 'POST',
    adresse: r.adresse,
    champs: { ...champs, signature: signer(champs, r.cle) },
  };
}

function lireNotification(champs: Record<string, string>, cle: string): Annonce | null {
  const operation = champs.vads_order_id ?? '';
  if (!/^[A-Za-z0-9]{6,30}$/.test(operation) || !signatureJuste(champs, cle)) return null;
  return { operation, contenu: champs };
}

/** La dernière annonce bien signée fait foi ; un paiement accepté ne se perd pas derrière un abandon. */
function relire(recus: readonly Record<string, string>[], r: ReglagesLyra): Resultat {
  const lus = recus.filter((recu) => signatureJuste(recu, r.cle)).map(lireStatut);
  return lus.find((resultat) => resultat.issue === 'paye') ?? lus.at(-1) ?? { issue: 'en_attente' };
}

function lireStatut(champs: Record<string, string>): Resultat {
  const statut = champs.vads_trans_status ?? '';
  const montant = champs.vads_amount ?? '';
  const constat = {
    numeroClient: champs.vads_site_id ?? '',
    reference: champs.vads_order_id ?? '',
    montantCentimes: /^\d{1,9}$/.test(montant) ? Number(montant) : -1,
    autorisation: champs.vads_auth_number ?? '',
    brut: champs,
  };
  if (PAYES.includes(statut)) return { issue: 'paye', moyen: 'carte', constat };
  if (REFUSES.includes(statut)) return { issue: 'refuse', moyen: 'carte', constat };
  if (ABANDONNES.includes(statut)) return { issue: 'abandonne', constat };
  return { issue: 'en_attente' };
}
