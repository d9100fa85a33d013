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
import { Tableau } from '../../../ui/tableau.tsx';
import { reglerCommune } from '../../actions/ecoles.ts';
import { estUnCodeInsee, estUnCodePostal } from '../../regles/saisie-collectivite.ts';
import { listerCommunes } from '../../requetes/ecoles.ts';
import { exigerAdministrateur } from './droits.ts';

export const GET: Handler<SessionAgent> = async (ctx) => {
  exigerAdministrateur(ctx.session);
  const choisie = ctx.query.get('code');
  const commune = (await listerCommunes(ctx.db)).find((c) => c.codeInsee === choisie);
  const saisie = commune && {
    code_insee: commune.codeInsee,
    nom: commune.nom,
    code_postal: commune.codePostal,
  };
  return montrer(ctx, new URLSearchParams(saisie));
};

/** « Enregistrer la commune » : neuve, ou corrigée si son code est connu. */
export const POST: Handler<SessionAgent> = async (ctx) => {
  const acteur = exigerAdministrateur(ctx.session);
  const saisie = {
    codeInsee: texte(ctx.form, 'code_insee').toUpperCase(),
    nom: texte(ctx.form, 'nom').replace(/\s+/g, ' ').slice(0, 80),
    codePostal: texte(ctx.form, 'code_postal'),
  };
  const erreurs: ErreurListee[] = [];
  if (!saisie.nom) erreurs.push({ champ: 'nom', message: 'Écrivez le nom de la commune.' });
  if (!estUnCodeInsee(saisie.codeInsee)) {
    erreurs.push({
      champ: 'code_insee',
      message: 'Le code INSEE compte cinq signes, « 45269 » : ce n’est pas le code postal.',
    });
  }
  if (!estUnCodePostal(saisie.codePostal)) {
    erreurs.push({ champ: 'code_postal', message: 'Le code postal compte cinq chiffres.' });
  }
  if (erreurs.length > 0) return montrer(ctx, ctx.form, erreurs);
  await reglerCommune(ctx, { saisie, acteur });
  return redirect('/agent/communes', `${saisie.nom} est enregistrée.`);
};

async function montrer(
  ctx: Ctx<SessionAgent>,
  saisie: URLSearchParams,
  erreurs: readonly ErreurListee[] = [],
): Promise<Reply> {
  const communes = await listerCommunes(ctx.db);
  const journal = await lireJournal(ctx.db, 'communes');
  const champ = champDe(saisie, erreurs);
  return cadre(
    ctx,
    { titre: 'Communes', status: erreurs.length > 0 ? 422 : 200 },
    <>
      <h1>Communes</h1>
      <p class="chapeau">
        Celles de vos écoles et de vos familles : une activité peut être réservée à certaines.
      </p>
      <ResumeErreurs erreurs={erreurs} />
      <Tableau
        titre="Les communes connues"
        titreCache
        lignes={communes}
        cle={({ codeInsee }) => codeInsee}
        colonnes={[
          {
            titre: 'Commune',
            entete: true,
            cellule: (c) => <a href={`/agent/communes?code=${c.codeInsee}#commune`}>{c.nom}</a>,
          },
          { titre: 'Code INSEE', cellule: ({ codeInsee }) => codeInsee },
          { titre: 'Code postal', cellule: ({ codePostal }) => codePostal },
          { titre: 'Écoles', nombre: true, cellule: ({ ecoles }) => ecoles },
          { titre: 'Familles', nombre: true, cellule: ({ familles }) => familles },
        ]}
      />
      <section class="pile" id="commune">
        <h2>Ajouter ou corriger une commune</h2>
        <Formulaire action="/agent/communes">
          <Champ {...champ('nom', 'Nom')} longueurMax={80} autocomplete="off" />
          <Champ
            {...champ('code_insee', 'Code INSEE')}
            aide="Déjà connu, la commune est corrigée."
            court
            longueurMax={5}
          />
          <Champ
            {...champ('code_postal', 'Code postal')}
            court
            longueurMax={5}
            inputmode="numeric"
          />
          <Boutons>
            <Bouton icone="coche">Enregistrer la commune</Bouton>
          </Boutons>
        </Formulaire>
      </section>
      <section class="pile">
        <h2>Qui a changé quoi</h2>
        <JournalEnMots lignes={journal} fuseau={ctx.commune.fuseau} />
      </section>
    </>,
  );
}
