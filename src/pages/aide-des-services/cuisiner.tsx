export function Cuisiner() {
  return (
    <>
      <p>
        À la date limite de chaque jour, Préau compte les repas par école et par régime, et n’y
        touche plus : « <a href="/agent/effectifs">Effectifs de cuisine</a> » garde ce que la
        cuisine a lu.
      </p>
      <ul>
        <li>
          <b>Avant la date limite</b>, la page dit combien d’enfants sont attendus pour l’instant,
          et quand le nombre s’arrêtera.
        </li>
        <li>
          <b>Après</b>, elle donne les repas à préparer, et l’additif : qui s’est ajouté, qui s’est
          retiré, et pourquoi.
        </li>
        <li>
          <b>Par courriel</b>, la cuisine reçoit l’effectif quand il s’arrête, et l’additif à
          l’heure choisie s’il y a du nouveau. Ces lettres portent des nombres, jamais le nom d’un
          enfant.
        </li>
      </ul>
      <p>
        Le directeur donne les adresses de la cuisine et l’heure de l’additif dans les réglages de
        l’activité, « Régler la cuisine ». Ce qui change après l’additif ne s’écrit plus :
        téléphonez.
      </p>
    </>
  );
}
