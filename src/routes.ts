import * as adresseElectronique from './comptes/pages/adresse-electronique.tsx';
import * as appareils from './comptes/pages/appareils.tsx';
import * as attente from './comptes/pages/attente.tsx';
import { parActivation, parOubli } from './comptes/pages/choisir-mot-de-passe.tsx';
import * as connexion from './comptes/pages/connexion.tsx';
import * as courriel from './comptes/pages/courriel.tsx';
import * as deconnexion from './comptes/pages/deconnexion.ts';
import { activation, oubli } from './comptes/pages/demander-un-lien.tsx';
import * as motDePasse from './comptes/pages/mot-de-passe.tsx';
import * as reprise from './comptes/pages/reprise.tsx';
import type { Session, SessionAgent, SessionFamille } from './comptes/session.ts';
import * as attestation from './factures/documents/pages/attestation.ts';
import * as attestationsAgent from './factures/documents/pages/attestations-agent.tsx';
import * as attestationsFamille from './factures/documents/pages/attestations-famille.tsx';
import * as courrierPapier from './factures/documents/pages/courrier.ts';
import * as courrierRelances from './factures/documents/pages/courrier-relances.ts';
import * as envoiDeCampagne from './factures/documents/pages/envoi.tsx';
import * as factureAgent from './factures/documents/pages/facture-agent.ts';
import * as factureFamille from './factures/documents/pages/facture-famille.ts';
import * as impayes from './factures/documents/pages/impayes.tsx';
import * as quittance from './factures/documents/pages/quittance.ts';
import * as relances from './factures/documents/pages/relances.tsx';
import * as titres from './factures/documents/pages/titres.tsx';
import * as agentFamille from './familles/pages/agent/famille.tsx';
import * as agentFamilles from './familles/pages/agent/familles.tsx';
import * as enfants from './familles/pages/famille/enfants.tsx';
import * as historique from './familles/pages/famille/historique.tsx';
import * as informations from './familles/pages/famille/informations.tsx';
import * as agentMessage from './messages/pages/agent/message.tsx';
import * as agentMessages from './messages/pages/agent/messages.tsx';
import * as agentTraitement from './messages/pages/agent/traitement.ts';
import * as contact from './messages/pages/famille/contact.tsx';
import * as accessibilite from './pages/accessibilite.tsx';
import * as accueilPublic from './pages/accueil-public.tsx';
import * as aide from './pages/aide.tsx';
import * as apparence from './pages/apparence.ts';
import * as donneesPersonnelles from './pages/donnees-personnelles.tsx';
import * as mentionsLegales from './pages/mentions-legales.tsx';
import * as sante from './pages/sante.ts';
import * as santePret from './pages/sante-pret.ts';
import { guarded, type Route } from './platform/router.ts';
import * as accueilAgent from './reservations/pages/agent/accueil.ts';
import * as decisionGroupee from './reservations/pages/agent/decision-groupee.tsx';
import * as demandeAgent from './reservations/pages/agent/demande.tsx';
import * as demandesAgent from './reservations/pages/agent/demandes.tsx';
import * as accueilFamille from './reservations/pages/famille/accueil.tsx';
import * as annulation from './reservations/pages/famille/annulation.tsx';
import * as calendrier from './reservations/pages/famille/calendrier.tsx';
import * as demande from './reservations/pages/famille/demande.tsx';
import * as inscriptions from './reservations/pages/famille/inscriptions.tsx';
import * as preInscrire from './reservations/pages/famille/pre-inscrire.tsx';
import * as reservation from './reservations/pages/famille/reservation.tsx';

const ouverte = guarded<Session | null>('public', '');
const famille = guarded<SessionFamille>('famille', '/famille');
const agent = guarded<SessionAgent>('agent', '/agent');

/** Toutes les adresses de Préau, une ligne chacune. */
export const routes: Route[] = [
  // Public
  ouverte('/', accueilPublic),
  ouverte('/sante', sante),
  ouverte('/sante/pret', santePret),
  ouverte('/apparence.css', apparence),
  ouverte('/aide', aide),
  ouverte('/accessibilite', accessibilite),
  ouverte('/donnees-personnelles', donneesPersonnelles),
  ouverte('/mentions-legales', mentionsLegales),

  // Connexion
  ouverte('/connexion', connexion),
  ouverte('/connexion/attente', attente),
  ouverte('/deconnexion', deconnexion),
  ouverte('/mot-de-passe-oublie', oubli),
  ouverte('/mot-de-passe/:jeton', parOubli),
  ouverte('/activation', activation),
  ouverte('/activation/:jeton', parActivation),
  ouverte('/courriel/:jeton', courriel),
  ouverte('/reprise', reprise),

  // Familles
  famille('/famille/mot-de-passe', motDePasse),
  famille('/famille/appareils', appareils),
  famille('/famille', accueilFamille),
  famille('/famille/inscriptions', inscriptions),
  famille('/famille/reservations/:id', reservation),
  famille('/famille/reservations/:id/annulation', annulation),
  famille('/famille/demandes/:id', demande),
  famille('/famille/pre-inscrire', preInscrire),
  famille('/famille/pre-inscrire/calendrier', calendrier),
  famille('/famille/informations', informations),
  famille('/famille/adresse-electronique', adresseElectronique),
  famille('/famille/enfants', enfants),
  famille('/famille/historique', historique),
  famille('/famille/contact', contact),
  famille('/famille/factures/:id/pdf', factureFamille),
  famille('/famille/quittances/:id/pdf', quittance.pourFamille),
  famille('/famille/attestations', attestationsFamille),
  famille('/famille/attestations/:id/pdf', attestation.pourFamille),

  // Services
  agent('/agent/mot-de-passe', motDePasse),
  agent('/agent/appareils', appareils),
  agent('/agent', accueilAgent),
  agent('/agent/demandes', demandesAgent),
  agent('/agent/demandes/decision', decisionGroupee),
  agent('/agent/demandes/:id', demandeAgent),
  agent('/agent/familles', agentFamilles),
  agent('/agent/familles/:id', agentFamille),
  agent('/agent/factures/:id/pdf', factureAgent),
  agent('/agent/quittances/:id/pdf', quittance.pourAgent),
  agent('/agent/attestations', attestationsAgent),
  agent('/agent/attestations/:id/pdf', attestation.pourAgent),
  agent('/agent/campagnes/:id/envoi', envoiDeCampagne),
  agent('/agent/campagnes/:id/courrier.pdf', courrierPapier),
  agent('/agent/impayes', impayes),
  agent('/agent/impayes/relances', relances),
  agent('/agent/impayes/courrier.pdf', courrierRelances),
  agent('/agent/impayes/titres', titres),
  agent('/agent/impayes/titres.csv', titres.csv),
  agent('/agent/messages', agentMessages),
  agent('/agent/messages/:id', agentMessage),
  agent('/agent/messages/:id/traitement', agentTraitement),
];
