import { cadre } from '../../../cadre.tsx';
import type { SessionAgent } from '../../../comptes/session.ts';
import { Introuvable } from '../../../platform/errors.ts';
import { entierDe } from '../../../platform/forms.ts';
import { type Ctx, type Handler, redirect } from '../../../platform/http.ts';
import { ecrireInstant } from '../../../platform/instants.ts';
import { Carte } from '../../../ui/accueil.tsx';
import { ListeDefinitions } from '../../../ui/ensembles.tsx';
import { Bouton, Boutons, Formulaire } from '../../../ui/formulaire.tsx';
import { EtatVide, Message } from '../../../ui/message.tsx';
import { acteurDe, exigerRegie } from '../acces.ts';
import { dernierDuMois, ecrirePeriode } from '../dates.ts';
import { envoyerCampagne } from '../envoi/envoyer.ts';
import { type CampagneAEnvoyer, chercherCampagne, compterEnvois } from '../envoi/requetes.ts';
import { LETTRES_PAR_LOT } from './courrier.ts';

/** Envoyer une campagne : combien partent, par où, et le courrier à imprimer. */
export const GET: Handler<SessionAgent> = async (ctx) => {
  exigerRegie(ctx);
  const campagne = await chercherCampagne(ctx.db, entierDe(ctx.params.id));
  if (!campagne) throw new Introuvable();
  const envois = await compterEnvois(ctx.db, campagne.id);
  const restent = envois.factures - envois.courriel - envois.papier;
  const titre = `Envoi des factures, ${ecrirePeriode(campagne.mois, dernierDuMois(campagne.mois))}`;
  return cadre(
    ctx,
    { titre, filAriane: [{ libelle: 'Accueil', href: '/agent' }, { libelle: titre }] },
    <>
      <h1>{titre}</h1>
      {campagne.emiseLe === null ? (
        <EtatVide titre="Cette campagne n’est pas encore émise">
          Émettez d’abord les factures : elles pourront alors partir.
        </EtatVide>
      ) : (
        <Carte titre={campagne.regie}>
          <ListeDefinitions
            elements={[
              { terme: 'Factures', valeur: String(envois.factures) },
              { terme: 'Parties par courriel', valeur: String(envois.courriel) },
              { terme: 'Sur papier', valeur: String(envois.papier) },
              { terme: 'Pas encore envoyées', valeur: String(restent) },
            ]}
          />
          <Etat ctx={ctx} campagne={campagne} restent={restent} />
          <Courrier campagneId={campagne.id} lettres={envois.papier} />
        </Carte>
      )}
    </>,
  );
};

function Etat(props: { ctx: Ctx<SessionAgent>; campagne: CampagneAEnvoyer; restent: number }) {
  const { ctx, campagne, restent } = props;
  if (restent === 0 && campagne.envoyeeLe) {
    const quand = ecrireInstant(campagne.envoyeeLe, ctx.commune.fuseau, { annee: true });
    return <Message ton="succes">Toutes les factures sont parties, {quand}.</Message>;
  }
  return (
    <Formulaire action={`/agent/campagnes/${campagne.id}/envoi`}>
      <p>
        Les familles qui ont choisi la facture électronique la reçoivent par courriel, en PDF. Les
        autres sont réunies dans un seul PDF à imprimer.
      </p>
      <Boutons>
        <Bouton icone="message">Envoyer les factures</Bouton>
      </Boutons>
    </Formulaire>
  );
}

/** Un lien par lot ; la plupart des communes n'en ont qu'un. */
function Courrier({ campagneId, lettres }: { campagneId: number; lettres: number }) {
  const lots = Math.ceil(lettres / LETTRES_PAR_LOT);
  const dire = (lot: number) =>
    lots === 1
      ? `${lettres} ${lettres > 1 ? 'factures, triées' : 'facture, triée'} pour la poste`
      : `factures ${(lot - 1) * LETTRES_PAR_LOT + 1} à ${Math.min(lot * LETTRES_PAR_LOT, lettres)}`;
  return (
    <ul>
      {Array.from({ length: lots }, (_, n) => n + 1).map((lot) => (
        <li key={lot}>
          <a href={`/agent/campagnes/${campagneId}/courrier.pdf?lot=${lot}`}>
            Imprimer le courrier ({dire(lot)}, PDF)
          </a>
        </li>
      ))}
    </ul>
  );
}

export const POST: Handler<SessionAgent> = async (ctx) => {
  exigerRegie(ctx);
  const id = entierDe(ctx.params.id);
  const { courriel, papier } = await envoyerCampagne(ctx, id, acteurDe(ctx));
  return redirect(
    `/agent/campagnes/${id}/envoi`,
    `C’est envoyé : ${courriel} par courriel, ${papier} à imprimer.`,
  );
};
