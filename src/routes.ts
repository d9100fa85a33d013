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
import * as exemplesDeGrille from './tarifs/pages/agent/exemples.ts';
import * as grille from './tarifs/pages/agent/grille.tsx';
import * as grilles from './tarifs/pages/agent/grilles.ts';
import * as publicationDeGrille from './tarifs/pages/agent/publication.ts';
import * as quotients from './tarifs/pages/agent/quotients.tsx';
import * as suppressionDeGrille from './tarifs/pages/agent/suppression.ts';
import * as tarifs from './tarifs/pages/agent/tarifs.tsx';
import * as mesTarifs from './tarifs/pages/famille/tarifs.tsx';

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
  famille('/famille/tarifs', mesTarifs),
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
  agent('/agent/familles/:id/quotients', quotients),
  agent('/agent/tarifs', tarifs),
  agent('/agent/tarifs/grilles', grilles),
  agent('/agent/tarifs/grilles/:id', grille),
  agent('/agent/tarifs/grilles/:id/exemples', exemplesDeGrille),
  agent('/agent/tarifs/grilles/:id/publication', publicationDeGrille),
  agent('/agent/tarifs/grilles/:id/suppression', suppressionDeGrille),
  agent('/agent/messages', agentMessages),
  agent('/agent/messages/:id', agentMessage),
  agent('/agent/messages/:id/traitement', agentTraitement),
];
