import { ErreurChamp } from '../../../ui/champs.tsx';
import { Cases, type OptionChoix } from '../../../ui/choix.tsx';
import { Repli } from '../../../ui/ensembles.tsx';
import type { EcoleEtClasses, Lieu } from '../../requetes/lieux.ts';

/** Deux centres se montrent tout ouverts ; au-delà, chacun se déplie. */
const CENTRES_OUVERTS = 2;

/** Tout un centre, une activité, ou une seule de ses prestations. */
export function ChoixDuLieu(props: {
  lieux: readonly Lieu[];
  coches: readonly string[];
  erreur: string | undefined;
}) {
  const { lieux, coches, erreur } = props;
  const ouvrir = lieux.length <= CENTRES_OUVERTS;
  return (
    <fieldset
      class="groupe"
      id="ou"
      tabIndex={-1}
      aria-describedby={erreur ? 'ou-erreur' : undefined}
    >
      <legend>Où ?</legend>
      {lieux.map((lieu) => {
        const options = optionsDe(lieu);
        const cases = (
          <Cases
            nom="ou"
            id={`ou-${lieu.id}`}
            legende={lieu.nom}
            options={options}
            valeurs={coches}
          />
        );
        return ouvrir ? (
          cases
        ) : (
          <Repli
            key={lieu.id}
            titre={lieu.nom}
            ouvert={options.some((o) => coches.includes(String(o.valeur)))}
          >
            {cases}
          </Repli>
        );
      })}
      <ErreurChamp id="ou" erreur={erreur} />
    </fieldset>
  );
}

function optionsDe({ id, activites }: Lieu): OptionChoix[] {
  return [
    { valeur: `s:${id}`, libelle: 'Tout le centre' },
    ...activites.flatMap((a) => [
      { valeur: `a:${a.id}`, libelle: a.nom },
      // Une activité d'une seule prestation se ferme tout entière : inutile de la cocher deux fois.
      ...(a.prestations.length < 2
        ? []
        : a.prestations.map((p) => ({
            valeur: `p:${p.id}`,
            libelle: `${a.nom}, seulement ${p.nom}`,
          }))),
    ]),
  ];
}

/** Une sortie, un enseignant absent : quelques classes. Sans rien cocher, tous les enfants. */
export function ChoixDesClasses(props: {
  ecoles: readonly EcoleEtClasses[];
  coches: readonly string[];
}) {
  const { ecoles, coches } = props;
  if (ecoles.length === 0) return null;
  return (
    <fieldset class="groupe">
      <legend>Seulement certaines classes ?</legend>
      <p class="aide-champ">Sans rien cocher, tous les enfants sont concernés.</p>
      {ecoles.map((e) => {
        const options = e.classes.map((c) => ({ valeur: `c:${c.id}`, libelle: c.nom }));
        return (
          <Repli key={e.id} titre={e.nom} ouvert={options.some((o) => coches.includes(o.valeur))}>
            <Cases
              nom="classe"
              id={`classe-${e.id}`}
              legende={`Classes, ${e.nom}`}
              options={options}
              valeurs={coches}
              enLigne
            />
          </Repli>
        );
      })}
    </fieldset>
  );
}
