/* Ce que le banc retient d'un scénario, et comment il le montre. */

export interface Mesure {
  scenario: string;
  /** Par seconde ; null : ce scénario ne mesure pas un débit. */
  debit: number | null;
  plancher: number | null;
  p50: number | null;
  p99: number | null;
  survendues: number | null;
  perdues: number | null;
  erreurs: number;
  /** Le reste, en clair : tailles, nombre de requêtes, rangs… */
  details: Record<string, number | string>;
}

export function centile(durees: readonly number[], part: number): number {
  const triees = [...durees].sort((a, b) => a - b);
  return triees[Math.min(triees.length - 1, Math.floor(triees.length * part))] ?? 0;
}

export function rapport(m: Mesure): number | null {
  return m.debit !== null && m.plancher ? m.debit / m.plancher : null;
}

/** Le rapport au plancher que chaque scénario doit tenir. */
const RAPPORTS_VISES: Record<string, number> = {
  'calendrier-mois': 0.5,
  'calendrier-annee': 0.25,
  'reserver-annee': 0.6,
  ouverture: 0.5,
};

/** null : ce scénario n'a pas de plancher. */
export function rapportVise(m: Mesure): number | null {
  return RAPPORTS_VISES[m.scenario] ?? null;
}

const TITRES = [
  'scénario',
  'débit/s',
  'plancher/s',
  'rapport',
  'visé',
  'p50 ms',
  'p99 ms',
  'survendues',
  'perdues',
  'erreurs',
];

/** Le tableau, puis une ligne de détails par scénario. */
export function presenter(mesures: readonly Mesure[]): string {
  const lignes = mesures.map((m) => {
    const r = rapport(m);
    return [
      m.scenario,
      nombre(m.debit),
      nombre(m.plancher),
      pourCent(r),
      pourCent(rapportVise(m)),
      nombre(m.p50),
      nombre(m.p99),
      nombre(m.survendues),
      nombre(m.perdues),
      nombre(m.erreurs),
    ];
  });
  const largeurs = TITRES.map((titre, i) =>
    Math.max(titre.length, ...lignes.map((l) => l[i]?.length ?? 0)),
  );
  const aligner = (l: string[]) =>
    l.map((c, i) => (i === 0 ? c.padEnd(largeurs[i] ?? 0) : c.padStart(largeurs[i] ?? 0)));
  const tableau = [TITRES, ...lignes].map((l) => aligner(l).join('  '));
  const details = mesures.map(
    (m) =>
      `${m.scenario} : ${Object.entries(m.details)
        .map(([nom, valeur]) => `${nom} ${valeur}`)
        .join(', ')}`,
  );
  return [...tableau, '', ...details, ''].join('\n');
}

function pourCent(part: number | null): string {
  return part === null ? '–' : `${Math.round(part * 100)} %`;
}

function nombre(valeur: number | null): string {
  if (valeur === null) return '–';
  return valeur >= 100 || Number.isInteger(valeur) ? String(Math.round(valeur)) : valeur.toFixed(1);
}
