import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { ecrireEuros, lireEuros } from '../../platform/argent.ts';
import type { JourDeLaSemaine } from '../../platform/jours.ts';
import { partager } from './partager.ts';
import type { EnfantFacture, Partage, RegleDePartage } from './types.ts';

const JOUR = '2026-11-18';
const ACTIVITE = 7;
const NOMS = ['lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi', 'dimanche'];
const PAYEURS = ['famille', 'A', 'B', 'C', 'tiers'];
const numero = (nom: string) => PAYEURS.indexOf(nom) + 1;

const page = readFileSync(new URL('../../../docs/regles/factures.md', import.meta.url), 'utf8');
const exemples = (page.split(/^## Exemples/m)[1] ?? '')
  .split('\n')
  .filter((ligne) => /^\|/.test(ligne))
  .slice(2)
  .map((ligne) =>
    ligne
      .split('|')
      .slice(1, -1)
      .map((c) => c.trim()),
  );

test('la page donne quinze exemples, chacun d’une règle de la page', () => {
  expect(exemples).toHaveLength(18);
  const regles = [...page.matchAll(/^(\d+)\. \*\*/gm)].map((m) => m[1]);
  for (const exemple of exemples) expect(regles).toContain(exemple.at(-1));
});

describe('Qui paie quoi', () => {
  test.each(exemples)('%s, prix propres %s, partages %s : %s', (prix, propres, partages, dit) => {
    const prixDe = new Map(
      separer(propres).map((p) => {
        const [nom = '', euros = ''] = p.split(' ');
        return [numero(nom), centimes(euros)];
      }),
    );
    const parts = partager(
      enfant(separer(partages).map(lirePartage)),
      { jour: JOUR, activiteId: ACTIVITE },
      (payeurId) => prixDe.get(payeurId) ?? centimes(prix),
    );
    const ecrit = parts.map(
      (p) => `${PAYEURS[p.payeurId - 1]} ${ecrireEuros(p.montantCentimes).replace('\u00a0€', '')}`,
    );
    expect(ecrit.join(' ; ')).toBe(dit);
  });
});

function separer(texte = ''): string[] {
  return texte
    .split(' ; ')
    .map((t) => t.trim())
    .filter(Boolean);
}

function centimes(texte = ''): number {
  const lu = lireEuros(texte);
  if (lu === null) throw new Error(`« ${texte} » n’est pas une somme`);
  return lu;
}

function lirePartage(texte: string): Partage {
  const ici = texte.startsWith('ici ');
  const [nom = '', ...mots] = texte.replace('ici ', '').split(' ');
  return {
    payeurId: numero(nom),
    activiteId: ici ? ACTIVITE : null,
    du: '2026-09-01',
    au: null,
    regle: lireRegle(nom, mots.join(' ')),
  };
}

function lireRegle(nom: string, mots: string): RegleDePartage {
  if (mots === 'paires' || mots === 'impaires') return { mode: 'semaines', semaines: mots };
  const garde = /^(\D*?)s?(?: (paires|impaires))?$/.exec(mots);
  const rang = NOMS.indexOf(garde?.[1] ?? '');
  if (rang >= 0) {
    const semaines = garde?.[2] === 'paires' || garde?.[2] === 'impaires' ? garde[2] : 'toutes';
    return { mode: 'semaines', semaines, jours: [(rang + 1) as JourDeLaSemaine] };
  }
  const pourcent = Number.parseInt(mots, 10);
  if (nom !== 'tiers') return { mode: 'pourcentage', pourcent };
  const plafond = /plafond (\S+)/.exec(mots)?.[1];
  return {
    mode: 'prise_en_charge',
    pourcent,
    ...(plafond ? { plafondCentimes: centimes(plafond) } : {}),
  };
}

function enfant(partages: Partage[]): EnfantFacture {
  return {
    id: 1,
    prenom: 'Zoé',
    nom: 'Martin',
    familleId: 1,
    neLe: '2019-03-02',
    resident: true,
    payeurFamilleId: numero('famille'),
    paniers: [],
    partages,
  };
}
