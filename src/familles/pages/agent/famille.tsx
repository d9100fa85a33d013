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
import { anneeScolaireDu } from '../../../reservations/regles/admission.ts';
import { droitsDInscription } from '../../../reservations/regles/direct.ts';
import { fichesOuvertes, reperer } from '../../../sante/actions/lire.ts';
import { peutLireLesPayeurs } from '../../../tarifs/regles/acces.ts';
import { Bouton, Boutons, Formulaire } from '../../../ui/formulaire.tsx';
import { Message } from '../../../ui/message.tsx';
import { Tableau } from '../../../ui/tableau.tsx';
import { communeAVerifier } from '../../regles/famille.ts';
import {
  chercherDossier,
  type DemandeDuDossier,
  type DossierFamille,
  listerDernieresDemandes,
  listerJournalDuDossier,
  listerMessagesDuDossier,
  type MessageDuDossier,
} from '../../requetes/services.ts';
import { listerAVenir, listerFacturesDuDossier } from '../../requetes/suite.ts';
import { Adultes, Enfants } from './famille-personnes.tsx';
import { Factures, ListeAVenir } from './famille-suite.tsx';

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
  const aVenir = await listerAVenir(ctx.db, structures, id, jour);
  const voitLArgent = peut(ctx.session.agent, 'lire', { type: 'regie', structureId: null }).oui;
  const factures = voitLArgent ? await listerFacturesDuDossier(ctx.db, id, LIGNES_AU_PLUS) : null;
  const aVerifier = tient && (await aDesInformationsAVerifier(ctx.db, id));
  return cadre(
    ctx,
    {
      titre: `Famille ${dossier.nom}`,
      filAriane: [{ libelle: 'Familles', href: '/agent/familles' }, { libelle: dossier.nom }],
    },
    <>
      <h1>Famille {dossier.nom}</h1>
      {dossier.archiveeLe && (
        <Archivee
          id={id}
          le={ecrireInstant(dossier.archiveeLe, fuseau, { annee: true })}
          tient={tient}
        />
      )}
      <CommunesAVerifier dossier={dossier} />
      {aVerifier && <InformationsAVerifier familleId={id} />}
      <FairePour dossier={dossier} agent={ctx.session.agent} />
      {peutLireLesPayeurs(ctx.session.agent) && (
        <p class="liens">
          <a href={`/agent/familles/${id}/quotients`}>Quotients et paniers-repas</a>
          <a href={`/agent/familles/${id}/payeurs`}>Qui paie</a>
        </p>
      )}
      {tient && !dossier.archiveeLe && <Tenir id={id} />}
      <Adultes dossier={dossier} tient={tient} />
      <Enfants
        enfants={dossier.enfants}
        ailleurs={dossier.enfantsAilleurs}
        lien={tient ? `/agent/familles/${id}/enfants/` : null}
        jour={jour}
        reperes={reperes}
        fiches={fiches}
      />
      <ListeAVenir lignes={aVenir} />
      {factures && <Factures factures={factures} />}
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
  if (!droitsDInscription(agent) || dossier.archiveeLe) return null;
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

/** Ce que l'agent qui tient le dossier peut y changer. */
function Tenir({ id }: { id: number }): VNode {
  const base = `/agent/familles/${id}`;
  return (
    <p class="liens">
      <a href={`${base}/dossier`}>Corriger le dossier</a>
      <a href={`${base}/adultes/nouveau`}>Ajouter un adulte</a>
      <a href={`${base}/enfants/nouveau`}>Ajouter un enfant</a>
      <a href={`${base}/separation`}>Séparer ce dossier</a>
      <a href={`${base}/archivage`}>Archiver</a>
    </p>
  );
}

function Archivee({ id, le, tient }: { id: number; le: string; tient: boolean }): VNode {
  return (
    <Message ton="attention" titre={`Dossier archivé ${le}`} vivant={false}>
      <p>Il n’est plus dans les listes, et ses adultes n’entrent plus.</p>
      {tient && (
        <Formulaire action={`/agent/familles/${id}/archivage`}>
          <Boutons>
            <Bouton nom="geste" valeur="desarchiver" allure="secondaire">
              Remettre dans les listes
            </Bouton>
          </Boutons>
        </Formulaire>
      )}
    </Message>
  );
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
