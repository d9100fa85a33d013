export function Clore() {
  return (
    <>
      <ol>
        <li>
          Le jour même, « <a href="/agent/listes">Listes du jour</a> » donne les enfants attendus, à
          imprimer ; « <a href="/agent/pointages">Pointage</a> » note qui est venu.
        </li>
        <li>
          En fin de mois, le régisseur ouvre « Factures du mois » : un aperçu montre les anomalies
          avant que rien ne parte. Une facture émise ne change plus ; un avoir la corrige.
        </li>
        <li>
          En fin de journée d’encaissement, dans la régie, « Clore une journée » fige les comptes :
          plus rien ne s’y ajoute.
        </li>
      </ol>
      <p>Les pages de facturation et de régie ne se montrent qu’à qui tient la régie.</p>
    </>
  );
}
