import { cadre } from '../../../cadre.tsx';
import type { SessionAgent } from '../../../comptes/session.ts';
import { ecrireEuros } from '../../../platform/argent.ts';
import type { Refus } from '../../../platform/errors.ts';
import { choix, entierDe, tenter, texte } from '../../../platform/forms.ts';
import {
  type Ctx,
  type Handler,
  type PageModule,
  type Reply,
  redirect,
} from '../../../platform/http.ts';
import { ajouterJours, ecrireJourEnChiffres } from '../../../platform/jours.ts';
import { Champ } from '../../../ui/champs.tsx';
import { Bouton, Boutons, Formulaire, ResumeErreurs } from '../../../ui/formulaire.tsx';
import { EtatVide, Message } from '../../../ui/message.tsx';
import { Tableau } from '../../../ui/tableau.tsx';
import { revoquerMandat } from '../../actions/mandats.ts';
import { preparerLot } from '../../actions/prelever.ts';
import { type Lot, listerLots, listerMandats, type Mandat } from '../../requetes/sepa.ts';
import { adresse, type Entree, entrer, filAriane } from './entree.tsx';

/** La famille est prévenue quatorze jours avant : la facture en tient lieu. */
const PREAVIS_JOURS = 14;

/** Les mandats de prélèvement, et les lots préparés pour la banque. */
export const GET: Handler<SessionAgent> = async (ctx) => {
  const e = await entrer(ctx);
  return afficher(ctx, e, ajouterJours(e.aujourdhui, PREAVIS_JOURS), null);
};

/** Préparer un lot. */
export const POST: Handler<SessionAgent> = async (ctx) => {
  const e = await entrer(ctx);
  const jourDExecution = texte(ctx.form, 'jour');
  const campagneId = choix(ctx.form, 'campagne');
  const { fait, refus } = await tenter(() =>
    preparerLot(ctx, { ...e, campagneId, jourDExecution }),
  );
  if (refus) return afficher(ctx, e, jourDExecution, refus);
  return redirect(
    adresse(e, `/prelevements/${fait}`),
    'Lot prêt : déposez son fichier à la banque.',
  );
};

async function afficher(
  ctx: Ctx<SessionAgent>,
  e: Entree,
  jour: string,
  refus: Refus | null,
): Promise<Reply> {
  const mandats = await listerMandats(ctx.db, e.regie.id);
  const lots = await listerLots(ctx.db, e.regie.id);
  return cadre(
    ctx,
    { titre: 'Prélèvements', filAriane: filAriane(e, 'Prélèvements'), status: refus ? 422 : 200 },
    <>
      <h1>Mandats et prélèvements</h1>
      {refus?.champ && <ResumeErreurs erreurs={[{ champ: refus.champ, message: refus.message }]} />}
      {refus && !refus.champ && <Message ton="erreur">{refus.message}</Message>}
      {mandats.length > 0 && (
        <Formulaire action={adresse(e, '/prelevements')} caches={{ regie: e.regie.code }}>
          <Champ
            type="date"
            nom="jour"
            libelle="Jour du prélèvement"
            aide={`La famille doit le savoir ${PREAVIS_JOURS} jours avant : la facture le dit.`}
            valeur={jour}
            erreur={refus?.champ === 'jour' ? refus.message : undefined}
            court
          />
          <Boutons>
            <Bouton>Préparer le lot de toutes les factures à payer</Bouton>
          </Boutons>
        </Formulaire>
      )}
      {lots.length > 0 && <Lots e={e} lots={lots} />}
      {mandats.length === 0 ? (
        <EtatVide
          titre="Aucun mandat"
          actions={<Bouton href={adresse(e, '/encaisser')}>Chercher une famille</Bouton>}
        >
          Cherchez la famille, puis enregistrez le mandat qu’elle a signé.
        </EtatVide>
      ) : (
        <Mandats e={e} mandats={mandats} />
      )}
    </>,
  );
}

function Lots({ e, lots }: { e: Entree; lots: readonly Lot[] }) {
  return (
    <Tableau
      titre="Lots, le plus récent d’abord"
      lignes={lots}
      cle={(l) => l.id}
      colonnes={[
        {
          titre: 'Lot',
          entete: true,
          cellule: (l) => <a href={adresse(e, `/prelevements/${l.id}`)}>{l.message}</a>,
        },
        { titre: 'Prélevé le', cellule: (l) => ecrireJourEnChiffres(l.jourDExecution) },
        { titre: 'Prélèvements', nombre: true, cellule: (l) => l.nombre },
        { titre: 'Somme', nombre: true, cellule: (l) => ecrireEuros(l.totalCentimes) },
        { titre: 'État', cellule: (l) => (l.encaisseLe ? 'Encaissé' : 'En attente') },
      ]}
    />
  );
}

function Mandats({ e, mandats }: { e: Entree; mandats: readonly Mandat[] }) {
  return (
    <Tableau
      titre="Mandats en cours"
      lignes={mandats}
      cle={(m) => m.id}
      colonnes={[
        { titre: 'Payeur', entete: true, cellule: (m) => m.payeur },
        { titre: 'Référence', cellule: (m) => m.rum },
        { titre: 'Titulaire', cellule: (m) => m.titulaire },
        { titre: 'IBAN', cellule: (m) => `… ${m.iban.slice(-4)}` },
        { titre: 'Signé le', cellule: (m) => ecrireJourEnChiffres(m.signeLe) },
        {
          titre: 'Dernier',
          cellule: (m) =>
            m.dernierPrelevement ? ecrireJourEnChiffres(m.dernierPrelevement) : 'Aucun',
        },
        {
          titre: 'Révoquer',
          sansIntitule: true,
          cellule: (m) => (
            <Formulaire
              action={adresse(e, `/mandats/${m.id}/revocation`)}
              caches={{ regie: e.regie.code }}
            >
              <Bouton allure="discret">
                Révoquer <span class="vh">le mandat {m.rum}</span>
              </Bouton>
            </Formulaire>
          ),
        },
      ]}
    />
  );
}

/** « Révoquer » un mandat. */
export const revocation: PageModule<SessionAgent> = {
  POST: async (ctx) => {
    const e = await entrer(ctx);
    const mandatId = entierDe(ctx.params.id);
    await revoquerMandat(ctx, { regieId: e.regie.id, mandatId, acteur: e.acteur });
    return redirect(adresse(e, '/prelevements'), 'Mandat révoqué : il ne servira plus.');
  },
};
