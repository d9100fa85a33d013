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

/** Les factures papier d'une campagne, en un seul PDF, triées pour la poste. */
export const GET: Handler<SessionAgent> = async (ctx) => {
  exigerRegie(ctx);
  const campagne = await chercherCampagne(ctx.db, entierDe(ctx.params.id));
  if (!campagne) throw new Introuvable();
  const ids = await listerCourrier(ctx.db, campagne.id);
  if (ids.length === 0) throw new Introuvable();
  const factures = await lireFacturesDuJour(ctx, ctx.commune, ids);
  const mois = moisDe(campagne.mois);
  const pdf = await composerCourrier(
    `Courrier des factures ${mois}`,
    factures.map((f) => contenuDeFacture(f.faits)),
    campagne.emiseLe ?? ctx.clock.now(),
  );
  return file('application/pdf', pdf, `courrier-${mois}.pdf`);
};
