import { cadre } from '../../../cadre.tsx';
import type { SessionAgent } from '../../../comptes/session.ts';
import type { Handler } from '../../../platform/http.ts';
import { ajouterJours, ecrireJour } from '../../../platform/jours.ts';
import { Pastille } from '../../../ui/etats.tsx';
import { Tableau } from '../../../ui/tableau.tsx';
import { direRangDe, etatMontre } from '../../regles/montrer.ts';
import { listerReservationsEntre, type ReservationMontree } from '../../requetes/recapitulatif.ts';
import { Bandeau } from '../bandeau.tsx';
import { ChoixDeLInscription, lireChoixPossibles } from '../famille/pre-inscrire.tsx';
import { type GuichetDAgent, ouvrirGuichet } from './guichet.ts';

/** Ce qu'on montre à annuler : au-delà, le calendrier de l'enfant fait foi. */
const JOURS_MONTRES = 42;

/** L'écran de la famille, ouvert par un agent : inscrire, et annuler ce qui vient. */
export const GET: Handler<SessionAgent> = async (ctx) => {
  const guichet = await ouvrirGuichet(ctx);
  const choix = await lireChoixPossibles(ctx, guichet);
  const reservations = await listerReservationsEntre(ctx.db, guichet.familles, {
    du: choix.aujourdhui,
    au: ajouterJours(choix.aujourdhui, JOURS_MONTRES),
    structures: guichet.agent.structures,
    vivantes: true,
  });
  const { famille } = guichet.agent;
  return cadre(
    ctx,
    {
      titre: `Faire pour la famille ${famille.nom}`,
      filAriane: [
        { libelle: 'Familles', href: '/agent/familles' },
        { libelle: famille.nom, href: `/agent/familles/${famille.id}` },
        { libelle: 'Faire pour la famille' },
      ],
      scripts: ['client/calendrier.ts'],
    },
    <>
      <Bandeau guichet={guichet} />
      <h1>Inscrire pour la famille {famille.nom}</h1>
      <ChoixDeLInscription {...choix} saisie={ctx.query} />
      <section class="pile">
        <h2>Jours à venir</h2>
        <JoursAVenir guichet={guichet} reservations={reservations} />
      </section>
      {ctx.flash && <span data-saisie-faite hidden />}
    </>,
  );
};

function JoursAVenir(props: {
  guichet: GuichetDAgent;
  reservations: readonly ReservationMontree[];
}) {
  const { guichet, reservations } = props;
  if (reservations.length === 0)
    return <p class="discret">Rien de réservé dans les six semaines qui viennent.</p>;
  return (
    <Tableau
      titre="Jours réservés dans les six semaines"
      titreCache
      lignes={reservations}
      cle={(r) => r.id}
      colonnes={[
        { titre: 'Jour', entete: true, cellule: (r) => ecrireJour(r.jour) },
        { titre: 'Enfant', cellule: (r) => r.prenom },
        { titre: 'Activité', cellule: (r) => `${r.activite}, ${r.prestation}` },
        {
          titre: 'État',
          cellule: (r) => <Pastille etat={etatMontre(r)} precision={direRangDe(r)} courte />,
        },
        {
          titre: 'Annuler',
          sansIntitule: true,
          cellule: (r) => (
            <a href={`${guichet.base}/reservations/${r.id}`}>
              Annuler
              <span class="vh">{` ${r.prestation}, ${ecrireJour(r.jour)}, ${r.prenom}`}</span>
            </a>
          ),
        },
      ]}
    />
  );
}
