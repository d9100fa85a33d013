/** Ce que compte une jauge : telle prestation, pour tel groupe ou pour tous (Places, règle 2). */
import type { ErreurDeSaisie } from './saisie-delai.ts';

export interface LienDeJauge {
  prestationId: number;
  /** null : tous les groupes. */
  groupeId: number | null;
}

export interface JaugeSaisie {
  nom: string;
  liens: LienDeJauge[];
}

interface Noms {
  prestations: readonly { id: number; nom: string }[];
  groupes: readonly { id: number; nom: string }[];
}

/** Les cases à cocher : chaque prestation pour tous, puis pour chaque groupe. */
export function casesDesLiens({ prestations, groupes }: Noms) {
  return prestations.flatMap((p) => [
    { valeur: cleDuLien({ prestationId: p.id, groupeId: null }), libelle: p.nom },
    ...groupes.map((g) => ({
      valeur: cleDuLien({ prestationId: p.id, groupeId: g.id }),
      libelle: `${p.nom}, ${g.nom} seulement`,
    })),
  ]);
}

export function cleDuLien({ prestationId, groupeId }: LienDeJauge): string {
  return `${prestationId}-${groupeId ?? 'tous'}`;
}

export function lireJauge(
  f: URLSearchParams,
  noms: Noms,
): { saisie: JaugeSaisie; erreurs: ErreurDeSaisie[] } {
  const erreurs: ErreurDeSaisie[] = [];
  const nom = (f.get('nom') ?? '').trim().slice(0, 60);
  if (nom === '') erreurs.push({ champ: 'nom', message: 'Nommez ces places : « Réfectoire ».' });
  const coches = new Set(f.getAll('liens'));
  const liens = noms.prestations.flatMap(({ id }) =>
    [null, ...noms.groupes.map((g) => g.id)]
      .map((groupeId) => ({ prestationId: id, groupeId }))
      .filter((lien) => coches.has(cleDuLien(lien))),
  );
  const double = noms.prestations.find(
    ({ id }) =>
      liens.some((l) => l.prestationId === id && l.groupeId === null) &&
      liens.some((l) => l.prestationId === id && l.groupeId !== null),
  );
  if (double) {
    const message = `« ${double.nom} » compte déjà pour tous les groupes : décochez un groupe ou l’autre case.`;
    erreurs.push({ champ: 'liens', message });
  }
  return { saisie: { nom, liens }, erreurs };
}

/** « Repas ; Journée (3-5 ans) », « rien de cette activité » */
export function direLiens(liens: readonly LienDeJauge[], noms: Noms): string {
  if (liens.length === 0) return 'rien de cette activité';
  return noms.prestations
    .flatMap((p) => {
      const siens = liens.filter((l) => l.prestationId === p.id);
      if (siens.length === 0) return [];
      const groupes = noms.groupes.filter((g) => siens.some((l) => l.groupeId === g.id));
      const precision = groupes.length > 0 ? ` (${groupes.map((g) => g.nom).join(', ')})` : '';
      return [`${p.nom}${precision}`];
    })
    .join(' ; ');
}
