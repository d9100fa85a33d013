import { cadre } from '../../../cadre.tsx';
import type { SessionAgent } from '../../../comptes/session.ts';
import { ecrireEuros } from '../../../platform/argent.ts';
import type { Refus } from '../../../platform/errors.ts';
import { tenter } from '../../../platform/forms.ts';
import { type Ctx, type Handler, type Reply, redirect } from '../../../platform/http.ts';
import { ecrireJour } from '../../../platform/jours.ts';
import { Carte } from '../../../ui/accueil.tsx';
import { ListeDefinitions } from '../../../ui/ensembles.tsx';
import { Bouton, Boutons, Formulaire } from '../../../ui/formulaire.tsx';
import { EtatVide, Message } from '../../../ui/message.tsx';
import { verser } from '../../actions/verser.ts';
import { ecrireNumero } from '../../regles/jours.ts';
import { MODES, type Mode } from '../../regles/modes.ts';
import { listerAVerser } from '../../requetes/caisse.ts';
import { listerVersements, type VersementALire } from '../../requetes/registres.ts';
import { adresse, type Entree, entrer, filAriane } from './entree.tsx';

/** Ce qui est à verser au comptable, et les versements faits, par mode et par produit. */
export const GET: Handler<SessionAgent> = async (ctx) => afficher(ctx, await entrer(ctx), null);

export const POST: Handler<SessionAgent> = async (ctx) => {
  const e = await entrer(ctx);
  const geste = { regieId: e.regie.id, jour: e.aujourdhui, acteur: e.acteur };
  const { refus } = await tenter(() => verser(ctx, geste));
  if (refus) return afficher(ctx, e, refus);
  return redirect(
    adresse(e, '/versements'),
    'Versement enregistré : le comptable en reçoit le détail.',
  );
};

async function afficher(ctx: Ctx<SessionAgent>, e: Entree, refus: Refus | null): Promise<Reply> {
  const aVerser = await listerAVerser(ctx.db, e.regie.id);
  const faits = await listerVersements(ctx.db, e.regie.id);
  const total = aVerser.reduce((t, r) => t + r.montantCentimes, 0);
  return cadre(
    ctx,
    { titre: 'Versements', filAriane: filAriane(e, 'Versements'), status: refus ? 422 : 200 },
    <>
      <h1>Versements au comptable</h1>
      {refus && <Message ton="erreur">{refus.message}</Message>}
      {total > 0 ? (
        <Carte titre={`À verser : ${ecrireEuros(total)}`}>
          <p>
            {aVerser.length} règlements en caisse ou au compte de dépôt, pour {e.regie.comptable}.
            Les chèques et les CESU attendent leur bordereau.
          </p>
          <Formulaire action={adresse(e, '/versements')} caches={{ regie: e.regie.code }}>
            <Boutons>
              <Bouton>Verser {ecrireEuros(total)}</Bouton>
            </Boutons>
          </Formulaire>
        </Carte>
      ) : (
        <EtatVide titre="Rien à verser">
          La caisse et le compte de dépôt de fonds sont vides.
        </EtatVide>
      )}
      {faits.map((v) => (
        <Versement v={v} key={v.id} />
      ))}
    </>,
  );
}

function Versement({ v }: { v: VersementALire }) {
  // Conversion sûre : le versement range ses montants par mode.
  const modes = Object.entries(v.details.parMode) as [Mode, number][];
  return (
    <Carte
      titre={`Versement ${ecrireNumero(v.exercice, v.numero)} : ${ecrireEuros(v.details.totalCentimes)}`}
    >
      <p>{ecrireJour(v.jour, { annee: true })}</p>
      <h3>Par mode</h3>
      <ListeDefinitions
        elements={modes.map(([mode, montant]) => ({
          terme: MODES[mode].libelle,
          valeur: ecrireEuros(montant),
        }))}
      />
      <h3>Par produit</h3>
      <ListeDefinitions
        elements={Object.entries(v.details.parProduit).map(([code, montant]) => ({
          terme: nomDuProduit(code),
          valeur: ecrireEuros(montant),
        }))}
      />
    </Carte>
  );
}

function nomDuProduit(code: string): string {
  if (code === 'avances') return 'Avances des familles';
  return code === '' ? 'Sans imputation' : code;
}
