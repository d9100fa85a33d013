import { type Acteur, noter } from '../../journal/actions.ts';
import { oublierCollectivite } from '../../platform/commune.ts';
import { transaction } from '../../platform/db.ts';
import type { Services } from '../../platform/http.ts';
import { decrireChangements } from '../regles/changements.ts';
import type { Logo } from '../regles/logo.ts';
import type { Collectivite } from '../regles/saisie-collectivite.ts';
import {
  changerCollectivite,
  enregistrerCommuneDuSiege,
  poserLogo,
  trouverCollectivite,
  verrouillerCollectivite,
} from '../requetes/collectivite.ts';
import { nommerLogo } from './logo.ts';

/** Change ce que la collectivité dit d'elle ; le journal garde l'avant et l'après de chaque champ. */
export async function reglerCollectivite(
  services: Services,
  { saisie, acteur }: { saisie: Collectivite; acteur: Acteur },
): Promise<string[]> {
  const le = services.clock.now();
  const changements = await transaction(services.db, async (tx) => {
    await verrouillerCollectivite(tx);
    const avant = await trouverCollectivite(tx);
    const changes = decrireChangements(avant, saisie);
    if (changes.length === 0) return changes;
    await enregistrerCommuneDuSiege(tx, saisie);
    await changerCollectivite(tx, saisie);
    await noter(tx, {
      le,
      acteur,
      verbe: 'changer_collectivite',
      phrase: `${acteur.nom} a changé ${changes.join(', ')}.`,
      sujets: [`collectivite:${avant.id}`],
      details: { avant, apres: saisie },
    });
    return changes;
  });
  oublierCollectivite(services.db);
  return changements;
}

/** Pose le logo, ou rend le dessin de Préau si `logo` est null. Le même deux fois ne change rien. */
export async function changerLogo(
  services: Pick<Services, 'db' | 'clock'>,
  { logo, acteur }: { logo: Logo | null; acteur: Acteur },
): Promise<void> {
  const nomme = logo && nommerLogo(logo);
  const le = services.clock.now();
  await transaction(services.db, async (tx) => {
    await verrouillerCollectivite(tx);
    const avant = await trouverCollectivite(tx);
    if (avant.logo === (nomme?.empreinte ?? null)) return;
    await poserLogo(tx, nomme, le);
    await noter(tx, {
      le,
      acteur,
      verbe: 'changer_logo',
      phrase: nomme
        ? `${acteur.nom} a changé le logo.`
        : `${acteur.nom} a retiré le logo : le portail montre son préau dessiné.`,
      sujets: [`collectivite:${avant.id}`],
    });
  });
  oublierCollectivite(services.db);
}
