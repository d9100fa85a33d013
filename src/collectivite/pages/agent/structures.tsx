import { cadre } from '../../../cadre.tsx';
import type { SessionAgent } from '../../../comptes/session.ts';
import { tenter } from '../../../platform/forms.ts';
import { type Ctx, type Handler, type Reply, redirect } from '../../../platform/http.ts';
import { type ErreurListee, ResumeErreurs } from '../../../ui/formulaire.tsx';
import { EtatVide } from '../../../ui/message.tsx';
import { Tableau } from '../../../ui/tableau.tsx';
import { creerStructure } from '../../actions/structures.ts';
import { lireStructure } from '../../regles/saisie-structure.ts';
import { listerStructures, type StructureLue } from '../../requetes/structures.ts';
import { exigerAdministrateur } from './droits.ts';
import { FormulaireStructure } from './formulaire-structure.tsx';

export const GET: Handler<SessionAgent> = (ctx) => montrer(ctx, new URLSearchParams());

/** « Créer la structure ». */
export const POST: Handler<SessionAgent> = async (ctx) => {
  const acteur = exigerAdministrateur(ctx.session);
  const { saisie, erreurs } = lireStructure(ctx.form);
  if (erreurs.length > 0) return montrer(ctx, ctx.form, erreurs);
  const { refus } = await tenter(() => creerStructure(ctx, { saisie, acteur }));
  if (refus) {
    return montrer(ctx, ctx.form, [{ champ: refus.champ ?? 'nom', message: refus.message }]);
  }
  return redirect('/agent/structures', `La structure « ${saisie.nom} » est créée.`);
};

async function montrer(
  ctx: Ctx<SessionAgent>,
  saisie: URLSearchParams,
  erreurs: readonly ErreurListee[] = [],
): Promise<Reply> {
  exigerAdministrateur(ctx.session);
  const structures = await listerStructures(ctx.db);
  return cadre(
    ctx,
    { titre: 'Structures', status: erreurs.length > 0 ? 422 : 200 },
    <>
      <h1>Structures</h1>
      <ResumeErreurs erreurs={erreurs} />
      {structures.length === 0 ? (
        <EtatVide titre="Aucune structure pour l’instant">
          Une structure est le service ou le centre qui accueille : « Pôle enfance », « Centre de
          loisirs ». Créez la première ci-dessous.
        </EtatVide>
      ) : (
        <Liste structures={structures} />
      )}
      <section class="pile">
        <h2>Créer une structure</h2>
        <FormulaireStructure
          action="/agent/structures"
          bouton="Créer la structure"
          saisie={saisie}
          erreurs={erreurs}
        />
      </section>
    </>,
  );
}

function Liste({ structures }: { structures: readonly StructureLue[] }) {
  return (
    <Tableau
      titre="Les structures"
      titreCache
      lignes={structures}
      cle={({ id }) => id}
      colonnes={[
        {
          titre: 'Structure',
          entete: true,
          cellule: ({ id, nom }) => <a href={`/agent/structures/${id}`}>{nom}</a>,
        },
        { titre: 'Adresse électronique', cellule: ({ courriel }) => courriel },
        { titre: 'Activités', nombre: true, cellule: ({ activites }) => activites },
        { titre: 'État', cellule: ({ fermeeLe }) => (fermeeLe ? 'fermée' : 'ouverte') },
      ]}
    />
  );
}
