import { type Acteur, noter } from '../../journal/actions.ts';
import { transaction } from '../../platform/db.ts';
import { Introuvable } from '../../platform/errors.ts';
import type { Services } from '../../platform/http.ts';
import { ecrireJour, type Jour } from '../../platform/jours.ts';
import type { Structures } from '../requetes/agent.ts';
import { attendA, enregistrerJustificatif } from '../requetes/file.ts';

export interface SaisieEmploi {
  acteur: Acteur & { compteId: number };
  structures: Structures;
  familleId: number;
  activiteId: number;
  /** Jusqu'à quand le justificatif vaut ; null : il ne vaut plus. */
  jusquAu: Jour | null;
}

/**
 * Un agent dit avoir vu que les deux parents travaillent, ou revient dessus. Deux fois égale une.
 * @throws Introuvable si la famille n'attend pas à une activité de ses structures qui en fait un critère
 */
export async function constaterEmploi(services: Services, saisie: SaisieEmploi): Promise<void> {
  const { acteur, familleId, jusquAu } = saisie;
  const le = services.clock.now();
  await transaction(services.db, async (tx) => {
    if (!(await attendA(tx, saisie.structures, saisie))) throw new Introuvable();
    const justificatif = jusquAu === null ? null : { jusquAu, le, par: acteur.compteId };
    if (!(await enregistrerJustificatif(tx, familleId, justificatif))) return;
    await noter(tx, {
      le,
      acteur,
      verbe: 'constater_emploi',
      phrase:
        jusquAu === null
          ? 'Justificatif d’emploi retiré.'
          : `Justificatif d’emploi des deux parents vu : il vaut jusqu’au ${ecrireJour(jusquAu, { annee: true })}.`,
      sujets: [`famille:${familleId}`],
    });
  });
}
