import { type Acteur, noter } from '../../journal/actions.ts';
import { ecrireEuros } from '../../platform/argent.ts';
import { type Tx, transaction } from '../../platform/db.ts';
import { Introuvable, Refus } from '../../platform/errors.ts';
import type { Services } from '../../platform/http.ts';
import { fournisseur } from '../fournisseurs.ts';
import {
  type DemandeDePaiement,
  type Destination,
  PanneDuFournisseur,
  RefusDuFournisseur,
} from '../port.ts';
import { direLeRefus, examinerLancement, type FactureAPayer } from '../regles/lancement.ts';
import { ecrireReference, normaliserObjet } from '../regles/normaliser.ts';
import { premiereVerification, VINGT_MINUTES } from '../regles/releves.ts';
import { insererEvenement } from '../requetes/evenements.ts';
import {
  chercherParCle,
  insererPaiement,
  listerFacturesAPayer,
  marquerNonOuvert,
  marquerOuvert,
  type PaiementOuvert,
  prendreRang,
  type RegieDuPaiement,
  trouverRegie,
  uneOperationEstOuverte,
  verrouillerPayeurs,
} from '../requetes/lancer.ts';

export interface Lancement {
  acteur: Acteur & { compteId: number };
  responsableId: number;
  familles: readonly number[];
  factureIds: readonly number[];
  courriel: string;
  /** Donnée par le formulaire : le même envoi deux fois n'ouvre qu'une opération. */
  cle: string;
  /** La personne a lu qu'un paiement est peut-être en cours, et veut payer quand même. */
  confirme: boolean;
}

/** Où aller ; null : l'opération de ce même envoi s'ouvre encore, ou elle est déjà finie. */
export interface Depart {
  paiementId: number;
  vers: Destination | null;
}

/**
 * Ouvre une opération chez le fournisseur pour ces factures. La ligne est écrite avant d'appeler le
 * Trésor, et l'appel se fait hors transaction (Paiements, règle 1).
 * @throws Refus si ces factures ne se paient pas, ou si le fournisseur refuse ou ne répond pas
 */
export async function lancerPaiement(services: Services, demande: Lancement): Promise<Depart> {
  const prete = await transaction(services.db, (tx) => preparer(tx, services, demande));
  const port = fournisseur(services.config, prete.paiement.fournisseur);
  if (prete.deja) {
    const { id, operation, etat } = prete.paiement;
    const reprend = etat === 'en_cours' && operation !== null;
    return { paiementId: id, vers: reprend ? port.destination(prete.paiement, operation) : null };
  }
  const { id } = prete.paiement;
  try {
    const operation = await port.ouvrir(prete.paiement);
    await retenir(services, prete.paiement, operation, demande.acteur);
    return { paiementId: id, vers: port.destination(prete.paiement, operation) };
  } catch (erreur) {
    if (!(erreur instanceof PanneDuFournisseur || erreur instanceof RefusDuFournisseur))
      throw erreur;
    throw await renoncer(services, id, erreur);
  }
}

async function preparer(
  tx: Tx,
  services: Services,
  demande: Lancement,
): Promise<{ deja: boolean; paiement: PaiementOuvert }> {
  const le = services.clock.now();
  const adresses = {
    retour: `${services.config.adresse}/paiement/retour`,
    notification: `${services.config.adresse}/paiement/notification`,
  };
  await verrouillerPayeurs(tx, demande, demande.factureIds);
  const deja = await chercherParCle(tx, demande.cle, demande.acteur.compteId);
  if (deja) return { deja: true, paiement: { ...deja, ...adresses } };
  const factures = await listerFacturesAPayer(tx, demande, demande.factureIds);
  const [premiere] = factures;
  if (!premiere || factures.length !== new Set(demande.factureIds).size) throw new Introuvable();
  const regie = regler(services, await trouverRegie(tx, premiere.regieId));
  const depuis = new Date(le.getTime() - VINGT_MINUTES);
  const examen = examinerLancement(factures, regie, {
    courriel: demande.courriel,
    confirme: demande.confirme,
    dejaOuverte: await uneOperationEstOuverte(tx, demande.factureIds, depuis),
  });
  if (!examen.permis) throw new Refus(examen.code, examen.raison, examen.champ);
  const rang = await prendreRang(tx);
  const nouveau = {
    ...decrire(regie, factures, examen.montantCentimes, rang),
    courriel: demande.courriel,
    le,
    fournisseur: regie.fournisseur === 'lyra' ? ('lyra' as const) : ('payfip' as const),
    payeurId: premiere.payeurId,
  };
  await insererPaiement(
    tx,
    {
      ...nouveau,
      regieId: regie.id,
      compteId: demande.acteur.compteId,
      cle: demande.cle,
      verifierLe: new Date(le.getTime() + VINGT_MINUTES),
    },
    factures,
  );
  const paiement = { ...nouveau, ...adresses, id: rang, operation: null, etat: 'a_ouvrir' };
  return { deja: false, paiement };
}

/** La boutique Lyra est celle de l'installation ; le client PayFiP, celui de la régie. */
function regler(services: Services, regie: RegieDuPaiement): RegieDuPaiement {
  if (regie.fournisseur !== 'lyra') return regie;
  return { ...regie, numeroClient: services.config.paiement.lyra?.site ?? null };
}

function decrire(
  regie: RegieDuPaiement,
  factures: readonly FactureAPayer[],
  montantCentimes: number,
  rang: number,
): Pick<
  DemandeDePaiement,
  'numeroClient' | 'exercice' | 'reference' | 'objet' | 'montantCentimes' | 'saisie' | 'rang'
> {
  const premiere = factures[0];
  const exercice = premiere?.exercice ?? 0;
  const numero = factures.length === 1 && premiere ? premiere.numero : null;
  const quoi =
    numero === null
      ? `${factures.length} factures`
      : `facture ${exercice} ${String(numero).padStart(6, '0')}`;
  return {
    numeroClient: regie.numeroClient ?? '',
    exercice,
    reference: ecrireReference({ codeRegie: regie.code, exercice, numero, rang }),
    objet: normaliserObjet(`${regie.nom} ${quoi}`),
    montantCentimes,
    saisie: regie.saisie,
    rang,
  };
}

async function retenir(
  services: Services,
  paiement: PaiementOuvert,
  operation: string,
  acteur: Acteur,
): Promise<void> {
  const le = services.clock.now();
  await transaction(services.db, async (tx) => {
    await marquerOuvert(tx, {
      id: paiement.id,
      operation,
      le,
      verifierLe: premiereVerification(le),
    });
    await insererEvenement(tx, {
      paiementId: paiement.id,
      source: 'ouverture',
      contenu: { operation },
      le,
      traiteLe: le,
    });
    await noter(tx, {
      le,
      acteur,
      verbe: 'ouvrir_paiement',
      phrase: `Paiement en ligne n° ${paiement.id} ouvert : ${ecrireEuros(paiement.montantCentimes)}.`,
      sujets: [`payeur:${paiement.payeurId}`, `paiement:${paiement.id}`],
    });
  });
}

async function renoncer(
  services: Services,
  id: number,
  erreur: PanneDuFournisseur | RefusDuFournisseur,
): Promise<Refus> {
  const le = services.clock.now();
  const code = erreur instanceof RefusDuFournisseur ? erreur.code : 'panne';
  services.log.warn({ paiement: id, code, raison: erreur.message }, 'paiement non ouvert');
  await transaction(services.db, async (tx) => {
    await marquerNonOuvert(tx, { id, le, raison: `${code} : ${erreur.message}` });
    await insererEvenement(tx, {
      paiementId: id,
      source: 'ouverture',
      contenu: { code, erreur: erreur.message },
      le,
      traiteLe: le,
    });
  });
  const { phrase, champ } = direLeRefus(code);
  return new Refus(`paiement_${code}`, phrase, champ);
}
