import { noter, PREAU } from '../../journal/actions.ts';
import { lireCollectivite } from '../../platform/commune.ts';
import { type Tx, transaction } from '../../platform/db.ts';
import type { Services } from '../../platform/http.ts';
import { jourLocal } from '../../platform/instants.ts';
import { queueMails } from '../../platform/mail.ts';
import { composerAdditif, rendreLettre } from '../courriels.tsx';
import { corriger, lireEcart } from '../regles/additif.ts';
import { momentDeLAdditif } from '../regles/arret.ts';
import { type AdditifAVenir, insererAdditif, listerAdditifsAVenir } from '../requetes/additifs.ts';
import { listerEcarts } from '../requetes/ecarts.ts';

/**
 * Chaque minute : à l'heure de l'additif, dit à la cuisine ce qui a changé depuis l'arrêté. Une seule
 * fois par jour, même s'il n'y avait rien à dire (règle 7).
 */
export async function envoyerLesAdditifs(services: Services): Promise<void> {
  const { db, clock, log } = services;
  const maintenant = clock.now();
  const commune = await lireCollectivite(services)();
  if (!commune) return;
  const { fuseau } = commune;
  for (const additif of await listerAdditifsAVenir(db, jourLocal(maintenant, fuseau))) {
    if (momentDeLAdditif({ ...additif, fuseau }, maintenant) !== 'maintenant') continue;
    try {
      await transaction(db, (tx) => envoyer(tx, services, additif, maintenant, commune));
    } catch (err) {
      log.error({ err, activite: additif.activiteId }, 'additif de cuisine');
    }
  }
}

async function envoyer(
  tx: Tx,
  services: Services,
  additif: AdditifAVenir,
  le: Date,
  commune: { nom: string; fuseau: string },
): Promise<void> {
  const { activiteId, jour } = additif;
  const contenu = corriger((await listerEcarts(tx, additif.effectifs)).flatMap(lireEcart));
  // La ligne d'abord : un second travailleur attend ici, puis ne trouve plus rien à écrire.
  if (!(await insererAdditif(tx, { activiteId, jour, le, contenu }))) return;
  if (contenu.length === 0) return;
  const lettre = composerAdditif(additif, contenu, {
    adresse: services.config.adresse,
    collectivite: commune.nom,
    fuseau: commune.fuseau,
  });
  await noter(tx, {
    le,
    acteur: PREAU,
    verbe: 'envoyer_additif',
    phrase: `${lettre.sujet}.`,
    sujets: [`activite:${activiteId}`],
    details: { contenu },
  });
  await queueMails(
    tx,
    services.jobs,
    additif.courriels.map((destinataire) => ({
      destinataire,
      sujet: lettre.sujet,
      ...rendreLettre(lettre),
      sujets: [`activite:${activiteId}`],
      le,
    })),
  );
}
