import { cadre } from '../../../cadre.tsx';
import type { SessionAgent } from '../../../comptes/session.ts';
import { lireJournal } from '../../../journal/actions.ts';
import { JournalEnMots } from '../../../journal/fil.tsx';
import { Introuvable } from '../../../platform/errors.ts';
import { choix, entierDe, tenter } from '../../../platform/forms.ts';
import {
  type Ctx,
  type Handler,
  type PageModule,
  type Reply,
  redirect,
} from '../../../platform/http.ts';
import { jourLocal } from '../../../platform/instants.ts';
import { Repli } from '../../../ui/ensembles.tsx';
import { Message } from '../../../ui/message.tsx';
import { arreter, lancer } from '../../actions/lancer.ts';
import {
  apercevoir,
  compterEnvois,
  listerEnvois,
  type VueDEnvoi,
} from '../../requetes/destinataires.ts';
import { chercherDiffusion, type Diffusion } from '../../requetes/diffusions.ts';
import { ARelire } from './relecture.tsx';
import { Avancement, Releve } from './releve.tsx';

const PAR_PAGE = 50;
/** Le temps que les lots suivants partent : la page se relit pour dire où ils en sont. */
const SECONDES = 5;
const VUES: readonly VueDEnvoi[] = ['tous', 'a_appeler', 'en_echec'];

/** Un message à un groupe : à relire, puis ce qu'il en est de chacun. */
export const GET: Handler<SessionAgent> = (ctx) => habiller(ctx);

export const lancement: PageModule<SessionAgent> = {
  async POST(ctx) {
    const diffusion = await trouver(ctx);
    const { refus } = await tenter(() =>
      lancer(ctx, {
        ...geste(ctx, diffusion),
        aujourdhui: jourLocal(ctx.clock.now(), ctx.commune.fuseau),
        adultesVus: choix(ctx.form, 'adultes') ?? 0,
      }),
    );
    if (refus) return habiller(ctx, refus.message);
    return redirect(adresse(diffusion), 'Le message part dans deux minutes.');
  },
};

export const arret: PageModule<SessionAgent> = {
  async POST(ctx) {
    const diffusion = await trouver(ctx);
    const { refus } = await tenter(() => arreter(ctx, geste(ctx, diffusion)));
    if (refus) return habiller(ctx, refus.message);
    return redirect(adresse(diffusion), 'L’envoi est arrêté : personne n’a rien reçu.');
  },
};

function adresse({ id }: { id: number }): string {
  return `/agent/diffusions/${id}`;
}

/** Avant le départ, la page ne bouge pas sous les doigts de qui veut l'arrêter. */
function secondesAvantRelecture({ partLe }: Diffusion, maintenant: Date): number {
  const reste = Math.ceil(((partLe?.getTime() ?? 0) - maintenant.getTime()) / 1000);
  return reste > 0 ? reste + SECONDES : SECONDES;
}

function geste({ session: { agent, compteId } }: Ctx<SessionAgent>, { id }: Diffusion) {
  return {
    acteur: { compteId, nom: `${agent.prenom} ${agent.nom}` },
    structures: agent.structures,
    diffusionId: id,
  };
}

async function trouver(ctx: Ctx<SessionAgent>): Promise<Diffusion> {
  const id = entierDe(ctx.params.id);
  const diffusion = await chercherDiffusion(ctx.db, ctx.session.agent.structures, id);
  if (!diffusion) throw new Introuvable();
  return diffusion;
}

async function habiller(ctx: Ctx<SessionAgent>, refus?: string): Promise<Reply> {
  const diffusion = await trouver(ctx);
  const journal = await lireJournal(ctx.db, `diffusion:${diffusion.id}`, 10);
  const reponse = cadre(
    ctx,
    {
      titre: diffusion.objet,
      filAriane: [
        { libelle: 'Écrire à un groupe', href: '/agent/diffusions' },
        { libelle: diffusion.objet },
      ],
      status: refus ? 422 : 200,
    },
    <>
      <h1>{diffusion.objet}</h1>
      {refus && <Message ton="attention">{refus}</Message>}
      {diffusion.etat === 'brouillon' ? await relire(ctx, diffusion) : await suivre(ctx, diffusion)}
      <Repli titre="Historique">
        <JournalEnMots lignes={journal} fuseau={ctx.commune.fuseau} />
      </Repli>
    </>,
  );
  if (diffusion.etat !== 'en_cours' || refus || reponse.kind !== 'page') return reponse;
  return { ...reponse, refresh: secondesAvantRelecture(diffusion, ctx.clock.now()) };
}

async function relire(ctx: Ctx<SessionAgent>, diffusion: Diffusion) {
  const aujourdhui = jourLocal(ctx.clock.now(), ctx.commune.fuseau);
  const apercu = await apercevoir(ctx.db, diffusion, aujourdhui);
  return <ARelire {...{ diffusion, apercu }} commune={ctx.commune} site={ctx.config.adresse} />;
}

async function suivre(ctx: Ctx<SessionAgent>, diffusion: Diffusion) {
  const vue = VUES.find((v) => v === ctx.query.get('vue')) ?? 'tous';
  const comptes = await compterEnvois(ctx.db, diffusion.id);
  const pages = Math.max(1, Math.ceil(comptes[vue] / PAR_PAGE));
  const page = Math.min(choix(ctx.query, 'page') ?? 1, pages);
  // À appeler s'imprime d'une traite : la liste entière.
  const limite = vue === 'a_appeler' ? comptes.a_appeler : PAR_PAGE;
  const saut = vue === 'a_appeler' ? 0 : (page - 1) * PAR_PAGE;
  const lignes = await listerEnvois(ctx.db, diffusion.id, { vue, limite, saut });
  const { fuseau } = ctx.commune;
  return (
    <>
      <Avancement {...{ diffusion, comptes, fuseau }} />
      {diffusion.etat !== 'annulee' && (
        <Releve {...{ diffusion, comptes, vue, lignes, fuseau, page }} parPage={PAR_PAGE} />
      )}
    </>
  );
}
