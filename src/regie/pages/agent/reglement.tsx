import { cadre } from '../../../cadre.tsx';
import type { SessionAgent } from '../../../comptes/session.ts';
import { ecrireEuros } from '../../../platform/argent.ts';
import { Introuvable, type Refus } from '../../../platform/errors.ts';
import { entierDe, tenter, texte } from '../../../platform/forms.ts';
import { type Ctx, type Handler, type Reply, redirect } from '../../../platform/http.ts';
import { ecrireJour } from '../../../platform/jours.ts';
import { Carte } from '../../../ui/accueil.tsx';
import { Champ } from '../../../ui/champs.tsx';
import { ListeDefinitions, Repli } from '../../../ui/ensembles.tsx';
import { Bouton, Boutons, Formulaire, ResumeErreurs } from '../../../ui/formulaire.tsx';
import { Message } from '../../../ui/message.tsx';
import { demanderContrepassation } from '../../actions/contrepasser.ts';
import { ecrireNumero } from '../../regles/jours.ts';
import { MODES } from '../../regles/modes.ts';
import { chercherReglementALire, type ReglementALire } from '../../requetes/lire.ts';
import { listerRegies, type Regie } from '../../requetes/regies.ts';
import { ADRESSE, exigerLaRegie } from './entree.tsx';

/** La quittance d'un règlement, à imprimer ; et de quoi demander sa contrepassation. */
export const GET: Handler<SessionAgent> = (ctx) => afficher(ctx, '', null);

/** Demander la contrepassation : une autre personne confirmera. */
export const POST: Handler<SessionAgent> = async (ctx) => {
  const acteur = exigerLaRegie(ctx);
  const reglementId = entierDe(ctx.params.id);
  const motif = texte(ctx.form, 'motif').slice(0, 200);
  const { refus } = await tenter(() =>
    demanderContrepassation(ctx, { reglementId, motif, acteur }),
  );
  if (refus) return afficher(ctx, motif, refus);
  return redirect(
    `${ADRESSE}/reglements/${reglementId}`,
    'Demande enregistrée : une autre personne doit la confirmer.',
  );
};

async function afficher(
  ctx: Ctx<SessionAgent>,
  motif: string,
  refus: Refus | null,
): Promise<Reply> {
  exigerLaRegie(ctx);
  const reglement = await chercherReglementALire(ctx.db, entierDe(ctx.params.id));
  const regie = (await listerRegies(ctx.db)).find((r) => r.id === reglement?.regieId);
  if (!reglement || !regie) throw new Introuvable();
  const numero = ecrireNumero(reglement.exercice, reglement.numero);
  return cadre(
    ctx,
    {
      titre: `Quittance ${numero}`,
      largeur: 'normale',
      status: refus ? 422 : 200,
      filAriane: [
        { libelle: regie.nom, href: ADRESSE },
        { libelle: 'Journal', href: `${ADRESSE}/journal` },
        { libelle: `Quittance ${numero}` },
      ],
    },
    <>
      <h1>
        {reglement.contrepasseDe ? 'Contrepassation' : 'Quittance'} n° {numero}
      </h1>
      <Etat reglement={reglement} />
      <Quittance reglement={reglement} regie={regie} collectivite={ctx.commune.nom} />
      <Demander reglement={reglement} motif={motif} refus={refus} />
    </>,
  );
}

function Etat({ reglement }: { reglement: ReglementALire }) {
  if (reglement.contrepassePar) {
    return (
      <Message ton="attention" vivant={false}>
        <p>
          Ce règlement a été annulé.{' '}
          <a href={`${ADRESSE}/reglements/${reglement.contrepassePar}`}>Voir la contrepassation</a>
        </p>
      </Message>
    );
  }
  if (!reglement.demandeEnCours) return null;
  return (
    <Message ton="info" vivant={false}>
      <p>
        Une contrepassation est demandée.{' '}
        <a href={`${ADRESSE}/contrepassations`}>Voir les demandes</a>
      </p>
    </Message>
  );
}

function Quittance(props: { reglement: ReglementALire; regie: Regie; collectivite: string }) {
  const { reglement: r, regie } = props;
  const impute = r.imputations.reduce((t, i) => t + i.montantCentimes, 0);
  const credit = r.contrepassePar || r.contrepasseDe ? 0 : r.montantCentimes - impute;
  return (
    <Carte>
      <p>
        <b>{props.collectivite}</b>, {regie.nom}
        <br />
        {regie.adresse}
        <br />
        SIRET {regie.siret}
      </p>
      <ListeDefinitions
        elements={[
          { terme: 'Reçu de', valeur: r.payeur },
          { terme: 'La somme de', valeur: <b>{ecrireEuros(r.montantCentimes)}</b> },
          { terme: 'Le', valeur: ecrireJour(r.jour, { annee: true }) },
          { terme: 'Par', valeur: MODES[r.mode].libelle },
          ...(r.emetteur ? [{ terme: 'Émetteur', valeur: r.emetteur }] : []),
          ...(r.reference ? [{ terme: 'Référence', valeur: r.reference }] : []),
          ...r.imputations.map((i) => ({
            terme: `Facture ${ecrireNumero(i.exercice, i.numero)}`,
            valeur: ecrireEuros(i.montantCentimes),
          })),
          ...(credit > 0 ? [{ terme: 'Gardé en crédit', valeur: ecrireEuros(credit) }] : []),
          ...(r.motif ? [{ terme: 'Motif', valeur: r.motif }] : []),
          { terme: 'Encaissé par', valeur: r.encaissePar ?? 'Préau (paiement en ligne)' },
          { terme: 'Régisseur', valeur: regie.regisseur },
        ]}
      />
    </Carte>
  );
}

function Demander(props: { reglement: ReglementALire; motif: string; refus: Refus | null }) {
  const { reglement, refus } = props;
  if (reglement.contrepassePar || reglement.contrepasseDe || reglement.demandeEnCours) return null;
  return (
    <Repli titre="Annuler ce règlement (chèque impayé, erreur)" ouvert={refus !== null}>
      {refus?.champ && <ResumeErreurs erreurs={[{ champ: refus.champ, message: refus.message }]} />}
      {refus && !refus.champ && <Message ton="erreur">{refus.message}</Message>}
      <p>
        Rien n’est effacé : un règlement contraire est écrit, et les factures sont de nouveau à
        payer. Une autre personne devra confirmer.
      </p>
      <Formulaire action={`${ADRESSE}/reglements/${reglement.id}`}>
        <Champ
          nom="motif"
          libelle="Motif"
          aide="Par exemple « Chèque impayé, provision insuffisante »."
          valeur={props.motif}
          longueurMax={200}
          erreur={refus?.champ === 'motif' ? refus.message : undefined}
        />
        <Boutons>
          <Bouton allure="danger">Demander la contrepassation</Bouton>
        </Boutons>
      </Formulaire>
    </Repli>
  );
}
