import type { Ctx } from '../../platform/http.ts';
import { ecrireInstant } from '../../platform/instants.ts';
import { Champ } from '../../ui/champs.tsx';
import { Bouton, Boutons, Formulaire } from '../../ui/formulaire.tsx';
import { Message } from '../../ui/message.tsx';
import { Tableau } from '../../ui/tableau.tsx';
import { CLES_PAR_COMPTE, NOM_MAX } from '../regles/cles-d-acces.ts';
import type { CleDAcces } from '../requetes/cles-d-acces.ts';
import type { Session } from '../session.ts';

interface PropsListe {
  page: string;
  fuseau: string;
  cles: readonly CleDAcces[];
}

export function ListeDesCles({ page, fuseau, cles }: PropsListe) {
  if (cles.length === 0) return <p>Vous n’avez pas encore de clé.</p>;
  const dire = (instant: Date) => ecrireInstant(instant, fuseau);
  return (
    <Tableau
      titre="Vos clés"
      titreCache
      lignes={cles}
      cle={(c) => String(c.id)}
      colonnes={[
        { titre: 'Clé', cellule: (c) => c.nom, entete: true },
        { titre: 'Ajoutée', cellule: (c) => dire(c.ajouteeLe) },
        {
          titre: 'Dernier usage',
          cellule: (c) =>
            c.suspecteLe ? (
              <b>Bloquée : une copie a pu servir</b>
            ) : c.utiliseeLe ? (
              dire(c.utiliseeLe)
            ) : (
              'Jamais'
            ),
        },
        {
          titre: 'Retirer',
          cellule: (c) => (
            <Formulaire action={`${page}/${c.id}/retrait`}>
              <Bouton allure="discret">
                Retirer<span class="vh"> {c.nom}</span>
              </Bouton>
            </Formulaire>
          ),
        },
      ]}
    />
  );
}

/** Caché tant que le script n'a pas vu que l'appareil sait faire. */
export function AjoutDeCle(props: {
  page: string;
  demande: string;
  nom: string;
  erreur: string | undefined;
}) {
  return (
    <>
      <div data-sans-cle>
        <Message ton="info" vivant={false}>
          Ouvrez cette page avec JavaScript, sur un appareil récent, à l’adresse habituelle du
          portail : c’est l’appareil qui fabrique la clé.
        </Message>
      </div>
      <div hidden>
        <Formulaire action={props.page} donnees={{ 'data-cle-neuve': props.demande }}>
          <Champ
            nom="nom"
            libelle="Nom de cette clé"
            aide="Pour la reconnaître, comme « Mon téléphone »."
            autocomplete="off"
            longueurMax={NOM_MAX}
            valeur={props.nom}
            erreur={props.erreur}
          />
          <p role="status" data-etat-cle />
          <Boutons>
            <Bouton icone="cle">Ajouter cet appareil</Bouton>
          </Boutons>
        </Formulaire>
      </div>
    </>
  );
}

/** Une session ouverte ce matin, ou volée, ne suffit pas à ouvrir une porte de plus. */
export function PreuveAvantDAjouter({
  page,
  erreur,
}: {
  page: string;
  erreur: string | undefined;
}) {
  return (
    <>
      <p>Vous êtes connecté depuis un moment : donnez votre mot de passe pour ajouter une clé.</p>
      <Formulaire action={page} caches={{ geste: 'prouver' }}>
        <Champ
          nom="ancien"
          type="password"
          libelle="Mot de passe"
          autocomplete="current-password"
          erreur={erreur}
        />
        <Boutons>
          <Bouton>Continuer</Bouton>
        </Boutons>
      </Formulaire>
      <p>
        Vous ne l’avez plus ? Déconnectez-vous, entrez par un lien reçu par courriel, puis revenez
        ici.
      </p>
    </>
  );
}

export function AssezDeCles() {
  return (
    <p>
      Vous avez déjà {CLES_PAR_COMPTE} clés : retirez celle qui ne sert plus pour en ajouter une
      autre.
    </p>
  );
}

/** Chez qui l'on est : le préfixe le dit. */
export function pageDesCles(ctx: Ctx<Session>): string {
  return ctx.path.startsWith('/agent') ? '/agent/cles' : '/famille/cles';
}
