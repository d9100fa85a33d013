import { ecrireJour } from '../../../platform/jours.ts';
import { Champ } from '../../../ui/champs.tsx';
import { Bouton, Boutons, champDe, Formulaire } from '../../../ui/formulaire.tsx';
import { Tableau } from '../../../ui/tableau.tsx';
import type { ActiviteReglee } from '../../requetes/reglages.ts';
import type { JourParticulier } from '../../requetes/rythme.ts';
import type { EnCours } from './cadre-reglage.tsx';

interface Props {
  activite: ActiviteReglee;
  jours: readonly JourParticulier[];
  enCours: EnCours;
}

/** Les jours ouverts ou fermés contre le calendrier de l'activité (Calendrier, règle 9). */
export function JoursParticuliers({ activite, jours, enCours }: Props) {
  const action = `/agent/activites/${activite.id}/jours-particuliers`;
  const champ = champDe(enCours.saisie, enCours.erreurs);
  return (
    <section class="pile" id="particuliers">
      <h2>Ouvrir ou fermer un seul jour</h2>
      <p>
        Un pont, un samedi de fête, une journée pédagogique : ce jour-là suit ce que vous dites, pas
        le calendrier. Pour fermer un jour où des enfants sont inscrits,{' '}
        <a href="/agent/fermetures">déclarez une fermeture</a> : les familles sont prévenues.
      </p>
      {jours.length > 0 && (
        <Tableau
          titre="Les jours particuliers à venir"
          lignes={jours}
          cle={({ jour, ouvert }) => `${jour}${ouvert}`}
          colonnes={[
            {
              titre: 'Jour',
              entete: true,
              cellule: ({ jour }) => ecrireJour(jour, { annee: true }),
            },
            { titre: 'Ce jour-là', cellule: ({ ouvert }) => (ouvert ? 'ouvert' : 'fermé') },
            { titre: 'Motif', cellule: ({ motif }) => motif },
            {
              titre: 'Rendre',
              sansIntitule: true,
              cellule: ({ jour }) => (
                <Formulaire action={action} caches={{ jour, geste: 'rendre' }}>
                  <Bouton allure="discret">
                    Rendre au calendrier<span class="vh">{` le ${ecrireJour(jour)}`}</span>
                  </Bouton>
                </Formulaire>
              ),
            },
          ]}
        />
      )}
      <Formulaire action={action}>
        <div class="grille">
          <Champ {...champ('jour', 'Jour')} type="date" court />
          <Champ
            {...champ('motif', 'Motif')}
            longueurMax={80}
            aide="Les familles le lisent quand le jour est fermé."
          />
        </div>
        <Boutons>
          <Bouton nom="geste" valeur="ouvrir" icone="plus">
            Ouvrir ce jour
          </Bouton>
          <Bouton nom="geste" valeur="fermer" allure="secondaire" icone="interdit">
            Fermer ce jour
          </Bouton>
        </Boutons>
      </Formulaire>
    </section>
  );
}
