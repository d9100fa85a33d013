import { cadre } from '../../../cadre.tsx';
import { open, seal } from '../../../platform/encryption.ts';
import { tenter, texte } from '../../../platform/forms.ts';
import { type Ctx, type Handler, type Reply, redirect } from '../../../platform/http.ts';
import { ecrireSceau, lireSceau, type ResultatDuCode } from '../../actions/codes.ts';
import {
  lireLaDoubleAuthentification,
  poser,
  preparer,
  refaireLesCodes,
  retirer,
} from '../../actions/double-authentification.ts';
import { exigeLaDoubleAuthentification } from '../../regles/double-authentification.ts';
import type { EtatDeLaDoubleAuthentification } from '../../requetes/double-authentification.ts';
import type { SessionAgent } from '../../session.ts';
import { decrireEchec, type EchecDeCode, lireEssai } from '../champ-code.tsx';
import { APoser, CodesDeSecours, Posee } from './double-authentification-vue.tsx';

type CtxAgent = Ctx<SessionAgent>;

const ADRESSE = '/agent/double-authentification';
/** Les codes de secours font l'aller-retour scellés : la base n'en garde que l'empreinte. */
const COOKIE_CODES = 'preau_codes';
const CODES_SECONDES = 600;

/** Poser la double authentification, ou voir où elle en est. */
export const GET: Handler<SessionAgent> = async (ctx) => {
  const etat = await lireLaDoubleAuthentification(ctx.db, ctx.session.compteId);
  return etat ? montrerPosee(ctx, etat, null) : montrerAPoser(ctx, null, null);
};

/** « Poser » : le premier code prouve que le téléphone a lu le dessin. */
export const POST: Handler<SessionAgent> = async (ctx) => {
  const sceau = texte(ctx.form, 'sceau');
  const { id: sessionId, compteId } = ctx.session;
  const { fait, refus } = await tenter(() =>
    poser(ctx, { compteId, sessionId, sceau, code: texte(ctx.form, 'code') }),
  );
  if (refus) return montrerAPoser(ctx, sceau, refus.message);
  if (fait === null) return redirect(ADRESSE, 'Votre double authentification est déjà posée.');
  return remettre(ctx, fait, 'Votre double authentification est posée.');
};

/** Les dix codes, montrés une fois ; et de quoi en refaire. */
export const codes = {
  GET: ((ctx) => {
    const lus = ouvrir(ctx);
    return lus ? montrerCodes(ctx, lus) : redirect(ADRESSE);
  }) satisfies Handler<SessionAgent>,
  POST: (async (ctx) => {
    if (ctx.form.has('gardes'))
      return redirect('/agent', 'Vos codes de secours ne se montreront plus.', [
        { name: COOKIE_CODES, value: '', maxAge: 0 },
      ]);
    const { compteId } = ctx.session;
    const resultat = await refaireLesCodes(ctx, { ...lireEssai(ctx), compteId });
    if (resultat.issue !== 'juste') return refuser(ctx, resultat);
    return remettre(ctx, resultat.fait, 'Voici dix nouveaux codes ; les anciens ne servent plus.');
  }) satisfies Handler<SessionAgent>,
};

/** Qui n'y est pas tenu peut la retirer, code en main. */
export const retrait = {
  POST: (async (ctx) => {
    const { compteId } = ctx.session;
    if (estTenu(ctx)) return redirect(ADRESSE, 'Votre rôle la demande : elle ne se retire pas.');
    const resultat = await retirer(ctx, { ...lireEssai(ctx), compteId });
    if (resultat.issue !== 'juste') return refuser(ctx, resultat);
    return redirect(ADRESSE, 'Votre double authentification est retirée.');
  }) satisfies Handler<SessionAgent>,
};

function estTenu({ session, config }: CtxAgent): boolean {
  return exigeLaDoubleAuthentification(session.agent, config.doubleAuthentification);
}

const sceauDesCodes = ({ session }: CtxAgent) => `session:${session.id}:codes-de-secours`;

function remettre(ctx: CtxAgent, dix: readonly string[], message: string): Reply {
  const sceau = ecrireSceau(seal(ctx.config.cles, dix.join(' '), sceauDesCodes(ctx)));
  return redirect(`${ADRESSE}/codes`, message, [
    { name: COOKIE_CODES, value: sceau, maxAge: CODES_SECONDES },
  ]);
}

function ouvrir(ctx: CtxAgent): string[] | null {
  const sceau = lireSceau(ctx.cookies[COOKIE_CODES] ?? '');
  return open(ctx.config.cles, sceau, sceauDesCodes(ctx))?.split(' ') ?? null;
}

async function refuser(
  ctx: CtxAgent,
  resultat: Exclude<ResultatDuCode<unknown>, { issue: 'juste' }>,
): Promise<Reply> {
  const etat = await lireLaDoubleAuthentification(ctx.db, ctx.session.compteId);
  return etat ? montrerPosee(ctx, etat, await decrireEchec(ctx, resultat)) : redirect(ADRESSE);
}

function montrerAPoser(ctx: CtxAgent, sceau: string | null, erreur: string | null): Reply {
  const preparation = preparer(
    ctx,
    {
      compteId: ctx.session.compteId,
      identifiant: ctx.session.identifiant,
      collectivite: ctx.commune.nomCourt,
    },
    sceau,
  );
  const tenu = estTenu(ctx);
  return cadre(
    ctx,
    {
      titre: erreur ? 'Erreur : double authentification' : 'Double authentification',
      status: erreur ? 422 : 200,
      largeur: 'normale',
      // Rien d'autre ne s'ouvre avant elle : un menu ne mènerait nulle part.
      sansMenu: tenu,
    },
    <APoser
      preparation={preparation}
      erreur={erreur}
      tenu={tenu}
      proposee={ctx.config.doubleAuthentification === 'propose'}
    />,
  );
}

function montrerPosee(
  ctx: CtxAgent,
  etat: EtatDeLaDoubleAuthentification,
  echec: EchecDeCode | null,
): Reply {
  return cadre(
    ctx,
    {
      titre: echec ? 'Erreur : double authentification' : 'Double authentification',
      status: echec ? 422 : 200,
      largeur: 'normale',
      scripts: echec ? ['client/preuve.ts'] : [],
    },
    <Posee etat={etat} echec={echec} tenu={estTenu(ctx)} fuseau={ctx.commune.fuseau} />,
  );
}

function montrerCodes(ctx: CtxAgent, dix: readonly string[]): Reply {
  return cadre(
    ctx,
    { titre: 'Codes de secours', largeur: 'normale' },
    <CodesDeSecours codes={dix} />,
  );
}
