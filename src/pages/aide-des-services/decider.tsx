export function Decider() {
  return (
    <>
      <p>
        Une activité approuvée automatiquement n’attend personne. Pour les autres, chaque demande
        arrive dans « <a href="/agent/demandes">À traiter</a> », avec les messages et les adresses
        changées, la plus pressée d’abord.
      </p>
      <ol>
        <li>Ouvrez une demande : l’enfant, les jours demandés et les places restantes.</li>
        <li>
          Cochez les jours, puis choisissez « Valider », « Liste d’attente » ou « Refuser ». Un
          refus porte un motif : la famille le lit.
        </li>
        <li>
          Pour aller plus vite, cochez plusieurs demandes dans la file : une page nomme les jours
          qui ne tiendraient pas, avant que vous ne confirmiez.
        </li>
      </ol>
      <p>
        La famille est prévenue par courriel, une seule fois pour toute sa demande. Une place rendue
        va d’elle-même au premier de la liste d’attente, ou lui est proposée, si l’activité le veut
        ainsi : <a href="/agent/attente">la liste d’attente</a> dit qui attend, dans quel ordre et
        pourquoi.
      </p>
    </>
  );
}
