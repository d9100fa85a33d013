import {
  type Annonce,
  type Constat,
  type DemandeDePaiement,
  type Fournisseur,
  PanneDuFournisseur,
  RefusDuFournisseur,
  type Resultat,
} from '../port.ts';
import { ecrireEnveloppe, lireEnveloppe, type Operation, TAILLE_MAXIMALE } from './enveloppes.ts';

export interface ReglagesPayfip {
  /** https://www.payfip.gouv.fr, ou le jumeau. */
  adresse: string;
  delaiMs: number;
}

/** PayFiP régie, par service web (guide PayFiP, § « web service »). */
export function payfip({ adresse, delaiMs }: ReglagesPayfip): Fournisseur {
  const appeler = (operation: Operation, champs: Record<string, string>) =>
    interroger(`${adresse}/tpa/services/securite`, delaiMs, operation, champs);
  return {
    nom: 'payfip',
    async ouvrir(demande) {
      const { idop } = await appeler('creerPaiementSecurise', champsDe(demande));
      if (!idop) throw new PanneDuFournisseur('PayFiP n’a pas donné de numéro d’opération.');
      return idop;
    },
    destination: (_demande, operation) => ({
      methode: 'GET',
      adresse: `${adresse}/tpa/paiementws.web?idop=${encodeURIComponent(operation)}`,
    }),
    lireNotification,
    async demanderResultat(operation) {
      try {
        return lireDetail(
          await appeler('recupererDetailPaiementSecurise', { idOp: operation }),
          operation,
        );
      } catch (erreur) {
        if (erreur instanceof RefusDuFournisseur && erreur.code === 'P5') {
          return { issue: 'en_attente' };
        }
        if (erreur instanceof RefusDuFournisseur && erreur.code === 'P1')
          return { issue: 'inconnu' };
        throw erreur;
      }
    },
    async testerConfiguration(numeroClient) {
      const c = await appeler('recupererDetailClient', { numCli: numeroClient });
      return [c.libellen1, c.libellen2, c.libellen3].filter(
        (l) => l !== undefined && l !== '',
      ) as string[];
    },
  };
}

/** L'ordre du schéma, alphabétique. */
function champsDe(d: DemandeDePaiement): Record<string, string> {
  return {
    exer: String(d.exercice),
    mel: d.courriel,
    montant: String(d.montantCentimes),
    numcli: d.numeroClient,
    objet: d.objet,
    refdet: d.reference,
    saisie: d.saisie,
    urlnotif: d.notification,
    urlredirect: d.retour,
  };
}

/** Un seul champ, `idop` ou `idOp` : ni signature ni montant, donc rien à croire. */
function lireNotification(champs: URLSearchParams): Annonce | null {
  const trouve = [...champs].find(([nom]) => nom.toLowerCase() === 'idop')?.[1].trim() ?? '';
  if (!/^[\w-]{1,64}$/.test(trouve)) return null;
  return { operation: trouve, contenu: { idop: trouve } };
}

function lireDetail(champs: Record<string, string>, operation: string): Resultat {
  if (champs.idop !== operation) {
    throw new PanneDuFournisseur('PayFiP a répondu pour une autre opération.');
  }
  const constat: Constat = {
    numeroClient: champs.numcli ?? '',
    reference: champs.refdet ?? '',
    montantCentimes: /^\d{1,9}$/.test(champs.montant ?? '') ? Number(champs.montant) : -1,
    autorisation: champs.numauto ?? '',
    brut: champs,
  };
  switch (champs.resultrans) {
    case 'P':
      return { issue: 'paye', moyen: 'carte', constat };
    case 'V':
      return { issue: 'paye', moyen: 'prelevement', constat };
    case 'R':
      return { issue: 'refuse', moyen: 'carte', constat };
    case 'Z':
      return { issue: 'refuse', moyen: 'prelevement', constat };
    case 'A':
      return { issue: 'abandonne', constat };
    default:
      throw new PanneDuFournisseur(
        `PayFiP rend un résultat inconnu : ${champs.resultrans ?? 'aucun'}.`,
      );
  }
}

async function interroger(
  adresse: string,
  delaiMs: number,
  operation: Operation,
  champs: Record<string, string>,
): Promise<Record<string, string>> {
  let reponse: { statut: number; corps: string };
  try {
    const brute = await fetch(adresse, {
      method: 'POST',
      headers: { 'content-type': 'text/xml; charset=utf-8', soapaction: '""' },
      body: ecrireEnveloppe(operation, champs),
      signal: AbortSignal.timeout(delaiMs),
      redirect: 'error',
    });
    reponse = { statut: brute.status, corps: await lireAuPlus(brute) };
  } catch (erreur) {
    if (erreur instanceof PanneDuFournisseur) throw erreur;
    throw new PanneDuFournisseur(`PayFiP ne répond pas : ${(erreur as Error).message}`);
  }
  // Une faute SOAP arrive avec un statut 500 : c'est le contenu qui décide.
  if (reponse.statut === 200 || reponse.statut === 500)
    return lireEnveloppe(operation, reponse.corps);
  throw new PanneDuFournisseur(`PayFiP répond ${reponse.statut}.`);
}

async function lireAuPlus(reponse: Response): Promise<string> {
  const morceaux: Uint8Array[] = [];
  let taille = 0;
  for await (const morceau of reponse.body ?? []) {
    taille += morceau.length;
    if (taille > TAILLE_MAXIMALE) throw new PanneDuFournisseur('La réponse est trop longue.');
    morceaux.push(morceau);
  }
  return Buffer.concat(morceaux).toString('utf8');
}
