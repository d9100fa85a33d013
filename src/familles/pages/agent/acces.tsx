import { cadre } from '../../../cadre.tsx';
import { ecrireLettreDAcces, type LettreDAcces } from '../../../comptes/actions/acces.ts';
import { inviter } from '../../../comptes/actions/liens.ts';
import { fermerComptes, rouvrirComptes } from '../../../comptes/actions/ouvrir.ts';
import type { SessionAgent } from '../../../comptes/session.ts';
import { noter } from '../../../journal/actions.ts';
import { type Tx, transaction } from '../../../platform/db.ts';
import { Introuvable, type Refus } from '../../../platform/errors.ts';
import { entierDe, tenter, texte } from '../../../platform/forms.ts';
import { type Ctx, type Handler, redirect } from '../../../platform/http.ts';
import { ecrireInstant } from '../../../platform/instants.ts';
import { Bouton, Boutons } from '../../../ui/formulaire.tsx';
import { Message } from '../../../ui/message.tsx';
import { CodeQr } from '../../../ui/qr.tsx';
import { retirerAdulte } from '../../actions/tenir.ts';
import { type AdulteTenu, chercherAdulte } from '../../requetes/tenir.ts';
import { acteurDe, filDuDossier, nommerDossier } from './dossier-tenu.tsx';

/** Les gestes d'un agent sur l'accès d'un adulte : inviter, imprimer, fermer, rouvrir, retirer. */
export const POST: Handler<SessionAgent> = async (ctx) => {
  const familleId = entierDe(ctx.params.id);
  const adulte = await chercherAdulte(ctx.db, familleId, entierDe(ctx.params.adulte));
  if (!adulte) throw new Introuvable();
  const geste = texte(ctx.form, 'geste');
  if (geste === 'lettre') return imprimer(ctx, adulte);
  const { fait, refus } = await tenter(() => faire(ctx, { familleId, adulte, geste }));
  if (refus) return dire(ctx, refus);
  const vers = geste === 'retirer' ? '' : `/adultes/${adulte.id}`;
  return redirect(`/agent/familles/${familleId}${vers}`, fait);
};

interface Geste {
  familleId: number;
  adulte: AdulteTenu;
  geste: string;
}

async function faire(ctx: Ctx<SessionAgent>, g: Geste): Promise<string> {
  const { adulte, familleId } = g;
  const acteur = acteurDe(ctx.session);
  if (g.geste === 'retirer') {
    await retirerAdulte(ctx, { familleId, adulteId: adulte.id, acteur });
    return `${adulte.prenom} ${adulte.nom} n’est plus dans ce dossier.`;
  }
  const gestes: Record<
    string,
    { phrase: string; dit: string; agir: (tx: Tx) => Promise<unknown> }
  > = {
    inviter: {
      phrase: 'a renvoyé un lien d’accès à',
      dit: 'Le lien part à son adresse électronique.',
      agir: (tx) => inviter(tx, ctx, adulte.compteId),
    },
    fermer: {
      phrase: 'a fermé l’accès de',
      dit: 'L’accès est fermé, ses appareils sont déconnectés.',
      agir: (tx) => fermerComptes(tx, [adulte.compteId], ctx.clock.now()),
    },
    rouvrir: {
      phrase: 'a rouvert l’accès de',
      dit: 'L’accès est rouvert.',
      agir: (tx) => rouvrirComptes(tx, [adulte.compteId]),
    },
  };
  const choisi = gestes[g.geste];
  if (!choisi) throw new Introuvable();
  await transaction(ctx.db, async (tx) => {
    await choisi.agir(tx);
    await noter(tx, {
      le: ctx.clock.now(),
      acteur,
      verbe: `acces_${g.geste}`,
      phrase: `${acteur.nom} ${choisi.phrase} ${adulte.prenom} ${adulte.nom}.`,
      sujets: [`compte:${adulte.compteId}`, ...adulte.familles.map((f) => `famille:${f}`)],
    });
  });
  return choisi.dit;
}

async function imprimer(ctx: Ctx<SessionAgent>, adulte: AdulteTenu) {
  const { fait, refus } = await tenter(() =>
    transaction(ctx.db, (tx) =>
      ecrireLettreDAcces(tx, ctx, { compteId: adulte.compteId, acteur: acteurDe(ctx.session) }),
    ),
  );
  if (refus) return dire(ctx, refus);
  const dossier = await nommerDossier(ctx);
  return cadre(
    ctx,
    { titre: 'Lettre d’accès', filAriane: filDuDossier(dossier, 'Lettre d’accès') },
    <Lettre
      lettre={fait}
      adresse={ctx.config.adresse}
      collectivite={ctx.commune.nom}
      fuseau={ctx.commune.fuseau}
    />,
  );
}

/** Une page à imprimer : ce code ne se montrera plus, la base n'en garde que l'empreinte. */
function Lettre(props: {
  lettre: LettreDAcces;
  adresse: string;
  collectivite: string;
  fuseau: string;
}) {
  const { lettre, adresse, collectivite, fuseau } = props;
  return (
    <>
      <h1>Lettre d’accès</h1>
      <div class="sans-impression">
        <Message ton="info">
          <p>
            Imprimez cette page maintenant (Ctrl + P) et remettez-la en main propre : le code ne se
            montrera plus. Une nouvelle lettre annule celle-ci.
          </p>
        </Message>
      </div>
      <section class="carte">
        <p>{collectivite}</p>
        <p>{`${lettre.prenom} ${lettre.nom}`},</p>
        <p>Voici de quoi entrer sur le portail famille.</p>
        <ol>
          <li>
            Ouvrez <b>{`${adresse}/activation`}</b>, ou photographiez le carré ci-dessous.
          </li>
          <li>
            Tapez ce code : <b class="code-d-acces">{lettre.code}</b>
          </li>
          <li>Choisissez votre mot de passe.</li>
        </ol>
        <p>
          Ensuite, connectez-vous avec votre identifiant : <b>{lettre.identifiant}</b>
        </p>
        <CodeQr texte={lettre.lien} titre="Le même lien, à photographier" />
        <p>{`Ce code vaut une fois, jusqu’au ${ecrireInstant(lettre.expireLe, fuseau, { annee: true })}. Gardez-le pour vous.`}</p>
      </section>
    </>
  );
}

async function dire(ctx: Ctx<SessionAgent>, refus: Refus) {
  const dossier = await nommerDossier(ctx);
  return cadre(
    ctx,
    { titre: 'Accès', filAriane: filDuDossier(dossier, 'Accès'), status: 422 },
    <>
      <h1>Accès</h1>
      <Message ton="erreur">
        <p>{refus.message}</p>
      </Message>
      <Boutons>
        <Bouton href={`/agent/familles/${dossier.id}`}>Revenir au dossier</Bouton>
      </Boutons>
    </>,
  );
}
