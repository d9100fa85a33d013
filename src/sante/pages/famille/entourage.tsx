import { randomUUID } from 'node:crypto';
import type { VNode } from 'preact';
import { ecrireInstant } from '../../../platform/instants.ts';
import { Champ } from '../../../ui/champs.tsx';
import { Case, Radios } from '../../../ui/choix.tsx';
import { Bouton, Boutons, Formulaire } from '../../../ui/formulaire.tsx';
import { AUTORISATIONS, GENRES_D_AUTORISATION } from '../../regles/autorisations.ts';
import { PERSONNES_AU_PLUS } from '../../regles/personnes.ts';
import type { ResteDeLaFiche } from '../../requetes/fiche.ts';
import type { PropsFiche } from './props.ts';
import { Volet } from './rubriques.tsx';

/** Ce qu'il mange : une liste tenue par la collectivité, jamais une raison. */
export function Regime({ enfant, reste, saisie, adresse, fuseau }: PropsFiche): VNode {
  const { regime, regimes } = reste;
  const tape = saisie?.partie === 'regime' ? saisie.form.get('regime') : null;
  // Un régime retiré de la liste reste à l'enfant qui l'a, jusqu'à ce que sa famille en change.
  const connus =
    regime && !regimes.some((r) => r.id === regime.id) ? [regime, ...regimes] : regimes;
  return (
    <Volet
      id="regime"
      titre="Repas"
      etat={regime ? `${regime.nom}, ${signer(regime, fuseau)}` : 'Repas ordinaire'}
      ouvert={saisie?.partie === 'regime'}
    >
      <Formulaire action={adresse} caches={{ partie: 'regime' }}>
        <Radios
          nom="regime"
          id="regime-choix"
          legende={`Que mange ${enfant.prenom} ?`}
          aide="Une allergie se dit dans « Allergies » : la cuisine suit alors le PAI."
          valeur={tape ?? regime?.id ?? ''}
          options={[
            { valeur: '', libelle: 'Repas ordinaire' },
            ...connus.map((r) => ({ valeur: r.id, libelle: r.nom })),
          ]}
        />
        <Boutons>
          <Bouton icone="coche">Enregistrer</Bouton>
        </Boutons>
      </Formulaire>
    </Volet>
  );
}

function signer({ le, par }: { le: string; par: string }, fuseau: string): string {
  return `le ${ecrireInstant(new Date(le), fuseau, { annee: true })} par ${par}`;
}

export function Autorisations({ reste, saisie, adresse, fuseau }: PropsFiche): VNode {
  const { autorisations } = reste;
  const derniere = autorisations.toSorted((a, b) => (a.le < b.le ? 1 : -1))[0];
  const manquent = GENRES_D_AUTORISATION.length - autorisations.length;
  const etat =
    manquent > 0 ? 'À remplir' : `Dernière réponse ${derniere ? signer(derniere, fuseau) : ''}`;
  return (
    <Volet
      id="autorisations"
      titre="Autorisations"
      etat={etat}
      ouvert={saisie?.partie === 'autorisations'}
    >
      <Formulaire action={adresse} caches={{ partie: 'autorisations' }}>
        <p class="discret">Sans réponse de votre part, c’est non.</p>
        {GENRES_D_AUTORISATION.map((genre) => {
          const donnee = autorisations.find((a) => a.genre === genre);
          return (
            <Radios
              key={genre}
              nom={genre}
              legende={AUTORISATIONS[genre].libelle}
              valeur={donnee ? (donnee.accordee ? 'oui' : 'non') : null}
              options={[
                { valeur: 'oui', libelle: 'Oui' },
                { valeur: 'non', libelle: 'Non' },
              ]}
            />
          );
        })}
        <Boutons>
          <Bouton icone="coche">Enregistrer</Bouton>
        </Boutons>
      </Formulaire>
    </Volet>
  );
}

/** Qui vient chercher {enfant.prenom}, qui prévenir : au départ, l'équipe les a sous les yeux. */
export function Personnes(props: PropsFiche): VNode {
  const { enfant, reste, adresse } = props;
  return (
    <section class="pile rubriques" id="personnes">
      <h2>Qui vient chercher {enfant.prenom}, qui prévenir</h2>
      <p class="discret">
        Les parents du dossier sont déjà connus. Ajoutez les autres : l’équipe peut leur demander
        une pièce d’identité.
      </p>
      {reste.personnes.length > 0 && (
        <ul class="personnes">
          {reste.personnes.map((p) => (
            <li key={p.id} class="carte">
              <p>
                <b>{p.nom}</b>, {p.lien}
                <br />
                <span class="insecable">{p.telephone}</span>
                <br />
                <span class="discret">{direRole(p)}</span>
              </p>
              <Formulaire action={adresse} caches={{ partie: 'retrait', personne: p.id }}>
                <Bouton allure="secondaire">
                  Retirer <span class="vh">{p.nom}</span>
                </Bouton>
              </Formulaire>
            </li>
          ))}
        </ul>
      )}
      {reste.personnes.length < PERSONNES_AU_PLUS ? (
        <AjouterPersonne {...props} />
      ) : (
        <p>Dix personnes pour {enfant.prenom} : retirez-en une avant d’en ajouter une autre.</p>
      )}
    </section>
  );
}

export function direRole(p: ResteDeLaFiche['personnes'][number]): string {
  if (p.vientChercher && p.aPrevenir) return 'Vient chercher l’enfant, à prévenir en cas d’urgence';
  return p.vientChercher ? 'Vient chercher l’enfant' : 'À prévenir en cas d’urgence';
}

function AjouterPersonne({ saisie, adresse }: PropsFiche): VNode {
  const refusee = saisie?.partie === 'personne' ? saisie : null;
  const tape = refusee?.form;
  const champ = (nom: string, libelle: string) => ({
    nom,
    libelle,
    id: `personne-${nom}`,
    valeur: tape?.get(nom) ?? '',
    erreur: refusee?.erreurs.find((e) => e.champ === `personne-${nom}`)?.message,
  });
  const { erreur } = champ('role', '');
  return (
    <Volet id="personne" titre="Ajouter une personne" etat="" ouvert={refusee !== null}>
      <Formulaire
        action={adresse}
        caches={{ partie: 'personne', cle_unique: tape?.get('cle_unique') || randomUUID() }}
      >
        <div class="grille">
          <Champ {...champ('nom', 'Prénom et nom')} longueurMax={80} autocomplete="off" />
          <Champ
            {...champ('lien', 'Lien avec l’enfant')}
            aide="Grand-mère, voisin, sœur…"
            longueurMax={80}
            autocomplete="off"
          />
          <Champ {...champ('telephone', 'Téléphone')} type="tel" autocomplete="off" />
        </div>
        <Case
          nom="vientChercher"
          id="personne-role"
          libelle="Peut venir chercher l’enfant"
          cochee={tape ? tape.has('vientChercher') : true}
          erreur={erreur}
        />
        <Case
          nom="aPrevenir"
          libelle="À prévenir en cas d’urgence"
          cochee={tape?.has('aPrevenir') ?? false}
        />
        <Boutons>
          <Bouton icone="plus">Ajouter</Bouton>
        </Boutons>
      </Formulaire>
    </Volet>
  );
}
