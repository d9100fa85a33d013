import { cadre } from '../../../cadre.tsx';
import type { SessionAgent } from '../../../comptes/session.ts';
import { type Ctx, type Handler, type Reply, redirect } from '../../../platform/http.ts';
import { jourLocal } from '../../../platform/instants.ts';
import { anneeScolaireDu } from '../../../reservations/regles/admission.ts';
import { Champ } from '../../../ui/champs.tsx';
import {
  Bouton,
  Boutons,
  champDe,
  type ErreurListee,
  Formulaire,
  ResumeErreurs,
} from '../../../ui/formulaire.tsx';
import { EtatVide } from '../../../ui/message.tsx';
import { Tableau } from '../../../ui/tableau.tsx';
import { creerEcole } from '../../actions/ecoles.ts';
import { lireEcole } from '../../regles/classes.ts';
import { type Commune, listerCommunes, listerEcoles } from '../../requetes/ecoles.ts';
import { exigerAdministrateur } from './droits.ts';

export const GET: Handler<SessionAgent> = (ctx) => montrer(ctx, new URLSearchParams());

/** « Créer l'école ». */
export const POST: Handler<SessionAgent> = async (ctx) => {
  const acteur = exigerAdministrateur(ctx.session);
  const communes = await listerCommunes(ctx.db);
  const { saisie, erreurs } = lireEcole(
    ctx.form,
    communes.map(({ codeInsee }) => codeInsee),
  );
  if (erreurs.length > 0) return montrer(ctx, ctx.form, erreurs);
  const id = await creerEcole(ctx, { saisie, acteur });
  return redirect(`/agent/ecoles/${id}`, `« ${saisie.nom} » est créée. Ajoutez ses classes.`);
};

async function montrer(
  ctx: Ctx<SessionAgent>,
  saisie: URLSearchParams,
  erreurs: readonly ErreurListee[] = [],
): Promise<Reply> {
  exigerAdministrateur(ctx.session);
  const annee = anneeScolaireDu(jourLocal(ctx.clock.now(), ctx.commune.fuseau));
  const ecoles = await listerEcoles(ctx.db, annee);
  const communes = await listerCommunes(ctx.db);
  return cadre(
    ctx,
    { titre: 'Écoles et classes', status: erreurs.length > 0 ? 422 : 200 },
    <>
      <h1>Écoles et classes</h1>
      <ResumeErreurs erreurs={erreurs} />
      {ecoles.length === 0 ? (
        <EtatVide titre="Aucune école pour l’instant">
          Créez la première ci-dessous, puis ses classes : les listes du jour se lisent par classe.
        </EtatVide>
      ) : (
        <Tableau
          titre={`Les écoles en ${annee}`}
          lignes={ecoles}
          cle={({ id }) => id}
          colonnes={[
            {
              titre: 'École',
              entete: true,
              cellule: ({ id, nom }) => <a href={`/agent/ecoles/${id}`}>{nom}</a>,
            },
            { titre: 'Commune', cellule: ({ commune }) => commune },
            { titre: 'Classes', nombre: true, cellule: ({ classes }) => classes },
            { titre: 'Enfants', nombre: true, cellule: ({ enfants }) => enfants },
          ]}
        />
      )}
      <section class="pile">
        <h2>Créer une école</h2>
        <FormulaireEcole
          action="/agent/ecoles"
          bouton="Créer l’école"
          {...{ saisie, erreurs, communes }}
        />
        <p>
          <a href="/agent/communes">Ajouter une commune</a>
        </p>
      </section>
    </>,
  );
}

/** Les champs d'une école, pour la créer ou la renommer. */
export function FormulaireEcole(props: {
  action: string;
  bouton: string;
  saisie: URLSearchParams;
  erreurs: readonly ErreurListee[];
  communes: readonly Commune[];
}) {
  const champ = champDe(props.saisie, props.erreurs);
  const [seule] = props.communes;
  const choisie = props.saisie.get('commune') || seule?.codeInsee || '';
  return (
    <Formulaire action={props.action}>
      <Champ {...champ('nom', 'Nom de l’école')} longueurMax={120} autocomplete="off" />
      <Champ
        {...champ('commune', 'Commune')}
        type="select"
        valeur={choisie}
        options={props.communes.map((c) => ({ valeur: c.codeInsee, libelle: c.nom }))}
      />
      <Boutons>
        <Bouton icone="coche">{props.bouton}</Bouton>
      </Boutons>
    </Formulaire>
  );
}
