import { cadre } from '../../../cadre.tsx';
import type { SessionFamille } from '../../../comptes/session.ts';
import { ecrireEuros } from '../../../platform/argent.ts';
import type { Handler } from '../../../platform/http.ts';
import { EtatVide } from '../../../ui/message.tsx';
import { Tableau } from '../../../ui/tableau.tsx';
import { ecrireNumero } from '../../documents/contenu.ts';
import { ecrireDate } from '../../documents/dates.ts';
import { type FactureMontree, listerFactures } from '../../requetes/famille.ts';

/** PayFiP refuse les paiements de moins d'un euro. */
const EN_LIGNE_AU_MOINS_CENTIMES = 100;

/** « Mes factures » (guide, chapitre 3). */
export const GET: Handler<SessionFamille> = async (ctx) => {
  const { id: responsableId, familles } = ctx.session.responsable;
  const factures = await listerFactures(ctx.db, { responsableId, familles });
  const total = factures.reduce((somme, f) => somme + (f.auTitre ? 0 : f.resteCentimes), 0);
  return cadre(
    ctx,
    {
      titre: 'Mes factures',
      filAriane: [{ libelle: 'Accueil', href: '/famille' }, { libelle: 'Mes factures' }],
    },
    <>
      <h1>Mes factures</h1>
      {factures.length === 0 ? (
        <EtatVide titre="Aucune facture pour l’instant">
          La première arrive après la fin du mois. Le{' '}
          <a href="/famille/compte-du-mois">compte du mois</a> dit déjà ce qu’il coûte.
        </EtatVide>
      ) : (
        <>
          <p>
            {total > 0 ? (
              <strong>Reste à payer : {ecrireEuros(total)}.</strong>
            ) : (
              'Tout est payé, merci.'
            )}{' '}
            <a href="/famille/compte-du-mois">Voir le compte du mois en cours</a>
          </p>
          <Liste factures={factures} />
        </>
      )}
    </>,
  );
};

function Liste({ factures }: { factures: readonly FactureMontree[] }) {
  const n = factures.length;
  return (
    <Tableau
      titre={`${n} enregistrement${n > 1 ? 's' : ''}`}
      lignes={factures}
      cle={(f) => f.id}
      colonnes={[
        {
          titre: 'Facture',
          entete: true,
          insecable: true,
          cellule: (f) => <a href={`/famille/factures/${f.id}`}>{ecrireNumero(f)}</a>,
        },
        { titre: 'Date facture', insecable: true, cellule: (f) => ecrireDate(f.jour) },
        { titre: 'Tiers facturé', cellule: (f) => f.tiers },
        { titre: 'Montant facture', nombre: true, cellule: (f) => ecrireEuros(f.montantCentimes) },
        { titre: 'Perçu', nombre: true, cellule: (f) => ecrireEuros(f.percuCentimes) },
        { titre: 'À payer', nombre: true, cellule: (f) => ecrireEuros(f.resteCentimes) },
        { titre: 'Payer', cellule: payer },
      ]}
    />
  );
}

function payer(f: FactureMontree) {
  if (f.avoirCentimes !== 0) return 'Annulée';
  if (f.auTitre) return 'Au comptable public';
  if (f.resteCentimes <= 0) return 'Payée';
  if (f.resteCentimes < EN_LIGNE_AU_MOINS_CENTIMES) return 'À la régie';
  return (
    <a href={`/famille/paiements/nouveau?facture=${f.id}`}>
      Payer <span class="vh">la facture {ecrireNumero(f)}</span>
    </a>
  );
}
