import type { VNode } from 'preact';
import { ecrireEuros } from '../../../platform/argent.ts';
import { ecrireJourEnChiffres } from '../../../platform/jours.ts';
import { direPlage } from '../../../reservations/regles/montrer.ts';
import { Pastille } from '../../../ui/etats.tsx';
import { Tableau } from '../../../ui/tableau.tsx';
import type { AVenir, FactureDuDossier } from '../../requetes/suite.ts';

/** Ce que les enfants ont devant eux ; la liste d'attente y est, avec son état. */
export function ListeAVenir({ lignes }: { lignes: readonly AVenir[] }): VNode {
  if (lignes.length === 0) return <p class="discret">Rien de réservé à venir.</p>;
  return (
    <Tableau
      titre="À venir"
      lignes={lignes}
      cle={(l) => `${l.enfant}${l.activite}${l.etat}`}
      colonnes={[
        { titre: 'Enfant', entete: true, cellule: (l) => l.enfant },
        { titre: 'Activité', cellule: (l) => l.activite },
        { titre: 'Jours', nombre: true, cellule: (l) => l.jours },
        { titre: 'Quand', cellule: (l) => direPlage(l.premier, l.dernier) },
        { titre: 'État', cellule: (l) => <Pastille etat={l.etat} courte /> },
      ]}
    />
  );
}

/** Pour qui voit l'argent : les dernières factures, et ce qui reste dû. */
export function Factures({ factures }: { factures: readonly FactureDuDossier[] }): VNode {
  if (factures.length === 0) return <p class="discret">Aucune facture.</p>;
  const reste = factures.reduce((somme, f) => somme + Math.max(f.resteCentimes, 0), 0);
  return (
    <Tableau
      titre={reste > 0 ? `Factures, ${ecrireEuros(reste)} restent à payer` : 'Factures'}
      lignes={factures}
      cle={(f) => f.id}
      colonnes={[
        {
          titre: 'Facture',
          entete: true,
          cellule: (f) => <a href={`/agent/factures/${f.id}`}>{f.numero}</a>,
        },
        { titre: 'Payeur', cellule: (f) => f.payeur },
        { titre: 'Du', cellule: (f) => ecrireJourEnChiffres(f.jour) },
        { titre: 'Échéance', cellule: (f) => ecrireJourEnChiffres(f.echeance) },
        { titre: 'Montant', nombre: true, cellule: (f) => ecrireEuros(f.montantCentimes) },
        { titre: 'Reste', nombre: true, cellule: (f) => ecrireEuros(f.resteCentimes) },
      ]}
    />
  );
}
