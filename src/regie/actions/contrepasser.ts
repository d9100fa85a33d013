import { type Acteur, noter } from '../../journal/actions.ts';
import { ecrireEuros } from '../../platform/argent.ts';
import { type Tx, transaction } from '../../platform/db.ts';
import { Introuvable, Refus } from '../../platform/errors.ts';
import type { Services } from '../../platform/http.ts';
import type { Jour } from '../../platform/jours.ts';
import { peutContrepasser, peutDecider } from '../regles/contrepasser.ts';
import { ecrireNumero } from '../regles/jours.ts';
import { compteDuMode, MODES } from '../regles/modes.ts';
import {
  chercherPayeurDeLaDemande,
  chercherReglement,
  deciderDemande,
  insererDemande,
  marquerPrelevementRejete,
  type ReglementEntier,
  verrouillerDemande,
} from '../requetes/contrepasser.ts';
import { insererEcriture } from '../requetes/ecritures.ts';
import { type Payeur, verrouillerPayeurs } from '../requetes/payeurs.ts';
import {
  insererImputations,
  insererReglement,
  listerImputationsDuReglement,
} from '../requetes/reglements.ts';
import { retenirJour } from './jour.ts';
import { prendreNumeros } from './numeroter.ts';

type Base = Pick<Services, 'db' | 'clock'>;

/**
 * Demande d'annuler un règlement : chèque impayé, prélèvement rejeté, erreur de saisie. Rien ne bouge
 * avant qu'une seconde personne confirme (Régie, règle 11).
 * @throws Refus si le règlement est déjà contrepassé, ou si une demande attend déjà
 */
export async function demanderContrepassation(
  services: Base,
  geste: { reglementId: number; motif: string; acteur: Acteur & { compteId: number } },
): Promise<number> {
  return transaction(services.db, (tx) =>
    inscrireDemande(tx, { ...geste, le: services.clock.now() }),
  );
}

export async function inscrireDemande(
  tx: Tx,
  geste: {
    reglementId: number;
    motif: string;
    acteur: Acteur & { compteId: number };
    le: Date;
  },
): Promise<number> {
  const { acteur, le, motif } = geste;
  const reglement = await chercherReglement(tx, geste.reglementId);
  if (!reglement) throw new Introuvable();
  const refus = peutContrepasser(reglement, motif);
  if (refus) throw new Refus(refus.code, refus.message, refus.champ);
  const demande = { reglementId: reglement.id, motif, le, compteId: acteur.compteId };
  const id = await insererDemande(tx, demande);
  if (id === null) {
    throw new Refus(
      'demande',
      'Une demande attend déjà pour ce règlement : une autre personne doit y répondre.',
    );
  }
  await noter(tx, {
    le,
    acteur,
    verbe: 'demander_contrepassation',
    phrase: `Contrepassation demandée pour la quittance ${ecrireNumero(reglement.exercice, reglement.numero)} : ${motif}`,
    sujets: [`payeur:${reglement.payeurId}`, `reglement:${reglement.id}`, 'regie'],
  });
  return id;
}

/**
 * Confirme ou rejette une demande. Confirmée : un règlement négatif, les factures rouvertes, une
 * écriture en miroir. Deux fois égale une.
 * @throws Refus si la même personne a demandé
 */
export async function deciderContrepassation(
  services: Base,
  geste: {
    demandeId: number;
    accepter: boolean;
    jour: Jour;
    acteur: Acteur & { compteId: number };
  },
): Promise<void> {
  const le = services.clock.now();
  const { acteur } = geste;
  await transaction(services.db, async (tx) => {
    const payeurId = await chercherPayeurDeLaDemande(tx, geste.demandeId);
    if (payeurId === null) throw new Introuvable();
    const payeur = (await verrouillerPayeurs(tx, [payeurId])).get(payeurId);
    const demande = await verrouillerDemande(tx, geste.demandeId);
    if (!demande || !payeur) throw new Introuvable();
    if (demande.decideeLe) return;
    const refus = peutDecider(demande, acteur.compteId);
    if (refus) throw new Refus(refus.code, refus.message);
    const decision = { id: demande.id, acceptee: geste.accepter, le, compteId: acteur.compteId };
    await deciderDemande(tx, decision);
    if (geste.accepter) {
      await contrepasser(tx, { ...demande, payeur, jour: geste.jour, acteur, le });
      return;
    }
    await noter(tx, {
      le,
      acteur,
      verbe: 'rejeter_contrepassation',
      phrase: `Contrepassation écartée ; le règlement de ${payeur.nom} reste tel quel.`,
      sujets: [`payeur:${payeur.id}`, `reglement:${demande.reglementId}`, 'regie'],
    });
  });
}

interface Contrepassation {
  reglementId: number;
  motif: string;
  payeur: Payeur;
  jour: Jour;
  acteur: Acteur;
  le: Date;
}

async function contrepasser(tx: Tx, geste: Contrepassation): Promise<void> {
  const { le, motif, payeur } = geste;
  const { jour, exercice } = await retenirLaRegie(tx, geste);
  const reglement = await chercherReglement(tx, geste.reglementId);
  if (!reglement) throw new Introuvable();
  const refus = peutContrepasser(reglement, motif);
  if (refus) throw new Refus(refus.code, refus.message);
  const posees = await listerImputationsDuReglement(tx, reglement.id);
  const liberees = posees.map((p) => ({
    reglementId: reglement.id,
    factureId: p.factureId,
    montantCentimes: -p.montantCentimes,
  }));
  await insererImputations(tx, liberees, le);
  const { regieId } = reglement;
  const numero = await prendreNumeros(tx, { regieId, exercice, serie: 'quittance', nombre: 1 });
  const ecritureId = await ecrireLeMiroir(tx, reglement, { ...geste, jour, exercice });
  await insererReglement(tx, {
    ...reglement,
    exercice,
    numero,
    jour,
    ecritureId,
    montantCentimes: -reglement.montantCentimes,
    emetteur: '',
    contrepasse: reglement.id,
    motif,
    paiementEnLigneId: null,
    cleUnique: null,
    le,
    compteId: geste.acteur.compteId,
  });
  await marquerPrelevementRejete(tx, reglement.id, le);
  await noter(tx, {
    le,
    acteur: geste.acteur,
    verbe: 'contrepasser',
    phrase: `${ecrireEuros(reglement.montantCentimes)} de ${payeur.nom} contrepassés (quittance ${ecrireNumero(reglement.exercice, reglement.numero)}) : ${motif}`,
    sujets: [
      ...(payeur.familleId === null ? [] : [`famille:${payeur.familleId}`]),
      `payeur:${payeur.id}`,
      `reglement:${reglement.id}`,
      ...posees.map((p) => `facture:${p.factureId}`),
    ],
  });
}

/** La régie se retient avant de lire si le chèque est remis : un bordereau peut se faire à côté. */
async function retenirLaRegie(tx: Tx, geste: { reglementId: number; jour: Jour }) {
  const reglement = await chercherReglement(tx, geste.reglementId);
  if (!reglement) throw new Introuvable();
  return retenirJour(tx, reglement.regieId, geste.jour);
}

/** Un chèque déjà remis, c'est le compte de dépôt que la banque débite. */
async function ecrireLeMiroir(
  tx: Tx,
  reglement: ReglementEntier,
  geste: Contrepassation & { exercice: number },
): Promise<number> {
  const { regieId, montantCentimes, mode } = reglement;
  const { exercice, jour, payeur } = geste;
  const numero = await prendreNumeros(tx, { regieId, exercice, serie: 'ecriture', nombre: 1 });
  return insererEcriture(
    tx,
    {
      regieId,
      exercice,
      numero,
      jour,
      genre: 'contrepassation',
      libelle: `Contrepassation, ${MODES[mode].libelle}, ${payeur.nom}, quittance ${ecrireNumero(reglement.exercice, reglement.numero)}`,
      contrepasse: reglement.ecritureId,
      le: geste.le,
      compteId: geste.acteur.compteId,
    },
    [
      { compte: 'redevables', payeurId: payeur.id, montantCentimes },
      {
        compte: reglement.estRemis ? 'depot_de_fonds' : compteDuMode(mode),
        montantCentimes: -montantCentimes,
      },
    ],
  );
}
