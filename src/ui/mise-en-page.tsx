import { Logo } from './dessins.tsx';
import { type Deconnexion, type GroupeMenu, MenuDeCote, MenuDuBas } from './menu.tsx';
import { Message, type Ton } from './message.tsx';
import type { Contenu } from './types.ts';

export type Collectivite = {
  nom: string;
  /** Nom de l’espace, sous celui de la collectivité. */
  espace?: string | undefined;
  logo?: string | undefined;
  accueil?: string | undefined;
};
export type Utilisateur = { nom: string; detail?: string | undefined; deconnexion: Deconnexion };
export type Annonce = { ton: Ton; texte: string; titre?: string | undefined };
export type Lien = { libelle: string; href: string };
export type Ressources = (chemin: string) => string;

export type PropsMiseEnPage = {
  /** Titre de l’onglet ; suivi du nom de la collectivité. */
  titre: string;
  collectivite: Collectivite;
  menu?: readonly GroupeMenu[] | undefined;
  utilisateur?: Utilisateur | undefined;
  /** Message à dire une fois, après une redirection. */
  annonce?: Annonce | undefined;
  /** Les pages au-dessus de celle-ci, puis celle-ci (sans lien). */
  filAriane?: readonly { libelle: string; href?: string | undefined }[] | undefined;
  /** etroite : connexion ; normale : familles ; large : tableaux des agents. */
  largeur?: 'etroite' | 'normale' | 'large' | undefined;
  /** Plus dense, pour l’écran d’un bureau. */
  agent?: boolean | undefined;
  scripts?: readonly string[] | undefined;
  ressources: Ressources;
  /** Feuille qui pose --couleur sur :root. */
  apparence?: string | undefined;
  pied?: readonly Lien[] | undefined;
  children: Contenu;
};

/** Le document entier. Le <h1> appartient à la page ; l’ordre de lecture est l’ordre du code. */
export function MiseEnPage(props: PropsMiseEnPage) {
  const avecMenu = props.menu !== undefined && props.menu.length > 0;
  const classes = [
    avecMenu && 'avec-menu',
    props.largeur !== 'normale' && props.largeur,
    props.agent && 'agent',
  ];
  const menu = { groupes: props.menu ?? [], deconnexion: props.utilisateur?.deconnexion };
  return (
    <html lang="fr">
      <Tete {...props} />
      <body class={classes.filter(Boolean).join(' ') || undefined}>
        <a class="evitement" href="#contenu">
          Aller au contenu
        </a>
        <Toit collectivite={props.collectivite} utilisateur={props.utilisateur} />
        <div class="cadre">
          {avecMenu && <MenuDeCote {...menu} />}
          <main id="contenu" tabIndex={-1}>
            {props.filAriane && <FilAriane etapes={props.filAriane} />}
            {props.annonce && (
              <Message ton={props.annonce.ton} titre={props.annonce.titre}>
                {props.annonce.texte}
              </Message>
            )}
            {props.children}
          </main>
        </div>
        {avecMenu && <MenuDuBas {...menu} />}
        <Pied liens={props.pied ?? []} />
      </body>
    </html>
  );
}

function Tete(props: PropsMiseEnPage) {
  return (
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
      <title>{`${props.titre} – ${props.collectivite.nom}`}</title>
      <meta name="color-scheme" content="light dark" />
      <meta name="format-detection" content="telephone=no" />
      <link rel="icon" type="image/svg+xml" href={props.ressources('favicon.svg')} />
      <link rel="stylesheet" href={props.ressources('style.css')} />
      <link rel="stylesheet" href={props.apparence ?? '/apparence.css'} />
      {(props.scripts ?? []).map((script) => (
        <script type="module" src={props.ressources(script)} key={script} />
      ))}
    </head>
  );
}

function Toit(props: { collectivite: Collectivite; utilisateur: Utilisateur | undefined }) {
  const { nom, logo, espace, accueil } = props.collectivite;
  return (
    <header class="toit">
      <div>
        <a class="marque" href={accueil ?? '/'}>
          {logo ? <img src={logo} alt="" width="40" height="40" /> : <Logo />}
          <span>
            <b>{nom}</b>
            <span>{espace ?? 'Portail famille'}</span>
          </span>
        </a>
        {props.utilisateur && (
          <p class="qui">
            <b>{props.utilisateur.nom}</b>
            {props.utilisateur.detail}
          </p>
        )}
      </div>
    </header>
  );
}

function FilAriane({
  etapes,
}: {
  etapes: readonly { libelle: string; href?: string | undefined }[];
}) {
  return (
    <nav class="fil" aria-label="Vous êtes ici">
      <ol>
        {etapes.map((e) => (
          <li key={e.libelle}>
            {e.href ? (
              <a href={e.href}>{e.libelle}</a>
            ) : (
              <span aria-current="page">{e.libelle}</span>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}

function Pied({ liens }: { liens: readonly Lien[] }) {
  return (
    <footer class="pied">
      {liens.length > 0 && (
        <ul>
          {liens.map((l) => (
            <li key={l.href}>
              <a href={l.href}>{l.libelle}</a>
            </li>
          ))}
        </ul>
      )}
      <p>Préau, le portail famille libre</p>
    </footer>
  );
}
