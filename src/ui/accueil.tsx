import { DessinCour } from './dessins.tsx';
import { Bouton } from './formulaire.tsx';
import { Icone, type NomIcone } from './icones.tsx';
import type { Contenu } from './types.ts';

/** Le haut de l’accueil public, avec le bouton du guide : « Accès Familles ». */
export function Heros(props: {
  titre: string;
  chapeau: string;
  acces: { href: string; libelle?: string | undefined };
  second?: { href: string; libelle: string } | undefined;
}) {
  return (
    <section class="heros">
      <div>
        <h1>{props.titre}</h1>
        <p class="chapeau">{props.chapeau}</p>
        <p class="boutons">
          <BoutonAcces {...props.acces} />
          {props.second && (
            <Bouton href={props.second.href} allure="secondaire" grand>
              {props.second.libelle}
            </Bouton>
          )}
        </p>
      </div>
      <DessinCour />
    </section>
  );
}

export function BoutonAcces(props: { href: string; libelle?: string | undefined }) {
  return (
    <Bouton href={props.href} icone="famille" grand>
      {props.libelle ?? 'Accès Familles'}
    </Bouton>
  );
}

export type PropsCarte = {
  titre?: string | undefined;
  niveau?: 2 | 3 | undefined;
  id?: string | undefined;
  children?: Contenu;
};

/** Un encadré titré. */
export function Carte(props: PropsCarte) {
  const Titre = props.niveau === 3 ? 'h3' : 'h2';
  return (
    <section class="carte" id={props.id}>
      {props.titre && <Titre>{props.titre}</Titre>}
      {props.children}
    </section>
  );
}

/** Un encadré dont toute la surface est un lien. */
export function CarteLien(props: {
  href: string;
  titre: string;
  texte?: string | undefined;
  icone: NomIcone;
}) {
  return (
    <a class="carte" href={props.href}>
      <span class="jeton">
        <Icone nom={props.icone} />
      </span>
      <span>
        <b>{props.titre}</b>
        {props.texte && <small>{props.texte}</small>}
      </span>
    </a>
  );
}

/** Des encadrés côte à côte quand la place le permet. */
export function Cartes({ children }: { children: Contenu }) {
  return <div class="cartes">{children}</div>;
}
