import { DessinVide } from './dessins.tsx';
import { Bouton, Formulaire } from './formulaire.tsx';
import { Icone, type NomIcone } from './icones.tsx';
import type { ChampsCaches, Contenu } from './types.ts';

const ICONES = {
  succes: 'succes',
  info: 'info',
  attention: 'attention',
  erreur: 'interdit',
} as const satisfies Record<string, NomIcone>;

export type Ton = keyof typeof ICONES;

/** Une nouvelle à lire. `vivant` (défaut) l’annonce aux lecteurs d’écran ; faux pour un encart. */
export function Message(props: {
  ton: Ton;
  titre?: string | undefined;
  vivant?: boolean | undefined;
  children?: Contenu;
}) {
  const urgent = props.ton === 'erreur' || props.ton === 'attention';
  const role = props.vivant === false ? undefined : urgent ? 'alert' : 'status';
  return (
    <div class={`message h-${props.ton}`} role={role}>
      <Icone nom={ICONES[props.ton]} />
      <div>
        {props.titre && (
          <p>
            <b>{props.titre}</b>
          </p>
        )}
        {typeof props.children === 'string' ? <p>{props.children}</p> : props.children}
      </div>
    </div>
  );
}

/** Rien à montrer : dire pourquoi et quoi faire. */
export function EtatVide(props: {
  titre: string;
  /** 1 quand l’état vide est toute la page. */
  niveau?: 1 | 2 | undefined;
  children?: Contenu;
  actions?: Contenu;
}) {
  const Titre = props.niveau === 1 ? 'h1' : 'h2';
  return (
    <div class="vide">
      <DessinVide />
      <Titre>{props.titre}</Titre>
      {typeof props.children === 'string' ? <p>{props.children}</p> : props.children}
      {props.actions && <div class="boutons">{props.actions}</div>}
    </div>
  );
}

/**
 * Une question avant un geste qui compte. Les deux boutons disent ce qu’ils font
 * (« Garder l’inscription », « Confirmer l’annulation ») : jamais « Annuler » tout court.
 */
export function Confirmation(props: {
  question: string;
  action: string;
  caches?: ChampsCaches | undefined;
  confirmer: string;
  garder: { libelle: string; href: string };
  danger?: boolean | undefined;
  /** Champs du geste, par exemple un motif. */
  champs?: Contenu;
  children?: Contenu;
}) {
  return (
    <section class="carte confirmation" aria-labelledby="question">
      <h2 id="question">{props.question}</h2>
      {typeof props.children === 'string' ? <p>{props.children}</p> : props.children}
      <Formulaire action={props.action} caches={props.caches}>
        {props.champs}
        <div class="boutons">
          <Bouton href={props.garder.href} allure="secondaire">
            {props.garder.libelle}
          </Bouton>
          <Bouton allure={props.danger === false ? 'principal' : 'danger'}>
            {props.confirmer}
          </Bouton>
        </div>
      </Formulaire>
    </section>
  );
}
