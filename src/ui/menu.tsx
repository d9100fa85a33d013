import { Icone, type NomIcone } from './icones.tsx';
import type { ChampsCaches } from './types.ts';

export type EntreeMenu = {
  libelle: string;
  href: string;
  icone?: NomIcone | undefined;
  courante?: boolean | undefined;
  compteur?: number | undefined;
  /** Libellé court : l’entrée paraît alors dans la barre du bas (quatre au plus). */
  barre?: string | undefined;
};
export type GroupeMenu = { libelle: string; entrees: readonly EntreeMenu[] };
export type Deconnexion = { action: string; caches?: ChampsCaches | undefined };

type Props = {
  groupes: readonly GroupeMenu[];
  deconnexion?: Deconnexion | undefined;
};

const ENTREES_DE_LA_BARRE = 4;

/** Les entrées de la barre du bas, dans l’ordre du menu. */
export function entreesDeLaBarre(groupes: readonly GroupeMenu[]): EntreeMenu[] {
  return groupes
    .flatMap((g) => g.entrees)
    .filter((e) => e.barre)
    .slice(0, ENTREES_DE_LA_BARRE);
}

/** Colonne de gauche, à partir de 62 rem. */
export function MenuDeCote(props: Props) {
  return (
    <nav class="cote" aria-label="Menu">
      <div class="menu">
        <Groupes {...props} prefixe="c" />
      </div>
    </nav>
  );
}

/**
 * Barre du pouce. Le menu entier est écrit une seconde fois : une feuille repliable sans
 * JavaScript ne peut pas être aussi une colonne. CSS n’en montre (et n’en fait lire) qu’un.
 */
export function MenuDuBas(props: Props) {
  return (
    <nav class="bas" aria-label="Menu">
      <ul>
        {entreesDeLaBarre(props.groupes).map((e) => (
          <li key={e.href}>
            <a href={e.href} aria-current={e.courante ? 'page' : undefined}>
              <Icone nom={e.icone ?? 'fleche'} />
              {e.barre}
              <Compteur nombre={e.compteur} />
            </a>
          </li>
        ))}
      </ul>
      <details>
        <summary>
          <Icone nom="menu" />
          Menu
        </summary>
        <div class="menu">
          <Groupes {...props} prefixe="b" />
        </div>
      </details>
    </nav>
  );
}

function Groupes({ groupes, deconnexion, prefixe }: Props & { prefixe: string }) {
  return (
    <>
      {groupes.map((g, i) => (
        <div key={g.libelle}>
          {g.libelle && <h2 id={`menu-${prefixe}${i}`}>{g.libelle}</h2>}
          <ul aria-labelledby={g.libelle ? `menu-${prefixe}${i}` : undefined}>
            {g.entrees.map((e) => (
              <li key={e.href}>
                <a href={e.href} aria-current={e.courante ? 'page' : undefined}>
                  {e.icone && <Icone nom={e.icone} />}
                  {e.libelle}
                  <Compteur nombre={e.compteur} />
                </a>
              </li>
            ))}
          </ul>
        </div>
      ))}
      {deconnexion && (
        <form method="post" action={deconnexion.action}>
          {Object.entries(deconnexion.caches ?? {}).map(([nom, valeur]) => (
            <input type="hidden" name={nom} value={valeur} key={nom} />
          ))}
          <button type="submit">
            <Icone nom="sortie" />
            Déconnexion
          </button>
        </form>
      )}
    </>
  );
}

function Compteur({ nombre }: { nombre: number | undefined }) {
  if (!nombre) return null;
  return <span class="compteur">{nombre > 99 ? '99+' : nombre}</span>;
}
