import type { AdulteDuDossier, Dossier } from './fusion.ts';

/** Ce que devient un enfant quand un adulte prend son propre dossier (Fusions, règle 12). */
export const SORTS = ['reste', 'part', 'partage'] as const;
export type SortDUnEnfant = (typeof SORTS)[number];

export interface ChoixDeSeparation {
  adulteId: number;
  sorts: ReadonlyMap<number, SortDUnEnfant>;
}

export interface PlanDeSeparation {
  partant: AdulteDuDossier;
  restants: AdulteDuDossier[];
  /** Ceux qui passent au nouveau dossier. */
  partent: number[];
  /** Le dossier reste commun : l'adulte y garde son entrée, pour les enfants en garde alternée. */
  commun: boolean;
}

export type ExamenDeSeparation =
  | { permis: true; plan: PlanDeSeparation }
  | { permis: false; raison: string };

/**
 * Un dossier, ce sont les mêmes enfants et les mêmes adultes. Un enfant en garde alternée reste au
 * dossier commun, où ses deux parents entrent ; aucun autre enfant n'y reste alors (règle 13).
 */
export function examinerSeparation(
  dossier: Dossier,
  choix: ChoixDeSeparation,
  { emissionEnCours }: { emissionEnCours: boolean },
): ExamenDeSeparation {
  const refuser = (raison: string): ExamenDeSeparation => ({ permis: false, raison });
  const partant = dossier.adultes.find((a) => a.id === choix.adulteId);
  const restants = dossier.adultes.filter((a) => a.id !== choix.adulteId);
  if (!partant || restants.length === 0)
    return refuser('Il faut au moins deux adultes dans le dossier pour que l’un ait le sien.');
  if (dossier.enfants.some((e) => !choix.sorts.has(e.id)))
    return refuser('Dites pour chaque enfant s’il reste, part, ou est en garde alternée.');
  if (emissionEnCours)
    return refuser(
      'Des factures sont en cours d’émission : recommencez quand la campagne sera émise.',
    );
  const du = (sort: SortDUnEnfant) => dossier.enfants.filter((e) => choix.sorts.get(e.id) === sort);
  const [restent, partent, partages] = [du('reste'), du('part'), du('partage')];
  if (partages.length > 0 && restent.length > 0) {
    const prenoms = restent.map((e) => e.prenom).join(', ');
    return refuser(
      `Un enfant en garde alternée garde le dossier commun : ${prenoms} n’y reste pas seul. ` +
        'Choisissez plutôt l’autre parent comme celui qui prend son dossier, avec cet enfant.',
    );
  }
  if (partages.length > 0 && partent.length === 0)
    return refuser(
      'Tous les enfants sont en garde alternée : le dossier reste commun. Réglez « Qui paie » : chaque parent y a sa part, son quotient et ses factures.',
    );
  return {
    permis: true,
    plan: {
      partant,
      restants,
      partent: partent.map((e) => e.id),
      commun: partages.length > 0,
    },
  };
}

/** Ce que l'agent lit avant de confirmer. */
export function direSeparation(dossier: Dossier, plan: PlanDeSeparation): string[] {
  const nom = `${plan.partant.prenom} ${plan.partant.nom}`;
  const partent = dossier.enfants.filter((e) => plan.partent.includes(e.id));
  const autres = dossier.enfants.filter((e) => !plan.partent.includes(e.id));
  const prenoms = (liste: typeof partent) => liste.map((e) => e.prenom).join(', ');
  return [
    partent.length > 0
      ? `${nom} aura son dossier, avec ${prenoms(partent)}. Leurs réservations, passées et à venir, leurs rangs et leurs fiches les suivent.`
      : `${nom} aura son dossier, sans enfant pour l’instant.`,
    ...(partent.length > 0
      ? [
          `Les autres adultes n’y entreront pas : ils ne verront plus ${prenoms(partent)}.`,
          `Les jours de ${prenoms(partent)} pas encore facturés le seront à ce nouveau dossier, sauf parts réglées dans « Qui paie ». Demandez son quotient.`,
        ]
      : []),
    plan.commun
      ? `${prenoms(autres)} : garde alternée. Le dossier n° ${dossier.id} reste commun, ${nom} y entre toujours. Réglez ensuite « Qui paie ».`
      : `${nom} n’entrera plus dans le dossier n° ${dossier.id}${autres.length > 0 ? ` et ne verra plus ${prenoms(autres)}` : ''}.`,
    'Les factures émises restent à leur payeur. Chaque parent garde les siennes ; celles de la famille restent au dossier d’origine.',
    plan.commun
      ? 'Aucun des deux ne lit l’adresse ni les téléphones de l’autre ; les factures communes gardent l’adresse d’aujourd’hui.'
      : 'Aucun des deux ne lit l’adresse ni les téléphones de l’autre.',
  ];
}
