import { cadre } from '../../../cadre.tsx';
import type { SessionAgent } from '../../../comptes/session.ts';
import { lireJournal } from '../../../journal/actions.ts';
import { JournalEnMots } from '../../../journal/fil.tsx';
import { texte } from '../../../platform/forms.ts';
import { type Ctx, type Handler, type Reply, redirect } from '../../../platform/http.ts';
import { Champ } from '../../../ui/champs.tsx';
import {
  Bouton,
  Boutons,
  champDe,
  type ErreurListee,
  Formulaire,
  ResumeErreurs,
} from '../../../ui/formulaire.tsx';
import { lireDurees, reglerDurees } from '../../actions/durees.ts';
import { examinerDurees } from '../../regles/durees.ts';

const ADRESSE = '/agent/durees-de-sante';

/** Combien de temps se gardent les fiches sanitaires, et la trace de leurs lectures. */
export const GET: Handler<SessionAgent> = async (ctx) => {
  const { fichesMois, lecturesMois } = await lireDurees(ctx.db);
  const saisie = { fiches: String(fichesMois), lectures: String(lecturesMois) };
  return montrer(ctx, new URLSearchParams(saisie), []);
};

export const POST: Handler<SessionAgent> = async (ctx) => {
  const { durees, erreurs } = examinerDurees(
    texte(ctx.form, 'fiches'),
    texte(ctx.form, 'lectures'),
  );
  if (erreurs) return montrer(ctx, ctx.form, erreurs);
  const { prenom, nom } = ctx.session.agent;
  const acteur = { compteId: ctx.session.compteId, nom: `${prenom} ${nom}` };
  const change = await reglerDurees(ctx, { durees, acteur });
  return redirect(
    ADRESSE,
    change ? 'Les durées sont enregistrées.' : 'C’étaient déjà les durées enregistrées.',
  );
};

async function montrer(
  ctx: Ctx<SessionAgent>,
  saisie: URLSearchParams,
  erreurs: readonly ErreurListee[],
): Promise<Reply> {
  const journal = await lireJournal(ctx.db, 'durees_de_sante');
  const champ = champDe(saisie, erreurs);
  return cadre(
    ctx,
    { titre: 'Conservation des fiches sanitaires', status: erreurs.length > 0 ? 422 : 200 },
    <>
      <h1>Conservation des fiches sanitaires</h1>
      <p class="chapeau">
        Chaque nuit, la fiche d’un enfant qui ne vient plus s’efface. Plus la durée est courte,
        mieux les familles sont protégées ; douze mois laissent revenir un enfant d’un été à
        l’autre.
      </p>
      <ResumeErreurs erreurs={erreurs} />
      <Formulaire action={ADRESSE}>
        <Champ
          {...champ('fiches', 'Fiche gardée, en mois après la dernière venue')}
          aide="De 1 à 36. Une fiche que la famille vient de relire attend autant."
          inputmode="numeric"
          longueurMax={2}
          court
        />
        <Champ
          {...champ('lectures', 'Trace des lectures gardée, en mois')}
          aide="Plus longtemps que les fiches, 60 au plus ; la CNIL conseille de ne pas dépasser trois ans."
          inputmode="numeric"
          longueurMax={2}
          court
        />
        <Boutons>
          <Bouton icone="coche">Enregistrer</Bouton>
        </Boutons>
      </Formulaire>
      <section class="pile">
        <h2>Qui a changé quoi</h2>
        <JournalEnMots lignes={journal} fuseau={ctx.commune.fuseau} />
      </section>
    </>,
  );
}
