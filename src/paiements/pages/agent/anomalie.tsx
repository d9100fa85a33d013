import type { VNode } from 'preact';
import { cadre } from '../../../cadre.tsx';
import type { SessionAgent } from '../../../comptes/session.ts';
import { lireJournal } from '../../../journal/actions.ts';
import { JournalEnMots } from '../../../journal/fil.tsx';
import { ecrireEuros } from '../../../platform/argent.ts';
import { Introuvable } from '../../../platform/errors.ts';
import { entierDe, tenter, texte } from '../../../platform/forms.ts';
import { type Ctx, type Handler, type Reply, redirect } from '../../../platform/http.ts';
import { ecrireInstant } from '../../../platform/instants.ts';
import { tientLaRegie } from '../../../regie/regles/acces.ts';
import { Carte } from '../../../ui/accueil.tsx';
import { Champ } from '../../../ui/champs.tsx';
import { ListeDefinitions } from '../../../ui/ensembles.tsx';
import { Bouton, Boutons, Formulaire } from '../../../ui/formulaire.tsx';
import { Message } from '../../../ui/message.tsx';
import { trancherAnomalie } from '../../actions/regie.ts';
import { estSansNouvelle } from '../../regles/suites.ts';
import { chercherPaiementSuivi, type PaiementSuivi } from '../../requetes/agent.ts';
import { PastilleDePaiement } from '../mots.tsx';

/** Un paiement en ligne, côté régie ; en quarantaine, de quoi trancher. */
export const GET: Handler<SessionAgent> = (ctx) => afficher(ctx, {});

export const POST: Handler<SessionAgent> = async (ctx) => {
  const { agent, compteId } = ctx.session;
  if (!tientLaRegie(agent)) throw new Introuvable();
  const decision = texte(ctx.form, 'decision');
  if (decision !== 'encaisse' && decision !== 'ecarte') throw new Introuvable();
  const motif = texte(ctx.form, 'motif').slice(0, 500);
  const { refus } = await tenter(() =>
    trancherAnomalie(ctx, {
      paiementId: entierDe(ctx.params.id),
      decision,
      motif,
      acteur: { compteId, nom: `${agent.prenom} ${agent.nom}` },
    }),
  );
  if (refus) return afficher(ctx, { motif, erreur: refus.message });
  return redirect(
    '/agent/paiements',
    decision === 'encaisse' ? 'Le paiement est encaissé.' : 'Le paiement est écarté.',
  );
};

async function afficher(
  ctx: Ctx<SessionAgent>,
  saisie: { motif?: string; erreur?: string },
): Promise<Reply> {
  if (!tientLaRegie(ctx.session.agent)) throw new Introuvable();
  const p = await chercherPaiementSuivi(ctx.db, entierDe(ctx.params.id));
  if (!p) throw new Introuvable();
  const journal = await lireJournal(ctx.db, `paiement:${p.id}`);
  const { fuseau } = ctx.commune;
  return cadre(
    ctx,
    {
      titre: `Paiement n° ${p.id}`,
      filAriane: [
        { libelle: 'Paiements en ligne', href: '/agent/paiements' },
        { libelle: `N° ${p.id}` },
      ],
      status: saisie.erreur ? 422 : 200,
    },
    <>
      <h1>{`Paiement n° ${p.id}`}</h1>
      <Carte titre="Ce qui était demandé">
        <ListeDefinitions elements={demande(p, fuseau)} />
      </Carte>
      {estSansNouvelle(p) && (
        <Message ton="attention" titre="Sans nouvelle de la banque" vivant={false}>
          {`Cherchez la référence ${p.reference} dans l’espace de votre boutique. Si elle y est payée, faites renvoyer la notification : le portail l’encaissera. Sinon, il n’y a rien à faire.`}
        </Message>
      )}
      {p.resultat && (
        <Carte
          titre={p.fournisseur === 'lyra' ? 'Ce que la banque répond' : 'Ce que le Trésor répond'}
        >
          <ListeDefinitions
            elements={Object.entries(p.resultat).map(([terme, valeur]) => ({ terme, valeur }))}
          />
        </Carte>
      )}
      {p.etat === 'anomalie' && p.decision === null && <Decision p={p} {...saisie} />}
      <section class="pile">
        <h2>Historique</h2>
        <JournalEnMots lignes={journal} fuseau={fuseau} />
      </section>
    </>,
  );
}

function demande(p: PaiementSuivi, fuseau: string) {
  return [
    { terme: 'Payeur', valeur: p.payeur },
    { terme: 'Régie', valeur: p.regie },
    { terme: 'Montant', valeur: ecrireEuros(p.montantCentimes) },
    { terme: 'Référence', valeur: p.reference },
    { terme: 'Commencé', valeur: ecrireInstant(p.creeLe, fuseau, { annee: true }) },
    { terme: 'État', valeur: <PastilleDePaiement etat={p.etat} /> },
    { terme: 'Vérifications', valeur: String(p.verifications) },
    ...(p.motif ? [{ terme: 'Décision', valeur: p.motif }] : []),
  ];
}

function Decision(props: {
  p: PaiementSuivi;
  motif?: string | undefined;
  erreur?: string | undefined;
}): VNode {
  const { p } = props;
  const annonce = Number(p.resultat?.montant ?? p.resultat?.vads_amount ?? Number.NaN);
  return (
    <>
      <Message ton="attention" titre="En quarantaine" vivant={false}>
        {`${p.anomalie ?? ''} Rien n’est encaissé tant que vous n’avez pas décidé.`}
      </Message>
      <Formulaire action={`/agent/paiements/${p.id}`}>
        <Carte titre="Votre décision">
          <Champ
            type="textarea"
            nom="motif"
            libelle="Motif"
            aide="Gardé au journal, lu par le comptable."
            lignes={3}
            longueurMax={500}
            valeur={props.motif ?? ''}
            erreur={props.erreur}
          />
          <Boutons>
            {Number.isFinite(annonce) && (
              <Bouton nom="decision" valeur="encaisse" icone="coche">
                Encaisser {ecrireEuros(annonce)}
              </Bouton>
            )}
            <Bouton nom="decision" valeur="ecarte" allure="secondaire" icone="interdit">
              Écarter ce paiement
            </Bouton>
          </Boutons>
        </Carte>
      </Formulaire>
    </>
  );
}
