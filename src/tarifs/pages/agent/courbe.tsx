import { scaleLinear } from 'd3-scale';
import { curveLinear, curveStepAfter, line } from 'd3-shape';
import { ecrireEuros } from '../../../platform/argent.ts';
import { Tableau } from '../../../ui/tableau.tsx';
import { courbeDe, type PointDeCourbe } from '../../regles/essais.ts';
import type { Grille } from '../../regles/types.ts';

const LARGEUR = 640;
const HAUTEUR = 300;
const MARGES = { haut: 16, droite: 16, bas: 44, gauche: 64 };

interface Serie {
  nom: string;
  classe: string;
  points: PointDeCourbe[];
}

/** Quotient → prix : le dessin, et le tableau qui dit la même chose. */
export function Courbe({ grille }: { grille: Grille }) {
  const { jusqua, points } = courbeDe(grille);
  const series: Serie[] = [{ nom: 'Habitants', classe: 'serie', points }];
  if (grille.regle.nonResidents) {
    const dehors = courbeDe(grille, { resident: false });
    series.push({ nom: 'Hors commune', classe: 'serie seconde', points: dehors.points });
  }
  return (
    <>
      <figure class="courbe">
        <Dessin grille={grille} jusqua={jusqua} series={series} />
        <figcaption class="petit discret">
          Le prix d’un jour réservé à temps, selon le quotient familial
          {series.length > 1 && ' : habitants en trait plein, hors commune en tirets'}
          {grille.coutDeRevientCentimes !== null &&
            ` ; le trait fin est le coût de revient, ${ecrireEuros(grille.coutDeRevientCentimes)}`}
          . Le tableau qui suit dit la même chose.
        </figcaption>
      </figure>
      <TableauDesPrix series={series} />
    </>
  );
}

function Dessin(props: { grille: Grille; jusqua: number; series: readonly Serie[] }) {
  const { grille, jusqua, series } = props;
  const cout = grille.coutDeRevientCentimes;
  const prix = series.flatMap((s) => s.points.map((p) => p.centimes));
  const sommet = Math.max(100, cout ?? 0, ...prix);
  const x = scaleLinear([0, jusqua], [MARGES.gauche, LARGEUR - MARGES.droite]);
  const y = scaleLinear([0, sommet], [HAUTEUR - MARGES.bas, MARGES.haut]).nice(5);
  const continu = grille.regle.base.mode === 'taux_effort';
  const tracer = line<PointDeCourbe>(
    (p) => x(p.quotient),
    (p) => y(p.centimes),
  ).curve(continu ? curveLinear : curveStepAfter);
  return (
    <svg
      viewBox={`0 0 ${LARGEUR} ${HAUTEUR}`}
      role="img"
      aria-label="Courbe du prix selon le quotient familial"
    >
      {y.ticks(5).map((centimes) => (
        <g key={centimes}>
          <line
            class="repere"
            x1={MARGES.gauche}
            x2={x(jusqua)}
            y1={y(centimes)}
            y2={y(centimes)}
          />
          <text x={MARGES.gauche - 8} y={y(centimes) + 4} text-anchor="end">
            {ecrireEuros(centimes)}
          </text>
        </g>
      ))}
      {x.ticks(6).map((quotient) => (
        <text key={quotient} x={x(quotient)} y={HAUTEUR - MARGES.bas + 20} text-anchor="middle">
          {quotient}
        </text>
      ))}
      <text x={x(jusqua)} y={HAUTEUR - 6} text-anchor="end">
        Quotient familial
      </text>
      {cout !== null && (
        <line class="cout" x1={MARGES.gauche} x2={x(jusqua)} y1={y(cout)} y2={y(cout)} />
      )}
      {series.map((s) => (
        <path key={s.nom} class={s.classe} d={tracer(s.points) ?? ''} />
      ))}
    </svg>
  );
}

interface Pas {
  des: number;
  a: number | null;
  prix: number[];
}

function TableauDesPrix({ series }: { series: readonly Serie[] }) {
  const pas = pasDe(series);
  return (
    <Tableau
      titre="Prix selon le quotient"
      lignes={pas}
      cle={(p) => p.des}
      colonnes={[
        {
          titre: 'Quotient',
          entete: true,
          cellule: (p) =>
            p.a === null ? `${p.des} et plus` : p.a > p.des ? `${p.des} à ${p.a}` : `${p.des}`,
        },
        ...series.map((s, i) => ({
          titre: s.nom,
          nombre: true,
          cellule: (p: Pas) => ecrireEuros(p.prix[i] ?? 0),
        })),
      ]}
    />
  );
}

const PAS_AU_PLUS = 14;

/** Une ligne par palier s'ils sont peu ; sinon, un quotient sur tant, et les deux bouts. */
function pasDe(series: readonly Serie[]): Pas[] {
  const [premiere] = series;
  if (!premiere) return [];
  const lignes = premiere.points.map((p, i) => ({
    des: p.quotient,
    prix: series.map((s) => s.points[i]?.centimes ?? 0),
  }));
  const paliers = lignes.filter((l, i) => !memesPrix(l.prix, lignes[i - 1]?.prix));
  if (paliers.length <= PAS_AU_PLUS) {
    return paliers
      .map((l, i) => ({ ...l, a: (paliers[i + 1]?.des ?? 0) - 1 }))
      .map(ouvrirLeDernier);
  }
  const sur = Math.ceil(paliers.length / PAS_AU_PLUS);
  return paliers
    .filter((_, i) => i % sur === 0 || i === paliers.length - 1)
    .map((l) => ({ ...l, a: l.des }))
    .map(ouvrirLeDernier);
}

function ouvrirLeDernier(pas: Pas, rang: number, tous: readonly Pas[]): Pas {
  return rang === tous.length - 1 ? { ...pas, a: null } : pas;
}

function memesPrix(a: readonly number[], b: readonly number[] | undefined): boolean {
  return b !== undefined && a.every((prix, i) => prix === b[i]);
}
