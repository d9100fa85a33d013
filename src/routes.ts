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
];
