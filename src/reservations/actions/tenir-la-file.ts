import { transaction } from '../../platform/db.ts';
import type { Services } from '../../platform/http.ts';
import { jourLocal } from '../../platform/instants.ts';
import type { Jour } from '../../platform/jours.ts';
import { estLaNuit } from '../regles/offre-de-place.ts';
import { chercherFuseau } from '../requetes/fuseau.ts';
import {
  chercherOffre,
  listerJoursAServir,
  listerOffresAFaire,
} from '../requetes/offres-de-place.ts';
import { listerLiensJauges, verrouillerPlaces } from '../requetes/places.ts';
import { annoncer } from './offrir.ts';
import { promouvoir } from './promouvoir.ts';
import { expirerUneOffre } from './repondre.ts';

/**
 * De jour, toutes les cinq minutes : rend les places sans réponse, envoie les lettres que la nuit a
 * retenues, et sert les places restées libres (places ajoutées, réglage changé, portail arrêté).
 * Rejouable ; l'échec d'une offre n'arrête pas les autres.
 */
export async function tenirLaFile(services: Services): Promise<void> {
  const { db, clock, log } = services;
  const maintenant = clock.now();
  const fuseau = await chercherFuseau(db);
  if (estLaNuit(maintenant, fuseau)) return;
  const { expirees, aAnnoncer } = await listerOffresAFaire(db, maintenant);
  const essayer = async (quoi: string, travail: () => Promise<unknown>) => {
    try {
      await travail();
    } catch (err) {
      log.error({ err, quoi }, 'liste d’attente');
    }
  };
  for (const id of expirees) await essayer(`offre ${id}`, () => expirerUneOffre(services, id));
  for (const id of aAnnoncer) {
    await essayer(`lettre de l’offre ${id}`, () =>
      transaction(db, async (tx) => {
        const offre = await chercherOffre(tx, id);
        if (offre) await annoncer(tx, services, offre, fuseau, maintenant);
      }),
    );
  }
  const aServir = await listerJoursAServir(db, jourLocal(maintenant, fuseau));
  for (const [jour, duJour] of Map.groupBy(aServir, (s) => s.jour)) {
    const prestations = duJour.map((s) => s.prestationId);
    await essayer(`places du ${jour}`, () => servir(services, prestations, jour, maintenant));
  }
}

/** Sert les places libres d'un jour à ceux qui les attendent. */
async function servir(
  services: Services,
  prestations: readonly number[],
  jour: Jour,
  maintenant: Date,
): Promise<void> {
  await transaction(services.db, async (tx) => {
    const liens = await listerLiensJauges(tx, prestations);
    const jauges = [...new Set(liens.map((l) => l.jaugeId))].sort((a, b) => a - b);
    const places = await verrouillerPlaces(tx, jauges, [jour]);
    await promouvoir(tx, services, { liens, jauges, places, jours: [jour] }, maintenant);
  });
}
