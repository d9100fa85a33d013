import { ajouterJours, ecrireJourEnChiffres, type Jour } from '../../../platform/jours.ts';
import { Carte } from '../../../ui/accueil.tsx';
import { Champ } from '../../../ui/champs.tsx';
import { Repli } from '../../../ui/ensembles.tsx';
import { Bouton, Boutons, champDe, Formulaire } from '../../../ui/formulaire.tsx';
import type { Erreur } from '../../regles/saisie.ts';
import type { EnfantEtPaniers, PayeurEtQuotients, Source } from '../../requetes/quotients.ts';

export const SOURCES_EN_MOTS: Record<Source, string> = {
  caf: 'la CAF',
  msa: 'la MSA',
  avis_imposition: 'un avis d’imposition',
  declaration: 'une attestation de la famille',
};

interface Commun {
  adresse: string;
  saisie: URLSearchParams;
  erreurs: readonly Erreur[];
}

/** Un quotient de plus : il clôt le précédent la veille. */
export function NouveauQuotient(
  props: Commun & { payeurs: readonly PayeurEtQuotients[]; jour: Jour },
) {
  const { adresse, saisie, erreurs, payeurs, jour } = props;
  const champ = champDe(saisie, erreurs);
  return (
    <Carte titre="Nouveau quotient">
      <Formulaire action={adresse} caches={{ geste: 'quotient' }}>
        <Champ
          {...champ('payeur', 'Qui paie')}
          type="select"
          valeur={saisie.get('payeur') ?? payeurs[0]?.id}
          options={payeurs.map((p) => ({ valeur: p.id, libelle: p.nom }))}
        />
        <div class="grille">
          <Champ {...champ('valeur', 'Quotient familial, en euros')} inputmode="numeric" court />
          <Champ
            {...champ('regime', 'Régime')}
            type="select"
            options={[
              { valeur: 'caf', libelle: 'CAF' },
              { valeur: 'msa', libelle: 'MSA' },
              { valeur: 'aucun', libelle: 'Sans régime' },
            ]}
          />
          <Champ
            {...champ('source', 'Vu sur')}
            type="select"
            options={Object.entries(SOURCES_EN_MOTS).map(([valeur, libelle]) => ({
              valeur,
              libelle,
            }))}
          />
          <Champ
            {...champ('du', 'À partir du')}
            type="date"
            valeur={saisie.get('du') ?? jour}
            aide="Il clôt le précédent la veille. Une facture émise ne change pas."
            court
          />
          <Champ {...champ('au', 'Dernier jour, compris')} type="date" facultatif court />
        </div>
        <Boutons>
          <Bouton>Enregistrer le quotient</Bouton>
        </Boutons>
      </Formulaire>
    </Carte>
  );
}

/** Les jours où un enfant apporte son repas : la facturation n'a pas à savoir pourquoi. */
export function PaniersRepas(
  props: Commun & { enfants: readonly EnfantEtPaniers[]; modifiable: boolean },
) {
  const { adresse, saisie, erreurs, enfants, modifiable } = props;
  const champ = champDe(saisie, erreurs);
  const paniers = enfants.flatMap((e) => e.paniers.map((p) => ({ ...p, enfant: e.nom })));
  return (
    <Carte titre="Paniers-repas (projet d’accueil individualisé)">
      {paniers.length === 0 && <p>Aucun enfant n’apporte son repas.</p>}
      <ul>
        {paniers.map((p) => (
          <li key={p.id}>
            {`${p.enfant}, ${direDates(p.du, p.au)}`}
            {modifiable && p.au === null && (
              <Formulaire action={adresse} caches={{ geste: 'finir', panier: p.id }}>
                <Champ
                  nom="fini_le"
                  id={`fini_le_${p.id}`}
                  libelle={`Dernier jour du panier-repas de ${p.enfant}, compris`}
                  type="date"
                  court
                />
                <Boutons>
                  <Bouton allure="secondaire">Finir ce panier-repas</Bouton>
                </Boutons>
              </Formulaire>
            )}
          </li>
        ))}
      </ul>
      {modifiable && enfants.length > 0 && (
        <Repli titre="Ajouter un panier-repas" ouvert={saisie.get('geste') === 'panier'}>
          <Formulaire action={adresse} caches={{ geste: 'panier' }}>
            <Champ
              {...champ('enfant', 'Enfant')}
              type="select"
              options={enfants.map((e) => ({ valeur: e.id, libelle: e.nom }))}
            />
            <Champ {...champ('panier_du', 'À partir du')} type="date" court />
            <Champ {...champ('panier_au', 'Dernier jour, compris')} type="date" facultatif court />
            <Boutons>
              <Bouton>Enregistrer le panier-repas</Bouton>
            </Boutons>
          </Formulaire>
        </Repli>
      )}
    </Carte>
  );
}

function direDates(du: Jour, au: Jour | null): string {
  const debut = ecrireJourEnChiffres(du);
  if (au === null) return `depuis le ${debut}, jusqu’à nouvel ordre`;
  return `du ${debut} au ${ecrireJourEnChiffres(ajouterJours(au, -1))}`;
}
