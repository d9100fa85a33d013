import type { Acteur } from '../../journal/actions.ts';
import type { Tx } from '../../platform/db.ts';
import { Introuvable, Refus } from '../../platform/errors.ts';
import type { Services } from '../../platform/http.ts';
import { ecrireJour, type Jour } from '../../platform/jours.ts';
import { direPrestation, type PrestationSaisie } from '../regles/prestations.ts';
import {
  compterSiennes,
  effacerSiInutile,
  enregistrerPrestation,
  enregistrerRetrait,
  insererPrestation,
  listerPrestations,
  type Prestation,
} from '../requetes/prestations.ts';
import { tenirLesActivites } from '../requetes/verrous.ts';
import { reglerEnNotant } from './en-notant.ts';
import { rouvrir } from './rythme.ts';

interface Geste {
  activiteId: number;
  acteur: Acteur;
  aujourdhui: Jour;
}

/**
 * Ajoute une prestation, ouverte dès aujourd'hui les jours de l'activité, ou règle celle-là.
 * @throws Refus si une autre porte ce nom
 */
export async function reglerPrestation(
  services: Services,
  geste: Geste & { prestationId: number | null; saisie: PrestationSaisie },
): Promise<void> {
  const { prestationId, saisie } = geste;
  const regle = { ...geste, verbe: 'changer_prestation' };
  await reglerEnNotant(services, regle, async (tx, activite) => {
    const connues = await listerPrestations(tx, activite.id);
    const avant = connues.find((p) => p.id === prestationId);
    if (prestationId !== null && !avant) throw new Introuvable();
    const homonyme = connues.find((p) => p.nom === saisie.nom && p.id !== prestationId);
    if (homonyme) {
      if (prestationId === null && direPrestation(homonyme) === direPrestation(saisie)) return null;
      throw new Refus('nom_deja_pris', 'Une autre prestation porte déjà ce nom.', 'nom');
    }
    if (!avant) {
      await insererPrestation(tx, activite.id, saisie);
      await rouvrir(tx, activite, geste.aujourdhui);
      return `Prestation ajoutée, ${direPrestation(saisie)}.`;
    }
    const [etait, devient] = [direPrestation(avant), direPrestation(saisie)];
    if (etait === devient) return null;
    await enregistrerPrestation(tx, avant.id, saisie);
    return `Prestation ${devient} (avant : ${etait}).`;
  });
}

/**
 * Retire une prestation à partir de ce jour, ou la remet (null). Ce qui est d'avant ne bouge pas ; si
 * rien ne l'a jamais nommée, elle disparaît.
 * @throws Refus si le jour est passé, si des enfants y sont inscrits à partir de ce jour, ou si
 * l'activité n'en a pas d'autre
 */
export async function retirerPrestation(
  services: Services,
  geste: Geste & { prestationId: number; des: Jour | null },
): Promise<string | null> {
  const { des, aujourdhui } = geste;
  if (des !== null && des < aujourdhui) {
    throw new Refus('jour_passe', 'Choisissez aujourd’hui ou un jour à venir.', 'des');
  }
  const regle = { ...geste, verbe: 'retirer_prestation' };
  return reglerEnNotant(services, regle, async (tx, activite) => {
    await tenirLesActivites(tx, [activite.id]);
    const connues = await listerPrestations(tx, activite.id);
    const connue = connues.find((p) => p.id === geste.prestationId);
    if (!connue || connue.retireeLe === des) return null;
    const retrait = await retirer(tx, connue, des, connues);
    await rouvrir(tx, activite, aujourdhui);
    return retrait;
  });
}

async function retirer(
  tx: Tx,
  prestation: Prestation,
  des: Jour | null,
  connues: readonly Prestation[],
): Promise<string> {
  const { id, nom } = prestation;
  if (des === null) {
    await enregistrerRetrait(tx, id, null);
    return `Prestation « ${nom} » remise.`;
  }
  if (!connues.some((p) => p.id !== id && p.retireeLe === null)) {
    const message = 'C’est la seule prestation de l’activité : ajoutez-en d’abord une autre.';
    throw new Refus('seule_prestation', message, 'des');
  }
  if (await effacerSiInutile(tx, id)) {
    return `Prestation « ${nom} » effacée : rien ne l’avait encore réservée.`;
  }
  const inscrits = await compterSiennes(tx, id, des);
  if (inscrits > 0) throw encoreInscrits(inscrits, des);
  await enregistrerRetrait(tx, id, des);
  return `Prestation « ${nom} » retirée à partir du ${ecrireJour(des, { annee: true })}.`;
}

function encoreInscrits(nombre: number, des: Jour): Refus {
  const reservations = nombre === 1 ? 'Une réservation existe' : `${nombre} réservations existent`;
  return new Refus(
    'prestation_reservee',
    `${reservations} à partir du ${ecrireJour(des, { annee: true })} : choisissez un jour plus ` +
      'tardif, ou déclarez une fermeture, qui les annule et prévient les familles.',
    'des',
  );
}
