/** Ce qui se règle d'une régie, et ce qu'il faut pour encaisser (Régie, règles 18 et 19). */
import {
  type ErreurDeSaisie,
  estUnCourriel,
  estUnTelephone,
} from '../../collectivite/regles/saisie-collectivite.ts';
import { ecrireEuros, lireEuros } from '../../platform/argent.ts';
import { estIcs, lireBic, lireIban } from './sepa.ts';

/** Les champs sont ceux de l'acte constitutif, puis ceux du Trésor et de la banque. */
export interface ReglagesDeRegie {
  nom: string;
  /** Deux chiffres, uniques dans la collectivité : ils ouvrent les références des prélèvements. */
  code: string;
  siret: string;
  regisseur: string;
  adresse: string;
  courriel: string;
  telephone: string | null;
  /** Le comptable assignataire : « SGC d'Orléans ». */
  comptable: string;
  plafondCentimes: number;
  delaiDePaiementJours: number;
  fournisseur: 'payfip' | 'lyra' | 'aucun';
  numeroPayfip: string | null;
  saisiePayfip: 'T' | 'X' | 'W';
  ics: string | null;
  iban: string | null;
  bic: string | null;
}

export const FOURNISSEURS: Readonly<Record<ReglagesDeRegie['fournisseur'], string>> = {
  payfip: 'PayFiP, du Trésor public',
  lyra: 'PayZen, Systempay ou Scellius',
  aucun: 'Aucun : au guichet seulement',
};

export const SAISIES_PAYFIP: Readonly<Record<ReglagesDeRegie['saisiePayfip'], string>> = {
  T: 'Essai (T) : rien n’est débité',
  X: 'Activation (X) : le paiement de contrôle demandé par le Trésor',
  W: 'Production (W) : les familles paient',
};

export function lireReglages(
  form: URLSearchParams,
): { saisie: ReglagesDeRegie; erreurs: [] } | { saisie: null; erreurs: ErreurDeSaisie[] } {
  const lu = lireLesChamps(form);
  const erreurs = [...refuserLActe(lu), ...refuserLeTresor(lu), ...refuserLaBanque(lu)];
  const { plafondCentimes, fournisseur, saisiePayfip } = lu;
  if (erreurs.length > 0 || plafondCentimes === null || !fournisseur || !saisiePayfip)
    return { saisie: null, erreurs };
  const iban = lu.iban && lireIban(lu.iban);
  const bic = lu.bic && lireBic(lu.bic);
  return { saisie: { ...lu, plafondCentimes, fournisseur, saisiePayfip, iban, bic }, erreurs: [] };
}

type Lu = ReturnType<typeof lireLesChamps>;

function lireLesChamps(form: URLSearchParams) {
  const mot = (nom: string) => (form.get(nom) ?? '').trim().replace(/\s+/g, ' ').slice(0, 300);
  const chiffres = (nom: string) => mot(nom).replace(/\s/g, '');
  const fournisseur = mot('fournisseur');
  const saisie = mot('saisie_payfip');
  return {
    nom: mot('nom'),
    code: mot('code'),
    siret: chiffres('siret'),
    regisseur: mot('regisseur'),
    // Sur plusieurs lignes, comme elle s'imprime en tête des factures.
    adresse: (form.get('adresse') ?? '')
      .trim()
      .replace(/[ \t]*\r?\n\s*/g, '\n')
      .slice(0, 300),
    courriel: mot('courriel').toLowerCase(),
    telephone: mot('telephone') || null,
    comptable: mot('comptable'),
    plafondCentimes: lireEuros(mot('plafond')),
    delaiDePaiementJours: Number(mot('delai')),
    fournisseur: estFournisseur(fournisseur) ? fournisseur : null,
    numeroPayfip: chiffres('numero_payfip') || null,
    saisiePayfip: estSaisiePayfip(saisie) ? saisie : null,
    ics: chiffres('ics').toUpperCase() || null,
    iban: mot('iban') || null,
    bic: mot('bic') || null,
  };
}

function estFournisseur(mot: string): mot is ReglagesDeRegie['fournisseur'] {
  return Object.hasOwn(FOURNISSEURS, mot);
}

function estSaisiePayfip(mot: string): mot is ReglagesDeRegie['saisiePayfip'] {
  return Object.hasOwn(SAISIES_PAYFIP, mot);
}

function refuserLActe(lu: Lu): ErreurDeSaisie[] {
  const { plafondCentimes: plafond, delaiDePaiementJours: delai } = lu;
  return refus([
    [lu.nom !== '', 'nom', 'Écrivez le nom de la régie, « Régie périscolaire ».'],
    [/^\d{2}$/.test(lu.code), 'code', 'Écrivez un code de deux chiffres, « 01 ».'],
    [estUnSiret(lu.siret), 'siret', 'Vérifiez le SIRET : quatorze chiffres, la clé comprise.'],
    [lu.regisseur !== '', 'regisseur', 'Écrivez le nom du régisseur, comme sur son arrêté.'],
    [lu.adresse !== '', 'adresse', 'Écrivez l’adresse où l’on vient payer.'],
    [
      estUnCourriel(lu.courriel),
      'courriel',
      'Écrivez l’adresse électronique de la régie : les paiements à vérifier y arrivent.',
    ],
    [
      estUnTelephone(lu.telephone),
      'telephone',
      'Écrivez un numéro de téléphone, « 02 38 00 00 00 », ou laissez vide.',
    ],
    [lu.comptable !== '', 'comptable', 'Écrivez le comptable, « SGC d’Orléans ».'],
    [
      plafond !== null && plafond > 0,
      'plafond',
      'Écrivez le plafond d’encaisse en euros, comme sur l’acte constitutif : « 1 000,00 ».',
    ],
    [
      Number.isInteger(delai) && delai >= 1 && delai <= 90,
      'delai',
      'Écrivez le délai de paiement en jours, de 1 à 90.',
    ],
  ]);
}

/** Sans numéro de client, PayFiP ne sait pas qui encaisse : il peut manquer tant que rien n'est ouvert. */
function refuserLeTresor({ fournisseur, numeroPayfip, saisiePayfip }: Lu): ErreurDeSaisie[] {
  return refus([
    [fournisseur !== null, 'fournisseur', 'Choisissez comment les familles paient en ligne.'],
    [saisiePayfip !== null, 'saisie_payfip', 'Choisissez le mode donné par le Trésor.'],
    [
      numeroPayfip === null || /^\d{6}$/.test(numeroPayfip),
      'numero_payfip',
      'Le numéro de client PayFiP a six chiffres : il est dans le courrier du Trésor.',
    ],
    [
      saisiePayfip === 'T' || fournisseur !== 'payfip' || numeroPayfip !== null,
      'numero_payfip',
      'Écrivez le numéro de client PayFiP : sans lui, seul l’essai est possible.',
    ],
  ]);
}

function refuserLaBanque({ ics, iban, bic }: Lu): ErreurDeSaisie[] {
  const aucun = ics === null && iban === null && bic === null;
  return refus([
    [
      aucun || (ics !== null && iban !== null && bic !== null),
      'ics',
      'Pour prélever, il faut l’ICS, l’IBAN et le BIC : remplissez les trois, ou aucun.',
    ],
    [ics === null || estIcs(ics), 'ics', 'Vérifiez l’ICS : « FR72ZZZ123456 ».'],
    [iban === null || lireIban(iban) !== null, 'iban', 'Vérifiez l’IBAN : sa clé est fausse.'],
    [bic === null || lireBic(bic) !== null, 'bic', 'Vérifiez le BIC : huit ou onze signes.'],
  ]);
}

function refus(exigences: readonly [boolean, string, string][]): ErreurDeSaisie[] {
  return exigences.filter(([tenue]) => !tenue).map(([, champ, message]) => ({ champ, message }));
}

/** Quatorze chiffres, clé de Luhn ; La Poste (SIREN 356000000) compte autrement : somme multiple de 5. */
export function estUnSiret(texte: string): boolean {
  if (!/^\d{14}$/.test(texte)) return false;
  const chiffres = [...texte].map(Number);
  if (texte.startsWith('356000000') && chiffres.reduce((a, b) => a + b, 0) % 5 === 0) return true;
  const somme = chiffres.reduce((total, chiffre, i) => {
    const valeur = i % 2 === 0 ? chiffre * 2 : chiffre;
    return total + (valeur > 9 ? valeur - 9 : valeur);
  }, 0);
  return somme % 10 === 0;
}

const INTITULES: Readonly<Record<keyof ReglagesDeRegie, string>> = {
  nom: 'le nom',
  code: 'le code',
  siret: 'le SIRET',
  regisseur: 'le régisseur',
  adresse: 'l’adresse',
  courriel: 'l’adresse électronique',
  telephone: 'le téléphone',
  comptable: 'le comptable',
  plafondCentimes: 'le plafond d’encaisse',
  delaiDePaiementJours: 'le délai de paiement',
  fournisseur: 'le paiement en ligne',
  numeroPayfip: 'le numéro de client PayFiP',
  saisiePayfip: 'le mode PayFiP',
  ics: 'l’ICS',
  iban: 'l’IBAN',
  bic: 'le BIC',
};

/** « le plafond d'encaisse (1 000,00 € → 2 000,00 €) ». Vide : rien n'a changé. */
export function decrireReglages(avant: ReglagesDeRegie, apres: ReglagesDeRegie): string[] {
  return (Object.keys(INTITULES) as (keyof ReglagesDeRegie)[])
    .filter((cle) => avant[cle] !== apres[cle])
    .map((cle) => `${INTITULES[cle]} (${montrer(avant, cle)} → ${montrer(apres, cle)})`);
}

function montrer(reglages: ReglagesDeRegie, cle: keyof ReglagesDeRegie): string {
  if (cle === 'plafondCentimes') return ecrireEuros(reglages.plafondCentimes);
  if (cle === 'delaiDePaiementJours') return `${reglages.delaiDePaiementJours} jours`;
  if (cle === 'fournisseur') return FOURNISSEURS[reglages.fournisseur];
  return String(reglages[cle] ?? 'rien');
}

/** La saisie qui redonnerait ces réglages : le formulaire, déjà rempli. */
export function ecrireReglages(r: ReglagesDeRegie): URLSearchParams {
  return new URLSearchParams({
    nom: r.nom,
    code: r.code,
    siret: r.siret,
    regisseur: r.regisseur,
    adresse: r.adresse,
    courriel: r.courriel,
    telephone: r.telephone ?? '',
    comptable: r.comptable,
    plafond: (r.plafondCentimes / 100).toFixed(2).replace('.', ','),
    delai: String(r.delaiDePaiementJours),
    fournisseur: r.fournisseur,
    numero_payfip: r.numeroPayfip ?? '',
    saisie_payfip: r.saisiePayfip,
    ics: r.ics ?? '',
    iban: r.iban ?? '',
    bic: r.bic ?? '',
  });
}
