import { phraseDecision } from '../../activites/delais/phrases.ts';
import { type CanalTardif, deciderDelai, regleEnVigueur } from '../../activites/delais/regles.ts';
import { ecrireInstant, jourLocal } from '../../platform/instants.ts';
import type { Jour } from '../../platform/jours.ts';
import { refuserAdmission } from './admission.ts';
import { cle, type Ecart, type EtatVivant, type Faits, type Souhait } from './types.ts';

/**
 * Ce que les règles disent d'une case avant de compter les places. `tardif` : hors délai, mais
 * l'activité accepte qu'un agent en décide ou que la liste d'attente la reçoive.
 */
export type AvisCase =
  /** `delai` : la date limite en mots, pour qui la montre. */
  | { avis: 'possible'; delai: () => string; tardif: Exclude<CanalTardif, 'refusee'> | null }
  | { avis: 'impossible'; ecart: Ecart }
  | { avis: 'deja'; etat: EtatVivant };

const DEJA: Record<EtatVivant, string> = {
  demandee: 'déjà demandé, en attente de réponse',
  en_liste_attente: 'déjà sur liste d’attente',
  validee: 'déjà réservé',
};

/** Décide une case, sans les places. L'ordre des raisons va de la plus définitive à la plus réparable. */
export function examinerCase(souhait: Souhait, faits: Faits, maintenant: Date): AvisCase {
  const etat = faits.dejaLa.get(cle(souhait));
  if (etat) return { avis: 'deja', etat };
  const refus =
    refuserJour(souhait, faits, maintenant) ??
    refuserPeriode(faits, maintenant) ??
    refuserAdmission(faits.enfant, faits.activite, souhait.jour);
  if (refus) return { avis: 'impossible', ecart: refus };
  return examinerDelai(souhait, faits, maintenant);
}

/**
 * Un avis par case d'un même jour. Fermeture mise à part, deux prestations d'un même jour ne
 * diffèrent que par leur délai : le calculer une fois par règle, et non par case, divise le temps par
 * leur nombre.
 */
export function examinerJour(
  duJour: readonly Souhait[],
  faits: Faits,
  maintenant: Date,
): { souhait: Souhait; avis: AvisCase }[] {
  const connus = new Map<unknown, AvisCase>();
  return duJour.map((souhait) => {
    const { prestationId, jour } = souhait;
    const propre = faits.dejaLa.has(cle(souhait)) || !faits.ouvertures.has(cle(souhait));
    if (propre) return { souhait, avis: examinerCase(souhait, faits, maintenant) };
    const { regle } = regleEnVigueur(faits.activite.delais, 'reserver', jour, prestationId);
    const avis = connus.get(regle) ?? examinerCase(souhait, faits, maintenant);
    connus.set(regle, avis);
    return { souhait, avis };
  });
}

/** Écart d'une case déjà prise, pour le reçu : ce jour était coché deux fois, ou dans deux onglets. */
export function ecartDeja(etat: EtatVivant): Ecart {
  return { raison: 'deja_reserve', phrase: DEJA[etat] };
}

function refuserJour(souhait: Souhait, faits: Faits, maintenant: Date): Ecart | null {
  const { jour } = souhait;
  if (!faits.ouvertures.has(cle(souhait))) {
    return { raison: 'ferme', phrase: phraseFermeture(faits.fermetures.get(jour)) };
  }
  if (jour < jourLocal(maintenant, faits.delai.fuseau))
    return { raison: 'jour_passe', phrase: 'jour passé' };
  return null;
}

export function phraseFermeture(libelle: string | undefined): string {
  return libelle ? `fermé : ${libelle}` : 'fermé ce jour-là';
}

function refuserPeriode(faits: Faits, maintenant: Date): Ecart | null {
  const { ouvreLe, fermeLe } = faits.periode;
  const dire = (instant: Date) => ecrireInstant(instant, faits.delai.fuseau);
  if (maintenant < ouvreLe) {
    return {
      raison: 'pas_encore_ouverte',
      phrase: `les pré-inscriptions ouvrent ${dire(ouvreLe)}`,
    };
  }
  if (!(maintenant < fermeLe)) {
    return {
      raison: 'periode_close',
      phrase: `les pré-inscriptions sont closes depuis ${dire(fermeLe)}`,
    };
  }
  return null;
}

function examinerDelai(souhait: Souhait, faits: Faits, maintenant: Date): AvisCase {
  const { regle, tardif } = regleEnVigueur(
    faits.activite.delais,
    'reserver',
    souhait.jour,
    souhait.prestationId,
  );
  const decision = deciderDelai(regle, souhait.jour, faits.delai, maintenant);
  const delai = () => phraseDecision('reserver', decision, faits.delai.fuseau, maintenant);
  if (decision.issue === 'possible') return { avis: 'possible', delai, tardif: null };
  if (decision.issue === 'passe' && tardif !== 'refusee')
    return { avis: 'possible', delai, tardif };
  const raison =
    decision.issue === 'passe'
      ? 'delai_passe'
      : decision.issue === 'jamais'
        ? 'pas_en_ligne'
        : 'pas_encore_ouverte';
  return { avis: 'impossible', ecart: { raison, phrase: delai() } };
}

/** Jours de la période où l'activité n'ouvre aucune prestation, avec ce qui se dit à la place. */
export function estOuvert(faits: Faits, jour: Jour): boolean {
  return faits.activite.prestations.some((p) =>
    faits.ouvertures.has(cle({ prestationId: p.id, jour })),
  );
}
