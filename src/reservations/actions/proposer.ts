import { deplacerCompteurs } from '../../activites/actions.ts';
import type { Acteur } from '../../journal/actions.ts';
import { transaction } from '../../platform/db.ts';
import { Introuvable, Refus } from '../../platform/errors.ts';
import type { Services } from '../../platform/http.ts';
import { instantLocal } from '../../platform/instants.ts';
import { jaugesAVerrouiller, jaugesDe } from '../regles/jauges.ts';
import { deciderEcheance } from '../regles/offre-de-place.ts';
import { additionnerPrises, Compteur } from '../regles/places.ts';
import { listerDecidables, type Structures, verrouillerEnfants } from '../requetes/agent.ts';
import { chercherDelaisDe } from '../requetes/lire.ts';
import { listerFile, listerLiensJauges, verrouillerPlaces } from '../requetes/places.ts';
import { offrir } from './offrir.ts';

/**
 * Un agent propose une place à quelqu'un de la file, à la main. Il choisit qui ; la place doit être
 * libre, et la réponse venir avant le jour. Deux fois égale une.
 * @throws Introuvable si la réservation n'est pas d'une de ses structures
 * @throws Refus si c'est complet, trop tard, ou si elle n'attend plus
 */
export async function proposerUnePlace(
  services: Services,
  geste: {
    acteur: Acteur & { compteId: number };
    structures: Structures;
    reservationId: number;
  },
): Promise<void> {
  const { acteur, structures, reservationId } = geste;
  const maintenant = services.clock.now();
  await transaction(services.db, async (tx) => {
    const [vue] = await listerDecidables(tx, [reservationId], structures);
    if (!vue) throw new Introuvable();
    await verrouillerEnfants(tx, [vue.enfantId]);
    const liens = await listerLiensJauges(tx, [vue.prestationId]);
    const places = await verrouillerPlaces(tx, jaugesAVerrouiller(liens, [vue]), [vue.jour]);
    const [r] = await listerDecidables(tx, [reservationId], structures);
    const delais = (await chercherDelaisDe(tx, [reservationId])).get(reservationId);
    if (!r || !delais) throw new Introuvable();
    if (r.placeOfferte) return;
    if (r.etat !== 'en_liste_attente')
      throw new Refus('plus_en_attente', 'Cette demande n’attend plus : rechargez la page.');
    const dansLaFile = await listerFile(tx, [r.prestationId], [r.jour]);
    if (!dansLaFile.some((f) => f.id === r.id && f.ouvert))
      throw new Refus('ferme', 'Ce jour est fermé : il n’y a pas de place à proposer.');
    const limitees = new Set(places.map((p) => p.jaugeId));
    const candidat = { jour: r.jour, jauges: jaugesDe(liens, r).filter((j) => limitees.has(j)) };
    if (!new Compteur(places).prendre(candidat))
      throw new Refus('complet', 'Il n’y a plus de place libre : relevez d’abord les places.');
    const { fuseau } = delais.faits;
    const limite = instantLocal(r.jour, '00:00', fuseau);
    const heures = delais.offreHeures;
    const echeance = deciderEcheance(maintenant, { heures, limite, fuseau });
    if (!echeance)
      throw new Refus(
        'trop_tard',
        'Il est trop tard pour attendre une réponse : appelez la famille, puis validez la demande.',
      );
    await deplacerCompteurs(tx, additionnerPrises([candidat], 1));
    await offrir(tx, services, [r], { ...echeance, faiteLe: maintenant, par: acteur });
  });
}
