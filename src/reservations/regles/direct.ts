import type { ModeAttente } from '../../activites/regles/attente.ts';
import { type Acteur, peut } from '../../comptes/regles/droits.ts';
import { refuserAdmission } from './admission.ts';
import type { DecisionAnnulation } from './annuler.ts';
import { type Candidat, Compteur, type PlacesDuJour, type Prise, servirLaFile } from './places.ts';
import { examinerCase } from './possible.ts';
import type { Ecart, EtatVivant, Faits, Raison, Souhait } from './types.ts';

/** Ce qu'un agent peut dépasser en inscrivant pour une famille. */
export interface Droits {
  delai: boolean;
  places: boolean;
}

/**
 * Qui inscrit pour une famille (Places, règle 11 ; docs/droits.md). Inscrire passe outre la date
 * limite ; dépasser les places est un droit de plus. null : ce rôle n'inscrit personne.
 */
export function droitsDInscription(agent: Acteur): Droits | null {
  const sujet = { type: 'demande', structureId: null } as const;
  if (!peut(agent, 'inscrire', sujet).oui) return null;
  return { delai: true, places: peut(agent, 'deborder', sujet).oui };
}

export type AvisDirect =
  /** `depasse` : la limite que la famille ne pouvait plus franchir ; null : elle aurait pu le faire. */
  | { avis: 'possible'; depasse: Ecart | null }
  | { avis: 'impossible'; ecart: Ecart }
  | { avis: 'deja'; etat: EtatVivant };

/** Des dates, que la collectivité a fixées : elle peut y passer outre. Un jour fermé reste fermé. */
const DATES: readonly Raison[] = [
  'pas_encore_ouverte',
  'periode_close',
  'delai_passe',
  'pas_en_ligne',
];

/** Décide une case pour un agent, sans les places (Places, règle 11). */
export function examinerPourLaFamille(
  souhait: Souhait,
  faits: Faits,
  maintenant: Date,
  droits: Droits,
): AvisDirect {
  const avis = examinerCase(souhait, faits, maintenant);
  if (avis.avis === 'deja') return avis;
  if (avis.avis === 'possible') {
    if (!avis.tardif) return { avis: 'possible', depasse: null };
    return depasser({ raison: 'delai_passe', phrase: avis.delai() }, droits);
  }
  if (!DATES.includes(avis.ecart.raison)) return avis;
  // La date s'examine avant l'admission : un enfant qui n'a pas l'âge ne l'a pas davantage au guichet.
  const refus = refuserAdmission(faits.enfant, faits.activite, souhait.jour);
  return refus ? { avis: 'impossible', ecart: refus } : depasser(avis.ecart, droits);
}

function depasser(ecart: Ecart, droits: Droits): AvisDirect {
  return droits.delai ? { avis: 'possible', depasse: ecart } : { avis: 'impossible', ecart };
}

export interface AttributionsDirectes {
  attributions: ('validee' | 'en_liste_attente' | 'complet')[];
  /** Les places à ajouter pour que nul compteur ne déborde et que la file garde son dû. */
  rallonges: Prise[];
}

/**
 * Attribue ce qu'un agent inscrit : validé tout de suite s'il reste une place que la file n'attend
 * pas ; sinon, validé en relevant les places (`depasser`), ou mis à la file comme tout le monde.
 */
export function attribuerDirectement(
  candidats: readonly Candidat[],
  places: readonly PlacesDuJour[],
  file: readonly Candidat[],
  regles: { depasser: boolean; listeAttente: ModeAttente },
): AttributionsDirectes {
  const compteur = new Compteur(places);
  servirLaFile(compteur, file);
  const rallonges = new Map<string, Prise>();
  const attributions = candidats.map((candidat) => {
    if (compteur.prendre(candidat)) return 'validee' as const;
    if (!regles.depasser)
      return regles.listeAttente === 'aucune'
        ? ('complet' as const)
        : ('en_liste_attente' as const);
    for (const jaugeId of compteur.prendreEnDepassant(candidat)) {
      const cle = `${jaugeId}:${candidat.jour}`;
      const rallonge = rallonges.get(cle) ?? { jaugeId, jour: candidat.jour, ecart: 0 };
      rallonge.ecart += 1;
      rallonges.set(cle, rallonge);
    }
    return 'validee' as const;
  });
  return { attributions, rallonges: [...rallonges.values()] };
}

/**
 * Un agent annule pour la famille : ce qu'elle pourrait annuler, et ce que seule la date lui interdit
 * encore. Un jour passé ne s'annule pas : c'est le pointage qui dit qui est venu.
 */
export function annulerPourLaFamille(
  decision: DecisionAnnulation,
  droits: Droits,
): DecisionAnnulation {
  if (decision.issue !== 'impossible' || !droits.delai) return decision;
  const { raison, phrase } = decision;
  if (raison !== 'delai_passe' && raison !== 'pas_en_ligne') return decision;
  return { issue: 'possible', rendUnePlace: true, phrase };
}
