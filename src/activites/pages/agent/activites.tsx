import { cadre } from '../../../cadre.tsx';
import type { SessionAgent } from '../../../comptes/session.ts';
import { tenter } from '../../../platform/forms.ts';
import { type Ctx, type Handler, type Reply, redirect } from '../../../platform/http.ts';
import { jourLocal } from '../../../platform/instants.ts';
import { Bouton, Boutons, ResumeErreurs } from '../../../ui/formulaire.tsx';
import { EtatVide } from '../../../ui/message.tsx';
import { Tableau } from '../../../ui/tableau.tsx';
import { creerActivite } from '../../actions/creer.ts';
import { lireActivite } from '../../regles/saisie-activite.ts';
import type { ErreurDeSaisie } from '../../regles/saisie-delai.ts';
import { listerActivites, listerStructures } from '../../requetes/reglages.ts';
import { exigerReglage } from './droits.ts';
import { FormulaireActivite } from './formulaire-activite.tsx';

export const GET: Handler<SessionAgent> = (ctx) => montrer(ctx, ctx.query);

/** « Créer l'activité ». */
export const POST: Handler<SessionAgent> = async (ctx) => {
  const acteur = exigerReglage(ctx.session);
  const structures = await listerStructures(ctx.db, ctx.session.agent.structures);
  const { saisie, erreurs } = lireActivite(
    ctx.form,
    structures.map(({ id }) => id),
  );
  if (!saisie) return montrer(ctx, ctx.form, erreurs, 422);
  const { fait, refus } = await tenter(() =>
    creerActivite(ctx, { saisie, fuseau: ctx.commune.fuseau, acteur }),
  );
  if (refus) {
    return montrer(ctx, ctx.form, [{ champ: refus.champ ?? 'nom', message: refus.message }], 422);
  }
  return redirect(
    `/agent/activites/${fait}`,
    'L’activité est créée. Vérifiez ses jours et ses délais.',
  );
};

async function montrer(
  ctx: Ctx<SessionAgent>,
  saisie: URLSearchParams,
  erreurs: readonly ErreurDeSaisie[] = [],
  status = 200,
): Promise<Reply> {
  exigerReglage(ctx.session);
  const { structures: siennes } = ctx.session.agent;
  const aujourdhui = jourLocal(ctx.clock.now(), ctx.commune.fuseau);
  const activites = await listerActivites(ctx.db, siennes, aujourdhui);
  const structures = await listerStructures(ctx.db, siennes);
  return cadre(
    ctx,
    { titre: 'Activités', status },
    <>
      <h1>Activités</h1>
      <ResumeErreurs erreurs={erreurs} />
      {activites.length === 0 ? (
        <EtatVide titre="Aucune activité pour l’instant">
          Choisissez un point de départ ci-dessous : cantine, mercredis ou vacances.
        </EtatVide>
      ) : (
        <Tableau
          titre="Les activités que vous réglez"
          titreCache
          lignes={activites}
          cle={({ id }) => id}
          colonnes={[
            {
              titre: 'Activité',
              entete: true,
              cellule: ({ id, nom }) => <a href={`/agent/activites/${id}`}>{nom}</a>,
            },
            { titre: 'Structure', cellule: ({ structure }) => structure },
            { titre: 'Jours à venir', nombre: true, cellule: ({ joursOuverts }) => joursOuverts },
            {
              titre: 'Familles',
              cellule: ({ ouverteAuxFamilles }) => (ouverteAuxFamilles ? 'ouverte' : 'cachée'),
            },
          ]}
        />
      )}
      {activites.length > 0 && (
        <Boutons>
          <Bouton href="/agent/reconductions" allure="secondaire" icone="calendrier">
            Préparer l’année suivante
          </Bouton>
        </Boutons>
      )}
      <section class="pile">
        <h2>Créer une activité</h2>
        {structures.length === 0 ? (
          <p>Il faut d’abord une structure : demandez à un administrateur de la créer.</p>
        ) : (
          <FormulaireActivite saisie={saisie} erreurs={erreurs} structures={structures} />
        )}
      </section>
    </>,
  );
}
