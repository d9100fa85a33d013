export function DoubleAuthentification() {
  return (
    <>
      <p>
        En plus de votre mot de passe, un code de votre téléphone : un mot de passe volé ne suffit
        plus à entrer. Les administrateurs et les régisseurs n’ouvrent rien avant de l’avoir posée.
      </p>
      <ol>
        <li>
          Dans « <a href="/agent/double-authentification">Double authentification</a> »,
          photographiez le dessin avec une application du téléphone, puis recopiez le code qu’elle
          montre.
        </li>
        <li>
          Gardez les dix codes de secours loin du téléphone : chacun ouvre une fois, le jour où il
          manque.
        </li>
        <li>
          Téléphone et codes perdus ? Un autre administrateur la retire depuis votre page, et vous
          la posez de nouveau.
        </li>
      </ol>
      <p>
        Dans « <a href="/agent/cles">Mes clés d’accès</a> », ajoutez votre ordinateur ou votre
        téléphone : il vous reconnaît et vous entrez sans mot de passe ni code. La double
        authentification reste posée, pour le jour où l’appareil manque.
      </p>
    </>
  );
}
