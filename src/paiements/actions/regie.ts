import type { Acteur } from '../../journal/actions.ts';
import { noter } from '../../journal/actions.ts';
import { transaction } from '../../platform/db.ts';
import { Introuvable, Refus } from '../../platform/errors.ts';
import type { Services } from '../../platform/http.ts';
import { fournisseur } from '../fournisseurs.ts';
import { PanneDuFournisseur, RefusDuFournisseur } from '../port.ts';
import type { LigneDuReleve } from '../regles/releve-du-tresor.ts';
import {
  chercherPaiementSuivi,
  insererReleve,
  listerAVerifierDuReleve,
  listerRegies,
  marquerDecision,
  type RegieReglee,
} from '../requetes/agent.ts';
import { verrouillerPaiement } from '../requetes/constater.ts';
import { constaterPaiement, encaisserPaiement, raconter } from './constater.ts';

/**
 * Le régisseur tranche une quarantaine : encaisser ce que le Trésor annonce, ou écarter. Deux fois
 * égale une. @throws Introuvable, Refus si le motif manque ou si la somme ne se lit pas
 */
export async function trancherAnomalie(
  services: Services,
  geste: {
    paiementId: number;
    decision: 'encaisse' | 'ecarte';
    motif: string;
    acteur: Acteur & { compteId: number };
  },
): Promise<void> {
  const { paiementId: id, decision, motif, acteur } = geste;
  if (motif === '') throw new Refus('motif', 'Dites pourquoi : le journal le gardera.', 'motif');
  const suivi = await chercherPaiementSuivi(services.db, id);
  if (!suivi || (suivi.etat !== 'anomalie' && suivi.decision === null)) throw new Introuvable();
  const le = services.clock.now();
  await transaction(services.db, async (tx) => {
    const connu = await verrouillerPaiement(tx, { id, payeurId: suivi.payeurId });
    if (!(await marquerDecision(tx, { id, decision, motif, le, compteId: acteur.compteId })))
      return;
    if (decision === 'ecarte') {
      await raconter(tx, connu, le, acteur, `Paiement en ligne n° ${id} écarté. Motif : ${motif}`);
      return;
    }
    const brut = suivi.resultat ?? {};
    const montant = brut.montant ?? brut.vads_amount ?? '';
    if (!/^[1-9]\d{0,8}$/.test(montant)) {
      throw new Refus('montant', 'Le Trésor n’annonce pas de somme lisible : écartez ce paiement.');
    }
    await encaisserPaiement(tx, services, connu, {
      moyen: brut.resultrans === 'V' ? 'prelevement' : 'carte',
      constat: {
        numeroClient: brut.numcli ?? '',
        reference: brut.refdet ?? '',
        montantCentimes: Number(montant),
        autorisation: brut.numauto ?? brut.vads_auth_number ?? '',
        brut,
      },
      acteur,
      le,
    });
  });
}

/** Range le relevé, puis redemande au Trésor ce qu'il annonce et que nous n'avons pas. */
export async function importerReleve(
  services: Services,
  releve: {
    regieId: number;
    lignes: readonly LigneDuReleve[];
    acteur: Acteur & { compteId: number };
  },
): Promise<{ neuves: number; retrouves: number }> {
  const { regieId, lignes, acteur } = releve;
  const le = services.clock.now();
  const neuves = await transaction(services.db, async (tx) => {
    const nombre = await insererReleve(tx, { regieId, lignes, le, compteId: acteur.compteId });
    await noter(tx, {
      le,
      acteur,
      verbe: 'importer_releve',
      phrase: `Relevé du Trésor importé : ${lignes.length} lignes, dont ${nombre} nouvelles.`,
      sujets: [`regie:${regieId}`],
    });
    return nombre;
  });
  const references = lignes.map((l) => l.reference);
  let retrouves = 0;
  for (const id of await listerAVerifierDuReleve(services.db, regieId, references)) {
    const etat = await constaterPaiement(services, id, { source: 'rapprochement' });
    if (etat === 'paye') retrouves += 1;
  }
  return { neuves, retrouves };
}

export type Essai = { juste: true; libelles: string[] } | { juste: false; raison: string };

/** « Tester ma configuration » : le fournisseur connaît-il cette régie ? */
export async function testerConfiguration(
  services: Pick<Services, 'db' | 'config'>,
  regieId: number,
): Promise<{ regie: RegieReglee; essai: Essai }> {
  const regie = (await listerRegies(services.db)).find((r) => r.id === regieId);
  if (!regie) throw new Introuvable();
  return { regie, essai: await essayer(services, regie) };
}

async function essayer(services: Pick<Services, 'config'>, regie: RegieReglee): Promise<Essai> {
  if (regie.fournisseur === 'aucun') {
    return { juste: false, raison: 'Le paiement en ligne n’est pas ouvert pour cette régie.' };
  }
  const lyra = services.config.paiement.lyra?.site ?? null;
  const client = regie.fournisseur === 'lyra' ? lyra : regie.numeroClient;
  if (client === null) return { juste: false, raison: 'Le numéro de client manque.' };
  try {
    const port = fournisseur(services.config, regie.fournisseur);
    return { juste: true, libelles: await port.testerConfiguration(client) };
  } catch (erreur) {
    if (erreur instanceof RefusDuFournisseur) return { juste: false, raison: expliquer(erreur) };
    if (!(erreur instanceof PanneDuFournisseur)) throw erreur;
    return { juste: false, raison: `Pas de réponse : ${erreur.message} Réessayez plus tard.` };
  }
}

const EXPLICATIONS: Record<string, string> = {
  T1: 'Le numéro de client doit compter six chiffres.',
  T2: 'PayFiP ne connaît pas ce numéro de client : vérifiez-le sur la lettre de la DDFiP.',
  T4: 'Ce client n’a pas accès au service web : demandez l’option à la DDFiP.',
};

function expliquer({ code, message }: RefusDuFournisseur): string {
  return `${EXPLICATIONS[code] ?? message} (code ${code})`;
}
