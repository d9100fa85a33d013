export function Actualites() {
  return (
    <>
      <p>
        Une inscription qui ouvre, un menu changé : « <a href="/agent/actualites">Actualités</a> »
        met quelques lignes sur l’accueil du portail et sur celui des familles.
      </p>
      <ol>
        <li>
          Écrivez un titre, un texte court, un premier et un dernier jour. Une adresse comme
          https://… devient un lien.
        </li>
        <li>Relisez-la telle qu’elle se lira, puis publiez.</li>
        <li>
          Après son dernier jour, elle disparaît d’elle-même. « Retirer » l’enlève tout de suite.
        </li>
      </ol>
      <p>
        « Importante » en fait un bandeau tout en haut : gardez-le à ce qui ne peut pas attendre.
        Pour n’écrire qu’à certaines familles, passez par « Écrire à un groupe ».
      </p>
    </>
  );
}
