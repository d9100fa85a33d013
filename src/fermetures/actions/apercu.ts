import type { Db } from '../../platform/db.ts';
import { tariferJours } from '../../tarifs/actions/prix.ts';
import { type Comptee, type Resume, resumer } from '../regles/resume.ts';
import type { LigneDAvis } from '../requetes/avis.ts';
import type { Declaration, JourTenu } from '../requetes/declarations.ts';
import { listerJoursTenus } from '../requetes/declarations.ts';
import { listerComptees, listerTouchees } from '../requetes/touchees.ts';
import { deciderTouches, type Touche } from './fermer.ts';

export interface Apercu {
  resume: Resume;
  familles: number[];
  /** Ce que d'autres déclarations tiennent déjà, et garderont. */
  tenus: JourTenu[];
  /** La lettre d'une famille, pour la relire ; null : personne n'est touché. */
  exemple: LigneDAvis[] | null;
  /** Ce qui ne sera pas facturé ; null : trop de réservations pour le dire vite, ou sans tarif. */
  nonFactureCentimes: number | null;
}

/** Au-delà, calculer le prix de chacune retiendrait la page plus qu'il n'éclaire. */
const PRIX_AU_PLUS = 1_000;

/** Ce que changerait une déclaration, si elle était confirmée maintenant. */
export async function apercevoir(db: Db, declaration: Declaration): Promise<Apercu> {
  const tenus = await listerJoursTenus(db, declaration.id);
  const cles = new Set(tenus.map((t) => `${t.prestationId}:${t.jour}`));
  const touchees = await listerTouchees(db, declaration.id);
  const touches = deciderTouches(
    declaration,
    touchees.filter((t) => !cles.has(`${t.prestationId}:${t.jour}`)),
  );
  const comptees = touches.map(({ reservation, sort }): Comptee => {
    return { ...reservation, ...sort, etatAvant: reservation.etat };
  });
  return {
    resume: resumer(comptees),
    familles: [...new Set(comptees.map((c) => c.familleId))],
    tenus,
    exemple: composerExemple(declaration, touches),
    nonFactureCentimes: await estimerNonFacture(db, touches),
  };
}

/** Les chiffres d'une déclaration confirmée : ce qu'elle a fait, et non ce qu'elle ferait. */
export async function compterLeFait(
  db: Db,
  declarationId: number,
): Promise<{ resume: Resume; familles: number[] }> {
  const comptees = await listerComptees(db, declarationId);
  return { resume: resumer(comptees), familles: [...new Set(comptees.map((c) => c.familleId))] };
}

function composerExemple(
  declaration: Declaration,
  touches: readonly Touche[],
): LigneDAvis[] | null {
  const [premiere] = touches;
  if (!premiere) return null;
  const noms = new Map(declaration.prestations.map((p) => [p.id, p]));
  return touches
    .filter((t) => t.reservation.familleId === premiere.reservation.familleId)
    .map(({ reservation: r, sort }) => ({
      ...r,
      ...sort,
      enfant: r.prenom,
      activite: noms.get(r.prestationId)?.activite ?? '',
      etatAvant: r.etat,
    }));
}

/** Les forfaits du mois restent dus : seuls les prix au jour comptent. */
async function estimerNonFacture(db: Db, touches: readonly Touche[]): Promise<number | null> {
  const offertes = touches.filter((t) => t.reservation.etat === 'validee' && !t.sort.facturee);
  if (offertes.length === 0 || offertes.length > PRIX_AU_PLUS) return null;
  const tarifes = await tariferJours(
    db,
    null,
    offertes.map((t) => t.reservation),
  );
  const auJour = tarifes.filter((t) => t.grille?.regle.periodicite === 'jour');
  if (auJour.length === 0) return null;
  return auJour.reduce((somme, t) => somme + (t.prix?.montantCentimes ?? 0), 0);
}
