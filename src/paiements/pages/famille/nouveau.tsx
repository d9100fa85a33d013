import { randomUUID } from 'node:crypto';
import type { VNode } from 'preact';
import { cadre } from '../../../cadre.tsx';
import type { SessionFamille } from '../../../comptes/session.ts';
import { estCleUnique } from '../../../messages/regles/ecrire.ts';
import { ecrireEuros } from '../../../platform/argent.ts';
import { Introuvable } from '../../../platform/errors.ts';
import { entierDe, tenter, texte } from '../../../platform/forms.ts';
import { type Ctx, type Handler, type Reply, redirect } from '../../../platform/http.ts';
import { ecrireJourEnChiffres } from '../../../platform/jours.ts';
import { ecrireNumero } from '../../../regie/regles/jours.ts';
import { Carte } from '../../../ui/accueil.tsx';
import { Champ } from '../../../ui/champs.tsx';
import { Case } from '../../../ui/choix.tsx';
import { Bouton, Boutons, Formulaire, ResumeErreurs } from '../../../ui/formulaire.tsx';
import { Message } from '../../../ui/message.tsx';
import { Tableau } from '../../../ui/tableau.tsx';
import { lancerPaiement } from '../../actions/lancer.ts';
import type { Destination } from '../../port.ts';
import { VINGT_MINUTES } from '../../regles/releves.ts';
import {
  chercherCourriel,
  type FacturePayable,
  listerFacturesPayables,
} from '../../requetes/famille.ts';
import { choisirFactures } from './choisir.tsx';

const ADRESSE = '/famille/paiements/nouveau';
const FACTURES_AU_PLUS = 24;

/** « Payer en ligne » : choisir ses factures, puis relire avant d'aller chez le Trésor. */
export const GET: Handler<SessionFamille> = async (ctx) => {
  const ids = idsDe(ctx.query);
  const factures = await lireFactures(ctx, ids);
  if (ids.length === 0) return choisirFactures(ctx, factures);
  const courriel = await chercherCourriel(ctx.db, ctx.session.compteId);
  return recapituler(ctx, factures, { courriel, cle: randomUUID() });
};

export const POST: Handler<SessionFamille> = async (ctx) => {
  const { responsable, compteId } = ctx.session;
  const ids = idsDe(ctx.form);
  const courriel = texte(ctx.form, 'courriel');
  const cle = texte(ctx.form, 'cle_unique');
  const { fait, refus } = await tenter(() =>
    lancerPaiement(ctx, {
      acteur: { compteId, nom: `${responsable.prenom} ${responsable.nom}` },
      responsableId: responsable.id,
      familles: responsable.familles,
      factureIds: ids,
      courriel,
      cle: estCleUnique(cle) ? cle : randomUUID(),
      confirme: ctx.form.has('confirme'),
    }),
  );
  if (!refus) return partir(ctx, fait.vers, fait.paiementId);
  const factures = ids.length > 0 ? await lireFactures(ctx, ids) : [];
  if (factures.length === 0) return redirect(ADRESSE, refus.message);
  // Une clé neuve : la tentative refusée a gardé la sienne.
  const erreur = { message: refus.message, champ: refus.champ };
  return recapituler(ctx, factures, { courriel, cle: randomUUID(), erreur });
};

function idsDe(champs: URLSearchParams): number[] {
  const ids = [...new Set(champs.getAll('facture').map(entierDe))];
  if (ids.length > FACTURES_AU_PLUS) throw new Introuvable();
  return ids;
}

async function lireFactures(
  ctx: Ctx<SessionFamille>,
  ids: readonly number[],
): Promise<FacturePayable[]> {
  const { responsable } = ctx.session;
  const qui = { familles: responsable.familles, responsableId: responsable.id };
  const depuis = new Date(ctx.clock.now().getTime() - VINGT_MINUTES);
  const factures = await listerFacturesPayables(ctx.db, qui, {
    ids: ids.length > 0 ? ids : null,
    depuis,
  });
  if (ids.length > 0 && factures.length !== ids.length) throw new Introuvable();
  return factures;
}

/** PayFiP attend une visite ; Lyra un formulaire signé, que la personne envoie elle-même. */
function partir(ctx: Ctx<SessionFamille>, vers: Destination | null, id: number): Reply {
  if (vers === null) return redirect(`/famille/paiements/${id}`);
  if (vers.methode === 'GET') return redirect(vers.adresse);
  return cadre(
    ctx,
    { titre: 'Continuer vers la banque', largeur: 'etroite' },
    <>
      <h1>Continuer vers la page de paiement</h1>
      <p>Votre paiement est prêt. La page suivante est celle de la banque, sécurisée.</p>
      <Formulaire action={vers.adresse} caches={vers.champs}>
        <Boutons>
          <Bouton icone="cadenas">Aller payer</Bouton>
        </Boutons>
      </Formulaire>
    </>,
  );
}

interface Etat {
  courriel: string;
  cle: string;
  erreur?: { message: string; champ: string | undefined };
}

function recapituler(
  ctx: Ctx<SessionFamille>,
  factures: readonly FacturePayable[],
  etat: Etat,
): Reply {
  const { erreur } = etat;
  const total = factures.reduce((somme, f) => somme + Math.max(0, f.resteCentimes), 0);
  const listee = erreur?.champ ? [{ champ: erreur.champ, message: erreur.message }] : [];
  return cadre(
    ctx,
    {
      titre: 'Payer en ligne',
      filAriane: [
        { libelle: 'Accueil', href: '/famille' },
        { libelle: 'Payer en ligne', href: ADRESSE },
        { libelle: 'Vérifier' },
      ],
      status: erreur ? 422 : 200,
    },
    <>
      <h1>Payer en ligne</h1>
      <ResumeErreurs erreurs={listee} />
      {erreur && !erreur.champ && <Message ton="attention">{erreur.message}</Message>}
      <Carte titre="Ce que vous allez payer">
        <Recapitulatif factures={factures} />
        <p>
          Total à payer : <b>{ecrireEuros(total)}</b>
        </p>
      </Carte>
      {total > 0 ? (
        <VersLeTresor factures={factures} etat={etat} total={total} />
      ) : (
        <Message ton="succes">C’est déjà payé : il n’y a rien à faire.</Message>
      )}
    </>,
  );
}

function Recapitulatif({ factures }: { factures: readonly FacturePayable[] }): VNode {
  return (
    <Tableau
      titre="Factures à payer"
      titreCache
      lignes={factures}
      cle={(f) => f.id}
      colonnes={[
        {
          titre: 'Facture',
          entete: true,
          insecable: true,
          cellule: (f) => ecrireNumero(f.exercice, f.numero),
        },
        { titre: 'Date', cellule: (f) => ecrireJourEnChiffres(f.jour) },
        { titre: 'Tiers facturé', cellule: (f) => f.payeur },
        { titre: 'À payer', nombre: true, cellule: (f) => ecrireEuros(f.resteCentimes) },
      ]}
    />
  );
}

function VersLeTresor(props: {
  factures: readonly FacturePayable[];
  etat: Etat;
  total: number;
}): VNode {
  const { factures, etat, total } = props;
  const erreur = (champ: string) =>
    etat.erreur?.champ === champ ? etat.erreur.message : undefined;
  const dejaOuverte = factures.some((f) => f.operationOuverte) || erreur('confirme') !== undefined;
  return (
    <form method="post" action={ADRESSE} noValidate>
      <input type="hidden" name="cle_unique" value={etat.cle} />
      {factures.map((f) => (
        <input type="hidden" name="facture" value={f.id} key={f.id} />
      ))}
      <Carte titre="Où envoyer votre reçu">
        {dejaOuverte && (
          <>
            <Message ton="attention" titre="Un paiement est peut-être déjà en cours">
              <p>
                Vous avez commencé à payer il y a moins de vingt minutes. Si vous avez payé,
                attendez le reçu : <a href="/famille/paiements">voir mes paiements</a>.
              </p>
            </Message>
            <Case
              nom="confirme"
              libelle="Je n’ai pas payé, je veux recommencer"
              valeur="oui"
              erreur={erreur('confirme')}
            />
          </>
        )}
        <Champ
          type="email"
          nom="courriel"
          libelle="Adresse électronique"
          aide="Le ticket de paiement y arrive aussi."
          autocomplete="email"
          longueurMax={80}
          valeur={etat.courriel}
          erreur={erreur('courriel')}
        />
        <p class="discret">
          Vous allez passer sur le site sécurisé de paiement. Nous ne voyons jamais votre carte.
        </p>
        <Boutons>
          <Bouton icone="euro">Payer {ecrireEuros(total)}</Bouton>
        </Boutons>
      </Carte>
    </form>
  );
}
