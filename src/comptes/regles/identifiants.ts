/**
 * Un identifiant par personne, facile à dire au téléphone : « claire.martin », puis « claire.martin2 ».
 * `pris` : ceux qui existent déjà, en minuscules ; deux personnes du même lot n'ont pas le même.
 */
export function choisirIdentifiants(
  personnes: readonly { prenom: string; nom: string }[],
  pris: Iterable<string>,
): string[] {
  const occupes = new Set(pris);
  return personnes.map((personne) => {
    const base = racineDe(personne);
    let identifiant = base;
    for (let n = 2; occupes.has(identifiant); n++) identifiant = `${base}${n}`;
    occupes.add(identifiant);
    return identifiant;
  });
}

/** « Zoé », « O’Brien-Lœvy » donnent « zoe.obrien-loevy » ; un nom sans lettre latine, « personne ». */
export function racineDe({ prenom, nom }: { prenom: string; nom: string }): string {
  const parts = [prenom, nom].map(simplifier).filter(Boolean);
  return parts.join('.') || 'personne';
}

function simplifier(texte: string): string {
  return texte
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/œ/g, 'oe')
    .replace(/æ/g, 'ae')
    .replace(/['’]/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 30);
}
