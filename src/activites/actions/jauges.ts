import type { Acteur } from '../../journal/actions.ts';
import { Introuvable, Refus } from '../../platform/errors.ts';
import type { Services } from '../../platform/http.ts';
import { ecrireJour } from '../../platform/jours.ts';
import { direLiens, type JaugeSaisie } from '../regles/jauges.ts';
import { listerGroupes } from '../requetes/groupes.ts';
import {
  chercherDebordement,
  insererJauge,
  listerJaugesDeLaStructure,
  remplacerLiens,
  renommerJauge,
  tenirLesLiens,
} from '../requetes/jauges.ts';
import { recompterPlaces } from '../requetes/places.ts';
import { listerPrestations } from '../requetes/prestations.ts';
import { reglerEnNotant } from './en-notant.ts';

/**
 * Crée une jauge, ou règle celle-là : ce qu'elle compte change, ses compteurs se recomptent aussitôt.
 * @throws Refus si les réservations faites y dépasseraient les places
 */
export async function reglerJauge(
  services: Services,
  geste: { activiteId: number; acteur: Acteur; jaugeId: number | null; saisie: JaugeSaisie },
): Promise<void> {
  const { jaugeId, saisie } = geste;
  await reglerEnNotant(services, { ...geste, verbe: 'changer_jauge' }, async (tx, activite) => {
    await tenirLesLiens(tx);
    const jauges = await listerJaugesDeLaStructure(tx, activite);
    const avant = jauges.find((j) => j.id === jaugeId);
    if (jaugeId !== null && !avant) throw new Introuvable();
    const noms = {
      prestations: await listerPrestations(tx, activite.id),
      groupes: await listerGroupes(tx, activite.id),
    };
    const dire = (j: JaugeSaisie) => `« ${j.nom} » compte ${direLiens(j.liens, noms)}`;
    const homonyme = jauges.find((j) => j.nom === saisie.nom && j.id !== jaugeId);
    if (homonyme) {
      if (jaugeId === null && dire(homonyme) === dire(saisie)) return null;
      throw new Refus('nom_deja_pris', 'Une autre jauge de la structure porte ce nom.', 'nom');
    }
    if (avant && dire(avant) === dire(saisie)) return null;
    const id = avant?.id ?? (await insererJauge(tx, activite.structureId, saisie.nom));
    await renommerJauge(tx, id, saisie.nom);
    await remplacerLiens(tx, id, activite.id, saisie.liens);
    const trop = await chercherDebordement(tx, id);
    if (trop) {
      throw new Refus(
        'jauge_deborde',
        `Le ${ecrireJour(trop.jour, { annee: true })}, ${trop.attendues} enfants y seraient déjà ` +
          `comptés pour ${trop.places} places : relevez d’abord les places de ce jour.`,
        'liens',
      );
    }
    await recompterPlaces(tx);
    return `Places : ${dire(saisie)}${avant ? ` (avant : ${dire(avant)})` : ''}.`;
  });
}
