/**
 * Un délai se dit : en général (« jusqu’à la veille à 9 h, jours ouvrés ») et pour un jour donné
 * (« à annuler avant jeudi 7 janvier à 9 h »). Textes pour les familles : docs/regles/delais.md.
 */
import { ecrireHeure, ecrireInstant, type Fuseau, jourLocal } from '../../platform/instants.ts';
import { ecartJours, ecrireQuantieme, type Jour, nomDuJour } from '../../platform/jours.ts';
import {
  type AvantPeriode,
  type CanalTardif,
  type DecisionDelai,
  deciderDelai,
  type FaitsDelai,
  type GroupeDeJours,
  type Pour,
  REGLE_PAR_DEFAUT,
  type RegleDelai,
} from './regles.ts';

const INSECABLE = '\u00a0';
const VERBES: Record<Pour, string> = { reserver: 'réserver', annuler: 'annuler' };

/** La phrase de la règle sur ce jour, en ce moment, sans majuscule ni point. */
export function phraseDelai(
  pour: Pour,
  regle: RegleDelai,
  jour: Jour,
  faits: FaitsDelai,
  maintenant: Date,
): string {
  const decision = deciderDelai(regle, jour, faits, maintenant);
  if (decision.issue === 'possible' && regle.forme === 'aucune') {
    return `à ${VERBES[pour]} jusqu’au jour même`;
  }
  return phraseDecision(pour, decision, faits.fuseau, maintenant);
}

/** La même, quand l'avis est déjà rendu : un calendrier ne décide qu'une fois par jour. */
export function phraseDecision(
  pour: Pour,
  decision: DecisionDelai,
  fuseau: Fuseau,
  maintenant: Date,
): string {
  const le = (instant: Date) => direInstant(instant, fuseau, maintenant);
  switch (decision.issue) {
    case 'possible':
      return `à ${VERBES[pour]} avant ${le(decision.limite)}`;
    case 'pas_encore':
      return `à ${VERBES[pour]} à partir de ${le(decision.ouvreLe)}`;
    case 'passe':
      return `le délai est passé depuis ${le(decision.limite)}`;
    case 'jamais':
      return `impossible à ${VERBES[pour]} en ligne${INSECABLE}: contactez le service`;
  }
}

/** La règle en général : « jusqu’à la veille à 9 h, jours ouvrés ». */
export function decrireRegle(regle: RegleDelai): string {
  switch (regle.forme) {
    case 'jour':
      return decrireJours(regle);
    case 'heures':
      return decrireHeures(regle);
    case 'semaine':
      return `jusqu’au ${direSemaine(regle)}`;
    case 'groupes_de_jours':
      return decrireGroupes(regle.groupes);
    case 'mois':
      return decrireMois(regle);
    case 'periode': {
      const fin = `jusqu’à ${direAvance(regle)}`;
      return regle.ouvre ? `à partir de ${direAvance(regle.ouvre, true)}, ${fin}` : fin;
    }
    case 'aucune':
      return 'sans délai, jusqu’au jour même';
    case 'jamais':
      return `jamais en ligne${INSECABLE}: contactez le service`;
  }
}

/** Ce qui arrive après la limite (règle 16), en une phrase pour la famille. */
export function decrireCanalTardif(pour: Pour, tardif: CanalTardif): string {
  // Le canal tardif ne gouverne que la réservation : une annulation tardive se règle avec le centre.
  if (pour === 'annuler') {
    return `Passé ce délai, l’annulation n’est plus possible en ligne${INSECABLE}: contactez le centre.`;
  }
  switch (tardif) {
    case 'refusee':
      return 'Passé ce délai, la réservation n’est plus possible en ligne.';
    case 'majoree':
      return 'Passé ce délai, une réservation reste possible, avec un supplément.';
    case 'agent':
      return 'Passé ce délai, le service décide de chaque réservation.';
    case 'liste_attente':
      return 'Passé ce délai, votre demande est placée en liste d’attente.';
  }
}

function decrireJours(regle: RegleDelai & { forme: 'jour' }): string {
  const { jours, decompte } = regle;
  const heure = ecrireHeure(regle.heure);
  if (jours === 0) return `jusqu’au jour même à ${heure}`;
  if (decompte === 'ouverture') {
    return jours === 1
      ? `jusqu’au jour d’ouverture précédent à ${heure}`
      : `jusqu’à ${jours} jours d’ouverture avant, à ${heure}`;
  }
  if (jours === 1) {
    const veille = `jusqu’à la veille à ${heure}`;
    return decompte === 'ouvres' ? `${veille}, jours ouvrés` : veille;
  }
  return `jusqu’à ${jours} jours${decompte === 'ouvres' ? ' ouvrés' : ''} avant, à ${heure}`;
}

function decrireHeures({ heures, debutJournee }: RegleDelai & { forme: 'heures' }): string {
  const debut = `le début de la journée (${ecrireHeure(debutJournee)})`;
  return `jusqu’à ${heures}${INSECABLE}h avant ${debut}`;
}

function decrireMois({ quantieme, mois, heure }: RegleDelai & { forme: 'mois' }): string {
  return `jusqu’au ${direQuantieme(quantieme)} ${direMois(mois)} à ${ecrireHeure(heure)}`;
}

function decrireGroupes(groupes: readonly GroupeDeJours[]): string {
  const parts = groupes.map(
    (groupe) =>
      `jusqu’au ${direSemaine(groupe)} pour ${enumerer(
        groupe.jours.toSorted((a, b) => a - b).map((jour) => `le ${nomDuJour(jour)}`),
      )}`,
  );
  const nommes = new Set(groupes.flatMap((groupe) => groupe.jours));
  if (nommes.size < 7) parts.push(`${decrireRegle(REGLE_PAR_DEFAUT)} pour les autres jours`);
  return parts.join(`${INSECABLE}; `);
}

function direSemaine(regle: Omit<GroupeDeJours, 'jours'>): string {
  const jour = `${nomDuJour(regle.jourSemaine)} à ${ecrireHeure(regle.heure)}`;
  if (regle.semaines === 0) return `${jour} de la même semaine`;
  if (regle.semaines === 1) return `${jour} de la semaine précédente`;
  return `${jour}, ${regle.semaines} semaines plus tôt`;
}

function direQuantieme(quantieme: number): string {
  return quantieme === 31 ? 'dernier jour' : ecrireQuantieme(quantieme);
}

function direMois(mois: number): string {
  return mois === 1 ? 'du mois précédent' : `du mois, ${mois} mois plus tôt,`;
}

/** « 3 semaines avant le début de la période, à minuit », ou sans la fin quand la suite la dit. */
function direAvance({ nombre, unite, heure }: AvantPeriode, abrege = false): string {
  const mot = unite === 'mois' ? 'mois' : nombre > 1 ? unite : unite.slice(0, -1);
  const avant = abrege ? 'avant' : 'avant le début de la période';
  return `${nombre} ${mot} ${avant}, à ${ecrireHeure(heure)}`;
}

function enumerer(mots: readonly string[]): string {
  const [dernier = '', ...avant] = mots.toReversed();
  return avant.length > 0 ? `${avant.reverse().join(', ')} et ${dernier}` : dernier;
}

/** Au-delà de dix mois, « jeudi 7 janvier » pourrait se lire de deux années : on la dit. */
const SANS_ANNEE_JOURS = 300;

function direInstant(instant: Date, fuseau: Fuseau, maintenant: Date): string {
  if (Number.isNaN(instant.getTime())) return 'une date inconnue';
  if (Number.isNaN(maintenant.getTime())) return ecrireInstant(instant, fuseau, { annee: true });
  const ecart = ecartJours(jourLocal(maintenant, fuseau), jourLocal(instant, fuseau));
  return ecrireInstant(instant, fuseau, { annee: Math.abs(ecart) > SANS_ANNEE_JOURS });
}
