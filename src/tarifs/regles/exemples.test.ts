/** docs/regles/tarifs.md est la donnée de ces tests : un exemple faux dans la page est un échec. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { ecrireEuros, lireEuros } from '../../platform/argent.ts';
import { calculerTarif } from './calculer.ts';
import { lireRegle } from './schema.ts';
import type { FaitsTarif, Grille, Quotient } from './types.ts';

const page = readFileSync(new URL('../../../docs/regles/tarifs.md', import.meta.url), 'utf8');
const exemples = page
  .split(/^### Exemple : /m)
  .slice(1)
  .map((section) => ({
    titre: section.slice(0, section.indexOf('\n')),
    grille: lireGrille(section),
    lignes: [...section.matchAll(/^\| (.+) \|$/gm)].slice(1).map((l) => (l[1] ?? '').split(' | ')),
  }));
const lignes = exemples.flatMap((e) => e.lignes);

test('la page donne au moins quarante exemples, qui citent des règles de la page', () => {
  expect(lignes.length).toBeGreaterThanOrEqual(40);
  const regles = new Set([...page.matchAll(/^(\d+)\. \*\*/gm)].map((trouve) => trouve[1]));
  expect(regles.size).toBe(17);
  for (const citees of lignes.map((l) => l[3] ?? '')) {
    for (const citee of citees.split(', ')) expect(regles).toContain(citee);
  }
});

describe.each(exemples)('$titre', ({ grille, lignes: cas }) => {
  test.each(cas)('%s : %s', (faits, attendu, explication) => {
    const prix = calculerTarif(grille, lireFaits(faits ?? ''));
    const alerte = prix.alertes.includes('au_dessus_du_cout_de_revient');
    const dit =
      ecrireEuros(prix.montantCentimes) + (alerte ? ', au-dessus du coût de revient' : '');
    expect(sansInsecables(dit)).toBe(attendu);
    expect(sansInsecables(prix.explication)).toBe(explication);
  });
});

function lireGrille(section: string): Grille {
  const cout = section.match(/^Coût de revient : (.+)\.$/m)?.[1];
  return {
    id: 1,
    prestationId: 1,
    du: '2027-01-01',
    deliberation: '2026-031',
    regle: lireRegle(JSON.parse(section.match(/```json\n([\s\S]+?)\n```/)?.[1] ?? '')),
    coutDeRevientCentimes: cout ? lireEuros(cout) : null,
  };
}

function lireFaits(texte: string): FaitsTarif {
  const quotient: Quotient = { valeur: 640, regime: 'caf', du: '2027-01-01', au: '2028-01-01' };
  const faits: FaitsTarif = {
    jour: '2027-01-07',
    quotient,
    resident: true,
    rangFratrie: 1,
    panierRepas: false,
    situation: 'reservee',
    horsDelai: false,
    dureeMinutes: null,
    retardMinutes: 0,
    rangAbsenceExcusee: 0,
  };
  for (const fait of texte.split(' ; ')) poserFait(faits, quotient, fait);
  return faits;
}

/** Un mot de la page que le test ne connaît pas est une faute de frappe, pas un cas ignoré. */
function poserFait(faits: FaitsTarif, quotient: Quotient, fait: string): void {
  const nombre = Number(fait.match(/\d+/)?.[0]);
  if (fait === 'QF inconnu') faits.quotient = null;
  else if (/^QF \d+$/.test(fait)) quotient.valeur = nombre;
  else if (fait === 'MSA') quotient.regime = 'msa';
  else if (fait === 'hors commune') faits.resident = false;
  else if (/^\de enfant$/.test(fait)) faits.rangFratrie = nombre;
  else if (fait === 'panier-repas') faits.panierRepas = true;
  else if (fait === 'hors délai') faits.horsDelai = true;
  else if (fait === 'sans réservation') faits.situation = 'presente_sans_reservation';
  else if (fait === 'absence') faits.situation = 'absente';
  else if (/^\d+ min$/.test(fait)) faits.dureeMinutes = nombre;
  else if (/^retard \d+ min$/.test(fait)) faits.retardMinutes = nombre;
  else if (/^\d(re|e) absence excusée$/.test(fait)) {
    faits.situation = 'absente_excusee';
    faits.rangAbsenceExcusee = nombre;
  } else throw new Error(`fait inconnu dans la page : « ${fait} »`);
}

function sansInsecables(texte: string): string {
  return texte.replace(/[\u00a0\u202f]/g, ' ');
}
