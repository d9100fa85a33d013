import { cadre } from '../../../cadre.tsx';
import type { SessionFamille } from '../../../comptes/session.ts';
import type { Handler } from '../../../platform/http.ts';
import { jourLocal } from '../../../platform/instants.ts';
import { ajouterMois, ecrireJour } from '../../../platform/jours.ts';
import { Carte } from '../../../ui/accueil.tsx';
import { Bouton } from '../../../ui/formulaire.tsx';
import { EtatVide, Message } from '../../../ui/message.tsx';
import { Tableau } from '../../../ui/tableau.tsx';
import { type JourTarife, tariferJours } from '../../actions/prix.ts';
import { direPrixCourt } from '../../regles/phrases.ts';
import { listerPrestationsSuivies, type PrestationSuivie } from '../../requetes/prix.ts';

type Ligne = PrestationSuivie & { tarife: JourTarife | undefined };

/** « Mes tarifs » : pour chaque enfant et chaque prestation, le prix d'aujourd'hui et sa raison. */
export const GET: Handler<SessionFamille> = async (ctx) => {
  const { familles, id } = ctx.session.responsable;
  const jour = jourLocal(ctx.clock.now(), ctx.commune.fuseau);
  // Ce qui est fréquenté : les trois derniers mois, et ce qui vient.
  const [du, au] = [ajouterMois(jour, -3), ajouterMois(jour, 12)];
  const suivies = await listerPrestationsSuivies(ctx.db, familles, du, au);
  const tarifes = await tariferJours(
    ctx.db,
    id,
    suivies.map((s) => ({ ...s, jour })),
  );
  const lignes = suivies.map((s, i) => ({ ...s, tarife: tarifes[i] }));
  const inconnu = tarifes.some((t) => t.prix?.alertes.includes('quotient_inconnu'));
  return cadre(
    ctx,
    {
      titre: 'Mes tarifs',
      filAriane: [{ libelle: 'Accueil', href: '/famille' }, { libelle: 'Mes tarifs' }],
    },
    <>
      <h1>Mes tarifs</h1>
      {lignes.length === 0 ? (
        <EtatVide
          titre="Aucune inscription pour l’instant"
          actions={<Bouton href="/famille/pre-inscrire">Pré-inscrire</Bouton>}
        >
          Le prix de chaque prestation se voit sur son calendrier, avant de valider. Ceux de vos
          inscriptions seront rappelés ici.
        </EtatVide>
      ) : (
        <p>
          Les prix du <b>{ecrireJour(jour, { annee: true })}</b>, pour un jour réservé à temps.
        </p>
      )}
      {inconnu && (
        <Message ton="info" vivant={false} titre="Votre quotient familial n’est pas connu">
          <p>
            Le prix par défaut s’applique. Pour payer selon vos revenus, envoyez votre attestation
            de quotient <a href="/famille/contact">au service</a>.
          </p>
        </Message>
      )}
      {[...Map.groupBy(lignes, (l) => l.enfantId)].map(([enfantId, siennes]) => (
        <Carte key={enfantId} titre={siennes[0]?.enfant ?? ''}>
          <Prix lignes={siennes} />
        </Carte>
      ))}
    </>,
  );
};

function Prix({ lignes }: { lignes: readonly Ligne[] }) {
  return (
    <Tableau
      titre={`Tarifs de ${lignes[0]?.enfant ?? ''}`}
      titreCache
      lignes={lignes}
      cle={(l) => l.prestationId}
      colonnes={[
        { titre: 'Prestation', entete: true, cellule: (l) => `${l.activite}, ${l.prestation}` },
        { titre: 'Prix', cellule: (l) => <b>{direPrix(l)}</b> },
        {
          titre: 'Pourquoi',
          cellule: (l) =>
            l.tarife?.prix?.explication ?? 'Le tarif de cette prestation n’est pas encore publié.',
        },
      ]}
    />
  );
}

function direPrix({ tarife }: Ligne): string {
  if (!tarife?.prix || !tarife.grille) return 'Pas encore connu';
  return direPrixCourt(tarife.prix, tarife.grille.regle.periodicite, tarife.quotient);
}
