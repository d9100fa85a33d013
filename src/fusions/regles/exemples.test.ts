import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { quiSAnnule } from '../../reservations/regles/en-double.ts';
import type { EtatVivant } from '../../reservations/regles/types.ts';
import { type AdulteDuDossier, type Dossier, examiner, proposer } from './fusion.ts';
import { examinerSeparation, type SortDUnEnfant } from './separation.ts';

const doc = readFileSync('docs/regles/fusions.md', 'utf8');
const lignes = (motif: RegExp) =>
  [...doc.matchAll(motif)].map(([, a = '', b = '', c = '']): [string, string, string] => [a, b, c]);

const RIEN = { paiementEnCours: false, prelevementEnCours: false, emissionEnCours: false };

function adulte(id: number, etat = 'actif', nom = 'Anne Le Goff'): AdulteDuDossier {
  const [prenom = '', ...reste] = nom.split(' ');
  return {
    id,
    compteId: id * 10,
    prenom,
    nom: reste.join(' '),
    identifiant: `a${id}`,
    courriel: null,
    portable: '',
    adresse: '',
    actif: etat !== 'jamais activé',
    agent: etat === 'agent',
    modifieLe: null,
  };
}

const enfant = (id: number, prenom: string, partage = false) => ({
  id,
  prenom,
  nom: 'Le Goff',
  neLe: '2018-05-10',
  partage,
});

const dossier = (d: Partial<Dossier> & { id: number }): Dossier => ({
  nom: 'Le Goff',
  enfants: [],
  adultes: [],
  ...d,
});

describe('les exemples de docs/regles/fusions.md', () => {
  const etats = 'validee|demandee|en_liste_attente';
  test.each(lignes(new RegExp(`^\\| (${etats}) \\| (${etats}) \\| (gardee|disparue) \\|$`, 'gm')))(
    'réservée deux fois, %s et %s : s’annule celle du dossier %s',
    (a, b, attendue) => {
      // Le motif de la ligne ne laisse passer que ces trois états.
      const gardee = { etat: a as EtatVivant };
      const disparue = { etat: b as EtatVivant };
      expect(quiSAnnule(gardee, disparue)).toBe(attendue === 'gardee' ? gardee : disparue);
    },
  );

  const acces = 'actif|jamais activé|agent';
  test.each(lignes(new RegExp(`^\\| (${acces}) \\| (${acces}) \\| (gardee|disparue) \\|$`, 'gm')))(
    'deux accès, %s et %s : se ferme celui du dossier %s',
    (a, b, attendue) => {
      const gardee = dossier({ id: 1, adultes: [adulte(1, a)] });
      const disparue = dossier({ id: 2, adultes: [adulte(2, b)] });
      const examen = examiner(gardee, disparue, proposer(gardee, disparue), RIEN);
      expect(examen.permis && examen.plan.adultes[0]?.de).toBe(attendue === 'gardee' ? 1 : 2);
    },
  );
});

describe('les exemples de séparation', () => {
  const sorts = 'reste|part|partage';
  const issues = 'nouveau dossier|nouveau dossier, l’ancien reste commun|refus';
  const tableau = lignes(new RegExp(`^\\| (${sorts}) \\| (${sorts}) \\| (${issues}) \\|$`, 'gm'));
  test.each(tableau)('Zoé %s, Tom %s : %s', (zoe, tom, attendue) => {
    const famille = dossier({
      id: 1,
      enfants: [enfant(1, 'Zoé'), enfant(2, 'Tom')],
      adultes: [adulte(1), adulte(2, 'actif', 'Karim Sari')],
    });
    const examen = examinerSeparation(
      famille,
      // Le motif de la ligne ne laisse passer que ces trois sorts.
      { adulteId: 2, sorts: new Map([zoe, tom].map((s, i) => [i + 1, s as SortDUnEnfant])) },
      { emissionEnCours: false },
    );
    const ouvert = examen.permis && examen.plan.commun ? ', l’ancien reste commun' : '';
    expect(examen.permis ? `nouveau dossier${ouvert}` : 'refus').toBe(attendue);
  });

  test('le tableau est lu en entier', () => expect(tableau).toHaveLength(6));
});

describe('qui est qui', () => {
  test('le même enfant se reconnaît sans accent ni trait d’union, une seule fois', () => {
    const gardee = dossier({ id: 1, enfants: [enfant(1, 'Léo-Paul')] });
    const disparue = dossier({ id: 2, enfants: [enfant(2, 'LEO PAUL'), enfant(3, 'Leo Paul')] });
    expect([...proposer(gardee, disparue).enfants]).toEqual([
      [2, 1],
      [3, null],
    ]);
  });

  test('deux enfants du dossier qui disparaît ne sont jamais le même du dossier qui reste', () => {
    const gardee = dossier({ id: 1, enfants: [enfant(1, 'Léo')] });
    const disparue = dossier({ id: 2, enfants: [enfant(2, 'Léo'), enfant(3, 'Léa')] });
    const choix = { ...proposer(gardee, disparue), enfants: new Map([2, 3].map((id) => [id, 1])) };
    expect(examiner(gardee, disparue, choix, RIEN)).toEqual({
      permis: false,
      raisons: ['Une même personne est choisie deux fois : revoyez qui est qui.'],
    });
  });

  test('quelqu’un d’un troisième dossier n’est jamais un choix', () => {
    const gardee = dossier({ id: 1, enfants: [enfant(1, 'Léo')] });
    const disparue = dossier({ id: 2, enfants: [enfant(2, 'Léo')] });
    const choix = { ...proposer(gardee, disparue), enfants: new Map([[2, 99]]) };
    expect(examiner(gardee, disparue, choix, RIEN).permis).toBe(false);
  });

  test('les coordonnées choisies passent à l’accès qui reste, même si c’est l’autre dossier', () => {
    const gardee = dossier({ id: 1, adultes: [adulte(1, 'jamais activé')] });
    const disparue = dossier({ id: 2, adultes: [adulte(2)] });
    const choix = proposer(gardee, disparue);
    const sans = examiner(gardee, disparue, choix, RIEN);
    const avec = examiner(gardee, disparue, { ...choix, coordonnees: new Set([2]) }, RIEN);
    expect(sans.permis && sans.plan.adultes[0]?.reprendreLesCoordonnees).toBe(true);
    expect(avec.permis && avec.plan.adultes[0]?.reprendreLesCoordonnees).toBe(false);
  });

  test('chaque enfant qui disparaît est réuni ou arrive, jamais les deux, jamais aucun', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('Léo', 'Zoé', 'Tom'), { maxLength: 5 }), (prenoms) => {
        const gardee = dossier({ id: 1, enfants: [enfant(1, 'Léo'), enfant(2, 'Zoé')] });
        const disparue = dossier({
          id: 2,
          enfants: prenoms.map((p, i) => enfant(10 + i, p)),
        });
        const examen = examiner(gardee, disparue, proposer(gardee, disparue), RIEN);
        if (!examen.permis) return false;
        const vus = [...examen.plan.enfants.map((e) => e.de), ...examen.plan.arrivants].sort();
        return JSON.stringify(vus) === JSON.stringify(disparue.enfants.map((e) => e.id).sort());
      }),
    );
  });
});

describe('ce qui fait attendre', () => {
  test.each([
    ['paiementEnCours', 'Un paiement en ligne est en cours'],
    ['prelevementEnCours', 'Un prélèvement est en cours'],
    ['emissionEnCours', 'Des factures sont en cours d’émission'],
  ])('%s', (quoi, phrase) => {
    const examen = examiner(
      dossier({ id: 1 }),
      dossier({ id: 2 }),
      { enfants: new Map(), adultes: new Map(), coordonnees: new Set() },
      { ...RIEN, [quoi]: true },
    );
    expect(examen.permis ? '' : examen.raisons[0]).toContain(phrase);
  });

  test('deux accès d’agent pour un adulte', () => {
    const gardee = dossier({ id: 1, adultes: [adulte(1, 'agent')] });
    const disparue = dossier({ id: 2, adultes: [adulte(2, 'agent')] });
    expect(examiner(gardee, disparue, proposer(gardee, disparue), RIEN).permis).toBe(false);
  });
});
