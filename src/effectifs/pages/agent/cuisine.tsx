import { cadre } from '../../../cadre.tsx';
import { peut } from '../../../comptes/regles/droits.ts';
import type { SessionAgent } from '../../../comptes/session.ts';
import { Introuvable } from '../../../platform/errors.ts';
import { entierDe, texte } from '../../../platform/forms.ts';
import { type Ctx, type Handler, type Reply, redirect } from '../../../platform/http.ts';
import { Champ } from '../../../ui/champs.tsx';
import { Case } from '../../../ui/choix.tsx';
import {
  Bouton,
  Boutons,
  champDe,
  Formulaire,
  GroupeDeChamps,
  ResumeErreurs,
} from '../../../ui/formulaire.tsx';
import { reglerCuisine } from '../../actions/regler.ts';
import {
  type ErreurDeCuisine,
  examinerCuisine,
  lireCourriels,
  type SaisieCuisine,
} from '../../regles/saisie-cuisine.ts';
import { type ActiviteServie, chercherActiviteServie } from '../../requetes/cuisines.ts';

/** Où la cuisine reçoit ses effectifs, et ce qu'elle sert (docs/regles/effectifs.md). */
export const GET: Handler<SessionAgent> = async (ctx) => montrer(ctx, await trouver(ctx));

export const POST: Handler<SessionAgent> = async (ctx) => {
  const activite = await trouver(ctx);
  const cuisine = lire(ctx.form, activite);
  const erreurs = examinerCuisine(cuisine);
  if (erreurs.length > 0) return montrer(ctx, activite, { saisie: ctx.form, erreurs });
  const { agent, compteId } = ctx.session;
  const acteur = { compteId, nom: `${agent.prenom} ${agent.nom}` };
  await reglerCuisine(ctx, { activiteId: activite.id, cuisine, acteur });
  return redirect(
    `/agent/activites/${activite.id}`,
    cuisine.courriels.length > 0
      ? 'C’est enregistré : la cuisine recevra chaque effectif à sa date limite.'
      : 'C’est enregistré : les effectifs se lisent sur leur page, sans courriel.',
  );
};

/** @throws Introuvable si l'activité n'existe pas, ou n'est pas à cet agent */
async function trouver(ctx: Ctx<SessionAgent>): Promise<ActiviteServie> {
  const activite = await chercherActiviteServie(ctx.db, entierDe(ctx.params.id));
  const sujet = { type: 'activite', structureId: activite?.structureId ?? null } as const;
  if (!activite || !peut(ctx.session.agent, 'regler', sujet).oui) throw new Introuvable();
  return activite;
}

/** Une prestation d'une autre activité ne compte pas : elle n'est pas sur la page. */
function lire(form: URLSearchParams, { prestations }: ActiviteServie): SaisieCuisine {
  const cochees = new Set(form.getAll('prestation'));
  return {
    courriels: lireCourriels(texte(form, 'courriels')),
    heureAdditif: texte(form, 'heure'),
    prestations: prestations.flatMap((p) => (cochees.has(String(p.id)) ? [p.id] : [])),
  };
}

function montrer(
  ctx: Ctx<SessionAgent>,
  activite: ActiviteServie,
  enCours?: { saisie: URLSearchParams; erreurs: readonly ErreurDeCuisine[] },
): Reply {
  const erreurs = enCours?.erreurs ?? [];
  const saisie = enCours?.saisie ?? saisieDe(activite);
  const champ = champDe(saisie, erreurs);
  const cochees = new Set(saisie.getAll('prestation'));
  return cadre(
    ctx,
    {
      titre: 'Effectifs de cuisine',
      filAriane: [
        { libelle: 'Activités', href: '/agent/activites' },
        { libelle: activite.nom, href: `/agent/activites/${activite.id}` },
        { libelle: 'Effectifs de cuisine' },
      ],
      status: erreurs.length > 0 ? 422 : 200,
    },
    <>
      <h1>Effectifs de cuisine</h1>
      <p class="chapeau">{activite.nom}</p>
      <ResumeErreurs erreurs={erreurs} />
      <p>
        À la date limite de chaque jour, Préau compte les repas par école et par régime, et n’y
        touche plus. Ce qui change ensuite s’écrit à part, dans l’additif.
      </p>
      <Formulaire action={`/agent/activites/${activite.id}/cuisine`}>
        <Champ
          {...champ('courriels', 'Adresses de la cuisine')}
          type="textarea"
          lignes={3}
          facultatif
          aide="Une par ligne, cinq au plus. Les courriels donnent des nombres, jamais le nom d’un enfant."
        />
        <Champ
          {...champ('heure', 'Heure de l’additif')}
          type="time"
          court
          aide="Le jour même, à cette heure, un second courriel dit ce qui a changé depuis l’arrêté. Rien de changé : pas de courriel."
        />
        <GroupeDeChamps legende="Prestations avec un repas">
          {activite.prestations.map((p) => (
            <Case
              key={p.id}
              nom="prestation"
              valeur={p.id}
              libelle={p.nom}
              cochee={cochees.has(String(p.id))}
            />
          ))}
        </GroupeDeChamps>
        <Boutons>
          <Bouton icone="coche">Enregistrer</Bouton>
        </Boutons>
      </Formulaire>
    </>,
  );
}

function saisieDe({ cuisine }: ActiviteServie): URLSearchParams {
  return new URLSearchParams([
    ['courriels', cuisine.courriels.join('\n')],
    ['heure', cuisine.heureAdditif],
    ...cuisine.prestations.map((id) => ['prestation', String(id)]),
  ]);
}
