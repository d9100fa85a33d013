import { cadre } from '../../cadre.tsx';
import type { Refus } from '../../platform/errors.ts';
import { entierDe, tenter } from '../../platform/forms.ts';
import {
  type Ctx,
  type Handler,
  type PageModule,
  type Reply,
  redirect,
} from '../../platform/http.ts';
import { ResumeErreurs } from '../../ui/formulaire.tsx';
import { Message } from '../../ui/message.tsx';
import {
  ajouterUneCle,
  estEntreRecemment,
  listerCles,
  proposerUneCle,
  prouverPourUneCle,
  retirerUneCle,
} from '../actions/cles-d-acces.ts';
import { decrireAppareil } from '../regles/appareil.ts';
import { CLES_PAR_COMPTE } from '../regles/cles-d-acces.ts';
import type { Session } from '../session.ts';
import {
  AjoutDeCle,
  AssezDeCles,
  ListeDesCles,
  PreuveAvantDAjouter,
  pageDesCles,
} from './cles-vue.tsx';

/** La même page pour les familles et les agents : le préfixe dit chez qui l'on est. */
export const GET: Handler<Session> = (ctx) => montrer(ctx, {});

/** Prouver que c'est bien soi, puis ajouter la clé que l'appareil vient de fabriquer. */
export const POST: Handler<Session> = async (ctx) => {
  const { compteId } = ctx.session;
  if (ctx.form.get('geste') === 'prouver') {
    const motDePasse = ctx.form.get('ancien') ?? '';
    const { refus } = await tenter(() =>
      prouverPourUneCle(ctx, { compteId, motDePasse, visiteur: ctx.visitor }),
    );
    // Rendue aussitôt : la demande à l'appareil, signée pour ce compte, vaut preuve pendant vingt minutes.
    return montrer(ctx, refus ? { refus } : { prouve: true });
  }
  const nom = ctx.form.get('nom') ?? '';
  const { refus } = await tenter(() =>
    ajouterUneCle(ctx, {
      compteId,
      nom,
      reponse: ctx.form.get('reponse') ?? '',
      userAgent: ctx.userAgent,
    }),
  );
  if (refus) return montrer(ctx, { refus, nom });
  return redirect(
    ctx.path,
    'Votre clé d’accès est ajoutée. Elle vous fera entrer la prochaine fois.',
  );
};

export const retrait: PageModule<Session> = {
  async POST(ctx) {
    const { compteId } = ctx.session;
    const cleId = entierDe(ctx.params.id);
    const { refus } = await tenter(() => retirerUneCle(ctx, { compteId, cleId }));
    if (refus) return montrer(ctx, { refus });
    return redirect(pageDesCles(ctx), 'Cette clé est retirée : elle n’ouvre plus rien.');
  },
};

interface Etat {
  refus?: Refus;
  nom?: string;
  prouve?: boolean;
}

async function montrer(ctx: Ctx<Session>, etat: Etat): Promise<Reply> {
  const { refus } = etat;
  const page = pageDesCles(ctx);
  const cles = await listerCles(ctx.db, ctx.session.compteId);
  const demande = await demanderUneCle(ctx, etat, cles.length);
  const erreurDe = (champ: string) => (refus?.champ === champ ? refus.message : undefined);
  return cadre(
    ctx,
    {
      titre: refus ? 'Erreur : mes clés d’accès' : 'Mes clés d’accès',
      status: refus ? 422 : 200,
      scripts: [demande ? 'client/cle-d-acces.ts' : 'client/mot-de-passe.ts'],
    },
    <>
      <h1>Mes clés d’accès</h1>
      {refus && <DireLeRefus refus={refus} />}
      <p>
        Une clé d’accès vous fait entrer d’un regard, d’un doigt ou du code de votre appareil, sans
        mot de passe. Rien de votre visage ni de vos empreintes ne quitte l’appareil.
      </p>
      <ListeDesCles page={page} fuseau={ctx.commune.fuseau} cles={cles} />
      <h2>Ajouter une clé</h2>
      {cles.length >= CLES_PAR_COMPTE ? (
        <AssezDeCles />
      ) : demande ? (
        <AjoutDeCle
          page={page}
          demande={demande}
          nom={etat.nom ?? decrireAppareil(ctx.userAgent)}
          erreur={erreurDe('nom')}
        />
      ) : (
        <PreuveAvantDAjouter page={page} erreur={erreurDe('ancien')} />
      )}
    </>,
  );
}

/** Un champ à corriger se montre avec son lien ; un retrait refusé n'en a pas. */
function DireLeRefus({ refus: { champ, message } }: { refus: Refus }) {
  return champ ? (
    <ResumeErreurs erreurs={[{ champ, message }]} />
  ) : (
    <Message ton="erreur">{message}</Message>
  );
}

/** Null : il faut d'abord prouver que c'est bien soi, ou il y a déjà assez de clés. */
async function demanderUneCle(
  ctx: Ctx<Session>,
  etat: Etat,
  nombre: number,
): Promise<string | null> {
  const { compteId, identifiant, responsable, agent } = ctx.session;
  if (nombre >= CLES_PAR_COMPTE) return null;
  if (!etat.prouve && !(await estEntreRecemment(ctx, ctx.session.id))) return null;
  const personne = responsable ?? agent;
  return proposerUneCle(ctx, {
    compteId,
    identifiant,
    nom: personne ? `${personne.prenom} ${personne.nom}` : identifiant,
    collectivite: ctx.commune.nomCourt,
  });
}
