import { ecrireEuros } from '../../../platform/argent.ts';
import { Tableau } from '../../../ui/tableau.tsx';
import { ecrireNumero } from '../../documents/contenu.ts';
import type { FactureDeCampagne } from '../../requetes/campagnes.ts';

const VOIES = { courriel: 'Par courriel', papier: 'Sur papier' } as const;

/** Les factures d'une campagne émise. */
export function VueFactures(props: { campagneId: number; factures: readonly FactureDeCampagne[] }) {
  return (
    <>
      <p>
        <a href={`/agent/campagnes/${props.campagneId}/envoi`}>Envoyer les factures</a>
      </p>
      <Tableau
        titre={`Factures : ${props.factures.length}`}
        lignes={props.factures}
        cle={(f) => f.id}
        colonnes={[
          {
            titre: 'Facture',
            entete: true,
            insecable: true,
            cellule: (f) => <a href={`/agent/factures/${f.id}`}>{ecrireNumero(f)}</a>,
          },
          { titre: 'Payeur', cellule: (f) => f.payeur },
          { titre: 'Montant', nombre: true, cellule: (f) => ecrireEuros(f.montantCentimes) },
          { titre: 'À payer', nombre: true, cellule: (f) => ecrireEuros(f.resteCentimes) },
          {
            titre: 'Envoi',
            cellule: (f) => {
              if (f.avoirCentimes !== 0) return 'Annulée par un avoir';
              return f.voie ? VOIES[f.voie] : 'Pas encore envoyée';
            },
          },
        ]}
      />
    </>
  );
}
