import { cadre } from '../../../cadre.tsx';
import type { SessionAgent } from '../../../comptes/session.ts';
import { Introuvable, type Refus } from '../../../platform/errors.ts';
import { entierDe, tenter, texte } from '../../../platform/forms.ts';
import { type Ctx, type Handler, type Reply, redirect } from '../../../platform/http.ts';
import { ecrireJour } from '../../../platform/jours.ts';
import { Champ } from '../../../ui/champs.tsx';
import { ResumeErreurs } from '../../../ui/formulaire.tsx';
import { Confirmation, Message } from '../../../ui/message.tsx';
import { annuler } from '../../actions/annuler.ts';
import { deciderAnnulation } from '../../regles/annuler.ts';
import { annulerPourLaFamille } from '../../regles/direct.ts';
import { nommerInscription } from '../../regles/montrer.ts';
import { chercherDelaisDe, chercherReservation } from '../../requetes/lire.ts';
import { Bandeau } from '../bandeau.tsx';
import { type GuichetDAgent, ouvrirGuichet } from './guichet.ts';

/** La question avant d'annuler un jour pour la famille, et le motif qu'elle lira. */
export const GET: Handler<SessionAgent> = async (ctx) => montrer(ctx, await ouvrirGuichet(ctx));

export const POST: Handler<SessionAgent> = async (ctx) => {
  const guichet = await ouvrirGuichet(ctx);
  const { structures, droits } = guichet.agent;
  const { fait, refus } = await tenter(() =>
    annuler(ctx, {
      acteur: guichet.acteur,
      familles: guichet.familles,
      reservationId: entierDe(ctx.params.reservation),
      direct: { structures, droits, motif: texte(ctx.form, 'motif') },
    }),
  );
  if (refus) return montrer(ctx, guichet, refus);
  return redirect(
    guichet.base,
    fait.dejaAnnulee
      ? 'Ce jour était déjà annulé : rien n’a changé.'
      : 'Le jour est annulé, la famille est prévenue.',
  );
};

async function montrer(
  ctx: Ctx<SessionAgent>,
  guichet: GuichetDAgent,
  refus?: Refus,
): Promise<Reply> {
  const id = entierDe(ctx.params.reservation);
  const { structures, droits, famille } = guichet.agent;
  const r = await chercherReservation(ctx.db, id, guichet.familles);
  const delais = (await chercherDelaisDe(ctx.db, [id])).get(id);
  const ailleurs = r && structures !== null && !structures.includes(r.structureId);
  if (!r || !delais || ailleurs) throw new Introuvable();
  const duPortail = deciderAnnulation(r, delais.delais, delais.faits, ctx.clock.now());
  const decision = annulerPourLaFamille(duPortail, droits);
  const motif = {
    nom: 'motif',
    libelle: 'Motif',
    aide: 'La famille le lit.',
    valeur: texte(ctx.form, 'motif'),
    erreur: refus?.champ === 'motif' ? refus.message : undefined,
  };
  return cadre(
    ctx,
    {
      titre: `Annuler le ${ecrireJour(r.jour)}`,
      filAriane: [
        { libelle: 'Familles', href: '/agent/familles' },
        { libelle: famille.nom, href: `/agent/familles/${famille.id}` },
        { libelle: 'Faire pour la famille', href: guichet.base },
        { libelle: `Annuler le ${ecrireJour(r.jour)}` },
      ],
      status: refus ? 422 : 200,
    },
    <>
      <Bandeau guichet={guichet} />
      <h1>{`${r.enfant}, ${ecrireJour(r.jour, { annee: true })}`}</h1>
      {refus && (
        <ResumeErreurs erreurs={[{ champ: refus.champ ?? 'question', message: refus.message }]} />
      )}
      {decision.issue === 'possible' ? (
        <Confirmation
          question={`Annuler l’inscription ${nommerInscription(r)} ?`}
          action={`${guichet.base}/reservations/${r.id}`}
          garder={{ libelle: 'Garder l’inscription', href: guichet.base }}
          confirmer="Confirmer l’annulation"
          champs={<Champ type="textarea" lignes={2} longueurMax={500} {...motif} />}
        >
          {duPortail.issue === 'impossible'
            ? `La famille ne le peut plus en ligne : ${duPortail.phrase}.`
            : 'La famille pourrait encore le faire elle-même.'}
        </Confirmation>
      ) : (
        <Message ton="attention" vivant={false} titre="Ce jour ne s’annule pas">
          <p>
            {decision.phrase.charAt(0).toUpperCase() + decision.phrase.slice(1)}.{' '}
            <a href={guichet.base}>Revenir aux jours à venir</a>
          </p>
        </Message>
      )}
    </>,
  );
}
