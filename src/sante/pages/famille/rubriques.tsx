import type { VNode } from 'preact';
import { ecrireInstant } from '../../../platform/instants.ts';
import { Champ } from '../../../ui/champs.tsx';
import { Radios } from '../../../ui/choix.tsx';
import { Bouton, Boutons, Formulaire } from '../../../ui/formulaire.tsx';
import { Message } from '../../../ui/message.tsx';
import type { Contenu as Balises } from '../../../ui/types.ts';
import type { RubriqueLue } from '../../actions/fiche.ts';
import { LONGUEUR_TEXTE, type Rubrique, TITRES, VACCINS } from '../../regles/rubriques.ts';
import type { PropsFiche } from './props.ts';

interface PropsRubrique extends PropsFiche {
  rubrique: Rubrique;
  /** La première qui manque : ouverte, elle attend sa réponse. */
  suivante: boolean;
}

/** Une rubrique repliée : où elle en est ; ouverte : de quoi la changer. */
export function RubriqueDeSante(props: PropsRubrique): VNode {
  const { rubrique, saisie, sante, adresse } = props;
  // Le type de la rubrique choisie se perd dans l'union ; la saisie ne lit que des textes.
  const lue: RubriqueLue | undefined = sante[rubrique];
  const refusee = saisie?.partie === rubrique ? saisie : null;
  // Corriger une faute de frappe n'écrase pas l'autre parent : la version reste celle qu'on a lue.
  const version = refusee?.erreurs.length
    ? (refusee.form.get('version') ?? '')
    : (lue?.modifieeLe.toISOString() ?? '');
  return (
    <Volet
      id={rubrique}
      titre={TITRES[rubrique]}
      etat={direEtat(lue, props.fuseau)}
      ouvert={refusee !== null || (props.saisie === null && props.suivante)}
    >
      {lue?.contenu === null && (
        <Message ton="attention" vivant={false}>
          Ce qui était écrit ne peut plus être lu. Remplissez de nouveau cette rubrique.
        </Message>
      )}
      <Formulaire action={adresse} caches={{ partie: rubrique, version }}>
        <Champs {...props} valeurs={valeursDe(props)} />
        <Boutons>
          <Bouton icone="coche">Enregistrer</Bouton>
        </Boutons>
      </Formulaire>
    </Volet>
  );
}

/** Un volet qui s'ouvre, sans JavaScript ; son titre dit où il en est. */
export function Volet(props: {
  id: string;
  titre: string;
  etat: string;
  ouvert: boolean;
  children: Balises;
}): VNode {
  return (
    <details class="carte volet" id={props.id} open={props.ouvert}>
      <summary>
        <h3>{props.titre}</h3>
        {props.etat && <span class="discret">{props.etat}</span>}
      </summary>
      {props.children}
    </details>
  );
}

function direEtat(lue: RubriqueLue | undefined, fuseau: string): string {
  if (!lue || lue.contenu === null) return 'À remplir';
  return `Écrit le ${ecrireInstant(lue.modifieeLe, fuseau, { annee: true })} par ${lue.modifieePar}`;
}

type Valeurs = (champ: string) => string;

/** Ce que montrent les champs : la saisie refusée, sinon ce qui est enregistré. */
function valeursDe({ rubrique, saisie, sante }: PropsRubrique): Valeurs {
  if (saisie?.partie === rubrique) return (champ) => saisie.form.get(champ) ?? '';
  const contenu: Record<string, string | null> = { ...sante[rubrique]?.contenu };
  return (champ) => contenu[champ] ?? '';
}

const OUI_NON = [
  { valeur: 'non', libelle: 'Non' },
  { valeur: 'oui', libelle: 'Oui' },
];

const QUESTIONS = {
  allergies: {
    question: 'Votre enfant a-t-il des allergies ?',
    libelle: 'Lesquelles, et que faire',
    aide: 'Aliments, médicaments, piqûres, pollens. Sans diagnostic : ce que l’équipe doit éviter et faire.',
  },
  pai: {
    question: 'Votre enfant a-t-il un PAI ?',
    libelle: 'Que faire, et où est la trousse',
    aide: 'Le protocole signé avec le médecin et l’école fait foi : remettez-le à la direction.',
  },
  traitement: {
    question: 'Un traitement à prendre pendant l’accueil ?',
    libelle: 'Lequel, et quand',
    aide: 'Aucun médicament ne se donne sans l’ordonnance, remise avec la boîte marquée à son nom.',
  },
  precautions: {
    question: 'Y a-t-il autre chose à savoir ?',
    libelle: 'Quoi',
    aide: 'Lunettes, appareil dentaire ou auditif, sieste, peur de l’eau…',
  },
} as const;

function Champs(props: PropsRubrique & { valeurs: Valeurs }): VNode {
  const { rubrique, valeurs } = props;
  const erreurs = props.saisie?.partie === rubrique ? props.saisie.erreurs : [];
  const champ = (nom: string) => ({
    nom,
    id: `${rubrique}-${nom}`,
    valeur: valeurs(nom),
    erreur: erreurs.find((e) => e.champ === `${rubrique}-${nom}`)?.message,
    // Un téléphone se prête : le navigateur n'a pas à proposer cela plus tard.
    autocomplete: 'off',
  });
  switch (rubrique) {
    case 'vaccins':
      return (
        <Radios
          {...champ('reponse')}
          legende="Ses vaccins obligatoires sont-ils à jour ?"
          aide="Regardez son carnet de santé. Nous ne gardons pas de copie."
          options={Object.entries(VACCINS).map(([valeur, libelle]) => ({ valeur, libelle }))}
        />
      );
    case 'medecin':
      return (
        <div class="grille">
          <Champ {...champ('nom')} libelle="Médecin ou cabinet" longueurMax={100} />
          <Champ {...champ('telephone')} type="tel" libelle="Son téléphone" />
        </div>
      );
    default: {
      const { question, libelle, aide } = QUESTIONS[rubrique];
      return (
        <>
          <Radios {...champ('reponse')} legende={question} options={OUI_NON} />
          <div class="si-oui">
            <Champ
              {...champ('texte')}
              type="textarea"
              lignes={4}
              libelle={libelle}
              aide={aide}
              longueurMax={LONGUEUR_TEXTE}
            />
            {rubrique === 'pai' && (
              <Champ
                {...champ('jusquAu')}
                type="date"
                libelle="Valable jusqu’au"
                facultatif
                court
              />
            )}
          </div>
        </>
      );
    }
  }
}
