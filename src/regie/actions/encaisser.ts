import { type Acteur, noter } from '../../journal/actions.ts';
import { ecrireEuros } from '../../platform/argent.ts';
import type { Tx } from '../../platform/db.ts';
import { Introuvable, Refus } from '../../platform/errors.ts';
import type { Services } from '../../platform/http.ts';
import type { Jour } from '../../platform/jours.ts';
import { examinerEncaissement } from '../regles/encaisser.ts';
import { type Repartition, repartir } from '../regles/imputation.ts';
import { ecrireNumero } from '../regles/jours.ts';
import { compteDuMode, MODES, type Mode } from '../regles/modes.ts';
import { insererEcriture } from '../requetes/ecritures.ts';
import {
  compterFacturesDuPayeur,
  listerFacturesOuvertes,
  type Payeur,
  verrouillerPayeurs,
} from '../requetes/payeurs.ts';
import {
  chercherReglementDeja,
  insererImputations,
  insererReglement,
} from '../requetes/reglements.ts';
import { retenirJour } from './jour.ts';
import { prendreNumeros } from './numeroter.ts';

export interface SaisieEncaissement {
  regieId: number;
  payeurId: number;
  mode: Mode;
  montantCentimes: number;
  /** Le jour où l'argent est reçu ; s'il est clos, le premier jour ouvert le remplace. */
  jour: Jour;
  reference?: string;
  emetteur?: string;
  /** Les factures choisies ; absent : la plus ancienne d'abord. */
  factures?: readonly number[];
  paiementEnLigneId?: number;
  mandatId?: number;
  cleUnique?: string;
  acteur: Acteur;
  le: Date;
}

export interface Encaissement {
  reglementId: number;
  /** De quittance. */
  numero: number;
  /** Vrai : ce paiement était déjà enregistré, rien n'a été écrit. */
  deja: boolean;
}

/**
 * Enregistre l'argent reçu, dans la transaction de l'appelant : quittance numérotée, imputations,
 * crédit, écriture équilibrée. Le même paiement en ligne ou la même clé, deux fois, n'en fait qu'un.
 * @throws Introuvable si le payeur, la régie ou une facture choisie n'existe pas ou n'est pas à lui
 * @throws Refus si la somme, le jour ou le moyen ne vont pas
 */
export async function encaisser(
  tx: Tx,
  _services: Pick<Services, 'clock'>,
  saisie: SaisieEncaissement,
): Promise<Encaissement> {
  const payeur = (await verrouillerPayeurs(tx, [saisie.payeurId])).get(saisie.payeurId);
  if (!payeur) throw new Introuvable();
  const deja = await chercherDeja(tx, saisie);
  if (deja) return deja;
  const motif = examinerEncaissement(saisie);
  if (motif) throw new Refus(motif.code, motif.message, motif.champ);
  const repartition = await imputer(tx, saisie);
  const { jour, exercice } = await retenirJour(tx, saisie.regieId, saisie.jour);
  const numero = await prendreNumeros(tx, {
    regieId: saisie.regieId,
    exercice,
    serie: 'quittance',
    nombre: 1,
  });
  const ecritureId = await ecrire(tx, saisie, { jour, exercice, numero, payeur });
  const reglementId = await insererReglement(tx, {
    ...saisie,
    exercice,
    numero,
    jour,
    ecritureId,
    reference: saisie.reference ?? '',
    emetteur: saisie.emetteur ?? '',
    contrepasse: null,
    motif: null,
    paiementEnLigneId: saisie.paiementEnLigneId ?? null,
    mandatId: saisie.mandatId ?? null,
    cleUnique: saisie.cleUnique ?? null,
    compteId: saisie.acteur.compteId,
  });
  const imputations = repartition.imputations.map((part) => ({ ...part, reglementId }));
  await insererImputations(tx, imputations, saisie.le);
  await raconter(tx, saisie, { payeur, repartition, reglementId, quittance: [exercice, numero] });
  return { reglementId, numero, deja: false };
}

async function chercherDeja(tx: Tx, saisie: SaisieEncaissement): Promise<Encaissement | null> {
  const deja = await chercherReglementDeja(tx, {
    paiementEnLigneId: saisie.paiementEnLigneId ?? null,
    cleUnique: saisie.cleUnique ?? null,
  });
  if (!deja) return null;
  if (deja.payeurId !== saisie.payeurId || deja.montantCentimes !== saisie.montantCentimes) {
    throw new Refus(
      'cle',
      'Ce formulaire a déjà servi pour un autre règlement. Rouvrez la page, puis recommencez.',
    );
  }
  return { reglementId: deja.reglementId, numero: deja.numero, deja: true };
}

async function imputer(tx: Tx, saisie: SaisieEncaissement): Promise<Repartition> {
  const { regieId, payeurId, factures } = saisie;
  if (factures) {
    const choisies = [...new Set(factures)];
    const siennes = await compterFacturesDuPayeur(tx, regieId, payeurId, choisies);
    if (siennes !== choisies.length) throw new Introuvable();
  }
  const ouvertes = await listerFacturesOuvertes(tx, regieId, [payeurId]);
  return repartir(saisie.montantCentimes, ouvertes, {
    choix: factures,
    cesu: saisie.mode === 'cesu',
  });
}

async function ecrire(
  tx: Tx,
  saisie: SaisieEncaissement,
  faits: { jour: Jour; exercice: number; numero: number; payeur: Payeur },
): Promise<number> {
  const { jour, exercice, payeur } = faits;
  const { regieId, mode, montantCentimes } = saisie;
  const numero = await prendreNumeros(tx, { regieId, exercice, serie: 'ecriture', nombre: 1 });
  const quittance = ecrireNumero(exercice, faits.numero);
  return insererEcriture(
    tx,
    {
      regieId,
      exercice,
      numero,
      jour,
      genre: 'encaissement',
      libelle: `${MODES[mode].libelle}, ${payeur.nom}, quittance ${quittance}`,
      le: saisie.le,
      compteId: saisie.acteur.compteId,
    },
    [
      { compte: compteDuMode(mode), montantCentimes },
      { compte: 'redevables', payeurId: payeur.id, montantCentimes: -montantCentimes },
    ],
  );
}

async function raconter(
  tx: Tx,
  saisie: SaisieEncaissement,
  faits: {
    payeur: Payeur;
    repartition: Repartition;
    reglementId: number;
    quittance: [number, number];
  },
): Promise<void> {
  const { payeur, repartition, reglementId } = faits;
  const credit = repartition.creditCentimes;
  const surplus = credit > 0 ? ` ${ecrireEuros(credit)} gardés en crédit.` : '';
  await noter(tx, {
    le: saisie.le,
    acteur: saisie.acteur,
    verbe: 'encaisser',
    phrase: `${ecrireEuros(saisie.montantCentimes)} reçus de ${payeur.nom} (${MODES[saisie.mode].libelle}), quittance ${ecrireNumero(...faits.quittance)}.${surplus}`,
    sujets: [
      ...(payeur.familleId === null ? [] : [`famille:${payeur.familleId}`]),
      `payeur:${payeur.id}`,
      `reglement:${reglementId}`,
      ...repartition.imputations.map((p) => `facture:${p.factureId}`),
    ],
  });
}
