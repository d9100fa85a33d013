import { cadre } from '../../../cadre.tsx';
import type { SessionAgent } from '../../../comptes/session.ts';
import { Introuvable } from '../../../platform/errors.ts';
import { entierDe, tenter } from '../../../platform/forms.ts';
import { type Ctx, type Handler, type Reply, redirect } from '../../../platform/http.ts';
import {
  Bouton,
  Boutons,
  champDe,
  type ErreurListee,
  Formulaire,
  ResumeErreurs,
} from '../../../ui/formulaire.tsx';
import { CHANGE_ENTRE_TEMPS } from '../../actions/coordonnees.ts';
import { ajouterAdulte, modifierAdulte } from '../../actions/tenir.ts';
import { lireUnAdulte } from '../../regles/saisie-dossier.ts';
import { type AdulteTenu, chercherAdulte } from '../../requetes/tenir.ts';
import { AccesDeLAdulte } from './acces-vue.tsx';
import { acteurDe, filDuDossier, nommerDossier } from './dossier-tenu.tsx';
import { Adulte } from './formulaire-dossier.tsx';

/** Corriger un adulte du dossier, et son accès. */
export const GET: Handler<SessionAgent> = async (ctx) => {
  const { adulte } = await trouver(ctx);
  return montrer(ctx, adulte, champsDe(adulte), []);
};

export const POST: Handler<SessionAgent> = async (ctx) => {
  const { familleId, adulte } = await trouver(ctx);
  const { adulte: saisi, erreurs } = lireUnAdulte(ctx.form);
  if (!saisi || erreurs.length > 0) return montrer(ctx, adulte, ctx.form, erreurs);
  const { fait, refus } = await tenter(() =>
    modifierAdulte(ctx, {
      familleId,
      adulteId: adulte.id,
      adulte: saisi,
      version: ctx.form.get('version') ?? '',
      acteur: acteurDe(ctx.session),
    }),
  );
  if (refus) {
    // La page garde ce qui est tapé, et prend la version d'aujourd'hui : enregistrer est un choix.
    if (refus.code === CHANGE_ENTRE_TEMPS) ctx.form.set('version', adulte.version);
    const champ = refus.code === 'une_adresse_ne_sert_qu_a_un_compte' ? 'courriel1' : refus.champ;
    return montrer(ctx, adulte, ctx.form, [{ champ: champ ?? 'nom1', message: refus.message }]);
  }
  return redirect(`/agent/familles/${familleId}`, direFait(fait));
};

function direFait({ champs, adresse }: Awaited<ReturnType<typeof modifierAdulte>>): string {
  const fiche = champs.length > 0 ? `Fiche corrigée : ${champs.join(', ')}.` : '';
  const suite = {
    posee: 'L’invitation part à son adresse électronique.',
    a_confirmer: 'La nouvelle adresse électronique vaudra quand cette personne l’aura confirmée.',
    inchangee: '',
  }[adresse];
  return [fiche, suite].filter(Boolean).join(' ') || 'Rien n’a changé.';
}

/** Ajouter un adulte : la même fiche, vide. */
export const nouveau = {
  GET: ((ctx) => montrerNouveau(ctx, new URLSearchParams(), [])) satisfies Handler<SessionAgent>,
  POST: (async (ctx) => {
    const familleId = entierDe(ctx.params.id);
    const { adulte, erreurs } = lireUnAdulte(ctx.form);
    if (!adulte || erreurs.length > 0) return montrerNouveau(ctx, ctx.form, erreurs);
    const { refus } = await tenter(() =>
      ajouterAdulte(ctx, { familleId, adulte, acteur: acteurDe(ctx.session) }),
    );
    if (refus) {
      const champ = refus.code === 'une_adresse_ne_sert_qu_a_un_compte' ? 'courriel1' : 'nom1';
      return montrerNouveau(ctx, ctx.form, [{ champ, message: refus.message }]);
    }
    return redirect(
      `/agent/familles/${familleId}`,
      adulte.courriel ? 'Adulte ajouté : il reçoit de quoi activer son accès.' : 'Adulte ajouté.',
    );
  }) satisfies Handler<SessionAgent>,
};

async function montrerNouveau(
  ctx: Ctx<SessionAgent>,
  saisie: URLSearchParams,
  erreurs: readonly ErreurListee[],
): Promise<Reply> {
  const dossier = await nommerDossier(ctx);
  return cadre(
    ctx,
    {
      titre: 'Ajouter un adulte',
      filAriane: filDuDossier(dossier, 'Ajouter un adulte'),
      status: erreurs.length > 0 ? 422 : 200,
    },
    <>
      <h1>Ajouter un adulte</h1>
      <ResumeErreurs erreurs={erreurs} />
      <Formulaire action={`/agent/familles/${dossier.id}/adultes/nouveau`}>
        <Adulte champ={champDe(saisie, erreurs)} n={1} legende="L’adulte" />
        <Boutons>
          <Bouton icone="coche">Ajouter</Bouton>
        </Boutons>
      </Formulaire>
    </>,
  );
}

async function trouver(ctx: Ctx<SessionAgent>): Promise<{ familleId: number; adulte: AdulteTenu }> {
  const familleId = entierDe(ctx.params.id);
  const adulte = await chercherAdulte(ctx.db, familleId, entierDe(ctx.params.adulte));
  if (!adulte) throw new Introuvable();
  return { familleId, adulte };
}

function champsDe(a: AdulteTenu): URLSearchParams {
  return new URLSearchParams({
    version: a.version,
    civilite1: a.civilite,
    prenom1: a.prenom,
    nom1: a.nom,
    qualite1: a.qualite,
    courriel1: a.courriel ?? '',
    portable1: a.portable,
    telephone1: a.telephone,
    adresse1: a.adresse,
    code_postal1: a.codePostal,
    commune1: a.commune,
  });
}

async function montrer(
  ctx: Ctx<SessionAgent>,
  adulte: AdulteTenu,
  saisie: URLSearchParams,
  erreurs: readonly ErreurListee[],
): Promise<Reply> {
  const dossier = await nommerDossier(ctx);
  const nom = `${adulte.prenom} ${adulte.nom}`;
  const base = `/agent/familles/${dossier.id}/adultes/${adulte.id}`;
  return cadre(
    ctx,
    { titre: nom, filAriane: filDuDossier(dossier, nom), status: erreurs.length > 0 ? 422 : 200 },
    <>
      <h1>{nom}</h1>
      <ResumeErreurs erreurs={erreurs} />
      <Formulaire action={base} caches={{ version: saisie.get('version') ?? '' }}>
        <Adulte champ={champDe(saisie, erreurs)} n={1} legende="Sa fiche" />
        <Boutons>
          <Bouton icone="coche">Enregistrer</Bouton>
        </Boutons>
      </Formulaire>
      <AccesDeLAdulte adulte={adulte} base={base} />
    </>,
  );
}
