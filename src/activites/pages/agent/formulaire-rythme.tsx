import { type Jour, nomDuJour } from '../../../platform/jours.ts';
import { Champ } from '../../../ui/champs.tsx';
import { Cases, Radios } from '../../../ui/choix.tsx';
import { Bouton, Boutons, champDe, Formulaire, GroupeDeChamps } from '../../../ui/formulaire.tsx';
import { RYTHMES } from '../../calendrier/calendrier.ts';
import { RYTHMES_EN_MOTS, SEMAINE } from '../../regles/rythme.ts';
import type { EnCours } from './cadre-reglage.tsx';

/** Un formulaire qui montre d'abord : l'année se relit avant de s'enregistrer. */
export function FormulaireRythme(props: EnCours & { action: string; aujourdhui: Jour }) {
  const { action, aujourdhui, saisie, erreurs } = props;
  const erreurDe = (nom: string) => erreurs.find((e) => e.champ === nom)?.message;
  const champ = champDe(saisie, erreurs);
  return (
    <Formulaire action={action} methode="get">
      <Cases
        nom="jours"
        legende="Jours d’accueil"
        options={SEMAINE.map((j) => ({ valeur: j, libelle: nomDuJour(j) }))}
        valeurs={saisie.getAll('jours')}
        erreur={erreurDe('jours')}
        enLigne
      />
      <Radios
        nom="rythme"
        legende="Quand"
        options={RYTHMES.map((r) => ({ valeur: r, libelle: RYTHMES_EN_MOTS[r] }))}
        valeur={saisie.get('rythme')}
        erreur={erreurDe('rythme')}
      />
      <GroupeDeChamps legende="Nombre de jours à réserver" grille>
        <Champ
          {...champ('minimum', 'Au moins, par semaine')}
          inputmode="numeric"
          court
          facultatif
          aide="Vide : un seul jour suffit."
        />
        <Champ
          {...champ('minimum_du', 'À partir des jours du')}
          type="date"
          min={aujourdhui}
          court
          facultatif
          aide="Vide : dès aujourd’hui."
        />
      </GroupeDeChamps>
      <Boutons>
        <Bouton icone="calendrier">Voir l’année</Bouton>
      </Boutons>
    </Formulaire>
  );
}
