import { decrit, ErreurChamp } from './champs.tsx';

export type PropsCase = {
  nom: string;
  libelle: string;
  id?: string | undefined;
  valeur?: string | number | undefined;
  cochee?: boolean | undefined;
  aide?: string | undefined;
  erreur?: string | undefined;
  inactive?: boolean | undefined;
  /** Pour les tableaux : l’étiquette n’est lue que par les lecteurs d’écran. */
  etiquetteCachee?: boolean | undefined;
  /** Accroches du script de page (sélection en masse, compteur). */
  donnees?: Readonly<Record<`data-${string}`, string | number>> | undefined;
};

/** Une case à cocher, étiquette cliquable de 44 px. */
export function Case(props: PropsCase) {
  const id = props.id ?? (props.valeur === undefined ? props.nom : `${props.nom}-${props.valeur}`);
  return (
    <>
      <label class="case">
        <input
          type="checkbox"
          id={id}
          name={props.nom}
          value={props.valeur ?? 'oui'}
          checked={props.cochee}
          disabled={props.inactive}
          aria-describedby={decrit(id, undefined, props.erreur)}
          aria-invalid={props.erreur ? 'true' : undefined}
          {...props.donnees}
        />
        <span class={props.etiquetteCachee ? 'vh' : undefined}>
          {props.libelle}
          {props.aide && <small>{props.aide}</small>}
        </span>
      </label>
      <ErreurChamp id={id} erreur={props.erreur} />
    </>
  );
}

export type OptionChoix = {
  valeur: string | number;
  libelle: string;
  aide?: string | undefined;
  inactive?: boolean | undefined;
};

type Ensemble = {
  nom: string;
  /** Identifiant dans la page, quand plusieurs ensembles portent le même nom ; le nom par défaut. */
  id?: string | undefined;
  legende: string;
  options: readonly OptionChoix[];
  aide?: string | undefined;
  erreur?: string | undefined;
  /** Le script de page retrouve les cases par cet attribut, ex. « data-jour-semaine ». */
  accroche?: `data-${string}` | undefined;
};

/** Un choix unique : chaque option est une ligne entière, facile à viser du pouce. */
export function Radios(props: Ensemble & { valeur?: string | number | null | undefined }) {
  return <Boutons {...props} type="radio" cochees={[props.valeur]} classe="choix" />;
}

/** Plusieurs cases sous une même légende ; `enLigne` pour Lun Mar Mer Jeu Ven. */
export function Cases(
  props: Ensemble & {
    valeurs?: readonly (string | number)[] | undefined;
    enLigne?: boolean | undefined;
  },
) {
  const classe = props.enLigne ? 'choix puces' : 'choix';
  return <Boutons {...props} type="checkbox" cochees={props.valeurs ?? []} classe={classe} />;
}

function Boutons(
  props: Ensemble & {
    type: 'radio' | 'checkbox';
    classe: string;
    cochees: readonly (string | number | null | undefined)[];
  },
) {
  const cochees = new Set(props.cochees.filter((v) => v != null).map(String));
  const id = props.id ?? props.nom;
  return (
    <fieldset
      class="groupe"
      id={id}
      tabIndex={-1}
      aria-describedby={decrit(id, props.aide, props.erreur)}
    >
      <legend>{props.legende}</legend>
      {props.aide && (
        <p class="aide-champ" id={`${id}-aide`}>
          {props.aide}
        </p>
      )}
      <div class={props.classe}>
        {props.options.map((o) => (
          <label class="case" key={o.valeur}>
            <input
              type={props.type}
              name={props.nom}
              value={o.valeur}
              checked={cochees.has(String(o.valeur))}
              disabled={o.inactive}
              {...(props.accroche ? { [props.accroche]: o.valeur } : {})}
            />
            <span>
              {o.libelle}
              {o.aide && <small>{o.aide}</small>}
            </span>
          </label>
        ))}
      </div>
      <ErreurChamp id={id} erreur={props.erreur} />
    </fieldset>
  );
}
