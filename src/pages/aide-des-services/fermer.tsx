export function Fermer() {
  return (
    <>
      <p>
        Une grève, un centre fermé, un enseignant absent, une classe en sortie : une seule
        déclaration, dans « <a href="/agent/fermetures">Fermetures</a> », annule ou garde les
        réservations et prévient les familles.
      </p>
      <ol>
        <li>
          Choisissez les jours, les centres ou les activités, et au besoin quelques classes. Écrivez
          ce que liront les familles.
        </li>
        <li>
          Relisez : combien de familles, de jours, ce qui sera facturé, la lettre telle qu’elle
          partira, et qui appeler faute d’adresse électronique.
        </li>
        <li>
          Confirmez. Ces jours sont fermés aussitôt ; les lettres partent une demi-heure plus tard,
          à l’heure choisie, ou tout de suite. Chaque adulte n’en reçoit qu’une.
        </li>
      </ol>
      <p>
        Tant que les lettres ne sont pas parties, « Retirer la déclaration » remet chaque
        réservation comme elle était, avec sa place et son rang. Une grève ou une fermeture ne se
        facture jamais ; pour un enseignant absent, vous pouvez facturer le premier jour.
      </p>
    </>
  );
}
