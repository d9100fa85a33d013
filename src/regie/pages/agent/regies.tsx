import { cadre } from '../../../cadre.tsx';
import type { SessionAgent } from '../../../comptes/session.ts';
import { tenter } from '../../../platform/forms.ts';
import { type Ctx, type Handler, type Reply, redirect } from '../../../platform/http.ts';
import { type ErreurListee, ResumeErreurs } from '../../../ui/formulaire.tsx';
import { EtatVide } from '../../../ui/message.tsx';
import { Tableau } from '../../../ui/tableau.tsx';
import { creerRegie } from '../../actions/reglages.ts';
import { FOURNISSEURS, lireReglages } from '../../regles/reglages.ts';
import { listerRegiesReglees, type RegieReglee } from '../../requetes/reglages.ts';
import { FormulaireRegie } from './formulaire-regie.tsx';

const VIERGE = { delai: '30', fournisseur: 'payfip', saisie_payfip: 'T' };

/** Les régies de la collectivité, et la création d'une autre. */
export const GET: Handler<SessionAgent> = (ctx) => montrer(ctx, new URLSearchParams(VIERGE));

export const POST: Handler<SessionAgent> = async (ctx) => {
  const { saisie, erreurs } = lireReglages(ctx.form);
  if (!saisie) return montrer(ctx, ctx.form, erreurs);
  const { agent, compteId } = ctx.session;
  const acteur = { compteId, nom: `${agent.prenom} ${agent.nom}` };
  const { fait, refus } = await tenter(() => creerRegie(ctx, { saisie, acteur }));
  if (refus)
    return montrer(ctx, ctx.form, [{ champ: refus.champ ?? 'nom', message: refus.message }]);
  return redirect(
    `/agent/regies/${fait}`,
    `La régie « ${saisie.nom} » est créée. Dites maintenant ce qu’elle facture.`,
  );
};

async function montrer(
  ctx: Ctx<SessionAgent>,
  saisie: URLSearchParams,
  erreurs: readonly ErreurListee[] = [],
): Promise<Reply> {
  const regies = await listerRegiesReglees(ctx.db);
  return cadre(
    ctx,
    { titre: 'Régies', status: erreurs.length > 0 ? 422 : 200 },
    <>
      <h1>Régies</h1>
      <ResumeErreurs erreurs={erreurs} />
      {regies.length === 0 ? (
        <EtatVide titre="Aucune régie pour l’instant">
          Une régie facture et encaisse pour le comptable public. Créez la vôtre ci-dessous, l’acte
          constitutif sous les yeux ; si vous ne facturez pas ici, il n’y a rien à faire.
        </EtatVide>
      ) : (
        <Liste regies={regies} />
      )}
      <section class="pile">
        <h2>Créer une régie</h2>
        <FormulaireRegie
          action="/agent/regies"
          bouton="Créer la régie"
          saisie={saisie}
          erreurs={erreurs}
        />
      </section>
    </>,
  );
}

function Liste({ regies }: { regies: readonly RegieReglee[] }) {
  return (
    <Tableau
      titre="Les régies"
      titreCache
      lignes={regies}
      cle={({ id }) => id}
      colonnes={[
        {
          titre: 'Régie',
          entete: true,
          cellule: ({ id, nom }) => <a href={`/agent/regies/${id}`}>{nom}</a>,
        },
        { titre: 'Code', cellule: ({ code }) => code },
        { titre: 'Régisseur', cellule: ({ regisseur }) => regisseur },
        { titre: 'Paiement en ligne', cellule: ({ fournisseur }) => FOURNISSEURS[fournisseur] },
      ]}
    />
  );
}
