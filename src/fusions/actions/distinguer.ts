import { type Acteur, noter } from '../../journal/actions.ts';
import { transaction } from '../../platform/db.ts';
import { Introuvable } from '../../platform/errors.ts';
import type { Services } from '../../platform/http.ts';
import { existentToutesDeux, insererDistinctes } from '../requetes/doublons.ts';

/**
 * « Ce ne sont pas les mêmes » : la paire ne se propose plus, ni dans un sens ni dans l'autre
 * (Fusions, règle 2). Deux fois égale une. @throws Introuvable
 */
export function distinguer(
  { db, clock }: Pick<Services, 'db' | 'clock'>,
  saisie: { familleId: number; autreId: number; acteur: Acteur & { compteId: number } },
): Promise<void> {
  const { familleId, autreId, acteur } = saisie;
  const le = clock.now();
  return transaction(db, async (tx) => {
    if (familleId === autreId || !(await existentToutesDeux(tx, familleId, autreId)))
      throw new Introuvable();
    const paire = { x: familleId, y: autreId, le, par: acteur.compteId };
    if (!(await insererDistinctes(tx, paire))) return;
    await noter(tx, {
      le,
      acteur,
      verbe: 'distinguer_familles',
      phrase: `${acteur.nom} a vérifié que les dossiers n° ${familleId} et n° ${autreId} sont deux familles différentes.`,
      sujets: [`famille:${familleId}`, `famille:${autreId}`],
    });
  });
}
