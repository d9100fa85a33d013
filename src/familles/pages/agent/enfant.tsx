import { cadre } from '../../../cadre.tsx';
import type { SessionAgent } from '../../../comptes/session.ts';
import { Introuvable } from '../../../platform/errors.ts';
import { entierDe, tenter } from '../../../platform/forms.ts';
import { type Ctx, type Handler, type Reply, redirect } from '../../../platform/http.ts';
import { jourLocal } from '../../../platform/instants.ts';
import { anneeScolaireDu } from '../../../reservations/regles/admission.ts';
import {
  Bouton,
  Boutons,
  champDe,
  type ErreurListee,
  Formulaire,
  ResumeErreurs,
} from '../../../ui/formulaire.tsx';
import { ajouterEnfant, modifierEnfant } from '../../actions/tenir.ts';
import { lireUnEnfant } from '../../regles/saisie-dossier.ts';
import { listerClassesAChoisir } from '../../requetes/guichet.ts';
import { chercherEnfant } from '../../requetes/tenir.ts';
import { acteurDe, filDuDossier, nommerDossier } from './dossier-tenu.tsx';
import { Enfant } from './formulaire-dossier.tsx';

/** Corriger un enfant : son nom, sa naissance, sa classe de l'année. */
export const GET: Handler<SessionAgent> = async (ctx) => {
  const { annee } = quand(ctx);
  const enfant = await chercherEnfant(
    ctx.db,
    entierDe(ctx.params.id),
    entierDe(ctx.params.enfant),
    annee,
  );
  if (!enfant) throw new Introuvable();
  const saisie = new URLSearchParams({
    enfant_prenom1: enfant.prenom,
    enfant_nom1: enfant.nom,
    ne_le1: enfant.neLe,
    classe1: enfant.classeId === null ? '' : String(enfant.classeId),
  });
  return montrer(ctx, saisie, []);
};

export const POST: Handler<SessionAgent> = async (ctx) => {
  const familleId = entierDe(ctx.params.id);
  const enfantId = entierDe(ctx.params.enfant);
  const { annee } = quand(ctx);
  const { enfant, erreurs } = await lire(ctx);
  if (!enfant || erreurs.length > 0) {
    if (!(await chercherEnfant(ctx.db, familleId, enfantId, annee))) throw new Introuvable();
    return montrer(ctx, ctx.form, erreurs);
  }
  const { fait, refus } = await tenter(() =>
    modifierEnfant(ctx, { familleId, enfantId, enfant, annee, acteur: acteurDe(ctx.session) }),
  );
  if (refus) return montrer(ctx, ctx.form, [{ champ: 'enfant_nom1', message: refus.message }]);
  return redirect(
    `/agent/familles/${familleId}`,
    fait.length > 0 ? `Fiche corrigée : ${fait.join(', ')}.` : 'Rien n’a changé.',
  );
};

export const nouveau = {
  GET: ((ctx) => montrer(ctx, new URLSearchParams(), [])) satisfies Handler<SessionAgent>,
  POST: (async (ctx) => {
    const familleId = entierDe(ctx.params.id);
    const { enfant, erreurs } = await lire(ctx);
    if (!enfant || erreurs.length > 0) return montrer(ctx, ctx.form, erreurs);
    await ajouterEnfant(ctx, {
      familleId,
      enfant,
      annee: quand(ctx).annee,
      acteur: acteurDe(ctx.session),
    });
    return redirect(`/agent/familles/${familleId}`, `${enfant.prenom} est dans ce dossier.`);
  }) satisfies Handler<SessionAgent>,
};

function quand(ctx: Ctx) {
  const aujourdhui = jourLocal(ctx.clock.now(), ctx.commune.fuseau);
  return { aujourdhui, annee: anneeScolaireDu(aujourdhui) };
}

async function lire(ctx: Ctx<SessionAgent>) {
  const { aujourdhui, annee } = quand(ctx);
  const classes = await listerClassesAChoisir(ctx.db, annee);
  return lireUnEnfant(ctx.form, { classes: classes.map((c) => c.id), aujourdhui });
}

async function montrer(
  ctx: Ctx<SessionAgent>,
  saisie: URLSearchParams,
  erreurs: readonly ErreurListee[],
): Promise<Reply> {
  const { annee } = quand(ctx);
  const dossier = await nommerDossier(ctx);
  const classes = await listerClassesAChoisir(ctx.db, annee);
  const { enfant } = ctx.params;
  const titre = enfant ? 'Corriger un enfant' : 'Ajouter un enfant';
  return cadre(
    ctx,
    { titre, filAriane: filDuDossier(dossier, titre), status: erreurs.length > 0 ? 422 : 200 },
    <>
      <h1>{titre}</h1>
      <p class="discret">{`La classe est celle de l’année ${annee}.`}</p>
      <ResumeErreurs erreurs={erreurs} />
      <Formulaire action={`/agent/familles/${dossier.id}/enfants/${enfant ?? 'nouveau'}`}>
        <Enfant champ={champDe(saisie, erreurs)} n={1} classes={classes} />
        <Boutons>
          <Bouton icone="coche">{enfant ? 'Enregistrer' : 'Ajouter'}</Bouton>
        </Boutons>
      </Formulaire>
    </>,
  );
}
