import { TERRITOIRES } from '../../activites/calendrier/feries.ts';
import { Champ } from '../../ui/champs.tsx';
import { Radios } from '../../ui/choix.tsx';
import { champDe, type ErreurListee, GroupeDeChamps } from '../../ui/formulaire.tsx';
import { FUSEAUX, NOMS_DES_TERRITOIRES, ZONES_SCOLAIRES } from '../regles/saisie-collectivite.ts';

type Props = { saisie: URLSearchParams; erreurs: readonly ErreurListee[] };

/** Les champs de la collectivité : les mêmes à l'installation et dans les réglages. */
export function ChampsDeLaCollectivite(props: Props) {
  return (
    <>
      <Identite {...props} />
      <Apparence {...props} />
      <Calendrier {...props} />
      <Mentions {...props} />
    </>
  );
}

function Identite({ saisie, erreurs }: Props) {
  const champ = champDe(saisie, erreurs);
  return (
    <GroupeDeChamps legende="Votre collectivité">
      <Champ
        {...champ('nom', 'Nom')}
        aide="Tel qu’il paraît en haut des pages et des courriels : « Commune de Beaulieu »."
        longueurMax={120}
        autocomplete="organization"
      />
      <Champ
        {...champ('nom_court', 'Nom court')}
        aide="Le nom de la commune seul : « Beaulieu »."
        longueurMax={60}
      />
      <Champ
        {...champ('courriel', 'Adresse électronique des services')}
        type="email"
        aide="Celle que les familles voient pour vous écrire."
        autocomplete="email"
      />
      <Champ
        {...champ('telephone', 'Téléphone des services')}
        type="tel"
        facultatif
        autocomplete="tel"
      />
      <Champ
        {...champ('adresse', 'Adresse postale')}
        aide="Sur une ligne : « 1 place de la Mairie, 45630 Beaulieu »."
        facultatif
        longueurMax={200}
      />
      <Champ
        {...champ('code_insee', 'Code INSEE')}
        aide="Cinq signes, celui de la commune du siège. Ce n’est pas le code postal."
        court
        longueurMax={5}
      />
      <Champ
        {...champ('code_postal', 'Code postal')}
        inputmode="numeric"
        court
        longueurMax={5}
        autocomplete="postal-code"
      />
    </GroupeDeChamps>
  );
}

function Apparence({ saisie, erreurs }: Props) {
  return (
    <GroupeDeChamps legende="Votre couleur">
      <Champ
        {...champDe(saisie, erreurs)('couleur', 'Couleur principale')}
        aide="Un dièse et six signes, comme « #1f6f5c ». Trop pâle, elle est foncée pour rester lisible."
        court
        longueurMax={7}
      />
    </GroupeDeChamps>
  );
}

function Calendrier({ saisie, erreurs }: Props) {
  const champ = champDe(saisie, erreurs);
  return (
    <GroupeDeChamps legende="Votre calendrier">
      <Radios
        nom="zone"
        legende="Zone des vacances scolaires"
        options={ZONES_SCOLAIRES.map((zone) => ({ valeur: zone, libelle: `Zone ${zone}` }))}
        valeur={saisie.get('zone')}
        erreur={erreurs.find((e) => e.champ === 'zone')?.message}
      />
      <Champ
        {...champ('territoire', 'Territoire')}
        type="select"
        aide="Il donne les jours fériés."
        options={TERRITOIRES.map((t) => ({ valeur: t, libelle: NOMS_DES_TERRITOIRES[t] }))}
      />
      <Champ
        {...champ('fuseau', 'Fuseau horaire')}
        type="select"
        aide="Les heures limites s’y comptent."
        options={Object.entries(FUSEAUX).map(([valeur, libelle]) => ({ valeur, libelle }))}
      />
    </GroupeDeChamps>
  );
}

function Mentions({ saisie, erreurs }: Props) {
  const champ = champDe(saisie, erreurs);
  return (
    <GroupeDeChamps legende="Mentions légales">
      <p class="aide-champ">
        La loi demande de les publier. Vous pouvez les compléter plus tard, dans les réglages.
      </p>
      <Champ
        {...champ('directeur_publication', 'Qui dirige la publication')}
        aide="Le plus souvent le maire, ou la présidente : prénom, nom et fonction."
        facultatif
        longueurMax={120}
      />
      <Champ {...champ('hebergeur_nom', 'Nom de l’hébergeur')} facultatif longueurMax={120} />
      <Champ
        {...champ('hebergeur_adresse', 'Adresse de l’hébergeur')}
        facultatif
        longueurMax={200}
      />
      <Champ {...champ('hebergeur_telephone', 'Téléphone de l’hébergeur')} type="tel" facultatif />
    </GroupeDeChamps>
  );
}
