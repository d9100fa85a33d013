import { cadre } from '../../../cadre.tsx';
import type { SessionAgent } from '../../../comptes/session.ts';
import type { Handler } from '../../../platform/http.ts';
import { ecrireHeure, jourLocal } from '../../../platform/instants.ts';
import { ajouterJours, ecrireJour, estJour } from '../../../platform/jours.ts';
import { EtatVide } from '../../../ui/message.tsx';
import { Tableau } from '../../../ui/tableau.tsx';
import { type Effectif, listerEffectifs } from '../../requetes/listes.ts';

/** Combien d'enfants sont attendus un jour, prestation par prestation. */
export const GET: Handler<SessionAgent> = async (ctx) => {
  const aujourdhui = jourLocal(ctx.clock.now(), ctx.commune.fuseau);
  const demande = ctx.query.get('jour');
  const jour = estJour(demande) ? demande : aujourdhui;
  const effectifs = await listerEffectifs(ctx.db, ctx.session.agent.structures, jour);
  return cadre(
    ctx,
    {
      titre: 'Listes du jour',
      filAriane: [{ libelle: 'Accueil', href: '/agent' }, { libelle: 'Listes' }],
    },
    <>
      <h1>Listes, {ecrireJour(jour)}</h1>
      <p class="liens">
        <a href={`/agent/listes?jour=${ajouterJours(jour, -1)}`}>Jour précédent</a>
        {jour !== aujourdhui && <a href="/agent/listes">Aujourd’hui</a>}
        <a href={`/agent/listes?jour=${ajouterJours(jour, 1)}`}>Jour suivant</a>
      </p>
      {effectifs.length === 0 ? (
        <EtatVide titre="Rien n’ouvre ce jour-là">
          Choisissez un autre jour : un week-end, un jour férié ou une fermeture n’a pas de liste.
        </EtatVide>
      ) : (
        [...Map.groupBy(effectifs, (e) => e.structure)].map(([structure, siens]) => (
          <EffectifsDeStructure key={structure} {...{ structure, jour }} effectifs={siens} />
        ))
      )}
    </>,
  );
};

function EffectifsDeStructure(props: {
  structure: string;
  jour: string;
  effectifs: readonly Effectif[];
}) {
  return (
    <Tableau
      titre={props.structure}
      lignes={props.effectifs}
      cle={(e) => e.prestationId}
      colonnes={[
        {
          titre: 'Prestation',
          entete: true,
          cellule: (e) => (
            <a href={`/agent/listes/${e.prestationId}/${props.jour}`}>
              {`${e.activite}, ${e.prestation}`}
            </a>
          ),
        },
        {
          titre: 'Dès',
          insecable: true,
          cellule: (e) => ecrireHeure(e.heureDebut.slice(0, 5)),
        },
        { titre: 'Attendus', nombre: true, cellule: (e) => <b>{e.attendus}</b> },
        { titre: 'À décider', nombre: true, cellule: (e) => String(e.demandes) },
        { titre: 'Liste d’attente', nombre: true, cellule: (e) => String(e.enAttente) },
      ]}
    />
  );
}
