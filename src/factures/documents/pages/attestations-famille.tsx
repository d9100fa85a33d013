import { cadre } from '../../../cadre.tsx';
import type { SessionFamille } from '../../../comptes/session.ts';
import { ecrireEuros } from '../../../platform/argent.ts';
import type { Handler } from '../../../platform/http.ts';
import { EtatVide } from '../../../ui/message.tsx';
import { Tableau } from '../../../ui/tableau.tsx';
import { listerAttestations } from '../attestations/requetes.ts';
import { ecrireDate } from '../dates.ts';

/** « Mes attestations fiscales » : une par année, à reporter sur la déclaration de revenus. */
export const GET: Handler<SessionFamille> = async (ctx) => {
  const { id: responsableId, familles } = ctx.session.responsable;
  const attestations = await listerAttestations(ctx.db, { regard: { responsableId, familles } });
  return cadre(
    ctx,
    {
      titre: 'Mes attestations fiscales',
      filAriane: [
        { libelle: 'Accueil', href: '/famille' },
        { libelle: 'Mes attestations fiscales' },
      ],
    },
    <>
      <h1>Mes attestations fiscales</h1>
      <p>
        Ce que vous avez réglé dans l’année pour la garde de vos enfants de moins de six ans, repas
        non compris. À reporter sur votre déclaration de revenus.
      </p>
      {attestations.length === 0 ? (
        <EtatVide titre="Pas encore d’attestation">
          Elles arrivent ici au début de chaque année, dès que la régie les a émises.
        </EtatVide>
      ) : (
        <Tableau
          titre={
            attestations.length === 1 ? '1 attestation' : `${attestations.length} attestations`
          }
          lignes={attestations}
          cle={(a) => a.id}
          colonnes={[
            {
              titre: 'Année',
              entete: true,
              cellule: (a) => (
                <a href={`/famille/attestations/${a.id}/pdf`}>Attestation {a.annee} (PDF)</a>
              ),
            },
            { titre: 'Régie', cellule: (a) => a.regie },
            { titre: 'Au nom de', cellule: (a) => a.destinataire },
            {
              titre: 'Émise le',
              cellule: (a) =>
                a.remplacee
                  ? `${ecrireDate(a.jour)}, remplacée : prenez la plus récente`
                  : ecrireDate(a.jour),
            },
            { titre: 'Somme', nombre: true, cellule: (a) => ecrireEuros(a.totalCentimes) },
          ]}
        />
      )}
    </>,
  );
};
