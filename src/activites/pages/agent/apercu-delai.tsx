import type { Db } from '../../../platform/db.ts';
import { ajouterJours, ecrireJour, type Jour } from '../../../platform/jours.ts';
import { Tableau } from '../../../ui/tableau.tsx';
import { joursFeriesEntre } from '../../calendrier/feries.ts';
import { ecrireLimite, phraseVivante } from '../../delais/apercu.ts';
import { decrireCanalTardif, decrireRegle } from '../../delais/phrases.ts';
import type { CanalTardif, FaitsDelai, Pour, RegleDelai } from '../../delais/regles.ts';
import type { Delai } from '../../requetes/delais.ts';
import { type ActiviteReglee, listerJoursOuverts } from '../../requetes/reglages.ts';

const VERBES: Record<Pour, string> = { reserver: 'Réserver', annuler: 'Annuler' };
const MEMOIRE_JOURS = 300;
const JOURS_MONTRES = 10;

/** Les dix prochains jours d'accueil, chacun avec les faits dont sa limite dépend. */
export interface FaitsApercu {
  jours: { jour: Jour; faits: FaitsDelai }[];
}

export async function chercherFaits(
  db: Db,
  activite: ActiviteReglee,
  { depuis, fuseau }: { depuis: Jour; fuseau: string },
): Promise<FaitsApercu> {
  const du = ajouterJours(depuis, -MEMOIRE_JOURS);
  const au = ajouterJours(depuis, MEMOIRE_JOURS);
  const joursOuverts = await listerJoursOuverts(db, activite.id, { du, au });
  const feries = joursFeriesEntre(du, au, activite.territoire);
  const jours = joursOuverts.filter((jour) => jour >= depuis).slice(0, JOURS_MONTRES);
  return {
    jours: jours.map((jour) => {
      const periode = activite.periodes.find((p) => p.du <= jour && jour <= p.au) ?? null;
      return { jour, faits: { fuseau, feries, joursOuverts, periode } };
    }),
  };
}

interface PropsApercu {
  regles: readonly { pour: Pour; regle: RegleDelai; tardif: CanalTardif }[];
  faits: FaitsApercu;
}

/** La règle en mots, la phrase d'un vrai jour, et les dix prochains. */
export function ApercuDeRegle({ regles, faits }: PropsApercu) {
  const [premier] = faits.jours;
  return (
    <div class="pile">
      {regles.map(({ pour, regle, tardif }) => (
        <p key={pour}>
          <b>{VERBES[pour]}</b> {decrireRegle(regle)}. {decrireCanalTardif(pour, tardif)}
          {premier && (
            <>
              <br />
              {`Ainsi, ${phraseVivante(pour, regle, premier.jour, premier.faits)}.`}
            </>
          )}
        </p>
      ))}
      {premier ? (
        <Tableau
          titre="Les dix prochains jours d’accueil"
          lignes={faits.jours}
          cle={({ jour }) => jour}
          colonnes={[
            { titre: 'Jour', entete: true, cellule: ({ jour }) => ecrireJour(jour) },
            ...regles.map(({ pour, regle }) => ({
              titre: `${VERBES[pour]} jusqu’au`,
              cellule: (ligne: FaitsApercu['jours'][number]) =>
                ecrireLimite(regle, ligne.jour, ligne.faits) ?? 'jamais en ligne',
            })),
          ]}
        />
      ) : (
        <p>Aucun jour n’est encore ouvert : ajoutez une période pour voir ce que donne la règle.</p>
      )}
    </div>
  );
}

interface PropsVersions {
  delais: readonly Delai[];
  prestations: ActiviteReglee['prestations'];
}

export function Versions({ delais, prestations }: PropsVersions) {
  if (delais.length === 0) {
    return <p>Aucune règle n’est écrite : c’est la veille à minuit qui vaut.</p>;
  }
  return (
    <Tableau
      titre="De quel jour à quel jour"
      lignes={delais.toReversed()}
      cle={({ id }) => id}
      colonnes={[
        {
          titre: 'À partir du',
          entete: true,
          cellule: ({ du }) => ecrireJour(du, { annee: true }),
        },
        {
          titre: 'Jusqu’à',
          cellule: ({ au }) =>
            au === null ? 'nouvel ordre' : `${ecrireJour(ajouterJours(au, -1), { annee: true })}`,
        },
        { titre: 'Pour', cellule: ({ pour }) => VERBES[pour].toLowerCase() },
        {
          titre: 'Prestation',
          cellule: ({ prestationId }) =>
            prestations.find(({ id }) => id === prestationId)?.nom ?? 'toutes',
        },
        { titre: 'Règle', cellule: ({ regle }) => decrireRegle(regle) },
      ]}
    />
  );
}
