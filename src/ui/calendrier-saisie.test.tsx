import { brotliCompressSync, constants } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { ecrireJour, grilleDuMois, jourDeLaSemaine } from '../platform/jours.ts';
import {
  CalendrierSaisie,
  fusionner,
  type JourSaisie,
  regrouperParSemaine,
} from './calendrier-saisie.tsx';
import { rendreFragment } from './rendu.ts';

const libre = { etat: 'libre' } as const;
const passe = { etat: 'impossible', raison: 'délai passé depuis jeudi 9 h' } as const;
const PRESTATIONS = [
  { id: 11, libelle: 'Matin' },
  { id: 12, libelle: 'Repas' },
];

function rendu(jours: readonly JourSaisie[]): string {
  return rendreFragment(
    <CalendrierSaisie titre="Jours de Léo" enfant="Léo" prestations={PRESTATIONS} jours={jours} />,
  );
}

describe('le calendrier de saisie', () => {
  test('chaque case se nomme par sa prestation, son jour et son enfant', () => {
    const html = rendu([{ jour: '2026-11-02', cases: [libre, libre] }]);
    expect(html).toContain('aria-label="Matin, lundi 2 novembre, Léo"');
    expect(html).toContain('name="case" value="2026-11-02.12"');
  });

  test('un jour fermé dit pourquoi et n’offre aucune case', () => {
    const html = rendu([{ jour: '2026-11-11', ferme: 'Fermé : Armistice 1918' }]);
    expect(html).toContain('<td colspan="2">Fermé : Armistice 1918</td>');
    expect(html).not.toContain('<input');
  });

  test('une case impossible dit sa raison et ne se coche pas', () => {
    const html = rendu([{ jour: '2026-11-02', cases: [passe, libre] }]);
    expect(html.match(/<input/g)).toHaveLength(1);
    expect(html).toContain('délai passé depuis jeudi 9 h');
  });

  test('un jour complet reste cochable et annonce le rang, dans le nom de la case aussi', () => {
    const note = 'complet : liste d’attente, rang 3';
    const html = rendu([{ jour: '2026-11-02', cases: [{ etat: 'liste_attente', note }, libre] }]);
    expect(html).toContain(`aria-label="Matin, lundi 2 novembre, Léo, ${note}"`);
    expect(html.match(/<input/g)).toHaveLength(2);
  });

  test('la date limite est écrite sur chaque jour', () => {
    const echeance = 'à réserver avant jeudi 7 janvier à 9 h';
    expect(rendu([{ jour: '2027-01-11', echeance, cases: [libre, libre] }])).toContain(echeance);
  });

  test('une année de trois prestations tient sous 60 ko compressés', () => {
    const colonnes = [...PRESTATIONS, { id: 13, libelle: 'Après-midi' }];
    const mois = ['09', '10', '11', '12'].map((m) => `2026-${m}`);
    const jours = [...mois, ...['01', '02', '03', '04', '05', '06', '07'].map((m) => `2027-${m}`)]
      .flatMap((m) => grilleDuMois(m).flat())
      .filter((jour) => jour !== null && jourDeLaSemaine(jour) <= 5)
      .map((jour) => ({
        jour: String(jour),
        echeance: `à réserver avant ${ecrireJour(String(jour))} à 9 h`,
        cases: [libre, libre, libre],
      }));
    const html = rendreFragment(
      <CalendrierSaisie titre="Année" enfant="Léo" prestations={colonnes} jours={jours} />,
    );
    // Qualité 4 : celle que le serveur peut se permettre à chaque réponse.
    const params = { [constants.BROTLI_PARAM_QUALITY]: 4 };
    expect(brotliCompressSync(html, { params }).length).toBeLessThan(60_000);
  });
});

describe('les semaines', () => {
  const semaines = (jours: string[]) =>
    regrouperParSemaine(jours.map((jour) => ({ jour, ferme: 'x' }))).map((s) => s.length);

  test('vont du lundi au dimanche', () => {
    expect(semaines(['2026-11-01', '2026-11-02', '2026-11-08', '2026-11-09'])).toEqual([1, 2, 1]);
  });
  test('traversent les mois et les années', () => {
    expect(semaines(['2026-12-31', '2027-01-01', '2027-01-04'])).toEqual([2, 1]);
  });
  test('ne se confondent pas d’une année sur l’autre', () => {
    expect(semaines(['2026-11-02', '2027-11-01'])).toEqual([1, 1]);
  });
});

describe('des raisons voisines', () => {
  test('identiques, elles se disent une fois', () => {
    expect(fusionner([passe, passe, libre]).map((f) => f.largeur)).toEqual([2, 1]);
  });
  test('différentes, chacune garde sa case', () => {
    const autre = { etat: 'impossible', raison: 'dossier incomplet' } as const;
    expect(fusionner([passe, autre]).map((f) => f.largeur)).toEqual([1, 1]);
  });
  test('deux places libres ne se fondent jamais', () => {
    expect(fusionner([libre, libre])).toHaveLength(2);
  });
});
