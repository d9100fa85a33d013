import { type Acteur, peut } from '../../comptes/regles/droits.ts';
import type { Db } from '../../platform/db.ts';
import { Introuvable } from '../../platform/errors.ts';
import { ajouterJours, type Jour, lundiDe } from '../../platform/jours.ts';
import { REPAS_ORDINAIRE } from '../../sante/regles/regimes.ts';
import { grouper, type Paquet, type Rangement } from '../regles/grouper.ts';
import { direLesJours, type EtatDuJour } from '../regles/jours.ts';
import { listerPrestationsAttendues, type PrestationAttendue } from '../requetes/jours.ts';
import { type EnfantAttendu, listerEnfantsAttendus } from '../requetes/listes.ts';

export interface Demande {
  prestationId: number;
  jour: Jour;
  par: Rangement;
  semaine: boolean;
}

export interface EnfantListe extends Omit<EnfantAttendu, 'regime'> {
  repas: string;
}

export interface Liste {
  prestation: PrestationAttendue;
  demande: Demande;
  /** Les jours demandés, ouverts ou fermés pour une raison ; jamais un week-end. */
  jours: Exclude<EtatDuJour, { etat: 'sans_objet' }>[];
  nombre: number;
  paquets: Paquet<EnfantListe>[];
}

const PANIER_REPAS = 'Panier-repas';

/** Le jour, ou sa semaine du lundi au dimanche. */
export function joursDe({ jour, semaine }: Pick<Demande, 'jour' | 'semaine'>) {
  const lundi = lundiDe(jour);
  return semaine ? { du: lundi, au: ajouterJours(lundi, 6) } : { du: jour, au: jour };
}

/**
 * La liste demandée, rangée comme demandé.
 * @throws Introuvable si la prestation n'existe pas, ou n'est pas dans les structures de l'agent
 */
export async function trouverListe(db: Db, agent: Acteur, demande: Demande): Promise<Liste> {
  const { prestationId } = demande;
  const { du, au } = joursDe(demande);
  const structures = agent.structures;
  const [prestation] = await listerPrestationsAttendues(db, structures, { du, au, prestationId });
  if (!prestation) throw new Introuvable();
  const { structureId } = prestation;
  const voitLesPaniers = peut(agent, 'constater', { type: 'sante', structureId }).oui;
  const attendus = await listerEnfantsAttendus(db, { prestationId, du, au });
  const enfants = attendus.map(({ regime, ...enfant }): EnfantListe => {
    const panierRepas = enfant.panierRepas && voitLesPaniers;
    return {
      ...enfant,
      panierRepas,
      repas: panierRepas ? PANIER_REPAS : (regime ?? REPAS_ORDINAIRE),
    };
  });
  return {
    prestation,
    demande,
    jours: direLesJours(prestation.faits).flatMap((j) =>
      j.etat === 'sans_objet' ? (demande.semaine ? [] : [fermeSansObjet(j.jour)]) : [j],
    ),
    nombre: enfants.length,
    paquets: grouper(enfants, demande.par),
  };
}

/** Demandé nommément, un jour hors période est fermé sans plus de raison. */
function fermeSansObjet(jour: Jour): Liste['jours'][number] {
  return { jour, etat: 'ferme', raison: null };
}
