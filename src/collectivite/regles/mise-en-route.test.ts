import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Comptes, dresserLaListe, faireLeBilan } from './mise-en-route.ts';

const VIDE: Comptes = {
  structures: 0,
  ecoles: 0,
  classes: 0,
  activites: 0,
  activitesPretes: 0,
  activitesSansPrestation: 0,
  activitesSansPeriode: 0,
  activitesSansOuverture: 0,
  activitesSansDelai: 0,
  activitesSansJauge: 0,
  prestationsSansTarif: 0,
  agents: 1,
  familles: 0,
  regies: 0,
  mentionsManquantes: 5,
};
const PRET: Comptes = {
  ...VIDE,
  structures: 1,
  ecoles: 1,
  classes: 9,
  activites: 1,
  activitesPretes: 1,
  familles: 12,
  mentionsManquantes: 0,
};

const etats = (comptes: Comptes) =>
  Object.fromEntries(dresserLaListe(comptes).map((e) => [e.cle, e.etat]));

describe('ce qui manque avant d’ouvrir', () => {
  test('d’une base vide, on commence par la structure ; le reste des activités attend', () => {
    const liste = dresserLaListe(VIDE);
    const bilan = faireLeBilan(liste);
    expect(bilan).toMatchObject({ faites: 0, ouvrable: false, complet: false });
    expect(bilan.prochaine?.cle).toBe('structures');
    expect(etats(VIDE)).toMatchObject({
      structures: 'a_faire',
      ecoles: 'a_faire',
      activite: 'attend',
      prestation: 'attend',
      ouvertures: 'attend',
      tarifs: 'attend',
      familles: 'a_faire',
    });
  });

  test('une étape qui attend n’a pas de lien, et dit après laquelle elle vient', () => {
    const activite = dresserLaListe(VIDE).find((e) => e.cle === 'activite');
    expect([activite?.href, activite?.constat]).toEqual([null, 'Après : une structure.']);
  });

  test('les places et la régie sont un choix : sans elles, la liste se termine', () => {
    const liste = dresserLaListe({ ...PRET, activitesSansJauge: 1 });
    expect(faireLeBilan(liste)).toMatchObject({ ouvrable: true, complet: true, prochaine: null });
    expect(etats({ ...PRET, activitesSansJauge: 1 })).toMatchObject({
      places: 'a_faire',
      regie: 'a_faire',
    });
  });

  test('sans tarif ni mentions, les familles réservent déjà, mais la liste reste', () => {
    const bilan = faireLeBilan(
      dresserLaListe({ ...PRET, prestationsSansTarif: 2, mentionsManquantes: 1 }),
    );
    expect(bilan).toMatchObject({ ouvrable: true, complet: false });
    expect(bilan.prochaine?.constat).toBe('2 prestations n’ont pas de tarif publié.');
  });

  test.each([
    'activitesSansPrestation',
    'activitesSansPeriode',
    'activitesSansOuverture',
    'activitesSansDelai',
  ] as const)('avec %s, une famille ne peut pas réserver', (manque) => {
    const comptes = { ...PRET, activitesPretes: 0, [manque]: 1 };
    expect(faireLeBilan(dresserLaListe(comptes)).ouvrable).toBe(false);
  });

  test('une activité en préparation n’empêche pas d’ouvrir avec celle qui est prête', () => {
    const deux = { ...PRET, activites: 2, activitesSansPeriode: 1, activitesSansDelai: 1 };
    const liste = dresserLaListe(deux);
    expect(faireLeBilan(liste)).toMatchObject({ ouvrable: true, complet: true });
    expect(liste.find((e) => e.cle === 'periode')?.constat).toBe(
      'Une activité n’a aucune période à venir.',
    );
  });

  test('une étape faite ou à faire a son lien, sauf celle de l’exploitant, et toutes ont leur raison', () => {
    const comptes = fc.record(
      Object.fromEntries(Object.keys(VIDE).map((cle) => [cle, fc.nat(3)])),
    ) as fc.Arbitrary<Comptes>;
    fc.assert(
      fc.property(comptes, (c) => {
        const liste = dresserLaListe(c);
        expect(liste).toHaveLength(13);
        for (const e of liste) {
          if (e.cle !== 'agents') expect(e.href === null).toBe(e.etat === 'attend');
          expect(e.pourquoi.length * e.constat.length).toBeGreaterThan(0);
        }
        const { complet, ouvrable } = faireLeBilan(liste);
        expect(!complet || ouvrable).toBe(true);
      }),
    );
  });
});
