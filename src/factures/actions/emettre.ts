import { type Acteur, noter } from '../../journal/actions.ts';
import { transaction } from '../../platform/db.ts';
import { Introuvable, Refus } from '../../platform/errors.ts';
import type { Services } from '../../platform/http.ts';
import { jourLocal } from '../../platform/instants.ts';
import { ajouterJours, bornesDuMois, ecrireMois } from '../../platform/jours.ts';
import { passerFactures } from '../../regie/actions/ecritures.ts';
import { prendreNumeros } from '../../regie/actions/numeroter.ts';
import type { Ligne } from '../regles/types.ts';
import {
  type Campagne,
  chercherCampagne,
  type Emission,
  listerPayeursFactures,
  marquerCampagne,
  verrouillerCampagne,
} from '../requetes/campagnes.ts';
import {
  insererFactures,
  insererLignes,
  verrouillerPayeursAFacturer,
} from '../requetes/emettre.ts';
import { lireFaitsDuMois } from '../requetes/faits.ts';
import { chercherFuseau } from '../requetes/fuseau.ts';
import { composerSansRetenir } from './campagne.ts';

type Horlogerie = Pick<Services, 'db' | 'clock'>;

/** Assez pour amortir une transaction, assez peu pour qu'une panne ne coûte qu'une seconde. */
const PAYEURS_PAR_LOT = 200;

/**
 * Émet toutes les factures d'une campagne, par lots : chaque lot est une transaction entière
 * (numéros, factures, lignes, écritures). Interrompue, elle se relance : qui a sa facture n'en a
 * pas deux, et les numéros n'ont pas de trou (Factures, règle 9).
 * @throws Refus si le mois n'est pas fini
 */
export async function emettreCampagne(
  services: Horlogerie,
  campagneId: number,
  acteur: Acteur,
  parLot = PAYEURS_PAR_LOT,
): Promise<{ factures: number; totalCentimes: number }> {
  const { db, clock } = services;
  const campagne = await chercherCampagne(db, campagneId);
  if (!campagne) throw new Introuvable();
  const le = clock.now();
  const jour = jourLocal(le, await chercherFuseau(db));
  const emission = preparer(campagne, { jour, le, compteId: acteur.compteId });
  const { regieId, mois } = campagne;
  const faits = await lireFaitsDuMois(db, { regieId, mois, familles: null });
  const { lignes } = await composerSansRetenir(faits);
  const parPayeur = Map.groupBy(lignes, (l) => l.payeurId);
  const faites = new Set(await listerPayeursFactures(db, campagneId));
  const restants = [...parPayeur.keys()].filter((id) => !faites.has(id)).sort((a, b) => a - b);
  const bilan = { factures: 0, totalCentimes: 0 };
  for (let i = 0; i < restants.length; i += parLot) {
    const lot = restants.slice(i, i + parLot);
    const emis = await emettreLot(services, emission, lot, parPayeur);
    bilan.factures += emis.factures;
    bilan.totalCentimes += emis.totalCentimes;
  }
  await conclure(services, campagne, acteur, bilan);
  return bilan;
}

function preparer(campagne: Campagne, qui: Pick<Emission, 'jour' | 'le' | 'compteId'>): Emission {
  const { du, au } = bornesDuMois(campagne.mois);
  if (qui.jour <= au) {
    throw new Refus(
      'mois_en_cours',
      `${ecrireMois(campagne.mois)} n’est pas fini : les factures s’émettent à partir du mois suivant.`,
    );
  }
  return {
    ...qui,
    campagneId: campagne.id,
    regieId: campagne.regieId,
    exercice: Number(qui.jour.slice(0, 4)),
    echeance: ajouterJours(qui.jour, campagne.delaiDePaiementJours),
    du,
    au,
  };
}

function emettreLot(
  { db }: Horlogerie,
  emission: Emission,
  payeurIds: readonly number[],
  parPayeur: ReadonlyMap<number, readonly Ligne[]>,
): Promise<{ factures: number; totalCentimes: number }> {
  return transaction(db, async (tx) => {
    if (!(await verrouillerCampagne(tx, emission.campagneId))) throw new Introuvable();
    await marquerCampagne(tx, emission.campagneId, 'commencee', emission.le);
    // Relus sous verrou : une autre émission de la même campagne a pu passer avant.
    const aFacturer = await verrouillerPayeursAFacturer(tx, emission.campagneId, payeurIds);
    if (aFacturer.length === 0) return { factures: 0, totalCentimes: 0 };
    const { regieId, exercice } = emission;
    const nombre = aFacturer.length;
    const premier = await prendreNumeros(tx, { regieId, exercice, serie: 'facture', nombre });
    const factures = aFacturer.map((payeurId, i) => {
      const lignes = parPayeur.get(payeurId) ?? [];
      const montantCentimes = lignes.reduce((somme, l) => somme + l.montantCentimes, 0);
      return { payeurId, numero: premier + i, montantCentimes, lignes };
    });
    const ids = await insererFactures(tx, emission, factures);
    await insererLignes(
      tx,
      factures.flatMap(({ payeurId, lignes }) => {
        const id = ids.get(payeurId);
        return id === undefined ? [] : [{ id, lignes }];
      }),
    );
    await passerFactures(tx, [...ids.values()], emission);
    const totalCentimes = factures.reduce((somme, f) => somme + f.montantCentimes, 0);
    return { factures: factures.length, totalCentimes };
  });
}

function conclure(
  { db, clock }: Horlogerie,
  campagne: Campagne,
  acteur: Acteur,
  bilan: { factures: number },
): Promise<void> {
  const le = clock.now();
  return transaction(db, async (tx) => {
    await marquerCampagne(tx, campagne.id, 'emise', le);
    if (bilan.factures === 0) return;
    await noter(tx, {
      le,
      acteur,
      verbe: 'emettre_campagne',
      phrase: `${bilan.factures} factures émises : ${campagne.regie}, ${ecrireMois(campagne.mois)}.`,
      sujets: [`campagne:${campagne.id}`],
    });
  });
}
