import { ageAu, type Jour } from '../../platform/jours.ts';
import type { Ecart, FaitsActivite, FaitsEnfant, Groupe, Scolarite } from './types.ts';

/** L'année scolaire d'un jour, du 1er septembre au 31 août : « 2026-2027 ». */
export function anneeScolaireDu(jour: Jour): string {
  const annee = Number(jour.slice(0, 4));
  const debut = jour.slice(5) >= '09-01' ? annee : annee - 1;
  return `${debut}-${debut + 1}`;
}

function scolariteDu(enfant: FaitsEnfant, jour: Jour): Scolarite | undefined {
  const annee = anneeScolaireDu(jour);
  return enfant.scolarites.find((s) => s.anneeScolaire === annee);
}

/**
 * L'enfant peut-il venir à cette activité ce jour-là ? null : oui (Places, règle 1).
 * L'âge est celui du jour réservé, l'école celle de son année scolaire.
 */
export function refuserAdmission(
  enfant: FaitsEnfant,
  activite: FaitsActivite,
  jour: Jour,
): Ecart | null {
  const age = ageAu(enfant.neLe, jour);
  if (activite.ageMin !== null && age < activite.ageMin) {
    return {
      raison: 'age',
      phrase: `réservé aux enfants de ${activite.ageMin} ans et plus ce jour-là`,
    };
  }
  if (activite.ageMax !== null && age > activite.ageMax) {
    return {
      raison: 'age',
      phrase: `réservé aux enfants de ${activite.ageMax} ans au plus ce jour-là`,
    };
  }
  if (activite.communes.length > 0) {
    if (enfant.codeInsee === null) {
      return {
        raison: 'commune',
        phrase: 'votre commune n’est pas encore vérifiée : contactez le centre',
      };
    }
    if (!activite.communes.includes(enfant.codeInsee)) {
      return { raison: 'commune', phrase: 'réservé aux habitants d’autres communes' };
    }
  }
  const scolarite = scolariteDu(enfant, jour);
  const demandeUneClasse =
    activite.ecoles.length > 0 || activite.groupes.some((g) => g.cycle !== null);
  if (demandeUneClasse && !scolarite) {
    return {
      raison: 'classe_inconnue',
      phrase: 'sa classe de cette année-là n’est pas encore connue : contactez le centre',
    };
  }
  if (scolarite && activite.ecoles.length > 0 && !activite.ecoles.includes(scolarite.ecoleId)) {
    return { raison: 'ecole', phrase: 'réservé aux élèves d’une autre école' };
  }
  if (activite.groupes.length > 0 && !groupeDu(enfant, activite.groupes, jour)) {
    return { raison: 'groupe', phrase: 'aucun groupe n’accueille son âge ce jour-là' };
  }
  return null;
}

/** Le groupe de l'enfant ce jour-là : le premier qui lui convient. null : l'activité n'en a pas, ou aucun ne convient. */
export function groupeDu(
  enfant: FaitsEnfant,
  groupes: readonly Groupe[],
  jour: Jour,
): Groupe | null {
  const age = ageAu(enfant.neLe, jour);
  const cycle = scolariteDu(enfant, jour)?.cycle;
  return (
    groupes.find(
      (g) =>
        (g.cycle === null || g.cycle === cycle) &&
        (g.ageMin === null || age >= g.ageMin) &&
        (g.ageMax === null || age <= g.ageMax),
    ) ?? null
  );
}
