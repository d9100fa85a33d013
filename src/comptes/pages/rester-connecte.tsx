import { Case } from '../../ui/choix.tsx';
import { DUREE_LONGUE_JOURS } from '../regles/sessions.ts';

export function ResterConnecte({ cochee }: { cochee: boolean }) {
  return (
    <Case
      nom="rester"
      libelle="Rester connecté"
      aide={`Jusqu’à ${DUREE_LONGUE_JOURS} jours sans visite, seulement si personne d’autre n’utilise cet appareil.`}
      cochee={cochee}
    />
  );
}
