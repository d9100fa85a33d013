import { describe, expect, test } from 'vitest';
import { joursDOuverture } from '../calendrier/calendrier.ts';
import { resumerOuvertures } from '../calendrier/resume.ts';
import { schemaRegleDelai } from '../delais/schema.ts';
import { peutReglerDans } from './acces.ts';
import { direChangements } from './changements.ts';
import { MODELES } from './modeles.ts';
import { ecrireDelai, lireDelai } from './saisie-delai.ts';

describe('un modèle', () => {
  test.each(MODELES)(
    '« $nom » a des règles bien formées, et qui se relisent à l’écran',
    (modele) => {
      for (const regle of [modele.reserver, modele.annuler]) {
        expect(schemaRegleDelai.safeParse(regle).success).toBe(true);
        const f = ecrireDelai(regle);
        f.set('pour', 'les_deux');
        f.set('du', '2026-12-01');
        f.set('tardif', modele.tardif);
        expect(lireDelai(f, []).delai).toEqual({
          pour: ['reserver', 'annuler'],
          prestationId: null,
          du: '2026-12-01',
          regle,
          tardif: modele.tardif,
        });
      }
    },
  );
});

describe('une règle saisie', () => {
  test('vide dit ce qui manque, champ par champ, et ne vaut pas zéro', () => {
    const { delai, erreurs } = lireDelai(new URLSearchParams({ forme: 'jour', jours: '' }), []);
    expect(delai).toBeNull();
    expect(erreurs.map(({ champ }) => champ)).toEqual([
      'pour',
      'du',
      'tardif',
      'jours',
      'heure',
      'decompte',
    ]);
  });

  test('pour la prestation d’une autre activité est refusée', () => {
    const f = new URLSearchParams({ forme: 'aucune', pour: 'annuler', tardif: 'refusee' });
    f.set('du', '2026-12-01');
    f.set('prestation', '9');
    expect(lireDelai(f, [1, 2]).delai).toBeNull();
    expect(lireDelai(f, [9]).delai).not.toBeNull();
  });
});

test('le résumé compte les jours fermés et dit pourquoi, sans les week-ends', () => {
  const jours = joursDOuverture({
    du: '2026-11-09',
    au: '2026-11-15',
    joursSemaine: [1, 2, 3, 4, 5],
    rythme: 'scolaire',
    feries: new Map([['2026-11-11', 'Armistice 1918']]),
    vacances: [],
    fermetures: [],
  });
  expect(resumerOuvertures(jours)).toBe('4 jours ouverts, 1 fermé : Armistice 1918 (1)');
});

test('rien de changé ne dit rien', () => {
  const r = {
    nom: 'Cantine',
    approbation: 'agent',
    listeAttente: 'aucune',
    ouverteAuxFamilles: true,
  };
  expect(direChangements(r, r)).toBeNull();
  expect(direChangements(r, { ...r, ouverteAuxFamilles: false })).toBe(
    'Visible des familles : non (avant : oui).',
  );
});

test.each([
  ['administrateur', null, true],
  ['administrateur', [2], false],
  ['directeur', [1], true],
  ['directeur', [2], false],
  ['guichet', null, false],
  ['animateur', [1], false],
])('%s des structures %j règle la structure 1 : %s', (role, structures, attendu) => {
  expect(peutReglerDans({ role, structures }, 1)).toBe(attendu);
});
