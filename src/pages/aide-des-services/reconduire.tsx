export function Reconduire() {
  return (
    <>
      <p>
        « <a href="/agent/reconductions">Préparer l’année suivante</a> » montre, activité par
        activité, chaque période de l’année et sa suite. Les dates suivent le calendrier officiel :
        la rentrée, et chaque vacances de votre zone.
      </p>
      <ol>
        <li>Décochez ce que vous ne reprenez pas ; « Changer les dates » corrige le reste.</li>
        <li>
          « Revoir l’aperçu » recompte les jours ouverts, puis « Créer » écrit tout d’un bloc : les
          périodes, leurs jours, leurs places.
        </li>
        <li>
          Délais, tarifs et liste d’attente continuent, puisque l’activité est la même. Un délai qui
          finissait avec l’année est prolongé.
        </li>
      </ol>
      <p>
        Une période n’a qu’une suite : revenez autant de fois que vous voulez. Si les vacances ne
        sont pas encore publiées, la page le dit et n’invente rien.
      </p>
      <p>
        Pour une activité semblable, ouvrez la sienne puis « Copier cette activité » : mêmes
        réglages, sous un autre nom ou dans une autre structure. Ses tarifs sont des brouillons, et
        les familles ne la voient pas avant que vous la rendiez visible.
      </p>
    </>
  );
}
