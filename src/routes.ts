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
import * as agentAnomalie from './paiements/pages/agent/anomalie.tsx';
import * as agentConfiguration from './paiements/pages/agent/configuration.tsx';
import * as agentPaiements from './paiements/pages/agent/paiements.tsx';
import * as agentReleve from './paiements/pages/agent/releve.tsx';
import * as payerEnLigne from './paiements/pages/famille/nouveau.tsx';
import * as paiement from './paiements/pages/famille/paiement.tsx';
import * as paiements from './paiements/pages/famille/paiements.tsx';
import * as notificationDePaiement from './paiements/pages/public/notification.ts';
import * as retourDePaiement from './paiements/pages/public/retour.ts';
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
/** Le Trésor et la banque y postent : rien de ce qu'ils disent n'est cru sans vérification. */
const dehors = guarded<Session | null>('public', '', { crossOrigin: true });
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

  // Le Trésor, la banque
  dehors('/paiement/retour', retourDePaiement),
  dehors('/paiement/notification', notificationDePaiement),

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
  famille('/famille/paiements', paiements),
  famille('/famille/paiements/nouveau', payerEnLigne),
  famille('/famille/paiements/:id', paiement),
  famille('/famille/contact', contact),

  // Services
  agent('/agent/mot-de-passe', motDePasse),
  agent('/agent/appareils', appareils),
  agent('/agent', accueilAgent),
  agent('/agent/demandes', demandesAgent),
  agent('/agent/demandes/decision', decisionGroupee),
  agent('/agent/demandes/:id', demandeAgent),
  agent('/agent/familles', agentFamilles),
  agent('/agent/familles/:id', agentFamille),

  agent('/agent/paiements', agentPaiements),
  agent('/agent/paiements/releve', agentReleve),
  agent('/agent/paiements/configuration', agentConfiguration),
  agent('/agent/paiements/:id', agentAnomalie),
  agent('/agent/messages', agentMessages),
  agent('/agent/messages/:id', agentMessage),
  agent('/agent/messages/:id/traitement', agentTraitement),
];
