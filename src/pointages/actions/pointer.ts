import { type Acteur, noter } from '../../journal/actions.ts';
import { transaction } from '../../platform/db.ts';
import { Introuvable, Refus } from '../../platform/errors.ts';
import type { Services } from '../../platform/http.ts';
import { ecrireJour, type Jour } from '../../platform/jours.ts';
import { anneeScolaireDu } from '../../reservations/regles/admission.ts';
import { deciderPointage, type Pointage } from '../regles/pointer.ts';
import {
  chercherFeuille,
  enregistrerPointages,
  listerLignes,
  type StructuresVues,
  verrouillerEnfants,
} from '../requetes/feuille.ts';

export interface SaisiePointage {
  acteur: Acteur & { compteId: number };
  structures: StructuresVues;
  aujourdhui: Jour;
  prestationId: number;
  jour: Jour;
  /** Un pointage par enfant ; 'attendus' : tous ceux que personne n'a encore pointés. */
  pointages: readonly (Pointage & { enfantId: number })[] | 'attendus';
}

/**
 * Pointe un enfant ou toute une feuille, en une transaction. Le même pointage deux fois n'écrit rien.
 * @throws Introuvable si la feuille n'est pas d'une structure de l'agent
 * @throws Refus si l'un ne peut pas l'être ; rien n'est alors écrit
 */
export async function pointer(
  { db, clock }: Pick<Services, 'db' | 'clock'>,
  saisie: SaisiePointage,
): Promise<number> {
  const le = clock.now();
  const { prestationId, jour, aujourdhui } = saisie;
  return transaction(db, async (tx) => {
    const feuille = await chercherFeuille(tx, saisie.structures, prestationId, jour);
    if (!feuille) throw new Introuvable();
    const annee = anneeScolaireDu(jour);
    const voulus =
      saisie.pointages === 'attendus'
        ? (await listerLignes(tx, prestationId, jour, annee))
            .filter((l) => l.pointage === null)
            .map((l) => ({ ...PRESENT, enfantId: l.enfantId }))
        : saisie.pointages;
    const ids = await verrouillerEnfants(
      tx,
      voulus.map((p) => p.enfantId),
    );
    if (ids.length !== new Set(voulus.map((p) => p.enfantId)).size) throw new Introuvable();
    const lignes = await listerLignes(tx, prestationId, jour, annee, ids);
    const parEnfant = new Map(lignes.map((l) => [l.enfantId, l]));
    const aEcrire = voulus.filter((nouveau) => {
      const ligne = parEnfant.get(nouveau.enfantId);
      const decision = deciderPointage({
        aujourdhui,
        jour,
        nouveau,
        deja: ligne?.pointage ?? null,
        facture: ligne?.facture ?? false,
      });
      if (decision.issue === 'refuser') throw new Refus(decision.raison, decision.phrase);
      // « Tous présents » ne repasse jamais sur ce qu'une autre tablette vient d'écrire.
      if (saisie.pointages === 'attendus' && ligne?.pointage) return false;
      return decision.issue === 'pointer';
    });
    if (aEcrire.length === 0) return 0;
    const { compteId } = saisie.acteur;
    await enregistrerPointages(tx, { prestationId, jour, le, par: compteId }, aEcrire);
    const quoi = `${feuille.activite}, ${feuille.prestation}, ${ecrireJour(jour)}`;
    await noter(
      tx,
      ...aEcrire.map((p) => ({
        le,
        acteur: saisie.acteur,
        verbe: 'pointer',
        phrase: `${MOTS[p.etat]} : ${quoi}${p.motif ? ` (${p.motif})` : ''}.`,
        sujets: [`enfant:${p.enfantId}`],
      })),
    );
    return aEcrire.length;
  });
}

const PRESENT: Pointage = { etat: 'present', arrivee: null, depart: null, motif: null };

export const MOTS: Record<Pointage['etat'], string> = {
  present: 'Présent',
  absent: 'Absent',
  absent_excuse: 'Absent, excusé',
};
