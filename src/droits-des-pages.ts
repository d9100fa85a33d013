import { type Acteur, type Droit, examiner } from './comptes/regles/droits.ts';

/** Ce qu'il faut pouvoir faire pour ouvrir une page (GET), et pour y envoyer (POST). */
export interface DroitsDUnePage {
  GET?: Droit;
  POST?: Droit;
}

/**
 * Le droit de chaque page des services : sans sa ligne ici, une adresse de src/routes.ts empêche le
 * portail de démarrer. La porte (src/comptes/admettre.ts) répond 404 avant que la page ne soit lue ;
 * la page garde à sa charge la structure de ce qu'elle montre.
 */
export const DROITS_DES_PAGES: Readonly<Record<string, DroitsDUnePage>> = {
  // Son compte
  '/agent': { GET: 'lire compte' },
  '/agent/mot-de-passe': { GET: 'lire compte', POST: 'modifier compte' },
  '/agent/appareils': { GET: 'lire compte', POST: 'modifier compte' },
  '/agent/cles': { GET: 'lire compte', POST: 'modifier compte' },
  '/agent/cles/:id/retrait': { POST: 'modifier compte' },
  '/agent/aide': { GET: 'lire compte' },
  '/agent/double-authentification': { GET: 'proteger compte', POST: 'proteger compte' },
  '/agent/double-authentification/codes': { GET: 'proteger compte', POST: 'proteger compte' },
  '/agent/double-authentification/retrait': { POST: 'proteger compte' },

  // Au quotidien
  '/agent/demandes': { GET: 'lire demande' },
  '/agent/demandes/decision': { POST: 'decider demande' },
  '/agent/demandes/:id': { GET: 'lire demande', POST: 'decider demande' },
  '/agent/remplissage': { GET: 'lire demande' },
  '/agent/remplissage/:jauge/:jour': { GET: 'lire demande', POST: 'deborder demande' },
  '/agent/remplissage/:jauge/:jour/capacite': { POST: 'regler activite' },
  '/agent/attente': { GET: 'lire demande' },
  '/agent/attente/:activite/:jour': { GET: 'lire demande', POST: 'decider demande' },
  '/agent/listes': { GET: 'lire liste' },
  '/agent/listes/:prestation/:jour': { GET: 'lire liste' },
  '/agent/listes/:prestation/:jour/liste.csv': { GET: 'lire liste' },
  '/agent/listes/:prestation/:jour/liste.xlsx': { GET: 'lire liste' },
  '/agent/effectifs': { GET: 'lire liste' },
  '/agent/effectifs/effectifs.csv': { GET: 'lire liste' },
  '/agent/fermetures': { GET: 'lire fermeture' },
  '/agent/fermetures/nouvelle': { GET: 'declarer fermeture', POST: 'declarer fermeture' },
  '/agent/fermetures/:id': { GET: 'lire fermeture' },
  '/agent/fermetures/:id/confirmation': { POST: 'declarer fermeture' },
  '/agent/fermetures/:id/envoi': { POST: 'declarer fermeture' },
  '/agent/fermetures/:id/retrait': { POST: 'declarer fermeture' },
  '/agent/pointages': { GET: 'lire liste' },
  '/agent/pointages/:prestation/:jour': { GET: 'lire liste', POST: 'pointer liste' },
  '/agent/pointages/:prestation/:jour/enfants/:enfant': { GET: 'lire liste' },
  '/agent/enfants/:id/sante': { GET: 'consulter sante', POST: 'consulter sante' },
  '/agent/messages': { GET: 'lire message' },
  '/agent/messages/:id': { GET: 'lire message' },
  '/agent/messages/:id/reponses': { POST: 'repondre message' },
  '/agent/messages/:id/suivi': { POST: 'repondre message' },
  '/agent/diffusions': { GET: 'diffuser message' },
  '/agent/diffusions/nouvelle': { GET: 'diffuser message', POST: 'diffuser message' },
  '/agent/diffusions/:id': { GET: 'diffuser message' },
  '/agent/diffusions/:id/lancement': { POST: 'diffuser message' },
  '/agent/diffusions/:id/arret': { POST: 'diffuser message' },
  '/agent/actualites': { GET: 'publier actualite' },
  '/agent/actualites/nouvelle': { GET: 'publier actualite', POST: 'publier actualite' },
  '/agent/actualites/:id': { GET: 'publier actualite', POST: 'publier actualite' },
  '/agent/actualites/:id/etat': { POST: 'publier actualite' },
  '/agent/familles': { GET: 'lire famille' },
  '/agent/familles/suggestions': { GET: 'lire famille' },
  '/agent/familles/nouvelle': { GET: 'tenir famille', POST: 'tenir famille' },
  '/agent/familles/:id/fusion/:autre': { GET: 'tenir famille', POST: 'tenir famille' },
  '/agent/familles/:id/separation': { GET: 'tenir famille', POST: 'tenir famille' },
  '/agent/familles/doublons': { GET: 'tenir famille', POST: 'tenir famille' },
  '/agent/familles/dormantes': { GET: 'tenir famille', POST: 'tenir famille' },
  '/agent/familles/:id/dossier': { GET: 'tenir famille', POST: 'tenir famille' },
  '/agent/familles/:id/archivage': { GET: 'tenir famille', POST: 'tenir famille' },
  '/agent/familles/:id/adultes/nouveau': { GET: 'tenir famille', POST: 'tenir famille' },
  '/agent/familles/:id/adultes/:adulte': { GET: 'tenir famille', POST: 'tenir famille' },
  '/agent/familles/:id/adultes/:adulte/acces': { POST: 'tenir famille' },
  '/agent/familles/:id/enfants/nouveau': { GET: 'tenir famille', POST: 'tenir famille' },
  '/agent/familles/:id/enfants/:enfant': { GET: 'tenir famille', POST: 'tenir famille' },
  '/agent/familles/:id/verification': { POST: 'tenir famille' },
  '/agent/familles/:id': { GET: 'lire famille' },
  '/agent/familles/:id/faire-pour': { GET: 'inscrire demande' },
  '/agent/familles/:id/faire-pour/calendrier': {
    GET: 'inscrire demande',
    POST: 'inscrire demande',
  },
  '/agent/familles/:id/faire-pour/reservations/:reservation': {
    GET: 'inscrire demande',
    POST: 'inscrire demande',
  },
  '/agent/familles/:id/quotients': { GET: 'lire payeur', POST: 'regler payeur' },
  '/agent/familles/:id/payeurs': { GET: 'lire payeur', POST: 'regler payeur' },

  // La collectivité
  '/agent/agents': { GET: 'administrer collectivite' },
  '/agent/agents/nouveau': { GET: 'administrer collectivite', POST: 'administrer collectivite' },
  '/agent/agents/:id': { GET: 'administrer collectivite', POST: 'administrer collectivite' },
  '/agent/agents/:id/suspension': { POST: 'administrer collectivite' },
  '/agent/agents/:id/reactivation': { POST: 'administrer collectivite' },
  '/agent/agents/:id/invitation': { POST: 'administrer collectivite' },
  '/agent/agents/:id/double-authentification': { POST: 'administrer collectivite' },
  '/agent/mise-en-route': { GET: 'administrer collectivite' },
  '/agent/collectivite': { GET: 'administrer collectivite', POST: 'administrer collectivite' },
  '/agent/collectivite/logo': { POST: 'administrer collectivite' },
  '/agent/communes': { GET: 'administrer collectivite', POST: 'administrer collectivite' },
  '/agent/exports': { GET: 'exporter famille', POST: 'exporter famille' },
  '/agent/imports': { GET: 'exporter famille', POST: 'exporter famille' },
  '/agent/imports/modele.csv': { GET: 'exporter famille' },
  '/agent/imports/:id': { GET: 'exporter famille', POST: 'exporter famille' },
  '/agent/regies': { GET: 'administrer collectivite', POST: 'administrer collectivite' },
  '/agent/regies/:id': { GET: 'administrer collectivite', POST: 'administrer collectivite' },
  '/agent/regies/:id/activites': { POST: 'administrer collectivite' },
  '/agent/structures': { GET: 'administrer collectivite', POST: 'administrer collectivite' },
  '/agent/structures/:id': { GET: 'administrer collectivite', POST: 'administrer collectivite' },
  '/agent/structures/:id/etat': { POST: 'administrer collectivite' },
  '/agent/ecoles': { GET: 'administrer collectivite', POST: 'administrer collectivite' },
  '/agent/ecoles/:id': { GET: 'administrer collectivite', POST: 'administrer collectivite' },
  '/agent/ecoles/:id/classes': { POST: 'administrer collectivite' },
  '/agent/ecoles/:id/passage': {
    GET: 'administrer collectivite',
    POST: 'administrer collectivite',
  },
  '/agent/ecoles/:id/passage/retrait': { POST: 'administrer collectivite' },
  '/agent/durees-de-sante': {
    GET: 'administrer collectivite',
    POST: 'administrer collectivite',
  },
  '/agent/regimes': { GET: 'administrer collectivite', POST: 'administrer collectivite' },
  '/agent/regimes/:id/retrait': { POST: 'administrer collectivite' },
  '/agent/classes/:id': { GET: 'administrer collectivite', POST: 'administrer collectivite' },

  // Réglages
  '/agent/activites': { GET: 'lire activite', POST: 'regler activite' },
  '/agent/reconductions': { GET: 'lire activite', POST: 'regler activite' },
  '/agent/activites/:id': { GET: 'lire activite', POST: 'regler activite' },
  '/agent/activites/:id/admission': { GET: 'lire activite', POST: 'regler activite' },
  '/agent/activites/:id/groupes': { GET: 'lire activite', POST: 'regler activite' },
  '/agent/activites/:id/groupes/retrait': { POST: 'regler activite' },
  '/agent/activites/:id/prestations': { GET: 'lire activite', POST: 'regler activite' },
  '/agent/activites/:id/prestations/retrait': { POST: 'regler activite' },
  '/agent/activites/:id/jauges': { GET: 'lire activite', POST: 'regler activite' },
  '/agent/activites/:id/jauges/retrait': { POST: 'regler activite' },
  '/agent/activites/:id/rythme': { GET: 'lire activite', POST: 'regler activite' },
  '/agent/activites/:id/jours-particuliers': { POST: 'regler activite' },
  '/agent/activites/:id/ouvertures': { POST: 'regler activite' },
  '/agent/activites/:id/delais': { GET: 'lire activite', POST: 'regler activite' },
  '/agent/activites/:id/liste-attente': { GET: 'lire activite', POST: 'regler activite' },
  '/agent/activites/:id/cuisine': { GET: 'regler activite', POST: 'regler activite' },
  '/agent/activites/:id/copie': { GET: 'lire activite', POST: 'regler activite' },
  '/agent/activites/:id/jours': { GET: 'lire activite', POST: 'regler activite' },
  '/agent/tarifs': { GET: 'lire tarif' },
  '/agent/tarifs/grilles': { POST: 'regler tarif' },
  '/agent/tarifs/grilles/:id': { GET: 'lire tarif', POST: 'regler tarif' },
  '/agent/tarifs/grilles/:id/exemples': { POST: 'regler tarif' },
  '/agent/tarifs/grilles/:id/publication': { POST: 'regler tarif' },
  '/agent/tarifs/grilles/:id/suppression': { POST: 'regler tarif' },

  // Factures
  '/agent/campagnes': { GET: 'lire regie', POST: 'facturer regie' },
  '/agent/campagnes/:id': { GET: 'lire regie', POST: 'facturer regie' },
  '/agent/campagnes/:id/envoi': { GET: 'lire regie', POST: 'facturer regie' },
  '/agent/campagnes/:id/courrier.pdf': { GET: 'lire regie' },
  '/agent/contestations': { GET: 'lire regie', POST: 'facturer regie' },
  '/agent/factures/:id': { GET: 'lire regie', POST: 'facturer regie' },
  '/agent/factures/:id/pdf': { GET: 'lire regie' },
  '/agent/quittances/:id/pdf': { GET: 'lire regie' },
  '/agent/attestations': { GET: 'lire regie', POST: 'facturer regie' },
  '/agent/attestations/:id/pdf': { GET: 'lire regie' },
  '/agent/impayes': { GET: 'lire regie' },
  '/agent/impayes/relances': { GET: 'lire regie', POST: 'facturer regie' },
  '/agent/impayes/courrier.pdf': { GET: 'lire regie' },
  '/agent/impayes/titres': { GET: 'lire regie', POST: 'facturer regie' },
  '/agent/impayes/titres.csv': { GET: 'lire regie' },

  // Régie et paiements en ligne
  '/agent/paiements': { GET: 'lire regie' },
  '/agent/paiements/releve': { GET: 'lire regie', POST: 'encaisser regie' },
  '/agent/paiements/configuration': { GET: 'lire regie', POST: 'encaisser regie' },
  '/agent/paiements/:id': { GET: 'lire regie', POST: 'encaisser regie' },
  '/agent/regie': { GET: 'lire regie' },
  '/agent/regie/encaisser': { GET: 'lire regie', POST: 'encaisser regie' },
  '/agent/regie/payeurs/:id/credit': { POST: 'encaisser regie' },
  '/agent/regie/reglements/:id': { GET: 'lire regie', POST: 'encaisser regie' },
  '/agent/regie/journal': { GET: 'lire regie' },
  '/agent/regie/journal.csv': { GET: 'lire regie' },
  '/agent/regie/contrepassations': { GET: 'lire regie', POST: 'encaisser regie' },
  '/agent/regie/bordereaux': { GET: 'lire regie', POST: 'encaisser regie' },
  '/agent/regie/bordereaux/:id': { GET: 'lire regie' },
  '/agent/regie/versements': { GET: 'lire regie', POST: 'encaisser regie' },
  '/agent/regie/cloture': { GET: 'lire regie', POST: 'encaisser regie' },
  '/agent/regie/ecritures': { GET: 'lire regie' },
  '/agent/regie/ecritures.csv': { GET: 'lire regie' },
  '/agent/regie/mandats': { GET: 'lire regie', POST: 'encaisser regie' },
  '/agent/regie/mandats/:id/revocation': { POST: 'encaisser regie' },
  '/agent/regie/prelevements': { GET: 'lire regie', POST: 'encaisser regie' },
  '/agent/regie/prelevements/:id': { GET: 'lire regie', POST: 'encaisser regie' },
  '/agent/regie/prelevements/:id/pain008.xml': { GET: 'lire regie' },
};

/**
 * Les droits d'une page, une par geste qu'elle sait faire.
 * @throws au démarrage, en disant quelle ligne écrire
 */
export function droitsDe(chemin: string, gestes: readonly ('GET' | 'POST')[]): DroitsDUnePage {
  const droits = DROITS_DES_PAGES[chemin] ?? {};
  for (const geste of ['GET', 'POST'] as const) {
    if (gestes.includes(geste) === (droits[geste] !== undefined)) continue;
    throw new Error(
      droits[geste]
        ? `${chemin} ne répond pas à ${geste} : ôtez « ${geste} » de sa ligne dans src/droits-des-pages.ts.`
        : `${chemin} (${geste}) n’a pas de droit. Dans src/droits-des-pages.ts, complétez sa ligne : ` +
            `'${chemin}': { ${gestes.map((g) => `${g}: '…'`).join(', ')} }, avec un droit de ` +
            'src/comptes/regles/droits.ts, comme « lire famille » ou « decider demande ».',
    );
  }
  return droits;
}

/** Ce rôle ouvre-t-il cette adresse ? C'est ce qui montre ou non son entrée au menu. */
export function ouvre(acteur: Acteur, chemin: string): boolean {
  const droit = DROITS_DES_PAGES[chemin]?.GET;
  return droit !== undefined && examiner(acteur, droit, null).oui;
}
