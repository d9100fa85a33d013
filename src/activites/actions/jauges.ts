import type { Acteur } from '../../journal/actions.ts';
import type { Tx } from '../../platform/db.ts';
import { Introuvable, Refus } from '../../platform/errors.ts';
import type { Services } from '../../platform/http.ts';
import { ecrireJour, type Jour } from '../../platform/jours.ts';
import { direLiens, type JaugeSaisie } from '../regles/jauges.ts';
import { listerGroupes } from '../requetes/groupes.ts';
import {
  chercherDebordement,
  compterAbandonnes,
  effacerJauge,
  insererJauge,
  type Jauge,
  listerJaugesDeLaStructure,
  remplacerLiens,
  renommerJauge,
  tenirLesLiens,
} from '../requetes/jauges.ts';
import { recompterPlaces } from '../requetes/places.ts';
import { listerPrestations } from '../requetes/prestations.ts';
import { reglerEnNotant } from './en-notant.ts';

interface Geste {
  activiteId: number;
  acteur: Acteur;
  aujourdhui: Jour;
}

/**
 * Crée une jauge, ou règle celle-là : ce qu'elle compte change, ses compteurs se recomptent aussitôt.
 * @throws Refus si les réservations faites y dépasseraient les places, ou si des enfants y attendent
 * ce qu'elle ne compterait plus
 */
export async function reglerJauge(
  services: Services,
  geste: Geste & { jaugeId: number | null; saisie: JaugeSaisie },
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
    await refuserDAbandonner(tx, avant, geste.aujourdhui);
    const trop = await chercherDebordement(tx, id);
    if (trop) {
      throw new Refus(
        'jauge_deborde',
        `Le ${ecrireJour(trop.jour, { annee: true })}, ${trop.attendues} enfants y seraient déjà ` +
          `comptés pour ${direPlaces(trop.places)} : relevez d’abord les places de ce jour.`,
        'liens',
      );
    }
    await recompterPlaces(tx);
    return {
      phrase:
        `Places : ${dire(saisie)} dans « ${activite.nom} »` +
        `${avant ? ` (avant : ${dire(avant)})` : ''}.`,
      aussi: avant?.partageeAvec ?? [],
    };
  });
}

/**
 * Retire une jauge : ce qu'elle comptait n'a plus de limite.
 * @throws Refus si une autre activité y prend des places, ou si des enfants y attendent
 */
export async function retirerJauge(
  services: Services,
  geste: Geste & { jaugeId: number },
): Promise<void> {
  await reglerEnNotant(services, { ...geste, verbe: 'retirer_jauge' }, async (tx, activite) => {
    await tenirLesLiens(tx);
    const jauges = await listerJaugesDeLaStructure(tx, activite);
    const jauge = jauges.find((j) => j.id === geste.jaugeId);
    if (!jauge) return null;
    if (jauge.partageeAvec.length > 0) {
      const autres = jauge.partageeAvec.map(({ nom }) => nom).join(', ');
      const message = `Elle compte aussi ${autres} : décochez seulement ce qu’elle compte ici.`;
      throw new Refus('jauge_partagee', message);
    }
    await effacerJauge(tx, jauge.id);
    await refuserDAbandonner(tx, jauge, geste.aujourdhui);
    return `Places « ${jauge.nom} » retirées : plus de limite.`;
  });
}

function direPlaces(nombre: number): string {
  return nombre > 1 ? `${nombre} places` : `${nombre} place`;
}

/** Qui attend une place que plus rien ne compte attendrait toujours : la file ne le servirait pas. */
async function refuserDAbandonner(tx: Tx, avant: Jauge | undefined, aujourdhui: Jour) {
  const abandonnes = avant ? await compterAbandonnes(tx, avant.liens, aujourdhui) : 0;
  if (abandonnes === 0) return;
  const enfants = abandonnes === 1 ? '1 enfant attend' : `${abandonnes} enfants attendent`;
  throw new Refus(
    'jauge_attendue',
    `${enfants} une de ces places : ajoutez-en d’abord, ou décidez de leurs demandes.`,
    'liens',
  );
}
