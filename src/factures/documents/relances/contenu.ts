import { ecrireEuros } from '../../../platform/argent.ts';
import type { Jour } from '../../../platform/jours.ts';
import { ecrireNumero } from '../contenu.ts';
import { composer, type Lettre } from '../courriels.tsx';
import { ecrireDate, ecrirePeriode } from '../dates.ts';
import {
  type Destinataire,
  type Emetteur,
  lignesDuDestinataire,
  lignesEmetteur,
} from '../parties.ts';
import { type Degre, RELANCES } from './regles.ts';

export interface FactureRelancee {
  exercice: number;
  numero: number;
  du: Jour;
  au: Jour;
  echeance: Jour;
  resteCentimes: number;
}

/** Une lettre : toutes les factures d'un payeur relancées le même jour, pour une régie. */
export interface FaitsDeRelance {
  /** Le plus haut degré de ses factures : c'est lui qui donne le ton. */
  degre: Degre;
  le: Jour;
  emetteur: Emetteur;
  destinataire: Destinataire;
  factures: readonly FactureRelancee[];
  adressePaiement: string | null;
}

export interface ContenuDeRelance {
  titre: string;
  emetteur: string[];
  destinataire: string[];
  date: string;
  introduction: string[];
  factures: { numero: string; periode: string; echeance: string; reste: string }[];
  total: string;
  suite: string[];
}

const TITRES: Record<Degre, string> = {
  1: 'Rappel : une somme reste à payer',
  2: 'Deuxième relance : une somme reste à payer',
  3: 'Dernière relance avant titre exécutoire',
};

/** La lettre entière, la même par courriel et sur papier. */
export function contenuDeRelance(f: FaitsDeRelance): ContenuDeRelance {
  const total = f.factures.reduce((somme, x) => somme + x.resteCentimes, 0);
  return {
    titre: TITRES[f.degre],
    emetteur: lignesEmetteur(f.emetteur),
    destinataire: lignesDuDestinataire(f.destinataire),
    date: `Le ${ecrireDate(f.le)}`,
    introduction: introduire(f, total),
    factures: f.factures.map((x) => ({
      numero: ecrireNumero(x),
      periode: ecrirePeriode(x.du, x.au),
      echeance: ecrireDate(x.echeance),
      reste: ecrireEuros(x.resteCentimes),
    })),
    total: ecrireEuros(total),
    suite: ecrireSuite(f),
  };
}

function introduire({ degre, factures, emetteur }: FaitsDeRelance, total: number): string[] {
  const quoi = factures.length > 1 ? `de ces ${factures.length} factures` : 'de cette facture';
  const rappel = degre === 1 ? 'Sauf erreur de notre part' : 'Malgré nos courriers précédents';
  const constat = `${rappel}, nous n’avons pas reçu le paiement complet ${quoi} : il reste ${ecrireEuros(total)} à payer.`;
  if (degre < 3) return [constat];
  const comptable = emetteur.comptable ? ` (${emetteur.comptable})` : '';
  return [
    constat,
    `Sans paiement sous ${RELANCES.titreApresJours} jours, cette somme sera recouvrée par le comptable public${comptable} au moyen d’un titre exécutoire (CGCT, art. L. 1617-5).`,
  ];
}

function ecrireSuite({ emetteur: e, adressePaiement }: FaitsDeRelance): string[] {
  const contact = [e.courriel, e.telephone].filter((c) => c !== '').join(' ou au ');
  return [
    ...(adressePaiement ? [`Pour payer en ligne : ${adressePaiement}`] : []),
    `Par chèque, à l’ordre de « ${e.regie} », ou en espèces au guichet de la régie.`,
    ...(contact ? [`Une difficulté pour payer, une erreur ? Parlons-en : ${contact}.`] : []),
    'Si vous venez de payer, ne tenez pas compte de cette lettre. Merci.',
  ];
}

/** La même lettre, par courriel ; les factures y sont jointes. */
export function courrielDeRelance(
  c: ContenuDeRelance,
  pour: { prenom: string | null; lien: string | null; collectivite: string },
): Lettre {
  return composer({
    sujet: `${c.titre} (${c.total})`,
    prenom: pour.prenom,
    paragraphes: [
      ...c.introduction,
      ...c.factures.map(
        (f) => `Facture n° ${f.numero}, ${f.periode}, échue le ${f.echeance} : ${f.reste}.`,
      ),
      ...c.suite,
    ],
    lien: pour.lien ? { libelle: 'Voir mes factures et payer', href: pour.lien } : null,
    signature: pour.collectivite,
  });
}
