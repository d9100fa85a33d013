import type { VNode } from 'preact';
import { direAge } from '../../../familles/regles/famille.ts';
import { ecrireInstant } from '../../../platform/instants.ts';
import { ecrireJour, type Jour } from '../../../platform/jours.ts';
import { Carte } from '../../../ui/accueil.tsx';
import { ListeDefinitions } from '../../../ui/ensembles.tsx';
import { Message } from '../../../ui/message.tsx';
import { Telephone } from '../../../ui/telephone.tsx';
import type { SanteLue } from '../../actions/fiche.ts';
import { AUTORISATIONS, GENRES_D_AUTORISATION } from '../../regles/autorisations.ts';
import { RUBRIQUES, type Rubrique, TITRES, VACCINS } from '../../regles/rubriques.ts';
import type { ResteDeLaFiche } from '../../requetes/fiche.ts';
import type { EnfantAccueilli } from '../../requetes/lectures.ts';

interface Props {
  enfant: EnfantAccueilli;
  sante: SanteLue;
  reste: ResteDeLaFiche;
  fuseau: string;
  aujourdhui: Jour;
}

/** La fiche telle qu'on la lit dans l'urgence : que faire, qui appeler, puis le reste. */
export function VueFiche({ enfant, sante, reste, fuseau, aujourdhui }: Props): VNode {
  return (
    <>
      <p>{direAge(enfant.neLe, aujourdhui)}. Votre lecture est notée, la famille la voit.</p>
      {RUBRIQUES.every((r) => !sante[r]) && (
        <Message
          ton="attention"
          titre="La famille n’a pas encore rempli cette fiche"
          vivant={false}
        >
          Cela ne veut pas dire que l’enfant n’a rien : appelez ses parents.
        </Message>
      )}
      <Carte titre="Que faire">
        <ListeDefinitions
          elements={RUBRIQUES.filter((r) => r !== 'medecin').map((rubrique) => ({
            terme: TITRES[rubrique],
            valeur: <Reponse {...{ rubrique, sante, fuseau, aujourdhui }} />,
          }))}
        />
      </Carte>
      <Carte titre="Qui appeler">
        <Appels {...{ enfant, sante, reste }} />
      </Carte>
      <Carte titre="Autorisations et repas">
        <ListeDefinitions
          elements={[
            ...GENRES_D_AUTORISATION.map((genre) => ({
              terme: AUTORISATIONS[genre].court,
              valeur: direAutorisation(reste, genre),
            })),
            { terme: 'Repas', valeur: reste.regime?.nom ?? 'Repas ordinaire' },
          ]}
        />
      </Carte>
    </>
  );
}

function Reponse(props: {
  rubrique: Rubrique;
  sante: SanteLue;
  fuseau: string;
  aujourdhui: Jour;
}): VNode {
  const { rubrique, sante } = props;
  const lue = sante[rubrique];
  if (!lue) return <span class="discret">La famille n’a pas répondu.</span>;
  if (lue.contenu === null) return <b>Ne peut plus être lu : appelez la famille.</b>;
  return (
    <>
      <span class="texte-de-sante">{direContenu(rubrique, sante, props.aujourdhui)}</span>
      <br />
      <small class="discret">
        Écrit le {ecrireInstant(lue.modifieeLe, props.fuseau, { annee: true })}
      </small>
    </>
  );
}

function direContenu(rubrique: Rubrique, sante: SanteLue, aujourdhui: Jour): string {
  if (rubrique === 'vaccins') {
    const reponse = sante.vaccins?.contenu?.reponse;
    return reponse ? VACCINS[reponse] : '';
  }
  if (rubrique === 'medecin') return sante.medecin?.contenu?.nom ?? '';
  const contenu = sante[rubrique]?.contenu;
  if (contenu?.reponse !== 'oui') return 'Non';
  const fin = rubrique === 'pai' ? (sante.pai?.contenu?.jusquAu ?? null) : null;
  if (fin === null) return contenu.texte;
  const valable = fin < aujourdhui ? 'Il a pris fin le' : 'Valable jusqu’au';
  return `${contenu.texte}\n${valable} ${ecrireJour(fin, { annee: true })}.`;
}

function direAutorisation({ autorisations }: ResteDeLaFiche, genre: string): string {
  const donnee = autorisations.find((a) => a.genre === genre);
  if (!donnee) return 'Non (pas de réponse)';
  return donnee.accordee ? 'Oui' : 'Non';
}

function Appels({ enfant, sante, reste }: Pick<Props, 'enfant' | 'sante' | 'reste'>): VNode {
  const medecin = sante.medecin?.contenu;
  const lignes = [
    ...enfant.parents.map((p) => ({ ...p, qui: 'Parent' })),
    ...reste.personnes
      .filter((p) => p.aPrevenir)
      .map((p) => ({ nom: p.nom, telephone: p.telephone, qui: p.lien })),
    ...(medecin ? [{ ...medecin, qui: 'Médecin traitant' }] : []),
    { nom: 'SAMU', telephone: '15', qui: 'Urgence vitale' },
  ];
  return (
    <ListeDefinitions
      elements={lignes.map((l) => ({
        terme: l.qui,
        valeur: (
          <>
            {l.nom} <Telephone numero={l.telephone} />
          </>
        ),
      }))}
    />
  );
}
