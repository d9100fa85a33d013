/** docs/regles/regie.md est la donnée de ces tests : un exemple faux dans la page est un échec. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { lireEuros } from '../../platform/argent.ts';
import { examinerEncaissement } from './encaisser.ts';
import { type FactureOuverte, repartir } from './imputation.ts';
import { premierJourOuvert } from './jours.ts';
import { COMPTES, compteDuMode, MODES, type Mode } from './modes.ts';
import { lireNumeroDeFacture } from './recherche.ts';
import { alertesDeVersement, ventiler } from './verser.ts';

const MOYENS: Record<string, Mode> = {
  'en espèces': 'especes',
  'par chèque': 'cheque',
  'en CESU': 'cesu',
  'par virement': 'virement',
};

const page = readFileSync(new URL('../../../docs/regles/regie.md', import.meta.url), 'utf8');
const [sommes = [], dates = [], partages = [], alertes = []] = page
  .split(/^## Exemples/m)
  .slice(1)
  .map(lireTableau);

test('la page donne ses quatre tableaux, et chaque exemple cite une règle de la page', () => {
  expect([sommes, dates, partages, alertes].map((t) => t.length)).toEqual([9, 4, 4, 5]);
  const regles = [...page.matchAll(/^(\d+)\. \*\*/gm)].map((trouve) => Number(trouve[1]));
  expect(regles).toEqual(Array.from({ length: 19 }, (_, i) => i + 1));
  for (const ligne of [...sommes, ...dates, ...partages, ...alertes])
    expect(regles).toContain(Number(ligne.at(-1)));
});

describe('Poser une somme', () => {
  test.each(sommes)('%s, %s, reçu %s, choisit %s', (septembre, octobre, recu, choisit, ...dit) => {
    const trouve = /^(\S+) (.+)$/.exec(recu);
    const mode = MOYENS[trouve?.[2] ?? ''];
    if (!trouve || !mode) throw new Error(`« ${recu} » ne se lit pas`);
    const { imputations, creditCentimes } = repartir(
      centimes(trouve[1]),
      [facture(2, '2026-11-05', octobre), facture(1, '2026-10-05', septembre)],
      { cesu: mode === 'cesu', choix: choisit === '' ? undefined : [2] },
    );
    const pose = (id: number) => imputations.find((p) => p.factureId === id)?.montantCentimes ?? 0;
    expect([pose(1), pose(2), creditCentimes]).toEqual(dit.slice(0, 3).map(centimes));
  });
});

describe('Dater', () => {
  test.each(dates)('close le %s, reçu le %s : daté du %s', (close, recu, date) => {
    expect(premierJourOuvert(recu, close === 'aucune' ? null : close)).toBe(date);
  });
});

describe('Partager entre les produits', () => {
  test.each(partages)('%s, somme %s : %s', (produits, somme, partage) => {
    const lire = (texte: string) =>
      texte.split(' ; ').map((p) => {
        const [code = '', montant] = p.split(' ');
        return { code, montantCentimes: centimes(montant) };
      });
    const attendu = lire(partage).map((p) => [p.code, p.montantCentimes] as const);
    expect(ventiler(centimes(somme), lire(produits))).toEqual(new Map(attendu));
  });
});

describe('Faut-il verser ?', () => {
  test.each(alertes)('encaisse %s, versé le %s : %s', (encaisse, depuis, attendues) => {
    const dites = alertesDeVersement({
      encaisseCentimes: centimes(encaisse),
      plafondCentimes: 100_000,
      depuis,
      aujourdhui: '2026-11-16',
    }).map((phrase) => (phrase.includes('plafond') ? 'plafond' : 'mois'));
    expect(dites.join(', ') || 'aucune').toBe(attendues);
  });
});

describe('Les moyens de payer', () => {
  test('chaque moyen pose l’argent sur un compte d’argent', () => {
    // Conversion sûre : les clés de MODES sont celles de son type.
    const comptes = (Object.keys(MODES) as Mode[]).map(compteDuMode);
    expect(new Set(comptes)).toEqual(new Set(['caisse', 'cheques', 'cesu', 'depot_de_fonds']));
    expect(comptes.every((c) => COMPTES[c].length > 0)).toBe(true);
  });

  test('300 € en espèces passent, un centime de plus non', () => {
    const saisie = { mode: 'especes' as const, jour: '2026-11-16' };
    expect(examinerEncaissement({ ...saisie, montantCentimes: 30_000 })).toBeNull();
    expect(examinerEncaissement({ ...saisie, montantCentimes: 30_001 })?.champ).toBe('montant');
    expect(examinerEncaissement({ ...saisie, montantCentimes: 0 })?.champ).toBe('montant');
    expect(examinerEncaissement({ ...saisie, montantCentimes: 1, jour: '2026-02-30' })?.champ).toBe(
      'jour',
    );
  });

  test('un numéro de facture se tape avec ou sans son exercice', () => {
    expect(lireNumeroDeFacture(' 2026-000012 ')).toEqual({ exercice: 2026, numero: 12 });
    expect(lireNumeroDeFacture('12')).toEqual({ exercice: null, numero: 12 });
    expect(['dupont', '2026-', '0', ''].map(lireNumeroDeFacture)).toEqual([null, null, null, null]);
  });
});

function facture(id: number, jour: string, texte: string): FactureOuverte {
  const [reste, cesu] = texte.split(' dont ').map(centimes);
  if (reste === undefined || cesu === undefined) throw new Error(`« ${texte} » ne se lit pas`);
  return { id, jour, resteCentimes: reste, cesuCentimes: cesu };
}

function centimes(texte: string | undefined): number {
  const lu = lireEuros(texte ?? '');
  if (lu === null) throw new Error(`« ${texte} » n’est pas une somme`);
  return lu;
}

/** Les lignes du premier tableau d'un morceau de page, sans ses deux lignes d'en-tête. */
function lireTableau(morceau: string): string[][] {
  const lignes = morceau.split('\n').filter((ligne) => ligne.startsWith('|'));
  return lignes.slice(2).map((ligne) =>
    ligne
      .slice(1, -1)
      .split('|')
      .map((cellule) => cellule.trim()),
  );
}
