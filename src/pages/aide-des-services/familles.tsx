export function Familles() {
  return (
    <>
      <ol>
        <li>
          Au guichet : dans « <a href="/agent/familles">Familles</a> », cherchez d’abord, puis
          choisissez « Nouvelle famille ». Un adulte et un enfant suffisent ; si l’enfant est
          peut-être déjà connu, la page montre sa famille.
        </li>
        <li>
          Chaque adulte qui a une adresse électronique reçoit un lien, valable trente jours, pour
          choisir son mot de passe. Il peut aussi le redemander depuis la page de connexion.
        </li>
        <li>
          Pour toute une commune : « <a href="/agent/imports">Importer des familles</a> ».
          Téléchargez le modèle, remplissez-le dans votre tableur, une ligne par enfant. Préau dit
          chaque problème avec sa ligne ; rien ne s’écrit avant votre accord, puis tout s’écrit d’un
          bloc.
        </li>
        <li>
          Une adresse changée en ligne arrive dans « <a href="/agent/demandes">À traiter</a> » :
          ouvrez la famille, regardez, puis choisissez « C’est vérifié ».
        </li>
      </ol>
      <p>
        « <a href="/agent/exports">Exporter</a> » donne tout le portail en fichiers CSV, pour votre
        tableur ou pour un autre logiciel. Votre nom est noté au journal.
      </p>
    </>
  );
}
