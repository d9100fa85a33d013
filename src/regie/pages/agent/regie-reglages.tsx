import { cadre } from '../../../cadre.tsx';
import type { SessionAgent } from '../../../comptes/session.ts';
import { lireJournal } from '../../../journal/actions.ts';
import { JournalEnMots } from '../../../journal/fil.tsx';
import { Introuvable } from '../../../platform/errors.ts';
import { entierDe, tenter } from '../../../platform/forms.ts';
import { type Ctx, type Handler, type Reply, redirect } from '../../../platform/http.ts';
import { Cases } from '../../../ui/choix.tsx';
import {
  Bouton,
  Boutons,
  type ErreurListee,
  Formulaire,
  ResumeErreurs,
} from '../../../ui/formulaire.tsx';
import { EtatVide } from '../../../ui/message.tsx';
import { choisirActivitesFacturees, reglerRegie } from '../../actions/reglages.ts';
import { ecrireReglages, lireReglages } from '../../regles/reglages.ts';
import {
  type ActiviteAFacturer,
  chercherRegieReglee,
  listerActivitesAFacturer,
  type RegieReglee,
} from '../../requetes/reglages.ts';
import { FormulaireRegie } from './formulaire-regie.tsx';

/** Une régie : son acte, le paiement en ligne, ce qu'elle facture, et qui a changé quoi. */
export const GET: Handler<SessionAgent> = async (ctx) => {
  const regie = await trouver(ctx);
  return montrer(ctx, regie, ecrireReglages(regie));
};

/** « Enregistrer ». */
export const POST: Handler<SessionAgent> = async (ctx) => {
  const regie = await trouver(ctx);
  const { saisie, erreurs } = lireReglages(ctx.form);
  if (!saisie) return montrer(ctx, regie, ctx.form, erreurs);
  const geste = { id: regie.id, saisie, acteur: acteurDe(ctx) };
  const { refus } = await tenter(() => reglerRegie(ctx, geste));
  if (refus) {
    const erreur = { champ: refus.champ ?? 'nom', message: refus.message };
    return montrer(ctx, regie, ctx.form, [erreur]);
  }
  return redirect(`/agent/regies/${regie.id}`, 'La régie est enregistrée.');
};

/** « Ce qu'elle facture ». */
export const activites = {
  POST: (async (ctx) => {
    const { id } = await trouver(ctx);
    const activiteIds = ctx.form.getAll('activite').map(entierDe);
    await choisirActivitesFacturees(ctx, { id, activiteIds, acteur: acteurDe(ctx) });
    return redirect(`/agent/regies/${id}`, 'Ce que cette régie facture est enregistré.');
  }) satisfies Handler<SessionAgent>,
};

function acteurDe({ session: { agent, compteId } }: Ctx<SessionAgent>) {
  return { compteId, nom: `${agent.prenom} ${agent.nom}` };
}

async function trouver(ctx: Ctx<SessionAgent>): Promise<RegieReglee> {
  const regie = await chercherRegieReglee(ctx.db, entierDe(ctx.params.id));
  if (!regie) throw new Introuvable();
  return regie;
}

async function montrer(
  ctx: Ctx<SessionAgent>,
  regie: RegieReglee,
  saisie: URLSearchParams,
  erreurs: readonly ErreurListee[] = [],
): Promise<Reply> {
  const { id, nom } = regie;
  const aFacturer = await listerActivitesAFacturer(ctx.db);
  const journal = await lireJournal(ctx.db, `regie:${id}`);
  return cadre(
    ctx,
    {
      titre: nom,
      filAriane: [{ libelle: 'Régies', href: '/agent/regies' }, { libelle: nom }],
      status: erreurs.length > 0 ? 422 : 200,
    },
    <>
      <h1>{nom}</h1>
      <ResumeErreurs erreurs={erreurs} />
      <FormulaireRegie
        action={`/agent/regies/${id}`}
        bouton="Enregistrer"
        saisie={saisie}
        erreurs={erreurs}
      />
      <p class="liens">
        <a href="/agent/paiements/configuration">Tester le paiement en ligne</a>
      </p>
      <CeQuElleFacture id={id} activites={aFacturer} />
      <section class="pile">
        <h2>Qui a changé quoi</h2>
        <JournalEnMots lignes={journal} fuseau={ctx.commune.fuseau} />
      </section>
    </>,
  );
}

function CeQuElleFacture(props: { id: number; activites: readonly ActiviteAFacturer[] }) {
  const { id, activites } = props;
  return (
    <section class="pile">
      <h2>Ce qu’elle facture</h2>
      {activites.length === 0 ? (
        <EtatVide titre="Aucune activité">
          Créez d’abord une activité : vous direz ici laquelle cette régie facture.
        </EtatVide>
      ) : (
        <Formulaire action={`/agent/regies/${id}/activites`}>
          <Cases
            nom="activite"
            legende="Les activités"
            aide="Une activité cochée ici quitte sa régie d’avant ; ses factures déjà émises y restent."
            valeurs={activites.filter((a) => a.regieId === id).map((a) => a.id)}
            options={activites.map((a) => ({
              valeur: a.id,
              libelle: `${a.nom}, ${a.structure}`,
              ...(a.regie && a.regieId !== id ? { aide: `Aujourd’hui : ${a.regie}` } : {}),
            }))}
          />
          <Boutons>
            <Bouton icone="coche">Enregistrer ce qu’elle facture</Bouton>
          </Boutons>
        </Formulaire>
      )}
    </section>
  );
}
