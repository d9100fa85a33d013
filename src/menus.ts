import type { SessionAgent } from './comptes/session.ts';
import { ouvre } from './droits-des-pages.ts';
import type { GroupeMenu } from './ui/menu.tsx';

/** Les intitulés du guide : les familles les connaissent. */
export const MENU_FAMILLE: GroupeMenu[] = [
  {
    libelle: 'Inscriptions',
    entrees: [
      { libelle: 'Accueil', href: '/famille', icone: 'accueil', barre: 'Accueil' },
      {
        libelle: 'Inscriptions',
        href: '/famille/inscriptions',
        icone: 'calendrier',
        barre: 'Inscriptions',
      },
      { libelle: 'Semaine type', href: '/famille/semaine-type', icone: 'calendrier' },
      { libelle: 'Mon agenda', href: '/famille/agenda', icone: 'calendrier' },
      {
        libelle: 'Pré-inscrire',
        href: '/famille/pre-inscrire',
        icone: 'inscrire',
        barre: 'Pré-inscrire',
      },
    ],
  },
  {
    libelle: 'Mes factures et paiements',
    entrees: [
      { libelle: 'Mes factures', href: '/famille/factures', icone: 'facture', barre: 'Factures' },
      { libelle: 'Compte du mois', href: '/famille/compte-du-mois', icone: 'calendrier' },
      { libelle: 'Mes paiements', href: '/famille/paiements', icone: 'liste' },
      { libelle: 'Payer en ligne', href: '/famille/paiements/nouveau', icone: 'euro' },
      { libelle: 'Mes tarifs', href: '/famille/tarifs', icone: 'euro' },
      { libelle: 'Mes attestations fiscales', href: '/famille/attestations', icone: 'liste' },
    ],
  },
  {
    libelle: 'Mon compte',
    entrees: [
      { libelle: 'Mes informations', href: '/famille/informations', icone: 'famille' },
      { libelle: 'Modifier mot de passe', href: '/famille/mot-de-passe', icone: 'cle' },
      { libelle: 'Mes enfants', href: '/famille/enfants', icone: 'enfant' },
      { libelle: 'Mes clés d’accès', href: '/famille/cles', icone: 'cle' },
      { libelle: 'Mes appareils', href: '/famille/appareils', icone: 'cadenas' },
      { libelle: 'Historique', href: '/famille/historique', icone: 'liste' },
    ],
  },
  {
    libelle: 'Contact',
    entrees: [
      {
        libelle: 'Contacter le centre',
        href: '/famille/contact',
        icone: 'message',
        barre: 'Contact',
      },
      { libelle: 'Messages reçus', href: '/famille/messages', icone: 'cloche' },
      { libelle: 'Aide en ligne', href: '/aide', icone: 'aide' },
    ],
  },
];

/** Ce que son rôle ouvre : un menu qui mène à une page introuvable est une impasse. */
export function menuDesAgents(agent: SessionAgent['agent'] | null): GroupeMenu[] {
  if (!agent) return [];
  return MENU_DES_AGENTS.map((groupe) => ({
    ...groupe,
    entrees: groupe.entrees.filter((e) => ouvre(agent, e.href)),
  })).filter((groupe) => groupe.entrees.length > 0);
}

/** Tout ce qu'un agent peut avoir au menu ; src/droits-des-pages.ts dit ce que chacun en voit. */
export const MENU_DES_AGENTS: GroupeMenu[] = [
  {
    libelle: 'Au quotidien',
    entrees: [
      { libelle: 'À traiter', href: '/agent/demandes', icone: 'liste', barre: 'À traiter' },
      { libelle: 'Pointage', href: '/agent/pointages', icone: 'coche', barre: 'Pointage' },
      { libelle: 'Listes du jour', href: '/agent/listes', icone: 'enfant' },
      { libelle: 'Effectifs de cuisine', href: '/agent/effectifs', icone: 'repas' },
      { libelle: 'Remplissage', href: '/agent/remplissage', icone: 'calendrier' },
      { libelle: 'Liste d’attente', href: '/agent/attente', icone: 'sablier' },
      { libelle: 'Fermetures', href: '/agent/fermetures', icone: 'interdit' },
      { libelle: 'Messages', href: '/agent/messages', icone: 'message', barre: 'Messages' },
      { libelle: 'Écrire à un groupe', href: '/agent/diffusions', icone: 'message' },
      { libelle: 'Actualités', href: '/agent/actualites', icone: 'cloche' },
      { libelle: 'Familles', href: '/agent/familles', icone: 'enfant', barre: 'Familles' },
    ],
  },
  {
    libelle: 'Régie',
    entrees: [
      { libelle: 'Ma régie', href: '/agent/regie', icone: 'euro', barre: 'Régie' },
      { libelle: 'Encaisser', href: '/agent/regie/encaisser', icone: 'facture' },
      { libelle: 'Journal', href: '/agent/regie/journal', icone: 'liste' },
      { libelle: 'Paiements en ligne', href: '/agent/paiements', icone: 'cadenas' },
      { libelle: 'Impayés', href: '/agent/impayes', icone: 'attention' },
    ],
  },
  {
    libelle: 'Facturation',
    entrees: [
      { libelle: 'Factures du mois', href: '/agent/campagnes', icone: 'facture' },
      { libelle: 'Contestations', href: '/agent/contestations', icone: 'message' },
      { libelle: 'Attestations fiscales', href: '/agent/attestations', icone: 'coche' },
      { libelle: 'Tarifs', href: '/agent/tarifs', icone: 'euro' },
    ],
  },
  {
    libelle: 'Réglages',
    entrees: [
      { libelle: 'Mise en route', href: '/agent/mise-en-route', icone: 'liste' },
      { libelle: 'Activités', href: '/agent/activites', icone: 'reglages' },
      { libelle: 'Structures', href: '/agent/structures', icone: 'centre' },
      { libelle: 'Écoles et classes', href: '/agent/ecoles', icone: 'enfant' },
      { libelle: 'Régimes alimentaires', href: '/agent/regimes', icone: 'repas' },
      { libelle: 'Fiches sanitaires', href: '/agent/durees-de-sante', icone: 'sante' },
      { libelle: 'Régies', href: '/agent/regies', icone: 'euro' },
      { libelle: 'Importer des familles', href: '/agent/imports', icone: 'telecharger' },
      { libelle: 'Exporter', href: '/agent/exports', icone: 'telecharger' },
      { libelle: 'Communes', href: '/agent/communes', icone: 'accueil' },
      { libelle: 'Collectivité', href: '/agent/collectivite', icone: 'crayon' },
      { libelle: 'Agents', href: '/agent/agents', icone: 'cle' },
    ],
  },
  {
    libelle: 'Mon compte',
    entrees: [
      { libelle: 'Modifier mot de passe', href: '/agent/mot-de-passe', icone: 'cle' },
      { libelle: 'Mes clés d’accès', href: '/agent/cles', icone: 'cle' },
      { libelle: 'Mes appareils', href: '/agent/appareils', icone: 'cadenas' },
      {
        libelle: 'Double authentification',
        href: '/agent/double-authentification',
        icone: 'cadenas',
      },
      { libelle: 'Aide des services', href: '/agent/aide', icone: 'aide' },
    ],
  },
];
