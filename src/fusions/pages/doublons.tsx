import { cadre } from '../../cadre.tsx';
import type { SessionAgent } from '../../comptes/session.ts';
import { entierDe } from '../../platform/forms.ts';
import { type Handler, redirect } from '../../platform/http.ts';
import { Carte, Cartes } from '../../ui/accueil.tsx';
import { ListeDefinitions } from '../../ui/ensembles.tsx';
import { Bouton, Boutons, Formulaire } from '../../ui/formulaire.tsx';
import { EtatVide } from '../../ui/message.tsx';
import { distinguer } from '../actions/distinguer.ts';
import { type DossierEnPaire, direIndice, type Paire } from '../regles/doublons.ts';
import { listerPaires } from '../requetes/doublons.ts';

const PAIRES_AU_PLUS = 50;

/** Les dossiers qui se ressemblent : en faire un seul, ou dire que ce n'est pas la même famille. */
export const GET: Handler<SessionAgent> = async (ctx) => {
  const paires = await listerPaires(ctx.db, { famille: null, limite: PAIRES_AU_PLUS });
  return cadre(
    ctx,
    {
      titre: 'Dossiers en double',
      filAriane: [
        { libelle: 'Familles', href: '/agent/familles' },
        { libelle: 'Dossiers en double' },
      ],
    },
    <>
      <h1>Dossiers en double</h1>
      {paires.length === 0 ? (
        <EtatVide titre="Aucun doublon probable">
          Deux dossiers se proposent ici quand le même enfant est dans les deux, ou quand deux
          adultes ont le même portable.
        </EtatVide>
      ) : (
        <>
          <p>
            Ces dossiers se ressemblent. Comparez-les avant de n’en faire qu’un ; si ce sont deux
            familles différentes, dites-le une fois pour toutes.
          </p>
          {paires.length === PAIRES_AU_PLUS && (
            <p class="discret">
              Les {PAIRES_AU_PLUS} paires les plus probables ; les suivantes viendront ensuite.
            </p>
          )}
          {paires.map((p) => (
            <UnePaire key={`${p.premiere.id}-${p.seconde.id}`} paire={p} />
          ))}
        </>
      )}
    </>,
  );
};

export const POST: Handler<SessionAgent> = async (ctx) => {
  const { agent, compteId } = ctx.session;
  await distinguer(ctx, {
    familleId: entierDe(ctx.form.get('famille')),
    autreId: entierDe(ctx.form.get('autre')),
    acteur: { compteId, nom: `${agent.prenom} ${agent.nom}` },
  });
  return redirect(
    '/agent/familles/doublons',
    'C’est retenu : ces deux dossiers ne se proposeront plus ensemble.',
  );
};

function UnePaire({ paire: { premiere, seconde, indices } }: { paire: Paire }) {
  const noms =
    premiere.nom === seconde.nom
      ? `${premiere.nom}, deux fois`
      : `${premiere.nom} et ${seconde.nom}`;
  return (
    <section class="pile">
      <h2>{noms}</h2>
      <ul>
        {indices.map((i) => (
          <li key={direIndice(i)}>{direIndice(i)}</li>
        ))}
      </ul>
      <Cartes>
        <UnDossier dossier={premiere} />
        <UnDossier dossier={seconde} />
      </Cartes>
      <Formulaire action="/agent/familles/doublons">
        <input type="hidden" name="famille" value={premiere.id} />
        <input type="hidden" name="autre" value={seconde.id} />
        <Boutons>
          <Bouton href={`/agent/familles/${premiere.id}/fusion/${seconde.id}`}>
            Comparer <span class="vh">: {noms}</span>
          </Bouton>
          <Bouton allure="secondaire">
            Ce ne sont pas les mêmes <span class="vh">: {noms}</span>
          </Bouton>
        </Boutons>
      </Formulaire>
    </section>
  );
}

function UnDossier({ dossier }: { dossier: DossierEnPaire }) {
  return (
    <Carte titre={`Dossier n° ${dossier.id}`} niveau={3}>
      <ListeDefinitions
        elements={[
          { terme: 'Famille', valeur: <a href={`/agent/familles/${dossier.id}`}>{dossier.nom}</a> },
          { terme: 'Adultes', valeur: dossier.adultes.join(', ') || 'Aucun' },
          { terme: 'Enfants', valeur: dossier.enfants.join(', ') || 'Aucun' },
          { terme: 'Commune', valeur: dossier.commune ?? 'À préciser' },
        ]}
      />
    </Carte>
  );
}
