import type { VNode } from 'preact';
import { cadre } from '../../../cadre.tsx';
import type { SessionFamille } from '../../../comptes/session.ts';
import { ecrireEuros } from '../../../platform/argent.ts';
import { Introuvable } from '../../../platform/errors.ts';
import { entierDe } from '../../../platform/forms.ts';
import type { Ctx, Handler } from '../../../platform/http.ts';
import { ecrireInstant } from '../../../platform/instants.ts';
import { ecrireNumero } from '../../../regie/regles/jours.ts';
import { Carte } from '../../../ui/accueil.tsx';
import { ListeDefinitions } from '../../../ui/ensembles.tsx';
import { Bouton, Boutons } from '../../../ui/formulaire.tsx';
import { Message, type Ton } from '../../../ui/message.tsx';
import { VINGT_MINUTES } from '../../regles/releves.ts';
import { estSansNouvelle } from '../../regles/suites.ts';
import { chercherPaiementDe, type PaiementMontre } from '../../requetes/famille.ts';
import { direDeQui, direFactures, PastilleDePaiement } from '../mots.tsx';

const RELIRE_SECONDES = 10;

/** Un paiement : ce qu'on en sait, le reçu s'il est payé, de quoi recommencer sinon. */
export const GET: Handler<SessionFamille> = async (ctx) => {
  const { responsable } = ctx.session;
  const qui = { familles: responsable.familles, responsableId: responsable.id };
  const p = await chercherPaiementDe(ctx.db, qui, entierDe(ctx.params.id));
  if (!p) throw new Introuvable();
  const enCours = p.etat === 'a_ouvrir' || p.etat === 'en_cours';
  const recent = ctx.clock.now().getTime() - p.creeLe.getTime() < VINGT_MINUTES;
  const reponse = cadre(
    ctx,
    {
      titre: `Paiement n° ${p.id}`,
      filAriane: [
        { libelle: 'Accueil', href: '/famille' },
        { libelle: 'Mes paiements', href: '/famille/paiements' },
        { libelle: `N° ${p.id}` },
      ],
    },
    <>
      <h1>{p.etat === 'paye' ? 'Votre paiement est enregistré' : `Paiement n° ${p.id}`}</h1>
      <Nouvelle p={p} />
      <Carte titre={p.etat === 'paye' ? 'Reçu' : 'Détail'}>
        <ListeDefinitions elements={definitions(p, ctx)} />
      </Carte>
      <Gestes p={p} enCours={enCours} />
    </>,
  );
  // Tant que la personne peut attendre la réponse, la page se relit seule, même sans JavaScript.
  return enCours && recent ? { ...reponse, refresh: RELIRE_SECONDES } : reponse;
};

interface Dite {
  ton: Ton;
  titre: string;
  phrase: string;
}

const SANS_NOUVELLE: Dite = {
  ton: 'attention',
  titre: 'Nous n’avons pas eu la réponse de la banque',
  phrase:
    'Regardez votre compte bancaire. Si vous avez été débité, écrivez-nous avant de payer de nouveau. Sinon, votre facture reste à payer.',
};

const NOUVELLES = (de: string): Record<PaiementMontre['etat'], Dite> => ({
  a_ouvrir: {
    ton: 'info',
    titre: 'Paiement en cours de vérification',
    phrase: `Nous attendons la réponse ${de}. Cette page se met à jour toute seule.`,
  },
  en_cours: {
    ton: 'info',
    titre: 'Paiement en cours de vérification',
    phrase: `Nous attendons la réponse ${de}. Vous pouvez fermer cette page : si vous avez payé, le reçu vous arrivera par courriel. Ne payez pas une seconde fois.`,
  },
  paye: {
    ton: 'succes',
    titre: 'Merci, c’est payé',
    phrase: 'Vous n’avez rien d’autre à faire. Le reçu vous est aussi envoyé par courriel.',
  },
  refuse: {
    ton: 'attention',
    titre: 'Le paiement a été refusé',
    phrase:
      'Votre banque n’a pas accepté ce paiement : rien n’a été débité. Vous pouvez réessayer, avec une autre carte si besoin.',
  },
  abandonne: {
    ton: 'info',
    titre: 'Le paiement a été abandonné',
    phrase: 'Rien n’a été débité. Vos factures restent à payer, quand vous voudrez.',
  },
  expire: {
    ton: 'info',
    titre: 'Ce paiement n’a pas abouti',
    phrase: 'Rien n’a été débité. Vos factures restent à payer, quand vous voudrez.',
  },
  anomalie: {
    ton: 'attention',
    titre: 'La régie vérifie ce paiement',
    phrase: `La réponse ${de} ne correspond pas à votre facture. Une personne regarde ce qui s’est passé : ne payez pas une seconde fois, nous vous tiendrons au courant.`,
  },
});

function Nouvelle({ p }: { p: PaiementMontre }): VNode {
  if (p.decision === 'ecarte') {
    return (
      <Message ton="info" titre="La régie a vérifié ce paiement">
        Il n’a pas été retenu. Pour comprendre pourquoi, écrivez-nous.
      </Message>
    );
  }
  const { ton, titre, phrase } = estSansNouvelle(p)
    ? SANS_NOUVELLE
    : NOUVELLES(direDeQui(p.fournisseur))[p.etat];
  return (
    <Message ton={ton} titre={titre}>
      {phrase}
    </Message>
  );
}

function definitions(p: PaiementMontre, { commune }: Ctx<SessionFamille>) {
  const dire = (le: Date) => ecrireInstant(le, commune.fuseau, { annee: true });
  const paye = p.quittance !== null && p.exerciceDeQuittance !== null;
  return [
    { terme: 'Montant', valeur: ecrireEuros(p.montantCentimes) },
    { terme: 'Pour', valeur: direFactures(p.factures) },
    { terme: 'État', valeur: <PastilleDePaiement etat={p.etat} /> },
    { terme: 'Commencé', valeur: dire(p.creeLe) },
    ...(p.concluLe && p.etat === 'paye' ? [{ terme: 'Payé', valeur: dire(p.concluLe) }] : []),
    ...(paye
      ? [
          {
            terme: 'Quittance',
            valeur: ecrireNumero(p.exerciceDeQuittance ?? 0, p.quittance ?? 0),
          },
          {
            terme: 'Moyen',
            valeur: p.prelevement
              ? 'Prélèvement : il apparaîtra sur votre compte dans quelques jours'
              : 'Carte bancaire',
          },
          { terme: 'Autorisation', valeur: p.autorisation || '—' },
        ]
      : []),
    ...(p.creditCentimes > 0
      ? [
          {
            terme: 'En avance',
            valeur: `${ecrireEuros(p.creditCentimes)}, gardés pour vos prochaines factures`,
          },
        ]
      : []),
    { terme: 'Référence', valeur: p.reference },
  ];
}

function Gestes({ p, enCours }: { p: PaiementMontre; enCours: boolean }): VNode {
  const adresse = `/famille/paiements/nouveau?${p.factures.map((f) => `facture=${f.id}`).join('&')}`;
  const aRefaire = p.etat === 'refuse' || p.etat === 'abandonne' || p.etat === 'expire';
  return (
    <Boutons>
      {p.reglementId !== null && (
        <Bouton href={`/famille/quittances/${p.reglementId}/pdf`} icone="telecharger">
          Quittance (PDF)
        </Bouton>
      )}
      {aRefaire && (
        <Bouton href={adresse} icone="euro">
          Réessayer
        </Bouton>
      )}
      {enCours && (
        <Bouton href={`/famille/paiements/${p.id}`} icone="sablier">
          Vérifier maintenant
        </Bouton>
      )}
      <Bouton href="/famille/paiements" allure="secondaire">
        Mes paiements
      </Bouton>
    </Boutons>
  );
}
