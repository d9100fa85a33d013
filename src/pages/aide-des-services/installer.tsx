export function Installer() {
  return (
    <>
      <p>
        La première fois, le portail montre une seule page : son installation. Il faut le code que
        le serveur affiche à son démarrage ; il ne sert qu’une fois. Vous donnez le nom de la
        collectivité, sa couleur, sa zone de vacances, puis votre adresse et un mot de passe : vous
        êtes aussitôt connecté, comme administrateur.
      </p>
      <ol>
        <li>
          Dans le menu, « <a href="/agent/mise-en-route">Mise en route</a> » dit ce qui manque
          encore, dans l’ordre, et mène à chaque page.
        </li>
        <li>
          « <a href="/agent/structures">Structures</a> » : créez le service ou le centre qui
          accueille. Son adresse électronique reçoit les messages des familles.
        </li>
        <li>
          « <a href="/agent/ecoles">Écoles et classes</a> » : créez une école, puis cochez ses
          niveaux. Une classe de ce nom est créée pour chacun ; renommez-la si besoin.
        </li>
        <li>
          « <a href="/agent/collectivite">Collectivité</a> » : complétez les mentions légales, et
          posez votre logo. Chaque changement est daté : la page dit qui a changé quoi.
        </li>
      </ol>
      <p>
        Une structure ne s’efface pas : elle se ferme, quand plus aucun enfant n’y est attendu. Une
        classe aussi : donnez-lui sa dernière année.
      </p>
    </>
  );
}
