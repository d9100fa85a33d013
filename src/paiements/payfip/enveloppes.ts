import { XMLParser } from 'fast-xml-parser';
import { PanneDuFournisseur, RefusDuFournisseur } from '../port.ts';

const ESPACE =
  'http://securite.service.tpa.cp.finances.gouv.fr/services/mas_securite/contrat_paiement_securise/PaiementSecuriseService';

/** Une réponse de PayFiP fait un kilo-octet ; au-delà de celle-ci, ce n'est pas PayFiP. */
export const TAILLE_MAXIMALE = 64 * 1024;

export type Operation =
  | 'creerPaiementSecurise'
  | 'recupererDetailPaiementSecurise'
  | 'recupererDetailClient';

/**
 * L'enveloppe SOAP 1.1. Seul l'élément de l'opération porte l'espace de noms : `arg0` et ses champs
 * n'en ont pas (le schéma n'a pas d'elementFormDefault).
 */
export function ecrireEnveloppe(operation: Operation, champs: Record<string, string>): string {
  const lignes = Object.entries(champs).map(
    ([nom, valeur]) => `<${nom}>${echapper(valeur)}</${nom}>`,
  );
  return (
    '<?xml version="1.0" encoding="UTF-8"?>' +
    `<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:pai="${ESPACE}">` +
    `<soapenv:Header/><soapenv:Body><pai:${operation}><arg0>${lignes.join('')}</arg0>` +
    `</pai:${operation}></soapenv:Body></soapenv:Envelope>`
  );
}

const ENTITES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Les caractères de contrôle n'existent pas en XML 1.0, même échappés : ils tombent. */
export function echapper(valeur: string): string {
  return valeur.replace(/[\p{Cc}\ufffe\uffff]/gu, '').replace(/[&<>"]/g, (c) => ENTITES[c] ?? c);
}

// Les entités déclarées par le document sont ignorées : pas de « milliard de rires ».
const lecteur = new XMLParser({
  removeNSPrefix: true,
  parseTagValue: false,
  ignoreAttributes: true,
  processEntities: false,
  trimValues: true,
});

type Noeud = Record<string, unknown>;

/**
 * Les champs de `return`, en minuscules : le schéma dit `idOp`, le guide montre `idop`.
 * @throws RefusDuFournisseur (faute fonctionnelle), PanneDuFournisseur (tout le reste)
 */
export function lireEnveloppe(operation: Operation, xml: string): Record<string, string> {
  const corps = descendre(analyser(xml), 'envelope', 'body');
  if (!corps) throw new PanneDuFournisseur('La réponse n’est pas une enveloppe SOAP.');
  const faute = enfant(corps, 'fault');
  if (faute) throw lireFaute(faute);
  const retour = descendre(corps, `${operation}Response`, 'return');
  if (!retour) throw new PanneDuFournisseur('La réponse ne contient pas ce qui est demandé.');
  return champsDe(retour);
}

function analyser(xml: string): Noeud {
  if (xml.length > TAILLE_MAXIMALE) throw new PanneDuFournisseur('La réponse est trop longue.');
  if (/<!DOCTYPE/i.test(xml))
    throw new PanneDuFournisseur('La réponse déclare un type de document.');
  try {
    return objet(lecteur.parse(xml)) ?? {};
  } catch {
    throw new PanneDuFournisseur('La réponse n’est pas du XML.');
  }
}

/** Le nom local du premier enfant de `detail` dit le genre ; les préfixes varient d'un serveur à l'autre. */
function lireFaute(faute: Noeud): Error {
  const detail = objet(enfant(faute, 'detail'));
  const [genre = '', contenu] = Object.entries(detail ?? {})[0] ?? [];
  const { code = '', libelle, descriptif, message } = champsDe(objet(contenu) ?? {});
  const dit = libelle || descriptif || message || String(faute.faultstring ?? 'sans explication');
  return genre === 'FonctionnelleErreur' && code !== ''
    ? new RefusDuFournisseur(code, dit)
    : new PanneDuFournisseur(`${genre || 'Faute'} ${code} : ${dit}`.replace(/\s+/g, ' '));
}

function champsDe(noeud: Noeud): Record<string, string> {
  return Object.fromEntries(
    Object.entries(noeud)
      .filter(([, valeur]) => typeof valeur === 'string')
      .map(([nom, valeur]) => [nom.toLowerCase(), rendre(String(valeur))]),
  );
}

/** Les cinq entités de XML et les caractères numérotés, rien d'autre. */
function rendre(texte: string): string {
  return texte.replace(
    /&(?:#(\d{1,7})|#x([\da-f]{1,6})|lt|gt|quot|apos|amp);/gi,
    (tout, dix, seize) => {
      const numero = dix ? Number(dix) : seize ? Number.parseInt(seize, 16) : null;
      if (numero !== null) return numero <= 0x10ffff ? String.fromCodePoint(numero) : '';
      return { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&apos;': "'", '&amp;': '&' }[tout] ?? tout;
    },
  );
}

function descendre(noeud: Noeud, ...noms: string[]): Noeud | null {
  return noms.reduce<Noeud | null>((ici, nom) => (ici ? enfant(ici, nom) : null), noeud);
}

function enfant(noeud: Noeud, nom: string): Noeud | null {
  const trouve = Object.entries(noeud).find(([n]) => n.toLowerCase() === nom.toLowerCase());
  return trouve ? objet(trouve[1]) : null;
}

function objet(valeur: unknown): Noeud | null {
  // fast-xml-parser ne rend que des objets simples, des textes et des listes.
  return valeur !== null && typeof valeur === 'object' && !Array.isArray(valeur)
    ? (valeur as Noeud)
    : null;
}
