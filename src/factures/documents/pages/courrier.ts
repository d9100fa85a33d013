import type { SessionAgent } from '../../../comptes/session.ts';
import { Introuvable } from '../../../platform/errors.ts';
import { entierDe } from '../../../platform/forms.ts';
import { file, type Handler } from '../../../platform/http.ts';
import { moisDe } from '../../../platform/jours.ts';
import { exigerRegie } from '../acces.ts';
import { composerCourrier } from '../composer.ts';
import { contenuDeFacture } from '../contenu.ts';
import { chercherCampagne, listerCourrier } from '../envoi/requetes.ts';
import { lireFacturesDuJour } from '../lire.ts';

/** Au-delà, composer dépasse la demi-minute : le courrier se donne alors en plusieurs PDF. */
export const LETTRES_PAR_LOT = 500;

/** Les factures papier d'une campagne, en un PDF (un par lot de 500), triées pour la poste. */
export const GET: Handler<SessionAgent> = async (ctx) => {
  exigerRegie(ctx);
  const campagne = await chercherCampagne(ctx.db, entierDe(ctx.params.id));
  if (!campagne) throw new Introuvable();
  const lot = entierDe(ctx.query.get('lot') ?? '1');
  const toutes = await listerCourrier(ctx.db, campagne.id);
  const ids = toutes.slice((lot - 1) * LETTRES_PAR_LOT, lot * LETTRES_PAR_LOT);
  if (ids.length === 0) throw new Introuvable();
  const factures = await lireFacturesDuJour(ctx, ctx.commune, ids);
  const mois = moisDe(campagne.mois);
  const pdf = await composerCourrier(
    `Courrier des factures ${mois}`,
    factures.map((f) => contenuDeFacture(f.faits)),
    campagne.emiseLe ?? ctx.clock.now(),
  );
  const suite = toutes.length > LETTRES_PAR_LOT ? `-${lot}` : '';
  return file('application/pdf', pdf, `courrier-${mois}${suite}.pdf`);
};
