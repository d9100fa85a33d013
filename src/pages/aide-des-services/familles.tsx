export function Familles() {
  return (
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
        Une adresse changée en ligne arrive dans « <a href="/agent/demandes">À traiter</a> » :
        ouvrez la famille, regardez, puis choisissez « C’est vérifié ».
      </li>
      <li>
        Dans un dossier, un agent qui en a le droit corrige un adulte ou un enfant, en ajoute, donne
        une adresse électronique, ou imprime une lettre d’accès pour qui n’en a pas : un code à
        usage unique, à remettre en main propre.
      </li>
      <li>
        Une famille partie s’archive : la page dit ce qui la retient encore. «{' '}
        <a href="/agent/familles/dormantes">Dossiers qui dorment</a> » les trouve et les archive
        d’un coup ; rien ne s’efface, chacun peut revenir.
      </li>
      <li>
        « <a href="/agent/familles/doublons">Dossiers en double</a> » montre les dossiers qui se
        ressemblent. Si ce sont deux familles, dites-le : la paire ne reviendra plus. Si c’est la
        même, choisissez « Comparer », vérifiez qui est qui et ce qui se passera, puis réunissez-les
        : rien ne se perd, et l’ancien numéro mène au dossier qui reste.
      </li>
      <li>
        Après une séparation : ouvrez la famille, puis « Séparer ce dossier ». Dites qui prend le
        sien et avec quels enfants ; lisez ce qui se passera, confirmez. Aucun parent ne lit
        l’adresse de l’autre. Réglez ensuite « Qui paie » et le quotient.
      </li>
    </ol>
  );
}
