/** docs/regles/effectifs.md est la donnée de ces tests : un exemple faux dans la page est un échec. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { DelaiDate, FaitsDelai, Pour, RegleDelai } from '../../activites/delais/regles.ts';
import { instantLocal } from '../../platform/instants.ts';
import { jourDeLaSemaine } from '../../platform/jours.ts';
import { corriger, type Ecart, ecrireCorrection, lireEcart } from './additif.ts';
import { dateDArret, estAArreter, estEnRetard, momentDeLAdditif } from './arret.ts';
import { type CompteArrete, mettreEnTableau, PANIER_REPAS, sansPaniers } from './repas.ts';
import { examinerCuisine, lireCourriels } from './saisie-cuisine.ts';

const LUNDI = '2027-01-11';
const FUSEAU = 'Europe/Paris';
const page = readFileSync(new URL('../../../docs/regles/effectifs.md', import.meta.url), 'utf8');
const [arrets = [], moments = [], departs = [], ecarts = []] = page
  .split(/^## Exemples/m)
  .slice(1)
  .map(lireTableau);

test('la page donne ses quatre tableaux, et chaque exemple cite une règle de la page', () => {
  expect([arrets, moments, departs, ecarts].map((t) => t.length)).toEqual([7, 6, 5, 7]);
  const regles = [...page.matchAll(/^(\d+)\. \*\*/gm)].map((trouve) => trouve[1]);
  expect(regles).toEqual(['1', '2', '3', '4', '5', '6', '7', '8', '9', '10']);
  for (const ligne of [arrets, moments, departs, ecarts].flat())
    expect(regles).toContain(ligne.at(-1));
});

describe('Quand l’effectif s’arrête', () => {
  const faits: FaitsDelai = {
    fuseau: FUSEAU,
    feries: new Set(),
    joursOuverts: (jour) => jourDeLaSemaine(jour) <= 5,
    periode: null,
  };
  test.each(arrets)('réserver %s, annuler %s, repas à %s : %s', (reserver, annuler, debut, le) => {
    const delais = [lireDelai('reserver', reserver), lireDelai('annuler', annuler)];
    const servie = { prestationId: 1, heureDebut: debut };
    expect(dateDArret(delais, servie, LUNDI, faits)).toEqual(lireInstant(le));
  });
});

describe('Maintenant ou plus tard', () => {
  const limiteLe = lireInstant('2027-01-08 09:00');
  test.each(moments)('à %s : arrêter %s, en retard %s', (ecrit, arreter, retard) => {
    const arreteLe = lireInstant(ecrit);
    expect(estAArreter(limiteLe, arreteLe) ? 'oui' : 'non').toBe(arreter);
    expect(estEnRetard({ limiteLe, arreteLe }) ? 'oui' : 'non').toBe(retard);
  });

  test('une date invalide n’arrête rien', () => {
    expect(estAArreter(new Date(Number.NaN), lireInstant('2027-01-08 09:00'))).toBe(false);
  });
});

describe('Quand part l’additif', () => {
  test.each(departs)('arrêté %s, il est %s : %s', (arrete, maintenant, dit) => {
    const arreteLe = lireInstant(arrete);
    const faits = { jour: LUNDI, heure: '09:00', heureDebut: '12:00', fuseau: FUSEAU, arreteLe };
    expect(momentDeLAdditif(faits, lireInstant(maintenant))).toBe(dit);
  });
});

describe('Ce que dit l’additif', () => {
  test.each(ecarts)('%s, puis %s, %s : %s', (avant, maintenant, fait, dit) => {
    const mouvements = lireEcart(lireFait(avant, maintenant, fait));
    const ecrits = mouvements.map((m) => `${m.repas} ${m.sens === 1 ? '+1' : '−1'} : ${m.raison}`);
    expect(ecrits.join(' ; ') || 'rien').toBe(dit);
  });

  test('la cuisine lit combien, jamais qui, et aucun panier-repas', () => {
    const mouvements = [
      ...lireEcart(lireFait('Sans porc', 'rien', 'grève')),
      ...lireEcart(lireFait('Repas ordinaire', 'Sans porc', 'rien')),
      ...lireEcart(lireFait('Repas ordinaire', PANIER_REPAS, 'rien')),
    ];
    expect(corriger(mouvements).map((c) => `${c.repas} ${ecrireCorrection(c)}`)).toEqual([
      'Repas ordinaire −2',
      'Sans porc +1, −1',
    ]);
  });
});

describe('Le tableau des repas', () => {
  const compte = (ecole: string, groupe: string, repas: string, nombre: number): CompteArrete => ({
    ecole,
    groupe,
    repas,
    aServir: repas !== PANIER_REPAS,
    nombre,
  });

  test('une école : ses groupes en colonnes ; plusieurs : les écoles ; les paniers ne se préparent pas', () => {
    const une = [
      compte('Jules-Ferry', 'Petits', 'Repas ordinaire', 3),
      compte('Jules-Ferry', 'Grands', 'Repas ordinaire', 2),
      compte('Jules-Ferry', 'Grands', PANIER_REPAS, 1),
    ];
    expect(mettreEnTableau(une)).toMatchObject({
      colonnes: ['Grands', 'Petits'],
      aServir: [2, 3],
      totalAServir: 5,
    });
    const deux = mettreEnTableau([...une, compte('Du Bourg', 'Petits', 'Sans porc', 4)]);
    expect(deux.colonnes).toEqual(['Du Bourg', 'Jules-Ferry']);
    expect(deux.lignes.map((l) => [l.repas, ...l.nombres, l.total])).toEqual([
      ['Repas ordinaire', 0, 5, 5],
      [PANIER_REPAS, 0, 1, 1],
      ['Sans porc', 4, 0, 4],
    ]);
    expect(sansPaniers(une).map((c) => c.repas)).not.toContain(PANIER_REPAS);
  });
});

describe('Les adresses de la cuisine', () => {
  test('se séparent comme on veut, et répétées ne comptent qu’une fois', () => {
    expect(lireCourriels(' a@b.fr, c@d.fr;A@b.fr\ne@f.fr ')).toEqual([
      'A@b.fr',
      'c@d.fr',
      'e@f.fr',
    ]);
  });

  test.each([
    ['cuisine', '09:00', 'courriels'],
    ['a@b.fr b@b.fr c@b.fr d@b.fr e@b.fr f@b.fr', '09:00', 'courriels'],
    ['', 'midi', 'heure'],
    ['', '24:00', 'heure'],
  ])('« %s » à %s : une phrase dit quoi écrire', (courriels, heureAdditif, champ) => {
    const saisie = { courriels: lireCourriels(courriels), heureAdditif, prestations: [] };
    expect(examinerCuisine(saisie).map((e) => e.champ)).toEqual([champ]);
  });
});

function lireTableau(partie: string): string[][] {
  return partie
    .split('\n')
    .filter((ligne) => ligne.startsWith('|'))
    .slice(2)
    .map((ligne) =>
      ligne
        .slice(1, -1)
        .split('|')
        .map((c) => c.trim()),
    );
}

/** « veille ouvrée 09:00 », « jour même 14:00 », « jamais ». */
function lireDelai(pour: Pour, ecrit: string): DelaiDate {
  const regle: RegleDelai =
    ecrit === 'jamais'
      ? { forme: 'jamais' }
      : {
          forme: 'jour',
          jours: ecrit.startsWith('jour même') ? 0 : 1,
          heure: ecrit.slice(-5),
          decompte: ecrit.includes('ouvrée') ? 'ouvres' : 'calendaires',
        };
  return { pour, prestationId: null, du: '2026-01-01', au: null, regle, tardif: 'refusee' };
}

/** « 2027-01-08 09:01 », à Paris. */
function lireInstant(ecrit: string): Date {
  return instantLocal(ecrit.slice(0, 10), ecrit.slice(11), FUSEAU);
}

function lireFait(avant: string, maintenant: string, fait: string): Ecart {
  const repas = (mot: string) => (mot === 'rien' ? null : mot);
  return {
    enfantId: 1,
    avant: repas(avant),
    maintenant: repas(maintenant),
    etat: fait === 'annulée par la famille' ? 'annulee_par_famille' : 'annulee_par_centre',
    origine: fait === 'par le centre' ? 'centre' : 'portail',
    horsDelai: fait === 'hors délai',
    aAttendu: fait === 'a attendu une place',
    decideeApres: false,
    genre: fait === 'grève' ? 'greve' : null,
  };
}
