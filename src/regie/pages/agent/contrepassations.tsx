import { cadre } from '../../../cadre.tsx';
import type { SessionAgent } from '../../../comptes/session.ts';
import { ecrireEuros } from '../../../platform/argent.ts';
import { Introuvable, type Refus } from '../../../platform/errors.ts';
import { choix, tenter } from '../../../platform/forms.ts';
import { type Ctx, type Handler, type Reply, redirect } from '../../../platform/http.ts';
import { ecrireInstant } from '../../../platform/instants.ts';
import { Carte } from '../../../ui/accueil.tsx';
import { ListeDefinitions } from '../../../ui/ensembles.tsx';
import { Bouton, Boutons, Formulaire } from '../../../ui/formulaire.tsx';
import { EtatVide, Message } from '../../../ui/message.tsx';
import { deciderContrepassation } from '../../actions/contrepasser.ts';
import { peutDecider } from '../../regles/contrepasser.ts';
import { ecrireNumero } from '../../regles/jours.ts';
import { MODES } from '../../regles/modes.ts';
import { type DemandeEnCours, listerDemandesEnCours } from '../../requetes/registres.ts';
import { adresse, type Entree, entrer, filAriane } from './entree.tsx';

/** Les contrepassations demandées : une seconde personne confirme ou écarte. */
export const GET: Handler<SessionAgent> = async (ctx) => afficher(ctx, await entrer(ctx), null);

export const POST: Handler<SessionAgent> = async (ctx) => {
  const e = await entrer(ctx);
  const demandeId = choix(ctx.form, 'demande');
  if (demandeId === null) throw new Introuvable();
  const accepter = ctx.form.get('decision') === 'confirmer';
  const geste = { demandeId, accepter, jour: e.aujourdhui, acteur: e.acteur };
  const { refus } = await tenter(() => deciderContrepassation(ctx, geste));
  if (refus) return afficher(ctx, e, refus);
  return redirect(
    adresse(e, '/contrepassations'),
    accepter
      ? 'Règlement contrepassé : ses factures sont de nouveau à payer.'
      : 'Demande écartée : le règlement reste tel quel.',
  );
};

async function afficher(ctx: Ctx<SessionAgent>, e: Entree, refus: Refus | null): Promise<Reply> {
  const demandes = await listerDemandesEnCours(ctx.db, e.regie.id);
  return cadre(
    ctx,
    {
      titre: 'Contrepassations',
      filAriane: filAriane(e, 'Contrepassations'),
      status: refus ? 422 : 200,
    },
    <>
      <h1>Contrepassations demandées</h1>
      {refus && <Message ton="erreur">{refus.message}</Message>}
      {demandes.length === 0 && (
        <EtatVide titre="Aucune demande">
          Pour annuler un règlement, ouvrez sa quittance depuis le journal des encaissements.
        </EtatVide>
      )}
      {demandes.map((d) => (
        <Demande e={e} demande={d} fuseau={ctx.commune.fuseau} key={d.id} />
      ))}
    </>,
  );
}

function Demande(props: { e: Entree; demande: DemandeEnCours; fuseau: string }) {
  const { e, demande: d } = props;
  const numero = ecrireNumero(d.exercice, d.numero);
  const refus = peutDecider(d, e.acteur.compteId);
  return (
    <Carte titre={`Quittance ${numero}, ${ecrireEuros(d.montantCentimes)}`}>
      <ListeDefinitions
        elements={[
          { terme: 'Payeur', valeur: d.payeur },
          { terme: 'Mode', valeur: MODES[d.mode].libelle },
          { terme: 'Motif', valeur: d.motif },
          {
            terme: 'Demandée',
            valeur: `${ecrireInstant(d.demandeeLe, props.fuseau, { annee: true })}, par ${d.demandeur}`,
          },
        ]}
      />
      {refus ? (
        <p class="discret">{refus.message}</p>
      ) : (
        <Formulaire
          action={adresse(e, '/contrepassations')}
          caches={{ demande: d.id, regie: e.regie.code }}
        >
          <Boutons>
            <Bouton nom="decision" valeur="ecarter" allure="secondaire">
              Garder le règlement {numero}
            </Bouton>
            <Bouton nom="decision" valeur="confirmer" allure="danger">
              Confirmer la contrepassation {numero}
            </Bouton>
          </Boutons>
        </Formulaire>
      )}
    </Carte>
  );
}
