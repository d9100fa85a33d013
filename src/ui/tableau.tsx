import { Icone } from './icones.tsx';
import { ROLES } from './roles.ts';
import type { Contenu } from './types.ts';

export type Colonne<L> = {
  titre: string;
  cellule: (ligne: L) => Contenu;
  /** Chiffres alignés à droite. */
  nombre?: boolean | undefined;
  /** Une date courte, un numéro : ce qui ne se coupe pas. */
  insecable?: boolean | undefined;
  /** La colonne qui nomme la ligne (th scope=row) ; une au plus. */
  entete?: boolean | undefined;
  /** Sur téléphone, la valeur se passe d’intitulé (bouton, case, pastille). */
  sansIntitule?: boolean | undefined;
};

export type PropsTableau<L> = {
  titre: string;
  titreCache?: boolean | undefined;
  colonnes: readonly Colonne<L>[];
  lignes: readonly L[];
  cle: (ligne: L) => string | number;
};

/** Un tableau de données ; une fiche par ligne sur téléphone. */
export function Tableau<L>(props: PropsTableau<L>) {
  return (
    <table class="tableau" {...ROLES.table}>
      <caption class={props.titreCache ? 'vh' : undefined}>{props.titre}</caption>
      <thead {...ROLES.rowgroup}>
        <tr {...ROLES.row}>
          {props.colonnes.map((c) => (
            <th scope="col" class={classeDe(c)} key={c.titre} {...ROLES.columnheader}>
              {c.titre}
            </th>
          ))}
        </tr>
      </thead>
      <tbody {...ROLES.rowgroup}>
        {props.lignes.map((ligne) => (
          <tr key={props.cle(ligne)} {...ROLES.row}>
            {props.colonnes.map((c) => cellule(c, ligne))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function classeDe<L>(c: Colonne<L>) {
  return c.nombre ? 'n' : c.insecable ? 'd' : undefined;
}

function cellule<L>(c: Colonne<L>, ligne: L) {
  const communs = {
    key: c.titre,
    class: classeDe(c),
    'data-t': c.sansIntitule ? undefined : c.titre,
  };
  return c.entete ? (
    <th scope="row" {...ROLES.rowheader} {...communs}>
      {c.cellule(ligne)}
    </th>
  ) : (
    <td {...ROLES.cell} {...communs}>
      {c.cellule(ligne)}
    </td>
  );
}

export type PropsPagination = {
  total: number;
  /** 1 pour la première */
  page: number;
  parPage: number;
  lien: (page: number) => string;
};

/** « 49 enregistrements », puis les pages s’il y en a plusieurs. */
export function Pagination(props: PropsPagination) {
  const pages = Math.max(1, Math.ceil(props.total / props.parPage));
  return (
    <nav class="pagination" aria-label="Pages">
      <p>
        <b>{nombreDEnregistrements(props.total)}</b>
        {pages > 1 && <span class="discret">{` · page ${props.page} sur ${pages}`}</span>}
      </p>
      {pages > 1 && (
        <ul>
          {props.page > 1 && (
            <li>
              <a href={props.lien(props.page - 1)} rel="prev">
                <Icone nom="retour" />
                <span class="vh">Page précédente</span>
              </a>
            </li>
          )}
          {pagesMontrees(props.page, pages).map((n, i) => (
            <li key={n ?? `points${i}`}>{numero(n, props)}</li>
          ))}
          {props.page < pages && (
            <li>
              <a href={props.lien(props.page + 1)} rel="next">
                <Icone nom="fleche" />
                <span class="vh">Page suivante</span>
              </a>
            </li>
          )}
        </ul>
      )}
    </nav>
  );
}

function numero(n: number | null, props: PropsPagination) {
  if (n === null) return <span class="points">…</span>;
  const texte = (
    <>
      <span class="vh">Page </span>
      {n}
    </>
  );
  if (n === props.page) return <span aria-current="page">{texte}</span>;
  return <a href={props.lien(n)}>{texte}</a>;
}

export function nombreDEnregistrements(total: number): string {
  if (total === 0) return 'Aucun enregistrement';
  const nombre = total.toLocaleString('fr-FR');
  return total === 1 ? '1 enregistrement' : `${nombre} enregistrements`;
}

/** Première, dernière et voisines ; `null` où des pages sont sautées. */
export function pagesMontrees(page: number, pages: number): (number | null)[] {
  const gardees = [1, page - 1, page, page + 1, pages].filter((n) => n >= 1 && n <= pages);
  const tri = [...new Set(gardees)].sort((a, b) => a - b);
  return tri.flatMap((n, i) => {
    const saut = n - (tri[i - 1] ?? 0);
    if (saut === 2) return [n - 1, n];
    return saut > 2 ? [null, n] : [n];
  });
}
