import type { Acteur } from '../../journal/actions.ts';
import { Introuvable, Refus } from '../../platform/errors.ts';
import type { Services } from '../../platform/http.ts';
import { direGroupe, type GroupeSaisi } from '../regles/groupes.ts';
import {
  effacerGroupe,
  enregistrerGroupe,
  insererGroupe,
  listerGroupes,
} from '../requetes/groupes.ts';
import { tenirLesActivites } from '../requetes/verrous.ts';
import { reglerEnNotant } from './en-notant.ts';

interface Geste {
  activiteId: number;
  acteur: Acteur;
}

/**
 * Ajoute un groupe, ou règle celui-là. Les réservations faites gardent leur groupe. Deux fois la même
 * saisie n'en fait qu'une.
 * @throws Refus si un autre groupe de l'activité porte ce nom
 */
export async function reglerGroupe(
  services: Services,
  geste: Geste & { groupeId: number | null; saisie: GroupeSaisi },
): Promise<void> {
  const { groupeId, saisie } = geste;
  await reglerEnNotant(services, { ...geste, verbe: 'changer_groupe' }, async (tx, { id }) => {
    const groupes = await listerGroupes(tx, id);
    const avant = groupes.find((g) => g.id === groupeId);
    if (groupeId !== null && !avant) throw new Introuvable();
    const homonyme = groupes.find((g) => g.nom === saisie.nom && g.id !== groupeId);
    if (homonyme) {
      if (groupeId === null && direGroupe(homonyme) === direGroupe(saisie)) return null;
      throw new Refus('nom_deja_pris', 'Un autre groupe porte déjà ce nom.', 'nom');
    }
    if (!avant) {
      await insererGroupe(tx, id, saisie);
      return `Groupe ajouté, ${direGroupe(saisie)}.`;
    }
    if (direGroupe(avant) === direGroupe(saisie) && avant.ordre === saisie.ordre) return null;
    await enregistrerGroupe(tx, avant.id, saisie);
    return `Groupe ${direGroupe(saisie)}, rang ${saisie.ordre} (avant : ${direGroupe(avant)}, rang ${avant.ordre}).`;
  });
}

/** @throws Refus si des réservations le nomment, ou si une jauge ne compte que lui */
export async function retirerGroupe(
  services: Services,
  geste: Geste & { groupeId: number },
): Promise<void> {
  await reglerEnNotant(services, { ...geste, verbe: 'retirer_groupe' }, async (tx, { id }) => {
    await tenirLesActivites(tx, [id]);
    const groupe = (await listerGroupes(tx, id)).find((g) => g.id === geste.groupeId);
    if (!groupe) return null;
    if (groupe.sert) {
      throw new Refus('groupe_sert', 'Des réservations sont dans ce groupe : il ne s’efface plus.');
    }
    if (groupe.jauge) {
      const message = `« ${groupe.jauge} » ne compte que ce groupe : changez d’abord ce qu’elle compte.`;
      throw new Refus('groupe_compte', message);
    }
    await effacerGroupe(tx, groupe.id);
    return `Groupe retiré, ${direGroupe(groupe)}.`;
  });
}
