import type { VNode } from 'preact';
import { ecrireJourEnChiffres, type Jour } from '../../../platform/jours.ts';
import type { ReperesVus } from '../../../sante/actions/lire.ts';
import { Carte, Cartes } from '../../../ui/accueil.tsx';
import { ListeDefinitions } from '../../../ui/ensembles.tsx';
import { MarquePai } from '../../../ui/reperes.tsx';
import { type Colonne, Tableau } from '../../../ui/tableau.tsx';
import { direAge } from '../../regles/famille.ts';
import type { DossierFamille } from '../../requetes/services.ts';

const QUALITES: Record<string, string> = {
  mere: 'Mère',
  pere: 'Père',
  tuteur: 'Tuteur ou tutrice',
  autre: 'Autre adulte',
};

/** Les adultes du dossier, et comment les joindre. */
export function Adultes({ dossier, tient }: { dossier: DossierFamille; tient: boolean }): VNode {
  return (
    <section class="pile">
      <h2>Adultes</h2>
      <Cartes>
        {dossier.responsables.map((r) => (
          <Carte key={r.id} titre={r.nom} niveau={3}>
            <ListeDefinitions
              elements={[
                { terme: 'Qualité', valeur: QUALITES[r.qualite] ?? r.qualite },
                {
                  terme: 'E-mail',
                  valeur: r.courriel ? (
                    <a href={`mailto:${r.courriel}`}>{r.courriel}</a>
                  ) : (
                    'Aucune adresse'
                  ),
                },
                { terme: 'Téléphone', valeur: r.telephone || 'Non renseigné' },
                { terme: 'Portable', valeur: r.portable || 'Non renseigné' },
                {
                  terme: 'Adresse',
                  valeur: r.adresse
                    ? `${r.adresse}, ${r.codePostal} ${r.commune}`
                    : 'Non renseignée',
                },
                {
                  terme: 'Facture',
                  valeur: r.factureElectronique ? 'Par e-mail' : 'Sur papier',
                },
              ]}
            />
            {tient && (
              <p>
                <a href={`/agent/familles/${dossier.id}/adultes/${r.id}`}>
                  Corriger, accès <span class="vh">: {r.nom}</span>
                </a>
              </p>
            )}
          </Carte>
        ))}
      </Cartes>
      <p>Commune retenue pour les droits : {dossier.communeRetenue ?? 'à préciser'}.</p>
    </section>
  );
}

/** Les enfants que cet agent connaît ; les autres, en nombre. */
export function Enfants(props: {
  enfants: DossierFamille['enfants'];
  ailleurs: number;
  /** Où corriger un enfant ; null : cet agent ne tient pas le dossier. */
  lien: string | null;
  jour: Jour;
  reperes: ReperesVus;
  fiches: ReadonlySet<number>;
}): VNode {
  const { ailleurs } = props;
  const { parEnfant } = props.reperes;
  return (
    <section class="pile">
      {props.enfants.length === 0 ? (
        <p class="discret">Aucun enfant dans ce dossier.</p>
      ) : (
        <Tableau
          titre="Enfants"
          lignes={props.enfants}
          cle={(e) => e.id}
          colonnes={[
            {
              titre: 'Enfant',
              entete: true,
              cellule: (e) => (props.lien ? <a href={`${props.lien}${e.id}`}>{e.nom}</a> : e.nom),
            },
            { titre: 'Âge', cellule: (e) => direAge(e.neLe, props.jour) },
            { titre: 'Né(e) le', cellule: (e) => ecrireJourEnChiffres(e.neLe) },
            { titre: 'Classe', cellule: (e) => e.classe ?? 'Pas encore connue' },
            ...(parEnfant.size > 0 ? [sante(props.reperes, props.fiches)] : []),
          ]}
        />
      )}
      {ailleurs > 0 && (
        <p class="discret">
          {ailleurs === 1
            ? 'Un autre enfant de cette famille est accueilli par une autre structure.'
            : `${ailleurs} autres enfants de cette famille sont accueillis par d’autres structures.`}
        </p>
      )}
    </section>
  );
}

/** Un PAI existe, ou non ; la fiche, pour qui peut l'ouvrir. */
function sante(
  { parEnfant }: ReperesVus,
  fiches: ReadonlySet<number>,
): Colonne<DossierFamille['enfants'][number]> {
  return {
    titre: 'PAI',
    cellule: (e) => (
      <>
        {parEnfant.get(e.id)?.pai ? <MarquePai nom={e.nom} /> : 'Non'}{' '}
        {fiches.has(e.id) && (
          <a href={`/agent/enfants/${e.id}/sante`}>
            Fiche sanitaire <span class="vh">de {e.nom}</span>
          </a>
        )}
      </>
    ),
  };
}
