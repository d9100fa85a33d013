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
import * as accueilPublic from './pages/accueil-public.tsx';
import * as apparence from './pages/apparence.ts';
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
  ouverte('/', accueilPublic),
  ouverte('/sante', sante),
  ouverte('/sante/pret', santePret),
  ouverte('/apparence.css', apparence),

  ouverte('/connexion', connexion),
  ouverte('/connexion/attente', attente),
  ouverte('/deconnexion', deconnexion),
  ouverte('/mot-de-passe-oublie', oubli),
  ouverte('/mot-de-passe/:jeton', parOubli),
  ouverte('/activation', activation),
  ouverte('/activation/:jeton', parActivation),
  ouverte('/courriel/:jeton', courriel),
  ouverte('/reprise', reprise),
  famille('/famille/mot-de-passe', motDePasse),
  famille('/famille/appareils', appareils),
  agent('/agent/mot-de-passe', motDePasse),
  agent('/agent/appareils', appareils),
  famille('/famille', accueilFamille),
  famille('/famille/inscriptions', inscriptions),
  famille('/famille/reservations/:id', reservation),
  famille('/famille/reservations/:id/annulation', annulation),
  famille('/famille/demandes/:id', demande),
  famille('/famille/pre-inscrire', preInscrire),
  famille('/famille/pre-inscrire/calendrier', calendrier),

  agent('/agent', accueilAgent),
  agent('/agent/demandes', demandesAgent),
  agent('/agent/demandes/decision', decisionGroupee),
  agent('/agent/demandes/:id', demandeAgent),
];
