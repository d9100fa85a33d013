import { createHash } from 'node:crypto';
import type { Acteur } from '../../journal/actions.ts';
import { transaction } from '../../platform/db.ts';
import { Introuvable } from '../../platform/errors.ts';
import type { Services } from '../../platform/http.ts';
import { operer, retrouverOperation, tenirPourOperer } from '../../reservations/actions/operer.ts';
import { ecrireCase, type SemaineType } from '../regles/semaine.ts';
import { insererSemaines } from '../requetes/semaines.ts';
import { lireGrille, type Quand, seulementDeLaGrille } from './lire-grille.ts';
import { preparer } from './preparer.ts';

export interface SaisieSemaine {
  acteur: Acteur & { compteId: number };
  familles: readonly number[];
  annee: string;
  semaine: SemaineType;
  /** Donnée par le formulaire : la même ne réserve qu'une fois. */
  cleUnique: string;
}

/**
 * Pose la semaine type : une transaction, un reçu. Les enfants sont tenus d'abord, puis tout se relit et
 * se recompare : ce qui a changé depuis l'aperçu change le reçu, jamais la règle.
 * @throws Introuvable si la grille de cette famille est vide
 * @throws Refus si rien ne changerait, ou si la clé a servi à une autre semaine
 */
export async function poserSemaine(
  services: Services,
  saisie: SaisieSemaine,
  quand: Quand,
): Promise<{ operationId: number; dejaFaite: boolean; bilan: string }> {
  const { acteur, familles, annee, cleUnique } = saisie;
  const empreinte = empreinteDe(saisie);
  return transaction(services.db, async (tx) => {
    const grille = await lireGrille(tx, familles, quand, annee);
    if (grille.annee !== annee || grille.enfants.length === 0) throw new Introuvable();
    const enfants = grille.enfants.map((e) => e.id);
    await tenirPourOperer(tx, { enfants, familles, activites: grille.activites });
    const deja = await retrouverOperation(tx, { cleUnique, compteId: acteur.compteId, empreinte });
    if (deja !== null) return { operationId: deja, dejaFaite: true, bilan: '' };
    const semaine = {
      ...saisie.semaine,
      cases: seulementDeLaGrille(grille, saisie.semaine.cases),
    };
    const { aujourdhui } = quand;
    const { difference, demandes } = await preparer(tx, { familles, grille, aujourdhui }, semaine);
    const { operationId, bilan } = await operer(tx, services, {
      acteur,
      cleUnique,
      empreinte,
      demandes,
      retraits: difference.retraits.map((r) => r.id),
      reprises: difference.reprises,
    });
    const { du, au, cycle } = semaine;
    const familleDe = new Map(grille.enfants.map((e) => [e.id, e.familleId]));
    await insererSemaines(
      tx,
      { annee, du, au, cycle, operationId },
      semaine.cases.map((c) => ({ ...c, familleId: familleDe.get(c.enfantId) ?? 0 })),
      [...new Set(familleDe.values())],
    );
    return { operationId, dejaFaite: false, bilan };
  });
}

function empreinteDe({ annee, semaine }: SaisieSemaine): string {
  const cases = semaine.cases.map(ecrireCase).sort();
  return createHash('sha256')
    .update([annee, semaine.du, semaine.au, semaine.cycle, ...cases].join(' '))
    .digest('base64');
}
