import type { JourDeLaSemaine } from '../../platform/jours.ts';
import { type CaseDeSemaine, type Cycle, ecrireCase, type Semaines } from '../regles/semaine.ts';

/*
 * La grille, la même au serveur et au navigateur : un formulaire de cases à cocher, que le script
 * reprend sans rien redessiner. Aucun import du serveur ici.
 */

export interface EnfantDeGrille {
  id: number;
  prenom: string;
  /** « L », ou « Lé » quand deux enfants commencent pareil. */
  signe: string;
  /** 1 à 6 : une teinte ; le signe dit la même chose à qui ne la voit pas. */
  teinte: number;
}

export interface ActiviteDeGrille {
  id: number;
  nom: string;
  prestations: {
    id: number;
    nom: string;
    horaires: string;
    jours: JourDeLaSemaine[];
    pour: number[];
  }[];
}

export interface PropsGrille {
  enfants: EnfantDeGrille[];
  /** Les colonnes, les mêmes pour toutes les activités : le pouce retrouve le jeudi. */
  jours: JourDeLaSemaine[];
  activites: ActiviteDeGrille[];
  cycle: Cycle;
  /** Les cases cochées, telles que le formulaire les envoie. */
  cases: string[];
  /** « Cette semaine, n° 48, est paire. » */
  cetteSemaine: string;
}

/** Ce que le script sait faire sans aller-retour ; absent, le formulaire s'en charge. */
export interface GestesDeGrille {
  cocher(valeurs: readonly string[], etat: boolean): void;
  copier(de: number, vers: number): void;
  changerCycle(cycle: Cycle): void;
}

const COURTS = ['', 'Lun', 'Mar', 'Mer', 'Jeu', 'Ven', 'Sam', 'Dim'];
const LONGS = ['', 'lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi', 'dimanche'];

export function Grille(props: PropsGrille & { gestes?: GestesDeGrille | undefined }) {
  const { enfants, activites, gestes } = props;
  const cochees = new Set(props.cases);
  return (
    <>
      <Enfants {...props} />
      <ChoixDuCycle {...props} />
      {activites.map((activite) => (
        <TableauDActivite
          key={activite.id}
          activite={activite}
          jours={props.jours}
          enfants={enfants}
          cycle={props.cycle}
          cochees={cochees}
          gestes={gestes}
        />
      ))}
    </>
  );
}

/** Qui est qui, et « même chose pour Zoé ». */
function Enfants({
  enfants,
  gestes,
}: Pick<PropsGrille, 'enfants'> & { gestes?: GestesDeGrille | undefined }) {
  const [premier, ...autres] = enfants;
  if (!premier) return null;
  return (
    <div class="enfants-de-grille">
      <ul>
        {enfants.map((e) => (
          <li key={e.id} class={`teinte-${e.teinte}`}>
            <b class="signe">{e.signe}</b> {e.prenom}
          </li>
        ))}
      </ul>
      {autres.map((e) => (
        <button
          key={e.id}
          type="submit"
          class="bouton b-discret"
          name="geste"
          value={`copier.${premier.id}.${e.id}`}
          onClick={(evenement: Event) => {
            if (!gestes) return;
            evenement.preventDefault();
            gestes.copier(premier.id, e.id);
          }}
        >
          {`Même chose que ${premier.prenom} pour ${e.prenom}`}
        </button>
      ))}
    </div>
  );
}

function ChoixDuCycle(props: PropsGrille & { gestes?: GestesDeGrille | undefined }) {
  const { cycle, gestes, cetteSemaine } = props;
  const options: [Cycle, string][] = [
    ['chaque_semaine', 'La même chaque semaine'],
    ['paires_impaires', 'Une semaine sur deux'],
  ];
  return (
    <fieldset class="groupe">
      <legend>Rythme</legend>
      <div class="choix puces">
        {options.map(([valeur, libelle]) => (
          <label class="case" key={valeur}>
            <input
              type="radio"
              name="cycle"
              value={valeur}
              checked={cycle === valeur}
              onChange={() => gestes?.changerCycle(valeur)}
            />
            <span>{libelle}</span>
          </label>
        ))}
        <button
          type="submit"
          class="bouton b-discret"
          name="geste"
          value="cycle"
          hidden={gestes !== undefined}
        >
          Changer de rythme
        </button>
      </div>
      {cycle === 'paires_impaires' && <p class="aide-champ">{cetteSemaine}</p>}
    </fieldset>
  );
}

interface PropsTableau {
  activite: ActiviteDeGrille;
  jours: JourDeLaSemaine[];
  enfants: EnfantDeGrille[];
  cycle: Cycle;
  cochees: ReadonlySet<string>;
  gestes: GestesDeGrille | undefined;
}

function TableauDActivite({ activite, ...reste }: PropsTableau) {
  const { cycle, jours } = reste;
  const semaines: Semaines[] = cycle === 'chaque_semaine' ? ['toutes'] : ['impaires', 'paires'];
  return (
    <table class="semaine-type">
      <caption>{activite.nom}</caption>
      <thead>
        <tr>
          {semaines.length > 1 && (
            <td class="vide">
              <span class="vh">Semaines</span>
            </td>
          )}
          {jours.map((jour) => (
            <th scope="col" key={jour}>
              <abbr title={LONGS[jour]}>{COURTS[jour]}</abbr>
            </th>
          ))}
        </tr>
      </thead>
      {activite.prestations.map((prestation) => (
        <tbody key={prestation.id}>
          <tr class="titre-prestation">
            <th scope="rowgroup" colSpan={jours.length + (semaines.length > 1 ? 1 : 0)}>
              <span>
                {prestation.nom} <small>{prestation.horaires}</small>
              </span>
              <Bascules prestation={prestation} semaines={semaines} {...reste} />
            </th>
          </tr>
          {semaines.map((s) => (
            <tr key={s}>
              {semaines.length > 1 && <th scope="row">{s === 'paires' ? 'Paires' : 'Impaires'}</th>}
              {jours.map((jour) => (
                <td key={jour}>
                  <Pions jour={jour} semaines={s} prestation={prestation} {...reste} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      ))}
    </table>
  );
}

type Prestation = ActiviteDeGrille['prestations'][number];
type Dans = Omit<PropsTableau, 'activite'> & { prestation: Prestation };

/** Toute la semaine d'un enfant d'un geste ; n'existe qu'avec le script. */
function Bascules({
  prestation,
  enfants,
  semaines,
  cochees,
  gestes,
}: Dans & { semaines: Semaines[] }) {
  if (!gestes || prestation.jours.length < 2) return null;
  return (
    <span class="bascules">
      {admis(enfants, prestation).map((e) => {
        const siennes = prestation.jours.flatMap((jour) =>
          semaines.map((s) => valeurDe(e, prestation, jour, s)),
        );
        const toutes = siennes.every((v) => cochees.has(v));
        return (
          <button
            key={e.id}
            type="button"
            class={`teinte-${e.teinte}`}
            onClick={() => gestes.cocher(siennes, !toutes)}
          >
            <span aria-hidden="true">{`${toutes ? '−' : '+'} ${e.signe}`}</span>
            <span class="vh">
              {`${prestation.nom}, ${e.prenom} : ${toutes ? 'aucun jour' : 'tous les jours'}`}
            </span>
          </button>
        );
      })}
    </span>
  );
}

function Pions(props: Dans & { jour: JourDeLaSemaine; semaines: Semaines }) {
  const { jour, semaines, prestation, enfants, cochees, gestes } = props;
  if (!prestation.jours.includes(jour)) return <span class="vh">pas ce jour-là</span>;
  return (
    <span class="pions">
      {admis(enfants, prestation).map((e) => {
        const valeur = valeurDe(e, prestation, jour, semaines);
        const quand = semaines === 'toutes' ? '' : `, semaines ${semaines}`;
        return (
          <label class={`pion teinte-${e.teinte}`} key={e.id}>
            <input
              type="checkbox"
              name="case"
              value={valeur}
              checked={cochees.has(valeur)}
              onChange={(evenement) => gestes?.cocher([valeur], evenement.currentTarget.checked)}
            />
            <span aria-hidden="true">{e.signe}</span>
            <span class="vh">{`${e.prenom}, ${prestation.nom}, ${LONGS[jour]}${quand}`}</span>
          </label>
        );
      })}
    </span>
  );
}

function admis(enfants: readonly EnfantDeGrille[], { pour }: Prestation): EnfantDeGrille[] {
  return enfants.filter((e) => pour.includes(e.id));
}

function valeurDe(
  { id }: EnfantDeGrille,
  prestation: Prestation,
  jour: JourDeLaSemaine,
  semaines: Semaines,
): string {
  const c: CaseDeSemaine = { enfantId: id, prestationId: prestation.id, jour, semaines };
  return ecrireCase(c);
}
