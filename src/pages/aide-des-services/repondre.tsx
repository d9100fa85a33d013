export function Repondre() {
  return (
    <>
      <p>
        Ce qu’une famille écrit arrive dans « <a href="/agent/messages">Messages</a> » et dans « À
        traiter ». Chaque message est une conversation.
      </p>
      <ol>
        <li>
          Dites qui s’en occupe : vous, un collègue, ou personne pour l’instant. Le collègue choisi
          reçoit un courriel ; son message quitte votre file, et y revient s’il prend du retard.
        </li>
        <li>
          Répondez : la famille reçoit votre réponse par courriel et la lit dans son compte. Dites
          ensuite si vous attendez sa réponse, si vous gardez la conversation en cours, ou si elle
          est close.
        </li>
        <li>
          Quand la famille répond, la conversation revient à traiter, même close, chez la même
          personne.
        </li>
      </ol>
      <p>
        Si un collègue écrit pendant que vous répondez, votre réponse ne part pas : la page montre
        la sienne et garde votre texte. Relisez, puis envoyez si elle est encore utile. Rien de la
        santé d’un enfant ne s’écrit ici.
      </p>
    </>
  );
}
