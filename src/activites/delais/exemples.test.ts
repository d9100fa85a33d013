/** docs/regles/delais.md est la donnée de ces tests : un exemple faux dans la page est un échec. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { ecrireInstant, type Fuseau } from '../../platform/instants.ts';
import { ecrireJour, type Jour, joursEntre } from '../../platform/jours.ts';
import { joursDOuverture } from '../calendrier/calendrier.ts';
import { joursFeriesEntre, type Territoire } from '../calendrier/feries.ts';
import { vacancesDeLaZone } from '../vacances-scolaires.ts';
import { decrireRegle } from './phrases.ts';
import { dateLimite, dateOuverture, type FaitsDelai, type RegleDelai } from './regles.ts';
import { schemaRegleDelai } from './schema.ts';

type Ligne = { jour: Jour; lieu: string; limite: string; universel: string };
type Exemple = {
  titre: string;
  dit: string;
  periode: Jour | null;
  fenetre: string | null;
  texte: string;
  lignes: Ligne[];
};

const LIEUX: Record<string, { fuseau: Fuseau; territoire: Territoire }> = {
  Paris: { fuseau: 'Europe/Paris', territoire: 'metropole' },
  Strasbourg: { fuseau: 'Europe/Paris', territoire: 'alsace-moselle' },
  'La Réunion': { fuseau: 'Indian/Reunion', territoire: 'reunion' },
  Guadeloupe: { fuseau: 'America/Guadeloupe', territoire: 'guadeloupe' },
  Mayotte: { fuseau: 'Indian/Mayotte', territoire: 'mayotte' },
  Nouméa: { fuseau: 'Pacific/Noumea', territoire: 'nouvelle-caledonie' },
};

/** Les jours en lettres de la page, relus : un « lundi » faux n'y est pas trouvé. */
const JOURS_EN_LETTRES = new Map(
  joursEntre('2025-09-01', '2028-12-31').map((jour) => [ecrireJour(jour, { annee: true }), jour]),
);

const page = new URL('../../../docs/regles/delais.md', import.meta.url);
const exemples = lireExemples(readFileSync(page, 'utf8'));

test('la page donne au moins une trentaine d’exemples, de toutes les formes', () => {
  expect(exemples.flatMap(({ lignes }) => lignes).length).toBeGreaterThan(70);
  const formes = new Set(exemples.map(({ texte }) => lireRegle(texte).forme));
  expect(formes.size).toBe(8);
});

describe.each(exemples)('$titre', ({ titre, dit, periode, fenetre, texte, lignes }) => {
  const regle = lireRegle(texte);

  test(`se dit « ${dit} »`, () => expect(sansInsecables(decrireRegle(regle))).toBe(dit));

  test('est une règle que la saisie accepte, sauf si la page dit le contraire', () => {
    const valide = schemaRegleDelai.safeParse(JSON.parse(texte)).success;
    expect(valide).toBe(!titre.startsWith('Une règle saisie de travers'));
  });

  test.each(lignes)('$jour ($lieu) : $limite', ({ jour, lieu, limite, universel }) => {
    const faits = faitsDe(lieu, periode);
    const trouvee = dateLimite(regle, jour, faits);
    if (trouvee === 'jamais') {
      expect(limite).toBe('jamais');
      return;
    }
    expect(trouvee.toISOString()).toBe(universel.replace('Z', ':00.000Z'));
    expect(sansInsecables(ecrireInstant(trouvee, faits.fuseau, { annee: true }))).toBe(limite);
  });

  test(fenetre ? `s’ouvre ${fenetre}` : 'est ouverte depuis toujours', () => {
    const ouverture = dateOuverture(regle, faitsDe('Paris', periode));
    const dite = ouverture && ecrireInstant(ouverture, 'Europe/Paris', { annee: true });
    expect(dite && sansInsecables(dite)).toBe(fenetre);
  });
});

function faitsDe(nom: string, periode: Jour | null): FaitsDelai {
  const lieu = LIEUX[nom];
  if (!lieu) throw new Error(`lieu inconnu dans la page : ${nom}`);
  const feries = joursFeriesEntre('2026-01-01', '2028-12-31', lieu.territoire);
  const cantine = joursDOuverture({
    du: '2026-09-01',
    au: '2027-07-02',
    joursSemaine: [1, 2, 4, 5],
    rythme: 'scolaire',
    feries,
    vacances: vacancesDeLaZone('B'),
    fermetures: [],
  });
  return {
    fuseau: lieu.fuseau,
    feries,
    joursOuverts: cantine.filter(({ ouvert }) => ouvert).map(({ jour }) => jour),
    periode: periode ? { du: periode } : null,
  };
}

function lireExemples(markdown: string): Exemple[] {
  const [, ...sections] = markdown.split(/^### /m);
  return sections.map((section) => {
    const titre = section.slice(0, section.indexOf('\n'));
    const premier = (motif: RegExp) => section.match(motif)?.[1] ?? null;
    const periode = premier(/^Période : à partir du (.+)\.$/m);
    return {
      titre,
      dit: premier(/^Se dit : « (.+) »\.$/m) ?? `${titre} : la page ne dit pas la règle`,
      periode: periode && lireJour(periode),
      fenetre: premier(/^Fenêtre : s’ouvre (.+)\.$/m),
      texte: premier(/```json\n([\s\S]+?)\n```/) ?? '',
      lignes: [...section.matchAll(/^\| (.+) \|$/gm)].slice(1).map((trouve) => {
        const [jour = '', lieu = '', limite = '', universel = ''] = (trouve[1] ?? '').split(' | ');
        return { jour: lireJour(jour), lieu, limite, universel };
      }),
    };
  });
}

function lireJour(enLettres: string): Jour {
  const jour = JOURS_EN_LETTRES.get(enLettres);
  if (!jour) throw new Error(`ce jour n'existe pas : ${enLettres}`);
  return jour;
}

/** La règle « saisie de travers » ne passe pas le schéma, exprès : on la lit donc sans lui, et un
 * autre test vérifie que toutes les autres le passent. */
function lireRegle(texte: string): RegleDelai {
  return JSON.parse(texte) as RegleDelai;
}

function sansInsecables(texte: string): string {
  return texte.replaceAll('\u00a0', ' ');
}
