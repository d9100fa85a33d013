import {
  ajouterJours,
  ajouterMois,
  bornesDuMois,
  ecrireMois,
  grilleDuMois,
  type Jour,
  type Mois,
  moisDe,
  nomDuJour,
} from '../../../platform/jours.ts';
import { type EtatDuJour, type JourDAnnee, raisonsDuMois } from '../../regles/annee.ts';
import { SEMAINE } from '../../regles/rythme.ts';

const ETATS: Readonly<Record<EtatDuJour, { mot: string; signe: string }>> = {
  ouvert: { mot: 'ouvert', signe: '' },
  exception: { mot: 'ouvert par exception', signe: '+' },
  garde: { mot: 'gardé ouvert', signe: '!' },
  ferme: { mot: 'fermé', signe: '' },
  hors_periode: { mot: 'hors période', signe: '' },
};

/** Douze mois d'un coup d'œil : ouvert ou fermé par le trait et le mot, jamais par la couleur seule. */
export function Annee({ jours, aujourdhui }: { jours: readonly JourDAnnee[]; aujourdhui: Jour }) {
  const parMois = Map.groupBy(jours, ({ jour }) => moisDe(jour));
  return (
    <div class="annee">
      <ul class="annee-legende">
        <li>
          <span class="jour-ouvert">12</span> ouvert
        </li>
        <li>
          <span class="jour-exception">12+</span> ouvert par exception
        </li>
        <li>
          <span class="jour-garde">12!</span> gardé ouvert : des enfants y sont inscrits
        </li>
        <li>
          <span class="jour-ferme">12</span> fermé
        </li>
      </ul>
      <div class="annee-mois">
        {[...parMois].map(([mois, duMois]) => (
          <MoisEnPetit key={mois} mois={mois} jours={duMois} aujourdhui={aujourdhui} />
        ))}
      </div>
    </div>
  );
}

interface PropsMois {
  mois: Mois;
  jours: readonly JourDAnnee[];
  aujourdhui: Jour;
}

function MoisEnPetit({ mois, jours, aujourdhui }: PropsMois) {
  const connus = new Map(jours.map((j) => [j.jour, j]));
  return (
    <section class="petit-mois">
      <table>
        <caption>{ecrireMois(mois)}</caption>
        <thead>
          <tr>
            {SEMAINE.map((j) => (
              <th scope="col" key={j}>
                <abbr title={nomDuJour(j)}>{nomDuJour(j).charAt(0)}</abbr>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {grilleDuMois(mois).map((semaine) => (
            <tr key={semaine.find(Boolean)}>
              {semaine.map((jour, i) => (
                <td key={jour ?? i}>
                  {jour && <Quantieme jour={jour} connu={connus.get(jour)} {...{ aujourdhui }} />}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <ul class="discret">
        {raisonsDuMois(jours).map((r) => (
          <li key={`${r.jours}${r.pourquoi}`}>{`${r.jours} : ${r.pourquoi}`}</li>
        ))}
      </ul>
    </section>
  );
}

function Quantieme(props: { jour: Jour; connu: JourDAnnee | undefined; aujourdhui: Jour }) {
  const { jour, connu, aujourdhui } = props;
  const etat = connu?.etat ?? 'hors_periode';
  const { mot, signe } = ETATS[etat];
  return (
    <span
      class={`jour-${etat.replace('_', '-')}`}
      aria-current={jour === aujourdhui ? 'date' : undefined}
    >
      {Number(jour.slice(8))}
      {signe && <span aria-hidden="true">{signe}</span>}
      <span class="vh">{` ${mot}`}</span>
    </span>
  );
}

/** Les douze mois qui commencent à celui-ci. */
export function douzeMois(depuis: Jour): { du: Jour; au: Jour } {
  const { du } = bornesDuMois(moisDe(depuis));
  return { du, au: ajouterJours(ajouterMois(du, 12), -1) };
}
