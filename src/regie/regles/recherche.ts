/** Lit « 2026-000012 », « 2026-12 » ou « 12 » ; null : ce n'est pas un numéro de facture. */
export function lireNumeroDeFacture(
  cherche: string,
): { exercice: number | null; numero: number } | null {
  const trouve = /^(?:(\d{4})\s*[-/]\s*)?0*([1-9]\d{0,8})$/.exec(cherche.trim());
  if (!trouve) return null;
  return { exercice: trouve[1] ? Number(trouve[1]) : null, numero: Number(trouve[2]) };
}
