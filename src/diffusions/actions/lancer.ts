import { type Acteur, noter } from '../../journal/actions.ts';
import { transaction } from '../../platform/db.ts';
import { Introuvable, Refus } from '../../platform/errors.ts';
import type { Services } from '../../platform/http.ts';
import type { Jour } from '../../platform/jours.ts';
import { instantDeDepart, peutArreter } from '../regles/envoi.ts';
import { insererDestinataires } from '../requetes/destinataires.ts';
import {
  chercherDiffusion,
  enregistrerArret,
  enregistrerLancement,
  type StructuresVues,
  verrouillerDiffusion,
} from '../requetes/diffusions.ts';

export interface GesteSurDiffusion {
  acteur: Acteur & { compteId: number };
  structures: StructuresVues;
  diffusionId: number;
}

/**
 * Fige à qui l'on écrit ; les lettres partent deux minutes plus tard. Deux fois égale une.
 * @throws Introuvable si elle n'est pas à lui
 * @throws Refus si la liste n'est plus celle qu'il a relue, est vide, ou si l'envoi est arrêté
 */
export async function lancer(
  services: Services,
  geste: GesteSurDiffusion & { aujourdhui: Jour; adultesVus: number },
): Promise<void> {
  const le = services.clock.now();
  const { acteur, diffusionId: id, structures, aujourdhui } = geste;
  await transaction(services.db, async (tx) => {
    await verrouillerDiffusion(tx, id);
    const diffusion = await chercherDiffusion(tx, structures, id);
    if (!diffusion) throw new Introuvable();
    if (diffusion.etat === 'annulee') {
      throw new Refus('arretee', 'Cet envoi est arrêté : préparez un autre message.');
    }
    if (diffusion.etat !== 'brouillon') return;
    const nombre = await insererDestinataires(tx, diffusion, aujourdhui);
    if (nombre === 0) {
      throw new Refus('personne', 'Personne n’est concerné : corrigez à qui vous écrivez.');
    }
    if (nombre !== geste.adultesVus) {
      throw new Refus(
        'liste_changee',
        `La liste a changé depuis que vous l’avez lue : ${nombre} adultes maintenant. Relisez-la, puis envoyez.`,
      );
    }
    await enregistrerLancement(tx, id, {
      le,
      par: acteur.compteId,
      partLe: instantDeDepart(le),
    });
    await noter(tx, {
      le,
      acteur,
      verbe: 'lancer_diffusion',
      phrase: `Message à un groupe « ${diffusion.objet} » (${diffusion.portee}) : envoi à ${nombre} adulte${nombre > 1 ? 's' : ''}.`,
      sujets: [`diffusion:${id}`],
    });
  });
}

/**
 * « Ne pas envoyer » : tant que personne n'a rien reçu. Deux fois égale une.
 * @throws Refus dès la première lettre écrite
 */
export async function arreter(services: Services, geste: GesteSurDiffusion): Promise<void> {
  const le = services.clock.now();
  await transaction(services.db, async (tx) => {
    await verrouillerDiffusion(tx, geste.diffusionId);
    const diffusion = await chercherDiffusion(tx, geste.structures, geste.diffusionId);
    if (!diffusion) throw new Introuvable();
    if (diffusion.etat === 'annulee') return;
    if (!peutArreter(diffusion.etat, diffusion.ecrits)) {
      throw new Refus(
        'deja_parti',
        'Les premières lettres sont parties : l’envoi ne s’arrête plus. Envoyez au besoin un message qui corrige.',
      );
    }
    await enregistrerArret(tx, diffusion.id, le);
    await noter(tx, {
      le,
      acteur: geste.acteur,
      verbe: 'arreter_diffusion',
      phrase: `Message à un groupe « ${diffusion.objet} » arrêté : personne n’a rien reçu.`,
      sujets: [`diffusion:${diffusion.id}`],
    });
  });
}
