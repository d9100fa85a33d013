import { Champ } from '../../../ui/champs.tsx';
import {
  Bouton,
  Boutons,
  champDe,
  type ErreurListee,
  Formulaire,
} from '../../../ui/formulaire.tsx';

/** Les champs d'une structure, pour la créer ou la régler. */
export function FormulaireStructure(props: {
  action: string;
  bouton: string;
  saisie: URLSearchParams;
  erreurs: readonly ErreurListee[];
}) {
  const champ = champDe(props.saisie, props.erreurs);
  return (
    <Formulaire action={props.action}>
      <Champ {...champ('nom', 'Nom')} longueurMax={120} autocomplete="off" />
      <Champ
        {...champ('courriel', 'Adresse électronique')}
        type="email"
        aide="Les messages des familles à cette structure y arrivent."
        autocomplete="off"
      />
      <Champ {...champ('telephone', 'Téléphone')} type="tel" facultatif autocomplete="off" />
      <Champ
        {...champ('adresse', 'Adresse postale')}
        facultatif
        longueurMax={200}
        autocomplete="off"
      />
      <Boutons>
        <Bouton icone="coche">{props.bouton}</Bouton>
      </Boutons>
    </Formulaire>
  );
}
