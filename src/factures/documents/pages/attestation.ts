import type { SessionAgent, SessionFamille } from '../../../comptes/session.ts';
import { Introuvable } from '../../../platform/errors.ts';
import { entierDe } from '../../../platform/forms.ts';
import {
  type Ctx,
  file,
  type Handler,
  type PageModule,
  type Reply,
} from '../../../platform/http.ts';
import { exigerRegie } from '../acces.ts';
import { composerAttestation } from '../attestations/composer.ts';
import { chercherAttestation } from '../attestations/requetes.ts';
import type { Regard } from '../requetes.ts';

const GET_FAMILLE: Handler<SessionFamille> = (ctx) => {
  const { id, familles } = ctx.session.responsable;
  return ouvrir(ctx, { responsableId: id, familles });
};

const GET_AGENT: Handler<SessionAgent> = (ctx) => {
  exigerRegie(ctx);
  return ouvrir(ctx, null);
};

async function ouvrir(ctx: Ctx, regard: Regard | null): Promise<Reply> {
  const attestation = await chercherAttestation(ctx.db, entierDe(ctx.params.id), regard);
  if (!attestation) throw new Introuvable();
  const { nom, contenu } = await composerAttestation(attestation);
  return file('application/pdf', contenu, nom);
}

/** Le PDF d'une attestation, pour le payeur. */
export const pourFamille: PageModule<SessionFamille> = { GET: GET_FAMILLE };
/** Le même, pour qui tient la régie. */
export const pourAgent: PageModule<SessionAgent> = { GET: GET_AGENT };
