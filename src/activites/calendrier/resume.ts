import type { JourDOuverture } from './calendrier.ts';

/** « 141 jours ouverts, 12 fermés : Vacances de Noël (8), Armistice 1918 (1) ». Les week-ends et
 * les jours sans accueil vont de soi : on ne les compte pas. */
export function resumerOuvertures(jours: readonly JourDOuverture[]): string {
  const ouverts = jours.filter(({ ouvert }) => ouvert).length;
  const motifs = new Map<string, number>();
  for (const jour of jours) {
    if (jour.ouvert || jour.raison === 'weekend' || jour.raison === 'pas_ce_jour') continue;
    motifs.set(jour.libelle, (motifs.get(jour.libelle) ?? 0) + 1);
  }
  const fermes = [...motifs.values()].reduce((somme, nombre) => somme + nombre, 0);
  const debut = `${ouverts} ${ouverts > 1 ? 'jours ouverts' : 'jour ouvert'}`;
  if (fermes === 0) return debut;
  const detail = [...motifs].map(([motif, nombre]) => `${motif} (${nombre})`).join(', ');
  return `${debut}, ${fermes} ${fermes > 1 ? 'fermés' : 'fermé'} : ${detail}`;
}
