import { Carte } from '../../../ui/accueil.tsx';
import { Champ } from '../../../ui/champs.tsx';
import { Radios } from '../../../ui/choix.tsx';
import { Bouton, Boutons, Formulaire } from '../../../ui/formulaire.tsx';
import { Message } from '../../../ui/message.tsx';
import {
  type Collegue,
  ETATS,
  ETATS_EN_MOTS,
  type Situation,
  SUITES,
  SUITES_EN_MOTS,
  type Suite,
} from '../../regles/conversation.ts';
import { TEXTE_AU_PLUS } from '../../regles/ecrire.ts';

export interface SaisieReponse {
  texte: string;
  suite: Suite;
  cle: string;
  erreur?: string | undefined;
  refus?: string | undefined;
}

/** Répondre, et dire ce que devient la conversation. `vu` : le dernier échange affiché au-dessus. */
export function FormulaireReponse(props: { action: string; vu: number; saisie: SaisieReponse }) {
  const { saisie } = props;
  return (
    <Formulaire action={props.action} caches={{ cle_unique: saisie.cle, vu: props.vu }}>
      <Carte titre="Répondre">
        {saisie.refus && <Message ton="attention">{saisie.refus}</Message>}
        <Champ
          type="textarea"
          nom="texte"
          libelle="Votre réponse"
          aide="Elle part par courriel et se lit dans le compte de la famille. Pas d’information de santé."
          lignes={6}
          longueurMax={TEXTE_AU_PLUS}
          valeur={saisie.texte}
          erreur={saisie.erreur}
        />
        <Radios
          nom="suite"
          legende="Ensuite"
          valeur={saisie.suite}
          options={SUITES.map((s) => ({ valeur: s, libelle: SUITES_EN_MOTS[s] }))}
        />
        <Boutons>
          <Bouton icone="message">Envoyer la réponse</Bouton>
        </Boutons>
      </Carte>
    </Formulaire>
  );
}

export function FormulaireSuivi(props: {
  action: string;
  situation: Situation;
  moi: number;
  collegues: readonly Collegue[];
  refus?: string | undefined;
}) {
  const { situation, moi } = props;
  const libres = props.collegues.filter((c) => c.id !== moi);
  const siens = props.collegues.filter((c) => c.id === moi);
  return (
    <Formulaire action={props.action} caches={{ agent_vu: situation.agentId ?? '' }}>
      <Carte titre="Suivi">
        {props.refus && <Message ton="attention">{props.refus}</Message>}
        <div class="grille">
          <Champ
            type="select"
            nom="agent"
            libelle="Qui s’en occupe ?"
            valeur={situation.agentId ?? 'personne'}
            options={[
              { valeur: 'personne', libelle: 'Personne pour l’instant' },
              ...siens.map((c) => ({ valeur: c.id, libelle: `Moi (${c.nom})` })),
              ...libres.map((c) => ({ valeur: c.id, libelle: c.nom })),
            ]}
          />
          <Champ
            type="select"
            nom="etat"
            libelle="Où en est-on ?"
            valeur={situation.etat}
            options={ETATS.map((e) => ({ valeur: e, libelle: ETATS_EN_MOTS[e] }))}
          />
        </div>
        <Boutons>
          <Bouton allure="secondaire" icone="coche">
            Enregistrer le suivi
          </Bouton>
        </Boutons>
      </Carte>
    </Formulaire>
  );
}
