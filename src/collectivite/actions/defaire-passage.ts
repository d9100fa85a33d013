import { retirerDeLaClasse } from '../../familles/actions/scolarites.ts';
import { type Acteur, noter, noterEnNombre } from '../../journal/actions.ts';
import { type Tx, transaction } from '../../platform/db.ts';
import { Introuvable } from '../../platform/errors.ts';
import type { Services } from '../../platform/http.ts';
import { anneeSuivante } from '../regles/classes.ts';
import { garderSaClasse } from '../regles/passage-choix.ts';
import {
  type EnfantPasse,
  listerEnfantsPasses,
  marquerDefait,
  verrouillerEnfantsPasses,
  verrouillerPassage,
} from '../requetes/passages.ts';

export interface Defait {
  defaits: number;
  gardes: number;
}

/**
 * Défait un passage pour les enfants auxquels personne n'a retouché depuis ; les autres gardent leur
 * classe, et l'on dit pourquoi. Une seconde fois, rien ne change.
 * @throws Introuvable s'il n'est pas de cette école
 */
export function defairePassage(
  { db, clock }: Pick<Services, 'db' | 'clock'>,
  geste: { ecoleId: number; passageId: number; acteur: Acteur & { compteId: number } },
): Promise<Defait> {
  const { ecoleId, passageId, acteur } = geste;
  const le = clock.now();
  return transaction(db, async (tx) => {
    const passage = await verrouillerPassage(tx, passageId);
    if (passage?.ecoleId !== ecoleId) throw new Introuvable();
    if (passage.defait) return { defaits: 0, gardes: 0 };
    await verrouillerEnfantsPasses(tx, passageId);
    const vers = passage.versAnnee;
    const enfants = await listerEnfantsPasses(tx, passage, anneeSuivante(vers));
    const gardes = enfants.flatMap((enfant) => {
      const raison = garderSaClasse(enfant);
      return raison ? [{ enfantId: enfant.enfantId, raison }] : [];
    });
    const aGarder = new Set(gardes.map((g) => g.enfantId));
    const rendus = enfants.filter((e) => !aGarder.has(e.enfantId));
    await retirerDeLaClasse(tx, vers, rendus);
    await marquerDefait(tx, { id: passageId, le, par: acteur.compteId }, gardes);
    await raconter(tx, { le, acteur, ecoleId, vers }, rendus, gardes.length);
    return { defaits: rendus.length, gardes: gardes.length };
  });
}

async function raconter(
  tx: Tx,
  { le, acteur, ecoleId, vers }: { le: Date; acteur: Acteur; ecoleId: number; vers: string },
  rendus: readonly EnfantPasse[],
  gardes: number,
): Promise<void> {
  const n = rendus.length;
  const suite =
    gardes === 0 ? '' : ` ${gardes} ${gardes > 1 ? 'gardent leur' : 'garde sa'} classe.`;
  await noter(tx, {
    le,
    acteur,
    verbe: 'annuler_passage',
    phrase: `${acteur.nom} a défait le passage en ${vers} : ${n} enfant${n > 1 ? 's' : ''}.${suite}`,
    sujets: [`ecole:${ecoleId}`],
  });
  const parFamille = Map.groupBy(rendus, (e) => e.familleId);
  await noterEnNombre(
    tx,
    { le, acteur, verbe: 'annuler_passage' },
    [...parFamille].map(([familleId, siens]) => ({
      phrase: `La classe de ${siens.map((e) => e.prenom).join(' et ')} en ${vers} n’est plus décidée.`,
      sujets: [`famille:${familleId}`, ...siens.map((e) => `enfant:${e.enfantId}`)],
    })),
  );
}
