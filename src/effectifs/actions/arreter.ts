import { noter, PREAU } from '../../journal/actions.ts';
import { lireCollectivite } from '../../platform/commune.ts';
import { type Tx, transaction } from '../../platform/db.ts';
import type { Services } from '../../platform/http.ts';
import { jourLocal } from '../../platform/instants.ts';
import { ajouterJours } from '../../platform/jours.ts';
import { queueMails } from '../../platform/mail.ts';
import { composerEffectif, rendreLettre } from '../courriels.tsx';
import { dateDArret, estAArreter } from '../regles/arret.ts';
import { listerAArreter } from '../requetes/a-arreter.ts';
import { type AArreter, insererEffectifs } from '../requetes/arreter.ts';
import { listerCourriels } from '../requetes/cuisines.ts';
import { listerEffectifsArretes } from '../requetes/lire.ts';

/** Une date limite de vacances peut tomber des mois avant le jour servi. */
const HORIZON_JOURS = 400;

/**
 * Chaque minute : arrête les jours dont la date limite est passée, et l'écrit à la cuisine. Rejouable ;
 * manquée parce que le portail était arrêté, une date se rattrape, d'après les faits d'alors (règle 4).
 * L'échec d'une activité n'arrête pas les autres.
 */
export async function arreterLesEffectifs(services: Services): Promise<void> {
  const { db, clock, log } = services;
  const maintenant = clock.now();
  const commune = await lireCollectivite(services)();
  if (!commune) return;
  const du = jourLocal(maintenant, commune.fuseau);
  for (const activite of await listerAArreter(db, { du, au: ajouterJours(du, HORIZON_JOURS) })) {
    const echus = activite.jours.flatMap((servi): AArreter[] => {
      const limiteLe = dateDArret(activite.delais, servi, servi.jour, servi.faits);
      return estAArreter(limiteLe, maintenant) ? [{ ...servi, limiteLe }] : [];
    });
    if (echus.length === 0) continue;
    try {
      await transaction(db, (tx) =>
        arreter(tx, services, activite.activiteId, echus, maintenant, commune),
      );
    } catch (err) {
      log.error({ err, activite: activite.activiteId }, 'effectifs de cuisine');
    }
  }
}

/** Les arrêtés, leur trace et leurs lettres : tout ou rien. Un autre les a pris : rien. */
async function arreter(
  tx: Tx,
  services: Services,
  activiteId: number,
  echus: readonly AArreter[],
  le: Date,
  commune: { nom: string; fuseau: string },
): Promise<void> {
  const ids = await insererEffectifs(tx, echus, le);
  if (ids.length === 0) return;
  const effectifs = await listerEffectifsArretes(tx, ids);
  const lettre = composerEffectif(effectifs, {
    adresse: services.config.adresse,
    collectivite: commune.nom,
    fuseau: commune.fuseau,
  });
  await noter(tx, {
    le,
    acteur: PREAU,
    verbe: 'arreter_effectif',
    phrase: `${lettre.sujet}.`,
    sujets: [`activite:${activiteId}`],
    details: { effectifs: ids },
  });
  const courriels = await listerCourriels(tx, activiteId);
  await queueMails(
    tx,
    services.jobs,
    courriels.map((destinataire) => ({
      destinataire,
      sujet: lettre.sujet,
      ...rendreLettre(lettre),
      sujets: [`activite:${activiteId}`],
      pieces: ids.map((id) => ({ genre: 'effectif', id })),
      le,
    })),
  );
}
