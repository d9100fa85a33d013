import { lireActualites } from '../../../actualites/actions/lire.ts';
import { Actualites, ActualitesImportantes } from '../../../actualites/affiche.tsx';
import { cadre } from '../../../cadre.tsx';
import type { SessionFamille } from '../../../comptes/session.ts';
import { lireAPayer } from '../../../factures/actions/reste.ts';
import { ecrireEuros } from '../../../platform/argent.ts';
import type { Ctx, Handler } from '../../../platform/http.ts';
import { jourLocal } from '../../../platform/instants.ts';
import { ajouterJours, ecrireJour, type Jour } from '../../../platform/jours.ts';
import { lireLesEtats } from '../../../sante/actions/fiche.ts';
import { Carte, CarteLien, Cartes } from '../../../ui/accueil.tsx';
import { Pastille } from '../../../ui/etats.tsx';
import { Bouton, Boutons } from '../../../ui/formulaire.tsx';
import { limitesProches } from '../../regles/accueil.ts';
import {
  type DecisionAnnulation,
  deciderAnnulation,
  limiteDAnnulation,
} from '../../regles/annuler.ts';
import { direPlage, nomCourt } from '../../regles/montrer.ts';
import { direClasse } from '../../regles/offres.ts';
import { chercherDelaisDe } from '../../requetes/lire.ts';
import { listerEnfantsAInscrire } from '../../requetes/offres.ts';
import { listerOffresOuvertes } from '../../requetes/offres-de-place.ts';
import {
  type EnSuspens,
  listerEnSuspens,
  listerReservationsEntre,
} from '../../requetes/recapitulatif.ts';
import { ADecider, DossierIncomplet, SeptJours } from './accueil-jours.tsx';
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
  const decisions = new Map<number, DecisionAnnulation>();
  const limites = reservations.flatMap((r) => {
    const d = delais.get(r.id);
    if (!d) return [];
    decisions.set(r.id, deciderAnnulation(r, d.delais, d.faits, maintenant));
    const limite =
      r.etat === 'validee' ? limiteDAnnulation(r, d.delais, d.faits, maintenant) : null;
    return limite ? [{ mots: `${r.prenom}, ${nomCourt(r)} (${ecrireJour(r.jour)})`, limite }] : [];
  });
  const manques = await listerManques(ctx, familles, aujourdhui);
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
      <ADecider limites={limitesProches(limites, maintenant, ctx.commune.fuseau)} />
      <SeptJours reservations={reservations} decisions={decisions} aujourdhui={aujourdhui} />
      <EnAttente suspens={suspens} />
      <DossierIncomplet manques={manques} />
    </>,
  );
};

/** Ce que le dossier attend : une fiche sanitaire à remplir ou à relire, une classe inconnue. */
async function listerManques(
  ctx: Ctx<SessionFamille>,
  familles: readonly number[],
  aujourdhui: Jour,
): Promise<{ mots: string; href: string }[]> {
  const enfants = await listerEnfantsAInscrire(ctx.db, familles, null);
  const etats = await lireLesEtats(
    ctx.db,
    enfants.map((e) => e.id),
    { maintenant: ctx.clock.now(), jourDe: (instant) => jourLocal(instant, ctx.commune.fuseau) },
  );
  return enfants.flatMap((e) => {
    const etat = etats.get(e.id)?.etat;
    const href = `/famille/enfants/${e.id}/sante`;
    return [
      ...(etat === 'a_completer'
        ? [{ mots: `La fiche sanitaire de ${e.prenom} est à compléter`, href }]
        : []),
      ...(etat === 'a_revoir'
        ? [{ mots: `La fiche sanitaire de ${e.prenom} est à relire`, href }]
        : []),
      ...(direClasse(e, aujourdhui) === ''
        ? [
            {
              mots: `La classe de ${e.prenom} n’est pas connue : dites-la au centre`,
              href: `/famille/contact?enfant=${e.id}`,
            },
          ]
        : []),
    ];
  });
}

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
