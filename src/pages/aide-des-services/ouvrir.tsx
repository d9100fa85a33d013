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
        Les familles voient l’activité dès que « Visible des familles » est coché et que la fenêtre
        d’inscription est ouverte.
      </p>
    </>
  );
}
