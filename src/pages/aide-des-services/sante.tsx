export function Sante() {
  return (
    <>
      <ol>
        <li>
          Les familles remplissent la fiche de leurs enfants. Au{' '}
          <a href="/agent/pointages">pointage</a> et sur les listes, « PAI » se montre à côté de
          l’enfant qui en a un.
        </li>
        <li>
          Un animateur ou un directeur qui accueille l’enfant ce jour-là touche « PAI », ou « Départ
           » puis « Ouvrir sa fiche sanitaire » : la fiche s’ouvre aussitôt.
        </li>
        <li>
          Un autre jour, ou pour un administrateur, la page demande d’abord pourquoi. L’enfant doit
          venir dans une de vos structures, à trente jours près.
        </li>
        <li>
          Chaque lecture est notée, et la famille la voit : prénom, rôle, date, raison. Le guichet
          sait qu’un PAI existe, sans lire la fiche.
        </li>
      </ol>
      <p>
        La collectivité tient la liste des régimes alimentaires et règle combien de temps les fiches
        se gardent, dans « Réglages ». Un régime dit ce que contient l’assiette, jamais une
        religion.
      </p>
    </>
  );
}
