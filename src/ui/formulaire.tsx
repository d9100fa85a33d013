import { Icone, type NomIcone } from './icones.tsx';
import type { ChampsCaches, Contenu } from './types.ts';

/** Un formulaire ; POST par défaut, GET pour un filtre. Aucun gestionnaire en ligne (CSP). */
export function Formulaire(props: {
  action: string;
  methode?: 'post' | 'get' | undefined;
  caches?: ChampsCaches | undefined;
  id?: string | undefined;
  /** Laisse le serveur dire les erreurs : ses phrases valent mieux que celles du navigateur. */
  validationServeur?: boolean | undefined;
  fichiers?: boolean | undefined;
  donnees?: Readonly<Record<`data-${string}`, string | number>> | undefined;
  children: Contenu;
}) {
  return (
    <form
      method={props.methode ?? 'post'}
      action={props.action}
      id={props.id}
      noValidate={props.validationServeur ?? true}
      enctype={props.fichiers ? 'multipart/form-data' : undefined}
      {...props.donnees}
    >
      {Object.entries(props.caches ?? {}).map(([nom, valeur]) => (
        <input type="hidden" name={nom} value={valeur} key={nom} />
      ))}
      {props.children}
    </form>
  );
}

/** Des champs qui vont ensemble, sous une légende. `grille` les range côte à côte. */
export function GroupeDeChamps(props: {
  legende: string;
  grille?: boolean | undefined;
  children: Contenu;
}) {
  return (
    <fieldset class="groupe">
      <legend>{props.legende}</legend>
      {props.grille ? <div class="grille">{props.children}</div> : props.children}
    </fieldset>
  );
}

export type ErreurListee = { champ: string; message: string };

/** En tête de formulaire refusé : ce qui manque, avec un lien vers chaque champ. */
export function ResumeErreurs({ erreurs }: { erreurs: readonly ErreurListee[] }) {
  if (erreurs.length === 0) return null;
  const titre =
    erreurs.length === 1 ? 'Une réponse est à revoir' : `${erreurs.length} réponses sont à revoir`;
  return (
    <div class="message h-erreur" role="alert" tabIndex={-1} id="resume-erreurs">
      <Icone nom="attention" />
      <div>
        <h2>{titre}</h2>
        <ul>
          {erreurs.map((e) => (
            <li key={e.champ}>
              <a href={`#${e.champ}`}>{e.message}</a>
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}

const CLASSES = {
  principal: 'bouton',
  secondaire: 'bouton secondaire',
  discret: 'bouton b-discret',
  danger: 'bouton b-danger',
} as const;

export type Allure = keyof typeof CLASSES;

export type PropsBouton = {
  allure?: Allure | undefined;
  icone?: NomIcone | undefined;
  grand?: boolean | undefined;
  children: Contenu;
} & (
  | { href: string; telecharger?: boolean | undefined }
  | {
      href?: undefined;
      nom?: string | undefined;
      valeur?: string | number | undefined;
      type?: 'submit' | 'button' | 'reset' | undefined;
      action?: string | undefined;
      formulaire?: string | undefined;
      inactif?: boolean | undefined;
      donnees?: Readonly<Record<`data-${string}`, string | number>> | undefined;
    }
);

/** Un bouton d’envoi, ou un lien qui en a l’allure quand `href` est donné. */
export function Bouton(props: PropsBouton) {
  const classe = CLASSES[props.allure ?? 'principal'] + (props.grand ? ' grand' : '');
  const contenu = (
    <>
      {props.icone && <Icone nom={props.icone} />}
      {props.children}
    </>
  );
  if (props.href !== undefined) {
    return (
      <a class={classe} href={props.href} download={props.telecharger}>
        {contenu}
      </a>
    );
  }
  return (
    <button
      class={classe}
      type={props.type ?? 'submit'}
      name={props.nom}
      value={props.valeur}
      formAction={props.action}
      form={props.formulaire}
      disabled={props.inactif}
      {...props.donnees}
    >
      {contenu}
    </button>
  );
}

/** Une rangée de boutons ; en colonne sur petit téléphone. */
export function Boutons({ children }: { children: Contenu }) {
  return <div class="boutons">{children}</div>;
}

/** Le champ garde ce qui a été tapé, et son erreur à côté. */
export function champDe(saisie: URLSearchParams, erreurs: readonly ErreurListee[]) {
  return (nom: string, libelle: string) => ({
    nom,
    libelle,
    valeur: saisie.get(nom) ?? '',
    erreur: erreurs.find((e) => e.champ === nom)?.message,
  });
}
