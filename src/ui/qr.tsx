import { encode } from 'uqr';

/** Quatre modules de blanc tout autour : la norme, sans quoi bien des téléphones ne lisent rien. */
const MARGE = 4;

/**
 * Un QR code, dessiné d'un seul tracé. Noir sur blanc même en thème sombre : un appareil photo ne lit
 * pas l'inverse. `titre` dit ce qu'il contient à qui ne le voit pas.
 */
export function CodeQr({ texte, titre }: { texte: string; titre: string }) {
  const { data, size } = encode(texte, { ecc: 'M', border: MARGE });
  return (
    <svg
      class="qr"
      role="img"
      aria-label={titre}
      viewBox={`0 0 ${size} ${size}`}
      shape-rendering="crispEdges"
    >
      <rect width={size} height={size} fill="#fff" />
      <path fill="#000" d={tracer(data)} />
    </svg>
  );
}

/** Une barre par suite de modules noirs, ligne par ligne. */
export function tracer(modules: readonly (readonly boolean[])[]): string {
  return modules
    .map((ligne, y) =>
      [
        ...ligne
          .map((noir) => (noir ? '1' : '0'))
          .join('')
          .matchAll(/1+/g),
      ]
        .map((suite) => `M${suite.index} ${y}h${suite[0].length}v1h-${suite[0].length}z`)
        .join(''),
    )
    .join('');
}
