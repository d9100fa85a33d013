import { XMLParser } from 'fast-xml-parser';
import { CLIENTS, FAUTES, type OperationDuJumeau, type ReglagesDuJumeau } from './operations.ts';

const ESPACE =
  'http://securite.service.tpa.cp.finances.gouv.fr/services/mas_securite/contrat_paiement_securise/PaiementSecuriseService';

/** L'opération demandée et ses champs, lus par leur nom local. */
export function lireDemande(xml: string): { operation: string; champs: Record<string, string> } {
  const lu = new XMLParser({ removeNSPrefix: true, parseTagValue: false }).parse(xml);
  const [operation = '', contenu] = Object.entries(lu?.Envelope?.Body ?? {})[0] ?? [];
  const champs = (contenu as { arg0?: Record<string, unknown> } | undefined)?.arg0 ?? {};
  return {
    operation,
    champs: Object.fromEntries(Object.entries(champs).map(([n, v]) => [n, String(v)])),
  };
}

export function enveloppe(operation: string, champs: Record<string, string>): string {
  const contenu = Object.entries(champs).map(
    ([nom, valeur]) => `<${nom}>${texte(valeur)}</${nom}>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
<S:Envelope xmlns:S="http://schemas.xmlsoap.org/soap/envelope/"><S:Body>
<ns2:${operation}Response xmlns:ns2="${ESPACE}"><return>${contenu.join('')}</return></ns2:${operation}Response>
</S:Body></S:Envelope>`;
}

export function faute(code: string, prefixe: ReglagesDuJumeau['prefixe']): string {
  const technique = code === '999';
  const genre = technique ? 'TechDysfonctionnementErreur' : 'FonctionnelleErreur';
  const p = prefixe;
  return `<?xml version="1.0" encoding="UTF-8"?>
<${p}:Envelope xmlns:${p}="http://schemas.xmlsoap.org/soap/envelope/"><${p}:Body><${p}:Fault>
<faultcode>${p}:Server</faultcode>
<faultstring>fr.gouv.finances.cp.tpa.webservice.exceptions.${genre}</faultstring>
<detail><ns2:${genre} xmlns:ns2="${ESPACE}"><code>${code}</code><descriptif/>
<libelle>${texte(FAUTES[code] ?? 'Erreur technique.')}</libelle><severite>${technique ? 3 : 2}</severite>
</ns2:${genre}></detail></${p}:Fault></${p}:Body></${p}:Envelope>`;
}

/** Les douze champs du détail ; `numauto` manque quand rien n'a été payé. */
export function detail(o: OperationDuJumeau, r: ReglagesDuJumeau): Record<string, string> {
  const c = o.champs;
  return {
    dattrans: o.dattrans,
    exer: r.exerciceTronque ? (c.exer ?? '').slice(0, 2) : (c.exer ?? ''),
    heurtrans: o.heurtrans,
    [r.idopMinuscule ? 'idop' : 'idOp']: o.idOp,
    mel: c.mel ?? '',
    montant: String(Number(c.montant) + r.ecartDeMontant),
    ...(o.numauto ? { numauto: o.numauto } : {}),
    numcli: c.numcli ?? '',
    objet: c.objet ?? '',
    refdet: c.refdet ?? '',
    resultrans: o.etat,
    saisie: c.saisie ?? '',
  };
}

export function client(numCli: string): Record<string, string> | null {
  const libelles = CLIENTS[numCli];
  if (!libelles) return null;
  const [libelleN1 = '', libelleN2 = '', libelleN3 = ''] = libelles;
  return { libelleN1, libelleN2, libelleN3, numcli: numCli };
}

export const WSDL = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://schemas.xmlsoap.org/wsdl/" name="PaiementSecuriseService" targetNamespace="${ESPACE}">
<documentation>Jumeau local de PayFiP : mêmes opérations, mêmes adresses.</documentation></definitions>`;

export function texte(valeur: string): string {
  return valeur
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
