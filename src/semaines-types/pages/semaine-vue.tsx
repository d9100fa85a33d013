import type { Refus } from '../../platform/errors.ts';
import { ecrireJour, estJour, type Jour } from '../../platform/jours.ts';
import { Champ } from '../../ui/champs.tsx';
import { ActionsGroupees, Repli } from '../../ui/ensembles.tsx';
import {
  Bouton,
  Boutons,
  Formulaire,
  GroupeDeChamps,
  ResumeErreurs,
} from '../../ui/formulaire.tsx';
import { EtatVide, Message } from '../../ui/message.tsx';
import type { Grille as GrilleLue } from '../actions/lire-grille.ts';
import { anneeDAvant, type Source } from '../actions/proposer.ts';
import { ecrireCase, numeroDeSemaine, pariteDe } from '../regles/semaine.ts';
import { type ActiviteDeGrille, type EnfantDeGrille, Grille, type PropsGrille } from './grille.tsx';
import type { SaisieDeGrille } from './saisie.ts';

interface Props {
  grille: GrilleLue;
  saisie: SaisieDeGrille;
  source?: Source | undefined;
  refus?: Refus | undefined;
  aujourdhui: Jour;
  /** Les dernières opérations, pour retrouver un reçu. */
  recus: readonly { id: number; mots: string }[];
}

export function VueSemaine({ grille, saisie, source, refus, aujourdhui, recus }: Props) {
  const props = propsDeGrille(grille, saisie, aujourdhui);
  const erreurs = refus ? [{ champ: refus.champ ?? 'grille', message: refus.message }] : [];
  return (
    <>
      <h1>Semaine type</h1>
      <p class="discret">
        Cochez une semaine : elle vaut pour toute la période. Vous verrez le prix et les jours
        complets avant de réserver.
      </p>
      <DOuVient source={source} annee={grille.annee} />
      <AutresAnnees grille={grille} />
      <Formulaire action="/famille/semaine-type" caches={{ annee: grille.annee }}>
        {/* Entrée envoie par le premier bouton du formulaire : que ce soit celui-là. */}
        <button
          type="submit"
          name="geste"
          value="apercu"
          class="vh"
          tabIndex={-1}
          aria-hidden="true"
        >
          Voir ce que cela donne
        </button>
        <ResumeErreurs erreurs={erreurs} />
        <Repli titre={direPeriode(saisie)} ouvert={erreurs.length > 0}>
          <GroupeDeChamps legende="Période" grille>
            <Champ
              type="date"
              nom="du"
              libelle="Du"
              valeur={saisie.du}
              min={grille.bornes.du}
              max={grille.bornes.au}
              erreur={erreurs.find((e) => e.champ === 'du')?.message}
            />
            <Champ
              type="date"
              nom="au"
              libelle="Au"
              valeur={saisie.au}
              min={grille.bornes.du}
              max={grille.bornes.au}
              erreur={erreurs.find((e) => e.champ === 'au')?.message}
            />
          </GroupeDeChamps>
        </Repli>
        <div id="grille" data-grille={JSON.stringify(props)}>
          <Grille {...props} />
        </div>
        <p class="discret">
          Un jour à part, ou les vacances ?{' '}
          <a href="/famille/pre-inscrire">Choisir jour par jour</a>
        </p>
        <ActionsGroupees
          resume={
            <b data-bilan role="status">
              Ce que vous avez réservé à part ne change pas.
            </b>
          }
        >
          <Bouton nom="geste" valeur="apercu">
            Voir ce que cela donne
          </Bouton>
        </ActionsGroupees>
      </Formulaire>
      <Recus recus={recus} />
    </>
  );
}

function Recus({ recus }: Pick<Props, 'recus'>) {
  if (recus.length === 0) return null;
  return (
    <Repli titre="Mes reçus">
      <ul>
        {recus.map((r) => (
          <li key={r.id}>
            <a href={`/famille/operations/${r.id}`}>{r.mots}</a>
          </li>
        ))}
      </ul>
    </Repli>
  );
}

/** « Du lundi 23 novembre au vendredi 2 juillet » ; ce qu'on a tapé, si ce n'est pas un jour. */
function direPeriode({ du, au }: SaisieDeGrille): string {
  return estJour(du) && estJour(au)
    ? `Du ${ecrireJour(du)} au ${ecrireJour(au, { annee: true })}`
    : 'Choisir la période';
}

/** D'où vient ce qui est coché : on ne coche pas dans le dos de quelqu'un. */
function DOuVient({ source, annee }: { source: Source | undefined; annee: string }) {
  switch (source) {
    case 'deduite':
      return (
        <Message ton="info">
          <p>
            Nous avons coché ce que vos réservations de cette année disent déjà. À vous de corriger.
          </p>
        </Message>
      );
    case 'an_dernier':
      return (
        <Message ton="info">
          <p>{`Nous avons repris votre semaine de ${anneeDAvant(annee)}. Vérifiez, corrigez, réservez.`}</p>
        </Message>
      );
    default:
      return null;
  }
}

function AutresAnnees({ grille }: { grille: GrilleLue }) {
  const autres = grille.annees.filter((a) => a !== grille.annee);
  if (autres.length === 0) return null;
  return (
    <p>
      {`Année ${grille.annee}. `}
      {autres.map((annee) => (
        <a key={annee} href={`/famille/semaine-type?annee=${annee}`}>{`Préparer ${annee}`}</a>
      ))}
    </p>
  );
}

export function RienAPlanifier() {
  return (
    <>
      <h1>Semaine type</h1>
      <EtatVide titre="Rien à planifier pour l’instant">
        <p>
          Aucune activité de l’année n’est ouverte à vos enfants. Les vacances se choisissent jour
          par jour.
        </p>
        <Boutons>
          <Bouton href="/famille/pre-inscrire">Choisir jour par jour</Bouton>
        </Boutons>
      </EtatVide>
    </>
  );
}

const TEINTES = 6;

function propsDeGrille(
  { enfants, lignes }: GrilleLue,
  saisie: SaisieDeGrille,
  aujourdhui: Jour,
): PropsGrille {
  const signes = signer(enfants.map((e) => e.prenom));
  return {
    enfants: enfants.map(
      (e, i): EnfantDeGrille => ({
        id: e.id,
        prenom: e.prenom,
        signe: signes[i] ?? '?',
        teinte: (i % TEINTES) + 1,
      }),
    ),
    jours: [...new Set(lignes.flatMap((l) => l.jours))].sort(),
    activites: [...Map.groupBy(lignes, (l) => l.activiteId)].map(
      ([id, siennes]): ActiviteDeGrille => ({
        id,
        nom: siennes[0]?.activite ?? '',
        prestations: siennes.map((l) => ({
          id: l.prestationId,
          nom: l.prestation,
          horaires: `${direHeure(l.debut)} à ${direHeure(l.fin)}`,
          jours: l.jours,
          pour: l.pour,
        })),
      }),
    ),
    cycle: saisie.cycle,
    cases: saisie.cases.map(ecrireCase),
    cetteSemaine: `Cette semaine, la ${numeroDeSemaine(aujourdhui)}e de l’année, est ${
      pariteDe(aujourdhui) === 'paires' ? 'paire' : 'impaire'
    }.`,
  };
}

/** Une lettre, ou ce qu'il en faut pour que deux enfants ne portent pas le même signe. */
export function signer(prenoms: readonly string[]): string[] {
  return prenoms.map((prenom, i) => {
    const lettres = [...prenom];
    for (let n = 1; n <= 2; n++) {
      const signe = lettres.slice(0, n).join('');
      const autres = prenoms.filter((_, j) => j !== i);
      if (!autres.some((a) => [...a].slice(0, n).join('') === signe)) return signe;
    }
    return `${lettres[0] ?? ''}${i + 1}`;
  });
}

/** « 7 h 30 » */
function direHeure(heure: string): string {
  const [h = '', m = ''] = heure.split(':');
  return `${Number(h)}\u00a0h${m === '00' ? '' : `\u00a0${m}`}`;
}
