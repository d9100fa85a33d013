import type { FaitsDeFacture, LigneEmise } from '../src/factures/documents/contenu.ts';

export const CANARI_FACTURE = `<script>alert(1)</script> O'Brien & "fils" #$*_@\`\\`;

export function ligneEmise(de: Partial<LigneEmise> = {}): LigneEmise {
  return {
    enfant: 'Léo MARTIN',
    enfantId: 1,
    prestationId: 3,
    jour: '2026-10-05',
    libelle: 'Restaurant scolaire, repas',
    explication: 'tranche 3 (QF 640, du 01/01 au 31/12), délibération 2026-031',
    quantite: 1,
    prixUnitaireCentimes: 305,
    montantCentimes: 305,
    payableEnCesu: false,
    mentionTva: 'Exonération de TVA, article 261, 4-4° a du CGI',
    ...de,
  };
}

/** La facture d'octobre d'un enfant : trois repas, un matin. */
export function faitsDeFacture(de: Partial<FaitsDeFacture> = {}): FaitsDeFacture {
  const lignes = [
    ligneEmise(),
    ligneEmise({ jour: '2026-10-06' }),
    ligneEmise({ jour: '2026-10-12' }),
    ligneEmise({
      prestationId: 1,
      libelle: 'Garderie, matin',
      jour: '2026-10-06',
      prixUnitaireCentimes: 185,
      montantCentimes: 185,
      payableEnCesu: true,
      mentionTva: 'TVA non applicable, article 256 B du CGI',
    }),
  ];
  return {
    genre: 'facture',
    exercice: 2026,
    numero: 12,
    jour: '2026-11-05',
    echeance: '2026-12-05',
    du: '2026-10-01',
    au: '2026-10-31',
    montantCentimes: 1100,
    motif: null,
    avoirDe: null,
    emetteur: {
      collectivite: 'Commune de Saint-Aubin',
      regie: 'Régie périscolaire',
      adresse: '1 place de la Mairie\n45130 Saint-Aubin',
      siret: '21450234500016',
      courriel: 'regie@saint-aubin.test',
      telephone: '02 38 00 00 00',
      comptable: 'SGC de Meung-sur-Loire',
    },
    destinataire: {
      nom: 'Mme Claire MARTIN',
      adresse: '12 rue des Tilleuls',
      codePostal: '45130',
      commune: 'Saint-Aubin',
    },
    lignes,
    situation: {
      le: '2026-11-16',
      avoirCentimes: 0,
      percuCentimes: 0,
      resteCentimes: 1100,
      anterieurCentimes: 0,
      preleve: false,
    },
    adressePaiement: 'http://portail.test/famille/factures',
    ...de,
  };
}
