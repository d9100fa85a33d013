/** Le minimum de jours par semaine (Places, règle 12). */
import { ajouterJours, ecrireJour, type Jour, joursEntre, lundiDe } from '../../platform/jours.ts';
import { examinerCase } from './possible.ts';
import type { Tri } from './souhaits.ts';
import { cle, type Ecart, type Faits, type Souhait } from './types.ts';

/**
 * Écarte les jours retenus dont la semaine reste sous le minimum. Ce que l'enfant y a déjà compte ;
 * on n'exige jamais plus que les jours où il peut venir cette semaine-là.
 */
export function exigerLeMinimum(tri: Tri, faits: Faits, maintenant: Date): Tri {
  const { joursMin } = faits.activite;
  if (!joursMin) return tri;
  const manques = new Map<Jour, number>();
  for (const [lundi, deLaSemaine] of Map.groupBy(tri.recevables, (r) => lundiDe(r.jour))) {
    const demandes = new Set(deLaSemaine.map((r) => r.jour));
    const jours = joursEntre(lundi, ajouterJours(lundi, 6)).filter((j) => j >= joursMin.du);
    const pris = jours.filter((jour) => demandes.has(jour) || aDeja(faits, jour)).length;
    const possibles = jours.filter((jour) => peutVenir(faits, jour, maintenant)).length;
    const manque = Math.min(joursMin.nombre, possibles) - pris;
    if (manque > 0) manques.set(lundi, manque);
  }
  const refuse = (s: Souhait) => s.jour >= joursMin.du && manques.has(lundiDe(s.jour));
  return {
    recevables: tri.recevables.filter((r) => !refuse(r)),
    ecartes: [
      ...tri.ecartes,
      ...tri.recevables.filter(refuse).map(({ prestationId, jour }) => ({
        prestationId,
        jour,
        ...ecartDeSemaine(joursMin.nombre, manques.get(lundiDe(jour)) ?? 0, jour),
      })),
    ],
  };
}

/** « Au moins 2 jours par semaine. » */
export function direLeMinimum({ nombre, du }: { nombre: number; du: Jour }, jour: Jour): string {
  const depuis = du > jour ? `, à partir du ${ecrireJour(du, { annee: true })}` : '';
  return `Au moins ${nombre} jours par semaine${depuis}.`;
}

function ecartDeSemaine(nombre: number, manque: number, jour: Jour): Ecart {
  return {
    raison: 'semaine_incomplete',
    phrase:
      `au moins ${nombre} jours par semaine : cochez-en ${manque} de plus la semaine du ` +
      ecrireJour(lundiDe(jour)),
  };
}

function aDeja(faits: Faits, jour: Jour): boolean {
  return faits.activite.prestations.some((p) =>
    faits.dejaLa.has(cle({ prestationId: p.id, jour })),
  );
}

function peutVenir(faits: Faits, jour: Jour, maintenant: Date): boolean {
  return faits.activite.prestations.some(
    (p) => examinerCase({ prestationId: p.id, jour }, faits, maintenant).avis !== 'impossible',
  );
}
