import { nomDuJour } from '../../../platform/jours.ts';
import { Champ } from '../../../ui/champs.tsx';
import { Cases, Radios } from '../../../ui/choix.tsx';
import { Bouton, Boutons, Formulaire, GroupeDeChamps } from '../../../ui/formulaire.tsx';
import { MODELES } from '../../regles/modeles.ts';
import type { ErreurDeSaisie } from '../../regles/saisie-delai.ts';

interface Props {
  saisie: URLSearchParams;
  erreurs: readonly ErreurDeSaisie[];
  structures: readonly { id: number; nom: string }[];
}

/** D'un modèle à une activité que les familles voient : une seule page. */
export function FormulaireActivite({ saisie, erreurs, structures }: Props) {
  const erreurDe = (nom: string) => erreurs.find((e) => e.champ === nom)?.message;
  const champ = (nom: string) => ({ nom, valeur: saisie.get(nom), erreur: erreurDe(nom) });
  return (
    <Formulaire action="/agent/activites">
      <Radios
        nom="modele"
        legende="Point de départ"
        aide="Les délais et le mode d’approbation se changent ensuite."
        options={MODELES.map((m) => ({ valeur: m.cle, libelle: m.nom, aide: m.explication }))}
        valeur={saisie.get('modele')}
        erreur={erreurDe('modele')}
      />
      <GroupeDeChamps legende="L’activité" grille>
        <Champ {...champ('nom')} libelle="Nom" longueurMax={80} />
        <Champ
          {...champ('structure')}
          type="select"
          libelle="Structure"
          options={structures.map((s) => ({ valeur: s.id, libelle: s.nom }))}
        />
        <Champ {...champ('prestation')} libelle="Ce qui se coche" longueurMax={60} />
        <Champ {...champ('debut')} type="time" libelle="Commence à" court />
        <Champ {...champ('fin')} type="time" libelle="Finit à" court />
        <Champ
          {...champ('places')}
          libelle="Places par jour"
          inputmode="numeric"
          aide="Vide : pas de limite."
          facultatif
          court
        />
      </GroupeDeChamps>
      <Cases
        nom="jours"
        legende="Jours d’accueil"
        aide="Aucun coché : ceux du point de départ."
        options={([1, 2, 3, 4, 5, 6] as const).map((jour) => ({
          valeur: jour,
          libelle: nomDuJour(jour),
        }))}
        valeurs={saisie.getAll('jours')}
        enLigne
      />
      <GroupeDeChamps legende="La première période" grille>
        <Champ {...champ('periode')} libelle="Nom de la période" longueurMax={60} />
        <Champ {...champ('du')} type="date" libelle="Premier jour d’accueil" />
        <Champ {...champ('au')} type="date" libelle="Dernier jour d’accueil" />
        <Champ {...champ('ouvre')} type="date" libelle="Inscriptions ouvertes du" />
        <Champ {...champ('ferme')} type="date" libelle="Inscriptions ouvertes jusqu’au" />
      </GroupeDeChamps>
      <Boutons>
        <Bouton icone="plus">Créer l’activité</Bouton>
      </Boutons>
    </Formulaire>
  );
}
