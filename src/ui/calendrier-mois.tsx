import {
  ecrireMois,
  ecrireQuantiemeEtMois,
  grilleDuMois,
  jourDeLaSemaine,
  nomDuJour,
} from '../platform/jours.ts';
import { ETATS, type EtatMontre } from './etats.tsx';
import { Icone, type NomIcone } from './icones.tsx';
import { ROLES } from './roles.ts';

export type EntreeMois = {
  libelle: string;
  etat: EtatMontre;
  /** « rang 3 », « avant jeudi 9 h »… */
  precision?: string | undefined;
  /** Lien vers le détail ou l’annulation. */
  href?: string | undefined;
  icone?: NomIcone | undefined;
};

export type PropsCalendrierMois = {
  /** AAAA-MM */
  mois: string;
  /** Ce qui précède le mois dans le titre : le nom de l’enfant. */
  enfant?: string | undefined;
  entrees: Readonly<Record<string, readonly EntreeMois[]>>;
  /** Jours fermés et pourquoi. */
  fermetures?: Readonly<Record<string, string>> | undefined;
  aujourdhui?: string | undefined;
};

const COLONNES = [
  ['lun.', 'lundi'],
  ['mar.', 'mardi'],
  ['mer.', 'mercredi'],
  ['jeu.', 'jeudi'],
  ['ven.', 'vendredi'],
  ['sam.', 'samedi'],
  ['dim.', 'dimanche'],
] as const;

/** Un mois en vraie table ; sur téléphone, la liste des seuls jours qui disent quelque chose. */
export function CalendrierMois(props: PropsCalendrierMois) {
  const titre = ecrireMois(props.mois);
  return (
    <table class="cm" {...ROLES.table}>
      <caption>{props.enfant ? `${props.enfant}, ${titre}` : titre}</caption>
      <thead {...ROLES.rowgroup}>
        <tr {...ROLES.row}>
          {COLONNES.map(([court, long]) => (
            <th scope="col" key={long} {...ROLES.columnheader}>
              <abbr title={long}>{court}</abbr>
            </th>
          ))}
        </tr>
      </thead>
      <tbody {...ROLES.rowgroup}>
        {grilleDuMois(props.mois).map((semaine, s) => (
          <tr
            key={semaine.find(Boolean)}
            class={
              semaine.some((jour) => jour && ditQuelqueChose(jour, props)) ? undefined : 'creux'
            }
            {...ROLES.row}
          >
            {semaine.map((jour, j) =>
              jour ? (
                <CelluleJour key={jour} jour={jour} calendrier={props} />
              ) : (
                <td class="creux hors" key={`${s}-${j}`} {...ROLES.cell} />
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Au téléphone, ce qui ne dit rien s'efface ; une ligne sans cellule n'en serait plus une. */
function ditQuelqueChose(jour: string, calendrier: PropsCalendrierMois): boolean {
  return (calendrier.entrees[jour]?.length ?? 0) > 0 || calendrier.fermetures?.[jour] !== undefined;
}

function CelluleJour({ jour, calendrier }: { jour: string; calendrier: PropsCalendrierMois }) {
  const entrees = calendrier.entrees[jour] ?? [];
  const fermeture = calendrier.fermetures?.[jour];
  const [quantieme, mois] = ecrireQuantiemeEtMois(jour).split(' ');
  const semaine = jourDeLaSemaine(jour);
  const fin = semaine >= 6;
  const classes = [
    !ditQuelqueChose(jour, calendrier) && 'creux',
    fin && 'we',
    jour === calendrier.aujourdhui && 'auj',
  ];
  return (
    <td class={classes.filter(Boolean).join(' ') || undefined} {...ROLES.cell}>
      <time dateTime={jour} aria-current={jour === calendrier.aujourdhui ? 'date' : undefined}>
        <span class="lg">{nomDuJour(semaine)} </span>
        {quantieme}
        <span class="lg"> {mois}</span>
      </time>
      <div>
        {fermeture && <p class="ferme">{fermeture}</p>}
        {entrees.map((entree) => (
          <Evenement key={`${entree.libelle}${entree.href}`} entree={entree} />
        ))}
      </div>
    </td>
  );
}

function Evenement({ entree }: { entree: EntreeMois }) {
  const { court, icone, ton } = ETATS[entree.etat];
  const contenu = (
    <>
      <Icone nom={icone} />
      <b>{entree.libelle}</b>
      <span>
        {court}
        {entree.precision && `, ${entree.precision}`}
      </span>
    </>
  );
  const classe = `ev h-${ton}`;
  if (!entree.href) return <div class={classe}>{contenu}</div>;
  return (
    <a class={classe} href={entree.href}>
      {contenu}
    </a>
  );
}
