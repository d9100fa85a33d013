/** docs/regles/places.md est la donnée de ces tests : un exemple faux dans la page est un échec. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { delai, faits, MATIN, MERCREDI } from '../../../test/faits.ts';
import { peutEtrePromue } from './annuler.ts';
import { DECISIONS, deciderSorts } from './decider-agent.ts';
import { attribuerDirectement } from './direct.ts';
import { attribuer, Compteur, type PlacesDuJour, servirLaFile } from './places.ts';
import { ETATS } from './types.ts';

const SALLE = 1;
const CAR = 2;
const JAUGES: Record<string, number> = { salle: SALLE, car: CAR };
const PRESTATIONS: Record<string, readonly number[]> = { matin: [SALLE], sortie: [SALLE, CAR] };
const ACTIVITES = {
  automatique: { approbation: 'automatique', listeAttente: 'automatique' },
  agent: { approbation: 'agent', listeAttente: 'manuelle' },
  'sans liste': { approbation: 'automatique', listeAttente: 'aucune' },
} as const;
const TARDIFS = {
  '': null,
  ' hors délai': 'agent',
  ' hors délai, liste': 'liste_attente',
  ' hors délai, majoré': 'majoree',
} as const;
const MOTS = {
  validee: 'validée',
  demandee: 'demandée',
  en_liste_attente: 'liste d’attente',
  complet: 'complet',
};

const page = readFileSync(new URL('../../../docs/regles/places.md', import.meta.url), 'utf8');
const [attributions = [], liberations = [], decisions = [], directes = []] = page
  .split(/^## Exemples/m)
  .slice(1)
  .map(lireTableau);

test('la page donne ses quatre tableaux, et chaque exemple cite une règle de la page', () => {
  const tableaux = [attributions, liberations, decisions, directes];
  expect(tableaux.map((t) => t.length)).toEqual([18, 6, 9, 5]);
  const regles = new Set([...page.matchAll(/^(\d+)\. \*\*/gm)].map((trouve) => trouve[1]));
  expect([...regles]).toEqual(['1', '2', '3', '4', '5', '6', '7', '8', '9', '10', '11', '12']);
  for (const ligne of tableaux.flat()) expect(regles).toContain(ligne.at(-1));
});

describe('Un mercredi, une salle et un car', () => {
  test.each(attributions)(
    '%s libres, attendent %s, %s : %s',
    (libres, file, nom, arrivent, dit) => {
      const sorts = attribuer(
        lireListe(arrivent).map(lireSouhait),
        trouver(ACTIVITES, nom),
        lirePlaces(libres),
        lireListe(file).map(lireSouhait),
      );
      expect(sorts.map((sort) => MOTS[sort]).join(' ; ')).toBe(dit);
    },
  );
});

describe('Une place se libère', () => {
  const delais = [
    delai('annuler', { forme: 'jour', jours: 1, heure: '09:00', decompte: 'calendaires' }),
  ];
  test.each(liberations)('%s libres, attendent %s', (libres, attendent, entrent) => {
    const file = lireListe(attendent).map((ecrit) => ({
      ecrit,
      ...lireSouhait(ecrit.replace(/[()]/g, '')),
      maintenant: new Date(ecrit.startsWith('(') ? '2026-11-24T09:00Z' : '2026-11-20T09:00Z'),
    }));
    const candidats = file.filter((f) =>
      peutEtrePromue({ prestationId: MATIN, jour: f.jour }, delais, faits().delai, f.maintenant),
    );
    const servis = servirLaFile(new Compteur(lirePlaces(libres)), candidats);
    expect(servis.map((s) => s.ecrit).join(' ; ') || 'personne').toBe(entrent);
  });
});

describe('Ce qu’un agent peut décider', () => {
  test.each(decisions)('%s, %s : %s', (ecrit, choix, devient) => {
    const etat = ETATS.find((e) => e === ecrit);
    const decision = DECISIONS.find((d) => d === choix);
    if (!etat || !decision) throw new Error(`état ou décision inconnus : ${ecrit}, ${choix}`);
    const reservation = { id: 1, etat, jour: MERCREDI, jauges: [SALLE] };
    const [sort] = deciderSorts([reservation], decision, lirePlaces('salle 1'));
    expect(sort?.sort === 'change' ? sort.etat : etat).toBe(devient);
  });
});

describe('Un agent inscrit pour une famille', () => {
  test.each(directes)(
    '%s libres, attendent %s, %s, relève : %s, arrivent %s',
    (libres, file, nom, releve, arrivent, dit, ajoutees) => {
      const { attributions: sorts, rallonges } = attribuerDirectement(
        lireListe(arrivent).map(lireSouhait),
        lirePlaces(libres),
        lireListe(file).map(lireSouhait),
        { depasser: releve === 'oui', listeAttente: trouver(ACTIVITES, nom).listeAttente },
      );
      expect(sorts.map((sort) => MOTS[sort]).join(' ; ')).toBe(dit);
      const noms = new Map(Object.entries(JAUGES).map(([jauge, id]) => [id, jauge]));
      const dites = rallonges.map((r) => `${noms.get(r.jaugeId)} ${r.ecart}`);
      expect(dites.join(', ') || 'aucune').toBe(ajoutees);
    },
  );
});

function lireTableau(section: string): string[][] {
  const rangees = [...section.matchAll(/^\| (.+) \|$/gm)].slice(1);
  return rangees.map((trouvee) => (trouvee[1] ?? '').split(' | '));
}

function lireListe(texte = ''): string[] {
  return texte === 'personne' ? [] : texte.split(' ; ');
}

function lireSouhait(texte: string) {
  const prestation = texte.split(' ')[0] ?? '';
  const jauges = trouver(PRESTATIONS, prestation);
  const tardif = trouver(TARDIFS, texte.slice(prestation.length));
  return { jour: MERCREDI, jauges, tardif };
}

function lirePlaces(texte = ''): PlacesDuJour[] {
  if (texte === 'sans limite') return [];
  return texte.split(', ').map((morceau) => {
    const [nom = '', nombre = ''] = morceau.split(' ');
    const jaugeId = trouver(JAUGES, nom);
    return { jaugeId, jour: MERCREDI, places: Number(nombre) + 4, prises: 4 };
  });
}

/** Un mot de la page que le test ne connaît pas est une faute de frappe, pas un cas ignoré. */
function trouver<V>(mots: Readonly<Record<string, V>>, mot = ''): V {
  const valeur = mots[mot];
  if (valeur === undefined) throw new Error(`mot inconnu dans la page : « ${mot} »`);
  return valeur;
}
