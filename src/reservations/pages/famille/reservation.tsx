import { cadre } from '../../../cadre.tsx';
import type { SessionFamille } from '../../../comptes/session.ts';
import { lireJournalDeReservation } from '../../../journal/actions.ts';
import { Introuvable } from '../../../platform/errors.ts';
import { entierDe } from '../../../platform/forms.ts';
import type { Ctx, Handler, Reply } from '../../../platform/http.ts';
import { ecrireJour, moisDe } from '../../../platform/jours.ts';
import { ListeDefinitions } from '../../../ui/ensembles.tsx';
import { Pastille } from '../../../ui/etats.tsx';
import { Bouton, Boutons } from '../../../ui/formulaire.tsx';
import { Confirmation, Message } from '../../../ui/message.tsx';
import { type DecisionAnnulation, deciderAnnulation } from '../../regles/annuler.ts';
import { direRangEtRaison } from '../../regles/file.ts';
import { direRangDe, etatMontre, nommerInscription } from '../../regles/montrer.ts';
import {
  chercherDelaisDe,
  chercherReservation,
  type ReservationDecrite,
} from '../../requetes/lire.ts';
import { chercherRang } from '../../requetes/rang.ts';
import { Histoire } from '../histoire.tsx';

/** Guide, chapitre 4, étapes 2 et 3 : le jour réservé, et la question avant d'annuler. */
export const GET: Handler<SessionFamille> = (ctx) => montrerReservation(ctx);

/** `refus` : ce que l'annulation vient de répondre ; la page se réaffiche avec sa raison. */
export async function montrerReservation(ctx: Ctx<SessionFamille>, refus?: string): Promise<Reply> {
  const id = entierDe(ctx.params.id);
  const r = await chercherReservation(ctx.db, id, ctx.session.responsable.familles);
  const delais = (await chercherDelaisDe(ctx.db, [id])).get(id);
  if (!r || !delais) throw new Introuvable();
  const decision = deciderAnnulation(r, delais.delais, delais.faits, ctx.clock.now());
  const rang = r.etat === 'en_liste_attente' ? await chercherRang(ctx.db, id) : null;
  const lignes = await lireJournalDeReservation(ctx.db, r);
  return cadre(
    ctx,
    {
      titre: `Inscription du ${ecrireJour(r.jour)}`,
      filAriane: [
        { libelle: 'Inscriptions', href: retour(r) },
        { libelle: `Inscription du ${ecrireJour(r.jour)}` },
      ],
      scripts: ['client/prefetch.ts'],
      status: refus ? 422 : 200,
    },
    <>
      <h1>{`Inscription du ${ecrireJour(r.jour, { annee: true })}`}</h1>
      {refus && <Message ton="erreur">{refus}</Message>}
      <ListeDefinitions
        elements={[
          { terme: 'Enfant', valeur: r.enfant },
          { terme: 'Activité', valeur: r.activite },
          { terme: 'Prestation', valeur: r.prestation },
          {
            terme: 'État',
            valeur: (
              <Pastille etat={etatMontre(r)} precision={direRangDe({ rang: rang?.rang ?? null })} />
            ),
          },
          ...(rang
            ? [{ terme: 'Votre rang', valeur: direRangEtRaison(rang, ctx.commune.fuseau) }]
            : []),
          ...(r.motif ? [{ terme: 'Motif', valeur: r.motif }] : []),
        ]}
      />
      {r.placeOfferte && (
        <Boutons>
          <Bouton href={`/famille/places/${r.offreId}`} icone="sablier">
            Répondre à la place proposée
          </Bouton>
        </Boutons>
      )}
      <Annulation reservation={r} decision={decision} />
      <p>
        <a href={`/famille/demandes/${r.demandeId}`}>Voir toute la demande</a>
      </p>
      <Histoire lignes={lignes} fuseau={ctx.commune.fuseau} />
    </>,
  );
}

/** Le récapitulatif, au bon mois et sur le bon enfant. */
export function retour(r: { jour: string; enfantId: number }): string {
  return `/famille/inscriptions?mois=${moisDe(r.jour)}&enfant=${r.enfantId}`;
}

function Annulation(props: { reservation: ReservationDecrite; decision: DecisionAnnulation }) {
  const { reservation: r, decision } = props;
  switch (decision.issue) {
    case 'possible':
      return (
        <Confirmation
          question={`Voulez-vous annuler l’inscription ${nommerInscription(r)} ?`}
          action={`/famille/reservations/${r.id}/annulation`}
          garder={{ libelle: 'Garder l’inscription', href: retour(r) }}
          confirmer="Confirmer l’annulation"
        >
          {decision.rendUnePlace && r.etat === 'validee'
            ? `Vous êtes dans les temps : ${decision.phrase}. La place est rendue aussitôt, et le service est informé.`
            : 'Rien n’est encore accordé : vous pouvez retirer ce jour à tout moment. Le service est informé.'}
        </Confirmation>
      );
    case 'deja_annulee':
      return (
        <Message ton="info" vivant={false}>
          <p>
            Cette inscription est déjà annulée.{' '}
            <a href={`/famille/pre-inscrire?enfant=${r.enfantId}`}>Inscrire de nouveau</a>
          </p>
        </Message>
      );
    case 'impossible':
      return (
        <>
          <Message ton="attention" vivant={false} titre="Ce jour ne peut pas être annulé en ligne">
            <p>
              {decision.phrase.charAt(0).toUpperCase() + decision.phrase.slice(1)}.{' '}
              {decision.raison === 'refusee' || decision.raison === 'jour_passe'
                ? 'Il n’y a rien à faire.'
                : 'Pour prévenir d’une absence, contactez le centre.'}
            </p>
          </Message>
          <Boutons>
            <Bouton href="/famille/contact" allure="secondaire" icone="message">
              Contacter le centre
            </Bouton>
          </Boutons>
        </>
      );
  }
}
