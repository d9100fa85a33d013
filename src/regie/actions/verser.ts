import { type Acteur, noter } from '../../journal/actions.ts';
import { ecrireEuros } from '../../platform/argent.ts';
import { type Tx, transaction } from '../../platform/db.ts';
import { Introuvable, Refus } from '../../platform/errors.ts';
import type { Services } from '../../platform/http.ts';
import type { Jour } from '../../platform/jours.ts';
import { ecrireNumero } from '../regles/jours.ts';
import { cumuler, ventiler } from '../regles/verser.ts';
import {
  type AVerser,
  insererVersement,
  listerAVerser,
  listerImputationsAVentiler,
  verrouillerRegie,
} from '../requetes/caisse.ts';
import { insererEcriture } from '../requetes/ecritures.ts';
import { retenirJour } from './jour.ts';
import { prendreNumeros } from './numeroter.ts';

/** Figé avec le versement : le comptable lit les mêmes chiffres dans dix ans. */
export interface DetailsVersement {
  totalCentimes: number;
  parMode: Record<string, number>;
  /** Par imputation du comptable ; « avances » : l'argent qui n'a pas encore de facture. */
  parProduit: Record<string, number>;
}

/**
 * Verse au comptable tout ce qui est en caisse et au compte de dépôt (Régie, règles 14 et 15).
 * @throws Refus s'il n'y a rien à verser
 */
export async function verser(
  services: Pick<Services, 'db' | 'clock'>,
  geste: { regieId: number; jour: Jour; acteur: Acteur & { compteId: number } },
): Promise<number> {
  const le = services.clock.now();
  const { regieId, acteur } = geste;
  return transaction(services.db, async (tx) => {
    if (!(await verrouillerRegie(tx, regieId))) throw new Introuvable();
    const aVerser = await listerAVerser(tx, regieId);
    const details = await detailler(tx, aVerser);
    if (details.totalCentimes <= 0) {
      throw new Refus(
        'rien',
        'Il n’y a rien à verser : la caisse et le compte de dépôt sont vides.',
      );
    }
    const { jour, exercice } = await retenirJour(tx, regieId, geste.jour);
    const numero = await prendreNumeros(tx, { regieId, exercice, serie: 'versement', nombre: 1 });
    const ids = aVerser.map((r) => r.id);
    const qui = { le, compteId: acteur.compteId };
    const versement = { regieId, exercice, numero, jour, details, ...qui };
    const versementId = await insererVersement(tx, versement, ids);
    const nom = `Versement ${ecrireNumero(exercice, numero)} au comptable`;
    const rang = await prendreNumeros(tx, { regieId, exercice, serie: 'ecriture', nombre: 1 });
    await insererEcriture(
      tx,
      { regieId, exercice, numero: rang, jour, genre: 'versement', libelle: nom, ...qui },
      [
        { compte: 'comptable', montantCentimes: details.totalCentimes },
        { compte: 'caisse', montantCentimes: -totalDe(aVerser, 'caisse') },
        { compte: 'depot_de_fonds', montantCentimes: -totalDe(aVerser, 'depot_de_fonds') },
      ],
    );
    await noter(tx, {
      le,
      acteur,
      verbe: 'verser',
      phrase: `${nom} : ${ecrireEuros(details.totalCentimes)}.`,
      sujets: ['regie', `versement:${versementId}`],
    });
    return versementId;
  });
}

function totalDe(reglements: readonly AVerser[], compte: AVerser['compte']): number {
  return reglements
    .filter((r) => r.compte === compte)
    .reduce((total, r) => total + r.montantCentimes, 0);
}

async function detailler(tx: Tx, aVerser: readonly AVerser[]): Promise<DetailsVersement> {
  const totalCentimes = aVerser.reduce((total, r) => total + r.montantCentimes, 0);
  const imputations = await listerImputationsAVentiler(
    tx,
    aVerser.map((r) => r.id),
  );
  const impute = imputations.reduce((total, i) => total + i.montantCentimes, 0);
  return {
    totalCentimes,
    parMode: cumuler(aVerser.map((r) => new Map([[r.mode, r.montantCentimes]]))),
    parProduit: cumuler([
      ...imputations.map((i) => ventiler(i.montantCentimes, i.codes)),
      new Map([['avances', totalCentimes - impute]]),
    ]),
  };
}
