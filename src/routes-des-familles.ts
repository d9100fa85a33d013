import * as agenda from './agenda/pages/famille/agenda.tsx';
import * as adresseElectronique from './comptes/pages/adresse-electronique.tsx';
import * as appareils from './comptes/pages/appareils.tsx';
import * as cles from './comptes/pages/cles.tsx';
import * as motDePasse from './comptes/pages/mot-de-passe.tsx';
import type { SessionFamille } from './comptes/session.ts';
import * as messagesRecus from './diffusions/pages/famille/messages.tsx';
import * as attestation from './factures/documents/pages/attestation.ts';
import * as attestationsFamille from './factures/documents/pages/attestations-famille.tsx';
import * as factureFamille from './factures/documents/pages/facture-famille.ts';
import * as quittance from './factures/documents/pages/quittance.ts';
import * as compteDuMois from './factures/pages/famille/compte-du-mois.tsx';
import * as contestation from './factures/pages/famille/contestation.tsx';
import * as maFacture from './factures/pages/famille/facture.tsx';
import * as mesFactures from './factures/pages/famille/factures.tsx';
import * as enfants from './familles/pages/famille/enfants.tsx';
import * as historique from './familles/pages/famille/historique.tsx';
import * as informations from './familles/pages/famille/informations.tsx';
import * as contact from './messages/pages/famille/contact.tsx';
import * as conversation from './messages/pages/famille/conversation.tsx';
import * as payerEnLigne from './paiements/pages/famille/nouveau.tsx';
import * as paiement from './paiements/pages/famille/paiement.tsx';
import * as paiements from './paiements/pages/famille/paiements.tsx';
import { guarded, type Route } from './platform/router.ts';
import * as accueilFamille from './reservations/pages/famille/accueil.tsx';
import * as annulation from './reservations/pages/famille/annulation.tsx';
import * as calendrier from './reservations/pages/famille/calendrier.tsx';
import * as demande from './reservations/pages/famille/demande.tsx';
import * as inscriptions from './reservations/pages/famille/inscriptions.tsx';
import * as operation from './reservations/pages/famille/operation.tsx';
import * as placeProposee from './reservations/pages/famille/place.tsx';
import * as preInscrire from './reservations/pages/famille/pre-inscrire.tsx';
import * as reservation from './reservations/pages/famille/reservation.tsx';
import * as ficheFamille from './sante/pages/famille/fiche.tsx';
import * as estimation from './semaines-types/pages/estimation.ts';
import * as semaineType from './semaines-types/pages/semaine.tsx';
import * as mesTarifs from './tarifs/pages/famille/tarifs.tsx';

const famille = guarded<SessionFamille>('famille', '/famille');

/** L'espace des familles. */
export const routesDesFamilles: Route[] = [
  famille('/famille/mot-de-passe', motDePasse),
  famille('/famille/appareils', appareils),
  famille('/famille/cles', cles),
  famille('/famille/cles/:id/retrait', cles.retrait),
  famille('/famille', accueilFamille),
  famille('/famille/inscriptions', inscriptions),
  famille('/famille/agenda', agenda),
  famille('/famille/reservations/:id', reservation),
  famille('/famille/reservations/:id/annulation', annulation),
  famille('/famille/demandes/:id', demande),
  famille('/famille/operations/:id', operation),
  famille('/famille/places/:id', placeProposee),
  famille('/famille/semaine-type', semaineType),
  famille('/famille/semaine-type/estimation', estimation),
  famille('/famille/pre-inscrire', preInscrire),
  famille('/famille/pre-inscrire/calendrier', calendrier),
  famille('/famille/informations', informations),
  famille('/famille/adresse-electronique', adresseElectronique),
  famille('/famille/enfants', enfants),
  famille('/famille/enfants/:id/sante', ficheFamille),
  famille('/famille/historique', historique),
  famille('/famille/paiements', paiements),
  famille('/famille/paiements/nouveau', payerEnLigne),
  famille('/famille/paiements/:id', paiement),
  famille('/famille/tarifs', mesTarifs),
  famille('/famille/messages', messagesRecus),
  famille('/famille/contact', contact),
  famille('/famille/contact/:id', conversation),
  famille('/famille/factures', mesFactures),
  famille('/famille/factures/:id', maFacture),
  famille('/famille/compte-du-mois', compteDuMois),
  famille('/famille/contestations', contestation),
  famille('/famille/factures/:id/pdf', factureFamille),
  famille('/famille/quittances/:id/pdf', quittance.pourFamille),
  famille('/famille/attestations', attestationsFamille),
  famille('/famille/attestations/:id/pdf', attestation.pourFamille),
];
