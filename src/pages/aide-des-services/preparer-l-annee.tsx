export function PreparerLAnnee() {
  return (
    <>
      <p>
        En fin d’année, faites passer les enfants dans leur classe suivante, une école à la fois :
        sans classe connue, une famille ne peut pas réserver la cantine de la rentrée.
      </p>
      <ol>
        <li>
          Dans « <a href="/agent/ecoles">Écoles et classes</a> », créez les classes qui ouvrent, et
          donnez une dernière année à celles qui ferment.
        </li>
        <li>
          Ouvrez l’école, puis « Passage en classe supérieure ». Chaque classe a sa suite proposée ;
          dans une classe à plusieurs niveaux, chacun suit le sien, d’après son âge.
        </li>
        <li>
          « Enfant par enfant » sert à ceux qui redoublent, sautent une classe ou partent. Les
          enfants sans classe connue sont en bas de la page.
        </li>
        <li>
          « Revoir l’aperçu » montre les effectifs ; « Faire passer » écrit tout d’un bloc. Vous
          pouvez recommencer plus tard pour ceux qui restent : qui a déjà sa classe la garde. Les
          familles la lisent aussitôt : attendez si l’école ne l’a pas encore annoncée.
        </li>
      </ol>
      <p>
        Trompé ? « Défaire ce passage » rend la main. Un enfant qui a déjà réservé des jours cette
        année-là, ou dont la classe a changé depuis, garde la sienne : la page dit pourquoi.
      </p>
    </>
  );
}
