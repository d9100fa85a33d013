export function ImprimerLesListes() {
  return (
    <>
      <p>
        « <a href="/agent/listes">Listes du jour</a> » compte les enfants attendus à chaque
        prestation, un jour ou toute la semaine. Un jour fermé le dit, avec sa raison.
      </p>
      <ol>
        <li>Ouvrez une prestation : la liste dit qui vient, sa classe, son repas, qui appeler.</li>
        <li>
          « Ranger » fait une liste par classe, par groupe d’âge, par régime ou par école. « Montrer
          » passe du jour à la semaine.
        </li>
        <li>
          Imprimez avec la commande de votre navigateur : chaque liste commence sa page, avec son
          titre.
        </li>
        <li>
          « Classeur Excel » fait un onglet par liste ; « Fichier CSV », un seul tableau. Le journal
          garde qui les a téléchargés : ils portent des noms et des téléphones.
        </li>
      </ol>
    </>
  );
}
