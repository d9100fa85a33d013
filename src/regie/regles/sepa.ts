import { electronicFormatIBAN, isValidBIC, isValidIBAN } from 'ibantools';
import SEPA from 'sepa';
import type { Jour } from '../../platform/jours.ts';

export type Sequence = 'FRST' | 'RCUR';
export type VersionSepa = '02' | '08';

/** Ce qu'il faut d'un prélèvement pour le fichier. */
export interface LigneSepa {
  reference: string;
  montantCentimes: number;
  rum: string;
  signeLe: Jour;
  titulaire: string;
  iban: string;
  bic: string | null;
  libelle: string;
  sequence: Sequence;
}

export interface LotSepa {
  message: string;
  creeLe: Date;
  jourDExecution: Jour;
  creancier: { nom: string; iban: string; bic: string; ics: string };
  lignes: readonly LigneSepa[];
}

/** Lu sans espaces, en capitales ; null : la clé (mod 97) ou la longueur du pays est fausse. */
export function lireIban(saisie: string): string | null {
  const iban = electronicFormatIBAN(saisie);
  return iban !== null && isValidIBAN(iban) ? iban : null;
}

export function lireBic(saisie: string): string | null {
  const bic = saisie.replace(/\s/g, '').toUpperCase();
  return isValidBIC(bic) ? bic : null;
}

export function estIcs(saisie: string): boolean {
  return SEPA.validateCreditorID(saisie);
}

/** « PREAU-01-000012-2 » : la régie, le payeur, le rang de son mandat (35 caractères au plus). */
export function composerRum(codeRegie: string, payeurId: number, rang: number): string {
  return `PREAU-${codeRegie}-${String(payeurId).padStart(6, '0')}-${rang}`;
}

/** Le premier prélèvement d'un mandat est FRST, les suivants RCUR. */
export function sequenceDe(dernierPrelevement: Jour | null): Sequence {
  return dernierPrelevement === null ? 'FRST' : 'RCUR';
}

/** Les seules lettres que SEPA transporte : sans accent, sans signe, à la longueur permise. */
export function latiniser(texte: string, longueur: number): string {
  return texte
    .replace(/[œŒæÆß]/g, (c) => LIGATURES[c] ?? '')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[’‘]/g, "'")
    .replace(/[^a-zA-Z0-9/\-?:().,'+ ]/g, ' ')
    .replace(/\/{2,}/g, '/')
    .replace(/\s+/g, ' ')
    .replace(/^[ /]+/, '')
    .slice(0, longueur)
    .replace(/[ /]+$/, '');
}

const LIGATURES: Record<string, string> = { œ: 'oe', Œ: 'OE', æ: 'ae', Æ: 'AE', ß: 'ss' };

/**
 * Le fichier pain.008 d'un lot : un bloc par séquence, sommes de contrôle comprises. Pas d'adresse :
 * depuis le 15 novembre 2026 une adresse libre est refusée, et SEPA n'en demande pas.
 */
export function composerPain008(lot: LotSepa, version: VersionSepa = '08'): string {
  const document = new SEPA.Document(`pain.008.001.${version}`);
  document.grpHdr.id = lot.message;
  document.grpHdr.created = lot.creeLe;
  document.grpHdr.initiatorName = latiniser(lot.creancier.nom, 70);
  const parSequence = Map.groupBy(lot.lignes, (l) => l.sequence);
  for (const sequence of ['FRST', 'RCUR'] as const) {
    const lignes = parSequence.get(sequence);
    if (lignes) ajouterBloc(document, lot, sequence, lignes);
  }
  return document.toString();
}

function ajouterBloc(
  document: InstanceType<typeof SEPA.Document>,
  lot: LotSepa,
  sequence: Sequence,
  lignes: readonly LigneSepa[],
): void {
  const bloc = document.createPaymentInfo();
  bloc.id = sequence;
  bloc.sequenceType = sequence;
  bloc.collectionDate = enDate(lot.jourDExecution);
  bloc.creditorName = latiniser(lot.creancier.nom, 70);
  bloc.creditorIBAN = lot.creancier.iban;
  bloc.creditorBIC = lot.creancier.bic;
  bloc.creditorId = lot.creancier.ics;
  bloc.batchBooking = true;
  document.addPaymentInfo(bloc);
  for (const ligne of lignes) {
    const operation = bloc.createTransaction();
    operation.end2endId = ligne.reference;
    operation.amount = ligne.montantCentimes / 100;
    operation.mandateId = ligne.rum;
    operation.mandateSignatureDate = enDate(ligne.signeLe);
    operation.debtorName = latiniser(ligne.titulaire, 70);
    operation.debtorIBAN = ligne.iban;
    if (ligne.bic) operation.debtorBIC = ligne.bic;
    operation.remittanceInfo = latiniser(ligne.libelle, 140);
    bloc.addTransaction(operation);
  }
}

/** La bibliothèque n'en écrit que le jour, à l'heure universelle. */
function enDate(jour: Jour): Date {
  return new Date(`${jour}T00:00:00Z`);
}

/** Les motifs de rejet que donne la banque (ISO 20022). */
export const REJETS: Record<string, string> = {
  AM04: 'provision insuffisante',
  AC04: 'compte clos',
  AC01: 'coordonnées bancaires fausses',
  AC06: 'compte bloqué',
  MD01: 'pas de mandat',
  MD06: 'remboursement demandé par le débiteur',
  MD07: 'débiteur décédé',
  MS02: 'refus du débiteur',
  MS03: 'motif non communiqué',
};
