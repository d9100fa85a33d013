import type { VNode } from 'preact';
import { Actualites } from './actualites.tsx';
import { Agents } from './agents.tsx';
import { Clore } from './clore.tsx';
import { Cuisiner } from './cuisiner.tsx';
import { Decider } from './decider.tsx';
import { Diffuser } from './diffuser.tsx';
import { DoubleAuthentification } from './double-authentification.tsx';
import { Familles } from './familles.tsx';
import { Fermer } from './fermer.tsx';
import { Importer } from './importer.tsx';
import { ImprimerLesListes } from './imprimer-les-listes.tsx';
import { Installer } from './installer.tsx';
import { Ouvrir } from './ouvrir.tsx';
import { PreparerLAnnee } from './preparer-l-annee.tsx';
import { Reconduire } from './reconduire.tsx';
import { Repondre } from './repondre.tsx';
import { Sante } from './sante.tsx';

export interface ChapitreDAide {
  /** L'ancre : « /agent/aide#ouvrir ». */
  id: string;
  titre: string;
  /** La page dont il parle : qui ne l'ouvre pas n'a pas à le lire. */
  page: string;
  Texte: () => VNode;
}

/** L'ordre de lecture. Un chapitre de plus : un fichier dans ce dossier, une ligne ici. */
export const CHAPITRES: readonly ChapitreDAide[] = [
  {
    id: 'installer',
    titre: 'Installer le portail',
    page: '/agent/mise-en-route',
    Texte: Installer,
  },
  {
    id: 'agents',
    titre: 'Donner un accès à ses collègues',
    page: '/agent/agents',
    Texte: Agents,
  },
  {
    id: 'double-authentification',
    titre: 'Protéger son accès',
    page: '/agent/double-authentification',
    Texte: DoubleAuthentification,
  },
  { id: 'ouvrir', titre: 'Ouvrir une activité', page: '/agent/activites', Texte: Ouvrir },
  {
    id: 'familles',
    titre: 'Créer des familles',
    page: '/agent/familles/nouvelle',
    Texte: Familles,
  },
  { id: 'importer', titre: 'Importer, exporter', page: '/agent/imports', Texte: Importer },
  {
    id: 'preparer-l-annee',
    titre: 'Faire passer les classes',
    page: '/agent/ecoles',
    Texte: PreparerLAnnee,
  },
  {
    id: 'reconduire',
    titre: 'Reconduire et copier les activités',
    page: '/agent/reconductions',
    Texte: Reconduire,
  },
  { id: 'decider', titre: 'Décider des demandes', page: '/agent/demandes', Texte: Decider },
  {
    id: 'repondre',
    titre: 'Répondre aux familles',
    page: '/agent/messages',
    Texte: Repondre,
  },
  {
    id: 'diffuser',
    titre: 'Écrire à un groupe de familles',
    page: '/agent/diffusions',
    Texte: Diffuser,
  },
  {
    id: 'actualites',
    titre: 'Publier une actualité',
    page: '/agent/actualites',
    Texte: Actualites,
  },
  {
    id: 'fermer',
    titre: 'Fermer un jour, prévenir les familles',
    page: '/agent/fermetures',
    Texte: Fermer,
  },
  {
    id: 'listes',
    titre: 'Imprimer les listes',
    page: '/agent/listes',
    Texte: ImprimerLesListes,
  },
  {
    id: 'cuisiner',
    titre: 'Compter les repas',
    page: '/agent/effectifs',
    Texte: Cuisiner,
  },
  {
    id: 'sante',
    titre: 'Lire une fiche sanitaire',
    page: '/agent/pointages',
    Texte: Sante,
  },
  { id: 'clore', titre: 'Clore la journée et le mois', page: '/agent/listes', Texte: Clore },
];
