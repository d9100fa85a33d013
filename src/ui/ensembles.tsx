import { Icone, type NomIcone } from './icones.tsx';
import type { Contenu } from './types.ts';

export type Onglet = {
  libelle: string;
  href: string;
  courant?: boolean | undefined;
  compteur?: number | undefined;
};

/** Des vues d’une même page. Ce sont des liens : l’adresse change, le retour marche. */
export function Onglets(props: { libelle: string; onglets: readonly Onglet[] }) {
  return (
    <nav class="onglets" aria-label={props.libelle}>
      <ul>
        {props.onglets.map((o) => (
          <li key={o.href}>
            <a href={o.href} aria-current={o.courant ? 'page' : undefined}>
              {o.libelle}
              {o.compteur !== undefined && <span class="compteur">{o.compteur}</span>}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** Des noms et leurs valeurs, côte à côte quand la place le permet. */
export function ListeDefinitions(props: {
  elements: readonly { terme: string; valeur: Contenu }[];
}) {
  return (
    <dl class="definitions">
      {props.elements.map((e) => (
        <>
          <dt>{e.terme}</dt>
          <dd>{e.valeur}</dd>
        </>
      ))}
    </dl>
  );
}

export type LigneJournal = {
  /** Instant ISO, pour les machines. */
  le: string;
  /** Le même en mots : « jeudi 7 janvier à 9 h 12 ». */
  quand: string;
  phrase: Contenu;
  qui?: string | undefined;
  icone?: NomIcone | undefined;
};

/** Qui a fait quoi, quand ; la plus récente d’abord, comme on les donne. */
export function FilJournal({ lignes }: { lignes: readonly LigneJournal[] }) {
  return (
    <ol class="journal">
      {lignes.map((l) => (
        <li key={l.le}>
          <Icone nom={l.icone ?? 'coche'} />
          <time dateTime={l.le}>{l.qui ? `${l.quand}, ${l.qui}` : l.quand}</time>
          {l.phrase}
        </li>
      ))}
    </ol>
  );
}

/**
 * Barre collée en bas : le compte de ce qui est choisi, puis les gestes.
 * Sert à la saisie des familles comme aux gestes groupés des agents.
 */
export function ActionsGroupees(props: { resume: Contenu; children: Contenu }) {
  return (
    <div class="barre-actions">
      <p data-resume-selection role="status">
        {props.resume}
      </p>
      {props.children}
    </div>
  );
}

/** Un détail que l’on ouvre, sans JavaScript. */
export function Repli(props: { titre: string; ouvert?: boolean | undefined; children: Contenu }) {
  return (
    <details class="repli" open={props.ouvert}>
      <summary>{props.titre}</summary>
      {props.children}
    </details>
  );
}
