import { randomUUID } from 'node:crypto';
import type { SessionAgent } from '../../../comptes/session.ts';
import { estCleUnique } from '../../../messages/regles/ecrire.ts';
import { texte } from '../../../platform/forms.ts';
import type { Ctx } from '../../../platform/http.ts';
import { Carte } from '../../../ui/accueil.tsx';
import { Champ } from '../../../ui/champs.tsx';
import { Case } from '../../../ui/choix.tsx';
import { Bouton, Boutons, Formulaire, ResumeErreurs } from '../../../ui/formulaire.tsx';
import {
  type ChampDActualite,
  type ErreurDActualite,
  type Saisie,
  TEXTE_AU_PLUS,
  TITRE_AU_PLUS,
} from '../../regles/actualite.ts';

/** Ce qui a été tapé, tel quel. */
export function lireSaisie(form: URLSearchParams): Saisie {
  return {
    titre: texte(form, 'titre'),
    texte: texte(form, 'texte'),
    du: texte(form, 'du'),
    au: texte(form, 'au'),
    importante: form.get('importante') === 'oui',
  };
}

export function lireCle(form: URLSearchParams): string {
  const cle = texte(form, 'cle_unique');
  return estCleUnique(cle) ? cle : randomUUID();
}

export function quiEcrit({ session: { agent, compteId } }: Ctx<SessionAgent>) {
  return { compteId, nom: `${agent.prenom} ${agent.nom}` };
}

export function FormulaireDActualite(props: {
  action: string;
  caches: Record<string, string>;
  saisie: Saisie;
  erreurs: readonly ErreurDActualite[];
  bouton: string;
}) {
  const { saisie, erreurs } = props;
  const erreur = (champ: ChampDActualite) => erreurs.find((e) => e.champ === champ)?.message;
  return (
    <>
      <ResumeErreurs erreurs={erreurs} />
      <Formulaire action={props.action} caches={props.caches}>
        <Carte>
          <Champ
            nom="titre"
            libelle="Titre"
            valeur={saisie.titre}
            erreur={erreur('titre')}
            longueurMax={TITRE_AU_PLUS}
          />
          <Champ
            type="textarea"
            nom="texte"
            libelle="Texte"
            aide="Une adresse comme https://… devient un lien. Tout le monde lit ce texte : ne nommez personne."
            lignes={6}
            longueurMax={TEXTE_AU_PLUS}
            valeur={saisie.texte}
            erreur={erreur('texte')}
          />
          <div class="grille">
            <Champ
              type="date"
              nom="du"
              libelle="Premier jour"
              valeur={saisie.du}
              erreur={erreur('du')}
            />
            <Champ
              type="date"
              nom="au"
              libelle="Dernier jour"
              valeur={saisie.au}
              erreur={erreur('au')}
            />
          </div>
          <Case
            nom="importante"
            libelle="Importante"
            aide="Un bandeau, en haut de la page d’accueil."
            cochee={saisie.importante}
          />
          <Boutons>
            <Bouton icone="coche">{props.bouton}</Bouton>
          </Boutons>
        </Carte>
      </Formulaire>
    </>
  );
}
