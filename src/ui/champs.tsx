import { Icone } from './icones.tsx';
import type { Contenu } from './types.ts';

type Commun = {
  nom: string;
  libelle: string;
  /** Identifiant dans la page ; le nom par défaut. */
  id?: string | undefined;
  aide?: string | undefined;
  erreur?: string | undefined;
  valeur?: string | number | null | undefined;
  /** Un champ est obligatoire sauf dit : on écrit « (facultatif) » plutôt qu’une étoile. */
  facultatif?: boolean | undefined;
  autocomplete?: string | undefined;
  inactif?: boolean | undefined;
  court?: boolean | undefined;
};

type Saisie = Commun & {
  type?: 'text' | 'email' | 'tel' | 'date' | 'search' | 'number' | 'time' | undefined;
  inputmode?: 'numeric' | 'decimal' | 'text' | undefined;
  min?: string | undefined;
  max?: string | undefined;
  longueurMax?: number | undefined;
  /** À copier, pas à changer. */
  lectureSeule?: boolean | undefined;
};
type Secret = Commun & { type: 'password' };
/** `accepte` : « .csv,text/csv ». Le navigateur ne rend jamais un fichier déjà choisi. */
type Fichier = Omit<Commun, 'valeur'> & { type: 'file'; accepte: string };
type Texte = Commun & { type: 'textarea'; lignes?: number | undefined; longueurMax?: number };
type Liste = Commun & { type: 'select'; options: readonly OptionListe[]; invite?: string };

export type OptionListe = { valeur: string | number; libelle: string; inactive?: boolean };
export type PropsChamp = Saisie | Secret | Texte | Liste | Fichier;

/** Un champ avec son étiquette, son aide et son erreur, reliées par aria-describedby. */
export function Champ(props: PropsChamp) {
  const id = props.id ?? props.nom;
  return (
    <div class={props.erreur ? 'champ en-erreur' : 'champ'}>
      <label for={id}>
        {props.libelle}
        {props.facultatif && <span class="facultatif"> (facultatif)</span>}
      </label>
      {props.aide && (
        <p class="aide-champ" id={`${id}-aide`}>
          {props.aide}
        </p>
      )}
      {controle(props, id)}
      <ErreurChamp id={id} erreur={props.erreur} />
    </div>
  );
}

/** La phrase d’erreur d’un champ, à l’identifiant attendu par aria-describedby. */
export function ErreurChamp({ id, erreur }: { id: string; erreur: string | undefined }) {
  if (!erreur) return null;
  return (
    <p class="erreur-champ" id={`${id}-erreur`}>
      <Icone nom="attention" />
      <span>
        <span class="vh">Erreur : </span>
        {erreur}
      </span>
    </p>
  );
}

/** Ce que décrit aria-describedby : l’aide puis l’erreur, ou rien du tout. */
export function decrit(id: string, aide?: string, erreur?: string): string | undefined {
  const parties = [aide && `${id}-aide`, erreur && `${id}-erreur`].filter(Boolean);
  return parties.length > 0 ? parties.join(' ') : undefined;
}

function controle(props: PropsChamp, id: string): Contenu {
  const communs = {
    id,
    name: props.nom,
    class: props.court ? 'saisie court' : 'saisie',
    required: !props.facultatif,
    disabled: props.inactif,
    autocomplete: props.autocomplete,
    'aria-describedby': decrit(id, props.aide, props.erreur),
    'aria-invalid': props.erreur ? ('true' as const) : undefined,
  };
  switch (props.type) {
    case 'textarea':
      return (
        <textarea {...communs} rows={props.lignes ?? 5} maxLength={props.longueurMax}>
          {props.valeur ?? ''}
        </textarea>
      );
    case 'file':
      return <input {...communs} type="file" accept={props.accepte} />;
    case 'select':
      return (
        <select {...communs}>
          {props.invite && <option value="">{props.invite}</option>}
          {props.options.map((o) => (
            <option
              key={o.valeur}
              value={o.valeur}
              disabled={o.inactive}
              selected={props.valeur != null && String(o.valeur) === String(props.valeur)}
            >
              {o.libelle}
            </option>
          ))}
        </select>
      );
    case 'password':
      return (
        <div class="secret">
          <input {...communs} type="password" spellcheck={false} autocapitalize="none" />
          {/* Montré par le script de la page : sans lui, le bouton n’aurait aucun effet. */}
          <button
            type="button"
            class="bouton secondaire"
            hidden
            aria-controls={id}
            aria-pressed="false"
            data-voir-secret={id}
          >
            <Icone nom="oeil" />
            <span class="vh">Afficher le mot de passe</span>
          </button>
        </div>
      );
    default:
      return <input {...attributsDeSaisie(props)} {...communs} value={props.valeur ?? ''} />;
  }
}

/** Preact type chaque sorte d’input à part ; la nôtre se choisit à l’exécution : type large. */
function attributsDeSaisie(props: Saisie): Record<string, string | number | boolean | undefined> {
  return {
    type: props.type ?? 'text',
    inputmode: props.inputmode,
    min: props.min,
    max: props.max,
    maxlength: props.longueurMax,
    readOnly: props.lectureSeule,
  };
}
