import { cadre } from '../../../cadre.tsx';
import type { SessionFamille } from '../../../comptes/session.ts';
import { ecrireEuros } from '../../../platform/argent.ts';
import { entierDe } from '../../../platform/forms.ts';
import type { Handler } from '../../../platform/http.ts';
import { jourLocal } from '../../../platform/instants.ts';
import { ecrireJourEnChiffres } from '../../../platform/jours.ts';
import { Bouton } from '../../../ui/formulaire.tsx';
import { EtatVide } from '../../../ui/message.tsx';
import { type Colonne, Pagination, Tableau } from '../../../ui/tableau.tsx';
import { type LignePaiement, listerPaiementsDe } from '../../requetes/famille.ts';
import { direMode, PastilleDePaiement } from '../mots.tsx';

const PAR_PAGE = 20;

/** « Mes paiements » : ce qui a été reçu, avec les reçus, et ce qui attend sa réponse. */
export const GET: Handler<SessionFamille> = async (ctx) => {
  const { responsable } = ctx.session;
  const page = entierDe(ctx.query.get('page') ?? '1');
  const { lignes, total } = await listerPaiementsDe(
    ctx.db,
    { familles: responsable.familles, responsableId: responsable.id },
    { limite: PAR_PAGE, saut: (page - 1) * PAR_PAGE },
  );
  return cadre(
    ctx,
    {
      titre: 'Mes paiements',
      filAriane: [{ libelle: 'Accueil', href: '/famille' }, { libelle: 'Mes paiements' }],
    },
    <>
      <h1>Mes paiements</h1>
      {lignes.length === 0 ? (
        <EtatVide
          titre="Aucun paiement pour l’instant"
          actions={<Bouton href="/famille/paiements/nouveau">Payer en ligne</Bouton>}
        >
          Ce que vous payez, en ligne ou autrement, se retrouve ici avec son reçu.
        </EtatVide>
      ) : (
        <>
          <Tableau
            titre="Mes paiements"
            titreCache
            lignes={lignes}
            cle={(l) => l.cle}
            colonnes={colonnes(ctx.commune.fuseau)}
          />
          <Pagination
            total={total}
            page={page}
            parPage={PAR_PAGE}
            lien={(n) => `/famille/paiements?page=${n}`}
          />
        </>
      )}
    </>,
  );
};

function colonnes(fuseau: string): Colonne<LignePaiement>[] {
  return [
    {
      titre: 'Date',
      entete: true,
      cellule: (l) => ecrireJourEnChiffres(jourLocal(l.le, fuseau)),
    },
    { titre: 'Moyen', cellule: (l) => direMode(l.mode) },
    { titre: 'Factures', cellule: (l) => l.factures.join(', ') || 'Avance' },
    { titre: 'Montant', nombre: true, cellule: (l) => ecrireEuros(l.montantCentimes) },
    {
      titre: 'État',
      sansIntitule: true,
      cellule: (l) =>
        l.montantCentimes < 0 ? 'Paiement annulé' : <PastilleDePaiement etat={l.etat} />,
    },
    { titre: 'Reçu', cellule: recu },
  ];
}

/** La quittance même, en PDF ; le suivi du paiement en ligne reste à côté. */
function recu(l: LignePaiement) {
  const suivi = l.paiementId === null ? null : `/famille/paiements/${l.paiementId}`;
  if (l.reglementId === null) {
    return suivi ? <a href={suivi}>Suivre ce paiement</a> : (l.quittance ?? '');
  }
  return (
    <span>
      <a href={`/famille/quittances/${l.reglementId}/pdf`}>Quittance {l.quittance} (PDF)</a>
      {suivi && (
        <>
          <br />
          <a href={suivi}>
            Détail <span class="vh">du paiement {l.quittance}</span>
          </a>
        </>
      )}
    </span>
  );
}
