import type { SessionAgent } from '../../../comptes/session.ts';
import { Introuvable } from '../../../platform/errors.ts';
import { file, type Handler } from '../../../platform/http.ts';
import { estJour } from '../../../platform/jours.ts';
import { renderPdf } from '../../../platform/pdf.ts';
import { exigerRegie } from '../acces.ts';
import { grouperEnLettres } from '../relances/lettres.ts';
import { lireRegies, listerRelancesPapier } from '../relances/requetes.ts';

/** Les relances papier d'un jour, en un PDF, triées pour la poste. */
export const GET: Handler<SessionAgent> = async (ctx) => {
  exigerRegie(ctx);
  const jour = ctx.query.get('jour');
  if (!estJour(jour)) throw new Introuvable();
  const relances = await listerRelancesPapier(ctx.db, jour, ctx.commune.fuseau);
  const regies = await lireRegies(ctx.db);
  const { adresse } = ctx.config;
  const lettres = grouperEnLettres(relances, regies, { le: jour, adresse });
  if (lettres.length === 0) throw new Introuvable();
  const pdf = await renderPdf({
    template: 'src/factures/documents/modeles/relance.typ',
    data: {
      titre: `Relances ${jour}`,
      relances: lettres.map(({ contenu }, rang) => ({ ...contenu, cle: String(rang) })),
    },
    createdAt: ctx.clock.now(),
    paperOnly: true,
  });
  return file('application/pdf', pdf, `relances-${jour}.pdf`);
};
