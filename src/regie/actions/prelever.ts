import { type Acteur, noter } from '../../journal/actions.ts';
import { ecrireEuros } from '../../platform/argent.ts';
import { type Tx, transaction } from '../../platform/db.ts';
import { Introuvable, Refus } from '../../platform/errors.ts';
import type { Services } from '../../platform/http.ts';
import { ajouterMois, ecrireJour, estJour, type Jour } from '../../platform/jours.ts';
import { REJETS } from '../regles/sepa.ts';
import { verrouillerRegie } from '../requetes/caisse.ts';
import { verrouillerPayeurs } from '../requetes/payeurs.ts';
import type { Regie } from '../requetes/regies.ts';
import {
  chercherLot,
  compterLots,
  inscrirePrelevements,
  insererLot,
  lierReglements,
  listerPayeursPrelevables,
  listerPrelevements,
  noterRejet,
  type Prelevement,
  verrouillerLot,
} from '../requetes/sepa.ts';
import { inscrireDemande } from './contrepasser.ts';
import { encaisser } from './encaisser.ts';

type Base = Pick<Services, 'db' | 'clock'>;
type Agent = Acteur & { compteId: number };

const MOIS_DE_VALIDITE = 36;

/**
 * Prépare le lot des factures à prélever (d'une campagne, ou toutes celles qui restent à payer).
 * @throws Refus si la régie n'a pas d'identifiant créancier, ou s'il n'y a rien à prélever
 */
export async function preparerLot(
  services: Base,
  geste: {
    regie: Regie;
    campagneId: number | null;
    jourDExecution: Jour;
    aujourdhui: Jour;
    acteur: Agent;
  },
): Promise<number> {
  const le = services.clock.now();
  const { regie, campagneId, jourDExecution, acteur } = geste;
  if (!regie.ics || !regie.iban || !regie.bic) {
    throw new Refus('ics', 'La régie n’a pas encore d’identifiant créancier, d’IBAN ou de BIC.');
  }
  if (!estJour(jourDExecution) || jourDExecution <= geste.aujourdhui) {
    throw new Refus('jour', 'Choisissez un jour de prélèvement à venir.', 'jour');
  }
  return transaction(services.db, async (tx) => {
    await verrouillerPayeurs(tx, await listerPayeursPrelevables(tx, regie.id));
    if (!(await verrouillerRegie(tx, regie.id))) throw new Introuvable();
    const rang = (await compterLots(tx, regie.id)) + 1;
    const message = `PREAU-${regie.code}-${geste.aujourdhui.replaceAll('-', '')}-${rang}`;
    const lot = { regieId: regie.id, campagneId, message, jourDExecution, le };
    const id = await insererLot(tx, { ...lot, compteId: acteur.compteId });
    const valableDepuis = ajouterMois(jourDExecution, -MOIS_DE_VALIDITE);
    const inscrits = await inscrirePrelevements(tx, { ...lot, id, valableDepuis });
    if (inscrits.nombre === 0) {
      throw new Refus(
        'vide',
        'Aucune facture à prélever : pas de mandat, ou tout est payé ou attendu.',
      );
    }
    await noter(tx, {
      le,
      acteur,
      verbe: 'preparer_prelevements',
      phrase: `Lot ${message} : ${inscrits.nombre} prélèvements, ${ecrireEuros(inscrits.totalCentimes)}, pour le ${ecrireJour(jourDExecution, { annee: true })}.`,
      sujets: ['regie', `lot:${id}`],
    });
    return id;
  });
}

/** La banque a crédité le lot : chaque prélèvement non rejeté devient un règlement. Deux fois, un. */
export async function encaisserLot(
  services: Base,
  geste: { regieId: number; lotId: number; aujourdhui: Jour; acteur: Agent },
): Promise<void> {
  const le = services.clock.now();
  const { lotId, acteur } = geste;
  await transaction(services.db, async (tx) => {
    const payeurs = (await listerPrelevements(tx, lotId)).map((p) => p.payeurId);
    await verrouillerPayeurs(tx, payeurs);
    await verrouillerLot(tx, lotId);
    const lot = await chercherLot(tx, lotId);
    if (!lot || lot.regieId !== geste.regieId) throw new Introuvable();
    if (lot.encaisseLe) return;
    if (lot.jourDExecution > geste.aujourdhui) {
      throw new Refus(
        'tot',
        'Le jour du prélèvement n’est pas venu : attendez l’avis de la banque.',
      );
    }
    const attendus = (await listerPrelevements(tx, lotId)).filter((p) => !p.rejeteLe);
    const liens: { prelevementId: number; reglementId: number }[] = [];
    for (const p of attendus) {
      const { reglementId } = await encaisser(tx, services, {
        regieId: lot.regieId,
        payeurId: p.payeurId,
        mode: 'prelevement',
        montantCentimes: p.montantCentimes,
        jour: lot.jourDExecution,
        reference: `${p.rum} ${lot.message}`,
        factures: [p.factureId],
        mandatId: p.mandatId,
        acteur,
        le,
      });
      liens.push({ prelevementId: p.id, reglementId });
    }
    await lierReglements(tx, lotId, liens, lot.jourDExecution, le);
  });
}

/**
 * La banque rejette un prélèvement. Déjà encaissé : une contrepassation est demandée, qu'une seconde
 * personne confirme. Pas encore : la facture reste simplement à payer.
 */
export async function rejeterPrelevement(
  services: Base,
  geste: { regieId: number; lotId: number; prelevementId: number; code: string; acteur: Agent },
): Promise<void> {
  const le = services.clock.now();
  const motif = REJETS[geste.code];
  if (!motif) throw new Refus('code', 'Choisissez le motif donné par la banque.', 'code');
  await transaction(services.db, async (tx) => {
    await verrouillerLot(tx, geste.lotId);
    const prelevement = await trouver(tx, geste);
    if (prelevement.rejeteLe) return;
    const phrase = `Rejet de prélèvement ${geste.code} : ${motif}`;
    const { reglementId } = prelevement;
    await noterRejet(tx, prelevement.id, geste.code, reglementId === null ? le : null);
    if (reglementId !== null) {
      await inscrireDemande(tx, { reglementId, motif: phrase, acteur: geste.acteur, le });
      return;
    }
    await noter(tx, {
      le,
      acteur: geste.acteur,
      verbe: 'rejeter_prelevement',
      phrase: `${phrase} (${prelevement.payeur}).`,
      sujets: ['regie', `payeur:${prelevement.payeurId}`, `facture:${prelevement.factureId}`],
    });
  });
}

async function trouver(
  tx: Tx,
  geste: { regieId: number; lotId: number; prelevementId: number },
): Promise<Prelevement> {
  const lot = await chercherLot(tx, geste.lotId);
  const prelevements = lot?.regieId === geste.regieId ? await listerPrelevements(tx, lot.id) : [];
  const prelevement = prelevements.find((p) => p.id === geste.prelevementId);
  if (!prelevement) throw new Introuvable();
  return prelevement;
}
