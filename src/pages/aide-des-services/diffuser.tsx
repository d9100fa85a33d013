export function Diffuser() {
  return (
    <>
      <p>
        Une sortie, un menu changé, un rappel : « <a href="/agent/diffusions">Écrire à un groupe</a>{' '}
        » s’adresse à toutes les familles d’une activité, de quelques jours, d’une école ou d’une
        classe. Pour annuler des jours, passez par « Fermetures » : les réservations suivent.
      </p>
      <ol>
        <li>
          Cochez qui vient où, quels jours, de quelle classe. Deux questions se croisent : la
          cantine et le CP visent les élèves de CP qui mangent à la cantine.
        </li>
        <li>
          Relisez : combien de familles et d’adultes, qui n’a pas d’adresse électronique, et la
          lettre telle qu’elle partira.
        </li>
        <li>
          Envoyez. Les lettres partent deux minutes après : « Ne pas envoyer » arrête tout d’ici là.
          Chaque adulte n’en reçoit qu’une, et retrouve le message dans son compte.
        </li>
        <li>
          Suivez le relevé : parti, en route, en difficulté. L’onglet « À appeler » s’imprime.
        </li>
      </ol>
      <p>Ne nommez aucun enfant et n’écrivez rien de la santé : tout le groupe lit ce texte.</p>
    </>
  );
}
