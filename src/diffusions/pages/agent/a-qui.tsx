import { ErreurChamp } from '../../../ui/champs.tsx';
import { Cases } from '../../../ui/choix.tsx';
import { Repli } from '../../../ui/ensembles.tsx';
import type { Lieux } from '../../regles/cible.ts';

/** Peu de centres se montrent tout ouverts ; au-delà, chacun se déplie. */
const CENTRES_OUVERTS = 3;

/** Tout un centre, ou une activité. */
export function ChoixDuLieu(props: {
  lieux: Lieux;
  coches: readonly string[];
  erreur: string | undefined;
}) {
  const { coches, erreur } = props;
  const { structures } = props.lieux;
  return (
    <fieldset
      class="groupe"
      id="ou"
      tabIndex={-1}
      aria-describedby={erreur ? 'ou-aide ou-erreur' : 'ou-aide'}
    >
      <legend>Qui vient où ?</legend>
      <p class="aide-champ" id="ou-aide">
        Sans rien cocher, toutes les activités.
      </p>
      {structures.map((s) => {
        const options = [
          { valeur: `s:${s.id}`, libelle: 'Tout le centre' },
          ...s.activites.map((a) => ({ valeur: `a:${a.id}`, libelle: a.nom })),
        ];
        const ouvert =
          structures.length <= CENTRES_OUVERTS || options.some((o) => coches.includes(o.valeur));
        return (
          <Repli key={s.id} titre={s.nom} ouvert={ouvert}>
            <Cases
              nom="ou"
              id={`ou-${s.id}`}
              legende={`Activités, ${s.nom}`}
              options={options}
              valeurs={coches}
            />
          </Repli>
        );
      })}
      <ErreurChamp id="ou" erreur={erreur} />
    </fieldset>
  );
}

/** Toute une école, ou quelques classes ; sans rien cocher, toutes. */
export function ChoixDesClasses({ lieux, coches }: { lieux: Lieux; coches: readonly string[] }) {
  if (lieux.ecoles.length === 0) return null;
  return (
    <fieldset class="groupe" id="classe" tabIndex={-1}>
      <legend>De quelle école, de quelle classe ?</legend>
      <p class="aide-champ">
        Sans rien cocher, toutes. Si vous cochez aussi une activité, un enfant doit répondre aux
        deux.
      </p>
      {lieux.ecoles.map((e) => {
        const options = [
          { valeur: `e:${e.id}`, libelle: 'Toute l’école' },
          ...e.classes.map((c) => ({ valeur: `c:${c.id}`, libelle: c.nom })),
        ];
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
