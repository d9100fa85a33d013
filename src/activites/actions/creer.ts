import { type Acteur, noter } from '../../journal/actions.ts';
import { transaction } from '../../platform/db.ts';
import { Introuvable, Refus } from '../../platform/errors.ts';
import type { Services } from '../../platform/http.ts';
import { instantLocal, jourLocal } from '../../platform/instants.ts';
import { ecrireJour, type Jour } from '../../platform/jours.ts';
import { decrireRegle } from '../delais/phrases.ts';
import type { ActiviteSaisie } from '../regles/saisie-activite.ts';
import { insererActivite } from '../requetes/creer.ts';
import {
  chercherActivite,
  chercherActiviteParNom,
  insererDelai,
  verrouillerStructure,
} from '../requetes/reglages.ts';
import { engendrerOuvertures } from './ouvrir.ts';
import { definirPlaces } from './places.ts';

/**
 * Crée l'activité entière : prestation, période, jours, places et délais du modèle. Envoyée deux
 * fois, elle n'en fait qu'une. Rend son identifiant.
 * @throws Refus si une autre activité de la structure porte ce nom
 */
export async function creerActivite(
  services: Services,
  geste: { saisie: ActiviteSaisie; fuseau: string; acteur: Acteur },
): Promise<number> {
  const { saisie, fuseau } = geste;
  const { modele, periode } = saisie;
  const le = services.clock.now();
  return transaction(services.db, async (tx) => {
    if (!(await verrouillerStructure(tx, saisie.structureId))) throw new Introuvable();
    const connue = await chercherActiviteParNom(tx, saisie.structureId, saisie.nom);
    const deja = connue === null ? null : await chercherActivite(tx, connue);
    if (deja) {
      const meme = deja.periodes.some((p) => p.du === periode.du && p.au === periode.au);
      if (meme && deja.genre === modele.genre) return deja.id;
      throw new Refus('nom_deja_pris', 'Cette structure a déjà une activité de ce nom.', 'nom');
    }
    const { activiteId, periodeId, jaugeId } = await insererActivite(tx, {
      ...saisie,
      periode: {
        ...periode,
        ouvreLe: instantLocal(periode.ouvre, '00:00', fuseau),
        fermeLe: instantLocal(periode.ferme, '24:00', fuseau),
      },
    });
    const du = lePlusTot(jourLocal(le, fuseau), periode.du);
    for (const pour of ['reserver', 'annuler'] as const) {
      const { [pour]: regle, tardif } = modele;
      await insererDelai(tx, {
        activiteId,
        prestationId: null,
        pour,
        du,
        regle,
        tardif,
        ecritLe: le,
      });
    }
    const { ajoutees } = await engendrerOuvertures(tx, periodeId);
    if (saisie.places !== null) {
      await definirPlaces(tx, { jaugeId, du: periode.du, au: periode.au, places: saisie.places });
    }
    await noter(tx, {
      le,
      acteur: geste.acteur,
      verbe: 'creer_activite',
      phrase:
        `Activité « ${saisie.nom} » créée d’après « ${modele.nom} », du ` +
        `${ecrireJour(periode.du, { annee: true })} au ${ecrireJour(periode.au, { annee: true })} : ` +
        `${ajoutees} jours ouverts, réserver ${decrireRegle(modele.reserver)}, ` +
        `annuler ${decrireRegle(modele.annuler)}.`,
      sujets: [`activite:${activiteId}`],
    });
    return activiteId;
  });
}

function lePlusTot(a: Jour, b: Jour): Jour {
  return a < b ? a : b;
}
