/** docs/regles/relances.md est la donnée de ces tests : un exemple faux dans la page est un échec. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ajouterJours } from '../../../platform/jours.ts';
import { type Degre, deciderImpaye, deciderTitre, type FaitsImpaye, RELANCES } from './regles.ts';

const ECHEANCE = '2026-12-05';
const page = readFileSync(new URL('../../../../docs/regles/relances.md', import.meta.url), 'utf8');
const [relances = [], titres = []] = page
  .split(/^## Exemples/m)
  .slice(1)
  .map((partie) =>
    partie
      .split('\n')
      .filter((ligne) => /^\| \d/.test(ligne))
      .map((ligne) =>
        ligne
          .split('|')
          .slice(1, -1)
          .map((c) => c.trim()),
      ),
  );

const centimes = (texte: string) => Math.round(Number(texte.replace(',', '.')) * 100);
const euros = (somme: number) => (somme / 100).toFixed(2).replace('.', ',');

test('la page donne ses deux tableaux, ses délais sont ceux du code', () => {
  expect([relances.length, titres.length]).toEqual([15, 4]);
  const { delaisJours: d } = RELANCES;
  expect(page).toContain(
    `${d[1]} jours, un rappel ; ${d[2]} jours, une deuxième relance ; ${d[3]} jours`,
  );
  expect(page).toContain(`et ${RELANCES.entreDeuxJours} jours au moins`);
  expect(page).toContain(`vient ${RELANCES.titreApresJours} jours après`);
  expect(page).toContain(`sous ${RELANCES.titreAuMoinsCentimes / 100} €`);
  expect(page).toContain(`moins de ${RELANCES.relanceAuMoinsCentimes / 100} €`);
  const regles = new Set([...page.matchAll(/^(\d+)\. \*\*/gm)].map((trouve) => trouve[1]));
  for (const ligne of [...relances, ...titres]) expect(regles).toContain(ligne.at(-1));
});

test.each(relances)(
  '%s €, relancée %s, le %s, %s : %s',
  (reste = '', derniere = '', jour = '', situation, dit) => {
    const [, degre, le = ''] = derniere.match(/^(\d) le (\S+)$/) ?? [];
    const decision = deciderImpaye(
      {
        resteCentimes: centimes(reste),
        echeance: ECHEANCE,
        derniereRelance: degre ? { degre: lireDegre(degre), jour: le } : null,
        contestee: situation === 'contestée',
        paiementEnCours: situation === 'paiement en cours',
      },
      jour,
    );
    expect(ecrire(decision)).toBe(dit);
  },
);

function lireDegre(texte: string): Degre {
  const degre = Number(texte);
  if (degre === 1 || degre === 2 || degre === 3) return degre;
  throw new Error(`degré ${texte}`);
}

function ecrire(d: ReturnType<typeof deciderImpaye>): string {
  if (d.geste === 'relancer') return `relancer ${d.degre}`;
  if (d.geste === 'titrer') return 'titrer';
  return d.jusquau ? `${d.raison} jusqu'au ${d.jusquau}` : d.raison;
}

test.each(titres)('%s : %s', (restes = '', dit) => {
  const decision = deciderTitre(restes.split(' ; ').map(centimes));
  expect(
    decision.titrer
      ? `un titre de ${euros(decision.totalCentimes)}`
      : `il manque ${euros(decision.manqueCentimes)}`,
  ).toBe(dit);
});

test('on ne saute jamais de degré, et jamais deux relances à moins de dix jours', () => {
  const pas = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(pas, (ecarts) => {
      const faites: { degre: Degre; jour: string }[] = [];
      let jour = ECHEANCE;
      for (const ecart of ecarts) {
        jour = ajouterJours(jour, ecart);
        const faits: FaitsImpaye = {
          resteCentimes: 4560,
          echeance: ECHEANCE,
          derniereRelance: faites.at(-1) ?? null,
          contestee: false,
          paiementEnCours: false,
        };
        const d = deciderImpaye(faits, jour);
        if (d.geste === 'relancer') {
          const derniere = faites.at(-1)?.jour;
          if (derniere) expect(jour >= ajouterJours(derniere, 10)).toBe(true);
          faites.push({ degre: d.degre, jour });
        }
        if (d.geste === 'titrer') expect(faites.length).toBe(3);
      }
      expect(faites.map((f) => f.degre)).toEqual([1, 2, 3].slice(0, faites.length));
    }),
  );
});
