import * as aTraiter from './a-traiter/pages/agent/a-traiter.tsx';
import * as verificationDInformations from './a-traiter/pages/agent/verification.ts';
import * as activiteAgent from './activites/pages/agent/activite.tsx';
import * as activitesAgent from './activites/pages/agent/activites.tsx';
import * as admissionAgent from './activites/pages/agent/admission.tsx';
import * as copieDActivite from './activites/pages/agent/copie.tsx';
import * as delaisAgent from './activites/pages/agent/delais.tsx';
import * as groupesAgent from './activites/pages/agent/groupes.tsx';
import * as jaugesAgent from './activites/pages/agent/jauges.tsx';
import * as joursAgent from './activites/pages/agent/jours.tsx';
import * as listeAttenteAgent from './activites/pages/agent/liste-attente.tsx';
import * as prestationsAgent from './activites/pages/agent/prestations.tsx';
import * as reconductions from './activites/pages/agent/reconductions.tsx';
import * as rythmeAgent from './activites/pages/agent/rythme.tsx';
import * as actualite from './actualites/pages/agent/actualite.tsx';
import * as actualites from './actualites/pages/agent/actualites.tsx';
import * as nouvelleActualite from './actualites/pages/agent/nouvelle.tsx';
import * as classe from './collectivite/pages/agent/classe.tsx';
import * as collectivite from './collectivite/pages/agent/collectivite.tsx';
import * as communes from './collectivite/pages/agent/communes.tsx';
import * as ecole from './collectivite/pages/agent/ecole.tsx';
import * as ecoles from './collectivite/pages/agent/ecoles.tsx';
import * as miseEnRoute from './collectivite/pages/agent/mise-en-route.tsx';
import * as passage from './collectivite/pages/agent/passage.tsx';
import * as structure from './collectivite/pages/agent/structure.tsx';
import * as structures from './collectivite/pages/agent/structures.tsx';
import * as unAgent from './comptes/pages/agent/agent.tsx';
import * as agents from './comptes/pages/agent/agents.tsx';
import * as doubleAuthentification from './comptes/pages/agent/double-authentification.tsx';
import * as nouvelAgent from './comptes/pages/agent/nouvel-agent.tsx';
import * as appareils from './comptes/pages/appareils.tsx';
import * as cles from './comptes/pages/cles.tsx';
import * as motDePasse from './comptes/pages/mot-de-passe.tsx';
import type { SessionAgent } from './comptes/session.ts';
import * as diffusion from './diffusions/pages/agent/diffusion.tsx';
import * as diffusions from './diffusions/pages/agent/diffusions.tsx';
import * as nouvelleDiffusion from './diffusions/pages/agent/nouvelle.tsx';
import { droitsDe } from './droits-des-pages.ts';
import * as cuisine from './effectifs/pages/agent/cuisine.tsx';
import * as effectifs from './effectifs/pages/agent/effectifs.tsx';
import * as exportsDuPortail from './exports/pages/agent/exports.tsx';
import * as attestation from './factures/documents/pages/attestation.ts';
import * as attestationsAgent from './factures/documents/pages/attestations-agent.tsx';
import * as courrierPapier from './factures/documents/pages/courrier.ts';
import * as courrierRelances from './factures/documents/pages/courrier-relances.ts';
import * as envoiDeCampagne from './factures/documents/pages/envoi.tsx';
import * as factureAgent from './factures/documents/pages/facture-agent.ts';
import * as impayes from './factures/documents/pages/impayes.tsx';
import * as quittance from './factures/documents/pages/quittance.ts';
import * as relances from './factures/documents/pages/relances.tsx';
import * as titres from './factures/documents/pages/titres.tsx';
import * as campagneAgent from './factures/pages/agent/campagne.tsx';
import * as campagnesAgent from './factures/pages/agent/campagnes.tsx';
import * as contestationsAgent from './factures/pages/agent/contestations.tsx';
import * as pageFactureAgent from './factures/pages/agent/facture.tsx';
import * as payeurs from './factures/pages/agent/payeurs.tsx';
import * as accesDAdulte from './familles/pages/agent/acces.tsx';
import * as adulteTenu from './familles/pages/agent/adulte.tsx';
import * as archivageDeFamille from './familles/pages/agent/archivage.tsx';
import * as famillesDormantes from './familles/pages/agent/dormantes.tsx';
import * as dossierTenu from './familles/pages/agent/dossier.tsx';
import * as enfantTenu from './familles/pages/agent/enfant.tsx';
import * as agentFamille from './familles/pages/agent/famille.tsx';
import * as agentFamilles from './familles/pages/agent/familles.tsx';
import * as nouvelleFamille from './familles/pages/agent/nouvelle.tsx';
import * as suggestionsDeFamilles from './familles/pages/agent/suggestions.ts';
import * as fermeture from './fermetures/pages/agent/fermeture.tsx';
import * as fermetures from './fermetures/pages/agent/fermetures.tsx';
import * as nouvelleFermeture from './fermetures/pages/agent/nouvelle.tsx';
import * as dossiersEnDouble from './fusions/pages/doublons.tsx';
import * as fusion from './fusions/pages/fusion.tsx';
import * as separation from './fusions/pages/separation.tsx';
import { suivreLaFusion } from './fusions/suivre.ts';
import * as importDeFamilles from './imports/pages/agent/import.tsx';
import * as importsDeFamilles from './imports/pages/agent/imports.tsx';
import * as modeleDImport from './imports/pages/agent/modele.ts';
import * as liste from './listes/pages/agent/liste.tsx';
import * as listes from './listes/pages/agent/listes.tsx';
import * as agentMessage from './messages/pages/agent/message.tsx';
import * as agentMessages from './messages/pages/agent/messages.tsx';
import * as aideDesServices from './pages/aide-des-services/page.tsx';
import * as agentAnomalie from './paiements/pages/agent/anomalie.tsx';
import * as agentConfiguration from './paiements/pages/agent/configuration.tsx';
import * as agentPaiements from './paiements/pages/agent/paiements.tsx';
import * as agentReleve from './paiements/pages/agent/releve.tsx';
import { guarded, type Route } from './platform/router.ts';
import * as correctionsDePointage from './pointages/pages/agent/corrections.tsx';
import * as feuille from './pointages/pages/agent/feuille.tsx';
import * as feuilles from './pointages/pages/agent/feuilles.tsx';
import * as regieAccueil from './regie/pages/agent/accueil.tsx';
import * as regieBordereau from './regie/pages/agent/bordereau.tsx';
import * as regieBordereaux from './regie/pages/agent/bordereaux.tsx';
import * as regieCloture from './regie/pages/agent/cloture.tsx';
import * as regieContrepassations from './regie/pages/agent/contrepassations.tsx';
import * as regieCredit from './regie/pages/agent/credit.ts';
import * as regieEcritures from './regie/pages/agent/ecritures.tsx';
import * as regieEncaisser from './regie/pages/agent/encaisser.tsx';
import * as regieJournal from './regie/pages/agent/journal.tsx';
import * as regieLot from './regie/pages/agent/lot.tsx';
import * as regieMandat from './regie/pages/agent/mandat.tsx';
import * as regiePrelevements from './regie/pages/agent/prelevements.tsx';
import * as regieReglages from './regie/pages/agent/regie-reglages.tsx';
import * as regies from './regie/pages/agent/regies.tsx';
import * as regieReglement from './regie/pages/agent/reglement.tsx';
import * as regieVersements from './regie/pages/agent/versements.tsx';
import * as accueilAgent from './reservations/pages/agent/accueil.ts';
import * as annulationDirecte from './reservations/pages/agent/annulation-directe.tsx';
import * as attenteAgent from './reservations/pages/agent/attente.tsx';
import * as calendrierDirect from './reservations/pages/agent/calendrier.ts';
import * as decisionGroupee from './reservations/pages/agent/decision-groupee.tsx';
import * as demandeAgent from './reservations/pages/agent/demande.tsx';
import * as fairePour from './reservations/pages/agent/faire-pour.tsx';
import * as fileAgent from './reservations/pages/agent/file.tsx';
import * as remplissage from './reservations/pages/agent/remplissage.tsx';
import * as caseDeRemplissage from './reservations/pages/agent/remplissage-case.tsx';
import { routesDesFamilles } from './routes-des-familles.ts';
import { routesPubliques } from './routes-publiques.ts';
import * as dureesDeSante from './sante/pages/agent/durees.tsx';
import * as ficheAgent from './sante/pages/agent/fiche.tsx';
import * as regimes from './sante/pages/agent/regimes.tsx';
import * as exemplesDeGrille from './tarifs/pages/agent/exemples.ts';
import * as grille from './tarifs/pages/agent/grille.tsx';
import * as grilles from './tarifs/pages/agent/grilles.ts';
import * as publicationDeGrille from './tarifs/pages/agent/publication.ts';
import * as quotients from './tarifs/pages/agent/quotients.tsx';
import * as suppressionDeGrille from './tarifs/pages/agent/suppression.ts';
import * as tarifs from './tarifs/pages/agent/tarifs.tsx';

/** Le droit de chaque page des services : src/droits-des-pages.ts. */
const agent = guarded<SessionAgent>('agent', '/agent', { rights: droitsDe });

/** Toutes les adresses de Préau, une ligne chacune ; ici celles des services. */
export const routes: Route[] = [
  ...routesPubliques,
  ...routesDesFamilles,

  // Services
  agent('/agent/mot-de-passe', motDePasse),
  agent('/agent/appareils', appareils),
  agent('/agent/cles', cles),
  agent('/agent/cles/:id/retrait', cles.retrait),
  agent('/agent/double-authentification', doubleAuthentification),
  agent('/agent/double-authentification/codes', doubleAuthentification.codes),
  agent('/agent/double-authentification/retrait', doubleAuthentification.retrait),
  agent('/agent', accueilAgent),
  agent('/agent/demandes', aTraiter),
  agent('/agent/familles/:id/verification', verificationDInformations),
  agent('/agent/demandes/decision', decisionGroupee),
  agent('/agent/demandes/:id', demandeAgent),
  agent('/agent/activites', activitesAgent),
  agent('/agent/reconductions', reconductions),
  agent('/agent/activites/:id', activiteAgent),
  agent('/agent/activites/:id/admission', admissionAgent),
  agent('/agent/activites/:id/groupes', groupesAgent),
  agent('/agent/activites/:id/groupes/retrait', groupesAgent.retrait),
  agent('/agent/activites/:id/prestations', prestationsAgent),
  agent('/agent/activites/:id/prestations/retrait', prestationsAgent.retrait),
  agent('/agent/activites/:id/jauges', jaugesAgent),
  agent('/agent/activites/:id/jauges/retrait', jaugesAgent.retrait),
  agent('/agent/activites/:id/rythme', rythmeAgent),
  agent('/agent/activites/:id/jours-particuliers', rythmeAgent.jours),
  agent('/agent/activites/:id/ouvertures', activiteAgent.ouvertures),
  agent('/agent/activites/:id/delais', delaisAgent),
  agent('/agent/activites/:id/jours', joursAgent),
  agent('/agent/activites/:id/liste-attente', listeAttenteAgent),
  agent('/agent/activites/:id/cuisine', cuisine),
  agent('/agent/activites/:id/copie', copieDActivite),
  agent('/agent/aide', aideDesServices),
  agent('/agent/agents', agents),
  agent('/agent/agents/nouveau', nouvelAgent),
  agent('/agent/agents/:id', unAgent),
  agent('/agent/agents/:id/suspension', unAgent.suspension),
  agent('/agent/agents/:id/reactivation', unAgent.reactivation),
  agent('/agent/agents/:id/invitation', unAgent.invitation),
  agent('/agent/agents/:id/double-authentification', unAgent.doubleAuthentification),
  agent('/agent/mise-en-route', miseEnRoute),
  agent('/agent/collectivite', collectivite),
  agent('/agent/collectivite/logo', collectivite.logo),
  agent('/agent/communes', communes),
  agent('/agent/exports', exportsDuPortail),
  agent('/agent/imports', importsDeFamilles),
  agent('/agent/imports/modele.csv', modeleDImport),
  agent('/agent/imports/:id', importDeFamilles),
  agent('/agent/regies', regies),
  agent('/agent/regies/:id', regieReglages),
  agent('/agent/regies/:id/activites', regieReglages.activites),
  agent('/agent/structures', structures),
  agent('/agent/structures/:id', structure),
  agent('/agent/structures/:id/etat', structure.etat),
  agent('/agent/ecoles', ecoles),
  agent('/agent/ecoles/:id', ecole),
  agent('/agent/ecoles/:id/classes', ecole.classes),
  agent('/agent/ecoles/:id/passage', passage),
  agent('/agent/ecoles/:id/passage/retrait', passage.retrait),
  agent('/agent/classes/:id', classe),
  agent('/agent/remplissage', remplissage),
  agent('/agent/remplissage/:jauge/:jour', caseDeRemplissage),
  agent('/agent/remplissage/:jauge/:jour/capacite', caseDeRemplissage.capacite),
  agent('/agent/attente', attenteAgent),
  agent('/agent/attente/:activite/:jour', fileAgent),
  agent('/agent/listes', listes),
  agent('/agent/listes/:prestation/:jour', liste),
  agent('/agent/listes/:prestation/:jour/liste.csv', liste.csv),
  agent('/agent/listes/:prestation/:jour/liste.xlsx', liste.classeur),
  agent('/agent/effectifs', effectifs),
  agent('/agent/effectifs/effectifs.csv', effectifs.fichier),
  agent('/agent/familles', agentFamilles),
  agent('/agent/familles/suggestions', suggestionsDeFamilles),
  agent('/agent/familles/nouvelle', nouvelleFamille),
  agent('/agent/familles/doublons', dossiersEnDouble),
  agent('/agent/familles/:id/fusion/:autre', fusion),
  agent('/agent/familles/:id/separation', suivreLaFusion(separation)),
  agent('/agent/familles/dormantes', famillesDormantes),
  agent('/agent/familles/:id', suivreLaFusion(agentFamille)),
  agent('/agent/familles/:id/dossier', dossierTenu),
  agent('/agent/familles/:id/archivage', archivageDeFamille),
  agent('/agent/familles/:id/adultes/nouveau', adulteTenu.nouveau),
  agent('/agent/familles/:id/adultes/:adulte', adulteTenu),
  agent('/agent/familles/:id/adultes/:adulte/acces', accesDAdulte),
  agent('/agent/familles/:id/enfants/nouveau', enfantTenu.nouveau),
  agent('/agent/familles/:id/enfants/:enfant', enfantTenu),
  agent('/agent/familles/:id/faire-pour', suivreLaFusion(fairePour)),
  agent('/agent/familles/:id/faire-pour/calendrier', suivreLaFusion(calendrierDirect)),
  agent('/agent/familles/:id/faire-pour/reservations/:reservation', annulationDirecte),
  agent('/agent/campagnes', campagnesAgent),
  agent('/agent/contestations', contestationsAgent),
  agent('/agent/campagnes/:id', campagneAgent),
  agent('/agent/factures/:id', pageFactureAgent),
  agent('/agent/factures/:id/pdf', factureAgent),
  agent('/agent/quittances/:id/pdf', quittance.pourAgent),
  agent('/agent/attestations', attestationsAgent),
  agent('/agent/attestations/:id/pdf', attestation.pourAgent),
  agent('/agent/campagnes/:id/envoi', envoiDeCampagne),
  agent('/agent/campagnes/:id/courrier.pdf', courrierPapier),
  agent('/agent/familles/:id/quotients', suivreLaFusion(quotients)),
  agent('/agent/familles/:id/payeurs', suivreLaFusion(payeurs)),
  agent('/agent/enfants/:id/sante', ficheAgent),
  agent('/agent/durees-de-sante', dureesDeSante),
  agent('/agent/regimes', regimes),
  agent('/agent/regimes/:id/retrait', regimes.retrait),
  agent('/agent/tarifs', tarifs),
  agent('/agent/tarifs/grilles', grilles),
  agent('/agent/tarifs/grilles/:id', grille),
  agent('/agent/tarifs/grilles/:id/exemples', exemplesDeGrille),
  agent('/agent/tarifs/grilles/:id/publication', publicationDeGrille),
  agent('/agent/tarifs/grilles/:id/suppression', suppressionDeGrille),
  agent('/agent/impayes', impayes),
  agent('/agent/impayes/relances', relances),
  agent('/agent/impayes/courrier.pdf', courrierRelances),
  agent('/agent/impayes/titres', titres),
  agent('/agent/impayes/titres.csv', titres.csv),

  agent('/agent/paiements', agentPaiements),
  agent('/agent/paiements/releve', agentReleve),
  agent('/agent/paiements/configuration', agentConfiguration),
  agent('/agent/paiements/:id', agentAnomalie),
  agent('/agent/fermetures', fermetures),
  agent('/agent/fermetures/nouvelle', nouvelleFermeture),
  agent('/agent/fermetures/:id', fermeture),
  agent('/agent/fermetures/:id/confirmation', fermeture.confirmation),
  agent('/agent/fermetures/:id/envoi', fermeture.envoi),
  agent('/agent/fermetures/:id/retrait', fermeture.retrait),
  agent('/agent/pointages', feuilles),
  agent('/agent/pointages/:prestation/:jour', feuille),
  agent('/agent/pointages/:prestation/:jour/enfants/:enfant', correctionsDePointage),
  agent('/agent/actualites', actualites),
  agent('/agent/actualites/nouvelle', nouvelleActualite),
  agent('/agent/actualites/:id', actualite),
  agent('/agent/actualites/:id/etat', actualite.etat),
  agent('/agent/diffusions', diffusions),
  agent('/agent/diffusions/nouvelle', nouvelleDiffusion),
  agent('/agent/diffusions/:id', diffusion),
  agent('/agent/diffusions/:id/lancement', diffusion.lancement),
  agent('/agent/diffusions/:id/arret', diffusion.arret),
  agent('/agent/messages', agentMessages),
  agent('/agent/messages/:id', agentMessage),
  agent('/agent/messages/:id/reponses', agentMessage.reponses),
  agent('/agent/messages/:id/suivi', agentMessage.suivi),

  // Régie
  agent('/agent/regie', regieAccueil),
  agent('/agent/regie/encaisser', regieEncaisser),
  agent('/agent/regie/payeurs/:id/credit', regieCredit),
  agent('/agent/regie/reglements/:id', regieReglement),
  agent('/agent/regie/journal', regieJournal),
  agent('/agent/regie/journal.csv', regieJournal.fichier),
  agent('/agent/regie/contrepassations', regieContrepassations),
  agent('/agent/regie/bordereaux', regieBordereaux),
  agent('/agent/regie/bordereaux/:id', regieBordereau),
  agent('/agent/regie/versements', regieVersements),
  agent('/agent/regie/cloture', regieCloture),
  agent('/agent/regie/ecritures', regieEcritures),
  agent('/agent/regie/mandats', regieMandat),
  agent('/agent/regie/mandats/:id/revocation', regiePrelevements.revocation),
  agent('/agent/regie/prelevements', regiePrelevements),
  agent('/agent/regie/prelevements/:id', regieLot),
  agent('/agent/regie/prelevements/:id/pain008.xml', regieLot.fichier),
  agent('/agent/regie/ecritures.csv', regieEcritures.fichier),
];
