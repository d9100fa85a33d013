export function Importer() {
  return (
    <>
      <p>
        Pour toute une commune, « <a href="/agent/imports">Importer des familles</a> ». Téléchargez
        le modèle, remplissez-le dans votre tableur, une ligne par enfant. Préau dit chaque problème
        avec sa ligne ; rien ne s’écrit avant votre accord, puis tout s’écrit d’un bloc.
      </p>
      <p>
        « <a href="/agent/exports">Exporter</a> » donne tout le portail en fichiers CSV, pour votre
        tableur ou pour un autre logiciel. Votre nom est noté au journal.
      </p>
    </>
  );
}
