import { type Acteur, noter } from '../../../journal/actions.ts';
import { type Tx, transaction } from '../../../platform/db.ts';
import { Introuvable, Refus } from '../../../platform/errors.ts';
import type { Services } from '../../../platform/http.ts';
import { moisDe } from '../../../platform/jours.ts';
import { queueMail } from '../../../platform/mail.ts';
import { lettreFacture } from '../courriels.tsx';
import {
  type CompteDesEnvois,
  compterEnvois,
  type FactureAEnvoyer,
  insererEnvois,
  listerFacturesAEnvoyer,
  marquerEnvoyee,
  verrouillerCampagne,
} from './requetes.ts';

/** Par transaction : court pour la base, et une coupure ne refait qu'un lot. */
const LOT = 200;

/**
 * Envoie les factures d'une campagne émise : par courriel à qui l'a choisi, au courrier papier pour
 * les autres. Rejouable : ce qui est parti ne repart pas, une coupure reprend où elle en était.
 * @throws Introuvable si la campagne n'existe pas ; Refus si elle n'est pas émise
 */
export async function envoyerCampagne(
  services: Services,
  campagneId: number,
  acteur: Acteur,
): Promise<CompteDesEnvois> {
  while (await envoyerUnLot(services, campagneId, acteur)) {
    // Chaque tour rend la main à la base : les visites passent entre deux lots.
  }
  return compterEnvois(services.db, campagneId);
}

/** Vrai s'il en reste peut-être. */
function envoyerUnLot(services: Services, campagneId: number, acteur: Acteur): Promise<boolean> {
  const le = services.clock.now();
  return transaction(services.db, async (tx) => {
    const campagne = await verrouillerCampagne(tx, campagneId);
    if (!campagne) throw new Introuvable();
    if (!campagne.emiseLe) {
      throw new Refus(
        'campagne_non_emise',
        'Cette campagne n’est pas encore émise. Émettez les factures, puis envoyez-les.',
      );
    }
    const factures = await listerFacturesAEnvoyer(tx, campagneId, LOT);
    if (factures.length > 0) {
      await insererEnvois(tx, factures.map(choisirVoie), le);
      for (const facture of factures) await annoncer(tx, services, facture, le);
      return true;
    }
    if (campagne.envoyeeLe) return false;
    await marquerEnvoyee(tx, campagneId, le);
    const { courriel, papier } = await compterEnvois(tx, campagneId);
    await noter(tx, {
      le,
      acteur,
      verbe: 'envoyer_campagne',
      phrase: `Campagne de ${moisDe(campagne.mois)} (${campagne.regie}) envoyée : ${courriel} par courriel, ${papier} sur papier.`,
      sujets: [`campagne:${campagneId}`],
      details: { courriel, papier },
    });
    return false;
  });
}

function choisirVoie(f: FactureAEnvoyer) {
  const voie = f.adresses.length > 0 ? ('courriel' as const) : ('papier' as const);
  return { factureId: f.id, voie };
}

async function annoncer(tx: Tx, services: Services, f: FactureAEnvoyer, le: Date): Promise<void> {
  const { adresse } = services.config;
  for (const { courriel, prenom, aUnAcces } of f.adresses) {
    const lien = aUnAcces ? `${adresse}/famille/factures/${f.id}` : null;
    await queueMail(tx, services.jobs, {
      ...lettreFacture({ ...f, prenom }, lien),
      destinataire: courriel,
      sujets: [`facture:${f.id}`, ...(f.familleId ? [`famille:${f.familleId}`] : [])],
      pieces: [{ genre: 'facture', id: f.id }],
      le,
    });
  }
}
