import { lireActualites } from '../../../actualites/actions/lire.ts';
import { Actualites, ActualitesImportantes } from '../../../actualites/affiche.tsx';
import { cadre } from '../../../cadre.tsx';
import type { SessionFamille } from '../../../comptes/session.ts';
import { lireAPayer } from '../../../factures/actions/reste.ts';
import { ecrireEuros } from '../../../platform/argent.ts';
import type { Handler } from '../../../platform/http.ts';
import { jourLocal } from '../../../platform/instants.ts';
import { ajouterJours, ecrireJour, type Jour } from '../../../platform/jours.ts';
import { Carte, CarteLien, Cartes } from '../../../ui/accueil.tsx';
import { Pastille } from '../../../ui/etats.tsx';
import { Bouton, Boutons } from '../../../ui/formulaire.tsx';
import { deciderAnnulation } from '../../regles/annuler.ts';
import { direJour, direPlage, direRangDe, etatMontre, nomCourt } from '../../regles/montrer.ts';
import { chercherDelaisDe } from '../../requetes/lire.ts';
import { listerOffresOuvertes } from '../../requetes/offres-de-place.ts';
import {
  type EnSuspens,
  listerEnSuspens,
  listerReservationsEntre,
  type ReservationMontree,
} from '../../requetes/recapitulatif.ts';
import { PlacesProposees } from './place.tsx';

/** L'accueil d'une famille : les sept jours qui viennent, et ce qui attend une réponse. */
export const GET: Handler<SessionFamille> = async (ctx) => {
  const { familles, prenom } = ctx.session.responsable;
  const maintenant = ctx.clock.now();
  const aujourdhui = jourLocal(maintenant, ctx.commune.fuseau);
  const reservations = await listerReservationsEntre(ctx.db, familles, {
    du: aujourdhui,
    au: ajouterJours(aujourdhui, 6),
    vivantes: true,
  });
  const actualites = await lireActualites(ctx);
  const aPayer = await lireAPayer(ctx.db, { responsableId: ctx.session.responsable.id, familles });
  const offres = await listerOffresOuvertes(ctx.db, familles, maintenant);
  const suspens = await listerEnSuspens(ctx.db, familles, aujourdhui);
  const ids = reservations.map((r) => r.id);
  const delais = await chercherDelaisDe(ctx.db, ids);
  const limites = new Map(
    reservations.flatMap((r) => {
      const d = delais.get(r.id);
      const decision = d && deciderAnnulation(r, d.delais, d.faits, maintenant);
      return decision ? [[r.id, decision.phrase] as const] : [];
    }),
  );
  return cadre(
    ctx,
    { titre: 'Accueil', scripts: ['client/prefetch.ts'] },
    <>
      <h1>{`Bonjour ${prenom}`}</h1>
      <ActualitesImportantes actualites={actualites} />
      <PlacesProposees offres={offres} fuseau={ctx.commune.fuseau} />
      <Cartes>
        <CarteLien
          href="/famille/semaine-type"
          titre="Semaine type"
          texte="Toute l’année, tous les enfants"
          icone="calendrier"
        />
        <CarteLien
          href="/famille/pre-inscrire"
          titre="Pré-inscrire"
          texte="Choisir les jours d’un enfant"
          icone="inscrire"
        />
        <CarteLien
          href="/famille/inscriptions"
          titre="Inscriptions"
          texte="Voir le mois, annuler un jour"
          icone="calendrier"
        />
      </Cartes>
      {aPayer.nombre > 0 && <APayer {...{ aPayer, aujourdhui }} />}
      <Actualites actualites={actualites} repliees />
      <EnAttente suspens={suspens} />
      <SeptJours reservations={reservations} limites={limites} aujourdhui={aujourdhui} />
    </>,
  );
};

/** La somme, l'échéance, le bouton ; ce qui est passé se dit sans gronder. */
function APayer(props: { aPayer: Awaited<ReturnType<typeof lireAPayer>>; aujourdhui: Jour }) {
  const { nombre, centimes, echeance } = props.aPayer;
  const passee = echeance !== null && echeance < props.aujourdhui;
  const avant = echeance === null ? '' : ecrireJour(echeance);
  return (
    <Carte titre="À payer">
      <p>
        <b>{ecrireEuros(centimes)}</b>
        {`, ${nombre === 1 ? 'une facture' : `${nombre} factures`}. `}
        {passee ? `L’échéance du ${avant} est passée.` : `À payer avant le ${avant}.`}
      </p>
      <Boutons>
        <Bouton href="/famille/paiements/nouveau" icone="euro">
          Payer en ligne
        </Bouton>
        <Bouton href="/famille/factures" allure="secondaire">
          Voir mes factures
        </Bouton>
      </Boutons>
    </Carte>
  );
}

function SeptJours(props: {
  reservations: readonly ReservationMontree[];
  limites: ReadonlyMap<number, string>;
  aujourdhui: Jour;
}) {
  const { reservations, limites, aujourdhui } = props;
  const demain = ajouterJours(aujourdhui, 1);
  if (reservations.length === 0) {
    return (
      <Carte titre="Les sept jours qui viennent">
        <p>
          Rien n’est réservé d’ici là. <a href="/famille/pre-inscrire">Pré-inscrire un enfant</a>
        </p>
      </Carte>
    );
  }
  const rienAujourdhui = !reservations.some((r) => r.jour === aujourdhui);
  return (
    <Carte titre="Les sept jours qui viennent">
      {rienAujourdhui && <p class="discret">Rien aujourd’hui.</p>}
      {[...Map.groupBy(reservations, (r) => r.jour)].map(([jour, duJour]) => (
        <section key={jour}>
          <h3>{direJour(jour, aujourdhui, demain)}</h3>
          <ul class="semaine">
            {duJour.map((r) => (
              <li key={r.id}>
                <a href={`/famille/reservations/${r.id}`}>{`${r.prenom} : ${nomCourt(r)}`}</a>{' '}
                <Pastille etat={etatMontre(r)} courte precision={direRangDe(r)} />
                <small>{limites.get(r.id)}</small>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </Carte>
  );
}

function EnAttente({ suspens }: { suspens: readonly EnSuspens[] }) {
  if (suspens.length === 0) return null;
  return (
    <Carte titre="En attente d’une réponse">
      <ul class="semaine">
        {suspens.map((s) => (
          <li key={`${s.demandeId}${s.etat}`}>
            <a href={`/famille/demandes/${s.demandeId}`}>{`${s.prenom} : ${s.activite}`}</a>{' '}
            <Pastille etat={s.etat} courte />
            <small>{`${s.nombre} réservation${s.nombre > 1 ? 's' : ''}, ${direPlage(s.premier, s.dernier)}`}</small>
          </li>
        ))}
      </ul>
    </Carte>
  );
}
