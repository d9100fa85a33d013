/** Le signe de Préau : un toit sur deux poteaux, et un ballon à l’abri. */
export function Logo() {
  return (
    <svg viewBox="0 0 40 40" aria-hidden="true">
      <path fill="#ffffff26" d="M0 0h40v40H0z" />
      <path
        fill="none"
        stroke="currentColor"
        stroke-width="3"
        stroke-linecap="round"
        stroke-linejoin="round"
        d="M5 17 20 8l15 9M10 15v16M30 15v16M6 31h28"
      />
      <circle cx="20" cy="26" r="3.5" fill="#f5c463" />
    </svg>
  );
}

/** La cour, dessinée pour l’accueil : le préau, deux enfants, la marelle. */
export function DessinCour() {
  return (
    <svg class="dessin" viewBox="0 0 520 380" aria-hidden="true">
      <path class="o" d="M20 300C0 190 70 60 250 52s262 90 258 210-40 96-240 96S30 350 20 300z" />
      <circle class="d" cx="424" cy="88" r="30" />
      <path class="c" d="M98 150h324v152H98z" />
      <path class="b" d="M128 184h70v118h-70zM322 184h70v56h-70z" />
      <path d="M357 184v56M322 212h70M186 246v8" />
      <path class="a" d="M60 152 260 62l200 90-10 18H70z" />
      <path d="M92 170v132M428 170v132M260 170v132" />
      <path d="M40 302h440" />
      <circle class="c" cx="222" cy="226" r="17" />
      <path class="d" d="M200 302c-3-38 6-56 22-56s25 18 22 56z" />
      <path d="M204 266c-14 2-20-6-24-18M241 262c12-2 18-12 20-22" />
      <circle class="c" cx="316" cy="248" r="14" />
      <path class="b" d="M298 302c-2-28 5-40 18-40s20 12 18 40z" />
      <circle class="a" cx="284" cy="226" r="9" />
      <path d="M302 278c-8-6-12-16-14-26" />
      <path d="M150 322h48v24h-48zM198 310h48v48h-48zM198 334h48" />
      <path d="M246 322h48v24h-48zM294 310h48v48h-48zM294 334h48" />
    </svg>
  );
}

/** Le même préau, vide, pour les écrans où il n’y a rien encore. */
export function DessinVide() {
  return (
    <svg class="dessin" viewBox="0 0 180 120" aria-hidden="true">
      <path class="o" d="M8 92C4 50 34 14 92 14s84 34 80 74-30 24-80 24S12 112 8 92z" />
      <path class="a" d="M24 56 90 26l66 30-4 8H28z" />
      <path d="M38 64v40M142 64v40M20 104h140" />
      <circle class="d" cx="104" cy="96" r="8" />
    </svg>
  );
}
