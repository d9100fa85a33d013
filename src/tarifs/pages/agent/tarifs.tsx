import { cadre } from '../../../cadre.tsx';
import type { SessionAgent } from '../../../comptes/session.ts';
import type { Handler } from '../../../platform/http.ts';
import { jourLocal } from '../../../platform/instants.ts';
import { ecrireJourEnChiffres, type Jour } from '../../../platform/jours.ts';
import { Carte } from '../../../ui/accueil.tsx';
import { Bouton, Boutons, Formulaire } from '../../../ui/formulaire.tsx';
import { EtatVide } from '../../../ui/message.tsx';
import type { Contenu } from '../../../ui/types.ts';
import { peutModifierLaGrille } from '../../regles/acces.ts';
import { decrireRegle } from '../../regles/decrire.ts';
import { grilleEnVigueur } from '../../regles/versions.ts';
import {
  type GrilleRangee,
  listerGrilles,
  listerPrestations,
  type PrestationTarifee,
} from '../../requetes/grilles.ts';

/** Les tarifs de chaque prestation : ce qui vaut, ce qui vient, ce qui se prépare. */
export const GET: Handler<SessionAgent> = async (ctx) => {
  const { agent } = ctx.session;
  const jour = jourLocal(ctx.clock.now(), ctx.commune.fuseau);
  const prestations = await listerPrestations(ctx.db);
  const grilles = await listerGrilles(ctx.db);
  const parActivite = [...Map.groupBy(prestations, (p) => p.activite)];
  return cadre(
    ctx,
    { titre: 'Tarifs', filAriane: [{ libelle: 'Tarifs' }] },
    <>
      <h1>Tarifs</h1>
      <p class="chapeau">
        Une grille par prestation. Publiée, elle ne change plus : une nouvelle version part d’un
        autre jour.
      </p>
      {parActivite.length === 0 && (
        <EtatVide titre="Aucune prestation">
          Créez d’abord une activité et ce qui s’y réserve : chaque prestation aura ici sa grille.
        </EtatVide>
      )}
      {parActivite.map(([activite, liste]) => (
        <section class="pile" key={activite}>
          <h2>{activite}</h2>
          {liste.map((p) => (
            <Prestation
              key={p.id}
              prestation={p}
              grilles={grilles}
              jour={jour}
              modifiable={peutModifierLaGrille(agent, p.structureId)}
            />
          ))}
        </section>
      ))}
    </>,
  );
};

function Prestation(props: {
  prestation: PrestationTarifee;
  grilles: readonly GrilleRangee[];
  jour: Jour;
  modifiable: boolean;
}) {
  const { prestation, jour } = props;
  const siennes = props.grilles.filter((g) => g.grille.prestationId === prestation.id);
  const publiees = siennes.map((g) => g.grille);
  const enVigueur = grilleEnVigueur(publiees, prestation.id, jour);
  const actuelle = siennes.find((g) => g.grille.id === enVigueur?.id);
  const aVenir = siennes.filter((g) => g.publieeLe && g.grille.du > jour).reverse();
  const passees = siennes.filter((g) => g.publieeLe && g.grille.du <= jour && g !== actuelle);
  const brouillons = siennes.filter((g) => !g.publieeLe);
  return (
    <Carte titre={prestation.nom} niveau={3}>
      {actuelle ? (
        <>
          <p>
            <Lien rangee={actuelle}>En vigueur depuis le {leJour(actuelle)}</Lien>, délibération{' '}
            {actuelle.deliberation}.
          </p>
          <ul>
            {decrireRegle(actuelle.grille.regle).map((phrase) => (
              <li key={phrase}>{phrase}</li>
            ))}
          </ul>
        </>
      ) : (
        <p>
          <b>Aucune grille en vigueur.</b> Les jours de cette prestation ne peuvent pas être
          facturés.
        </p>
      )}
      <Versions titre="À venir" grilles={aVenir} mot="À partir du" />
      <Versions titre="Brouillons" grilles={brouillons} mot="Brouillon, à partir du" />
      <Versions titre="Passées" grilles={passees} mot="À partir du" />
      {props.modifiable && (
        <Formulaire
          action="/agent/tarifs/grilles"
          caches={{
            prestation: prestation.id,
            ...(actuelle ? { copie: actuelle.grille.id } : {}),
          }}
        >
          <Boutons>
            <Bouton icone="plus" allure="secondaire">
              {actuelle ? 'Préparer une nouvelle version' : 'Écrire une grille'}
              <span class="vh">{` de ${prestation.activite}, ${prestation.nom}`}</span>
            </Bouton>
          </Boutons>
        </Formulaire>
      )}
    </Carte>
  );
}

function Versions(props: { titre: string; grilles: readonly GrilleRangee[]; mot: string }) {
  if (props.grilles.length === 0) return null;
  return (
    <>
      <p>
        <b>{props.titre}</b>
      </p>
      <ul>
        {props.grilles.map((g) => (
          <li key={g.grille.id}>
            <Lien rangee={g}>
              {props.mot} {leJour(g)}
            </Lien>
            {g.deliberation && `, délibération ${g.deliberation}`}
          </li>
        ))}
      </ul>
    </>
  );
}

function Lien(props: { rangee: GrilleRangee; children: Contenu }) {
  const { grille, activite, prestation } = props.rangee;
  return (
    <a href={`/agent/tarifs/grilles/${grille.id}`}>
      {props.children}
      <span class="vh">{` (${activite}, ${prestation})`}</span>
    </a>
  );
}

function leJour({ grille }: GrilleRangee): string {
  return ecrireJourEnChiffres(grille.du);
}
