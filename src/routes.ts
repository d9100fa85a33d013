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

const ouverte = guarded<Session | null>('public', '');
const famille = guarded<SessionFamille>('famille', '/famille');
const agent = guarded<SessionAgent>('agent', '/agent');

/** Toutes les adresses de Préau, une ligne chacune. */
export const routes: Route[] = [
  ouverte('/', accueilPublic),
  ouverte('/sante', sante),
  ouverte('/sante/pret', santePret),
  ouverte('/apparence.css', apparence),
  ouverte('/aide', aide),
  ouverte('/accessibilite', accessibilite),
  ouverte('/donnees-personnelles', donneesPersonnelles),
  ouverte('/mentions-legales', mentionsLegales),
  famille('/famille/informations', informations),
  famille('/famille/enfants', enfants),
  famille('/famille/historique', historique),
  famille('/famille/contact', contact),
  agent('/agent/familles', agentFamilles),
  agent('/agent/familles/:id', agentFamille),
  agent('/agent/messages', agentMessages),
  agent('/agent/messages/:id', agentMessage),
  agent('/agent/messages/:id/traitement', agentTraitement),
];
