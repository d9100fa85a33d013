export function Ouvrir() {
  return (
    <>
      <ol>
        <li>
          Dans le menu, choisissez « <a href="/agent/activites">Activités</a> », puis un point de
          départ : ses délais et son mode d’approbation sont déjà réglés.
        </li>
        <li>
          Donnez un nom, la structure, ce qui se coche (« Repas »), les heures et, s’il y a une
          limite, le nombre de places par jour.
        </li>
        <li>
          Donnez la première période : les jours d’accueil, et de quand à quand les familles
          s’inscrivent. Choisissez « Créer l’activité » : les jours ouverts se calculent seuls, sans
          les vacances ni les jours fériés.
        </li>
        <li>
          Sur la page de l’activité, « Régler les délais » montre, pour les dix prochains jours,
          jusqu’à quand un parent peut réserver et annuler.
        </li>
        <li>
          Dans « <a href="/agent/tarifs">Tarifs</a> », préparez la grille de chaque prestation,
          essayez-la, puis publiez-la avec sa délibération.
        </li>
      </ol>
      <p>
        Tout se change ensuite, sur la page de l’activité. Ce qui est déjà réservé ne bouge pas, et
        « Qui a changé quoi » garde chaque réglage, celui d’avant et son auteur.
      </p>
      <ul>
        <li>
          « Régler qui s’inscrit » : âges, écoles, communes. « Régler les groupes d’âge » : un
          enfant va dans le premier groupe qui lui convient.
        </li>
        <li>
          « Régler ce qui se coche » : ajoutez une prestation, renommez-la, changez ses heures, ou
          retirez-la à partir d’un jour.
        </li>
        <li>
          « Régler ce qui compte les places » : une salle, un car, un réfectoire, et quelles
          prestations y prennent une place. « Fixer les places » : leur nombre, d’un jour à un autre
          ; les places ajoutées vont aussitôt à la liste d’attente.
        </li>
        <li>
          « Régler les jours d’accueil » : « Voir l’année » montre douze mois avant d’enregistrer,
          nomme les jours gardés parce que des enfants y sont inscrits, et règle aussi le nombre de
          jours à réserver par semaine. Un pont ou un samedi s’ouvre ou se ferme au même endroit.
        </li>
      </ul>
      <p>
        Les familles voient l’activité dès que « Visible des familles » est coché et que la fenêtre
        d’inscription est ouverte.
      </p>
    </>
  );
}
