import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { jaugesAVerrouiller, jaugesDe, type LienJauge, prestationsDesJauges } from './jauges.ts';
import {
  additionnerPrises,
  attribuer,
  type Candidat,
  Compteur,
  type PlacesDuJour,
  type SouhaitRecevable,
  servirLaFile,
} from './places.ts';

const MERCREDI = '2026-11-18';
const SALLE = 1;
const CAR = 2;
const AUTOMATIQUE = { approbation: 'automatique', listeAttente: 'automatique' } as const;

function places(jaugeId: number, libres: number, jour = MERCREDI): PlacesDuJour {
  return { jaugeId, jour, places: libres + 3, prises: 3 };
}

function souhait(...jauges: number[]): SouhaitRecevable {
  return { jour: MERCREDI, jauges, tardif: null };
}

describe('Attribuer les places', () => {
  test('une place libre se donne, la suivante attend', () => {
    const sorts = attribuer([souhait(SALLE), souhait(SALLE)], AUTOMATIQUE, [places(SALLE, 1)], []);
    expect(sorts).toEqual(['validee', 'en_liste_attente']);
  });

  test('sans jauge, ou sans places écrites ce jour-là, rien ne limite', () => {
    const sorts = attribuer([souhait(), souhait(CAR)], AUTOMATIQUE, [places(SALLE, 0)], []);
    expect(sorts).toEqual(['validee', 'validee']);
  });

  test('il faut une place dans toutes ses jauges : la plus petite décide', () => {
    const libres = [places(SALLE, 5), places(CAR, 1)];
    const sorts = attribuer(
      [souhait(SALLE, CAR), souhait(SALLE, CAR), souhait(SALLE)],
      AUTOMATIQUE,
      libres,
      [],
    );
    expect(sorts).toEqual(['validee', 'en_liste_attente', 'validee']);
  });

  test('une place qui revient à quelqu’un qui attend n’est pas libre', () => {
    const sorts = attribuer([souhait(SALLE)], AUTOMATIQUE, [places(SALLE, 1)], [souhait(SALLE)]);
    expect(sorts).toEqual(['en_liste_attente']);
  });

  test('celui qu’une autre jauge bloque ne retient pas une place qui ne lui sert pas', () => {
    const libres = [places(SALLE, 1), places(CAR, 0)];
    const sorts = attribuer([souhait(SALLE)], AUTOMATIQUE, libres, [souhait(SALLE, CAR)]);
    expect(sorts).toEqual(['validee']);
  });

  test('une demande qu’un agent doit décider ne tient pas de place', () => {
    const activite = { approbation: 'agent', listeAttente: 'manuelle' } as const;
    const sorts = attribuer(
      [souhait(SALLE), souhait(SALLE), souhait(SALLE)],
      activite,
      [places(SALLE, 1)],
      [],
    );
    expect(sorts).toEqual(['demandee', 'demandee', 'demandee']);
  });

  test('hors délai, l’agent décide, même où l’on valide tout seul', () => {
    const tardif = { ...souhait(SALLE), tardif: 'agent' } as const;
    expect(attribuer([tardif], AUTOMATIQUE, [places(SALLE, 1)], [])).toEqual(['demandee']);
  });

  test('hors délai vers la liste d’attente : on attend, même s’il reste des places', () => {
    const tardif = { ...souhait(SALLE), tardif: 'liste_attente' } as const;
    expect(attribuer([tardif], AUTOMATIQUE, [places(SALLE, 1)], [])).toEqual(['en_liste_attente']);
    const sansListe = { approbation: 'automatique', listeAttente: 'aucune' } as const;
    expect(attribuer([tardif], sansListe, [places(SALLE, 1)], [])).toEqual(['demandee']);
  });

  test('plein, et sans liste d’attente : complet', () => {
    const sansListe = { approbation: 'automatique', listeAttente: 'aucune' } as const;
    expect(attribuer([souhait(SALLE)], sansListe, [places(SALLE, 0)], [])).toEqual(['complet']);
  });
});

const JOURS = ['2026-11-18', '2026-11-25', '2026-12-02'] as const;
const unCandidat = fc.record({
  jour: fc.constantFrom(...JOURS),
  jauges: fc.uniqueArray(fc.integer({ min: 1, max: 3 }), { maxLength: 3 }),
});
const uneFile = fc.array(unCandidat, { maxLength: 8 });
const unSouhait = fc.record({
  jour: fc.constantFrom(...JOURS),
  jauges: fc.uniqueArray(fc.integer({ min: 1, max: 3 }), { maxLength: 3 }),
  tardif: fc.constantFrom(null, null, null, 'agent' as const, 'liste_attente' as const),
});
const desPlaces = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 4 })), {
    minLength: 9,
    maxLength: 9,
  })
  .map((nombres) =>
    nombres.map(([a, b], i): PlacesDuJour => {
      const jour = JOURS[i % 3] ?? MERCREDI;
      return {
        jaugeId: 1 + Math.floor(i / 3),
        jour,
        places: Math.max(a, b),
        prises: Math.min(a, b),
      };
    }),
  );
const uneActivite = fc.record({
  approbation: fc.constantFrom('automatique' as const, 'agent' as const),
  listeAttente: fc.constantFrom('automatique' as const, 'manuelle' as const, 'aucune' as const),
});

/** Les places, une fois prises celles de ces candidats. Compté à part de `Compteur`, exprès. */
function apres(lesPlaces: readonly PlacesDuJour[], pris: readonly Candidat[]): PlacesDuJour[] {
  return lesPlaces.map((p) => ({
    ...p,
    prises: p.prises + pris.filter((c) => c.jour === p.jour && c.jauges.includes(p.jaugeId)).length,
  }));
}

describe('Quoi qu’il arrive', () => {
  test('jamais plus de places données que de places', () => {
    fc.assert(
      fc.property(
        fc.array(unSouhait, { maxLength: 12 }),
        uneActivite,
        desPlaces,
        uneFile,
        (souhaits, activite, lesPlaces, file) => {
          const sorts = attribuer(souhaits, activite, lesPlaces, file);
          const valides = souhaits.filter((_, i) => sorts[i] === 'validee');
          for (const p of apres(lesPlaces, valides)) expect(p.prises).toBeLessThanOrEqual(p.places);
        },
      ),
    );
  });

  test('nul ne double : la file obtient autant que si les nouveaux n’étaient pas venus', () => {
    fc.assert(
      fc.property(
        fc.array(unSouhait, { maxLength: 8 }),
        desPlaces,
        uneFile,
        (souhaits, lesPlaces, file) => {
          const sorts = attribuer(souhaits, AUTOMATIQUE, lesPlaces, file);
          const valides = souhaits.filter((_, i) => sorts[i] === 'validee');
          const seule = servirLaFile(new Compteur(lesPlaces), file);
          const ensuite = servirLaFile(new Compteur(apres(lesPlaces, valides)), file);
          expect(ensuite).toEqual(seule);
        },
      ),
    );
  });

  test('qui reste dans la file est bloqué par une jauge pleine, et pas par politesse', () => {
    fc.assert(
      fc.property(desPlaces, uneFile, (lesPlaces, file) => {
        const servis = servirLaFile(new Compteur(lesPlaces), file);
        const restes = apres(lesPlaces, servis);
        for (const p of restes) expect(p.prises).toBeLessThanOrEqual(p.places);
        for (const candidat of file.filter((c) => !servis.includes(c))) {
          const pleines = restes.filter(
            (p) =>
              p.jour === candidat.jour &&
              candidat.jauges.includes(p.jaugeId) &&
              p.prises >= p.places,
          );
          expect(pleines).not.toEqual([]);
        }
      }),
    );
  });

  test('personne ne passe devant qui attend exactement les mêmes places', () => {
    fc.assert(
      fc.property(desPlaces, uneFile, (lesPlaces, file) => {
        const servis = new Set(servirLaFile(new Compteur(lesPlaces), file));
        file.forEach((premier, i) => {
          for (const suivant of file.slice(i + 1)) {
            const memes =
              premier.jour === suivant.jour &&
              premier.jauges.every((j) => suivant.jauges.includes(j));
            if (memes && servis.has(suivant)) expect(servis.has(premier)).toBe(true);
          }
        });
      }),
    );
  });

  test('l’ordre des jours dans un formulaire ne change rien', () => {
    const unFormulaire = fc.uniqueArray(unSouhait, { selector: (s) => s.jour, maxLength: 3 });
    fc.assert(
      fc.property(unFormulaire, uneActivite, desPlaces, uneFile, (souhaits, a, p, file) => {
        const endroit = attribuer(souhaits, a, p, file);
        const envers = attribuer([...souhaits].reverse(), a, p, file);
        expect(envers.reverse()).toEqual(endroit);
      }),
    );
  });

  test('ce qui est demandé ne tient pas de place : qui vient après n’y perd rien', () => {
    fc.assert(
      fc.property(unSouhait, unSouhait, desPlaces, uneFile, (avant, suivant, p, file) => {
        const tardif = { ...avant, tardif: 'agent' } as const;
        const [, avec] = attribuer([tardif, suivant], AUTOMATIQUE, p, file);
        expect([avec]).toEqual(attribuer([suivant], AUTOMATIQUE, p, file));
      }),
    );
  });

  test('prendre puis rendre ne laisse rien', () => {
    fc.assert(
      fc.property(uneFile, (file) => {
        const total = new Map<string, number>();
        for (const p of [...additionnerPrises(file, 1), ...additionnerPrises(file, -1)]) {
          const cle = `${p.jaugeId}:${p.jour}`;
          total.set(cle, (total.get(cle) ?? 0) + p.ecart);
        }
        expect([...total.values()].every((n) => n === 0)).toBe(true);
      }),
    );
  });
});

describe('Les jauges', () => {
  const MATIN = 10;
  const JOURNEE = 11;
  const GRANDS = 20;
  const PETITS = 21;
  const lien = (jaugeId: number, prestationId: number, groupeId: number | null): LienJauge => ({
    jaugeId,
    prestationId,
    groupeId,
  });

  test('une prestation prend dans chacune de ses jauges, une seule fois', () => {
    const liens = [lien(SALLE, MATIN, null), lien(SALLE, MATIN, GRANDS), lien(CAR, JOURNEE, null)];
    expect(jaugesDe(liens, { prestationId: MATIN, groupeId: GRANDS })).toEqual([SALLE]);
    expect(jaugesDe(liens, { prestationId: JOURNEE, groupeId: null })).toEqual([CAR]);
  });

  test('une jauge de groupe ne compte que ce groupe', () => {
    const liens = [lien(SALLE, MATIN, GRANDS), lien(CAR, MATIN, PETITS)];
    expect(jaugesDe(liens, { prestationId: MATIN, groupeId: PETITS })).toEqual([CAR]);
    expect(jaugesDe(liens, { prestationId: MATIN, groupeId: null })).toEqual([]);
  });

  test('on verrouille ses jauges et celles de qui y attend, dans l’ordre', () => {
    const liens = [lien(CAR, JOURNEE, null), lien(SALLE, JOURNEE, null), lien(SALLE, MATIN, null)];
    expect(jaugesAVerrouiller(liens, [{ prestationId: MATIN, groupeId: null }])).toEqual([
      SALLE,
      CAR,
    ]);
    expect(prestationsDesJauges(liens, [SALLE])).toEqual([JOURNEE, MATIN]);
  });

  test('servir la file ne lit jamais une jauge qu’on n’a pas verrouillée', () => {
    const unLien = fc.record({
      jaugeId: fc.integer({ min: 1, max: 4 }),
      prestationId: fc.integer({ min: 10, max: 12 }),
      groupeId: fc.constantFrom(null, GRANDS, PETITS),
    });
    const unPreneur = fc.record({
      prestationId: fc.integer({ min: 10, max: 12 }),
      groupeId: fc.constantFrom(null, GRANDS, PETITS),
    });
    fc.assert(
      fc.property(fc.array(unLien, { maxLength: 8 }), unPreneur, unPreneur, (liens, moi, autre) => {
        const verrouillees = jaugesAVerrouiller(liens, [moi]);
        const miennes = jaugesDe(liens, moi);
        const siennes = jaugesDe(liens, autre);
        const concurrent = siennes.some((j) => miennes.includes(j));
        if (concurrent) for (const j of siennes) expect(verrouillees).toContain(j);
      }),
    );
  });
});
