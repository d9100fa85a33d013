import * as calendrier from './agenda/pages/public/calendrier.ts';
import * as installation from './collectivite/pages/public/installation.tsx';
import * as attente from './comptes/pages/attente.tsx';
import { parActivation, parOubli } from './comptes/pages/choisir-mot-de-passe.tsx';
import * as code from './comptes/pages/code.tsx';
import * as connexion from './comptes/pages/connexion.tsx';
import * as connexionParCle from './comptes/pages/connexion-cle.ts';
import * as courriel from './comptes/pages/courriel.tsx';
import * as deconnexion from './comptes/pages/deconnexion.ts';
import { activation, entree, oubli } from './comptes/pages/demander-un-lien.tsx';
import * as entrerParLien from './comptes/pages/entrer-par-lien.tsx';
import * as reprise from './comptes/pages/reprise.tsx';
import type { Session } from './comptes/session.ts';
import * as accessibilite from './pages/accessibilite.tsx';
import * as accueilPublic from './pages/accueil-public.tsx';
import * as aide from './pages/aide.tsx';
import * as apparence from './pages/apparence.ts';
import * as donneesPersonnelles from './pages/donnees-personnelles.tsx';
import * as logo from './pages/logo.ts';
import * as mentionsLegales from './pages/mentions-legales.tsx';
import * as sante from './pages/sante.ts';
import * as santePret from './pages/sante-pret.ts';
import * as notificationDePaiement from './paiements/pages/public/notification.ts';
import * as retourDePaiement from './paiements/pages/public/retour.ts';
import { guarded, type Route } from './platform/router.ts';
import * as place from './reservations/pages/place.tsx';

const ouverte = guarded<Session | null>('public', '');
/** Le Trésor et la banque y postent : rien de ce qu'ils disent n'est cru sans vérification. */
const dehors = guarded<Session | null>('public', '', { crossOrigin: true });

/** Ce que voit qui n'est pas connecté, et ce qu'appellent le Trésor et la banque. */
export const routesPubliques: Route[] = [
  // Public
  ouverte('/', accueilPublic),
  ouverte('/installation', installation),
  ouverte('/sante', sante),
  ouverte('/sante/pret', santePret),
  ouverte('/apparence.css', apparence),
  ouverte('/logo/:empreinte', logo),
  ouverte('/aide', aide),
  ouverte('/accessibilite', accessibilite),
  ouverte('/donnees-personnelles', donneesPersonnelles),
  ouverte('/mentions-legales', mentionsLegales),

  // Connexion
  ouverte('/connexion', connexion),
  ouverte('/connexion/attente', attente),
  ouverte('/connexion/code', code),
  ouverte('/connexion/cle', connexionParCle),
  ouverte('/connexion/lien', entree),
  ouverte('/connexion/lien/:jeton', entrerParLien),
  ouverte('/deconnexion', deconnexion),
  ouverte('/mot-de-passe-oublie', oubli),
  ouverte('/mot-de-passe/:jeton', parOubli),
  ouverte('/activation', activation),
  ouverte('/activation/:jeton', parActivation),
  ouverte('/courriel/:jeton', courriel),
  ouverte('/place/:jeton/:choix', place),
  ouverte('/calendrier/:jeton', calendrier),
  ouverte('/reprise', reprise),

  // Le Trésor, la banque
  dehors('/paiement/retour', retourDePaiement),
  dehors('/paiement/notification', notificationDePaiement),
];
