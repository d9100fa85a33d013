import { cadre } from '../../../cadre.tsx';
import type { SessionAgent } from '../../../comptes/session.ts';
import { lireJournal } from '../../../journal/actions.ts';
import { JournalEnMots } from '../../../journal/fil.tsx';
import { entierDe, texte } from '../../../platform/forms.ts';
import {
  type Ctx,
  type Handler,
  type PageModule,
  type Reply,
  redirect,
} from '../../../platform/http.ts';
import { Champ } from '../../../ui/champs.tsx';
import { Bouton, Boutons, Formulaire } from '../../../ui/formulaire.tsx';
import { Tableau } from '../../../ui/tableau.tsx';
import { ajouterRegime, cesserDeProposer } from '../../actions/regimes.ts';
import { examinerRegime } from '../../regles/regimes.ts';
import { listerRegimes } from '../../requetes/regimes.ts';

const ADRESSE = '/agent/regimes';

/** Les régimes alimentaires que les familles peuvent choisir. */
export const GET: Handler<SessionAgent> = (ctx) => montrer(ctx, '', undefined);

export const POST: Handler<SessionAgent> = async (ctx) => {
  const saisie = texte(ctx.form, 'nom');
  const { nom, erreur } = examinerRegime(saisie);
  if (erreur !== null) return montrer(ctx, saisie, erreur);
  const ajoute = await ajouterRegime(ctx, { nom, acteur: acteurDe(ctx) });
  return redirect(
    ADRESSE,
    ajoute ? `« ${nom} » est proposé aux familles.` : `« ${nom} » était déjà proposé.`,
  );
};

/** « Ne plus proposer ». */
export const retrait: PageModule<SessionAgent> = {
  POST: async (ctx) => {
    const nom = await cesserDeProposer(ctx, {
      id: entierDe(ctx.params.id),
      acteur: acteurDe(ctx),
    });
    return redirect(ADRESSE, nom ? `« ${nom} » n’est plus proposé.` : 'C’était déjà fait.');
  },
};

function acteurDe({ session }: Ctx<SessionAgent>) {
  const { prenom, nom } = session.agent;
  return { compteId: session.compteId, nom: `${prenom} ${nom}` };
}

async function montrer(
  ctx: Ctx<SessionAgent>,
  saisie: string,
  erreur: string | undefined,
): Promise<Reply> {
  const regimes = await listerRegimes(ctx.db);
  const journal = await lireJournal(ctx.db, 'regimes');
  return cadre(
    ctx,
    { titre: 'Régimes alimentaires', status: erreur ? 422 : 200 },
    <>
      <h1>Régimes alimentaires</h1>
      <p class="chapeau">
        Ce que les familles peuvent choisir pour l’assiette de leur enfant. Les listes en donnent le
        nombre à la cuisine.
      </p>
      {regimes.length === 0 ? (
        <p>Aucun régime proposé : tous les repas sont ordinaires.</p>
      ) : (
        <Tableau
          titre="Régimes proposés"
          titreCache
          lignes={regimes}
          cle={(r) => r.id}
          colonnes={[
            { titre: 'Régime', entete: true, cellule: (r) => r.nom },
            { titre: 'Enfants', nombre: true, cellule: (r) => String(r.enfants) },
            {
              titre: 'Retirer',
              sansIntitule: true,
              cellule: (r) => (
                <Formulaire action={`${ADRESSE}/${r.id}/retrait`}>
                  <Bouton allure="secondaire">
                    Ne plus proposer <span class="vh">« {r.nom} »</span>
                  </Bouton>
                </Formulaire>
              ),
            },
          ]}
        />
      )}
      <p class="discret">Un enfant garde son régime quand il n’est plus proposé.</p>
      <section class="pile">
        <h2>Ajouter un régime</h2>
        <Formulaire action={ADRESSE}>
          <Champ
            nom="nom"
            libelle="Ce que contient l’assiette"
            aide="« Sans porc », « Végétarien »… La religion d’une famille ne se demande pas."
            valeur={saisie}
            erreur={erreur}
            longueurMax={60}
            autocomplete="off"
          />
          <Boutons>
            <Bouton icone="plus">Ajouter</Bouton>
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
