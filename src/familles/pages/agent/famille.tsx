import type { VNode } from 'preact';
import { aDesInformationsAVerifier } from '../../../a-traiter/actions/verifier.ts';
import { cadre } from '../../../cadre.tsx';
import { peut } from '../../../comptes/regles/droits.ts';
import type { SessionAgent } from '../../../comptes/session.ts';
import { JournalEnMots } from '../../../journal/fil.tsx';
import { ETATS_EN_MOTS } from '../../../messages/regles/conversation.ts';
import { Introuvable } from '../../../platform/errors.ts';
import { entierDe } from '../../../platform/forms.ts';
import type { Handler } from '../../../platform/http.ts';
import { ecrireInstant, jourLocal } from '../../../platform/instants.ts';
import { ecrireJourEnChiffres, type Jour } from '../../../platform/jours.ts';
import { anneeScolaireDu } from '../../../reservations/regles/admission.ts';
import { droitsDInscription } from '../../../reservations/regles/direct.ts';
import { fichesOuvertes, type ReperesVus, reperer } from '../../../sante/actions/lire.ts';
import { peutLireLesPayeurs } from '../../../tarifs/regles/acces.ts';
import { Carte, Cartes } from '../../../ui/accueil.tsx';
import { ListeDefinitions } from '../../../ui/ensembles.tsx';
import { Bouton, Boutons, Formulaire } from '../../../ui/formulaire.tsx';
import { Message } from '../../../ui/message.tsx';
import { MarquePai } from '../../../ui/reperes.tsx';
import { type Colonne, Tableau } from '../../../ui/tableau.tsx';
import { communeAVerifier, direAge } from '../../regles/famille.ts';
import {
  chercherDossier,
  type DemandeDuDossier,
  type DossierFamille,
  listerDernieresDemandes,
  listerJournalDuDossier,
  listerMessagesDuDossier,
  type MessageDuDossier,
} from '../../requetes/services.ts';

const LIGNES_AU_PLUS = 20;

/** Le dossier d'une famille : adultes, enfants, dernières demandes, messages, journal. */
export const GET: Handler<SessionAgent> = async (ctx) => {
  const id = entierDe(ctx.params.id);
  const { structures } = ctx.session.agent;
  const { fuseau } = ctx.commune;
  const jour = jourLocal(ctx.clock.now(), fuseau);
  const dossier = await chercherDossier(ctx.db, structures, id, anneeScolaireDu(jour));
  if (!dossier) throw new Introuvable();
  const demandes = await listerDernieresDemandes(ctx.db, structures, id, LIGNES_AU_PLUS);
  const messages = await listerMessagesDuDossier(ctx.db, structures, id, LIGNES_AU_PLUS);
  const enfants = dossier.enfants.map((e) => e.id);
  const reperes = await reperer(ctx.db, ctx.session.agent, null, enfants);
  const fiches = await fichesOuvertes(ctx.db, ctx.session.agent, enfants, jour);
  const journal = await listerJournalDuDossier(ctx.db, structures, id, LIGNES_AU_PLUS);
  const tient = peut(ctx.session.agent, 'tenir', { type: 'famille', structureId: null }).oui;
  const aVerifier = tient && (await aDesInformationsAVerifier(ctx.db, id));
  return cadre(
    ctx,
    {
      titre: `Famille ${dossier.nom}`,
      filAriane: [{ libelle: 'Familles', href: '/agent/familles' }, { libelle: dossier.nom }],
    },
    <>
      <h1>Famille {dossier.nom}</h1>
      <CommunesAVerifier dossier={dossier} />
      {aVerifier && <InformationsAVerifier familleId={id} />}
      <FairePour dossier={dossier} agent={ctx.session.agent} />
      {peutLireLesPayeurs(ctx.session.agent) && (
        <p class="liens">
          <a href={`/agent/familles/${id}/quotients`}>Quotients et paniers-repas</a>
          <a href={`/agent/familles/${id}/payeurs`}>Qui paie</a>
        </p>
      )}
      <Adultes dossier={dossier} />
      <Enfants
        enfants={dossier.enfants}
        ailleurs={dossier.enfantsAilleurs}
        jour={jour}
        reperes={reperes}
        fiches={fiches}
      />
      <Demandes demandes={demandes} fuseau={fuseau} />
      <Messages messages={messages} fuseau={fuseau} />
      <section class="pile">
        <h2>Historique</h2>
        <JournalEnMots lignes={journal} fuseau={fuseau} />
      </section>
    </>,
  );
};

/** L'inscription directe, pour qui en a le rôle ; sans adulte, personne à qui le dire. */
function FairePour(props: { dossier: DossierFamille; agent: SessionAgent['agent'] }): VNode | null {
  const { dossier, agent } = props;
  if (!droitsDInscription(agent)) return null;
  if (dossier.responsables.length === 0)
    return <p class="discret">Ajoutez un adulte à ce dossier pour inscrire en son nom.</p>;
  return (
    <Boutons>
      <Bouton href={`/agent/familles/${dossier.id}/faire-pour`} icone="inscrire">
        Faire pour la famille
      </Bouton>
    </Boutons>
  );
}

/** Ce que la famille a changé reste « À traiter » jusqu'à ce qu'un agent dise l'avoir regardé. */
function InformationsAVerifier({ familleId }: { familleId: number }) {
  return (
    <Message ton="info" titre="Une adresse a changé en ligne" vivant={false}>
      L’historique, plus bas, dit quand et par qui.
      <Formulaire action={`/agent/familles/${familleId}/verification`}>
        <Boutons>
          <Bouton icone="coche" allure="secondaire">
            C’est vérifié
          </Bouton>
        </Boutons>
      </Formulaire>
    </Message>
  );
}

/** La commune écrite en ligne n'ouvre pas de droits : à un agent de décider, pièce en main. */
function CommunesAVerifier({ dossier }: { dossier: DossierFamille }) {
  const declarees = dossier.responsables.filter((r) =>
    communeAVerifier(r.commune, dossier.communeRetenue),
  );
  if (declarees.length === 0) return null;
  const qui = declarees.map((r) => `${r.nom} a écrit « ${r.commune} »`).join(', ');
  return (
    <Message ton="attention" titre="Commune à vérifier" vivant={false}>
      {dossier.communeRetenue
        ? `${qui} ; la commune retenue pour les droits reste ${dossier.communeRetenue} jusqu’à vérification.`
        : `${qui} ; aucune commune n’est encore retenue pour les droits.`}
    </Message>
  );
}

const QUALITES: Record<string, string> = {
  mere: 'Mère',
  pere: 'Père',
  tuteur: 'Tuteur ou tutrice',
  autre: 'Autre adulte',
};

function Adultes({ dossier }: { dossier: DossierFamille }): VNode {
  return (
    <section class="pile">
      <h2>Adultes</h2>
      <Cartes>
        {dossier.responsables.map((r) => (
          <Carte key={r.id} titre={r.nom} niveau={3}>
            <ListeDefinitions
              elements={[
                { terme: 'Qualité', valeur: QUALITES[r.qualite] ?? r.qualite },
                {
                  terme: 'E-mail',
                  valeur: r.courriel ? (
                    <a href={`mailto:${r.courriel}`}>{r.courriel}</a>
                  ) : (
                    'Aucune adresse'
                  ),
                },
                { terme: 'Téléphone', valeur: r.telephone || 'Non renseigné' },
                { terme: 'Portable', valeur: r.portable || 'Non renseigné' },
                {
                  terme: 'Adresse',
                  valeur: r.adresse
                    ? `${r.adresse}, ${r.codePostal} ${r.commune}`
                    : 'Non renseignée',
                },
                {
                  terme: 'Facture',
                  valeur: r.factureElectronique ? 'Par e-mail' : 'Sur papier',
                },
              ]}
            />
          </Carte>
        ))}
      </Cartes>
      <p>Commune retenue pour les droits : {dossier.communeRetenue ?? 'à préciser'}.</p>
    </section>
  );
}

function Enfants(props: {
  enfants: DossierFamille['enfants'];
  ailleurs: number;
  jour: Jour;
  reperes: ReperesVus;
  fiches: ReadonlySet<number>;
}): VNode {
  const { ailleurs } = props;
  const { parEnfant } = props.reperes;
  return (
    <section class="pile">
      {props.enfants.length === 0 ? (
        <p class="discret">Aucun enfant dans ce dossier.</p>
      ) : (
        <Tableau
          titre="Enfants"
          lignes={props.enfants}
          cle={(e) => e.id}
          colonnes={[
            { titre: 'Enfant', entete: true, cellule: (e) => e.nom },
            { titre: 'Âge', cellule: (e) => direAge(e.neLe, props.jour) },
            { titre: 'Né(e) le', cellule: (e) => ecrireJourEnChiffres(e.neLe) },
            { titre: 'Classe', cellule: (e) => e.classe ?? 'Pas encore connue' },
            ...(parEnfant.size > 0 ? [sante(props.reperes, props.fiches)] : []),
          ]}
        />
      )}
      {ailleurs > 0 && (
        <p class="discret">
          {ailleurs === 1
            ? 'Un autre enfant de cette famille est accueilli par une autre structure.'
            : `${ailleurs} autres enfants de cette famille sont accueillis par d’autres structures.`}
        </p>
      )}
    </section>
  );
}

/** Un PAI existe, ou non ; la fiche, pour qui peut l'ouvrir. */
function sante(
  { parEnfant }: ReperesVus,
  fiches: ReadonlySet<number>,
): Colonne<DossierFamille['enfants'][number]> {
  return {
    titre: 'PAI',
    cellule: (e) => (
      <>
        {parEnfant.get(e.id)?.pai ? <MarquePai nom={e.nom} /> : 'Non'}{' '}
        {fiches.has(e.id) && (
          <a href={`/agent/enfants/${e.id}/sante`}>
            Fiche sanitaire <span class="vh">de {e.nom}</span>
          </a>
        )}
      </>
    ),
  };
}

function Demandes(props: { demandes: readonly DemandeDuDossier[]; fuseau: string }): VNode {
  if (props.demandes.length === 0) return <p class="discret">Aucune demande.</p>;
  return (
    <Tableau
      titre="Dernières demandes"
      lignes={props.demandes}
      cle={(d) => d.id}
      colonnes={[
        {
          titre: 'Demande',
          entete: true,
          cellule: (d) => <a href={`/agent/demandes/${d.id}`}>N° {d.id}</a>,
        },
        { titre: 'Enfant', cellule: (d) => d.enfant },
        { titre: 'Activité', cellule: (d) => `${d.activite}, ${d.periode}` },
        { titre: 'Jours', nombre: true, cellule: (d) => d.jours },
        { titre: 'Reçue', cellule: (d) => ecrireInstant(d.recueLe, props.fuseau) },
        { titre: 'État', cellule: (d) => (d.traiteeLe ? 'Traitée' : 'À traiter') },
      ]}
    />
  );
}

function Messages(props: { messages: readonly MessageDuDossier[]; fuseau: string }): VNode {
  if (props.messages.length === 0) return <p class="discret">Aucun message.</p>;
  return (
    <Tableau
      titre="Messages"
      lignes={props.messages}
      cle={(m) => m.id}
      colonnes={[
        {
          titre: 'Message',
          entete: true,
          cellule: (m) => <a href={`/agent/messages/${m.id}`}>{`N° ${m.id}, ${m.objet}`}</a>,
        },
        { titre: 'De', cellule: (m) => m.expediteur },
        { titre: 'Reçu', cellule: (m) => ecrireInstant(m.recuLe, props.fuseau) },
        { titre: 'État', cellule: (m) => ETATS_EN_MOTS[m.etat] },
      ]}
    />
  );
}
