import { ecrireEuros } from '../../platform/argent.ts';
import { ecrireQuantiemeEtMois, type Jour } from '../../platform/jours.ts';
import { ecrireNumero as numeroDe } from '../../regie/regles/jours.ts';
import { ecrireDate, ecrireJours, ecrirePeriode } from './dates.ts';
import {
  type Destinataire,
  type Emetteur,
  lignesDuDestinataire,
  lignesEmetteur,
} from './parties.ts';

/** Une ligne émise, telle qu'en base, avec le nom de l'enfant et la mention de TVA du produit. */
export interface LigneEmise {
  enfant: string | null;
  /** Deux enfants de même prénom restent deux enfants. */
  enfantId: number | null;
  prestationId: number | null;
  jour: Jour;
  libelle: string;
  explication: string;
  quantite: number;
  prixUnitaireCentimes: number;
  montantCentimes: number;
  payableEnCesu: boolean;
  mentionTva: string;
}

/** Ce qu'il faut savoir d'une facture ou d'un avoir pour l'écrire en entier. */
export interface FaitsDeFacture {
  genre: 'facture' | 'avoir';
  exercice: number;
  numero: number;
  jour: Jour;
  echeance: Jour;
  du: Jour;
  au: Jour;
  montantCentimes: number;
  motif: string | null;
  /** La facture que cet avoir annule. */
  avoirDe: { exercice: number; numero: number; jour: Jour } | null;
  emetteur: Emetteur;
  destinataire: Destinataire;
  lignes: readonly LigneEmise[];
  /** Au jour où on l'écrit : une facture ne change plus, ce qui reste à payer, si. */
  situation: {
    le: Jour;
    avoirCentimes: number;
    percuCentimes: number;
    resteCentimes: number;
    /** Ce que le payeur devait déjà sur d'autres factures de la régie, plus anciennes. */
    anterieurCentimes: number;
    preleve: boolean;
  };
  /** Où payer en ligne ; null : la régie n'a pas de paiement en ligne. */
  adressePaiement: string | null;
}

/** Tout ce que dit une facture, mis en phrases : l'écran et le PDF n'ajoutent ni n'ôtent rien. */
export interface ContenuDeFacture {
  titre: string;
  emetteur: string[];
  destinataire: string[];
  reperes: Terme[];
  enfants: { nom: string; groupes: GroupeDeLignes[]; total: string }[];
  totaux: (Terme & { fort: boolean })[];
  /** Le solde d'avant, toujours à part du total de cette facture ; null : rien. */
  anterieur: string | null;
  paiement: string[];
  mentions: string[];
}

export interface Terme {
  terme: string;
  valeur: string;
}

export interface GroupeDeLignes {
  libelle: string;
  jours: string;
  explication: string;
  quantite: string;
  prixUnitaire: string;
  montant: string;
}

/** Plafond des espèces chez un comptable public (CGI, art. 1680). */
const ESPECES_AU_PLUS_CENTIMES = 300_00;
/** PayFiP refuse les paiements de moins d'un euro (guide PayFiP, code M3). */
const EN_LIGNE_AU_MOINS_CENTIMES = 100;

/** « 2026-000012 ». */
export function ecrireNumero(f: { exercice: number; numero: number }): string {
  return numeroDe(f.exercice, f.numero);
}

/** Écrit une facture ou un avoir : instruction 06-031, bases de liquidation comprises. */
export function contenuDeFacture(f: FaitsDeFacture): ContenuDeFacture {
  return {
    titre: `${f.genre === 'avoir' ? 'Avoir' : 'Facture'} n° ${ecrireNumero(f)}`,
    emetteur: lignesEmetteur(f.emetteur),
    destinataire: lignesDuDestinataire(f.destinataire),
    reperes: ecrireReperes(f),
    enfants: grouperParEnfant(f.lignes),
    totaux: f.genre === 'avoir' ? totauxAvoir(f) : totauxFacture(f),
    anterieur: ecrireAnterieur(f),
    paiement: f.genre === 'avoir' ? [] : ecrirePaiement(f),
    mentions: ecrireMentions(f),
  };
}

function ecrireReperes(f: FaitsDeFacture): Terme[] {
  const communs = [
    { terme: 'Date', valeur: ecrireDate(f.jour) },
    { terme: 'Période', valeur: ecrirePeriode(f.du, f.au) },
  ];
  if (f.genre === 'facture') {
    return [...communs, { terme: 'À payer avant le', valeur: ecrireDate(f.echeance) }];
  }
  const annulee = f.avoirDe;
  return [
    ...communs,
    ...(annulee
      ? [
          {
            terme: 'Annule',
            valeur: `la facture n° ${ecrireNumero(annulee)} du ${ecrireDate(annulee.jour)}`,
          },
        ]
      : []),
    ...(f.motif ? [{ terme: 'Motif', valeur: f.motif }] : []),
  ];
}

/** Par enfant, puis par prestation, prix et explication : un groupe dit ses jours. */
function grouperParEnfant(lignes: readonly LigneEmise[]): ContenuDeFacture['enfants'] {
  const enfants = Map.groupBy(lignes, (l) => `${l.enfantId ?? ''}\n${l.enfant ?? ''}`);
  return [...enfants.values()].map((siennes) => ({
    nom: siennes[0]?.enfant ?? 'Autres',
    groupes: [...Map.groupBy(siennes, cleDeGroupe).values()].map(ecrireGroupe),
    total: ecrireEuros(sommer(siennes)),
  }));
}

function cleDeGroupe(l: LigneEmise): string {
  return [l.prestationId, l.prixUnitaireCentimes, l.libelle, l.explication].join('\n');
}

function ecrireGroupe(lignes: readonly LigneEmise[]): GroupeDeLignes {
  const [premiere] = lignes;
  return {
    libelle: premiere?.libelle ?? '',
    jours: ecrireJours(lignes.map((l) => l.jour)),
    explication: premiere?.explication ?? '',
    quantite: String(lignes.reduce((somme, l) => somme + l.quantite, 0)),
    prixUnitaire: ecrireEuros(premiere?.prixUnitaireCentimes ?? 0),
    montant: ecrireEuros(sommer(lignes)),
  };
}

function sommer(lignes: readonly LigneEmise[]): number {
  return lignes.reduce((somme, l) => somme + l.montantCentimes, 0);
}

function totauxAvoir(f: FaitsDeFacture) {
  return [{ terme: 'Total de l’avoir', valeur: ecrireEuros(f.montantCentimes), fort: true }];
}

function totauxFacture(f: FaitsDeFacture): ContenuDeFacture['totaux'] {
  const { situation: s } = f;
  const le = ecrireDate(s.le);
  return [
    { terme: 'Total de la facture', valeur: ecrireEuros(f.montantCentimes), fort: true },
    ...(s.avoirCentimes === 0
      ? []
      : [{ terme: 'Avoir déduit', valeur: ecrireEuros(s.avoirCentimes), fort: false }]),
    { terme: `Perçu au ${le}`, valeur: ecrireEuros(s.percuCentimes), fort: false },
    { terme: `Reste à payer au ${le}`, valeur: ecrireEuros(s.resteCentimes), fort: true },
  ];
}

function ecrireAnterieur({ genre, situation: s }: FaitsDeFacture): string | null {
  if (genre === 'avoir' || s.anterieurCentimes <= 0) return null;
  return `Solde antérieur : ${ecrireEuros(s.anterieurCentimes)} restent à payer sur vos factures précédentes. Cette somme n’est pas comprise dans le total ci-dessus.`;
}

function ecrirePaiement(f: FaitsDeFacture): string[] {
  const { resteCentimes, preleve } = f.situation;
  if (resteCentimes <= 0) return ['Cette facture est soldée : vous n’avez rien à payer.'];
  if (preleve) {
    return [
      `Vous avez choisi le prélèvement : ${ecrireEuros(resteCentimes)} seront prélevés, vous n’avez rien à faire.`,
    ];
  }
  const cesu = sommer(f.lignes.filter((l) => l.payableEnCesu));
  const { regie } = f.emetteur;
  return [
    ...(f.adressePaiement && resteCentimes >= EN_LIGNE_AU_MOINS_CENTIMES
      ? [`En ligne, par carte ou par prélèvement, sans frais : ${f.adressePaiement}`]
      : []),
    `Par chèque à l’ordre de « ${regie} », avec le numéro de la facture au dos, à l’adresse de la régie.`,
    `En espèces au guichet de la régie, jusqu’à ${ecrireEuros(ESPECES_AU_PLUS_CENTIMES)}.`,
    ...(cesu > 0
      ? [
          `En CESU préfinancés pour la garde d’enfant, jusqu’à ${ecrireEuros(Math.min(cesu, resteCentimes))} ; jamais pour un repas.`,
        ]
      : []),
  ];
}

function ecrireMentions(f: FaitsDeFacture): string[] {
  const { emetteur: e } = f;
  const contact = [e.courriel, e.telephone].filter((c) => c !== '').join(' ou au ');
  return [
    ...mentionsTva(f.lignes),
    ...(contact ? [`Une question, une erreur ? Écrivez à la régie : ${contact}.`] : []),
    ...(f.genre === 'facture'
      ? [
          `Sans paiement au ${ecrireQuantiemeEtMois(f.echeance)}, la somme due est recouvrée par le comptable public${e.comptable ? ` (${e.comptable})` : ''} au moyen d’un titre exécutoire (CGCT, art. L. 1617-5).`,
        ]
      : []),
  ];
}

/** Une mention par produit ; une seule suffit si tous ont la même. */
function mentionsTva(lignes: readonly LigneEmise[]): string[] {
  const parMention = Map.groupBy(
    lignes.filter((l) => l.mentionTva !== ''),
    (l) => l.mentionTva,
  );
  if (parMention.size <= 1) return [...parMention.keys()].map((m) => `${m}.`);
  return [...parMention].map(([mention, siennes]) => {
    const produits = [...new Set(siennes.map((l) => l.libelle))].join(', ');
    return `${produits} : ${mention}.`;
  });
}
