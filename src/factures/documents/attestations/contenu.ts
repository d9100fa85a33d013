import { ecrireEuros } from '../../../platform/argent.ts';
import type { Jour } from '../../../platform/jours.ts';
import { ecrireNumero } from '../../../regie/regles/jours.ts';
import { ecrireDate } from '../dates.ts';
import {
  type Destinataire,
  type Emetteur,
  lignesDuDestinataire,
  lignesEmetteur,
} from '../parties.ts';

/** Une attestation, telle que figée en base. */
export interface AttestationEmise {
  annee: number;
  numero: number;
  jour: Jour;
  emetteur: Emetteur;
  regisseur: string;
  destinataire: Destinataire;
  enfants: readonly { nom: string; neLe: Jour; centimes: number }[];
  totalCentimes: number;
  /** Le numéro de celle qu'elle remplace, ou null. */
  remplace: number | null;
}

/** Tout ce que dit l'attestation, en phrases (BOI-IR-RICI-300). */
export interface ContenuAttestation {
  titre: string;
  emetteur: string[];
  destinataire: string[];
  introduction: string;
  enfants: { nom: string; neLe: string; somme: string }[];
  total: string;
  mentions: string[];
  signature: string[];
}

export function contenuAttestation(a: AttestationEmise): ContenuAttestation {
  const { annee } = a;
  return {
    titre: `Attestation fiscale ${annee} n° ${ecrireNumero(annee, a.numero)}`,
    emetteur: lignesEmetteur(a.emetteur),
    destinataire: lignesDuDestinataire(a.destinataire),
    introduction: `${a.emetteur.regie} atteste que ${a.destinataire.nom} a réglé, entre le ${ecrireDate(`${annee}-01-01`)} et le ${ecrireDate(`${annee}-12-31`)}, les sommes suivantes pour la garde de jeunes enfants.`,
    enfants: a.enfants.map((e) => ({
      nom: e.nom,
      neLe: ecrireDate(e.neLe),
      somme: ecrireEuros(e.centimes),
    })),
    total: ecrireEuros(a.totalCentimes),
    mentions: [
      ...(a.remplace === null
        ? []
        : [`Annule et remplace l’attestation n° ${ecrireNumero(annee, a.remplace)}.`]),
      'Ces sommes ne comprennent ni les repas, ni les sorties, ni les frais de retard. Les aides portées sur les factures en sont déduites.',
      `Sont concernés les enfants de moins de six ans au ${ecrireDate(`${annee}-01-01`)} (CGI, art. 200 quater B). Déduisez les autres aides reçues pour cette garde (employeur, CAF), puis reportez la somme sur votre déclaration des revenus ${annee}.`,
    ],
    signature: [
      `Fait le ${ecrireDate(a.jour)}`,
      ...(a.regisseur ? [`Le régisseur, ${a.regisseur}`] : ['Le régisseur']),
    ],
  };
}
